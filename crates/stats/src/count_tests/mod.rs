//! Tests of whether two sides have the same shares: tables of categories, two rates, and rare categories.

pub(crate) mod attainable;
pub mod boschloo;
pub mod chi_square;
pub(crate) mod common_rate;
pub mod fisher;
pub mod g;
pub mod kaplan_meier;
pub mod mantel_haenszel;
pub mod newcombe;
pub mod permutation;
pub mod proportions;
pub mod rare_category;
pub mod rare_pool;
pub(crate) mod relabelling;
pub mod relabelling_tail;
pub mod unconditional;
