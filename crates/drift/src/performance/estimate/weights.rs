//! Weights that make labelled rows of the reference like the rows of production, by the columns as levels.

use driftscope_report::{InputOverlap, Report, Role};
use driftscope_stats::density_ratio::{DensityRatio, Levels, density_ratio, told_apart};

use super::super::rows::ModelRows;
use super::parts::Part;
use crate::segments::{LevelledColumn, levelled_rows};

/// Rows of a side that the weights are learnt from.
const MOST_ROWS: usize = 20_000;

/// Columns that they are learnt from.
const MOST_COLUMNS: usize = 24;

/// Levels of all these columns together.
const MOST_LEVELS: usize = 300;

/// Levels of the score.
const SCORE_LEVELS: usize = 10;

/// Columns that are left out one after the other, where production lies outside the reference.
const MOST_LEFT_OUT: usize = 6;

/// The mean weight of a reference that covers production.
const COVERED: std::ops::RangeInclusive<f64> = 0.9..=1.1;

/// The share of production that may lie outside.
const OUTSIDE: f64 = 0.05;

/// A level with a smaller share of the reference's rows is one that it does not have.
const RARE: f64 = 0.001;

/// Rows of equal weight that weighted rows are worth at least.
const FEWEST_EFFECTIVE: f64 = 500.0;

/// The columns that weights are learnt from.
pub(super) struct Features<'a> {
    columns: Vec<&'a LevelledColumn>,
    /// The rows that have levels, of each side.
    rows: [Vec<u32>; 2],
}

/// Labelled rows of a part and their weights.
pub(super) struct Weighted {
    /// Rows of the reference, each with its weight.
    pub rows: Vec<(u32, f64)>,
    pub overlap: InputOverlap,
}

/// What the columns tell of a part.
pub(super) enum Found {
    /// The reference covers production, but for the columns that were left out.
    Covered(Weighted),
    /// It covers production, and has too few rows like it.
    TooFew(InputOverlap),
    /// Production lies outside the reference.
    Outside(InputOverlap),
    /// There are no columns to tell.
    Unknown,
}

/// A column's levels of the rows that weights are learnt from.
struct Column<'a> {
    name: &'a str,
    sides: [Vec<u8>; 2],
    count: usize,
}

impl Column<'_> {
    fn levels(&self) -> Levels<'_> {
        Levels { sides: [&self.sides[0], &self.sides[1]], count: self.count }
    }

    /// Whether production has rows that the reference has not.
    fn is_outside(&self) -> bool {
        let mut counts = vec![[0_usize; 2]; self.count];
        for (side, levels) in self.sides.iter().enumerate() {
            levels.iter().for_each(|level| counts[usize::from(*level)][side] += 1);
        }
        let [reference, production] = [0, 1].map(|side| self.sides[side].len() as f64);
        let unknown = counts.iter().filter(|count| (count[0] as f64) < RARE * reference).map(|count| count[1]);
        unknown.sum::<usize>() as f64 > OUTSIDE * production
    }
}

impl<'a> Features<'a> {
    /// The features and segments among the columns.
    pub(super) fn of(report: &Report, rows: &ModelRows<'_>, levels: &'a [LevelledColumn]) -> Self {
        let places = [0, 1].map(|side| levelled_rows(rows.answered(side)));
        let is_input = |column: &&LevelledColumn| {
            let role = report.columns.iter().find(|found| found.name == column.outline.name).map(|found| found.role);
            matches!(role, Some(Role::Feature | Role::Segment))
                && [0, 1].iter().all(|&side| column.levels[side].len() == places[side].len())
        };
        Self { columns: levels.iter().filter(is_input).collect(), rows: places }
    }

    /// How many columns there are.
    pub(super) fn count(&self) -> usize {
        self.columns.len()
    }

    /// The group of each row of a side that has levels, of a column: neighbouring levels together.
    pub(super) fn groups(&self, column: usize, side: usize) -> impl Iterator<Item = (u32, u8)> + '_ {
        let found = self.columns[column];
        let groups = &found.outline.groups;
        let group = move |level: &u8| groups.get(usize::from(*level)).copied().unwrap_or(0);
        self.rows[side].iter().copied().zip(found.levels[side].iter().map(group))
    }

    /// The weights of a part's labelled rows.
    pub(super) fn weights(&self, rows: &ModelRows<'_>, part: &Part) -> Found {
        let sides = [&part.labelled, &part.answered];
        let chosen = [0, 1].map(|side| self.chosen(side, sides[side]));
        if chosen.iter().any(Vec::is_empty) {
            return Found::Unknown;
        }
        let mut columns = self.columns_of(&chosen);
        columns.extend(score_levels(rows, &chosen.each_ref().map(|rows| rows.iter().map(|(_, row)| *row).collect())));
        weighted(columns, chosen[0].iter().map(|(_, row)| *row).collect())
    }

    /// The rows of a part that have levels, evenly thinned, each with its place among the levels.
    fn chosen(&self, side: usize, part: &[u32]) -> Vec<(u32, u32)> {
        let mut wanted = part.iter().copied().peekable();
        let mut found = Vec::new();
        for (place, &row) in self.rows[side].iter().enumerate() {
            while wanted.next_if(|other| *other < row).is_some() {}
            if wanted.peek() == Some(&row) {
                found.push((place as u32, row));
            }
        }
        let most = MOST_ROWS.min(found.len());
        (0..most).map(|at| found[at * found.len() / most]).collect()
    }

    fn columns_of(&self, chosen: &[Vec<(u32, u32)>; 2]) -> Vec<Column<'a>> {
        let column = |found: &&'a LevelledColumn| {
            let outline = &found.outline;
            let group = |level: u8| outline.groups.get(usize::from(level)).copied().unwrap_or(0);
            let sides = [0, 1].map(|side: usize| {
                let levels = &found.levels[side];
                chosen[side].iter().map(|(place, _)| group(levels[*place as usize])).collect()
            });
            Column { name: &outline.name, sides, count: outline.values.len() }
        };
        self.columns.iter().map(column).collect()
    }
}

/// The score as levels, with equally many rows of the reference in each.
fn score_levels(rows: &ModelRows<'_>, chosen: &[Vec<u32>; 2]) -> Option<Column<'static>> {
    let score = |side: usize, row: &u32| rows.estimable_score(side, *row as usize);
    let mut known: Vec<f64> = chosen[0].iter().filter_map(|row| score(0, row)).collect();
    known.sort_unstable_by(f64::total_cmp);
    let mut edges: Vec<f64> =
        (1..SCORE_LEVELS).filter_map(|edge| known.get(edge * known.len() / SCORE_LEVELS).copied()).collect();
    edges.dedup();
    let level = |score: f64| edges.partition_point(|edge| *edge <= score) as u8;
    let levels =
        |side: usize| -> Option<Vec<u8>> { chosen[side].iter().map(|row| score(side, row).map(level)).collect() };
    Some(Column { name: "", sides: [levels(0)?, levels(1)?], count: edges.len() + 1 })
}

fn weighted(mut columns: Vec<Column<'_>>, rows: Vec<u32>) -> Found {
    columns.retain(|column| column.count > 1);
    let mut left_out: Vec<String> = Vec::new();
    columns.retain(|column| {
        let is_outside = column.is_outside();
        left_out.extend(is_outside.then(|| column.name.to_owned()));
        !is_outside
    });
    // Those that differ most between the sides are what the weights are about.
    let apart = |column: &Column<'_>| told_apart(&column.levels());
    let mut ranked: Vec<(f64, Column<'_>)> = columns.into_iter().map(|column| (apart(&column), column)).collect();
    ranked.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut room = MOST_LEVELS;
    ranked.truncate(MOST_COLUMNS);
    ranked.retain(|(_, column)| {
        let fits = column.count <= room;
        room -= if fits { column.count } else { 0 };
        fits
    });
    let tries = MOST_LEFT_OUT.min(ranked.len().saturating_sub(1));
    let mut last = None;
    for first in 0..=tries {
        let used: Vec<Levels<'_>> = ranked.iter().skip(first).map(|(_, column)| column.levels()).collect();
        let Some(found) = density_ratio(&used) else { break };
        let mut names = left_out.clone();
        names.extend(ranked.iter().take(first).map(|(_, column)| column.name.to_owned()));
        names.retain(|name| !name.is_empty());
        let overlap = overlap(&found, names);
        if COVERED.contains(&found.mean) && found.outside <= OUTSIDE {
            if found.effective_rows < FEWEST_EFFECTIVE {
                return Found::TooFew(overlap);
            }
            return Found::Covered(Weighted { rows: rows.into_iter().zip(found.weights).collect(), overlap });
        }
        last = Some(overlap);
    }
    match last {
        Some(overlap) => Found::Outside(overlap),
        None if !left_out.is_empty() => {
            left_out.retain(|name| !name.is_empty());
            Found::Outside(InputOverlap { outside: 1.0, left_out, ..InputOverlap::default() })
        }
        None => Found::Unknown,
    }
}

fn overlap(found: &DensityRatio, left_out: Vec<String>) -> InputOverlap {
    InputOverlap { mean_weight: found.mean, outside: found.outside, effective_rows: found.effective_rows, left_out }
}
