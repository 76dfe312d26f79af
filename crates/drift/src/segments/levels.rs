//! A column as levels: a small number for each row, of which conditions are made.

use std::borrow::Cow;

use driftscope_present::numbers;
use driftscope_report::{ColumnReport, Kind, Role};
use driftscope_table::typing::{Evidence, time_of_day};
use driftscope_table::{CellKind, Column, Sample};
use serde::{Deserialize, Serialize};

use crate::values::binned::{Binned, Bins, NO_VALUE};

/// Rows of a side that are searched; of more, a sample.
const MOST_ROWS: usize = 200_000;

/// The seed of the sample.
const SEED: u64 = 0x5eed_d21f_7500_0004;

/// Labels that are levels of their own.
const MOST_LABELS: usize = 24;

/// Seconds of an hour, and hours of a day.
const HOUR: f64 = 3_600.0;
const HOURS: usize = 24;

/// Ranges of numbers that are conditions.
const MOST_RANGES: usize = 8;

/// A column as levels.
#[derive(Clone, Debug, PartialEq)]
pub struct LevelledColumn {
    /// What the levels are.
    pub outline: LevelOutline,
    /// The level of each row of the sample, for each side.
    pub levels: [Vec<u8>; 2],
}

/// What the levels of a column are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LevelOutline {
    /// The column.
    pub name: String,
    /// How many levels there are. The last one is that of rows without a value.
    pub count: usize,
    /// Whether segments may be made of its values.
    pub is_condition: bool,
    /// Whether its values are labels rather than ranges of numbers.
    pub are_labels: bool,
    /// For each level the number of its group.
    pub groups: Vec<u8>,
    /// The groups in words: labels, ranges of numbers, `missing`.
    pub values: Vec<String>,
}

/// The rows of both sides that have levels, the same for every column; `None` where all of a side have.
pub(crate) struct SampledRows([Option<Vec<bool>>; 2]);

impl SampledRows {
    /// Those of sides of this many rows.
    pub(crate) fn of(rows: [usize; 2]) -> Self {
        Self(rows.map(|rows| (rows > MOST_ROWS).then(|| (0..rows as u32).map(is_levelled(rows)).collect())))
    }

    /// The column of these rows alone.
    fn of_column<'a>(&self, side: usize, column: &'a Column) -> Cow<'a, Column> {
        self.0[side].as_ref().map_or(Cow::Borrowed(column), |kept| Cow::Owned(column.chosen(kept)))
    }
}

/// A column that is on both sides and holds numbers, labels, booleans or times of the day; `None` for any other.
pub(super) fn of(
    report: &ColumnReport,
    edges: &[f64],
    columns: [Option<&Column>; 2],
    rows: &SampledRows,
) -> Option<LevelledColumn> {
    let (Some(reference), Some(production)) = (columns[0], columns[1]) else { return None };
    if !report.can_be_segment() {
        return None;
    }
    // How strings are read depends on all rows.
    let evidence = Evidence::of_sides(columns);
    let [reference, production] = [rows.of_column(0, reference), rows.of_column(1, production)];
    let binned = match report.kind {
        Kind::TimeOfDay => by_hour([&reference, &production]),
        _ => Binned::of_read(report, edges, [&reference, &production], &evidence, MOST_LABELS),
    };
    let Binned { bins, codes, edges, labels } = binned;
    let outline = outline(report, &Bins { count: bins, edges, labels })?;
    let missing = (outline.count - 1) as u8;
    let level = |code: &u16| if *code == NO_VALUE { missing } else { (*code).min(u16::from(missing)) as u8 };
    let levels = codes.each_ref().map(|codes| codes.iter().map(level).collect());
    Some(LevelledColumn { outline, levels })
}

/// What the values of a column are counted by. `edges` are those of the bins of its effect.
pub(crate) fn bins_of(report: &ColumnReport, edges: &[f64]) -> Bins {
    match report.kind {
        Kind::TimeOfDay => Bins { count: HOURS, edges: Vec::new(), labels: hours() },
        _ => Bins::of(report, edges, MOST_LABELS),
    }
}

/// The levels of a column whose values are counted by these bins. `None` for too many.
pub(crate) fn outline(report: &ColumnReport, bins: &Bins) -> Option<LevelOutline> {
    let missing = u8::try_from(bins.count).ok()?;
    let (mut groups, mut values) = named(bins);
    groups.push(values.len() as u8);
    values.push("missing".to_owned());
    Some(LevelOutline {
        are_labels: !bins.labels.is_empty(),
        name: report.name.clone(),
        count: usize::from(missing) + 1,
        is_condition: matches!(report.role, Role::Feature | Role::Segment | Role::Version),
        groups,
        values,
    })
}

/// Times of the day by the hour.
fn by_hour(columns: [&Column; 2]) -> Binned {
    let codes = columns.map(|column| {
        let hour = |text: &str| hour(text).map_or(NO_VALUE, |hour| hour as u16);
        let hours: Vec<u16> = column.dictionary.iter().map(hour).collect();
        let code = |kind| if let CellKind::Text(code) = kind { hours.get(code as usize).copied() } else { None };
        column.cells.iter().map(|cell| code(cell.kind()).unwrap_or(NO_VALUE)).collect()
    });
    Binned { bins: HOURS, codes, edges: Vec::new(), labels: hours() }
}

/// The hour of a time of the day, from 0.
pub(crate) fn hour(text: &str) -> Option<usize> {
    time_of_day(text).map(|seconds| (seconds / HOUR) as usize)
}

fn hours() -> Vec<String> {
    (0..HOURS).map(|hour| format!("{hour:02}:00 to {:02}:00", hour + 1)).collect()
}

/// The rows of a side that have levels, ascending.
pub(crate) fn levelled_rows(rows: usize) -> Vec<u32> {
    let is_levelled = is_levelled(rows);
    (0..rows as u32).filter(|row| is_levelled(*row)).collect()
}

/// Whether a row of a side of this many has a level.
fn is_levelled(rows: usize) -> impl Fn(u32) -> bool {
    let sample = Sample { share: MOST_ROWS as f64 / rows.max(1) as f64, seed: SEED };
    move |row| rows <= MOST_ROWS || sample.keeps(u64::from(row))
}

/// The group of each level, and the groups in words, without that of missing values.
fn named(bins: &Bins) -> (Vec<u8>, Vec<String>) {
    if !bins.labels.is_empty() {
        let mut values = bins.labels.clone();
        values.resize(bins.count, "other".to_owned());
        return ((0..bins.count as u8).collect(), values);
    }
    let together = bins.count.div_ceil(MOST_RANGES).max(1);
    let groups = (0..bins.count).map(|bin| (bin / together) as u8).collect();
    // The upper edge of a bin is the edge of its number.
    let bounds: Vec<f64> = bins.edges.iter().copied().skip(together - 1).step_by(together).collect();
    let number = |edge: f64| numbers::number(edge);
    let values = (0..bins.count.div_ceil(together)).map(|group| {
        match (group.checked_sub(1).and_then(|before| bounds.get(before)), bounds.get(group)) {
            (None, None) => "any number".to_owned(),
            (None, Some(&to)) => format!("below {}", number(to)),
            (Some(&from), Some(&to)) => format!("{} to {}", number(from), number(to)),
            (Some(&from), None) => format!("{} or more", number(from)),
        }
    });
    (groups, values.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftscope_report::Presence;
    use driftscope_table::{Cell, Dictionary};

    #[test]
    fn levels_of_many_rows_are_those_of_a_sample() {
        let column = |rows: usize| {
            let cells =
                (0..rows).map(|row| if row.is_multiple_of(5) { Cell::MISSING } else { Cell::number((row % 7) as f64) });
            Column { cells: cells.collect(), dictionary: Dictionary::default(), ..Column::default() }
        };
        let report = ColumnReport { kind: Kind::Numeric, presence: Presence::Both, ..ColumnReport::default() };
        let rows = [MOST_ROWS + 50_000, 100];
        let (many, few) = (column(rows[0]), column(rows[1]));
        let found = of(&report, &[2.5, 4.5], [Some(&many), Some(&few)], &SampledRows::of(rows)).unwrap();
        let level = |row: usize| match row % 7 {
            _ if row.is_multiple_of(5) => 3,
            0..=2 => 0,
            3..=4 => 1,
            _ => 2,
        };
        let expected: Vec<u8> = levelled_rows(rows[0]).into_iter().map(|row| level(row as usize)).collect();
        assert!(expected.len() < rows[0]);
        assert_eq!(found.levels, [expected, (0..rows[1]).map(level).collect()]);
    }
}
