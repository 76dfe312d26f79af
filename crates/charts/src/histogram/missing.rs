//! Draws the missing values beside a histogram, in two columns whose full height is all rows of a side.

use driftscope_present::numbers;
use plotters_backend::DrawingBackend;

use super::HistogramStyle;
use crate::marks;
use crate::sheet::{Anchor, Drawn, Failure, Region, Sheet, TICK};

/// Width of one column.
const COLUMN: f64 = 12.0;

/// Between the two.
const BETWEEN: f64 = 4.0;

/// Between the columns and the labels of the axis.
const BESIDE: f64 = 16.0;

/// The word below the columns.
const WORD: &str = "missing";

/// Where the columns go; of no width where nothing is missing.
pub(super) struct Columns {
    width: f64,
    top: f64,
    bottom: f64,
    shares: String,
}

impl Columns {
    pub(super) fn new<DB: DrawingBackend>(
        sheet: &Sheet<'_, DB>,
        style: &HistogramStyle<'_>,
    ) -> Result<Self, Failure<DB>> {
        let (reference, production) = (style.reference.missing, style.production.missing);
        if !(reference > 0.0 || production > 0.0) {
            return Ok(Self { width: 0.0, top: 0.0, bottom: 0.0, shares: String::new() });
        }
        let shares = numbers::percent_change(reference, production);
        let width = sheet.text_width(&shares, TICK)?.max(sheet.text_width(WORD, TICK)?).max(2.0 * COLUMN + BETWEEN);
        Ok(Self { width: width.ceil() + 2.0, top: 0.0, bottom: 0.0, shares })
    }

    pub(super) fn exist(&self) -> bool {
        self.width > 0.0
    }

    /// Where the rest of the picture begins.
    pub(super) fn right(&self) -> f64 {
        if self.exist() { self.width + BESIDE } else { 0.0 }
    }

    pub(super) fn set_height(&mut self, top: f64, bottom: f64) {
        self.top = top;
        self.bottom = bottom;
    }
}

pub(super) fn draw<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    columns: &Columns,
    style: &HistogramStyle<'_>,
) -> Drawn<DB> {
    if !columns.exist() {
        return Ok(());
    }
    let middle = (columns.width / 2.0).round() + 1.0;
    let starts = [middle - BETWEEN / 2.0 - COLUMN, middle + BETWEEN / 2.0];
    let height = columns.bottom - columns.top;
    for (left, share, of_reference) in
        [(starts[0], style.reference.missing, true), (starts[1], style.production.missing, false)]
    {
        let all = Region { left, right: left + COLUMN, top: columns.top, bottom: columns.bottom };
        sheet.rectangle(all, sheet.theme().hair)?;
        if share > 0.0 {
            let part = Region { top: columns.bottom - (share.min(1.0) * height).max(1.0), ..all };
            if of_reference { marks::reference_bar(sheet, part)? } else { marks::production_bar(sheet, part)? }
        }
    }
    sheet.horizontal(columns.bottom, starts[0], starts[1] + COLUMN, sheet.theme().faint)?;
    sheet.text(&columns.shares, (middle, columns.top - 10.0), Anchor::Middle, TICK, sheet.theme().dim)?;
    sheet.text(WORD, (middle, columns.bottom + 13.0), Anchor::Middle, TICK, sheet.theme().faint)
}
