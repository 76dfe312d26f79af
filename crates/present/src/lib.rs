//! Reports in words, numbers, order and facts: everything that page, command and exports show alike.
//!
//! Invariant: no HTML, no terminal codes, no I/O. Views lay out what is made here and word nothing themselves, so that they
//! cannot disagree.

mod choices;
mod disagreement;
mod event;
mod faults;
mod finding;
pub mod names;
pub mod numbers;
mod precision;
mod saved_name;
mod shift;
pub mod together;
mod typical;
mod unclear;
pub mod verdict;
mod warning_places;

pub use choices::{choices, part};
pub use disagreement::disagreement;
pub use event::event;
pub use faults::faults;
pub use finding::{IDENTICAL, finding};
pub use precision::precision;
pub use saved_name::saved_name;
pub use shift::shift;
pub use typical::{Typical, typical};
pub use warning_places::{warning_lines, warning_places};
