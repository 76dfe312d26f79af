//! Drawings of the parts of a drift report, on any plotters backend.
//!
//! One set of functions serves the canvas of the page, print, export and the tests: [`histogram`], [`ecdf`],
//! [`quantile_plot`] and [`categories`] draw over a [`Sheet`], which is a plotters area with a [`Theme`]. [`svg::draw`]
//! makes a sheet that becomes an SVG file. The small pictures of a long table are path data, see [`miniature`].
//!
//! The reference is always filled or solid, production always an outline or dashed, so that a print without colour
//! still tells them apart. There are no legends and titles: the page has them, as text.
//!
//! ```
//! use driftscope_charts::{Theme, histogram, svg};
//! use driftscope_report::Histogram;
//!
//! let bins = Histogram {
//!     edges: vec![0.0, 1.0, 2.0],
//!     reference: vec![30, 70],
//!     production: vec![60, 40],
//!     ..Histogram::default()
//! };
//! let picture = svg::draw(480, 240, &Theme::light(), "Speed fell", |sheet| {
//!     histogram::draw(sheet, &bins, &histogram::HistogramStyle::default())
//! })?;
//! assert!(picture.starts_with("<svg "));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Invariants: nothing here knows a browser or a file; the same report part gives the same drawing on every machine
//! (where the backend measures text the same); no report, however damaged, makes a drawing panic or run on.

mod axis;
mod bar;
mod calendar;
pub mod categories;
mod colour;
mod curve;
pub mod ecdf;
mod effect;
mod empty;
pub mod heat_map;
pub mod histogram;
mod marks;
pub mod miniature;
mod placing;
pub mod quantile_plot;
mod sheet;
pub mod svg;
mod text;
pub mod theme;
mod ticks;

pub use axis::Scale;
pub use bar::ChartBar;
pub use colour::Colour;
pub use effect::{EFFECT_TICKS, effect_scale};
pub use sheet::{Drawn, Failure, Sheet};
pub use theme::Theme;
