//! Where the bars of a drawn chart are, for what lies over it: hover, focus and choice.

use driftscope_report::BarValues;

/// A bar: its place in CSS pixels, from the top to the bottom of the chart, and what it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartBar {
    /// Its left end.
    pub left: f64,
    /// Its upper end.
    pub top: f64,
    /// From left to right.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
    /// The values in it.
    pub values: BarValues,
    /// The reference's share of values in it.
    pub reference: f64,
    /// Production's share of values in it.
    pub production: f64,
}
