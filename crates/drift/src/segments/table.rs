//! Counts of a column's levels by segment.

use super::LevelledColumn;

/// For each group of rows the counts of a column's levels, for both sides.
pub(super) struct SegmentTable {
    counts: [Vec<u64>; 2],
    levels: usize,
}

impl SegmentTable {
    /// Counts the levels of a column over the groups of one or two others. The group of two is `first · (groups of the second) + second`.
    pub(super) fn count(target: &LevelledColumn, by: &[&LevelledColumn], rows: [&[u32]; 2]) -> Self {
        let levels = target.outline.count;
        let groups: usize = by.iter().map(|column| column.outline.values.len()).product();
        let counts = [0, 1].map(|side| {
            let mut counts = vec![0_u64; groups * levels];
            for &row in rows[side] {
                let row = row as usize;
                let group = by.iter().fold(0, |group, column| {
                    let level = usize::from(column.levels[side].get(row).copied().unwrap_or_default());
                    let own = column.outline.groups.get(level).copied().unwrap_or_default();
                    group * column.outline.values.len() + usize::from(own)
                });
                let level = usize::from(target.levels[side].get(row).copied().unwrap_or_default());
                if let Some(count) = counts.get_mut(group * levels + level) {
                    *count += 1;
                }
            }
            counts
        });
        Self { counts, levels }
    }

    /// How many groups there are.
    pub(super) fn groups(&self) -> usize {
        self.counts[0].len() / self.levels.max(1)
    }

    /// The counts of a group.
    pub(super) fn group(&self, group: usize) -> [&[u64]; 2] {
        let range = group * self.levels..(group + 1) * self.levels;
        self.counts.each_ref().map(|counts| counts.get(range.clone()).unwrap_or_default())
    }

    /// The counts of all rows.
    pub(super) fn all(&self) -> [Vec<u64>; 2] {
        self.counts.each_ref().map(|counts| {
            let mut sum = vec![0_u64; self.levels];
            for group in counts.chunks(self.levels.max(1)) {
                sum.iter_mut().zip(group).for_each(|(sum, count)| *sum += count);
            }
            sum
        })
    }
}
