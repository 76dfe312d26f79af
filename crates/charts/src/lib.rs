//! Drawings of the parts of a drift report, on any plotters backend.

mod axis;
mod calendar;
mod colour;
mod empty;
pub mod histogram;
mod marks;
mod sheet;
pub mod svg;
mod text;
pub mod theme;
mod ticks;

pub use axis::Scale;
pub use colour::Colour;
pub use sheet::{Drawn, Failure, Sheet};
pub use theme::Theme;
