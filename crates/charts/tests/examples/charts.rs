//! The example charts: a name, a size, an appearance and what is drawn.

use driftscope_charts::ecdf::{self, EcdfStyle};
use driftscope_charts::histogram::{self, HistogramStyle};
use driftscope_charts::quantile_plot::{self, QuantilePlotStyle};
use driftscope_charts::{Scale, Theme, categories, svg};
use driftscope_report::{ColumnReport, Histogram};

use super::columns;

/// What is drawn of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Drawing {
    Histogram,
    /// With a unit.
    HistogramMph,
    LogarithmicHistogram,
    CoarseHistogram,
    Ecdf,
    QuantilePlot,
    Categories,
}

pub(crate) struct Example {
    pub(crate) name: &'static str,
    pub(crate) column: ColumnReport,
    pub(crate) drawing: Drawing,
    pub(crate) size: (u32, u32),
    pub(crate) dark: bool,
}

impl Example {
    pub(crate) fn svg(&self) -> String {
        self.svg_of_size(self.size)
    }

    pub(crate) fn svg_of_size(&self, (width, height): (u32, u32)) -> String {
        let theme = if self.dark { Theme::dark() } else { Theme::light() };
        let column = &self.column;
        svg::draw(width, height, &theme, &column.name, |sheet| {
            let style = HistogramStyle::of(column);
            let histogram = column.histogram.clone().unwrap_or_default();
            let quantiles = column.quantiles.clone().unwrap_or_default();
            match self.drawing {
                Drawing::Histogram => histogram::draw(sheet, &histogram, &style),
                Drawing::HistogramMph => histogram::draw(sheet, &histogram, &HistogramStyle { unit: "mph", ..style }),
                Drawing::LogarithmicHistogram => {
                    histogram::draw(sheet, &histogram, &HistogramStyle { logarithmic: true, ..style })
                }
                Drawing::CoarseHistogram => {
                    histogram::draw(sheet, &histogram, &HistogramStyle { grouping: 4, ..style })
                }
                Drawing::Ecdf => {
                    let range = histogram::range(&histogram);
                    ecdf::draw(
                        sheet,
                        &quantiles,
                        column.tests.get("ks"),
                        &EcdfStyle { scale: Scale::Number, unit: "", range },
                    )
                }
                Drawing::QuantilePlot => quantile_plot::draw(sheet, &quantiles, &QuantilePlotStyle::default()),
                Drawing::Categories => categories::draw(sheet, &column.categories.clone().unwrap_or_default()),
            }
        })
        .expect("a string takes any drawing")
    }
}

/// Every example of the gallery, in its order.
pub(crate) fn all() -> Vec<Example> {
    let mut examples = Vec::new();
    let mut add =
        |name, column: ColumnReport, drawing, size, dark| examples.push(Example { name, column, drawing, size, dark });
    let tall = |column: &ColumnReport| (560, column.categories.as_ref().map_or(100, categories::height_for));
    let nothing = || {
        let mut column = columns::wind_speed();
        column.histogram = Some(Histogram::default());
        column
    };
    add("histogram-shift", columns::wind_speed(), Drawing::HistogramMph, (560, 260), false);
    add("histogram-shift-dark", columns::wind_speed(), Drawing::HistogramMph, (560, 260), true);
    add("histogram-tail-and-missing", columns::latency(), Drawing::Histogram, (560, 260), false);
    add("histogram-tail-and-missing-dark", columns::latency(), Drawing::Histogram, (560, 260), true);
    add("histogram-both-tails", columns::residual(), Drawing::Histogram, (560, 260), false);
    add("histogram-coarse", columns::residual(), Drawing::CoarseHistogram, (560, 260), false);
    add("histogram-atom", columns::rain(), Drawing::Histogram, (560, 260), false);
    add("histogram-atom-logarithmic", columns::rain(), Drawing::LogarithmicHistogram, (560, 260), false);
    add("histogram-whole-numbers", columns::hour(), Drawing::Histogram, (560, 260), false);
    add("histogram-constant", columns::constant(), Drawing::Histogram, (560, 260), false);
    add("histogram-production-lost", columns::lost(), Drawing::Histogram, (560, 260), false);
    add("histogram-nothing", nothing(), Drawing::Histogram, (560, 260), false);
    add("histogram-dates", columns::scheduled(), Drawing::Histogram, (560, 260), false);
    add("histogram-disjoint", columns::temperature(), Drawing::Histogram, (560, 260), false);
    add("histogram-money-small", columns::rent(), Drawing::Histogram, (300, 180), false);
    add("histogram-tail-and-missing-small", columns::latency(), Drawing::Histogram, (300, 180), true);
    add("histogram-large", columns::wind_speed(), Drawing::HistogramMph, (1200, 500), false);
    add("ecdf-shift", columns::wind_speed(), Drawing::Ecdf, (420, 260), false);
    add("ecdf-shift-dark", columns::wind_speed(), Drawing::Ecdf, (420, 260), true);
    add("ecdf-near", columns::residual(), Drawing::Ecdf, (420, 260), false);
    add("ecdf-atom", columns::rain(), Drawing::Ecdf, (420, 260), false);
    add("ecdf-disjoint", columns::temperature(), Drawing::Ecdf, (420, 260), false);
    add("ecdf-small", columns::latency(), Drawing::Ecdf, (300, 180), false);
    add("ecdf-production-lost", columns::lost(), Drawing::Ecdf, (420, 260), false);
    add("quantiles-shift", columns::wind_speed(), Drawing::QuantilePlot, (300, 300), false);
    add("quantiles-skewed-dark", columns::latency(), Drawing::QuantilePlot, (420, 300), true);
    add("quantiles-small", columns::residual(), Drawing::QuantilePlot, (300, 180), false);
    add("categories-two", columns::late(), Drawing::Categories, tall(&columns::late()), false);
    add("categories-twelve", columns::carrier(), Drawing::Categories, tall(&columns::carrier()), false);
    add("categories-twelve-dark", columns::carrier(), Drawing::Categories, tall(&columns::carrier()), true);
    add("categories-fifty", columns::destinations(), Drawing::Categories, tall(&columns::destinations()), false);
    add("categories-fifty-small", columns::destinations(), Drawing::Categories, (300, 180), false);
    add("categories-long-labels", columns::long_labels(), Drawing::Categories, tall(&columns::long_labels()), false);
    add(
        "categories-right-to-left",
        columns::right_to_left(),
        Drawing::Categories,
        tall(&columns::right_to_left()),
        false,
    );
    examples
}
