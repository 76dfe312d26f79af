//! Draws production's quantiles against the reference's: a Q–Q plot.
//!
//! Points on the diagonal say that nothing changed; points on a line beside it say that everything moved by the same
//! amount; a steeper line says more spread. Both axes span the same values.

use driftscope_present::numbers;
use driftscope_report::{BarValues, Quantiles};
use plotters_backend::DrawingBackend;

use crate::axis::{self, AXIS_HEIGHT, Scale, part_of_range};
use crate::bar::ChartBar;
use crate::curve::axis_range;
use crate::sheet::{Anchor, Drawn, Point, Region, Sheet, TICK};
use crate::ticks::Tick;
use crate::{empty, placing};

/// What the plot shows besides its points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QuantilePlotStyle<'a> {
    /// What the reference is called.
    pub reference: &'a str,
    /// What production is called.
    pub production: &'a str,
    /// The values at the ends of both axes; `None` takes those that the quantiles ask for.
    pub range: Option<(f64, f64)>,
}

impl Default for QuantilePlotStyle<'_> {
    fn default() -> Self {
        Self { reference: "reference", production: "production", range: None }
    }
}

/// Smaller pictures are left empty.
const SMALLEST: f64 = 64.0;

/// Height of the row that names an axis.
const NAME: f64 = 18.0;

/// Points nearer than this are one.
const APART: f64 = 3.0;

/// The quantiles that are named.
const NAMED: [f64; 5] = [0.5, 0.05, 0.95, 0.25, 0.75];

/// Draws the points over the whole sheet.
pub fn draw<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    quantiles: &Quantiles,
    style: &QuantilePlotStyle<'_>,
) -> Drawn<DB> {
    if is_too_small(sheet) {
        return Ok(());
    }
    let Some(frame) = Frame::of(sheet, quantiles, style)? else {
        return empty::draw(sheet, "Quantiles of both sides are needed");
    };
    let theme = sheet.theme();
    let Frame { plot, low, high } = frame;
    for tick in frame.ticks() {
        let y = frame.place(low, tick.value).1;
        if plot.bottom - y > 1.0 {
            sheet.horizontal(y, plot.left, plot.right, theme.line)?;
        }
        sheet.text(&tick.label, (plot.left - 7.0, y), Anchor::End, TICK, theme.faint)?;
    }
    sheet.horizontal(plot.bottom, plot.left, plot.right, theme.faint)?;
    let placed = axis::fit(
        sheet,
        (10.0, sheet.width - 1.0),
        |value| frame.place(value, low).0,
        |count| Scale::Number.ticks(low, high, count),
    )?;
    axis::draw(sheet, plot.bottom, &placed, &[])?;
    name_axes(sheet, plot, style)?;
    let diagonal = vec![(plot.left, plot.bottom), (plot.right, plot.top)];
    sheet.path(&diagonal, 1.0, theme.dim)?;
    let points = frame.points(quantiles);
    draw_points(sheet, &points)?;
    name_points(sheet, plot, &points, diagonal)
}

/// Strips over what [`draw`] draws on such a sheet, from left to right: each holds a probability, and the quantiles of both sides in place of
/// shares. Points that are drawn as one have one strip.
pub fn bars<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    quantiles: &Quantiles,
    style: &QuantilePlotStyle<'_>,
) -> Result<Vec<ChartBar>, crate::Failure<DB>> {
    let frame = if is_too_small(sheet) { None } else { Frame::of(sheet, quantiles, style)? };
    let Some(frame) = frame else { return Ok(Vec::new()) };
    let mut read: Vec<(f64, (f64, f64, f64))> = Vec::new();
    for pair in frame.pairs(quantiles) {
        let x = frame.place(pair.1, pair.2).0;
        match read.last_mut() {
            Some((before, _)) if x - *before < APART * 2.0 => {
                if NAMED.contains(&pair.0) {
                    read.last_mut().into_iter().for_each(|last| *last = (x, pair));
                }
            }
            _ => read.push((x, pair)),
        }
    }
    let Region { top, bottom, .. } = frame.plot;
    let middle = |place: usize| Some((read.get(place)?.0 + read.get(place + 1)?.0) / 2.0);
    let strip = |(place, &(x, (probability, reference, production))): (usize, &(f64, (f64, f64, f64)))| {
        let left = place.checked_sub(1).and_then(middle).unwrap_or(x - APART * 2.0);
        let right = middle(place).unwrap_or(x + APART * 2.0);
        let values = BarValues::Between { from: probability, to: probability, is_last: true };
        ChartBar { left, top, width: right - left, height: bottom - top, values, reference, production }
    };
    Ok(read.iter().enumerate().map(strip).collect())
}

fn is_too_small<DB: DrawingBackend>(sheet: &Sheet<'_, DB>) -> bool {
    sheet.width < SMALLEST || sheet.height < SMALLEST
}

/// The square of values within the plot.
struct Frame {
    plot: Region,
    low: f64,
    high: f64,
}

impl Frame {
    /// `None` where a side has no quantiles.
    fn of<DB: DrawingBackend>(
        sheet: &Sheet<'_, DB>,
        quantiles: &Quantiles,
        style: &QuantilePlotStyle<'_>,
    ) -> Result<Option<Self>, crate::Failure<DB>> {
        let range = axis_range(style.range, quantiles).filter(|_| !pairs(quantiles).is_empty());
        let Some((low, high)) = range else { return Ok(None) };
        let (top, bottom) = (NAME + 4.0, (sheet.height - AXIS_HEIGHT - NAME + 4.0).round());
        let mut frame =
            Self { plot: Region { left: 0.0, top, right: (sheet.width - 10.0).round(), bottom }, low, high };
        let gutter = sheet.widest(frame.ticks().into_iter().map(|tick| tick.label), TICK)?;
        frame.plot.left = (gutter + 10.0).min(sheet.width - 30.0).round();
        Ok(Some(frame))
    }

    fn ticks(&self) -> Vec<Tick> {
        Scale::Number.ticks(self.low, self.high, (self.plot.height() / 28.0).clamp(1.0, 6.0) as usize)
    }

    /// The pairs of quantiles within it.
    fn pairs(&self, quantiles: &Quantiles) -> impl Iterator<Item = (f64, f64, f64)> {
        let range = self.low..=self.high;
        pairs(quantiles).into_iter().filter(move |pair| range.contains(&pair.1) && range.contains(&pair.2))
    }

    /// Their probabilities and places.
    fn points(&self, quantiles: &Quantiles) -> Vec<(f64, Point)> {
        let place = |(probability, reference, production)| (probability, self.place(reference, production));
        self.pairs(quantiles).map(place).collect()
    }

    /// Where a pair of values lies.
    fn place(&self, reference: f64, production: f64) -> Point {
        let part = |value: f64| part_of_range(value, (self.low, self.high));
        let Self { plot, .. } = self;
        (plot.left + part(reference) * plot.width(), plot.bottom - part(production) * plot.height())
    }
}

/// Writes what each axis shows: production above the upright one, the reference below the other.
fn name_axes<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, plot: Region, style: &QuantilePlotStyle<'_>) -> Drawn<DB> {
    let (theme, clean) = (sheet.theme(), crate::text::clean);
    sheet.text(&clean(style.production), (2.0, NAME / 2.0), Anchor::Start, TICK, theme.production)?;
    sheet.text(&clean(style.reference), (plot.right, sheet.height - 8.0), Anchor::End, TICK, theme.reference)
}

/// Probability, the reference's value and production's.
fn pairs(quantiles: &Quantiles) -> Vec<(f64, f64, f64)> {
    let Quantiles { probabilities, reference, production } = quantiles;
    if reference.len() != probabilities.len() || production.len() != probabilities.len() {
        return Vec::new();
    }
    let triples = probabilities.iter().zip(reference.iter().zip(production));
    triples.map(|(&probability, (&reference, &production))| (probability, reference, production)).collect()
}

fn draw_points<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, points: &[(f64, Point)]) -> Drawn<DB> {
    let mut last: Option<Point> = None;
    for &(probability, (x, y)) in points {
        let named = NAMED.contains(&probability);
        if !named && last.is_some_and(|(before_x, before_y)| libm::hypot(x - before_x, y - before_y) < APART) {
            continue;
        }
        sheet.disc((x, y), if named { 4.0 } else { 2.2 }, sheet.theme().production)?;
        last = Some((x, y));
    }
    Ok(())
}

/// Names a few points on the side of the diagonal where they lie, as far as there is room.
fn name_points<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    plot: Region,
    points: &[(f64, Point)],
    diagonal: Vec<Point>,
) -> Drawn<DB> {
    let mut lines = vec![diagonal];
    lines.push(points.iter().map(|&(_, point)| point).collect());
    let mut taken: Vec<Region> = Vec::new();
    for named in NAMED {
        let Some(&(_, (x, y))) = points.iter().find(|(probability, _)| *probability == named) else {
            continue;
        };
        let text = if named == 0.5 { "median".to_owned() } else { numbers::percent(named) };
        let width = sheet.text_width(&text, TICK)?;
        let region = |left: f64, y: f64| Region { left, right: left + width, top: y - 6.0, bottom: y + 6.0 };
        let candidates = [
            region(x - 9.0 - width, y - 6.0),
            region(x + 9.0, y + 7.0),
            region(x - 9.0 - width, y - 12.0),
            region(x + 9.0, y + 13.0),
        ];
        let free = |candidate: &Region| {
            placing::contains(plot, *candidate)
                && !placing::meets(*candidate, &lines)
                && !taken.iter().any(|other| placing::overlap(*other, *candidate))
        };
        if let Some(place) = candidates.into_iter().find(free) {
            sheet.text(
                &text,
                (place.left, (place.top + place.bottom) / 2.0),
                Anchor::Start,
                TICK,
                sheet.theme().dim,
            )?;
            taken.push(place);
        }
    }
    Ok(())
}
