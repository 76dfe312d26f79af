//! The values of columns by window and by fine buckets: what bounds the effects of a period while a person drags over it.
//!
//! They are made of the rows, and no report holds them: thousands of buckets may hold a row each.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// The numbers that the counts of all columns may take together: 32 MB.
const MOST_NUMBERS: usize = 8 << 20;

/// The most buckets of a column, and the fewest that are worth it.
const BUCKETS: Range<usize> = 256..4_096;

/// Columns by fine buckets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FineCounts {
    /// By the name of the column.
    columns: HashMap<String, FineColumn>,
}

/// A column by window and by fine buckets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FineColumn {
    /// Of numbers, whether all values of a bucket are equal; `None` of categories, which have a bucket each.
    has_one_value: Option<Vec<bool>>,
    /// The buckets, and one of rows without a value, which is last.
    buckets: usize,
    /// For each side the counts up to each window's end, window after window; behind them those of all rows.
    sums: [Vec<u32>; 2],
}

/// Some of a side's rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Rows {
    /// All of them, in a window or not.
    All,
    /// Those of windows, in ascending stretches.
    Windows(Vec<Range<usize>>),
}

/// Counts of some rows.
pub(super) struct Counted {
    /// By bucket.
    pub buckets: Vec<u64>,
    /// Rows without a value.
    pub missing: u64,
}

impl FineCounts {
    /// How many buckets each of some columns may have, with this number of windows on both sides; `None` where there is no room for
    /// buckets that are fine.
    #[must_use]
    pub fn affordable(columns: usize, windows: usize) -> Option<usize> {
        let buckets = MOST_NUMBERS / columns.max(1) / windows.saturating_add(2);
        (buckets >= BUCKETS.start).then(|| buckets.min(BUCKETS.end))
    }

    /// Adds a column by its name.
    pub fn add(&mut self, name: String, column: FineColumn) {
        self.columns.insert(name, column);
    }

    /// A column.
    pub(super) fn column(&self, name: &str) -> Option<&FineColumn> {
        self.columns.get(name)
    }
}

impl FineColumn {
    /// Counts a column. `codes` are the bucket of each row of both sides, where any number from `buckets` on is that of a row without a
    /// value; `windows` are the number of each row's window, where one that is not below `window_counts` is none.
    #[must_use]
    pub fn count(
        has_one_value: Option<Vec<bool>>,
        buckets: usize,
        codes: [&[u16]; 2],
        windows: [&[u16]; 2],
        window_counts: [usize; 2],
    ) -> Self {
        let buckets = buckets + 1;
        let sums = [0, 1].map(|side: usize| {
            let count = window_counts[side];
            let mut sums = vec![0_u32; (count + 1) * buckets];
            for (&code, &window) in codes[side].iter().zip(windows[side]) {
                let (window, bucket) = (usize::from(window).min(count), usize::from(code).min(buckets - 1));
                sums[window * buckets + bucket] += 1;
            }
            for place in buckets..sums.len() {
                sums[place] += sums[place - buckets];
            }
            sums
        });
        Self { has_one_value, buckets, sums }
    }

    /// As arrays of numbers, to be sent: see [`Self::from_arrays`].
    #[must_use]
    pub fn arrays(&self) -> [Cow<'_, [u32]>; 3] {
        let flags = self.has_one_value.iter().flatten().map(|flag| u32::from(*flag)).collect();
        let [reference, production] = &self.sums;
        [Cow::Owned(flags), Cow::Borrowed(reference), Cow::Borrowed(production)]
    }

    /// How many buckets there are, that of rows without a value left out.
    #[must_use]
    pub fn buckets(&self) -> usize {
        self.buckets - 1
    }

    /// A column from its arrays: whether each bucket of numbers has one value (empty of categories), and the sums of the reference and of
    /// production. `None` where these are none of a column with that number of buckets.
    #[must_use]
    pub fn from_arrays([flags, reference, production]: [Vec<u32>; 3], buckets: usize) -> Option<Self> {
        let buckets = buckets.checked_add(1)?;
        let are_sums = |sums: &Vec<u32>| !sums.is_empty() && sums.len().is_multiple_of(buckets);
        let are_flags = flags.is_empty() || flags.len() + 1 == buckets;
        if !are_flags || !are_sums(&reference) || !are_sums(&production) {
            return None;
        }
        let has_one_value = (!flags.is_empty()).then(|| flags.iter().map(|flag| *flag != 0).collect());
        Some(Self { has_one_value, buckets, sums: [reference, production] })
    }

    /// The counts of some rows of a side.
    pub(super) fn counts(&self, side: usize, rows: &Rows) -> Counted {
        let mut counts = vec![0_u64; self.buckets];
        match rows {
            Rows::All => self.add(side, self.sums[side].len() / self.buckets - 1, true, &mut counts),
            Rows::Windows(windows) => {
                for range in windows.iter().filter(|range| !range.is_empty()) {
                    self.add(side, range.end - 1, true, &mut counts);
                    if let Some(before) = range.start.checked_sub(1) {
                        self.add(side, before, false, &mut counts);
                    }
                }
            }
        }
        let missing = counts.pop().unwrap_or(0);
        Counted { buckets: counts, missing }
    }

    /// Whether it was counted by this number of windows on each side.
    pub(super) fn has_windows(&self, counts: [usize; 2]) -> bool {
        self.sums.iter().zip(counts).all(|(sums, count)| sums.len() == (count + 1) * self.buckets)
    }

    /// Adds the sums up to a window's end, or takes them away.
    fn add(&self, side: usize, window: usize, is_added: bool, counts: &mut [u64]) {
        let sums = self.sums[side].chunks(self.buckets).nth(window).unwrap_or_default();
        for (count, &sum) in counts.iter_mut().zip(sums) {
            // Sums ascend from window to window: what is taken away was added.
            *count = if is_added { *count + u64::from(sum) } else { count.saturating_sub(u64::from(sum)) };
        }
    }

    /// Of numbers, whether all values of a bucket are equal.
    pub(super) fn has_one_value(&self) -> Option<&[bool]> {
        self.has_one_value.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column() -> FineColumn {
        let codes: [&[u16]; 2] = [&[0, 1, 2, 0, u16::MAX], &[1, 1, 2]];
        let windows: [&[u16]; 2] = [&[0, 0, 1, u16::MAX, 1], &[0, 2, 2]];
        FineColumn::count(Some(vec![true, false, true]), 3, codes, windows, [2, 3])
    }

    #[test]
    #[allow(clippy::single_range_in_vec_init, reason = "a list of stretches may hold one")]
    fn windows_are_differences_of_sums() {
        let column = column();
        let counted = |side: usize, rows: Rows| {
            let Counted { buckets, missing } = column.counts(side, &rows);
            (buckets, missing)
        };
        assert_eq!(counted(0, Rows::All), (vec![2, 1, 1], 1));
        let windows = |ranges: &[Range<usize>]| Rows::Windows(ranges.to_vec());
        assert_eq!(counted(0, windows(&[0..1])), (vec![1, 1, 0], 0));
        assert_eq!(counted(0, windows(&[1..2])), (vec![0, 0, 1], 1));
        assert_eq!(counted(1, windows(&[0..1, 2..3])), (vec![0, 2, 1], 0));
        assert_eq!(counted(1, windows(&[1..2, 3..3])), (vec![0, 0, 0], 0));
    }

    #[test]
    fn a_column_comes_back_from_its_arrays() {
        let column = column();
        let arrays = || column.arrays().map(Cow::into_owned);
        assert_eq!(FineColumn::from_arrays(arrays(), 3), Some(column.clone()));
        assert_eq!(FineColumn::from_arrays(arrays(), 4), None);
        assert_eq!(FineColumn::from_arrays(Default::default(), 0), None);
    }

    #[test]
    fn many_columns_and_windows_leave_no_room() {
        assert_eq!(FineCounts::affordable(20, 120), Some(3_437));
        assert_eq!(FineCounts::affordable(2, 60), Some(4_096));
        assert_eq!(FineCounts::affordable(500, 120), None);
        assert_eq!(FineCounts::affordable(0, usize::MAX), None);
    }
}
