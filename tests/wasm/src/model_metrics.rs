//! All metrics of a model with two classes, as `cargo xtask bench model` times them in a browser.

use driftscope_stats::performance::{Confusion, Scores};
use wasm_bindgen::prelude::wasm_bindgen;

#[path = "../../../crates/stats/examples/speed/metrics.rs"]
mod timed;

/// Rows of both sides, and their tables once those are made.
#[wasm_bindgen]
#[derive(Debug)]
pub struct ModelMetrics {
    rows: [Vec<(f64, bool)>; 2],
    tables: Option<[(Confusion, Scores); 2]>,
}

#[wasm_bindgen]
impl ModelMetrics {
    /// As many rows for each side.
    #[wasm_bindgen(constructor)]
    pub fn new(rows: usize) -> Self {
        Self { rows: [timed::rows(rows, 1), timed::rows(rows, 2)], tables: None }
    }

    /// Counts the answers and sorts the scores of both sides.
    pub fn tables(&mut self) {
        self.tables = Some(self.rows.each_ref().map(|rows| timed::tables(rows)));
    }

    /// All metrics, with their intervals and differences, and the curves; gives how many numbers there are, and none before the tables.
    pub fn metrics(&self) -> usize {
        self.tables.as_ref().map_or(0, |tables| timed::metrics(tables.each_ref()))
    }
}
