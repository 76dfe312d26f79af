//! Appends a tail to the rows that are there, or leaves everything as it was.
//!
//! First all that can be refused is tried and noted: fields, columns, strings. Then what cannot fail is done.

use super::fields::Fields;
use super::strings::{self, Before};
use super::{Outline, Tail};
use crate::read::assemble::column_builder::ColumnBuilder;
use crate::read::assemble::columns::{Columns, LEFT_OUT};
use crate::read::assemble::index::{Index, hash};
use crate::read::assemble::rows::Rows;
use crate::read::assemble::schema::{NO_FIELD, NONE, ROOT};
use crate::{Cell, Column, Warning, WarningCode};

/// The columns as they were, to come back to.
struct Mark {
    columns: usize,
    names: Index,
    name_bytes: usize,
    text_bytes: usize,
    /// The strings of those that were there.
    strings: Vec<(usize, Before)>,
}

/// A column of the tail: where it is here, and what its strings are there.
struct Target {
    column: usize,
    strings: Vec<Cell>,
}

/// Appends a tail whose line numbers start `lines` too low. `false` if that is impossible: then nothing has changed.
pub(crate) fn append(rows: &mut Rows, tail: Tail, lines: u64) -> bool {
    let Tail { columns, outline } = tail;
    if !may_fit(rows, &columns, &outline) {
        return false;
    }
    let schema_before = rows.schema.mark();
    let Some(fields) = Fields::of(&mut rows.schema, &outline).filter(|fields| may_leave_out(fields, &outline)) else {
        rows.schema.return_to(schema_before);
        return false;
    };
    let mut mark = Mark {
        columns: rows.columns.columns.len(),
        names: rows.columns.names.clone(),
        name_bytes: rows.columns.name_bytes,
        text_bytes: rows.columns.text_bytes,
        strings: Vec::new(),
    };
    // Strings past a limit are only counted: the place of the first has to be known.
    let may_hash = rows.problems.has(WarningCode::TooManyDistinct) && !has(&outline, WarningCode::DuplicateKey);
    let targets = targets(rows, &columns, &outline, &fields, may_hash, &mut mark);
    let Some(targets) = targets.filter(|_| claims_fit(rows, &outline, &fields)) else {
        rows.schema.return_to(schema_before);
        restore(&mut rows.columns, mark);
        return false;
    };
    claim(rows, &outline, &fields, &targets);
    let past_limit = put(&mut rows.columns, columns, targets, outline.rows);
    take_in_problems(rows, outline.warnings, past_limit, lines);
    rows.count_more(outline.seen, outline.skipped);
    true
}

fn has(outline: &Outline, code: WarningCode) -> bool {
    outline.warnings.iter().any(|warning| warning.code == code)
}

/// Whether no limit is met on the way, whatever the order of rows: those at which something is left out that one reader
/// would have to know of.
fn may_fit(rows: &Rows, columns: &[Column], outline: &Outline) -> bool {
    const AT_LIMIT: [WarningCode; 3] =
        [WarningCode::TooManyColumns, WarningCode::TooManyRows, WarningCode::TooManyDistinct];
    let Columns { limits, live, text_bytes, name_bytes, .. } = &rows.columns;
    let all_rows = rows.columns.rows() + outline.rows;
    let most_columns = live + columns.len();
    // At least the length of a column's name, as the keys on its way are counted.
    let name_len = |column: &Column| 2 * column.name.len() + 16 * rows.limits.depth;
    let names: usize = columns.iter().map(name_len).sum();
    columns.len() == outline.columns.len()
        && !AT_LIMIT.iter().any(|&code| has(outline, code))
        && !rows.problems.has(WarningCode::TooManyColumns)
        && all_rows < limits.rows
        && (all_rows + 1).saturating_mul(most_columns + 1) <= limits.cells
        && most_columns <= limits.columns
        && name_bytes + names <= limits.name_bytes
        && text_bytes.saturating_add(outline.text_bytes) <= limits.text_bytes
}

/// Whether there is no warning about values that a single reader would not have read.
fn may_leave_out(fields: &Fields, outline: &Outline) -> bool {
    const OF_VALUES: [WarningCode; 3] =
        [WarningCode::InvalidUtf8, WarningCode::LoneSurrogate, WarningCode::DuplicateKey];
    !fields.leaves_out || !OF_VALUES.iter().any(|&code| has(outline, code))
}

/// Finds or makes the column here of each column there, and adds its strings; none for those that are left out. `None`
/// where one cannot be.
fn targets(
    rows: &mut Rows,
    columns: &[Column],
    outline: &Outline,
    fields: &Fields,
    may_hash: bool,
    mark: &mut Mark,
) -> Option<Vec<Option<Target>>> {
    let owners = owners(columns.len(), outline, fields)?;
    let at = rows.columns.rows();
    let mut targets = Vec::with_capacity(columns.len());
    for ((column, known), owner) in columns.iter().zip(&outline.columns).zip(owners) {
        let place = match owner {
            Owner::Nobody => {
                targets.push(None);
                continue;
            }
            Owner::Lengths(array) => match rows.schema.arrays.get(array as usize)?.lengths {
                NONE => rows.columns.make(String::new(), at),
                LEFT_OUT => return None,
                known => known as usize,
            },
            Owner::Field => rows.columns.named(&column.name, at)?,
        };
        let Columns { columns: here, limits, text_bytes, .. } = &mut rows.columns;
        let builder = here.get_mut(place)?;
        if place < mark.columns {
            mark.strings.push((place, Before::of(builder)));
        }
        let strings = strings::add(builder, column, known, limits, text_bytes, may_hash)?;
        targets.push(Some(Target { column: place, strings }));
    }
    Some(targets)
}

/// Whose values a column of the tail holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    /// Those of what is left out.
    Nobody,
    /// Those of one field or several.
    Field,
    /// The lengths of an array, by its place here.
    Lengths(u32),
}

/// The owner of each column. `None` where some of a column's values are left out, and others are not.
fn owners(columns: usize, outline: &Outline, fields: &Fields) -> Option<Vec<Owner>> {
    let mut owners = vec![None; columns];
    for (field, &here) in outline.fields.iter().zip(&fields.fields) {
        let owner = if here == NO_FIELD { Owner::Nobody } else { Owner::Field };
        if let Some(known) = owners.get_mut(field.column as usize)
            && *known.get_or_insert(owner) != owner
        {
            return None;
        }
    }
    for (array, &here) in outline.arrays.iter().zip(&fields.arrays) {
        if let Some(known) = owners.get_mut(array.lengths as usize) {
            *known = Some(if here == NONE { Owner::Nobody } else { Owner::Lengths(here) });
        }
    }
    owners.into_iter().collect()
}

/// Whether no field's column was left out before.
fn claims_fit(rows: &Rows, outline: &Outline, fields: &Fields) -> bool {
    let is_left_out = |&here: &u32| rows.schema.fields.get(here as usize).is_some_and(|field| field.column == LEFT_OUT);
    let mut claiming = outline.fields.iter().zip(&fields.fields).filter(|(field, _)| field.column != NONE);
    !claiming.any(|(_, here)| is_left_out(here))
}

fn restore(columns: &mut Columns, mark: Mark) {
    columns.columns.truncate(mark.columns);
    columns.names = mark.names;
    columns.name_bytes = mark.name_bytes;
    columns.text_bytes = mark.text_bytes;
    for (column, before) in mark.strings {
        if let Some(builder) = columns.columns.get_mut(column) {
            before.restore(builder);
        }
    }
}

/// Sets the column of each field and array, and what the tail found out about it.
fn claim(rows: &mut Rows, outline: &Outline, fields: &Fields, targets: &[Option<Target>]) {
    let Rows { schema, columns, .. } = rows;
    let column = |id: u32| targets.get(id as usize)?.as_ref().map(|target| target.column);
    for (later, &here) in outline.fields.iter().zip(&fields.fields) {
        let Some(field) = schema.fields.get_mut(here as usize) else { continue };
        let first = fields.get(later.first);
        if first != NO_FIELD && first != ROOT {
            field.first = first;
        }
        if let (NONE, Some(column)) = (field.column, column(later.column)) {
            field.column = column as u32;
            columns.own(column);
        }
    }
    for (later, &here) in outline.arrays.iter().zip(&fields.arrays) {
        let Some(array) = schema.arrays.get_mut(here as usize) else { continue };
        array.length = array.length.filter(|length| *length > 0).or(later.length).or(array.length);
        array.other_lists = array.other_lists.saturating_add(later.other_lists);
        if let (NONE, Some(column)) = (array.lengths, column(later.lengths)) {
            array.lengths = column as u32;
            columns.own(column);
        }
    }
}

/// Puts the cells behind those that are there. Gives how many of them hold strings past a limit.
fn put(columns: &mut Columns, later: Vec<Column>, targets: Vec<Option<Target>>, rows: usize) -> u64 {
    let mut past_limit = 0;
    for (column, target) in later.into_iter().zip(targets) {
        let Some(Target { column: place, strings }) = target else { continue };
        if let Some(builder) = columns.columns.get_mut(place) {
            builder.append(columns.rows, column, |cell| {
                let (cell, is_past) = strings::cell(cell, &strings);
                past_limit += u64::from(is_past);
                cell
            });
        }
    }
    columns.rows += rows;
    past_limit
}

fn take_in_problems(rows: &mut Rows, mut later: Vec<Warning>, past_limit: u64, lines: u64) {
    // Arrays of several lengths were such before, or lie within what is left out.
    later.retain(|warning| warning.code != WarningCode::LongArray);
    rows.problems.take_in(later, lines);
    if past_limit > 0 {
        rows.problems.add_many(WarningCode::TooManyDistinct, past_limit, || (None, String::new()));
    }
}

impl Columns {
    /// The column of this name, which is made if need be, with nobody to own it yet; `None` where it cannot be.
    fn named(&mut self, name: &str, rows: usize) -> Option<usize> {
        let hash = hash(name.as_bytes(), 0);
        let known = self.names.find(hash, |id| self.columns[id as usize].name == name);
        if let Some(known) = known {
            return Some(known as usize);
        }
        if !self.names.insert(hash, self.columns.len() as u32) {
            return None;
        }
        self.name_bytes += name.len();
        Some(self.make(name.to_owned(), rows))
    }

    /// Makes a column that nobody owns yet.
    fn make(&mut self, name: String, rows: usize) -> usize {
        let mut builder = ColumnBuilder::new(name, rows);
        builder.owners = 0;
        self.columns.push(builder);
        self.columns.len() - 1
    }

    /// A column has one more owner.
    fn own(&mut self, column: usize) {
        if let Some(builder) = self.columns.get_mut(column) {
            self.live += usize::from(builder.owners == 0);
            builder.owners += 1;
        }
    }
}
