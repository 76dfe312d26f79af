//! Compares two tables: what changed, how much, and how sure that is.
//!
//! [`compare`] does all of it.
//!
//! Invariants: the same tables and settings give the same report, byte for byte, on every machine. The order of rows matters
//! only for distinguishing row numbers from ranks, for the rules `nannyml` and `ks`, and for the sample that `multivariate`
//! uses. No raw row reaches the report. There is no I/O.

mod assemble;
mod buckets;
mod calendar_column;
mod category;
mod column;
mod compare;
mod compare_error;
mod count_tests;
mod distinct_values;
mod gone_or_mixed;
mod histogram;
mod identifier;
mod labels;
mod labels_awaited;
mod missing;
mod moments;
mod multivariate;
mod numeric;
mod numeric_tests;
mod part_size;
mod placeholder;
mod precision;
mod profile;
mod roles;
mod rows;
mod rules;
mod running_number;
mod shares;
mod shift;
mod single_value;
mod spelling;
mod strangers;
mod test_results;
mod text;

pub use compare::{
    DescribedColumn, Extent, assemble, assemble_profiles, check_comparable, check_profiles_comparable, compare,
    compare_profiles, compare_with_progress, describe_all, describe_profiles,
};
pub use compare_error::CompareError;
pub use multivariate::{sample_rows, with_columns_together};
pub use profile::{
    BEGINNING, Contradiction, MOST_LABELS, PROFILE_VERSION, Profile, ProfileError, ProfileSplitError, Windows,
    is_profile, profile_from_bytes, profile_from_json, profile_to_json,
};
