//! What the page shows: one part a file. What has a state of its own, or is there a hundred times, is a Yew component;
//! the rest are functions, which cost the page a tenth of the code.

mod app;
mod audit;
mod cards;
mod chart;
mod chip;
mod column_choices;
mod column_detail;
mod column_row;
mod column_table;
mod effect_bar;
mod events;
mod file_slot;
mod header;
mod help;
mod methods;
mod miniature;
mod moment_figures;
mod preset_table;
mod problem_panel;
mod progress_panel;
mod quality;
mod quantile_table;
mod read_as;
mod select;
mod settings_panel;
mod split_panel;
mod store;
mod test_table;
mod text_figures;
mod together;
mod toolbar;
mod verdict_section;
mod welcome;
mod words;

pub(crate) use app::{App, AppProps};
