//! Runs the real command on files and looks at what a person or a pipeline gets: exit code, output and messages.

#![allow(clippy::unwrap_used, reason = "what a test cannot do is a failure of the test")]

mod alerts;
mod bench;
mod beside;
mod compare;
mod convert;
mod diff;
mod exports;
mod extract;
mod help;
mod inputs;
mod labels;
mod lock;
mod output;
mod parquet;
mod period;
mod profile;
mod redact;
mod segments;
mod serve;
mod settings;
mod shared;
mod sign;
mod since;
mod sql;
mod table;
mod unusable;
mod verify;
mod zones;
