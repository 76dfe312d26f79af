//! A column as levels: a small number for each row, of which conditions are made.

use driftscope_present::numbers;
use driftscope_report::{ColumnReport, Kind, Role};
use driftscope_table::typing::time_of_day;
use driftscope_table::{CellKind, Column, Sample};
use serde::{Deserialize, Serialize};

use crate::values::binned::{Binned, NO_VALUE};

/// Rows of a side that are searched; of more, a sample.
const MOST_ROWS: usize = 200_000;

/// The seed of the sample.
const SEED: u64 = 0x5eed_d21f_7500_0004;

/// Labels that are levels of their own.
const MOST_LABELS: usize = 24;

/// Seconds of an hour.
const HOUR: f64 = 3_600.0;

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

/// A column that is on both sides and holds numbers, labels, booleans or times of the day; `None` for any other.
pub(super) fn of(report: &ColumnReport, edges: &[f64], columns: [Option<&Column>; 2]) -> Option<LevelledColumn> {
    let (Some(reference), Some(production)) = (columns[0], columns[1]) else { return None };
    if !report.can_be_segment() {
        return None;
    }
    let binned = match report.kind {
        Kind::TimeOfDay => by_hour([reference, production]),
        _ => Binned::of(report, edges, [reference, production], MOST_LABELS),
    };
    let missing = u8::try_from(binned.bins).ok()?;
    let level = |code: u16| if code == NO_VALUE { missing } else { code.min(u16::from(missing)) as u8 };
    let levels = binned.codes.each_ref().map(|codes| sampled(codes).map(level).collect());
    let (mut groups, mut values) = named(&binned);
    groups.push(values.len() as u8);
    values.push("missing".to_owned());
    let is_condition = matches!(report.role, Role::Feature | Role::Segment | Role::Version);
    let are_labels = !binned.labels.is_empty();
    let outline = LevelOutline {
        are_labels,
        name: report.name.clone(),
        count: usize::from(missing) + 1,
        is_condition,
        groups,
        values,
    };
    Some(LevelledColumn { outline, levels })
}

/// Times of the day by the hour.
fn by_hour(columns: [&Column; 2]) -> Binned {
    let codes = columns.map(|column| {
        let hour = |text: &str| time_of_day(text).map_or(NO_VALUE, |seconds| (seconds / HOUR) as u16);
        let hours: Vec<u16> = column.dictionary.iter().map(hour).collect();
        let code = |kind| if let CellKind::Text(code) = kind { hours.get(code as usize).copied() } else { None };
        column.cells.iter().map(|cell| code(cell.kind()).unwrap_or(NO_VALUE)).collect()
    });
    let labels = (0..24).map(|hour| format!("{hour:02}:00 to {:02}:00", hour + 1)).collect();
    Binned { bins: 24, codes, edges: Vec::new(), labels }
}

/// The codes of a sample of rows, which is the same for every column of a side.
fn sampled(codes: &[u16]) -> impl Iterator<Item = u16> {
    kept(codes.len()).map(|row| codes[row])
}

/// The rows of a side that have levels, ascending.
pub(crate) fn levelled_rows(rows: usize) -> Vec<u32> {
    kept(rows).map(|row| row as u32).collect()
}

fn kept(rows: usize) -> impl Iterator<Item = usize> {
    let sample = Sample { share: MOST_ROWS as f64 / rows.max(1) as f64, seed: SEED };
    (0..rows).filter(move |row| rows <= MOST_ROWS || sample.keeps(*row as u64))
}

/// The group of each level, and the groups in words, without that of missing values.
fn named(binned: &Binned) -> (Vec<u8>, Vec<String>) {
    if !binned.labels.is_empty() {
        let mut values = binned.labels.clone();
        values.resize(binned.bins, "other".to_owned());
        return ((0..binned.bins as u8).collect(), values);
    }
    let together = binned.bins.div_ceil(MOST_RANGES).max(1);
    let groups = (0..binned.bins).map(|bin| (bin / together) as u8).collect();
    // The upper edge of a bin is the edge of its number.
    let bounds: Vec<f64> = binned.edges.iter().copied().skip(together - 1).step_by(together).collect();
    let number = |edge: f64| numbers::number(edge);
    let values = (0..binned.bins.div_ceil(together)).map(|group| {
        match (group.checked_sub(1).and_then(|before| bounds.get(before)), bounds.get(group)) {
            (None, None) => "any number".to_owned(),
            (None, Some(&to)) => format!("below {}", number(to)),
            (Some(&from), Some(&to)) => format!("{} to {}", number(from), number(to)),
            (Some(&from), None) => format!("{} or more", number(from)),
        }
    });
    (groups, values.collect())
}
