//! Runs the real command on files and looks at what a person or a pipeline gets: exit code, output and messages.

mod bench;
mod compare;
mod output;
mod serve;
mod settings;
mod table;
mod unusable;
