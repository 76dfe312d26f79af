//! Every figure that an alert can watch, declared once.

use crate::{METRICS, MetricInfo, MetricScale, Worse};

/// How a figure is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WatchedScale {
    /// A share from 0 to 1.
    Share,
    /// A figure without unit.
    Plain,
    /// A whole number.
    Count,
    /// A time in the unit of the latencies.
    Latency,
    /// Requests per second.
    Rate,
}

/// A figure besides the metrics of the model, which are declared in [`METRICS`].
#[derive(Clone, Copy, Debug)]
pub struct WatchedFigure {
    /// Its name in a rule.
    pub id: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// How it is written.
    pub scale: WatchedScale,
    /// Which change is for the worse.
    pub worse: Worse,
    /// Whether there is one for each column, which is named after a colon: `effect:temp`.
    pub of_column: bool,
    /// Whether it is a share of rows that are counted, of which the faults can be added up over windows.
    pub is_share_of_counts: bool,
    /// Whether the report has a verdict on it.
    pub has_verdict: bool,
    /// Whether windows of time have it.
    pub by_window: bool,
    /// What it is.
    pub meaning: &'static str,
}

/// What each word of the list says.
macro_rules! is {
    ($($word:ident)*; $asked:literal) => { false $(|| matches!(stringify!($word).as_bytes(), $asked))* };
}

macro_rules! figures {
    ($($id:literal $title:literal $scale:ident $worse:ident [$($word:ident)*] $meaning:literal;)*) => {
        /// Every figure besides the metrics of the model, in the order in which they are offered.
        pub static WATCHED_FIGURES: &[WatchedFigure] = &[$(WatchedFigure {
            id: $id,
            title: $title,
            scale: WatchedScale::$scale,
            worse: Worse::$worse,
            of_column: is!($($word)*; b"column"),
            is_share_of_counts: is!($($word)*; b"counted"),
            has_verdict: is!($($word)*; b"verdict"),
            by_window: is!($($word)*; b"windows"),
            meaning: $meaning,
        }),*];
    };
}

figures! {
    "service.requests" "Requests" Count Lower [windows] "logged requests";
    "service.rate" "Rate" Rate Lower [windows] "requests per second";
    "service.error_share" "Server errors" Share Higher [windows counted verdict] "requests that the server failed, as a share of those with a status";
    "service.client_error_share" "Client errors" Share Higher [windows counted verdict] "requests that were refused as the client's fault";
    "service.availability" "Availability" Share Lower [windows counted] "1 less the error share";
    "service.mean" "Latency, mean" Latency Higher [windows] "the mean latency, in the unit of its column";
    "service.p50" "Latency, median" Latency Higher [windows verdict] "the median latency";
    "service.p95" "Latency, p95" Latency Higher [windows verdict] "the 95th percentile";
    "service.p99" "Latency, p99" Latency Higher [windows verdict] "the 99th percentile";
    "service.max" "Latency, longest" Latency Higher [windows] "the longest latency";
    "rows" "Records" Count Lower [windows] "records of the side, or of a window";
    "drifted_share" "Share of drifted columns" Share Higher [verdict] "drifted columns as a share of the tested ones, without known drifts";
    "drifted_columns" "Drifted columns" Count Higher [verdict] "how many columns have drifted, without known drifts";
    "unusual_share" "Unusual rows" Share Higher [counted windows] "rows with a value that their other values do not lead one to expect, as a share of those looked at";
    "effect" "Effect" Plain Higher [column verdict] "how much a column has drifted, from 0 to 1";
    "missing_share" "Missing values" Share Higher [column counted windows] "rows without a value in a column, as a share of all";
}

/// The metrics of the model that are shares of counted rows: right ones of all, of a class, or of an answer.
const COUNTED: [&str; 4] = ["accuracy", "recall", "specificity", "precision"];

/// What precedes the name of a metric of the model.
const PERFORMANCE: &str = "performance.";

/// Names that an error lists.
const NEAREST: usize = 3;

/// What a rule watches, found by its name.
#[derive(Clone, Copy, Debug)]
pub enum WatchedMetric<'a> {
    /// A metric of the model.
    Performance(&'static MetricInfo),
    /// Another figure of a side.
    Figure(&'static WatchedFigure),
    /// A figure of a column.
    Column(&'static WatchedFigure, &'a str),
}

impl<'a> WatchedMetric<'a> {
    /// What has this name.
    pub fn of(name: &'a str) -> Option<Self> {
        if let Some(id) = name.strip_prefix(PERFORMANCE) {
            return MetricInfo::of(id).map(Self::Performance);
        }
        // A column's name may have colons in it.
        let (id, column) = name.split_once(':').map_or((name, ""), |(id, column)| (id, column));
        let figure = WATCHED_FIGURES.iter().find(|figure| figure.id == id)?;
        match (figure.of_column, column) {
            (true, column) if !column.is_empty() => Some(Self::Column(figure, column)),
            (false, "") if !name.ends_with(':') => Some(Self::Figure(figure)),
            _ => None,
        }
    }

    /// Its name for people, without that of its column.
    pub fn title(&self) -> &'static str {
        match self {
            Self::Performance(metric) => metric.title,
            Self::Figure(figure) | Self::Column(figure, _) => figure.title,
        }
    }

    /// How it is written.
    pub fn scale(&self) -> WatchedScale {
        match self {
            Self::Performance(metric) if metric.scale == MetricScale::Share => WatchedScale::Share,
            Self::Performance(_) => WatchedScale::Plain,
            Self::Figure(figure) | Self::Column(figure, _) => figure.scale,
        }
    }

    /// Which change is for the worse.
    pub fn worse(&self) -> Worse {
        match self {
            Self::Performance(metric) => metric.worse,
            Self::Figure(figure) | Self::Column(figure, _) => figure.worse,
        }
    }

    /// Whether it is a share of rows that are counted.
    pub fn is_share_of_counts(&self) -> bool {
        match self {
            Self::Performance(metric) => COUNTED.contains(&metric.id),
            Self::Figure(figure) | Self::Column(figure, _) => figure.is_share_of_counts,
        }
    }

    /// Whether versions of the model have figures of it.
    pub fn is_by_version(&self) -> bool {
        match self {
            Self::Performance(_) => true,
            Self::Figure(figure) => figure.id.starts_with("service."),
            Self::Column(..) => false,
        }
    }

    /// Whether the report has a verdict on it.
    pub fn has_verdict(&self) -> bool {
        match self {
            Self::Performance(metric) => metric.worse != Worse::Neither,
            Self::Figure(figure) | Self::Column(figure, _) => figure.has_verdict,
        }
    }

    /// Every name, with `COLUMN` for that of a column.
    pub fn names() -> impl Iterator<Item = String> {
        let metrics = METRICS.iter().map(|metric| format!("{PERFORMANCE}{}", metric.id));
        metrics.chain(WATCHED_FIGURES.iter().map(|figure| match figure.of_column {
            true => format!("{}:COLUMN", figure.id),
            false => figure.id.to_owned(),
        }))
    }

    /// The names that are most like a name that does not exist: those with the same last word first, then by the letters to change.
    pub fn nearest(name: &str) -> Vec<String> {
        let last = |name: &str| name.rsplit(['.', ':']).find(|word| *word != "COLUMN").unwrap_or_default().to_owned();
        let wanted = last(name);
        let key = |other: &String| {
            let head = other.trim_end_matches(":COLUMN");
            (last(other) != wanted, letters_to_change(head, name))
        };
        let mut names: Vec<String> = Self::names().collect();
        names.sort_by_cached_key(key);
        names.truncate(NEAREST);
        names
    }
}

/// Letters to insert, leave out or replace to get from one name to another (Levenshtein), of the first 64.
fn letters_to_change(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().take(64).collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (place, letter) in one.chars().take(64).enumerate() {
        let mut diagonal = place;
        row[0] = place + 1;
        for (column, wanted) in other.iter().enumerate() {
            let above = row[column + 1];
            let replaced = diagonal + usize::from(letter != *wanted);
            row[column + 1] = replaced.min(above + 1).min(row[column] + 1);
            diagonal = above;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_and_no_other() {
        for name in WatchedMetric::names() {
            assert!(WatchedMetric::of(&name).is_some(), "{name}");
        }
        for wrong in ["", "rows:", "rows:a", "effect", "effect:", "performance.", "performance.rows", "accuracy", "p99"]
        {
            assert!(WatchedMetric::of(wrong).is_none(), "{wrong}");
        }
        assert!(matches!(WatchedMetric::of("missing_share:a:b.c"), Some(WatchedMetric::Column(_, "a:b.c"))));
    }

    #[test]
    fn words_of_the_list_are_what_they_say() {
        let named = |id: &str| WATCHED_FIGURES.iter().find(|figure| figure.id == id).unwrap();
        assert!(named("effect").of_column && named("effect").has_verdict && !named("effect").by_window);
        assert!(named("service.error_share").is_share_of_counts && named("service.error_share").by_window);
        assert!(!named("rows").has_verdict && named("rows").by_window && !named("rows").of_column);
    }

    #[test]
    fn letters_are_counted() {
        for (one, other, letters) in [("", "", 0), ("kitten", "sitting", 3), ("rows", "rows", 0), ("abc", "", 3)] {
            assert_eq!(letters_to_change(one, other), letters);
            assert_eq!(letters_to_change(other, one), letters);
        }
    }
}
