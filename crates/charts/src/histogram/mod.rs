//! Draws both sides of a numeric or date-time column over common bins.
//!
//! Heights are shares: each side's counts over the number of its own values, so that sides of different size compare.
//! The reference is filled, production a bold outline. Tails that gather far values stand apart with their own label,
//! because their width says nothing. Missing values stand at the far left in columns of their own whose full height
//! is all rows of a side; they do not share the axis.

mod bins;
mod layout;
mod medians;
mod missing;
mod shares;
mod style;

use driftscope_report::{BarValues, Histogram};
use plotters_backend::DrawingBackend;

pub(crate) use bins::{Bin, Bins};
pub use style::{HistogramSide, HistogramStyle};

use crate::ChartBar;
use crate::axis;
use crate::empty;
use crate::marks::{self, Stair};
use crate::sheet::{Anchor, Drawn, Failure, LABEL, Sheet, TICK};
use layout::{Layout, ROW, Tail};

/// Smaller pictures are left empty.
const SMALLEST: f64 = 48.0;

/// The narrowest bin that is chosen without being asked for.
const NARROW: f64 = 6.0;

/// The narrowest bin that is ever drawn.
const NARROWEST: f64 = 2.0;

/// The values between which bins are equally wide: what an axis beside this one should show as well.
pub fn range(histogram: &Histogram) -> Option<(f64, f64)> {
    Bins::merge(histogram, 1).map(|bins| bins.range())
}

/// Draws a histogram over the whole sheet.
pub fn draw<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, histogram: &Histogram, style: &HistogramStyle<'_>) -> Drawn<DB> {
    if sheet.width < SMALLEST || sheet.height < SMALLEST {
        return Ok(());
    }
    let grouping = grouping(histogram, style.grouping, sheet.width - 90.0);
    let Some(bins) = Bins::merge(histogram, grouping) else {
        return empty::draw(sheet, "No values on either side");
    };
    let layout = Layout::new(sheet, &bins, style)?;
    draw_grid(sheet, &layout)?;
    draw_stairs(sheet, &layout, &bins)?;
    sheet.horizontal(layout.plot.bottom, layout.grid.0, layout.grid.1, sheet.theme().faint)?;
    draw_medians(sheet, &layout)?;
    missing::draw(sheet, &layout.missing, style)?;
    draw_axis(sheet, &layout)?;
    draw_note(sheet, &layout)
}

/// The bars that [`draw`] draws on such a sheet, from left to right.
pub fn bars<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    histogram: &Histogram,
    style: &HistogramStyle<'_>,
) -> Result<Vec<ChartBar>, Failure<DB>> {
    let grouping = grouping(histogram, style.grouping, sheet.width - 90.0);
    let bins = Bins::merge(histogram, grouping).filter(|_| sheet.width >= SMALLEST && sheet.height >= SMALLEST);
    let Some(bins) = bins else { return Ok(Vec::new()) };
    let layout = Layout::new(sheet, &bins, style)?;
    let tail = |tail: &Option<Tail>| tail.as_ref().map_or((0.0, 0.0), |tail| (tail.left, tail.right));
    let regular = bins.regular.iter().map(|bin| (bin, (layout.x(bin.low), layout.x(bin.high))));
    let lower = bins.lower.iter().map(|bin| (bin, tail(&layout.lower)));
    let all = lower.chain(regular).chain(bins.upper.iter().map(|bin| (bin, tail(&layout.upper))));
    let end = histogram.edges.last().copied().unwrap_or_default();
    let bar = |(bin, (left, right)): (&Bin, (f64, f64))| ChartBar {
        left,
        top: layout.plot.top,
        width: right - left,
        height: layout.plot.bottom - layout.plot.top,
        values: BarValues::Between { from: bin.low, to: bin.high, is_last: bin.high >= end },
        reference: bin.reference,
        production: bin.production,
    };
    Ok(all.map(bar).collect())
}

/// As many neighbours as were asked for, or more where bins would be too narrow to see.
fn grouping(histogram: &Histogram, asked: usize, width: f64) -> usize {
    let narrowest = if asked == 0 { NARROW } else { NARROWEST };
    let needed = libm::ceil(histogram.reference.len() as f64 * narrowest / width.max(1.0)) as usize;
    needed.max(asked).max(1)
}

fn draw_grid<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, layout: &Layout) -> Drawn<DB> {
    for tick in &layout.share_ticks {
        let y = layout.shares.y(tick.value, layout.plot);
        if layout.plot.bottom - y > 1.0 {
            sheet.horizontal(y, layout.grid.0, layout.grid.1, sheet.theme().line)?;
        }
        sheet.text(&tick.label, (layout.grid.0 - 7.0, y), Anchor::End, TICK, sheet.theme().faint)?;
    }
    Ok(())
}

fn draw_stairs<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, layout: &Layout, bins: &Bins) -> Drawn<DB> {
    let base = layout.plot.bottom;
    let y = |share: f64| layout.shares.y(share, layout.plot);
    let tail = |tail: &Option<Tail>, bin: &Option<Bin>, share: fn(&Bin) -> f64| -> Vec<Stair> {
        let pair = tail.as_ref().zip(bin.as_ref());
        pair.map(|(tail, bin)| Stair { left: tail.left, right: tail.right, top: y(share(bin)) }).into_iter().collect()
    };
    let parts = |share: fn(&Bin) -> f64| {
        let stair = |bin: &Bin| Stair { left: layout.x(bin.low), right: layout.x(bin.high), top: y(share(bin)) };
        let regular = bins.regular.iter().map(stair).collect();
        [tail(&layout.lower, &bins.lower, share), regular, tail(&layout.upper, &bins.upper, share)]
    };
    for stairs in parts(|bin| bin.reference) {
        marks::reference_stairs(sheet, &stairs, base)?;
    }
    for stairs in parts(|bin| bin.production) {
        marks::production_stairs(sheet, &stairs, base)?;
    }
    Ok(())
}

fn draw_medians<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, layout: &Layout) -> Drawn<DB> {
    for median in &layout.medians {
        let middle = layout.plot.top - 10.0 - median.place.row as f64 * ROW;
        sheet.vertical_dashes(median.x, middle - 6.0, layout.plot.bottom, median.colour)?;
        sheet.text(&median.text, (median.place.text_x, middle), median.place.anchor, LABEL, median.colour)?;
    }
    Ok(())
}

fn draw_axis<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, layout: &Layout) -> Drawn<DB> {
    let tails: Vec<&Tail> = [&layout.lower, &layout.upper].into_iter().flatten().collect();
    let span = |tail: &&Tail| (tail.middle - tail.label_width / 2.0, tail.middle + tail.label_width / 2.0);
    let taken: Vec<(f64, f64)> = tails.iter().map(span).collect();
    axis::draw(sheet, layout.plot.bottom, &layout.value_ticks, &taken)?;
    for tail in tails {
        let place = (tail.middle, layout.plot.bottom + 13.0);
        sheet.text(&tail.label, place, Anchor::Middle, TICK, sheet.theme().faint)?;
    }
    Ok(())
}

/// Says where one side has nothing to show.
fn draw_note<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, layout: &Layout) -> Drawn<DB> {
    match &layout.note {
        Some(note) => {
            let middle = layout.plot.top - 10.0 - note.row as f64 * ROW;
            sheet.text(&note.text, (note.left, middle), Anchor::Start, LABEL, note.colour)
        }
        None => Ok(()),
    }
}
