//! Says what a histogram shows besides the bars.

use driftscope_report::{ColumnReport, Kind};

use crate::Scale;

/// What a histogram shows besides the bars.
#[derive(Clone, Debug, PartialEq)]
pub struct HistogramStyle<'a> {
    /// What the values are.
    pub scale: Scale,
    /// Their unit, as in `mph`; may be empty.
    pub unit: &'a str,
    /// Values are whole numbers, so that a bin of width one is labelled at its middle.
    pub whole_numbers: bool,
    /// The reference.
    pub reference: HistogramSide<'a>,
    /// Production.
    pub production: HistogramSide<'a>,
    /// How many neighbouring bins are merged; 0 chooses by the width of the picture.
    pub grouping: usize,
    /// The axis of shares is logarithmic, so that rare values are seen.
    pub logarithmic: bool,
}

/// The words about one side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HistogramSide<'a> {
    /// What the side is called.
    pub name: &'a str,
    /// Its median, drawn as a dashed line.
    pub median: Option<f64>,
    /// Share of its values that are missing, from 0 to 1.
    pub missing: f64,
}

impl HistogramStyle<'_> {
    /// The style for a column as the report describes it.
    pub fn of(column: &ColumnReport) -> HistogramStyle<'static> {
        let mut style = HistogramStyle {
            scale: match column.kind {
                Kind::Datetime => Scale::Time,
                Kind::TimeOfDay => Scale::Clock,
                _ => Scale::Number,
            },
            whole_numbers: holds_whole_numbers(column),
            ..HistogramStyle::default()
        };
        style.reference.median = column.reference.median;
        style.reference.missing = column.reference.missing_share();
        style.production.median = column.production.median;
        style.production.missing = column.production.missing_share();
        style
    }
}

impl Default for HistogramStyle<'_> {
    fn default() -> Self {
        let side = |name| HistogramSide { name, median: None, missing: 0.0 };
        Self {
            scale: Scale::Number,
            unit: "",
            whole_numbers: false,
            reference: side("reference"),
            production: side("production"),
            grouping: 0,
            logarithmic: false,
        }
    }
}

/// Whether what the report says of a column's values, without holding any, is all whole numbers.
fn holds_whole_numbers(column: &ColumnReport) -> bool {
    let Some(quantiles) = &column.quantiles else {
        return false;
    };
    let ends = [&column.reference, &column.production].into_iter().flat_map(|side| [side.min, side.max]);
    let ends_are_whole = ends.flatten().all(|value| value.fract() == 0.0);
    let values = || quantiles.reference.iter().chain(&quantiles.production);
    let whole = values().filter(|value| value.fract() == 0.0).count();
    // A quantile between two whole numbers may be a fraction; most are not.
    column.kind == Kind::Numeric && ends_are_whole && whole > 0 && whole * 10 >= values().count() * 9
}
