//! Fits a horizontal axis to its width: as many labels as stand apart, none cut off at an edge.

use plotters_backend::DrawingBackend;

use crate::sheet::{Anchor, Drawn, Failure, Sheet, TICK};
use crate::ticks::Tick;
use crate::{calendar, ticks};

/// What the values of an axis are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scale {
    /// Numbers.
    #[default]
    Number,
    /// Seconds since 1970, shown as dates and times of day in UTC.
    Time,
    /// Hours of the day, from 0 to 24.
    Hours,
    /// Seconds since midnight, shown as times of the day.
    Clock,
}

impl Scale {
    /// Round values of this scale.
    pub(crate) fn ticks(self, low: f64, high: f64, at_most: usize) -> Vec<Tick> {
        match self {
            Self::Number => ticks::numbers(low, high, at_most),
            Self::Time => calendar::moments(low, high, at_most),
            Self::Hours => calendar::hours(low, high, at_most),
            Self::Clock => {
                let hours = calendar::hours(low / HOUR, high / HOUR, at_most).into_iter();
                let on_clock = |hour: Tick| (hour.value * HOUR, driftscope_present::numbers::clock(hour.value * HOUR));
                hours.map(on_clock).map(|(value, label)| Tick { value, label }).collect()
            }
        }
    }

    /// A value on the edge of an axis, written exactly and in the form of the numbers beside it.
    pub(crate) fn edge(self, value: f64, low: f64, high: f64) -> String {
        match self {
            Self::Number | Self::Hours => ticks::exact(value, low.abs().max(high.abs())),
            Self::Time => calendar::moment(value, high - low),
            Self::Clock => driftscope_present::numbers::clock(value),
        }
    }

    /// One value in words, in a picture that spans `span`.
    pub(crate) fn value(self, value: f64, span: f64, unit: &str) -> String {
        match self {
            Self::Number | Self::Hours => with_unit(driftscope_present::numbers::number(value), unit),
            Self::Time => calendar::moment(value, span),
            Self::Clock => driftscope_present::numbers::clock(value),
        }
    }
}

/// Seconds of an hour.
const HOUR: f64 = 3_600.0;

/// The smallest space between two labels.
const APART: f64 = 14.0;

/// Height of an axis below its base line.
pub(crate) const AXIS_HEIGHT: f64 = 22.0;

/// A label at its place on the sheet.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PlacedTick {
    /// Where the value is.
    pub(crate) x: f64,
    /// The middle of the label, which may be moved a little to stay on the sheet.
    pub(crate) middle: f64,
    pub(crate) width: f64,
    pub(crate) label: String,
}

impl PlacedTick {
    fn left(&self) -> f64 {
        self.middle - self.width / 2.0
    }

    fn right(&self) -> f64 {
        self.middle + self.width / 2.0
    }
}

/// The most labels that fit between `left` and `right`, from those that `make` gives for a number of them.
pub(crate) fn fit<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    (left, right): (f64, f64),
    to_x: impl Fn(f64) -> f64,
    make: impl Fn(usize) -> Vec<Tick>,
) -> Result<Vec<PlacedTick>, Failure<DB>> {
    let most = ((right - left) / 64.0).clamp(1.0, 12.0) as usize;
    let mut last = Vec::new();
    for at_most in (1..=most).rev() {
        let mut placed = Vec::new();
        for tick in make(at_most) {
            let (x, width) = (to_x(tick.value), sheet.text_width(&tick.label, TICK)?);
            let half = width / 2.0;
            if right - left < width {
                continue;
            }
            placed.push(PlacedTick { x, middle: x.clamp(left + half, right - half), width, label: tick.label });
        }
        if !placed.is_empty() && placed.windows(2).all(|pair| pair[0].right() + APART <= pair[1].left()) {
            return Ok(placed);
        }
        last = placed;
    }
    last.truncate(1);
    Ok(last)
}

/// Draws the labels below the base line, but those that would meet one of the `taken` spans.
pub(crate) fn draw<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    base: f64,
    placed: &[PlacedTick],
    taken: &[(f64, f64)],
) -> Drawn<DB> {
    for tick in placed {
        if taken.iter().any(|&(left, right)| tick.left() < right + APART / 2.0 && tick.right() > left - APART / 2.0) {
            continue;
        }
        sheet.vertical(tick.x, base + 1.0, base + 5.0, 1.0, sheet.theme().line)?;
        sheet.text(&tick.label, (tick.middle, base + 13.0), Anchor::Middle, TICK, sheet.theme().faint)?;
    }
    Ok(())
}

/// A number with its unit, a narrow space between them.
pub(crate) fn with_unit(number: String, unit: &str) -> String {
    if unit.is_empty() { number } else { format!("{number}\u{202f}{}", crate::text::clean(unit)) }
}
/// How far along a range a value lies: 0 at its lower end, 1 at its upper one.
pub(crate) fn part_of_range(value: f64, (low, high): (f64, f64)) -> f64 {
    // Halves, because the difference of two large doubles may not be one.
    (value / 2.0 - low / 2.0) / (high / 2.0 - low / 2.0)
}
