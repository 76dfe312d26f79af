//! Defines the sheet that charts are drawn on: a plotters area in CSS pixels, with a theme.
//!
//! Backends of plotters know whole units only, which makes curves and thin lines shake. A sheet may have several
//! units to a CSS pixel, so that one crate of drawings serves an SVG file with a decimal place and a canvas at any
//! pixel ratio. What is parallel to an axis is set on whole pixels, where it is crisp.

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, IntoFont, RGBAColor, ShapeStyle, TextStyle};
use plotters_backend::{DrawingBackend, FontStyle};

use crate::theme::FONT;
use crate::{Colour, Theme};

/// What a drawing can fail with: whatever the backend does.
pub type Failure<DB> = DrawingAreaErrorKind<<DB as DrawingBackend>::ErrorType>;

/// The outcome of a drawing.
pub type Drawn<DB> = Result<(), Failure<DB>>;

/// A place on a sheet, in CSS pixels from its upper left corner.
pub(crate) type Point = (f64, f64);

/// Where a chart is drawn.
pub struct Sheet<'a, DB: DrawingBackend> {
    area: &'a DrawingArea<DB, Shift>,
    theme: &'a Theme,
    units: f64,
    /// In CSS pixels.
    pub(crate) width: f64,
    /// In CSS pixels.
    pub(crate) height: f64,
}

/// A part of a sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Region {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

/// Which point of a text is put at the place given; vertically it is always the middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Lettering {
    pub(crate) size: f64,
    pub(crate) bold: bool,
}

/// Numbers on an axis.
pub(crate) const TICK: Lettering = Lettering { size: 11.0, bold: false };

/// Words beside a mark.
pub(crate) const LABEL: Lettering = Lettering { size: 12.0, bold: false };

impl<'a, DB: DrawingBackend> Sheet<'a, DB> {
    /// A sheet whose area has one unit to a CSS pixel.
    pub fn new(area: &'a DrawingArea<DB, Shift>, theme: &'a Theme) -> Self {
        Self::with_units(area, theme, 1)
    }

    /// A sheet whose area has several units to a CSS pixel; four are enough for smooth curves.
    pub fn with_units(area: &'a DrawingArea<DB, Shift>, theme: &'a Theme, units_per_pixel: u32) -> Self {
        let units = f64::from(units_per_pixel.clamp(1, 100));
        let (x, y) = area.get_pixel_range();
        let length = |range: std::ops::Range<i32>| (f64::from(range.end) - f64::from(range.start)).max(0.0) / units;
        Self { area, theme, units, width: length(x), height: length(y) }
    }

    pub(crate) fn theme(&self) -> &Theme {
        self.theme
    }

    /// A filled rectangle, set on whole pixels.
    pub(crate) fn rectangle(&self, region: Region, colour: Colour) -> Drawn<DB> {
        let corners = [
            self.unit((region.left.round(), region.top.round())),
            self.unit((region.right.round(), region.bottom.round())),
        ];
        self.area.draw(&Rectangle::new(corners, RGBAColor::from(colour).filled()))
    }

    /// A hairline from left to right.
    pub(crate) fn horizontal(&self, y: f64, left: f64, right: f64, colour: Colour) -> Drawn<DB> {
        let top = y.round();
        self.rectangle(Region { left, right, top, bottom: top + 1.0 }, colour)
    }

    /// A line from top to bottom, as wide as given.
    pub(crate) fn vertical(&self, x: f64, top: f64, bottom: f64, width: f64, colour: Colour) -> Drawn<DB> {
        let left = (x - width / 2.0).round();
        self.rectangle(Region { left, right: left + width, top, bottom }, colour)
    }

    /// A dashed hairline from top to bottom.
    pub(crate) fn vertical_dashes(&self, x: f64, top: f64, bottom: f64, colour: Colour) -> Drawn<DB> {
        let (dash, gap) = (3.0, 3.0);
        let mut y = top.round();
        while y < bottom {
            self.vertical(x, y, (y + dash).min(bottom), 1.0, colour)?;
            y += dash + gap;
        }
        Ok(())
    }

    /// A line through all points.
    pub(crate) fn path(&self, points: &[Point], width: f64, colour: Colour) -> Drawn<DB> {
        if points.len() < 2 {
            return Ok(());
        }
        let points: Vec<_> = points.iter().map(|&point| self.unit(point)).collect();
        self.area.draw(&PathElement::new(points, self.stroke(width, colour)))
    }

    /// A dashed line through all points.
    pub(crate) fn dashes(&self, points: &[Point], width: f64, dash: f64, gap: f64, colour: Colour) -> Drawn<DB> {
        for piece in dash_pieces(points, dash, gap) {
            self.path(&piece, width, colour)?;
        }
        Ok(())
    }

    /// A filled outline.
    pub(crate) fn polygon(&self, points: &[Point], colour: Colour) -> Drawn<DB> {
        let points: Vec<_> = points.iter().map(|&point| self.unit(point)).collect();
        self.area.draw(&Polygon::new(points, RGBAColor::from(colour)))
    }

    /// A filled disc.
    pub(crate) fn disc(&self, centre: Point, radius: f64, colour: Colour) -> Drawn<DB> {
        let radius = (radius * self.units).round() as u32;
        self.area.draw(&Circle::new(self.unit(centre), radius, RGBAColor::from(colour).filled()))
    }

    /// Text in one line.
    pub(crate) fn text(
        &self,
        text: &str,
        place: Point,
        anchor: Anchor,
        lettering: Lettering,
        colour: Colour,
    ) -> Drawn<DB> {
        self.area.draw_text(text, &self.text_style(lettering, anchor, colour), self.unit(place))
    }

    /// The width of a text, as the backend measures it.
    pub(crate) fn text_width(&self, text: &str, lettering: Lettering) -> Result<f64, Failure<DB>> {
        let (width, _) =
            self.area.estimate_text_size(text, &self.text_style(lettering, Anchor::Start, self.theme.ink))?;
        Ok(f64::from(width) / self.units)
    }

    /// The width of the widest of these texts.
    pub(crate) fn widest(
        &self,
        texts: impl Iterator<Item: AsRef<str>>,
        lettering: Lettering,
    ) -> Result<f64, Failure<DB>> {
        let mut widest = 0.0_f64;
        for text in texts {
            widest = widest.max(self.text_width(text.as_ref(), lettering)?);
        }
        Ok(widest)
    }

    fn text_style(&self, lettering: Lettering, anchor: Anchor, colour: Colour) -> TextStyle<'static> {
        let horizontal = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let style = if lettering.bold { FontStyle::Bold } else { FontStyle::Normal };
        let font = (FONT, lettering.size * self.units).into_font().style(style);
        TextStyle { font, color: RGBAColor::from(colour).to_backend_color(), pos: Pos::new(horizontal, VPos::Center) }
    }

    fn stroke(&self, width: f64, colour: Colour) -> ShapeStyle {
        RGBAColor::from(colour).stroke_width(((width * self.units).round() as u32).max(1))
    }

    /// The nearest unit, near enough to the sheet for no sum with it to overflow.
    fn unit(&self, (x, y): Point) -> (i32, i32) {
        let near = |place: f64| (place * self.units).round().clamp(-1e8, 1e8) as i32;
        (near(x), near(y))
    }
}

impl Region {
    pub(crate) fn width(&self) -> f64 {
        self.right - self.left
    }

    pub(crate) fn height(&self) -> f64 {
        self.bottom - self.top
    }
}

/// Cuts a line into dashes.
fn dash_pieces(points: &[Point], dash: f64, gap: f64) -> Vec<Vec<Point>> {
    let mut pieces = Vec::new();
    let mut piece: Vec<Point> = points.first().copied().into_iter().collect();
    let (mut inked, mut left) = (true, dash);
    for pair in points.windows(2) {
        let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
        let length = libm::hypot(x1 - x0, y1 - y0);
        // Longer than any screen: a broken number, which would give dashes without end.
        if !(length > 0.0 && length < 1e5) {
            continue;
        }
        let mut done = 0.0;
        while length - done > left {
            done += left;
            let share = done / length;
            let point = (x0 + (x1 - x0) * share, y0 + (y1 - y0) * share);
            if inked {
                piece.push(point);
                pieces.push(std::mem::take(&mut piece));
            } else {
                piece = vec![point];
            }
            inked = !inked;
            left = if inked { dash } else { gap };
        }
        left -= length - done;
        if inked {
            piece.push((x1, y1));
        }
    }
    if inked && piece.len() > 1 {
        pieces.push(piece);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_cover_their_share_and_turn_corners() {
        let pieces = dash_pieces(&[(0.0, 0.0), (10.0, 0.0), (10.0, 11.0)], 6.0, 3.0);
        assert_eq!(pieces.len(), 3);
        assert_eq!(pieces[1], [(9.0, 0.0), (10.0, 0.0), (10.0, 5.0)]);
        assert_eq!(pieces[2], [(10.0, 8.0), (10.0, 11.0)]);
    }

    #[test]
    fn broken_numbers_give_no_endless_dashes() {
        assert!(dash_pieces(&[(0.0, 0.0), (f64::INFINITY, 0.0), (f64::NAN, 1.0)], 6.0, 3.0).is_empty());
        assert!(dash_pieces(&[], 6.0, 3.0).is_empty());
    }
}
