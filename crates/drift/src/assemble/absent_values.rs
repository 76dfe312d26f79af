//! Columns without a value on a side, and columns that are partly objects: faults of the program that writes the data.
//!
//! A column that became 100 % missing has drifted by its missing share, and one that is missing on both sides is constant. Both are
//! faults that a person wants to see first, whatever the verdict.

use std::collections::BTreeMap;

use driftscope_report::{AllMissing, MixedTypes, MixedWith, Presence};

use super::labels_awaited;
use crate::checks::mixed_types::of_counts;
use crate::column::Described;

/// The columns of which a side has single values in some rows and objects or lists in others, which are columns of their own under
/// its name. That they are of the same column shows where no more rows have either than there are.
pub(crate) fn partly_nested(columns: &[Described]) -> Vec<MixedTypes> {
    let mut places: BTreeMap<&str, (usize, [u64; 2])> = BTreeMap::new();
    places.extend(columns.iter().enumerate().map(|(place, column)| (column.report.name.as_str(), (place, [0, 0]))));
    for column in columns {
        for (end, _) in column.report.name.match_indices('.') {
            if let Some((_, nested)) = places.get_mut(&column.report.name[..end]) {
                *nested = [0, 1].map(|side| nested[side].max(column.summaries()[side].count));
            }
        }
    }
    let mut found: Vec<(usize, [u64; 2])> = places.into_values().filter(|(_, nested)| *nested != [0, 0]).collect();
    found.sort_unstable();
    let of = |(place, nested): (usize, [u64; 2])| {
        let column = &columns[place];
        let sides = [0, 1].map(|side| {
            let (single, missing) = (column.summaries()[side].count, column.summaries()[side].missing);
            let nested = if nested[side] <= missing { nested[side] } else { 0 };
            [nested, single, nested + single]
        });
        of_counts(&column.report.name, MixedWith::Nested, sides)
    };
    found.into_iter().filter_map(of).collect()
}

/// The columns of both sides that have no value on a side that has rows.
pub(crate) fn all_missing(columns: &[Described], rows: [u64; 2]) -> Vec<AllMissing> {
    let found = columns.iter().filter(|column| {
        column.report.presence == Presence::Both
            && column.is_empty != [false, false]
            && !labels_awaited::are_awaited(column)
    });
    let of = |column: &Described| {
        let [reference, production] = [0, 1].map(|side| column.is_empty[side] && rows[side] > 0);
        (reference || production).then(|| AllMissing { name: column.report.name.clone(), reference, production })
    };
    found.filter_map(of).collect()
}
