//! Compares two tables: what changed, how much, and how sure that is.
//!
//! [`compare`] does all of it.
//!
//! Invariants: the same tables and settings give the same report, byte for byte, on every machine. The order of rows matters
//! only for distinguishing row numbers from ranks, for the rules `nannyml` and `ks`, and for the sample that `multivariate`
//! uses. No raw row reaches the report. There is no I/O.

mod assemble;
mod bars;
mod business;
mod checks;
mod column;
mod compare;
mod compare_error;
mod described_column;
mod explanation;
mod extent;
mod inputs;
mod joint;
mod kept;
mod kept_reference;
mod known_columns;
mod known_parts;
mod label_delay;
mod model;
mod multivariate;
mod performance;
mod pieces;
mod profile;
mod roles;
mod row_columns;
mod rows;
mod rules;
mod segments;
mod service;
mod statistics;
mod values;
mod windows;

pub use bars::rows_in_bar;
pub use compare::{
    add_windows, assemble, assemble_profiles, check_comparable, check_profiles_comparable, compare, compare_in_pieces,
    compare_profiles, describe_all, describe_profiles, time_column, version_column,
};
pub use compare_error::CompareError;
pub use described_column::DescribedColumn;
pub use extent::Extent;
pub use joint::{JointColumn, JointForm, JointOutline, JointValues, NO_LABEL, joint_columns};
pub use kept::{Kept, SortedColumns};
pub use kept_reference::KeptReference;
pub use known_columns::KnownColumns;
pub use known_parts::KnownParts;
pub use multivariate::{sample_rows, with_columns_together};
pub use pieces::{Piece, Pieces};
pub use profile::{
    BEGINNING, Contradiction, FEWEST_OF_SEGMENT, KeptTogether, MOST_LABELS, MOST_SEGMENTS, PROFILE_VERSION, Profile,
    ProfileError, ProfileSplitError, SegmentError, SqlResultError, Windows, is_profile, profile_from_bytes,
    profile_from_json, profile_period, profile_to_json, select_windows,
};
pub use row_columns::{needs_levels, with_row_columns};
pub use segments::{LevelOutline, LevelledColumn, levelled_columns};
pub use windows::{FineBuckets, RowWindows, WindowPlan, count_finely};
