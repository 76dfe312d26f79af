//! Draws the share of values up to each value, for both sides, and the widest gap between the two curves.
//!
//! That gap is the statistic of Kolmogorov and Smirnov's test, so the picture and the number beside it are one. The
//! reference is a solid line, production a dashed one. The curves come from quantiles and are led through the ends of
//! the gap, which the test knows exactly.

use driftscope_present::numbers;
use driftscope_present::sorting::sort_by;
use driftscope_report::{BarValues, Quantiles, TestResult};
use plotters_backend::DrawingBackend;

use crate::axis::{self, AXIS_HEIGHT, Scale, part_of_range};
use crate::bar::ChartBar;
use crate::curve::{Curve, axis_range};
use crate::sheet::{Anchor, Drawn, LABEL, Point, Region, Sheet, TICK};
use crate::{empty, placing};

/// What the curves show besides themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct EcdfStyle<'a> {
    /// What the values are.
    pub scale: Scale,
    /// Their unit, as in `mph`; may be empty.
    pub unit: &'a str,
    /// The values at the ends of the axis; `None` takes those that the quantiles ask for.
    pub range: Option<(f64, f64)>,
}

/// Smaller pictures are left empty.
const SMALLEST: f64 = 48.0;

/// Width of both curves.
const WIDTH: f64 = 2.0;

/// From the bracket of the gap to its label.
const BESIDE: f64 = 9.0;

/// The narrowest strip of a reading, in pixels.
const STRIP: f64 = 8.0;

/// Draws both curves over the whole sheet, and the gap where the test is given.
pub fn draw<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    quantiles: &Quantiles,
    ks: Option<&TestResult>,
    style: &EcdfStyle<'_>,
) -> Drawn<DB> {
    if is_too_small(sheet) {
        return Ok(());
    }
    let Some(layout) = Layout::of(sheet, quantiles, ks, style)? else {
        return empty::draw(sheet, "No values on either side");
    };
    let Layout { plot, low, high, curves, gap } = &layout;
    draw_shares(sheet, *plot)?;
    let ticks = axis::fit(
        sheet,
        (1.0, sheet.width - 1.0),
        |value| layout.place((value, 0.0)).0,
        |count| style.scale.ticks(*low, *high, count),
    )?;
    axis::draw(sheet, plot.bottom, &ticks, &[])?;
    let line = |curve: &Curve| curve.within(*low, *high).into_iter().map(|point| layout.place(point)).collect();
    let lines = curves.each_ref().map(|curve| curve.as_ref().map_or_else(Vec::new, line));
    sheet.path(&lines[0], WIDTH, sheet.theme().reference)?;
    sheet.dashes(&lines[1], WIDTH, 7.0, 3.0, sheet.theme().production)?;
    match gap {
        Some(gap) if lines.iter().all(|line| !line.is_empty()) => {
            let text = format!(
                "KS {} at {}",
                numbers::effect(gap.statistic),
                style.scale.value(gap.location, high - low, style.unit)
            );
            let ends = [gap.reference, gap.production].map(|share| layout.place((gap.location, share)));
            draw_gap(sheet, *plot, ends, &text, &lines)
        }
        _ => Ok(()),
    }
}

/// Strips over what [`draw`] draws on such a sheet, from left to right: each holds the value in its middle, and the shares of both sides
/// up to that value. There are none unless both sides have a curve.
pub fn bars<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    quantiles: &Quantiles,
    ks: Option<&TestResult>,
    style: &EcdfStyle<'_>,
) -> Result<Vec<ChartBar>, crate::Failure<DB>> {
    let layout = if is_too_small(sheet) { None } else { Layout::of(sheet, quantiles, ks, style)? };
    let Some(Layout { plot, low, high, curves: [Some(reference), Some(production)], .. }) = layout else {
        return Ok(Vec::new());
    };
    let count = (plot.width() / STRIP).clamp(1.0, 60.0) as u32;
    let width = plot.width() / f64::from(count);
    let strip = |place: u32| {
        let part = (f64::from(place) + 0.5) / f64::from(count);
        let value = low * (1.0 - part) + high * part;
        ChartBar {
            left: plot.left + f64::from(place) * width,
            top: plot.top,
            width,
            height: plot.height(),
            values: BarValues::Between { from: value, to: value, is_last: true },
            reference: reference.share(value),
            production: production.share(value),
        }
    };
    Ok((0..count).map(strip).collect())
}

fn is_too_small<DB: DrawingBackend>(sheet: &Sheet<'_, DB>) -> bool {
    sheet.width < SMALLEST || sheet.height < SMALLEST
}

/// What is drawn, and where.
struct Layout {
    plot: Region,
    low: f64,
    high: f64,
    curves: [Option<Curve>; 2],
    gap: Option<Gap>,
}

impl Layout {
    /// `None` where neither side has a curve.
    fn of<DB: DrawingBackend>(
        sheet: &Sheet<'_, DB>,
        quantiles: &Quantiles,
        ks: Option<&TestResult>,
        style: &EcdfStyle<'_>,
    ) -> Result<Option<Self>, crate::Failure<DB>> {
        let gap = ks.and_then(Gap::of);
        let curve = |values: &[f64], share: fn(&Gap) -> f64| {
            let curve = Curve::of(&quantiles.probabilities, values)?;
            Some(match &gap {
                Some(gap) => curve.through(gap.location, share(gap)),
                None => curve,
            })
        };
        let curves =
            [curve(&quantiles.reference, |gap| gap.reference), curve(&quantiles.production, |gap| gap.production)];
        let range = axis_range(style.range, quantiles).filter(|_| curves.iter().any(Option::is_some));
        let Some((low, high)) = range else { return Ok(None) };
        let gutter = sheet.widest(shares(sheet).into_iter().map(numbers::percent), TICK)?;
        let plot = Region {
            left: (gutter + 10.0).round(),
            top: TOP,
            right: (sheet.width - 10.0).round(),
            bottom: bottom(sheet),
        };
        Ok(Some(Self { plot, low, high, curves, gap }))
    }

    /// Where a value and the share up to it lie.
    fn place(&self, (value, share): (f64, f64)) -> Point {
        let part = part_of_range(value, (self.low, self.high));
        (self.plot.left + part * self.plot.width(), self.plot.bottom - share * self.plot.height())
    }
}

/// The widest gap: where it is, and the shares at its ends.
struct Gap {
    statistic: f64,
    location: f64,
    reference: f64,
    production: f64,
}

impl Gap {
    fn of(test: &TestResult) -> Option<Self> {
        let gap = Self {
            statistic: test.statistic?,
            location: test.location?,
            reference: test.reference_share?,
            production: test.production_share?,
        };
        let shares = [gap.statistic, gap.reference, gap.production];
        (gap.location.is_finite() && shares.iter().all(|share| (0.0..=1.0).contains(share))).then_some(gap)
    }
}

/// The upper end of the curves.
const TOP: f64 = 9.0;

/// Their lower end.
fn bottom<DB: DrawingBackend>(sheet: &Sheet<'_, DB>) -> f64 {
    (sheet.height - AXIS_HEIGHT).round()
}

/// The shares that have a line.
fn shares<DB: DrawingBackend>(sheet: &Sheet<'_, DB>) -> Vec<f64> {
    let steps = if bottom(sheet) - TOP > 110.0 { 4 } else { 2 };
    (0..=steps).map(|step| f64::from(step) / f64::from(steps)).collect()
}

/// Draws the axis of shares.
fn draw_shares<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, plot: Region) -> Drawn<DB> {
    for share in shares(sheet) {
        let y = plot.bottom - share * plot.height();
        let colour = if share > 0.0 { sheet.theme().line } else { sheet.theme().faint };
        sheet.horizontal(y, plot.left, plot.right, colour)?;
        sheet.text(&numbers::percent(share), (plot.left - 7.0, y), Anchor::End, TICK, sheet.theme().faint)?;
    }
    Ok(())
}

/// Draws the bracket between the curves, and its label where that meets none of them.
fn draw_gap<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    plot: Region,
    ends: [Point; 2],
    text: &str,
    lines: &[Vec<Point>],
) -> Drawn<DB> {
    let ink = sheet.theme().ink;
    let width = sheet.text_width(text, LABEL)?;
    let x = ends[0].0;
    let (top, bottom) = (ends[0].1.min(ends[1].1), ends[0].1.max(ends[1].1));
    if !(plot.left..=plot.right).contains(&x) {
        // The gap lies among the far values that the axis leaves out.
        return sheet.text(text, (plot.right, plot.bottom - 12.0), Anchor::End, LABEL, ink);
    }
    sheet.vertical(x, top, bottom, 2.0, ink)?;
    for y in [top, bottom] {
        sheet.rectangle(Region { left: x - 4.0, right: x + 4.0, top: y - 1.0, bottom: y + 1.0 }, ink)?;
    }
    let label = label_place(plot, x, (top, bottom), width, lines);
    let y = (label.top + label.bottom) / 2.0;
    if y > bottom + 8.0 {
        sheet.vertical_dashes(x, bottom + 3.0, y + 5.0, sheet.theme().faint)?;
    } else if y < top - 8.0 {
        sheet.vertical_dashes(x, y - 5.0, top - 3.0, sheet.theme().faint)?;
    }
    sheet.text(text, (label.left, y), Anchor::Start, LABEL, ink)
}

/// The free place nearest to the middle of the bracket, at its right or left. Below and at the right of rising curves
/// there is always room, unless the sheet is tiny.
fn label_place(plot: Region, x: f64, (top, bottom): (f64, f64), width: f64, lines: &[Vec<Point>]) -> Region {
    let middle = (top + bottom) / 2.0;
    let region = |left: f64, y: f64| Region { left, right: left + width, top: y - 7.0, bottom: y + 7.0 };
    let steps = (plot.height() / 4.0).clamp(0.0, 500.0) as i32;
    let mut offsets: Vec<f64> = (-steps..=steps).map(|step| f64::from(step) * 4.0).collect();
    sort_by(&mut offsets, &|a, b| a.abs().total_cmp(&b.abs()));
    for offset in offsets {
        for left in [x + BESIDE, x - BESIDE - width] {
            let candidate = region(left, middle + offset);
            if placing::contains(plot, candidate) && !placing::meets(candidate, lines) {
                return candidate;
            }
        }
    }
    region((plot.right - width).max(0.0), plot.bottom - 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_label_stays_off_the_curves() {
        let plot = Region { left: 40.0, top: 10.0, right: 440.0, bottom: 210.0 };
        for shift in 0..40 {
            let rise = |start: f64| -> Vec<Point> {
                (0..=100)
                    .map(|step| {
                        (
                            40.0 + f64::from(step) * 4.0,
                            210.0 - ((f64::from(step) * 2.0 - start).clamp(0.0, 100.0)) * 2.0,
                        )
                    })
                    .collect()
            };
            let lines = vec![rise(f64::from(shift)), rise(f64::from(shift) + 20.0)];
            let x = 40.0 + (f64::from(shift) + 40.0) * 2.0;
            let place = label_place(plot, x, (130.0, 170.0), 100.0, &lines);
            assert!(placing::contains(plot, place) && !placing::meets(place, &lines), "{shift}: {place:?}");
        }
    }
}
