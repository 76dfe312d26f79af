//! Counts of a column's levels by segment.

use super::LevelledColumn;

/// Some rows of a column as levels and as groups, one byte after the other: a search passes over them hundreds of times.
pub(super) struct Gathered {
    levels: [Vec<u8>; 2],
    groups: [Vec<u8>; 2],
    /// How many levels there are.
    count: usize,
    /// How many groups there are.
    values: usize,
}

impl Gathered {
    /// These rows of a column.
    pub(super) fn of(column: &LevelledColumn, rows: [&[u32]; 2]) -> Self {
        let levels = [0, 1].map(|side: usize| {
            let level = |&row: &u32| column.levels[side].get(row as usize).copied().unwrap_or_default();
            rows[side].iter().map(level).collect::<Vec<u8>>()
        });
        let group = |&level: &u8| column.outline.groups.get(usize::from(level)).copied().unwrap_or_default();
        let groups = levels.each_ref().map(|levels| levels.iter().map(group).collect());
        Self { levels, groups, count: column.outline.count, values: column.outline.values.len() }
    }

    /// How many groups there are.
    pub(super) fn values(&self) -> usize {
        self.values
    }
}

/// For each group of rows the counts of a column's levels, for both sides.
pub(crate) struct SegmentTable {
    counts: [Vec<u64>; 2],
    levels: usize,
}

impl SegmentTable {
    /// Of counts by group, and within each by level, of which there are this many.
    pub(crate) fn of_counts(counts: [Vec<u64>; 2], levels: usize) -> Self {
        Self { counts, levels }
    }

    /// Counts the levels of a column over the groups of one or two others, of the same rows. The group of two is
    /// `first · (groups of the second) + second`.
    pub(super) fn count(target: &Gathered, by: &[&Gathered]) -> Self {
        let levels = target.count;
        let groups: usize = by.iter().map(|column| column.values).product();
        let counts = [0, 1].map(|side| {
            let mut counts = vec![0_u64; groups * levels];
            let mut add = |group: usize, level: u8| {
                if let Some(count) = counts.get_mut(group * levels + usize::from(level)) {
                    *count += 1;
                }
            };
            let of_target = &target.levels[side];
            match *by {
                [first, second] => {
                    let pairs = first.groups[side].iter().zip(&second.groups[side]);
                    for (&level, (&one, &other)) in of_target.iter().zip(pairs) {
                        add(usize::from(one) * second.values + usize::from(other), level);
                    }
                }
                [only] => {
                    for (&level, &group) in of_target.iter().zip(&only.groups[side]) {
                        add(usize::from(group), level);
                    }
                }
                _ => of_target.iter().for_each(|&level| add(0, level)),
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
