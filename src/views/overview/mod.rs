//! The verdict in a sentence and six figures.

pub(crate) mod cards;
pub(crate) mod verdict;
