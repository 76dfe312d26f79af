//! The figures of a rule in the order of time: one for each whole window, or one for the side.

use std::collections::BTreeMap;

use driftscope_report::calendar::parse_datetime;
use driftscope_report::{AlertRule, AlertSide, Report, WatchedMetric, WindowUnit, Windowing, Windows};

use super::figure::{Figure, VERSION, by_group, by_window, whole};

/// Windows of the same hour or weekday that are needed before they alone count as usual.
const ENOUGH: usize = 3;

/// Seconds of a month, on average.
const MONTH: f64 = 365.25 / 12.0 * 86_400.0;

/// A window's figure.
pub(super) struct Observation {
    /// When the window begins; `None` where it is the whole side.
    pub(super) start: Option<String>,
    /// Its figure; `None` where it has none.
    pub(super) figure: Option<Figure>,
    /// The usual figure of such a window: the reference's median, of the same hour or weekday if it has enough of them.
    pub(super) usual: Option<f64>,
}

/// All figures of a rule.
pub(super) struct Series {
    /// Those of windows in the order of time, or that of the side.
    pub(super) observations: Vec<Observation>,
    /// The whole reference's.
    pub(super) reference: Option<Figure>,
}

impl Series {
    /// The figures that a rule watches. Windows that the data do not cover are left out: they are no evidence of anything. A version has one
    /// figure, of all of its rows, beside the reference's of the same version; of all versions where the reference has none of this one.
    pub(super) fn of(report: &Report, rule: &AlertRule, metric: &WatchedMetric<'_>, version: Option<&str>) -> Self {
        let side = usize::from(rule.side == AlertSide::Production);
        if rule.by.is_some() {
            let of = |side: usize| {
                let found = by_group(report, metric, side, VERSION);
                found.into_iter().find(|(name, _)| Some(name.as_str()) == version).map(|(_, figure)| figure)
            };
            let observations = vec![Observation { start: None, figure: of(side), usual: None }];
            return Self { observations, reference: of(0).or_else(|| whole(report, metric, 0)) };
        }
        let reference = whole(report, metric, 0);
        let mut found: BTreeMap<String, Figure> = BTreeMap::new();
        found.extend(by_window(report, metric, side));
        let mut observations = Vec::new();
        if let Some(windows) = report.time_windows().filter(|_| !found.is_empty()) {
            let usual = Usual::of(report, metric, windows);
            let listed = [&windows.reference, &windows.production][side];
            observations.extend(listed.iter().filter(|window| !window.partial).map(|window| Observation {
                start: Some(window.start.clone()),
                figure: found.get(&window.start).copied(),
                usual: usual.at(&window.start),
            }));
        }
        if observations.iter().all(|observation| observation.figure.is_none()) {
            // A count of all rows is not to be compared with that of another period.
            let usual = reference.filter(|figure| figure.has_interval()).map(|figure| figure.value);
            observations = vec![Observation { start: None, figure: whole(report, metric, side), usual }];
        }
        Self { observations, reference }
    }

    /// Whether there are windows.
    pub(super) fn is_by_window(&self) -> bool {
        self.observations.first().is_some_and(|first| first.start.is_some())
    }
}

/// What is usual in windows of the reference.
struct Usual {
    unit: Option<WindowUnit>,
    /// When each window begins, and its figure.
    figures: Vec<(f64, f64)>,
}

impl Usual {
    fn of(report: &Report, metric: &WatchedMetric<'_>, windows: &Windows) -> Self {
        let is_whole = |start: &str| windows.reference.iter().any(|window| window.start == start && !window.partial);
        let found = by_window(report, metric, 0).into_iter().filter(|(start, _)| is_whole(start));
        let figures = found.filter_map(|(start, figure)| Some((parse_datetime(&start)?, figure.value))).collect();
        Self { unit: windows.unit.unit(), figures }
    }

    /// The median of the windows like the one that begins then.
    fn at(&self, start: &str) -> Option<f64> {
        let start = parse_datetime(start)?;
        // Seconds after which the day, or the week, begins again.
        let rounds: &[f64] = match self.unit {
            Some(WindowUnit::Hour) => &[7.0 * 86_400.0, 86_400.0],
            Some(WindowUnit::Day) => &[7.0 * 86_400.0],
            _ => &[],
        };
        let alike = rounds.iter().map(|round| {
            let phase = |moment: f64| libm::round(moment - round * libm::floor(moment / round));
            self.figures.iter().filter(|(moment, _)| phase(*moment) == phase(start)).map(|(_, value)| *value).collect()
        });
        let all = || self.figures.iter().map(|(_, value)| *value).collect();
        let alike: Vec<Vec<f64>> = alike.collect();
        median(alike.into_iter().find(|alike| alike.len() >= ENOUGH).unwrap_or_else(all))
    }
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let upper = *values.get(values.len() / 2)?;
    let lower = values.get((values.len() - 1) / 2).copied().unwrap_or(upper);
    Some(0.5 * (lower + upper))
}

/// How many of production's windows fit into a month; 1 where there are none, since the data are looked at once.
pub(super) fn windows_per_month(report: &Report) -> f64 {
    let Some(windows) = report.time_windows() else { return 1.0 };
    let seconds = match windows.unit {
        Windowing::Hour => Some(3_600.0),
        Windowing::Day => Some(86_400.0),
        Windowing::Week => Some(7.0 * 86_400.0),
        Windowing::Month => Some(MONTH),
        Windowing::Rows | Windowing::Auto | Windowing::None | Windowing::File | Windowing::Version => {
            let ends = windows.production.first().zip(windows.production.last());
            ends.and_then(|(first, last)| {
                let span = parse_datetime(&last.start)? - parse_datetime(&first.start)?;
                Some(span / (windows.production.len() as f64 - 1.0)).filter(|seconds| seconds.is_finite())
            })
        }
    };
    seconds.map_or(1.0, |seconds| (MONTH / seconds.max(1.0)).max(1.0))
}
