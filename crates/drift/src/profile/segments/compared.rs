//! The columns of two profiles by the values of a picked one.
//!
//! The same counts as those of rows, exact but for numbers of buckets that hold several values: such a bucket counts whole where its
//! middle lies.

use driftscope_report::{ColumnReport, Kind, Settings};
use driftscope_stats::value_sketch::ValueSketch;
use driftscope_table::typing::{Evidence, TextClass, classify_text};

use super::super::by_window::counted;
use super::super::model::ClassValue;
use super::super::numbers::NumberProfile;
use super::super::texts::TextProfile;
use super::super::{ColumnProfile, Profile};
use super::{SegmentPart, Segments, Values};
use crate::DescribedColumn;
use crate::segments::{CountedSegments, SegmentTable, bins_of, hour, outline};
use crate::values::binned::Bins;
use crate::values::labels::number_label;

/// The columns of two profiles by the values of the column that the settings pick. `None` where a profile has no such segments.
pub(crate) fn by_segment(
    described: &[DescribedColumn],
    profiles: [&Profile; 2],
    settings: &Settings,
) -> Option<CountedSegments> {
    let name = settings.segment.as_ref()?;
    let sides = [profiles[0].segments.as_deref()?, profiles[1].segments.as_deref()?];
    let by = described.iter().map(|column| &column.0).find(|column| column.report.name == *name)?;
    if sides.iter().any(|side| side.column != *name) || !by.report.can_be_segment() {
        return None;
    }
    let bins = bins_of(&by.report, &by.edges);
    let levels = outline(&by.report, &bins)?;
    let groups = levels.values.len() + 1;
    let parts = [0, 1].map(|side: usize| {
        let group = |value: &ClassValue| {
            let level = level(value, by.report.kind, &bins);
            levels.groups.get(level).map_or(levels.values.len(), |group| usize::from(*group))
        };
        let known = |value: &Option<ClassValue>| {
            value.as_ref().filter(|value| sides[1 - side].knows(value)).map_or(levels.values.len(), group)
        };
        sides[side].parts.iter().map(|(value, part)| (known(value), part)).collect::<Vec<_>>()
    });
    let own = parts.each_ref().map(|parts| {
        let mut rows = vec![0_u64; groups];
        parts.iter().for_each(|(group, part)| rows[*group] += part.rows);
        rows
    });
    let is_counted = |report: &ColumnReport| {
        report.name != *name
            && report.can_be_segment()
            && !sides.iter().any(|side| side.left_out.contains(&report.name))
    };
    let others = described.iter().map(|column| &column.0).filter(|column| is_counted(&column.report));
    let columns = others.map(|column| {
        let bins = bins_of(&column.report, &column.edges);
        (column.report.name.clone(), table(&column.report, &bins, sides, &parts, groups))
    });
    Some(CountedSegments {
        name: name.clone(),
        columns: columns.collect(),
        values: levels.values,
        own: SegmentTable::of_counts(own, 1),
    })
}

/// The parts of a side, each with its group.
type Parts<'a> = Vec<(usize, &'a SegmentPart)>;

/// A column by group.
fn table(
    report: &ColumnReport,
    bins: &Bins,
    sides: [&Segments; 2],
    parts: &[Parts<'_>; 2],
    groups: usize,
) -> SegmentTable {
    let levels = bins.count + 1;
    let has_numbers = sides.iter().any(|side| side.written.contains(&report.name));
    let mut counts = parts.each_ref().map(|parts| {
        let mut counts = vec![0_u64; groups * levels];
        for (group, part) in parts {
            let counts = &mut counts[group * levels..(group + 1) * levels];
            let mut left = part.rows;
            if let Some(values) = part.column(&report.name) {
                for (sum, count) in counts.iter_mut().zip(of_values(report.kind, bins, values, has_numbers)) {
                    // Fewer are left only where somebody wrote otherwise.
                    let count = count.min(left);
                    left -= count;
                    *sum += count;
                }
            }
            counts[bins.count] += left;
        }
        counts
    });
    // A label of which a segment lacks values, since they were too many to keep, is none.
    for (label, text) in bins.labels.iter().enumerate().filter(|_| report.kind == Kind::Category) {
        let sum = |side: usize| counts[side].iter().skip(label).step_by(levels).sum::<u64>();
        let listed = report.categories.as_ref().and_then(|listed| {
            let place = listed.labels.iter().position(|known| known == text)?;
            Some([*listed.reference.get(place)?, *listed.production.get(place)?])
        });
        if listed != Some([sum(0), sum(1)]) {
            for group in counts.iter_mut().flat_map(|counts| counts.chunks_mut(levels)) {
                group[bins.labels.len()] += std::mem::take(&mut group[label]);
            }
        }
    }
    SegmentTable::of_counts(counts, levels)
}

/// The values of a column in a segment by bin.
fn of_values(kind: Kind, bins: &Bins, values: &Values, has_numbers: bool) -> Vec<u64> {
    if kind == Kind::TimeOfDay {
        let mut counts = vec![0_u64; bins.count];
        for (text, count) in &values.texts {
            hour(text).and_then(|hour| counts.get_mut(hour)).into_iter().for_each(|sum| *sum += count);
        }
        return counts;
    }
    let column = ColumnProfile {
        evidence: Evidence { numbers: u64::from(has_numbers), ..Evidence::default() },
        numbers: NumberProfile { sketch: ValueSketch::clone(&values.numbers), ..NumberProfile::default() },
        booleans: values.booleans,
        texts: TextProfile { counts: values.texts.clone(), other: values.other, ..TextProfile::default() },
        ..ColumnProfile::default()
    };
    counted(bins, kind, &column, 0, [None, None])
}

/// The level of a value; the last one is that of rows without a value.
fn level(value: &ClassValue, kind: Kind, bins: &Bins) -> usize {
    let number = |number: f64| bins.edges.partition_point(|edge| *edge <= number);
    let label = |text: &str| bins.labels.iter().position(|label| label == text).unwrap_or(bins.labels.len());
    let found = match (kind, value) {
        (_, ClassValue::Missing) => None,
        (Kind::Numeric | Kind::Boolean, ClassValue::Number(bits)) => Some(f64::from_bits(*bits)),
        (Kind::Numeric | Kind::Boolean, ClassValue::Boolean(value)) => Some(f64::from(u8::from(*value))),
        (Kind::Numeric | Kind::Boolean, ClassValue::Text(text)) => match classify_text(text) {
            TextClass::Number(number) => Some(number),
            TextClass::Boolean(value) if kind == Kind::Boolean => Some(f64::from(u8::from(value))),
            _ => None,
        },
        (Kind::TimeOfDay, ClassValue::Text(text)) => return hour(text).unwrap_or(bins.count),
        (Kind::TimeOfDay, _) => None,
        (_, ClassValue::Boolean(value)) => return label(if *value { "true" } else { "false" }),
        (_, ClassValue::Number(bits)) => return label(&number_label(f64::from_bits(*bits))),
        (_, ClassValue::Text(text)) => return label(text),
    };
    match kind {
        Kind::Boolean => found.map_or(bins.count, |found| usize::from(found != 0.0)),
        _ => found.map_or(bins.count, number),
    }
}
