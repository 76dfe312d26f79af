//! One column: its name, its cells in row order, its strings, and a tally of what was written in it.

use std::borrow::Cow;
use std::sync::Arc;

use driftscope_report::Zone;

use crate::{Cell, CellKind, Cells, Dictionary, Spelling};

/// How many cells of each kind a column holds, as they were written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Tally {
    /// Absent fields and nulls.
    pub missing: u64,
    /// Bare `NaN`.
    pub not_a_number: u64,
    /// Numbers written without fraction or exponent.
    pub integers: u64,
    /// Numbers written with fraction or exponent, and infinities.
    pub decimals: u64,
    /// `true` and `false`.
    pub booleans: u64,
    /// Strings.
    pub texts: u64,
    /// Integers past 2^53.
    pub big_integers: u64,
}

impl Tally {
    /// Cells that hold something.
    pub fn present(&self) -> u64 {
        self.integers + self.decimals + self.booleans + self.texts + self.big_integers
    }
}

impl Tally {
    /// What is written in the cells. A whole number counts as an integer, which is how nearly all of them are written.
    fn of(cells: &Cells) -> Self {
        let mut tally = Self::default();
        for cell in cells {
            let count = match cell.kind() {
                CellKind::Missing => &mut tally.missing,
                CellKind::NotANumber => &mut tally.not_a_number,
                CellKind::Number(number) if number == number.trunc() => &mut tally.integers,
                CellKind::Number(_) => &mut tally.decimals,
                CellKind::Boolean(_) => &mut tally.booleans,
                CellKind::Text(_) | CellKind::Timestamp(_) | CellKind::Hashed(_) => &mut tally.texts,
                CellKind::BigInteger(_) => &mut tally.big_integers,
            };
            *count += 1;
        }
        tally
    }
}

/// One column of a [`Table`](crate::Table).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// The dotted path of the field, such as `input.temp` or `input.features.0`.
    pub name: String,
    /// One cell per row.
    pub cells: Cells,
    /// The strings that the cells refer to.
    pub dictionary: Dictionary,
    /// How its timestamps are written, where they are kept as such; then none of that spelling is in the dictionary.
    pub spelling: Option<Spelling>,
    /// What was written, counted.
    pub tally: Tally,
    /// It holds labels that came in files of their own.
    pub is_label: bool,
    /// The time zone whose clock its moments are given by; UTC if there is none. Texts without a zone are what a clock showed already.
    pub zone: Option<Arc<Zone>>,
}

impl Column {
    /// A column of cells, tallied by what they hold.
    pub fn of_cells(name: String, cells: Cells, dictionary: Dictionary, spelling: Option<Spelling>) -> Self {
        let tally = Tally::of(&cells);
        Self { name, cells, dictionary, spelling, tally, ..Self::default() }
    }

    /// The same column of the rows that are kept.
    pub fn chosen(&self, kept: &[bool]) -> Self {
        let mut cells = Cells::default();
        let mut rest = kept;
        for chunk in self.cells.chunks() {
            let (now, later) = rest.split_at(rest.len().min(chunk.len()));
            rest = later;
            let mut from = 0;
            // Rows of a period follow each other, and are copied at once.
            for run in now.chunk_by(|one, other| one == other) {
                if run[0] {
                    cells.extend(&chunk[from..from + run.len()]);
                }
                from += run.len();
            }
        }
        let chosen = Self::of_cells(self.name.clone(), cells, self.dictionary.clone(), self.spelling);
        Self { is_label: self.is_label, zone: self.zone.clone(), ..chosen }
    }

    /// What the clock of its zone shows at a moment, in seconds since 1970.
    #[inline]
    pub(crate) fn local(&self, moment: f64) -> f64 {
        self.zone.as_ref().map_or(moment, |zone| zone.local(moment))
    }

    /// How many cells are false, and how many true.
    pub fn booleans(&self) -> [u64; 2] {
        if self.tally.booleans == 0 {
            return [0, 0];
        }
        [false, true].map(|value| {
            let wanted = Cell::boolean(value);
            self.cells.chunks().map(|chunk| chunk.iter().filter(|cell| **cell == wanted).count() as u64).sum()
        })
    }

    /// The timestamps that are kept as such, ascending, in the unit of the column's spelling.
    pub fn sorted_timestamps(&self) -> Vec<i64> {
        if self.spelling.is_none() {
            return Vec::new();
        }
        let timestamp =
            |cell: &Cell| if let CellKind::Timestamp(timestamp) = cell.kind() { Some(timestamp) } else { None };
        let mut timestamps: Vec<i64> = self.cells.iter().filter_map(timestamp).collect();
        timestamps.sort_unstable();
        timestamps
    }

    /// The text of a cell that holds a string, as it was written.
    pub fn text(&self, cell: Cell) -> Option<Cow<'_, str>> {
        match (cell.kind(), self.spelling) {
            (CellKind::Text(code) | CellKind::BigInteger(code), _) => Some(self.dictionary.get(code).into()),
            (CellKind::Timestamp(timestamp), Some(spelling)) => Some(spelling.write(timestamp).into()),
            _ => None,
        }
    }
}
