//! The inputs of a model as levels: the features and segments among the columns, row by row.

use driftscope_report::{Report, Role};
use driftscope_stats::density_ratio::Levels;
use driftscope_stats::sorting::sort_by;

use crate::segments::{LevelOutline, LevelledColumn, levelled_rows};

/// Rows of a side that anything is learnt from.
const MOST_ROWS: usize = 20_000;

/// Columns that anything is learnt from.
const MOST_COLUMNS: usize = 24;

/// Levels of all these columns together.
const MOST_LEVELS: usize = 300;

/// A level with a smaller share of the reference's rows is one that it does not have.
const RARE: f64 = 0.001;

/// The inputs.
pub(crate) struct Inputs<'a> {
    columns: Vec<&'a LevelledColumn>,
    /// The rows that have levels, of each side.
    rows: [Vec<u32>; 2],
}

/// Chosen rows of a side: each with its place among the levels.
pub(crate) type ChosenRows = Vec<(u32, u32)>;

/// A column's levels of chosen rows.
pub(crate) struct LevelsOfRows<'a> {
    /// The column; empty where it is the score.
    pub name: &'a str,
    /// The level of each row.
    pub sides: [Vec<u8>; 2],
    /// How many levels there are.
    pub count: usize,
}

impl LevelsOfRows<'_> {
    /// For a statistic.
    pub(crate) fn levels(&self) -> Levels<'_> {
        Levels { sides: [&self.sides[0], &self.sides[1]], count: self.count }
    }

    /// Whether more than a share of production's rows have levels that the reference does not have.
    pub(crate) fn is_outside(&self, share: f64) -> bool {
        let mut counts = vec![[0_usize; 2]; self.count];
        for (side, levels) in self.sides.iter().enumerate() {
            levels.iter().for_each(|level| counts[usize::from(*level)][side] += 1);
        }
        let [reference, production] = [0, 1].map(|side| self.sides[side].len() as f64);
        let unknown = counts.iter().filter(|count| (count[0] as f64) < RARE * reference).map(|count| count[1]);
        unknown.sum::<usize>() as f64 > share * production
    }
}

impl<'a> Inputs<'a> {
    /// The features and segments among the columns; `rows` are those of each side.
    pub(crate) fn of(report: &Report, rows: [usize; 2], levels: &'a [LevelledColumn]) -> Self {
        let rows = rows.map(levelled_rows);
        let is_input = |column: &&LevelledColumn| {
            let role = report.columns.iter().find(|found| found.name == column.outline.name).map(|found| found.role);
            matches!(role, Some(Role::Feature | Role::Segment))
                && [0, 1].iter().all(|&side| column.levels[side].len() == rows[side].len())
        };
        Self { columns: levels.iter().filter(is_input).collect(), rows }
    }

    /// How many columns there are.
    pub(crate) fn count(&self) -> usize {
        self.columns.len()
    }

    /// What the levels of a column are.
    pub(crate) fn outline(&self, column: usize) -> &LevelOutline {
        &self.columns[column].outline
    }

    /// The group of each row of a side that has levels, of a column: neighbouring levels together.
    pub(crate) fn groups(&self, column: usize, side: usize) -> impl Iterator<Item = (u32, u8)> + '_ {
        let found = self.columns[column];
        let groups = &found.outline.groups;
        let group = move |level: &u8| groups.get(usize::from(*level)).copied().unwrap_or(0);
        self.rows[side].iter().copied().zip(found.levels[side].iter().map(group))
    }

    /// The wanted rows of a side that have levels, evenly thinned.
    pub(crate) fn chosen(&self, side: usize, is_wanted: impl Fn(u32) -> bool) -> ChosenRows {
        let all = self.rows[side].iter().enumerate().filter(|(_, row)| is_wanted(**row));
        let found: ChosenRows = all.map(|(place, row)| (place as u32, *row)).collect();
        let most = MOST_ROWS.min(found.len());
        (0..most).map(|at| found[at * found.len() / most]).collect()
    }

    /// The levels of all columns that have more than one, of chosen rows.
    pub(crate) fn levels_of(&self, chosen: &[ChosenRows; 2]) -> Vec<LevelsOfRows<'a>> {
        let column = |found: &&'a LevelledColumn| {
            let outline = &found.outline;
            let group = |level: u8| outline.groups.get(usize::from(level)).copied().unwrap_or(0);
            let sides = [0, 1].map(|side: usize| {
                let levels = &found.levels[side];
                chosen[side].iter().map(|(place, _)| group(levels[*place as usize])).collect()
            });
            LevelsOfRows { name: &outline.name, sides, count: outline.values.len() }
        };
        self.columns.iter().map(column).filter(|column| column.count > 1).collect()
    }
}

/// The columns with the largest figures, the largest first, as far as there is room for them.
pub(crate) fn foremost<'a>(
    columns: Vec<LevelsOfRows<'a>>,
    figure: impl Fn(&LevelsOfRows<'a>) -> f64,
) -> Vec<LevelsOfRows<'a>> {
    let mut ranked: Vec<(f64, LevelsOfRows<'a>)> =
        columns.into_iter().map(|column| (figure(&column), column)).collect();
    sort_by(&mut ranked, &|one, other| other.0.total_cmp(&one.0));
    ranked.truncate(MOST_COLUMNS);
    let mut room = MOST_LEVELS;
    ranked.retain(|(_, column)| {
        let fits = column.count <= room;
        room -= if fits { column.count } else { 0 };
        fits
    });
    ranked.into_iter().map(|(_, column)| column).collect()
}
