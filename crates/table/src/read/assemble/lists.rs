//! Lists that do not become columns: labels, and vectors of many numbers, each list as one text of the field's own column.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::column_builder::Written;
use super::columns::{Columns, LEFT_OUT};
use super::schema::{ListForm, NONE, Schema};
use super::source::Source;
use super::staged::Value;
use super::text_cells::Spot;
use crate::read::lex::scalar::scalar;
use crate::read::lex::string::{Damage, RawText};
use crate::read::lex::value::{Kind, unpair};
use crate::spelling::list::{MOST_LABELS, VectorSketch, write_tags};
use crate::{Cell, CellKind, WarningCode};

/// Numbers of a list, at most: a longer one is not kept.
const MOST_NUMBERS: usize = 1 << 20;

/// Lists of rows that came before it was known that there are several lengths.
#[derive(Debug, Default)]
pub(super) struct Earlier {
    /// The row, and its list of labels.
    lists: Vec<(usize, String)>,
    /// Lists that are not of labels, or not kept.
    others: u32,
}

/// The cells of a place in the lists, and the strings they refer to.
type Item<'a> = (Vec<Cell>, Vec<&'a [u8]>);

impl Columns {
    /// The names of columns that hold lists of labels.
    pub(crate) fn lists(&self, schema: &Schema) -> BTreeSet<String> {
        let lists = schema.arrays.iter().filter(|array| array.list == ListForm::Tags);
        let columns = lists.filter_map(|array| self.columns.get(schema.fields[array.field as usize].column as usize));
        columns.map(|column| column.name.clone()).collect()
    }

    /// Adds the list of the current row, if it is of the form of the others, and those of earlier rows. Else only its length is
    /// kept, which is reported once.
    pub(super) fn add_list(
        &mut self,
        schema: &mut Schema,
        array: u32,
        (length, items): (usize, &[Value]),
        earlier: Earlier,
        source: &mut Source<'_>,
    ) {
        let known = &schema.arrays[array as usize];
        let (field, expected) = (known.field, known.length);
        let found = match known.list {
            ListForm::Length => None,
            ListForm::Tags if length == 0 => Some((ListForm::Tags, write_tags(Vec::new()))),
            form => list(items, length, self.limits.array_values, source).filter(|(found, _)| {
                let is_as_long = *found != ListForm::Vector || expected == Some(length as u32);
                is_as_long && (form == ListForm::Unknown || form == *found)
            }),
        };
        let array = &mut schema.arrays[array as usize];
        let was_unknown = array.list == ListForm::Unknown;
        match &found {
            Some((form, _)) => array.list = *form,
            None if length == 0 => return,
            None if was_unknown => array.list = ListForm::Length,
            None => array.other_lists = array.other_lists.saturating_add(1),
        }
        let is_first_other = found.is_none() && (was_unknown || array.other_lists == 1);
        let is_lost = found.as_ref().is_some_and(|(form, _)| *form == ListForm::Tags) && earlier.others > 0;
        if is_first_other || is_lost {
            array.other_lists = array.other_lists.saturating_add(earlier.others).max(1);
            source.warn(WarningCode::LongArray, 0, || {
                let most = self.limits.array_values;
                format!(
                    "Arrays of several lengths are kept if they hold labels, and arrays of more than {most} values if all hold as many \
                     numbers; of other arrays only the length is kept: {}.length",
                    schema.name(field)
                )
            });
        }
        let Some((form, text)) = found else { return };
        let mut column = schema.fields[field as usize].column;
        if column == NONE {
            column = self.column_of(schema, field);
        }
        if column == LEFT_OUT {
            return source.warn(WarningCode::TooManyColumns, 0, || self.too_many_columns());
        }
        for (row, text) in earlier.lists.into_iter().filter(|_| form == ListForm::Tags) {
            let cell = self.text_cell(Spot { column, at: 0 }, &text, source);
            self.columns[column as usize].put_back(row, cell, Written::Text);
        }
        let cell = self.text_cell(Spot { column, at: 0 }, &text, source);
        self.columns[column as usize].put(self.at, cell, Written::Text);
    }

    /// The lists of the rows so far, from the columns of their values.
    pub(super) fn earlier_lists(&self, schema: &Schema, array: u32) -> Earlier {
        let array = &schema.arrays[array as usize];
        let Some(lengths) = self.columns.get(array.lengths as usize) else { return Earlier::default() };
        let items = array.items.iter().map(|item| {
            let column = self.columns.get(schema.fields[*item as usize].column as usize)?;
            let is_plain = column.spelling.is_none() && column.owners == 1;
            is_plain.then(|| (column.cells().collect::<Vec<_>>(), column.texts.iter().collect::<Vec<_>>()))
        });
        let items: Vec<Option<Item<'_>>> = items.collect();
        let mut earlier = Earlier::default();
        for (row, length) in lengths.cells().enumerate().take(self.at) {
            let CellKind::Number(length) = length.kind() else { continue };
            let label = |item: &Option<Item<'_>>| {
                let (cells, texts) = item.as_ref()?;
                match cells.get(row)?.kind() {
                    CellKind::Text(code) => {
                        texts.get(code as usize).map(|text| Cow::Owned(String::from_utf8_lossy(text).into_owned()))
                    }
                    _ => None,
                }
            };
            let labels = items.iter().take(length as usize).map(label).collect::<Option<Vec<_>>>();
            match labels {
                Some(labels) => earlier.lists.push((row, write_tags(labels))),
                None => earlier.others = earlier.others.saturating_add(1),
            }
        }
        earlier
    }
}

/// What the values of an array are as one text, and its form: labels, or more than `most` numbers.
fn list(items: &[Value], length: usize, most: usize, source: &Source<'_>) -> Option<(ListForm, String)> {
    let values = values(items, length, source)?;
    let is_number = |kind: Kind| matches!(kind, Kind::Integer | Kind::Decimal | Kind::NotANumber | Kind::Missing);
    if length > most && values.iter().all(|(kind, _)| is_number(*kind)) {
        let number = |(kind, payload): (Kind, u64)| match kind {
            Kind::Integer | Kind::Decimal => f64::from_bits(payload),
            _ => f64::NAN,
        };
        return Some((ListForm::Vector, VectorSketch::of(values.into_iter().map(number)).write()));
    }
    if length > MOST_LABELS {
        return None;
    }
    let label = |(kind, payload): (Kind, u64)| match kind {
        Kind::Text | Kind::EscapedText => {
            let (mut scratch, mut damage) = (Vec::new(), Damage::default());
            let raw = RawText { bytes: source.bytes(payload), escaped: kind == Kind::EscapedText };
            Some(Cow::Owned(raw.decode_into(&mut scratch, &mut damage).into_owned()))
        }
        _ => None,
    };
    let labels: Vec<Cow<'_, str>> = values.into_iter().map(label).collect::<Option<_>>()?;
    Some((ListForm::Tags, write_tags(labels)))
}

/// The values of an array: those that were staged, or those of its text. `None` where one is an object or an array.
fn values(items: &[Value], length: usize, source: &Source<'_>) -> Option<Vec<(Kind, u64)>> {
    let Some(whole) = items.last().filter(|value| value.kind == Kind::Items) else {
        let is_scalar = |value: &Value| value.kind != Kind::Array;
        let are_all = items.len() == length && items.iter().all(is_scalar);
        return are_all.then(|| items.iter().map(|value| (value.kind, value.payload)).collect());
    };
    if length > MOST_NUMBERS {
        return None;
    }
    let (start, size) = unpair(whole.payload);
    let input = source.record.input.get(..start + size)?;
    let mut values = Vec::with_capacity(length);
    let mut at = start + 1;
    while values.len() < length {
        at += input.get(at..)?.iter().take_while(|byte| byte.is_ascii_whitespace() || **byte == b',').count();
        let value = scalar(input, at).ok()?;
        values.push((value.kind, value.payload));
        at = value.end;
    }
    Some(values)
}
