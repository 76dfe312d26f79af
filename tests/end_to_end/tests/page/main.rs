//! The packed page, opened from a file as a double-click does, in a real browser.
//!
//! Every test but that of the policy ends by asserting that nothing went wrong unseen: no error in the console, nothing
//! that the content policy had to refuse, and no request that left this computer.

mod accessible;
mod alerts;
mod bars;
mod cancelling;
mod choosing;
mod crashing;
mod demo;
mod dropping;
mod files;
mod files_beside;
mod firefox;
mod frame;
mod hostile;
mod keyboard;
mod known;
mod large;
mod methods;
mod model;
mod network;
mod opening;
mod pane;
mod parquet;
mod period;
mod policy;
mod printing;
mod profiles;
mod saving;
mod segments;
mod service;
mod sharing;
mod speed;
mod sql;
mod together;
mod when;
mod wide;
mod wrong_files;
mod zones;
