//! What the page shows: one file a component.

mod app;
mod audit;
mod cards;
mod chart;
mod chip;
mod column_detail;
mod column_row;
mod column_table;
mod effect_bar;
mod events;
mod file_slot;
mod header;
mod help;
mod miniature;
mod problem_panel;
mod progress_panel;
mod quality;
mod quantile_table;
mod store;
mod test_table;
mod toolbar;
mod verdict_section;
mod welcome;
mod words;

pub(crate) use app::{App, AppProps};
