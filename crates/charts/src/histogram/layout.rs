//! Decides where everything of a histogram goes.
//!
//! From left to right: missing values, labels of shares, lower tail, bins, upper tail. From top to bottom: up to two
//! rows of labels, the bars, the axis.

use plotters_backend::DrawingBackend;

use super::medians::{self, Mark, Place};
use super::missing::Columns;
use super::shares::Shares;
use super::{Bins, HistogramStyle};
use crate::Colour;
use crate::axis::{self, AXIS_HEIGHT, PlacedTick, Scale};
use crate::sheet::{Anchor, Drawn, Failure, LABEL, Region, Sheet, TICK};
use crate::text::clean;
use crate::ticks::Tick;

/// Height of a row of labels above the bars.
pub(super) const ROW: f64 = 17.0;

/// Between a tail and the bins.
const TAIL_GAP: f64 = 9.0;

/// Where everything goes, in CSS pixels.
pub(super) struct Layout {
    /// The regular bins.
    pub(super) plot: Region,
    /// From the left of the lower tail to the right of the upper one.
    pub(super) grid: (f64, f64),
    pub(super) lower: Option<Tail>,
    pub(super) upper: Option<Tail>,
    pub(super) missing: Columns,
    pub(super) shares: Shares,
    pub(super) share_ticks: Vec<Tick>,
    pub(super) value_ticks: Vec<PlacedTick>,
    pub(super) medians: Vec<Median>,
    pub(super) note: Option<Note>,
    /// The values at the left and right of the plot.
    range: (f64, f64),
    /// Added to a value before it is placed: half a bin where each whole number has one.
    shift: f64,
}

/// A median's line and label.
pub(super) struct Median {
    pub(super) x: f64,
    pub(super) text: String,
    pub(super) width: f64,
    pub(super) place: Place,
    pub(super) colour: Colour,
}

impl Median {
    fn span(&self) -> (f64, f64) {
        match self.place.anchor {
            Anchor::End => (self.place.text_x - self.width, self.x),
            _ => (self.x, self.place.text_x + self.width),
        }
    }
}

/// The words that say that a side has no values.
pub(super) struct Note {
    pub(super) text: String,
    pub(super) left: f64,
    pub(super) row: usize,
    pub(super) colour: Colour,
}

/// Where a tail's bar and label go.
pub(super) struct Tail {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) label: String,
    /// The middle of the label.
    pub(super) middle: f64,
    pub(super) label_width: f64,
}

impl Layout {
    pub(super) fn new<DB: DrawingBackend>(
        sheet: &Sheet<'_, DB>,
        bins: &Bins,
        style: &HistogramStyle<'_>,
    ) -> Result<Self, Failure<DB>> {
        let missing = Columns::new(sheet, style)?;
        let has_medians = style.reference.median.is_some() || style.production.median.is_some();
        let has_note = !(bins.has_reference && bins.has_production);
        let rows = usize::from(has_medians || missing.exist() || has_note);
        let mut layout = Self {
            plot: Region { left: 0.0, top: 0.0, right: 0.0, bottom: (sheet.height - AXIS_HEIGHT).round() },
            grid: (0.0, 0.0),
            lower: None,
            upper: None,
            missing,
            shares: Shares::of(bins, style.logarithmic),
            share_ticks: Vec::new(),
            value_ticks: Vec::new(),
            medians: Vec::new(),
            note: None,
            range: padded_range(bins),
            shift: if has_bin_per_whole_number(bins, style) { 0.5 } else { 0.0 },
        };
        layout.set_rows(rows);
        layout.set_sides(sheet, bins, style)?;
        layout.medians = layout.place_medians(sheet, style)?;
        layout.note = layout.place_note(sheet, bins, style)?;
        let rows_above =
            layout.medians.iter().map(|median| median.place.row).chain(layout.note.iter().map(|note| note.row));
        if rows_above.max() > Some(0) {
            layout.set_rows(2);
        }
        layout.missing.set_height(layout.plot.top, layout.plot.bottom);
        let (low, high) = layout.range;
        let frame = (layout.missing.right() + 1.0, sheet.width - 1.0);
        let shift = layout.shift;
        // A label between two whole numbers would name a bin that is not there.
        let most = if shift > 0.0 { (high - low - 1.0).clamp(1.0, 100.0) as usize } else { usize::MAX };
        let ticks = |count: usize| style.scale.ticks(low, high - 2.0 * shift, count.min(most));
        layout.value_ticks = axis::fit(sheet, frame, |value| layout.x(value + shift), ticks)?;
        Ok(layout)
    }

    /// Where a value is.
    pub(super) fn x(&self, value: f64) -> f64 {
        self.plot.left + axis::part_of_range(value, self.range).clamp(-1.0, 2.0) * self.plot.width()
    }

    fn set_rows(&mut self, rows: usize) {
        self.plot.top = (8.0 + rows as f64 * ROW).min(self.plot.bottom - 12.0);
        self.share_ticks = self.shares.ticks(self.plot.height());
    }

    fn set_sides<DB: DrawingBackend>(
        &mut self,
        sheet: &Sheet<'_, DB>,
        bins: &Bins,
        style: &HistogramStyle<'_>,
    ) -> Drawn<DB> {
        let gutter = sheet.widest(self.share_ticks.iter().map(|tick| &tick.label), TICK)?;
        let left = (self.missing.right() + gutter + 10.0).min(sheet.width - 20.0).round();
        let right = (sheet.width - 10.0).round();
        let tail_width = (sheet.width * 0.03).clamp(9.0, 22.0).round();
        let (low, high) = self.range;
        let label = |sign: &str, value: f64| format!("{sign}\u{202f}{}", style.scale.edge(value, low, high));
        self.grid = (left, right);
        (self.plot.left, self.plot.right) = self.grid;
        if bins.lower.is_some() {
            let label = label("<", bins.range().0);
            let label_width = sheet.text_width(&label, TICK)?;
            let middle = (left + tail_width / 2.0).max(self.missing.right() + label_width / 2.0 + 2.0);
            self.lower = Some(Tail { left, right: left + tail_width, label, middle, label_width });
            self.plot.left = left + tail_width + TAIL_GAP;
        }
        if bins.upper.is_some() {
            let label = label("≥", bins.range().1);
            let label_width = sheet.text_width(&label, TICK)?;
            let middle = (right - tail_width / 2.0).min(sheet.width - label_width / 2.0 - 2.0);
            self.upper = Some(Tail { left: right - tail_width, right, label, middle, label_width });
            self.plot.right = right - tail_width - TAIL_GAP;
        }
        Ok(())
    }

    /// Labels in the longest form of words for which there is room.
    fn place_medians<DB: DrawingBackend>(
        &self,
        sheet: &Sheet<'_, DB>,
        style: &HistogramStyle<'_>,
    ) -> Result<Vec<Median>, Failure<DB>> {
        let (low, high) = self.range;
        let frame = (self.missing.right(), sheet.width - 2.0);
        let sides = [(style.reference, sheet.theme().reference), (style.production, sheet.theme().production)];
        let mut medians = Vec::new();
        for with_words in [2, 1, 0] {
            medians.clear();
            for (side, colour) in sides {
                let Some(value) = side.median.filter(|value| (low..=high).contains(value)) else {
                    continue;
                };
                let number = style.scale.value(value, high - low, style.unit);
                let text = match with_words {
                    2 => format!("{} median {number}", clean(side.name)),
                    1 => format!("median {number}"),
                    _ => number,
                };
                let width = sheet.text_width(&text, LABEL)?;
                medians.push((self.x(value + self.shift), text, width, colour));
            }
            if medians.iter().map(|(_, _, width, _)| width + 20.0).sum::<f64>() < frame.1 - frame.0 {
                break;
            }
        }
        let marks: Vec<Mark> = medians.iter().map(|&(x, _, width, _)| Mark { x, width }).collect();
        let places = medians::place(&marks, frame);
        let placed = medians.into_iter().zip(places);
        Ok(placed.map(|((x, text, width, colour), place)| Median { x, text, width, place, colour }).collect())
    }
}

impl Layout {
    /// At the right, or at the left, or above where the other side's median is in the way.
    fn place_note<DB: DrawingBackend>(
        &self,
        sheet: &Sheet<'_, DB>,
        bins: &Bins,
        style: &HistogramStyle<'_>,
    ) -> Result<Option<Note>, Failure<DB>> {
        let (name, colour) = match (bins.has_reference, bins.has_production) {
            (false, true) => (style.reference.name, sheet.theme().reference),
            (true, false) => (style.production.name, sheet.theme().production),
            _ => return Ok(None),
        };
        let text = format!("{}: no values", clean(name));
        let width = sheet.text_width(&text, LABEL)?;
        let (left, right) = self.grid;
        let free = |start: f64| {
            self.medians.iter().map(Median::span).all(|(from, to)| start > to + 12.0 || start + width < from - 12.0)
        };
        let places = [(right - width, 0), (left, 0), ((right - width).max(0.0), 1)];
        let place = places.into_iter().find(|&(start, row)| row > 0 || free(start));
        Ok(place.map(|(left, row)| Note { text, left, row, colour }))
    }
}

/// One bin over the whole width would look like a wall: one or two have room beside them.
fn padded_range(bins: &Bins) -> (f64, f64) {
    let (low, high) = bins.range();
    let padding = match bins.regular.len() {
        // A single value has no width at all.
        _ if high <= low => (low.abs() * 1e-6).max(0.5),
        1 => high - low,
        2 => (high - low) / 4.0,
        _ => 0.0,
    };
    let padded = (low - padding, high + padding);
    if padded.0.is_finite() && padded.1.is_finite() { padded } else { (low, high) }
}

fn has_bin_per_whole_number(bins: &Bins, style: &HistogramStyle<'_>) -> bool {
    let of_one_number = |bin: &super::Bin| bin.high - bin.low == 1.0 && bin.low.fract() == 0.0;
    style.whole_numbers && style.scale == Scale::Number && bins.regular.iter().all(of_one_number)
}
