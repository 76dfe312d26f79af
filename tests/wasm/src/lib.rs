//! Computations whose answers must be the same bytes natively and in WebAssembly.
//!
//! The same code runs twice: `tests/end_to_end/tests/wasm.rs` calls it natively and in Chromium and compares. A report
//! says by its bytes that it is the same, so one digit that differs in one column is a difference. [`Reading`] and [`ModelMetrics`]
//! are what `cargo xtask bench` measures in a browser, with nothing of the page around it.

mod model_metrics;
mod reading;
mod report;
mod special_values;

pub use model_metrics::ModelMetrics;
pub use reading::Reading;
pub use report::report;
pub use special_values::special_values_digest;
