//! Writes a drawing as an SVG file.
//!
//! plotters brings a backend of its own for this. It rounds to whole pixels, guesses widths from the number of bytes
//! (in a browser it asks the page instead, which a worker does not have), repeats the font at every word, and lets
//! characters through that are forbidden in XML. This one keeps a decimal place, measures the same on every machine,
//! and writes the same bytes for the same drawing.

use std::convert::Infallible;
use std::fmt::Write as _;

use plotters::drawing::IntoDrawingArea;
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
};

use crate::text::estimated_width;
use crate::theme::FONT;
use crate::{Failure, Sheet, Theme};

/// Units to a CSS pixel: one decimal place.
pub const UNITS: u32 = 10;

/// The largest width and height, in CSS pixels.
const LARGEST: u32 = 20_000;

/// The middle of a line of text lies this far above its base line, in font sizes: half of a capital's height.
const MIDDLE: f64 = 0.35;

/// A plotters backend that writes SVG elements into a string.
pub struct SvgBackend<'a> {
    elements: &'a mut String,
    size: (u32, u32),
}

/// Draws a picture of `width` × `height` CSS pixels on the theme's panel colour and returns it as an SVG file.
///
/// A screen reader reads the title in place of the picture: best the finding in a sentence.
pub fn draw<F>(
    width: u32,
    height: u32,
    theme: &Theme,
    title: &str,
    paint: F,
) -> Result<String, Failure<SvgBackend<'static>>>
where
    F: FnOnce(&Sheet<'_, SvgBackend<'_>>) -> Result<(), Failure<SvgBackend<'static>>>,
{
    file([width, height], theme, title, |backend| {
        let area = backend.into_drawing_area();
        paint(&Sheet::with_units(&area, theme, UNITS))
    })
}

/// The same for callers that wrap the backend in one of their own, at [`UNITS`] to a CSS pixel.
pub fn file<E>(
    size: [u32; 2],
    theme: &Theme,
    title: &str,
    paint: impl FnOnce(SvgBackend<'_>) -> Result<(), E>,
) -> Result<String, E> {
    let [width, height] = size.map(|length| length.clamp(1, LARGEST));
    let mut elements = String::new();
    paint(SvgBackend { elements: &mut elements, size: (width * UNITS, height * UNITS) })?;
    let mut svg = String::with_capacity(elements.len() + 512);
    let _ = write!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"{}\">\n<title>{}</title>\n<rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n",
        escape(FONT),
        escape(title),
        theme.panel.css(),
    );
    svg.push_str(&elements);
    svg.push_str("</svg>\n");
    Ok(svg)
}

/// About how wide a text is in the font of drawings, in CSS pixels at a font size in CSS pixels: what layouts here
/// are made with, the same on every machine, and rather too wide than too narrow.
pub fn text_width(text: &str, size: f64) -> f64 {
    estimated_width(text, size)
}

impl SvgBackend<'_> {
    fn element(&mut self, name: &str, geometry: std::fmt::Arguments<'_>, paint: &str) {
        // Writing into a string cannot fail.
        let _ = writeln!(self.elements, "<{name} {geometry}{paint}/>");
    }
}

impl DrawingBackend for SvgBackend<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Result<(), DrawingErrorKind<Infallible>> {
        Ok(())
    }

    fn present(&mut self) -> Result<(), DrawingErrorKind<Infallible>> {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Result<(), DrawingErrorKind<Infallible>> {
        self.draw_rect((x, y), (x + 1, y + 1), &color, true)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        fill: bool,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let (width, height) = (pixels(right - left), pixels(bottom - top));
        let paint = if fill { filled(style.color()) } else { stroked(style) };
        self.element(
            "rect",
            format_args!("x=\"{}\" y=\"{}\" width=\"{width}\" height=\"{height}\"", pixels(left), pixels(top)),
            &paint,
        );
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        self.draw_path([from, to], style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let points = points(path);
        self.element("path", format_args!("d=\"{points}\" fill=\"none\""), &stroked(style));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let points = points(path);
        self.element("path", format_args!("d=\"{points}Z\""), &filled(style.color()));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let paint = if fill { filled(style.color()) } else { format!(" fill=\"none\"{}", stroked(style)) };
        let radius = pixels(radius.min(1 << 24) as i32);
        self.element("circle", format_args!("cx=\"{}\" cy=\"{}\" r=\"{radius}\"", pixels(x), pixels(y)), &paint);
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        (x, y): BackendCoord,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let anchor = match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        };
        let weight = if matches!(style.style(), FontStyle::Bold) { " font-weight=\"600\"" } else { "" };
        let size = style.size() / f64::from(UNITS);
        // Every text of this crate stands with its middle at the place given.
        let base = f64::from(y) / f64::from(UNITS) + MIDDLE * size;
        let _ = writeln!(
            self.elements,
            "<text x=\"{}\" y=\"{base:.1}\" font-size=\"{size}\"{anchor}{weight}{}>{}</text>",
            pixels(x),
            filled(style.color()),
            escape(text),
        );
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        Ok((estimated_width(text, style.size()).ceil() as u32, style.size().ceil() as u32))
    }
}

/// A length in CSS pixels with at most one decimal place.
fn pixels(units: i32) -> String {
    let (whole, tenth) = (units / UNITS as i32, (units % UNITS as i32).abs());
    let sign = if units < 0 && whole == 0 && tenth != 0 { "-" } else { "" };
    if tenth == 0 { format!("{whole}") } else { format!("{sign}{whole}.{tenth}") }
}

fn points<I: IntoIterator<Item = BackendCoord>>(path: I) -> String {
    path.into_iter().enumerate().fold(String::new(), |mut points, (place, (x, y))| {
        let _ = write!(points, "{}{} {}", if place == 0 { 'M' } else { 'L' }, pixels(x), pixels(y));
        points
    })
}

fn filled(color: BackendColor) -> String {
    paint("fill", color)
}

fn stroked<S: BackendStyle>(style: &S) -> String {
    let width = pixels(style.stroke_width().min(1 << 24) as i32);
    format!("{} stroke-width=\"{width}\"", paint("stroke", style.color()))
}

fn paint(what: &str, color: BackendColor) -> String {
    let (red, green, blue) = color.rgb;
    let mut paint = format!(" {what}=\"#{red:02x}{green:02x}{blue:02x}\"");
    if color.alpha < 1.0 {
        let _ = write!(paint, " {what}-opacity=\"{:.2}\"", color.alpha);
    }
    paint
}

fn escape(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut escaped, character| {
        match character {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            // Not allowed in XML 1.0, not even escaped.
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                escaped.push('\u{fffd}')
            }
            other => escaped.push(other),
        }
        escaped
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::{Anchor, TICK};

    #[test]
    fn lengths_keep_one_decimal_and_their_sign() {
        let lengths: Vec<_> = [0, 5, -5, 10, 123, -123].map(pixels).into();
        assert_eq!(lengths, ["0", "0.5", "-0.5", "1", "12.3", "-12.3"]);
    }

    #[test]
    fn text_is_escaped_and_free_of_forbidden_characters() {
        let theme = Theme::light();
        let svg = draw(100, 20, &theme, "a<b", |sheet| {
            sheet.text("\u{1b}<script>&\"", (1.0, 10.0), Anchor::End, TICK, theme.ink)
        })
        .unwrap();
        assert!(svg.contains("<title>a&lt;b</title>"), "{svg}");
        assert!(svg.contains(">\u{fffd}&lt;script&gt;&amp;&quot;</text>"), "{svg}");
    }
}
