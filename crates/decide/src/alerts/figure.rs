//! A watched figure of some rows, with its interval, as the report has it.

use driftscope_report::{Bounds, MetricValue, Performance, Report, ServiceFigures, Summary, WatchedMetric};
use driftscope_stats::newcombe::share_interval;
use driftscope_stats::special::normal_quantile;

/// What the groups of a report are by.
const WINDOW: &str = "window";
pub(super) const VERSION: &str = "version";

/// The level of the intervals in a report.
const LEVEL: f64 = 0.95;

/// A figure.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Figure {
    /// The figure.
    pub(super) value: f64,
    /// The lower end of its 95 % interval.
    pub(super) low: Option<f64>,
    /// The upper end.
    pub(super) high: Option<f64>,
    /// Of a share the rows that it counts, and the rows of which they are a share.
    pub(super) counts: Option<[u64; 2]>,
}

impl Figure {
    /// A figure without an interval.
    pub(super) fn exact(value: f64) -> Self {
        Self { value, ..Self::default() }
    }

    /// A share of counted rows. `None` without rows.
    pub(super) fn share(hits: u64, cases: u64) -> Option<Self> {
        let interval = share_interval(hits, cases, LEVEL)?;
        let value = hits as f64 / cases as f64;
        Some(Self { value, low: Some(interval.low), high: Some(interval.high), counts: Some([hits, cases]) })
    }

    /// Whether an end of its interval is known.
    pub(super) fn has_interval(&self) -> bool {
        self.low.is_some() || self.high.is_some()
    }

    /// Its interval at another level: of a share by its counts, of others with the reach to each side in proportion.
    pub(super) fn at_level(self, level: f64) -> Self {
        if let Some([hits, cases]) = self.counts
            && let Some(interval) = share_interval(hits, cases, level)
        {
            return Self { low: Some(interval.low), high: Some(interval.high), ..self };
        }
        let reach = normal_quantile(0.5 * (1.0 - level)) / normal_quantile(0.5 * (1.0 - LEVEL));
        let moved = |end: f64| self.value + reach * (end - self.value);
        Self { low: self.low.map(moved), high: self.high.map(moved), ..self }
    }
}

/// The figure of a whole side, 0 for the reference. `None` where the report has none.
pub(super) fn whole(report: &Report, metric: &WatchedMetric<'_>, side: usize) -> Option<Figure> {
    let data = [&report.reference, &report.production][side];
    match *metric {
        WatchedMetric::Performance(info) => {
            let performance = report.performance.as_ref()?;
            let mut all = performance.metrics.iter().chain(&performance.context);
            let found = all.find(|found| found.id == info.id)?;
            of_metric([found.reference, found.production][side]?, metric)
        }
        WatchedMetric::Column(figure, name) => {
            let column = report.columns.iter().find(|column| column.name == name)?;
            let Summary { count, missing, .. } = [&column.reference, &column.production][side];
            match figure.id {
                "missing_share" => Figure::share(*missing, count + missing),
                // The effect is that of production.
                _ => {
                    let value = column.drift.effect.filter(|_| side == 1)?;
                    Some(Figure { value, low: column.drift.low, high: column.drift.high, counts: None })
                }
            }
        }
        WatchedMetric::Figure(figure) => match figure.id {
            "rows" => Some(Figure::exact(data.rows as f64)),
            // A drift that is known wakes nobody.
            "drifted_share" if side == 1 => report.verdict.share_needing_attention().map(Figure::exact),
            "drifted_columns" if side == 1 && report.verdict.tested_columns > 0 => {
                Some(Figure::exact(report.verdict.columns_needing_attention() as f64))
            }
            "unusual_share" => {
                let multivariate = report.multivariate.as_ref()?;
                let found = multivariate.unusual.as_ref()?;
                let shares =
                    [(found.reference, found.reference_rows), (found.production, multivariate.production_rows)];
                of_share(shares[side])
            }
            id => {
                let service = report.service.as_ref()?;
                of_service(id, [&service.reference, &service.production][side])
            }
        },
    }
}

/// The figures of the windows of a side by the place of the window in the report; nothing where windows have none.
pub(super) fn by_window(report: &Report, metric: &WatchedMetric<'_>, side: usize) -> Vec<(String, Figure)> {
    let Some(windows) = report.time_windows() else { return Vec::new() };
    let windows = [&windows.reference, &windows.production][side];
    match *metric {
        WatchedMetric::Performance(_) => by_group(report, metric, side, WINDOW),
        WatchedMetric::Column(figure, name) if figure.by_window => {
            let column = report.columns.iter().find(|column| column.name == name);
            let Some(counts) = column.and_then(|column| column.windows.as_ref()) else { return Vec::new() };
            let missing = &[&counts.reference, &counts.production][side].missing;
            let of_window = |(place, window): (usize, &driftscope_report::Window)| {
                let missing = missing.get(place).copied().unwrap_or_default();
                Some((window.start.clone(), Figure::share(missing, window.rows).filter(|_| window.has_counts())?))
            };
            windows.iter().enumerate().filter_map(of_window).collect()
        }
        WatchedMetric::Figure(figure) if figure.id == "rows" => {
            windows.iter().map(|window| (window.start.clone(), Figure::exact(window.rows as f64))).collect()
        }
        WatchedMetric::Figure(figure) if figure.id == "unusual_share" => {
            let found = report.multivariate.as_ref().and_then(|found| found.unusual.as_ref()).filter(|_| side == 1);
            let Some(found) = found else { return Vec::new() };
            let figures = found.windows.iter().zip(&found.window_rows).zip(windows);
            let of_window = |((share, rows), window): ((&Option<f64>, &u64), &driftscope_report::Window)| {
                Some((window.start.clone(), of_share(((*share)?, *rows))?))
            };
            figures.filter_map(of_window).collect()
        }
        WatchedMetric::Figure(figure) if figure.by_window => by_group(report, metric, side, WINDOW),
        WatchedMetric::Column(..) | WatchedMetric::Figure(_) => Vec::new(),
    }
}

/// The figures of the groups of a side, windows or versions, by what they are called in the report.
pub(super) fn by_group(report: &Report, metric: &WatchedMetric<'_>, side: usize, by: &str) -> Vec<(String, Figure)> {
    match *metric {
        WatchedMetric::Performance(info) => {
            let groups = report.performance.iter().flat_map(|Performance { groups, .. }| groups);
            let of_group = |group: &driftscope_report::PerformanceGroup| {
                let found = group.metrics.iter().find(|found| found.id == info.id)?;
                let value = [found.reference, found.production][side]?;
                Some((group.value.clone(), of_metric(value, metric)?))
            };
            groups.filter(|group| group.by == by).filter_map(of_group).collect()
        }
        WatchedMetric::Figure(figure) => {
            let groups = report.service.iter().flat_map(|service| &service.groups);
            let of_group = |group: &driftscope_report::ServiceGroup| {
                let figures = [&group.reference, &group.production][side].as_ref()?;
                Some((group.value.clone(), of_service(figure.id, figures)?))
            };
            groups.filter(|group| group.by == by).filter_map(of_group).collect()
        }
        WatchedMetric::Column(..) => Vec::new(),
    }
}

fn of_metric(found: MetricValue, metric: &WatchedMetric<'_>) -> Option<Figure> {
    let value = found.value?;
    let counts = metric.is_share_of_counts().then(|| [libm::round(value * found.n as f64) as u64, found.n]);
    Some(Figure { value, low: found.low, high: found.high, counts: counts.filter(|[hits, cases]| hits <= cases) })
}

/// A share of this many rows.
fn of_share((share, rows): (f64, u64)) -> Option<Figure> {
    Figure::share(libm::round(share * rows as f64) as u64, rows)
}

fn of_service(id: &str, figures: &ServiceFigures) -> Option<Figure> {
    let of = |value: Option<f64>, bounds: Option<Bounds>| {
        let Bounds { low, high } = bounds.unwrap_or_default();
        Some(Figure { value: value?, low, high, counts: None })
    };
    let share = |share: Option<f64>, is_fault: bool| {
        let faults = libm::round(share? * figures.with_status as f64) as u64;
        let hits = if is_fault { faults } else { figures.with_status.saturating_sub(faults) };
        Figure::share(hits, figures.with_status)
    };
    match id {
        "service.requests" => Some(Figure::exact(figures.requests as f64)),
        "service.rate" => figures.rate.map(Figure::exact),
        "service.error_share" => share(figures.error_share, true),
        "service.client_error_share" => share(figures.client_error_share, true),
        "service.availability" => share(figures.error_share, false),
        "service.mean" => figures.mean.map(Figure::exact),
        "service.p50" => of(figures.p50, figures.p50_interval),
        "service.p95" => of(figures.p95, figures.p95_interval),
        "service.p99" => of(figures.p99, figures.p99_interval),
        "service.max" => figures.max.map(Figure::exact),
        _ => None,
    }
}
