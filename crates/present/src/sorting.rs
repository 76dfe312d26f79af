//! Sorting few items, as the statistics do: one sort for all types, since each sort of its own is half a kilobyte of the page.

pub use driftscope_stats::sorting::{sort_by, sort_by_key, sort_places};
