//! The reasons why a record cannot be read.

/// What was met, and where, from the start of the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The input ends before the record does.
    Incomplete,
    /// It is not JSON.
    Invalid {
        at: usize,
        /// A sentence without its full stop, that begins small: "a number has a leading zero".
        what: &'static str,
    },
    /// It is nested deeper than the limit.
    TooDeep { at: usize },
}

impl Fault {
    /// Not JSON.
    #[cold]
    pub(crate) fn invalid(at: usize, what: &'static str) -> Self {
        Self::Invalid { at, what }
    }

    /// Not JSON, unless the input just ends here.
    #[cold]
    pub(crate) fn expected(input: &[u8], at: usize, what: &'static str) -> Self {
        if at < input.len() { Self::Invalid { at, what } } else { Self::Incomplete }
    }
}
