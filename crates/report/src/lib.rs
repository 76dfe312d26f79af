//! The vocabulary of Driftscope: what a report holds, what settings choose, and where the data came from.
//!
//! Plain values with public fields, and their JSON. Nothing here reads data, computes a statistic or words a sentence.
//!
//! Invariant: depends on `serde`, `serde_json`, `sha2` and `packing` alone; no I/O, no clock.

mod alerts;
mod among;
mod bar;
mod beside;
mod build;
mod business;
pub mod calendar;
mod calibration;
mod column;
mod completeness;
mod curves;
mod estimate;
mod explanation;
mod fairness;
mod format;
mod json;
mod json_objects;
mod metrics;
mod multivariate;
mod notes;
mod page_build;
mod performance;
mod provenance;
mod redaction;
mod report;
mod report_part;
mod report_reader;
mod schema_change;
mod seal;
mod segments;
mod service;
mod settings;
mod shared_page;
mod statistics;
mod upgrade;
mod verdict;
mod watched_metric;
mod window_unit;
mod windows;

pub use alerts::*;
pub use among::*;
pub use bar::{Bar, BarValues, FEWEST_ROWS_OF_A_BAR};
pub use beside::{Beside, BesideColumn, BesideMetric};
pub use build::Build;
pub use business::*;
pub use calibration::*;
pub use column::*;
pub use completeness::*;
pub use curves::*;
pub use driftscope_packing::{pack_json, unpack_json};
pub use estimate::*;
pub use explanation::*;
pub use fairness::*;
pub use format::Format;
pub use json::{ReportError, from_json, to_json};
pub use json_objects::value_from_json;
pub use metrics::*;
pub use multivariate::{
    Carrier, CategoryPairChange, Classifier, CoefficientChange, DESCRIPTIVE_ALPHA, LEAST_CHANGE, MOST_COLUMNS_TOGETHER,
    Multivariate, PairChange, Reconstruction, UnusualRows,
};
pub use notes::{NotedFinding, Notes};
pub use performance::*;
pub use provenance::{FileRecord, MOST_PLACES, Warning, WarningCode, WarningPlace, file_labels};
pub use redaction::{MOST_SMALL_COUNT, REDACTIONS, Redaction, RedactionChoice, RedactionError, USUAL_SMALL_COUNT};
pub use report::{DataSet, LabelDelay, Period, Report, SCHEMA_VERSION};
pub use report_part::ReportPart;
pub use report_reader::ReportReader;
pub use schema_change::{
    AlikeNames, AllMissing, MixedTypes, MixedWith, PrecisionChange, SchemaDifferences, TypeChange,
};
pub use seal::{seal_holds, sealed_json};
pub use segments::*;
pub use service::*;
pub use settings::*;
pub use shared_page::{
    LOCKED, ReportPacker, ShareError, begins_as_report, carried_json, carried_text, locked_page, packed_report,
    page_with, shared_page, shared_page_parts,
};
pub use statistics::{DOCUMENTED, Decides, Documented, Group, STATISTICS, Statistic};
pub use verdict::{PresetSummary, Verdict};
pub use watched_metric::*;
pub use window_unit::WindowUnit;
pub use windows::*;
