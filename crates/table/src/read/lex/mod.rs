//! Scans single JSON values: strings, numbers, and the words between them.

pub(crate) mod bytes_equal;
pub(crate) mod fault;
pub(crate) mod nearest;
pub(crate) mod number;
pub(crate) mod scalar;
pub(crate) mod string;
pub(crate) mod value;
