//! The verdicts of a report, from its figures and the settings alone.
//!
//! Describing and testing the columns of two data sets needs their rows. Everything after that does not: the correction for
//! many columns, the limit of the effect, the rule that decides, the share of drifted columns, and the sentences. So a report
//! can be decided again under other settings wherever it is: in the engine, on a page's main thread, in a shared page.
//!
//! Invariant: [`decide`] reads nothing but the report and the settings, and deciding twice is deciding once.

mod alerts;
mod among;
mod beside;
mod calibrated;
mod chosen;
mod fairness;
mod model;
pub mod over_time;
mod performance;
mod preview;
mod report;
mod rows_to_settle;
mod rules;
mod same_files;
mod segments;
mod service;
mod since;
mod verdict;
mod window_sums;

pub use alerts::{alerts, proposed_rules};
pub use beside::{BesideError, LARGEST_BESIDE, begins_as_evidently, beside_of_evidently};
pub use model::with_model;
pub use preview::{FineColumn, FineCounts, Preview, PreviewedColumn, period_of, preview, windows_of};
pub use report::{can_decide, decide};
pub use same_files::with_fingerprints;
pub use segments::with_segments;
