//! The values of a column by kind: counted, binned, described.

pub(crate) mod binned;
pub(crate) mod booleans;
pub(crate) mod buckets;
pub(crate) mod category;
pub(crate) mod clock;
pub(crate) mod datetimes;
pub(crate) mod distinct_values;
pub(crate) mod histogram;
pub(crate) mod identifier;
pub(crate) mod kept_side;
pub(crate) mod label;
pub(crate) mod labels;
pub(crate) mod missing;
pub(crate) mod moment_side;
pub(crate) mod numeric;
pub(crate) mod shift;
pub(crate) mod side;
pub(crate) mod single_value;
pub(crate) mod tags;
pub(crate) mod text;
pub(crate) mod vectors;
