//! Reads the values of a column on both sides, as [`Evidence`] of each.

use super::Evidence;
use super::cell_counts::CellCounts;
use super::classes::{self, ReadWords};
use super::truth::read_words_as_truth;
use crate::Column;

impl Evidence {
    /// Looks at every cell once, and at every distinct string once or twice.
    /// The numbers of one side alone have no units, since the other side may have others of them.
    pub fn of(column: &Column) -> Self {
        let [evidence, _] = Self::read([Some(column), None], ReadWords::default());
        evidence
    }

    /// That of both sides of a column, which are taken to be written alike.
    pub fn of_sides(columns: [Option<&Column>; 2]) -> [Self; 2] {
        Self::read(columns, ReadWords { of_both_sides: true, as_labels: false })
    }

    /// The same, as these words are to be read.
    pub fn read(columns: [Option<&Column>; 2], how: ReadWords) -> [Self; 2] {
        let counts = columns.map(|column| column.map(CellCounts::of).unwrap_or_default());
        Self::read_counted(columns, counts, how)
    }

    /// The same for columns whose cells are counted.
    pub fn read_counted(columns: [Option<&Column>; 2], counts: [CellCounts; 2], how: ReadWords) -> [Self; 2] {
        let classes::Read { classes, open_spelling, unit } = classes::of_sides(columns, how);
        let ([one, other], [here, there]) = (classes, counts);
        let mut sides = [(columns[0], here, one), (columns[1], there, other)].map(|(column, counts, classes)| {
            let with = |column| Self {
                open_spelling: open_spelling.clone(),
                unit,
                ..Self::of_classes(column, counts, classes)
            };
            column.map_or_else(Self::default, with)
        });
        if let [Some(reference), Some(production)] = columns {
            read_words_as_truth(&mut sides, [reference, production]);
        }
        sides
    }
}
