//! Finds JSON records in a file and parses them.

pub(crate) mod fast;
pub(crate) mod framing;
pub(crate) mod record;
pub(crate) mod record_reader;
pub(crate) mod resume;
