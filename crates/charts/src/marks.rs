//! Draws the two marks that distinguish the files without colour: the reference is filled, production is an outline.

use plotters_backend::DrawingBackend;

use crate::Colour;
use crate::sheet::{Drawn, Point, Region, Sheet};

/// Width of production's outline.
pub(crate) const OUTLINE: f64 = 2.0;

/// One step of an outline: where it lies and how high it reaches.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stair {
    pub(crate) left: f64,
    pub(crate) right: f64,
    pub(crate) top: f64,
}

/// A filled staircase for the reference, with a thin edge so that pale areas are seen on any ground.
pub(crate) fn reference_stairs<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, stairs: &[Stair], base: f64) -> Drawn<DB> {
    for run in runs(stairs, base) {
        sheet.polygon(&run, sheet.theme().reference_fill)?;
        // Half a pixel inwards, where a line of one pixel is crisp.
        let middle = (run[0].0 + run[run.len() - 1].0) / 2.0;
        let edge: Vec<Point> =
            run.iter().map(|&(x, y)| (x + if x < middle { 0.5 } else { -0.5 }, (y + 0.5).min(base))).collect();
        sheet.path(&edge, 1.0, sheet.theme().reference)?;
    }
    Ok(())
}

/// A bold staircase for production.
pub(crate) fn production_stairs<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, stairs: &[Stair], base: f64) -> Drawn<DB> {
    for run in runs(stairs, base) {
        sheet.path(&run, OUTLINE, sheet.theme().production)?;
    }
    Ok(())
}

/// A filled bar of the reference.
pub(crate) fn reference_bar<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, region: Region) -> Drawn<DB> {
    bar(sheet, region, sheet.theme().reference_fill, sheet.theme().reference, 1.0)
}

/// An outlined bar of production.
pub(crate) fn production_bar<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, region: Region) -> Drawn<DB> {
    // A bold outline would leave a thin bar without an inside.
    let width = if region.width().min(region.height()) < 7.0 { 1.0 } else { OUTLINE };
    bar(sheet, region, sheet.theme().production_fill, sheet.theme().production, width)
}

/// A bar with its edge inside of it.
fn bar<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, region: Region, fill: Colour, edge: Colour, width: f64) -> Drawn<DB> {
    let [left, top, right, bottom] = [region.left, region.top, region.right, region.bottom].map(f64::round);
    let region = Region { left, top, right, bottom };
    if region.width() < 2.0 * width || region.height() < 2.0 * width {
        // Too thin for an inside: a share above zero is still seen.
        let solid = Region { right: right.max(left + 1.0), bottom: bottom.max(top + 1.0), ..region };
        return sheet.rectangle(solid, edge);
    }
    sheet.rectangle(region, fill)?;
    sheet.rectangle(Region { bottom: top + width, ..region }, edge)?;
    sheet.rectangle(Region { top: bottom - width, ..region }, edge)?;
    sheet.rectangle(Region { right: left + width, top: top + width, bottom: bottom - width, ..region }, edge)?;
    sheet.rectangle(Region { left: right - width, top: top + width, bottom: bottom - width, ..region }, edge)
}

/// The outlines of neighbouring stairs that rise above the base line, each beginning and ending on it.
fn runs(stairs: &[Stair], base: f64) -> Vec<Vec<Point>> {
    let mut runs: Vec<Vec<Point>> = Vec::new();
    let mut end = f64::NAN;
    for stair in stairs.iter().filter(|stair| stair.top < base) {
        let (left, right) = (stair.left.round(), stair.right.round());
        // What is above zero is seen: at least a pixel high.
        let top = stair.top.round().min(base - 1.0);
        match runs.last_mut() {
            Some(run) if left == end => {
                run.pop();
                run.extend([(left, top), (right, top), (right, base)]);
            }
            _ => runs.push(vec![(left, base), (left, top), (right, top), (right, base)]),
        }
        end = right;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stairs_at_zero_part_the_outline() {
        let stair = |left: f64, top: f64| Stair { left, right: left + 10.0, top };
        let runs = runs(&[stair(0.0, 40.0), stair(10.0, 20.0), stair(20.0, 100.0), stair(30.0, 99.8)], 100.0);
        assert_eq!(runs.len(), 2);
        assert_eq!(runs[0], [(0.0, 100.0), (0.0, 40.0), (10.0, 40.0), (10.0, 20.0), (20.0, 20.0), (20.0, 100.0)]);
        assert_eq!(runs[1], [(30.0, 100.0), (30.0, 99.0), (40.0, 99.0), (40.0, 100.0)]);
    }
}
