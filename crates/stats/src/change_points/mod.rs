//! Changes in time: since when a series of windows differs.

pub mod contrasts;
pub mod lasting_change;
pub mod pelt;
