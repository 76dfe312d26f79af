//! A large chart on a canvas, redrawn when its data, its theme or its place changes.

use driftscope_charts::ecdf::EcdfStyle;
use driftscope_charts::histogram::HistogramStyle;
use driftscope_charts::quantile_plot::QuantilePlotStyle;
use driftscope_charts::{ChartBar, Drawn, Scale, Sheet, Theme, categories, ecdf, histogram, quantile_plot, svg};
use driftscope_present::{categories_csv, chart_name, column_name, histogram_csv, quantiles_csv};
use driftscope_report::calendar::{format_clock, format_datetime};
use driftscope_report::{Categories, ColumnReport, Histogram, Kind, MomentProfile};
use plotters::drawing::IntoDrawingArea;
use web_sys::HtmlCanvasElement;
use yew::prelude::*;

use super::bars::{Bars, Holds};
use super::saved_picture::{SavedPicture, save_buttons};
use crate::browser::{self, Surface};
use crate::views::page::{Asked, Surroundings};

/// A picture on paper, in CSS pixels, and how many bins are one in it.
const WIDTH_ON_PAPER: u32 = 640;
const HEIGHT_ON_PAPER: u32 = 170;
const CATEGORIES_ON_PAPER: u32 = 220;
const GROUPING_ON_PAPER: usize = 1;

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Drawing {
    /// Both sides over common bins.
    Histogram,
    /// Both cumulative shares, with the widest gap.
    Ecdf,
    /// Both sides' quantiles against each other.
    QuantilePlot,
    /// Both sides by category.
    Categories,
    /// The lengths of texts.
    Lengths,
    /// Moments by hour of the day.
    Hours,
    /// Moments by weekday.
    Weekdays,
}

impl Drawing {
    /// Its name in the names of files.
    fn as_str(self) -> &'static str {
        match self {
            Self::Histogram => "histogram",
            Self::Ecdf => "ecdf",
            Self::QuantilePlot => "qq",
            Self::Categories => "categories",
            Self::Lengths => "lengths",
            Self::Hours => "hours",
            Self::Weekdays => "weekdays",
        }
    }
}

#[derive(Clone, Properties, PartialEq)]
pub(crate) struct ChartProps {
    pub place: usize,
    pub drawing: Drawing,
    pub grouping: usize,
    pub logarithmic: bool,
    pub height: u32,
    /// The finding, for people who cannot see the picture.
    pub label: String,
}

#[component]
pub(crate) fn Chart(props: &ChartProps) -> Html {
    let canvas = use_node_ref();
    let around = use_context::<Surroundings>();
    let is_asked = use_context::<Asked>().is_some_and(|asked| asked.bar.is_some());
    // What lies over the drawing needs to know where its bars are.
    let bars = use_state_eq(Vec::new);
    {
        let (canvas, bars) = (canvas.clone(), bars.setter());
        // A bar that is asked about is marked over the drawing, and not drawn. The answer takes room from other charts.
        use_effect_with((props.clone(), around.clone(), is_asked), move |(props, around, _)| {
            if let (Some(canvas), Some(around)) = (canvas.cast::<HtmlCanvasElement>(), around) {
                bars.set(paint(&canvas, props, around));
            }
        });
    }
    let saves = save_buttons(props.drawing.as_str(), "chart", |form| {
        let (canvas, props, around) = (canvas.clone(), props.clone(), around.clone());
        Callback::from(move |_: MouseEvent| {
            if let (Some(canvas), Some(around)) = (canvas.cast::<HtmlCanvasElement>(), &around) {
                save(&canvas, &props, around, form);
            }
        })
    });
    let of = around.as_ref().and_then(|around| around.report.columns.get(props.place)).map(|column| column.kind);
    let holds = holds(props.drawing, of.unwrap_or(Kind::Numeric));
    // The attribute only reserves the place; the stylesheet may not carry a height for each chart.
    html! {
        <>
            <div class="chart-area">
                <canvas ref={canvas} class={height_class(props.height)} role="img" aria-label={props.label.clone()}></canvas>
                if !bars.is_empty() { <Bars place={props.place} bars={(*bars).clone()} {holds} /> }
            </div>
            { saves }
        </>
    }
}

/// Charts are as tall as one of the stylesheet's classes, since the content policy leaves no style attribute.
fn height_class(height: u32) -> String {
    format!("chart chart-{}", height.div_ceil(20).clamp(4, 80) * 20)
}

/// Draws the chart, and returns the bars that can be asked about.
fn paint(canvas: &HtmlCanvasElement, props: &ChartProps, around: &Surroundings) -> Vec<ChartBar> {
    let Some(column) = around.report.columns.get(props.place) else { return Vec::new() };
    let Some(backend) = browser::prepare(canvas) else { return Vec::new() };
    let area = Surface::Canvas(backend).into_drawing_area();
    let theme = theme(around);
    let sheet = Sheet::with_units(&area, &theme, browser::UNITS);
    // A canvas refuses nothing that a chart asks of it; were it to, the chart's data stand below it as a table.
    let _ = draw(&sheet, column, props);
    let _ = area.present();
    bars_of(&sheet, column, props)
}

/// What the bars of a drawing hold, of a column of this kind. Hours and lengths are numbers, whatever the column has.
fn holds(drawing: Drawing, kind: Kind) -> Holds {
    match drawing {
        Drawing::Ecdf => Holds::SharesUpTo,
        Drawing::QuantilePlot => Holds::Quantiles,
        Drawing::Histogram | Drawing::Categories => match kind {
            Kind::Numeric | Kind::Datetime | Kind::Category | Kind::Boolean => Holds::Rows(kind),
            _ => Holds::Values(kind),
        },
        Drawing::Lengths | Drawing::Hours | Drawing::Weekdays => Holds::Values(Kind::Numeric),
    }
}

/// Where its bars are, or the strips over its curves.
fn bars_of(sheet: &Sheet<'_, Surface<'_>>, column: &ColumnReport, props: &ChartProps) -> Vec<ChartBar> {
    let bins = |data: Option<&Histogram>, style: &HistogramStyle<'_>| {
        data.and_then(|data| histogram::bars(sheet, data, style).ok()).unwrap_or_default()
    };
    let labels = |data: Option<&Categories>| data.map(|data| categories::bars(sheet, data)).unwrap_or_default();
    let curves = column.quantiles.as_ref();
    match props.drawing {
        Drawing::Histogram => bins(column.histogram.as_ref(), &style(column, props)),
        Drawing::Categories => labels(column.categories.as_ref()),
        Drawing::Lengths => bins(lengths(column), &lengths_style()),
        Drawing::Hours => {
            bins(column.moments.as_ref().and_then(MomentProfile::hours_histogram).as_ref(), &hours_style())
        }
        Drawing::Weekdays => labels(column.moments.as_ref().map(MomentProfile::weekday_categories).as_ref()),
        Drawing::Ecdf => {
            let (ks, style) = (column.tests.get("ks"), ecdf_style(column));
            curves.and_then(|data| ecdf::bars(sheet, data, ks, &style).ok()).unwrap_or_default()
        }
        Drawing::QuantilePlot => {
            let style = quantile_style(column);
            curves.and_then(|data| quantile_plot::bars(sheet, data, &style).ok()).unwrap_or_default()
        }
    }
}

fn ecdf_style(column: &ColumnReport) -> EcdfStyle<'static> {
    EcdfStyle { range: column.histogram.as_ref().and_then(histogram::range), ..EcdfStyle::default() }
}

fn quantile_style(column: &ColumnReport) -> QuantilePlotStyle<'static> {
    QuantilePlotStyle { range: column.histogram.as_ref().and_then(histogram::range), ..QuantilePlotStyle::default() }
}

fn lengths_style() -> HistogramStyle<'static> {
    HistogramStyle { unit: "characters", whole_numbers: true, ..HistogramStyle::default() }
}

fn hours_style() -> HistogramStyle<'static> {
    HistogramStyle { scale: Scale::Hours, unit: "h", grouping: 1, ..HistogramStyle::default() }
}

fn lengths(column: &ColumnReport) -> Option<&Histogram> {
    column.text.as_ref()?.lengths.as_ref()
}

fn style<'a>(column: &'a ColumnReport, props: &ChartProps) -> HistogramStyle<'a> {
    HistogramStyle { grouping: props.grouping, logarithmic: props.logarithmic, ..HistogramStyle::of(column) }
}

/// Saves the chart as it is shown: its size, its theme, its bins; or its figures.
fn save(canvas: &HtmlCanvasElement, props: &ChartProps, around: &Surroundings, form: &str) {
    let Some(column) = around.report.columns.get(props.place) else { return };
    let picture = SavedPicture {
        name: chart_name(&around.report, &column.name, props.drawing.as_str()),
        title: format!("{}: {}", column_name(&column.name), props.label),
        size: [canvas.client_width(), canvas.client_height()].map(i32::unsigned_abs),
        theme: theme(around),
    };
    let figures = || figures(column, props.drawing, around.report.zone().is_some());
    picture.save(form, &around.actions, figures, &|sheet| draw(sheet, column, props));
}

/// What the chart shows, as CSV.
fn figures(column: &ColumnReport, drawing: Drawing, is_of_zone: bool) -> String {
    let moment: fn(f64) -> Option<String> = match (column.kind, is_of_zone) {
        (Kind::Datetime, true) => format_clock,
        (Kind::Datetime, false) => format_datetime,
        _ => |_| None,
    };
    let csv = match drawing {
        Drawing::Histogram => column.histogram.as_ref().map(|bins| histogram_csv(bins, moment)),
        Drawing::Ecdf | Drawing::QuantilePlot => column.quantiles.as_ref().map(quantiles_csv),
        Drawing::Categories => column.categories.as_ref().map(categories_csv),
        Drawing::Lengths => lengths(column).map(|bins| histogram_csv(bins, |_| None)),
        Drawing::Hours => {
            let hours = column.moments.as_ref().and_then(MomentProfile::hours_histogram);
            hours.map(|bins| histogram_csv(&bins, |_| None))
        }
        Drawing::Weekdays => column.moments.as_ref().map(|moments| categories_csv(&moments.weekday_categories())),
    };
    csv.unwrap_or_default()
}

/// The picture that shows a column at a glance, as vectors for paper. `None` where there is nothing to draw.
pub(crate) fn picture(column: &ColumnReport) -> Option<Html> {
    let drawing = match (&column.histogram, &column.categories, &column.text, &column.moments) {
        (Some(_), ..) => Drawing::Histogram,
        (_, Some(_), ..) => Drawing::Categories,
        (_, _, Some(_), _) => Drawing::Lengths,
        (.., Some(_)) => Drawing::Hours,
        _ => return None,
    };
    let height = if drawing == Drawing::Categories { CATEGORIES_ON_PAPER } else { HEIGHT_ON_PAPER };
    let props =
        ChartProps { place: 0, drawing, grouping: GROUPING_ON_PAPER, logarithmic: false, height, label: String::new() };
    let theme = Theme::light();
    let file = svg::file([WIDTH_ON_PAPER, height], &theme, &column.finding, |elements| {
        let area = Surface::Svg(elements).into_drawing_area();
        draw(&Sheet::with_units(&area, &theme, svg::UNITS), column, &props)
    });
    // The drawing escapes every text in it.
    file.ok().map(|file| Html::from_html_unchecked(file.into()))
}

fn theme(around: &Surroundings) -> Theme {
    if around.dark { Theme::dark() } else { Theme::light() }
}

/// Draws on either surface: one type for both, since every chart's code stands in the module once for each type.
fn draw<'a>(sheet: &Sheet<'_, Surface<'a>>, column: &ColumnReport, props: &ChartProps) -> Drawn<Surface<'a>> {
    match props.drawing {
        Drawing::Histogram => match &column.histogram {
            Some(data) => histogram::draw(sheet, data, &style(column, props)),
            None => Ok(()),
        },
        Drawing::Ecdf => match &column.quantiles {
            Some(data) => ecdf::draw(sheet, data, column.tests.get("ks"), &ecdf_style(column)),
            None => Ok(()),
        },
        Drawing::QuantilePlot => match &column.quantiles {
            Some(data) => quantile_plot::draw(sheet, data, &quantile_style(column)),
            None => Ok(()),
        },
        Drawing::Categories => match &column.categories {
            Some(data) => categories::draw(sheet, data),
            None => Ok(()),
        },
        Drawing::Lengths => match lengths(column) {
            Some(data) => histogram::draw(sheet, data, &lengths_style()),
            None => Ok(()),
        },
        Drawing::Hours => match column.moments.as_ref().and_then(MomentProfile::hours_histogram) {
            Some(data) => histogram::draw(sheet, &data, &hours_style()),
            None => Ok(()),
        },
        Drawing::Weekdays => match &column.moments {
            Some(moments) => categories::draw(sheet, &moments.weekday_categories()),
            None => Ok(()),
        },
    }
}
