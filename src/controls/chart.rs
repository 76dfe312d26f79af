//! A large chart on a canvas, redrawn when its data, its theme or its place changes.

use driftscope_charts::ecdf::EcdfStyle;
use driftscope_charts::histogram::HistogramStyle;
use driftscope_charts::quantile_plot::QuantilePlotStyle;
use driftscope_charts::{Drawn, Scale, Sheet, Theme, categories, ecdf, histogram, quantile_plot};
use driftscope_report::{ColumnReport, MomentProfile};
use plotters::drawing::IntoDrawingArea;
use plotters_backend::DrawingBackend;
use web_sys::HtmlCanvasElement;
use yew::prelude::*;

use crate::browser;
use crate::state::Settled;

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

#[derive(Clone, Properties, PartialEq)]
pub(crate) struct ChartProps {
    pub report: Settled,
    pub place: usize,
    pub drawing: Drawing,
    pub grouping: usize,
    pub logarithmic: bool,
    pub height: u32,
    /// The finding, for people who cannot see the picture.
    pub label: String,
    pub dark: bool,
    /// Changes whenever the chart must be redrawn.
    pub viewport: u32,
}

#[component]
pub(crate) fn Chart(props: &ChartProps) -> Html {
    let canvas = use_node_ref();
    {
        let canvas = canvas.clone();
        use_effect_with(props.clone(), move |props| {
            if let Some(canvas) = canvas.cast::<HtmlCanvasElement>() {
                paint(&canvas, props);
            }
        });
    }
    // The attribute only reserves the place; the stylesheet may not carry a height for each chart.
    html! {
        <canvas ref={canvas} class={height_class(props.height)} role="img" aria-label={props.label.clone()}></canvas>
    }
}

/// Charts are as tall as one of the stylesheet's classes, since the content policy leaves no style attribute.
fn height_class(height: u32) -> String {
    format!("chart chart-{}", height.div_ceil(20).clamp(4, 80) * 20)
}

fn paint(canvas: &HtmlCanvasElement, props: &ChartProps) {
    let Some(column) = props.report.0.columns.get(props.place) else { return };
    let Some(backend) = browser::prepare(canvas) else { return };
    let area = backend.into_drawing_area();
    let theme = if props.dark { Theme::dark() } else { Theme::light() };
    let sheet = Sheet::with_units(&area, &theme, browser::UNITS);
    // A canvas refuses nothing that a chart asks of it; were it to, the chart's data stand below it as a table.
    let _ = draw(&sheet, column, props);
    let _ = area.present();
}

fn draw<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, column: &ColumnReport, props: &ChartProps) -> Drawn<DB> {
    let range = column.histogram.as_ref().and_then(histogram::range);
    match props.drawing {
        Drawing::Histogram => match &column.histogram {
            Some(data) => {
                let style = HistogramStyle {
                    grouping: props.grouping,
                    logarithmic: props.logarithmic,
                    ..HistogramStyle::of(column)
                };
                histogram::draw(sheet, data, &style)
            }
            None => Ok(()),
        },
        Drawing::Ecdf => match &column.quantiles {
            Some(data) => ecdf::draw(sheet, data, column.tests.get("ks"), &EcdfStyle { range, ..EcdfStyle::default() }),
            None => Ok(()),
        },
        Drawing::QuantilePlot => match &column.quantiles {
            Some(data) => {
                quantile_plot::draw(sheet, data, &QuantilePlotStyle { range, ..QuantilePlotStyle::default() })
            }
            None => Ok(()),
        },
        Drawing::Categories => match &column.categories {
            Some(data) => categories::draw(sheet, data),
            None => Ok(()),
        },
        Drawing::Lengths => match column.text.as_ref().and_then(|text| text.lengths.as_ref()) {
            Some(data) => {
                let style = HistogramStyle { unit: "characters", whole_numbers: true, ..HistogramStyle::default() };
                histogram::draw(sheet, data, &style)
            }
            None => Ok(()),
        },
        Drawing::Hours => match column.moments.as_ref().and_then(MomentProfile::hours_histogram) {
            Some(data) => {
                let style = HistogramStyle { scale: Scale::Hours, unit: "h", grouping: 1, ..HistogramStyle::default() };
                histogram::draw(sheet, &data, &style)
            }
            None => Ok(()),
        },
        Drawing::Weekdays => match &column.moments {
            Some(moments) => categories::draw(sheet, &moments.weekday_categories()),
            None => Ok(()),
        },
    }
}
