//! What the page shows: a folder a view.
//!
//! What has a state of its own, or is there a hundred times, is a Yew component; the rest are functions, which cost the page a
//! tenth of the code.

pub(crate) mod audit;
pub(crate) mod column;
pub(crate) mod columns;
pub(crate) mod methods;
pub(crate) mod overview;
pub(crate) mod quality;
pub(crate) mod settings;
pub(crate) mod shell;
pub(crate) mod split;
pub(crate) mod together;
pub(crate) mod welcome;
