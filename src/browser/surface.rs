//! What a chart is drawn on: the page's canvas, or an SVG file.

use driftscope_charts::svg::SvgBackend;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};
use plotters_canvas::CanvasBackend;

use super::canvas::CrispCanvas;

type Fault = <CanvasBackend as DrawingBackend>::ErrorType;
type Outcome<T = ()> = Result<T, DrawingErrorKind<Fault>>;

/// One of the two surfaces.
pub(crate) enum Surface<'a> {
    Canvas(CrispCanvas),
    Svg(SvgBackend<'a>),
}

/// An SVG file refuses nothing.
fn never<T>(outcome: Result<T, DrawingErrorKind<std::convert::Infallible>>) -> Outcome<T> {
    outcome.map_err(|error| match error {
        DrawingErrorKind::DrawingError(never) => match never {},
        DrawingErrorKind::FontError(error) => DrawingErrorKind::FontError(error),
    })
}

/// A style of plotters, whatever its type: each primitive is compiled once for this one.
struct Stroke {
    color: BackendColor,
    width: u32,
}

impl Stroke {
    fn of(style: &impl BackendStyle) -> Self {
        Self { color: style.color(), width: style.stroke_width() }
    }
}

impl BackendStyle for Stroke {
    fn color(&self) -> BackendColor {
        self.color
    }

    fn stroke_width(&self) -> u32 {
        self.width
    }
}

impl Surface<'_> {
    #[inline(never)]
    fn line(&mut self, from: BackendCoord, to: BackendCoord, stroke: &Stroke) -> Outcome {
        match self {
            Self::Canvas(canvas) => canvas.draw_line(from, to, stroke),
            Self::Svg(svg) => never(svg.draw_line(from, to, stroke)),
        }
    }

    #[inline(never)]
    fn path(&mut self, path: Vec<BackendCoord>, stroke: &Stroke) -> Outcome {
        match self {
            Self::Canvas(canvas) => canvas.draw_path(path, stroke),
            Self::Svg(svg) => never(svg.draw_path(path, stroke)),
        }
    }

    #[inline(never)]
    fn rect(&mut self, from: BackendCoord, to: BackendCoord, stroke: &Stroke, fill: bool) -> Outcome {
        match self {
            Self::Canvas(canvas) => canvas.draw_rect(from, to, stroke, fill),
            Self::Svg(svg) => never(svg.draw_rect(from, to, stroke, fill)),
        }
    }

    #[inline(never)]
    fn circle(&mut self, center: BackendCoord, radius: u32, stroke: &Stroke, fill: bool) -> Outcome {
        match self {
            Self::Canvas(canvas) => canvas.draw_circle(center, radius, stroke, fill),
            Self::Svg(svg) => never(svg.draw_circle(center, radius, stroke, fill)),
        }
    }

    #[inline(never)]
    fn polygon(&mut self, path: Vec<BackendCoord>, stroke: &Stroke) -> Outcome {
        match self {
            Self::Canvas(canvas) => canvas.fill_polygon(path, stroke),
            Self::Svg(svg) => never(svg.fill_polygon(path, stroke)),
        }
    }
}

impl DrawingBackend for Surface<'_> {
    type ErrorType = Fault;

    fn get_size(&self) -> (u32, u32) {
        match self {
            Self::Canvas(canvas) => canvas.get_size(),
            Self::Svg(svg) => svg.get_size(),
        }
    }

    fn ensure_prepared(&mut self) -> Outcome {
        match self {
            Self::Canvas(canvas) => canvas.ensure_prepared(),
            Self::Svg(svg) => never(svg.ensure_prepared()),
        }
    }

    fn present(&mut self) -> Outcome {
        match self {
            Self::Canvas(canvas) => canvas.present(),
            Self::Svg(svg) => never(svg.present()),
        }
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Outcome {
        match self {
            Self::Canvas(canvas) => canvas.draw_pixel(point, color),
            Self::Svg(svg) => never(svg.draw_pixel(point, color)),
        }
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Outcome {
        self.line(from, to, &Stroke::of(style))
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Outcome {
        self.rect(from, to, &Stroke::of(style), fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Outcome {
        self.path(path.into_iter().collect(), &Stroke::of(style))
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, fill: bool) -> Outcome {
        self.circle(center, radius, &Stroke::of(style), fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Outcome {
        self.polygon(path.into_iter().collect(), &Stroke::of(style))
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, position: BackendCoord) -> Outcome {
        match self {
            Self::Canvas(canvas) => canvas.draw_text(text, style, position),
            Self::Svg(svg) => never(svg.draw_text(text, style, position)),
        }
    }

    fn estimate_text_size<S: BackendTextStyle>(&self, text: &str, style: &S) -> Outcome<(u32, u32)> {
        match self {
            Self::Canvas(canvas) => canvas.estimate_text_size(text, style),
            Self::Svg(svg) => never(svg.estimate_text_size(text, style)),
        }
    }
}
