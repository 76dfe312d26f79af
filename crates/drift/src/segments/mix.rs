//! Each column within the segments of a picked one, and what its change owes to their mix.

use driftscope_report::{Mix, PickedSegments, Report};
use driftscope_stats::sorting::sort_by_key;
use driftscope_stats::{drift_mass, jensen_shannon};

use super::LevelledColumn;
use super::table::{Gathered, SegmentTable};

/// Rows of a segment on each side: fewer are joined with others.
const FEWEST_ROWS: u64 = 10;

/// The rows and the levels of all columns by the values of a picked one.
pub(crate) struct CountedSegments {
    /// The picked column.
    pub name: String,
    /// The groups of its values in words. Rows of the tables' groups beyond them have no value that is known on both sides.
    pub values: Vec<String>,
    /// The rows of each group.
    pub own: SegmentTable,
    /// Each other column by name.
    pub columns: Vec<(String, SegmentTable)>,
}

/// The columns of rows by the values of the picked one. `None` if that column has no levels.
pub(super) fn count(columns: &[LevelledColumn], name: &str) -> Option<CountedSegments> {
    let segment = columns.iter().find(|column| column.outline.name == name)?;
    let rows = [0, 1].map(|side| (0..segment.levels[side].len() as u32).collect::<Vec<u32>>());
    let rows = rows.each_ref().map(Vec::as_slice);
    let gathered = Gathered::of(segment, rows);
    let counted = |column: &LevelledColumn| {
        (column.outline.name.clone(), SegmentTable::count(&Gathered::of(column, rows), &[&gathered]))
    };
    Some(CountedSegments {
        name: name.to_owned(),
        values: segment.outline.values.clone(),
        own: SegmentTable::count(&gathered, &[&gathered]),
        columns: columns.iter().filter(|column| column.outline.name != name).map(counted).collect(),
    })
}

/// Adds to each column what its change owes to the mix of the picked column's values.
pub(super) fn add(report: &mut Report, counted: CountedSegments) -> PickedSegments {
    let CountedSegments { name, values: groups, own, columns } = counted;
    let kept = kept(&own, groups.len());
    let joined = |table: &SegmentTable| -> Vec<[Vec<u64>; 2]> {
        let mut groups: Vec<[Vec<u64>; 2]> =
            kept.iter().map(|&group| table.group(group).map(<[u64]>::to_vec)).collect();
        let mut others = table.all();
        for group in &groups {
            for (all, own) in others.iter_mut().zip(group) {
                all.iter_mut().zip(own).for_each(|(all, own)| *all -= own);
            }
        }
        if others.iter().flatten().any(|count| *count > 0) {
            groups.push(others);
        }
        groups
    };
    let mut values: Vec<String> = kept.iter().filter_map(|&group| groups.get(group).cloned()).collect();
    let own = joined(&own);
    values.resize(own.len(), "other".to_owned());
    let sizes = own.iter().map(|group| [0, 1].map(|side| group[side].iter().sum())).collect();
    for (column, table) in &columns {
        let groups = joined(table);
        let Some(own) = report.columns.iter_mut().find(|own| own.name == *column) else { continue };
        let Some(parts) = drift_mass::parts(&groups) else { continue };
        let effect = |group: &[Vec<u64>; 2]| {
            let is_large = group.iter().all(|counts| counts.iter().sum::<u64>() >= FEWEST_ROWS);
            is_large.then(|| jensen_shannon::effect(&group[0], &group[1])).flatten()
        };
        own.mix = Some(Mix {
            segment: name.clone(),
            whole_bits: parts.whole,
            mix_bits: parts.mix,
            within_bits: parts.within,
            unseen_bits: parts.unseen,
            effects: groups.iter().map(effect).collect(),
            sentence: driftscope_present::segments::mix(&own.name, &name, parts.beyond_chance()),
        });
    }
    PickedSegments { column: name, values, rows: sizes }
}

/// The groups with enough rows on both sides, the largest first, of this many.
fn kept(table: &SegmentTable, groups: usize) -> Vec<usize> {
    let size = |group: usize, side: usize| table.group(group)[side].iter().sum::<u64>();
    let mut kept: Vec<usize> =
        (0..groups).filter(|&group| [0, 1].iter().all(|&side| size(group, side) >= FEWEST_ROWS)).collect();
    sort_by_key(&mut kept, &|&group| std::cmp::Reverse(size(group, 0) + size(group, 1)));
    kept
}
