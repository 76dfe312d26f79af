//! Compares two tables: what changed, how much, and how sure that is.
//!
//! [`compare`] is the whole of it. Invariants: the same tables and settings give the same report, byte for byte, on
//! every machine; row order does not matter under the default preset, but for
//! telling numbers of rows from ranks; no raw row reaches the report; nothing here does any I/O.

mod buckets;
mod calendar_column;
mod calibrated;
mod category;
mod choices;
mod column;
mod compare;
mod count_tests;
mod described;
mod distinct_values;
mod event;
mod finding;
pub mod format;
mod gone_or_mixed;
mod histogram;
mod identifier;
mod identifier_drift;
mod json;
mod json_objects;
mod labels;
mod labels_awaited;
mod missing;
mod moment_profile;
mod moments;
mod multivariate;
pub mod names;
mod numeric;
mod numeric_tests;
mod part_size;
mod placeholder;
mod precision;
mod presets;
mod profile;
mod report;
mod report_reader;
mod roles;
mod rows_to_settle;
mod running_number;
mod settings;
mod shared_page;
mod shares;
mod shift;
mod side;
mod single_value;
mod spelling;
mod strangers;
mod test_results;
mod text;
mod text_drift;
mod typical;
mod unclear;
mod verdict;
mod warning_places;

/// The calendar of date-time columns, for whoever shows them.
pub use driftscope_table::typing::{civil_from_days, days_from_civil};

pub use compare::{
    CompareError, DescribedColumn, Extent, assemble, check_comparable, compare, compare_with_progress, describe_all,
    with_fingerprints,
};
pub use gone_or_mixed::{AllMissing, MixedTypes, MixedWith};
pub use identifier_drift::*;
pub use json::{ReportError, from_json, to_json};
pub use json_objects::value_from_json;
pub use moment_profile::*;
pub use multivariate::{
    Carrier, CategoryPairChange, Classifier, CoefficientChange, Multivariate, PairChange, Reconstruction, sample_rows,
    with_columns_together,
};
pub use profile::{
    BEGINNING, Contradiction, MOST_LABELS, PROFILE_VERSION, Profile, ProfileError, ProfileSplitError, Windows,
    assemble_profiles, check_profiles_comparable, compare_profiles, describe_profiles, is_profile, profile_from_bytes,
    profile_from_json, profile_to_json,
};
pub use report::*;
pub use report_reader::ReportReader;
pub use rows_to_settle::RowsToSettle;
pub use settings::*;
pub use shared_page::{ShareError, saved_name, shared_page};
pub use single_value::ValueChange;
pub use text_drift::*;
pub use typical::Typical;
pub use warning_places::{warning_lines, warning_places};
