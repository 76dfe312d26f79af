//! The segments of a table.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use driftscope_report::{Kind, Role};
use driftscope_stats::sorting::sort_numbers;
use driftscope_stats::value_sketch::ValueSketch;
use driftscope_table::typing::{self, Evidence, TextClass, classify_text, label_form};
use driftscope_table::{Cell, CellKind, Column, Table};

use super::super::model::ClassValue;
use super::super::texts::LONGEST;
use super::super::{ColumnProfile, Profile, ProfileSides};
use super::{MOST_FOLDED, MOST_HELD, MOST_SEGMENTS, SegmentError, Segments, Values, add, put, under};
use crate::column::kind_alone;
use crate::segments::hour;

impl Profile {
    /// Counts the rows of the table that this is the profile of by the values of a column.
    pub fn count_segments(&mut self, table: &Table, column: &str) -> Result<(), SegmentError> {
        let kind = self.group_kind(column)?;
        let Some(of_rows) = table.column(column) else { return Ok(()) };
        let rows = Rows::of(of_rows, kind);
        let folded = rows.folded.clone();
        let mut segments = Segments { column: column.to_owned(), folded, ..Segments::default() };
        for (value, size) in rows.values.iter().zip(&rows.sizes).filter(|(_, size)| **size > 0) {
            under(&mut segments.parts, value.clone()).rows = *size;
        }
        for column in &table.columns {
            match self.counted_kind(&column.name) {
                None => {}
                Some(Err(_)) => put(&mut segments.left_out, column.name.clone()),
                Some(Ok((kind, is_written))) => {
                    is_written.then(|| put(&mut segments.written, column.name.clone()));
                    let values = rows.values.iter().zip(rows.count(column, kind));
                    for (value, values) in values.filter(|(_, values)| *values != Values::default()) {
                        *under(&mut under(&mut segments.parts, value.clone()).columns, column.name.clone()) = values;
                    }
                }
            }
        }
        segments.fit();
        self.segments = Some(Box::new(segments));
        Ok(())
    }

    /// What a column holds whose values are to be segments. An error where its rows cannot be grouped by it.
    pub(in crate::profile) fn group_kind(&self, column: &str) -> Result<Kind, SegmentError> {
        let known = || self.column_names().map(str::to_owned).collect();
        let no_column = || SegmentError::NoColumn { column: column.to_owned(), known: known() };
        let profile = self.columns.iter().find(|known| known.name == column).ok_or_else(no_column)?;
        let column = column.to_owned();
        match self.kind_of(profile) {
            Err(kind) => Err(SegmentError::NoGroups { column, kind }),
            Ok(Kind::Numeric) if profile.numbers.distinct() > MOST_SEGMENTS as u64 => {
                Err(SegmentError::Numbers { column })
            }
            found => Ok(found.unwrap_or_default()),
        }
    }

    /// What a column holds that is counted by segment, and whether numbers in it are written as such. `None` where it has no values, an
    /// error where it is left out.
    pub(in crate::profile) fn counted_kind(&self, column: &str) -> Option<Result<(Kind, bool), Kind>> {
        let profile = self.columns.iter().find(|known| known.name == column)?;
        let kind = || self.kind_of(profile).map(|kind| (kind, profile.evidence.numbers > 0));
        (profile.evidence.present() > 0).then(kind)
    }

    /// What a column holds, as far as this side tells. An error where rows are not grouped by it: names of rows, times, texts.
    fn kind_of(&self, column: &ColumnProfile) -> Result<Kind, Kind> {
        let (kind, role) = kind_alone(&column.name, &ProfileSides::new([Some(column), None], [self.rows, 0]));
        let is_left_out = matches!(kind, Kind::Datetime | Kind::Text | Kind::Tags | Kind::Vector | Kind::Identifier)
            || matches!(role, Role::Time | Role::Identifier);
        if is_left_out { Err(kind) } else { Ok(kind) }
    }
}

/// In which segment each row is.
struct Rows {
    /// For each row the place of its value.
    places: Vec<u32>,
    /// The values; the first is that of rows without a segment.
    values: Vec<Option<ClassValue>>,
    sizes: Vec<u64>,
    folded: Option<Vec<ClassValue>>,
}

impl Rows {
    fn of(column: &Column, kind: Kind) -> Self {
        let mut of_bits: HashMap<u64, u32> = HashMap::new();
        let mut places: BTreeMap<Option<ClassValue>, u32> = BTreeMap::from([(None, 0)]);
        let mut sizes = vec![0_u64];
        let rows: Vec<u32> = column
            .cells
            .iter()
            .map(|cell| {
                let place = *of_bits.entry(cell.to_bits()).or_insert_with(|| {
                    let next = places.len() as u32;
                    *places.entry(value(cell, column, kind)).or_insert(next)
                });
                sizes.resize(places.len(), 0);
                sizes[place as usize] += 1;
                place
            })
            .collect();
        // What has no value here has one that is not told.
        let all_known = sizes[0] == 0;
        let mut values: Vec<Option<ClassValue>> = vec![None; places.len()];
        places.into_iter().for_each(|(value, place)| values[place as usize] = value);
        let mut order: Vec<usize> = (1..values.len()).collect();
        order.sort_by(|&one, &other| (Reverse(sizes[one]), &values[one]).cmp(&(Reverse(sizes[other]), &values[other])));
        let mut kept = vec![0_u32; values.len()];
        order.iter().take(MOST_HELD).enumerate().for_each(|(place, &value)| kept[value] = place as u32 + 1);
        let held: Vec<usize> = std::iter::once(0).chain(order.iter().copied().take(MOST_HELD)).collect();
        let mut folded: Vec<ClassValue> =
            order.iter().skip(MOST_HELD).filter_map(|&place| values[place].clone()).collect();
        folded.sort();
        let mut held_sizes: Vec<u64> = held.iter().map(|&place| sizes[place]).collect();
        order.iter().skip(MOST_HELD).for_each(|&place| held_sizes[0] += sizes[place]);
        Self {
            places: rows.into_iter().map(|place| kept[place as usize]).collect(),
            values: held.into_iter().map(|place| values[place].clone()).collect(),
            sizes: held_sizes,
            folded: Some(folded).filter(|folded| all_known && folded.len() <= MOST_FOLDED),
        }
    }

    /// The values of a column in each segment; times of the day by the hour.
    fn count(&self, column: &Column, kind: Kind) -> Vec<Values> {
        let evidence = Evidence::of(column);
        let mut found = vec![Values::default(); self.values.len()];
        let mut numbers: Vec<Vec<f64>> = vec![Vec::new(); self.values.len()];
        let mut texts: HashMap<(u32, u32), u64> = HashMap::new();
        for (cell, &place) in column.cells.iter().zip(&self.places) {
            let values = &mut found[place as usize];
            numbers[place as usize].extend(typing::number(cell, &evidence));
            match cell.kind() {
                CellKind::Boolean(value) => values.booleans[usize::from(value)] += 1,
                CellKind::Text(code) | CellKind::BigInteger(code) => *texts.entry((place, code)).or_default() += 1,
                CellKind::Hashed(_) => values.other += 1,
                CellKind::Timestamp(_) => {
                    column
                        .text(*cell)
                        .into_iter()
                        .for_each(|text| add(values.texts.entry(text.into_owned()).or_default(), 1));
                }
                CellKind::Missing | CellKind::NotANumber | CellKind::Number(_) => {}
            }
        }
        for ((place, code), count) in texts {
            if evidence.classes.get(code as usize) != Some(&TextClass::Null) {
                let values = &mut found[place as usize];
                let text = column.dictionary.get(code);
                let label = match kind {
                    Kind::TimeOfDay => hour_label(text),
                    // A long one is no label.
                    _ => Some(label_form(text).into_owned()).filter(|label| label.len() <= LONGEST),
                };
                add(label.map_or(&mut values.other, |label| values.texts.entry(label).or_default()), count);
            }
        }
        for (values, mut numbers) in found.iter_mut().zip(numbers) {
            sort_numbers(&mut numbers);
            values.numbers = ValueSketch::of_sorted(&numbers);
        }
        found
    }
}

/// The hour of a time of the day, as it is counted.
pub(in crate::profile) fn hour_label(text: &str) -> Option<String> {
    hour(text).map(|hour| format!("{hour:02}:00"))
}

/// The value by which a row with this string is grouped; times of the day by the hour. `None` where it is too long to be written down.
pub(in crate::profile) fn of_text(text: &str, kind: Kind) -> Option<ClassValue> {
    if kind == Kind::TimeOfDay {
        return Some(hour_label(text).map_or(ClassValue::Missing, ClassValue::Text));
    }
    if classify_text(text) == TextClass::Null {
        return Some(ClassValue::Missing);
    }
    Some(label_form(text).into_owned()).filter(|text| text.len() <= LONGEST).map(ClassValue::Text)
}

/// The value by which a row is grouped. `None` where it cannot be written down.
fn value(cell: &Cell, column: &Column, kind: Kind) -> Option<ClassValue> {
    match cell.kind() {
        CellKind::Missing | CellKind::NotANumber => Some(ClassValue::Missing),
        CellKind::Boolean(value) => Some(ClassValue::Boolean(value)),
        CellKind::Number(number) => number.is_finite().then(|| ClassValue::Number((number + 0.0).to_bits())),
        CellKind::Text(_) | CellKind::BigInteger(_) | CellKind::Timestamp(_) => of_text(&column.text(*cell)?, kind),
        CellKind::Hashed(_) => None,
    }
}
