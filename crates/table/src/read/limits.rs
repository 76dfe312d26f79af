//! What an input may make us hold.

/// How to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// What the input may make us hold.
    pub limits: Limits,
}

/// What an input may make us hold. Past each limit reading goes on without what is too much, and says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one record.
    pub record_bytes: usize,
    /// Nesting of objects and arrays.
    pub depth: usize,
    /// Columns.
    pub columns: usize,
    /// Distinct strings of one column.
    pub distinct: usize,
    /// Bytes of the distinct strings of one column; at most `u32::MAX`.
    pub dictionary_bytes: usize,
    /// Bytes of the distinct strings of all columns together.
    pub text_bytes: usize,
    /// Rows times columns.
    pub cells: usize,
    /// Values of an array that become columns of their own.
    pub array_values: usize,
}

impl Default for Limits {
    /// As large as the address space bears: a WebAssembly module has 4 GiB, and holds both tables to compare them.
    fn default() -> Self {
        let narrow = cfg!(target_pointer_width = "32");
        Self {
            record_bytes: 64 << 20,
            depth: 64,
            columns: 10_000,
            distinct: 1_000_000,
            dictionary_bytes: 256 << 20,
            text_bytes: if narrow { 512 << 20 } else { 8 << 30 },
            cells: if narrow { 160_000_000 } else { 2_000_000_000 },
            array_values: 64,
        }
    }
}
