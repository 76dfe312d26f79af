//! Reports in words, numbers, order and facts: everything that page, command and exports show alike.
//!
//! Invariant: no HTML outside the exports, no terminal codes, no I/O. Views lay out what is made here and word nothing themselves, so that they
//! cannot disagree.

pub mod alerts;
mod answers;
mod attention;
pub mod business;
pub mod calibration;
mod cards;
mod choices;
mod clock;
mod column_facts;
pub mod completeness;
pub mod did_it_hurt;
mod disagreement;
pub mod estimate;
mod event;
pub mod explanation;
mod export;
pub mod fairness;
mod faults;
mod filter;
mod finding;
pub mod names;
pub mod numbers;
mod order;
mod outcome;
pub mod performance;
mod precision;
pub mod record;
pub mod report_changes;
mod saved_name;
pub mod score_card;
pub mod segments;
pub mod service;
mod share_change;
mod shift;
mod test_groups;
pub mod together;
mod typical;
mod unclear;
mod vector;
pub mod verdict;
mod warning_places;
pub mod windows;

pub use answers::answers;
pub use attention::{watched, worse_metrics};
pub use cards::{Card, Target, Weight, cards, quality_findings};
pub use choices::{choices, part};
pub use clock::clock_note;
pub use column_facts::{NONE, Size, column_name, missing, missing_moved, p_adjusted, role, size};
pub use disagreement::disagreement;
pub use event::event;
pub use export::{EXPORTS, Export, ExportError, ExportInputs};
pub use faults::faults;
pub use filter::Filter;
pub use finding::{IDENTICAL, finding};
pub use order::{by_effect, compare, date_of_change, non_uniformity, order};
pub use outcome::{Tone, Word, outcome};
pub use precision::precision;
pub use saved_name::{chart_name, saved_name};
pub use shift::shift;
pub use test_groups::{Found, short_title, test_groups};
pub use typical::{Typical, typical};
pub use vector::vector_note;
pub use warning_places::{warning_lines, warning_places};
