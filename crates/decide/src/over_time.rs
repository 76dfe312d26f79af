//! A column window by window: the middle half of its numbers, the shares of its categories, and its missing values.
//!
//! Everything comes from the counts that the report has for each window, so a shared page shows it, too. Numbers are counted in at most a
//! dozen bins: their quartiles are interpolated within a bin, and called approximate.

use driftscope_report::{ColumnReport, ColumnWindows, Kind, Report, Window, WindowedCounts};

use driftscope_present::numbers::{counted, name, number, numbers, percent, percents};
use driftscope_present::windows::{WindowPoint, date};
use driftscope_stats::newcombe::share_interval;

/// Categories that are followed, the most frequent first.
const CATEGORIES: usize = 3;

/// Letters of a label.
const LABEL: usize = 24;

/// The level of the intervals of shares.
const LEVEL: f64 = 0.95;

/// Probabilities of the quantiles.
const QUARTILES: [f64; 3] = [0.25, 0.5, 0.75];

/// A figure of a column by window.
#[derive(Clone, Debug, PartialEq)]
pub struct OverTime {
    /// What it is.
    pub title: String,
    /// The windows that have counts, the reference's first: quartiles of numbers, shares with Wilson's 95 % interval.
    pub points: Vec<WindowPoint>,
    /// The figure over all of the reference.
    pub usual: Option<f64>,
    /// Whether it is a share, from 0 to 1.
    pub is_share: bool,
}

/// The figures of a column, if the report has windows.
pub fn over_time(report: &Report, column: &ColumnReport) -> Vec<OverTime> {
    let Some((windows, counts)) = report.windows.as_ref().zip(column.windows.as_ref()) else { return Vec::new() };
    let sides = [(&windows.reference, &counts.reference), (&windows.production, &counts.production)];
    let mut figures = Vec::new();
    if column.kind == Kind::Numeric {
        figures.extend(level(column, counts, sides));
    }
    // Of two categories the share of one tells that of the other.
    let skipped = usize::from(counts.labels.len() == 2);
    for (place, label) in counts.labels.iter().enumerate().skip(skipped).take(CATEGORIES) {
        let title = format!("Share of “{}”", name(label, LABEL));
        figures.push(share(title, sides, |counts, window| {
            let all = counts.counts.get(window)?;
            Some([*all.get(place)?, all.iter().sum()])
        }));
    }
    if sides.iter().any(|(_, counts)| counts.missing.iter().any(|missing| *missing > 0)) {
        figures.push(share("Missing".to_owned(), sides, |counts, window| {
            let missing = counts.missing.get(window).copied().unwrap_or(0);
            Some([missing, missing + counts.counts.get(window)?.iter().sum::<u64>()])
        }));
    }
    figures.retain(|figure| !figure.points.is_empty());
    figures
}

type Sides<'a> = [(&'a Vec<Window>, &'a WindowedCounts); 2];

/// Makes a point of each window that has counts.
fn points(sides: Sides<'_>, figure: impl Fn(&WindowedCounts, usize) -> Option<([f64; 3], String)>) -> Vec<WindowPoint> {
    let mut points = Vec::new();
    for (side, (windows, counts)) in sides.into_iter().enumerate() {
        for (place, window) in windows.iter().enumerate().filter(|(_, window)| window.has_counts()) {
            let Some((ends, words)) = figure(counts, place) else { continue };
            let of = ["reference", "production"][side];
            let rows = counted(window.rows, "row", "rows");
            let partial = if window.partial { ", only partly covered" } else { "" };
            let words = format!("{} ({of}): {words}, {rows}{partial}", date(&window.start));
            points.push(WindowPoint { start: window.start.clone(), side, ends, is_partial: window.partial, words });
        }
    }
    points
}

/// A share by window. `count` gives what is counted and of how many.
fn share(title: String, sides: Sides<'_>, count: impl Fn(&WindowedCounts, usize) -> Option<[u64; 2]>) -> OverTime {
    let of = |[part, all]: [u64; 2]| (all > 0).then(|| part as f64 / all as f64);
    let points = points(sides, |counts, window| {
        let [part, all] = count(counts, window)?;
        let (share, interval) = (of([part, all])?, share_interval(part, all, LEVEL)?);
        let [low, high] = percents([interval.low, interval.high]);
        Some(([interval.low, share, interval.high], format!("{} ({low} to {high})", percent(share))))
    });
    let [(windows, reference), _] = sides;
    let whole = (0..windows.len()).filter_map(|window| count(reference, window));
    let usual = of(whole.fold([0, 0], |[part, all], [more, of]| [part + more, all + of]));
    OverTime { title, points, usual, is_share: true }
}

/// The quartiles of numbers by window.
fn level(column: &ColumnReport, counts: &ColumnWindows, sides: Sides<'_>) -> Option<OverTime> {
    let ends = [column.reference.min, column.production.min, column.reference.max, column.production.max];
    let known = || ends.into_iter().flatten().chain(counts.edges.iter().copied()).filter(|end| end.is_finite());
    let lowest = known().reduce(f64::min)?;
    let highest = known().reduce(f64::max)?;
    let edges: Vec<f64> = std::iter::once(lowest).chain(counts.edges.iter().copied()).chain([highest]).collect();
    let points = points(sides, |side, window| {
        let found = side.counts.get(window).filter(|counts| counts.len() + 1 == edges.len())?;
        let [low, middle, high] = QUARTILES.map(|probability| quantile(&edges, found, probability));
        let quartiles = [low?, middle?, high?];
        let [low, high] = numbers([quartiles[0], quartiles[2]]);
        Some((
            quartiles,
            format!("median about {}, half of the values from about {low} to {high}", number(quartiles[1])),
        ))
    });
    Some(OverTime {
        title: "Median and middle half".to_owned(),
        points,
        usual: column.reference.median,
        is_share: false,
    })
}

/// The quantile of counted bins, as if values lay evenly within each.
fn quantile(edges: &[f64], counts: &[u64], probability: f64) -> Option<f64> {
    let total: u64 = counts.iter().sum();
    let mut wanted = probability * total as f64;
    for (ends, &count) in edges.windows(2).zip(counts) {
        let &[from, to] = ends else { continue };
        if count > 0 && wanted <= count as f64 {
            return Some(from + (to - from) * (wanted / count as f64));
        }
        wanted -= count as f64;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftscope_report::{Summary, Windows};

    fn report(kind: Kind, counts: ColumnWindows) -> Report {
        let window = |start: &str, rows| Window { start: start.to_owned(), rows, partial: rows == 20 };
        let side =
            |min, max, median| Summary { min: Some(min), max: Some(max), median: Some(median), ..Summary::default() };
        let column = ColumnReport {
            name: "x".to_owned(),
            kind,
            windows: Some(counts),
            reference: side(0.0, 8.0, 3.5),
            production: side(2.0, 10.0, 6.0),
            ..ColumnReport::default()
        };
        let windows = Windows {
            reference: vec![window("2026-01-01", 40), window("2026-01-02", 9)],
            production: vec![window("2026-01-03", 20)],
            ..Windows::default()
        };
        Report { windows: Some(windows), columns: vec![column], ..Report::default() }
    }

    fn side(counts: &[&[u64]], missing: &[u64]) -> WindowedCounts {
        let counts = counts.iter().map(|counts| counts.to_vec()).collect();
        WindowedCounts { counts, missing: missing.to_vec(), ..WindowedCounts::default() }
    }

    #[test]
    fn quartiles_lie_within_their_bins() {
        let counts = ColumnWindows {
            edges: vec![2.0, 4.0],
            reference: side(&[&[10, 20, 10], &[]], &[]),
            production: side(&[&[0, 0, 20]], &[]),
            ..ColumnWindows::default()
        };
        let report = report(Kind::Numeric, counts);
        let figures = over_time(&report, &report.columns[0]);
        assert_eq!(figures.len(), 1, "nothing is missing: {figures:?}");
        // Ten of forty values lie below 2, and thirty below 4; production's lie from 4 to the maximum.
        assert_eq!(figures[0].points[0].ends, [2.0, 3.0, 4.0]);
        assert_eq!(figures[0].points[1].ends, [5.5, 7.0, 8.5]);
        assert_eq!(figures[0].usual, Some(3.5));
        assert_eq!(figures[0].points.len(), 2, "a window with few rows is left out");
        assert_eq!(
            figures[0].points[1].words,
            "2026-01-03 (production): median about 7, half of the values from about 5.5 to 8.5, 20 rows, only partly covered"
        );
    }

    #[test]
    fn shares_are_of_the_values_and_missing_of_the_rows() {
        let counts = ColumnWindows {
            labels: vec!["false".to_owned(), "true".to_owned()],
            reference: side(&[&[27, 9], &[]], &[4, 0]),
            production: side(&[&[10, 10]], &[0]),
            ..ColumnWindows::default()
        };
        let report = report(Kind::Boolean, counts);
        let figures = over_time(&report, &report.columns[0]);
        let titles: Vec<&str> = figures.iter().map(|figure| figure.title.as_str()).collect();
        assert_eq!(titles, ["Share of “true”", "Missing"]);
        let values = |place: usize| figures[place].points.iter().map(|point| point.ends[1]).collect::<Vec<_>>();
        assert_eq!((values(0), figures[0].usual), (vec![0.25, 0.5], Some(0.25)));
        assert_eq!((values(1), figures[1].usual), (vec![0.1, 0.0], Some(0.1)));
        // Wilson's interval of 4 of 40 by statsmodels 0.14: proportion_confint(4, 40, method="wilson").
        let [low, _, high] = figures[1].points[0].ends;
        assert!((low - 0.039_579_528).abs() < 1e-8 && (high - 0.230_517_752).abs() < 1e-8, "{low} {high}");
        let words =
            format!("2026-01-01 (reference): {} (4 % to 23 %), 40 rows", percent(0.1)).replace(" %", "\u{202f}%");
        assert_eq!(figures[1].points[0].words, words);
    }

    #[test]
    fn damaged_counts_give_no_point() {
        let counts =
            ColumnWindows { edges: vec![2.0], reference: side(&[&[1, 2, 3, 4]], &[]), ..ColumnWindows::default() };
        let report = report(Kind::Numeric, counts);
        assert_eq!(over_time(&report, &report.columns[0]), []);
    }
}
