//! A plotters backend for a canvas that is crisp at any pixel ratio and measures text by itself.
//!
//! plotters-canvas alone draws in device pixels, smears lines that run along an axis over two of them, and measures
//! each label by adding a styled element to the page, which costs a reflow a label and breaks the content policy. This
//! wrapper draws in quarters of a CSS pixel, so that curves are smooth, fills axis-parallel lines as rectangles on whole pixels, and asks the canvas itself how
//! wide a text is.

use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

type Outcome<T = ()> = Result<T, DrawingErrorKind<<CanvasBackend as DrawingBackend>::ErrorType>>;

/// Units of the backend to a CSS pixel.
pub(crate) const UNITS: u32 = 4;

/// A canvas to draw on, in quarters of a CSS pixel.
pub(crate) struct CrispCanvas {
    inner: CanvasBackend,
    context: CanvasRenderingContext2d,
    size: (u32, u32),
    /// Device pixels to a unit.
    ratio: f64,
}

/// Sizes a canvas for its place in the page and clears it. `None` while it has no place.
pub(crate) fn prepare(canvas: &HtmlCanvasElement) -> Option<CrispCanvas> {
    let ratio = super::window()?.device_pixel_ratio().clamp(0.5, 8.0);
    let size = (u32::try_from(canvas.client_width()).ok()?, u32::try_from(canvas.client_height()).ok()?);
    sized(canvas, size, ratio)
}

/// A canvas beside the page, of a size in CSS pixels and filled with a colour, for a picture of two pixels to a CSS pixel.
pub(crate) fn picture(size: (u32, u32), ground: &str) -> Option<(HtmlCanvasElement, CrispCanvas)> {
    let canvas: HtmlCanvasElement = super::document()?.create_element("canvas").ok()?.unchecked_into();
    let crisp = sized(&canvas, size, 2.0)?;
    crisp.context.set_fill_style_str(ground);
    crisp.context.fill_rect(0.0, 0.0, f64::from(crisp.size.0), f64::from(crisp.size.1));
    Some((canvas, crisp))
}

/// A canvas with this many CSS pixels, and with this many device pixels to each.
fn sized(canvas: &HtmlCanvasElement, size: (u32, u32), ratio: f64) -> Option<CrispCanvas> {
    if size.0 == 0 || size.1 == 0 {
        return None;
    }
    canvas.set_width((f64::from(size.0) * ratio).round() as u32);
    canvas.set_height((f64::from(size.1) * ratio).round() as u32);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let ratio = ratio / f64::from(UNITS);
    context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0).ok()?;
    let inner = CanvasBackend::with_canvas_object(canvas.clone())?;
    Some(CrispCanvas { inner, context, size: (size.0 * UNITS, size.1 * UNITS), ratio })
}

impl CrispCanvas {
    /// Fills the line from `from` to `to`, which runs along an axis, on whole device pixels.
    fn fill_line(&self, from: BackendCoord, to: BackendCoord, color: BackendColor, width: f64) {
        let (red, green, blue) = color.rgb;
        self.context.set_fill_style_str(&format!("rgba({red},{green},{blue},{})", color.alpha));
        let snapped = |value: f64| (value * self.ratio).round() / self.ratio;
        let width = snapped(width).max(1.0 / self.ratio);
        let (left, right) = (f64::from(from.0.min(to.0)), f64::from(from.0.max(to.0)));
        let (top, bottom) = (f64::from(from.1.min(to.1)), f64::from(from.1.max(to.1)));
        if from.1 == to.1 {
            self.context.fill_rect(
                snapped(left - width / 2.0),
                snapped(top - width / 2.0),
                right - left + width,
                width,
            );
        } else {
            self.context.fill_rect(
                snapped(left - width / 2.0),
                snapped(top - width / 2.0),
                width,
                bottom - top + width,
            );
        }
    }
}

fn is_axis_parallel(from: BackendCoord, to: BackendCoord) -> bool {
    from.0 == to.0 || from.1 == to.1
}

impl DrawingBackend for CrispCanvas {
    type ErrorType = <CanvasBackend as DrawingBackend>::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Outcome {
        self.inner.ensure_prepared()
    }

    fn present(&mut self) -> Outcome {
        self.inner.present()
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Outcome {
        self.inner.draw_pixel(point, color)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Outcome {
        if is_axis_parallel(from, to) {
            self.fill_line(from, to, style.color(), f64::from(style.stroke_width()));
            return Ok(());
        }
        self.inner.draw_line(from, to, style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Outcome {
        if fill {
            return self.inner.draw_rect(from, to, style, true);
        }
        let corners = [from, (to.0, from.1), to, (from.0, to.1), from];
        corners.windows(2).try_for_each(|side| self.draw_line(side[0], side[1], style))
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Outcome {
        let path: Vec<BackendCoord> = path.into_iter().collect();
        // Overlapping ends of half-transparent rectangles would show as darker joints.
        let opaque = style.color().alpha >= 1.0;
        if opaque && path.windows(2).all(|pair| is_axis_parallel(pair[0], pair[1])) {
            return path.windows(2).try_for_each(|pair| self.draw_line(pair[0], pair[1], style));
        }
        self.inner.draw_path(path, style)
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, fill: bool) -> Outcome {
        self.inner.draw_circle(center, radius, style, fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Outcome {
        self.inner.fill_polygon(path, style)
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, position: BackendCoord) -> Outcome {
        self.inner.draw_text(text, style, position)
    }

    fn estimate_text_size<S: BackendTextStyle>(&self, text: &str, style: &S) -> Outcome<(u32, u32)> {
        self.context.set_font(&format!("{} {}px {}", style.style().as_str(), style.size(), style.family().as_str()));
        let width = self.context.measure_text(text).map(|metrics| metrics.width());
        // Latin ascent and descent together; no label needs it closer.
        let height = style.size() * 1.2;
        Ok((
            width.unwrap_or_else(|_| text.chars().count() as f64 * style.size() * 0.6).ceil() as u32,
            height.ceil() as u32,
        ))
    }
}
