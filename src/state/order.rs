//! Which columns the table shows, and in which order.

use std::cmp::Ordering;

use driftscope_present::{Filter, by_effect, compare};
use driftscope_report::Report;

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

impl Sort {
    /// The order after a click on a heading: the other way round if it is the one in force.
    pub fn clicked(self, by: SortBy) -> Self {
        Self { by, reversed: self.by == by && !self.reversed }
    }
}

/// The places in the report of the columns to show, in order. `text` is looked for in names, without regard to case.
pub fn order(report: &Report, sort: Sort, filter: Filter, text: &str) -> Vec<usize> {
    let text = text.trim().to_lowercase();
    let columns = &report.columns;
    let mut places: Vec<usize> = (0..columns.len())
        .filter(|&place| filter.admits(&columns[place]) && columns[place].name.to_lowercase().contains(&text))
        .collect();
    let larger = |a: usize, b: usize| by_effect(&columns[a], &columns[b]);
    let missing = |place: usize| {
        let column = &columns[place];
        (column.production.missing_share() - column.reference.missing_share()).abs()
    };
    let p_value = |place: usize| columns[place].drift.p_adjusted.unwrap_or(2.0);
    // One comparison behind a pointer: a sort is some kilobytes of code, and each closure would have its own.
    let ordering: &dyn Fn(&usize, &usize) -> Ordering = match sort.by {
        SortBy::Original => &|_, _| Ordering::Equal,
        SortBy::Drift => &|&a, &b| compare(&columns[a], &columns[b]),
        SortBy::Name => &|&a, &b| columns[a].name.cmp(&columns[b].name),
        SortBy::Effect => &|&a, &b| larger(a, b),
        SortBy::PValue => &|&a, &b| p_value(a).total_cmp(&p_value(b)).then_with(|| larger(a, b)),
        SortBy::Missing => &|&a, &b| missing(b).total_cmp(&missing(a)),
    };
    places.sort_by(ordering);
    if sort.reversed {
        places.reverse();
    }
    places
}

#[cfg(test)]
mod tests {
    use driftscope_report::{ColumnReport, Drift, Outcome, Presence};

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
        let shown = order(&report, Sort::default(), Filter::All, "");
        assert_eq!(shown, [6, 5, 4, 3, 2, 1, 0]);
        assert_eq!(shown, driftscope_present::order(&report));
        let drifted = order(&report, Sort { by: SortBy::Original, reversed: false }, Filter::Drifted, "");
        assert_eq!(drifted, [5, 6]);
    }
}
