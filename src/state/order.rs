//! Which columns the table shows, and in which order.

use std::cmp::Ordering;

use driftscope_report::{ColumnReport, Kind, Outcome, Report, Role};

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

/// Which columns are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    /// All.
    #[default]
    All,
    /// Those that drifted.
    Drifted,
    /// Numbers.
    Numeric,
    /// Categories and booleans.
    Category,
    /// Those of which the rows leave open whether they drifted.
    Unclear,
    /// Those that were not tested.
    NotTested,
    /// Those with missing values on a side.
    Missing,
    /// Those that are used as this.
    Role(Role),
}

impl Filter {
    /// Whether a column is shown.
    pub fn admits(self, column: &ColumnReport) -> bool {
        match self {
            Self::All => true,
            Self::Drifted => column.drift.drifted,
            Self::Numeric => column.kind == Kind::Numeric,
            Self::Category => matches!(column.kind, Kind::Category | Kind::Boolean),
            Self::Unclear => column.drift.outcome == Outcome::Unclear,
            Self::NotTested => !column.drift.tested,
            Self::Missing => column.reference.missing + column.production.missing > 0,
            Self::Role(role) => column.role == role,
        }
    }
}

/// The places in the report of the columns to show, in order. `text` is looked for in names, without regard to case.
pub fn order(report: &Report, sort: Sort, filter: Filter, text: &str) -> Vec<usize> {
    let text = text.trim().to_lowercase();
    let columns = &report.columns;
    let mut places: Vec<usize> = (0..columns.len())
        .filter(|&place| filter.admits(&columns[place]) && columns[place].name.to_lowercase().contains(&text))
        .collect();
    let effect = |place: usize| columns[place].drift.effect.unwrap_or(-1.0);
    let missing = |place: usize| {
        let column = &columns[place];
        (column.production.missing_share() - column.reference.missing_share()).abs()
    };
    let p_value = |place: usize| columns[place].drift.p_adjusted.unwrap_or(2.0);
    // One comparison behind a pointer: a sort is some kilobytes of code, and each closure would have its own.
    let compare: &dyn Fn(&usize, &usize) -> Ordering = match sort.by {
        SortBy::Original => &|_, _| Ordering::Equal,
        SortBy::Drift => &|&a, &b| rank(&columns[a]).cmp(&rank(&columns[b])).then(effect(b).total_cmp(&effect(a))),
        SortBy::Name => &|&a, &b| columns[a].name.cmp(&columns[b].name),
        SortBy::Effect => &|&a, &b| effect(b).total_cmp(&effect(a)),
        SortBy::PValue => &|&a, &b| p_value(a).total_cmp(&p_value(b)).then(effect(b).total_cmp(&effect(a))),
        SortBy::Missing => &|&a, &b| missing(b).total_cmp(&missing(a)),
    };
    places.sort_by(compare);
    if sort.reversed {
        places.reverse();
    }
    places
}

/// Drifted, then what only one side has, then what differs a little, then the rest.
fn rank(column: &ColumnReport) -> u8 {
    match column.drift.outcome {
        Outcome::Drifted => 0,
        Outcome::NotTested if column.presence != driftscope_report::Presence::Both => 1,
        Outcome::Negligible => 2,
        Outcome::Unclear => 3,
        Outcome::NoDrift => 4,
        Outcome::Identical => 5,
        Outcome::NotTested => 6,
    }
}
