//! Faults and peculiarities of a column that its distribution does not show.

pub(crate) mod label_forms;
pub(crate) mod missing_words;
pub(crate) mod mixed_types;
pub(crate) mod placeholder;
pub(crate) mod precision;
pub(crate) mod reading;
pub(crate) mod running_number;
pub(crate) mod sequence;
pub(crate) mod spelling;
pub(crate) mod strangers;
