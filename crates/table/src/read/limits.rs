//! Limits what an input can make the reader hold.

use crate::{Format, Sample, Table};

/// Bytes of the beginning of a file, by which it is recognised.
pub(crate) const HEAD: usize = 4096;

/// How to read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReadOptions {
    /// What the input may make us hold.
    pub limits: Limits,
    /// How the rows lie in the files; recognised by their content if not given.
    pub format: Option<Format>,
    /// The keys that lead to the records of a document, for [`Format::Envelope`]; the longest list if there are none.
    pub path: Vec<String>,
    /// Which rows are kept; all if not given.
    pub sample: Option<Sample>,
}

/// Limits what an input can make the reader hold. Past each limit reading goes on without what is too much, and says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one record, below 4 GiB. A longer one is skipped without being held.
    pub record_bytes: usize,
    /// Objects and arrays within each other, the record itself included; at most [`Limits::DEEPEST`].
    pub depth: usize,
    /// Columns.
    pub columns: usize,
    /// Bytes of the names of all columns together, and of the keys they are made of.
    pub name_bytes: usize,
    /// Distinct strings of one column.
    pub distinct: usize,
    /// Bytes of the distinct strings of one column, below 4 GiB.
    pub dictionary_bytes: usize,
    /// Bytes of the distinct strings of all columns together, the index by which they are found included.
    pub text_bytes: usize,
    /// Rows.
    pub rows: usize,
    /// Rows times columns.
    pub cells: usize,
    /// Values of an array that become columns of their own.
    pub array_values: usize,
    /// How many times larger than itself a gzip file may unpack, once past 64 MiB. The format itself cannot pass 1032.
    pub expansion: u64,
}

impl Limits {
    /// Records are parsed by recursion, and the stack of a WebAssembly module is small.
    pub const DEEPEST: usize = 512;

    /// Numbers of a vector that become columns, at most, where a person asks for them.
    pub const COMPONENTS: usize = 4096;

    /// These limits with a column for each number of a vector, instead of one for the vector.
    pub fn with_components(self) -> Self {
        Self { array_values: Self::COMPONENTS, ..self }
    }

    /// Whether one more column fits into a table.
    pub(crate) fn have_room(&self, table: &Table) -> bool {
        let columns = table.columns.len() + 1;
        columns <= self.columns && columns.saturating_mul(table.rows) <= self.cells
    }

    /// The limits with those out of their range brought into it.
    pub(crate) fn bounded(mut self) -> Self {
        self.record_bytes = self.record_bytes.clamp(2, u32::MAX as usize - 1);
        self.dictionary_bytes = self.dictionary_bytes.min(u32::MAX as usize);
        self.distinct = self.distinct.min(u32::MAX as usize - 1);
        self.columns = self.columns.min(u32::MAX as usize / 16);
        self.depth = self.depth.clamp(1, Self::DEEPEST);
        self
    }
}

impl Default for Limits {
    /// As large as the address space bears: a WebAssembly module has 4 GiB, and holds both tables to compare them.
    fn default() -> Self {
        let narrow = cfg!(target_pointer_width = "32");
        Self {
            record_bytes: 64 << 20,
            depth: 64,
            columns: 10_000,
            name_bytes: 64 << 20,
            distinct: 1_000_000,
            dictionary_bytes: 256 << 20,
            text_bytes: if narrow { 512 << 20 } else { 4_000_000_000 },
            rows: 50_000_000,
            cells: if narrow { 160_000_000 } else { 400_000_000 },
            array_values: 64,
            expansion: 1_100,
        }
    }
}
