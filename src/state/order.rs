//! Which columns the table shows, and in which order.

use driftscope_present::sorting::sort_places;
use std::cmp::Ordering;

use driftscope_present::{Filter, by_effect, compare, date_of_change, non_uniformity};
use driftscope_report::{ColumnReport, Report};

/// What the columns are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortBy {
    /// Drifted first, by effect: the order in which a person asks.
    #[default]
    Drift,
    /// By name.
    Name,
    /// By effect alone.
    Effect,
    /// By adjusted p-value, smallest first.
    PValue,
    /// By the change of the share of missing values.
    Missing,
    /// By how unevenly production's values are spread, the most uneven first.
    NonUniformity,
    /// By the date of the change, the latest first; columns without one come last.
    Changed,
    /// As in the file.
    Original,
}

/// The order of the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sort {
    /// By what.
    pub by: SortBy,
    /// The other way round.
    pub reversed: bool,
}

impl SortBy {
    /// Every order, with its name for a person.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self::Drift, "Verdict"),
        (Self::Effect, "Effect"),
        (Self::PValue, "p, adjusted"),
        (Self::Missing, "Missing"),
        (Self::Changed, "Date of change"),
        (Self::NonUniformity, "Non-uniformity"),
        (Self::Name, "Name"),
        (Self::Original, "Order in the file"),
    ];
}

impl Sort {
    /// The order after a click on a heading: the other way round if it is the one in force.
    pub fn clicked(self, by: SortBy) -> Self {
        Self { by, reversed: self.by == by && !self.reversed }
    }
}

/// The places in the report of the columns that pass all filters, in order. `text` is looked for in names, without regard to case.
pub fn order(report: &Report, sort: Sort, filters: &[Filter], text: &str) -> Vec<usize> {
    let text = text.trim().to_lowercase();
    let columns = &report.columns;
    let is_shown = |column: &ColumnReport| {
        filters.iter().all(|filter| filter.admits(column)) && column.name.to_lowercase().contains(&text)
    };
    let mut places: Vec<usize> = (0..columns.len()).filter(|&place| is_shown(&columns[place])).collect();
    // Looked up once for each column, not once for each comparison.
    let uneven: Vec<f64> = match sort.by {
        SortBy::NonUniformity => columns.iter().map(|column| non_uniformity(column).unwrap_or(-1.0)).collect(),
        _ => Vec::new(),
    };
    let dates: Vec<Option<&str>> = match sort.by {
        SortBy::Changed => columns.iter().map(|column| date_of_change(report, column)).collect(),
        _ => Vec::new(),
    };
    let larger = |a: usize, b: usize| by_effect(&columns[a], &columns[b]);
    let missing = |place: usize| {
        let column = &columns[place];
        (column.production.missing_share() - column.reference.missing_share()).abs()
    };
    let p_value = |place: usize| columns[place].drift.p_adjusted.unwrap_or(2.0);
    let ordering: &dyn Fn(usize, usize) -> Ordering = match sort.by {
        SortBy::Original => &|_, _| Ordering::Equal,
        SortBy::Drift => &|a, b| compare(&columns[a], &columns[b]),
        SortBy::Name => &|a, b| columns[a].name.cmp(&columns[b].name),
        SortBy::Effect => &|a, b| larger(a, b),
        SortBy::PValue => &|a, b| p_value(a).total_cmp(&p_value(b)).then_with(|| larger(a, b)),
        SortBy::Missing => &|a, b| missing(b).total_cmp(&missing(a)),
        SortBy::NonUniformity => &|a, b| uneven[b].total_cmp(&uneven[a]),
        // Dates are written so that their letters are in the order of time.
        SortBy::Changed => &|a, b| dates[b].cmp(&dates[a]).then_with(|| compare(&columns[a], &columns[b])),
    };
    sort_places(&mut places, ordering);
    if sort.reversed {
        places.reverse();
    }
    places
}

/// The places of at most `most` columns whose names hold all of some words, without regard to case: names that begin with the text
/// first, then the rest, by how much they need attention.
pub fn matching(report: &Report, text: &str, most: usize) -> Vec<usize> {
    let text = text.trim().to_lowercase();
    let name = |place: &usize| report.columns[*place].name.to_lowercase();
    let places = driftscope_present::order(report);
    let is_found = &|place: &usize, begins: bool| {
        let name = name(place);
        name.starts_with(&text) == begins && text.split_whitespace().all(|word| name.contains(word))
    };
    let found = |begins: bool| places.iter().copied().filter(move |place| is_found(place, begins));
    found(true).chain(found(false)).take(most).collect()
}

#[cfg(test)]
mod tests {
    use driftscope_report::{ColumnReport, Drift, Histogram, Kind, Outcome, Presence, Since, SinceColumn};

    use super::*;

    #[test]
    fn without_a_choice_the_order_is_that_of_every_other_view() {
        let column = |outcome, effect, presence| ColumnReport {
            presence,
            drift: Drift { outcome, effect, drifted: outcome == Outcome::Drifted, ..Drift::default() },
            ..ColumnReport::default()
        };
        let both = |outcome, effect| column(outcome, effect, Presence::Both);
        let report = Report {
            columns: vec![
                both(Outcome::NotTested, None),
                both(Outcome::NoDrift, Some(0.01)),
                both(Outcome::Unclear, Some(0.07)),
                both(Outcome::Negligible, Some(0.02)),
                column(Outcome::NotTested, None, Presence::Production),
                both(Outcome::Drifted, Some(0.1)),
                both(Outcome::Drifted, Some(0.3)),
            ],
            ..Report::default()
        };
        let shown = order(&report, Sort::default(), &[], "");
        assert_eq!(shown, [6, 5, 4, 3, 2, 1, 0]);
        assert_eq!(shown, driftscope_present::order(&report));
        let drifted = order(&report, Sort { by: SortBy::Original, reversed: false }, &[Filter::Drifted], "");
        assert_eq!(drifted, [5, 6]);
    }

    fn named(name: &str, kind: Kind, counts: &[u64]) -> ColumnReport {
        let histogram = Histogram { production: counts.to_vec(), ..Histogram::default() };
        ColumnReport { name: name.to_owned(), kind, histogram: Some(histogram), ..ColumnReport::default() }
    }

    #[test]
    fn columns_are_in_order_of_their_dates_and_of_how_uneven_they_are() {
        let dated = |name: &str, date: &str| SinceColumn {
            name: name.to_owned(),
            date: date.to_owned(),
            ..SinceColumn::default()
        };
        let since = Since { columns: vec![dated("a", "2026-04-14"), dated("c", "2026-05-01T06")], ..Since::default() };
        let numbers = [("a", [5, 5]), ("b", [1, 9]), ("c", [3, 7])];
        let columns = numbers.map(|(name, counts)| named(name, Kind::Numeric, &counts)).to_vec();
        let report = Report { columns, since: Some(since), ..Report::default() };
        let by = |by| order(&report, Sort { by, reversed: false }, &[], "");
        assert_eq!(by(SortBy::Changed), [2, 0, 1]);
        assert_eq!(by(SortBy::NonUniformity), [1, 2, 0]);
    }

    #[test]
    fn every_filter_and_the_text_must_admit_a_column() {
        let columns = vec![
            named("Fare", Kind::Numeric, &[]),
            named("fare.class", Kind::Category, &[]),
            named("age", Kind::Numeric, &[]),
        ];
        let report = Report { columns, ..Report::default() };
        let shown = |filters: &[Filter], text: &str| order(&report, Sort::default(), filters, text);
        assert_eq!(shown(&[Filter::All, Filter::Kind(Kind::Numeric)], "fare"), [0]);
        assert_eq!(shown(&[Filter::All, Filter::Category], "FARE "), [1]);
        assert_eq!(shown(&[Filter::Drifted, Filter::Numeric], ""), [0; 0]);
        assert_eq!(shown(&[Filter::Outcome(Outcome::NotTested), Filter::Numeric], ""), [0, 2]);
    }

    #[test]
    fn columns_are_found_by_the_beginning_of_their_names_and_by_words_in_them() {
        let columns = ["total.fare", "Fare", "fare.class", "age"].map(|name| named(name, Kind::Numeric, &[])).to_vec();
        let report = Report { columns, ..Report::default() };
        assert_eq!(matching(&report, "fare", 10), [1, 2, 0]);
        assert_eq!(matching(&report, "class FARE", 10), [2]);
        assert_eq!(matching(&report, "", 2), [0, 1]);
        assert_eq!(matching(&report, "x", 2), [0; 0]);
    }

    #[test]
    fn every_order_is_offered_once() {
        for (place, (by, words)) in SortBy::ALL.iter().enumerate() {
            assert!(SortBy::ALL[..place].iter().all(|(other, others)| other != by && others != words));
        }
        assert_eq!(SortBy::ALL[0].0, SortBy::default());
    }
}
