//! The fields met so far, as a tree, and the order in which they came.
//!
//! Records of one source are written by one program, so their keys come in one order. Each field remembers which
//! field followed it last time; the reader compares that one's key first, and only looks a key up when it differs.

use super::extended::Wrapper;
use super::index::{Index, hash};
use crate::read::lex::bytes_equal::same;
use crate::read::limits::Limits;
use crate::spelling::windows_1252;

/// A field: its place in the schema.
pub(crate) type FieldId = u32;

/// No field: there is none, or its value is read and not kept.
pub(crate) const NO_FIELD: FieldId = u32::MAX;

/// The record itself.
pub(crate) const ROOT: FieldId = 0;

/// No column, no array, nothing yet.
pub(crate) const NONE: u32 = u32::MAX;

/// One field.
#[derive(Debug)]
pub(crate) struct Field {
    pub parent: FieldId,
    /// The field within this one that comes first.
    pub first: FieldId,
    /// The field that follows this one.
    pub next: FieldId,
    /// The column of its values.
    pub column: u32,
    /// Its place among the arrays, if it ever held one.
    pub array: u32,
    /// The object in which it was met last.
    pub seen_in: u64,
    /// Where its values begin and end among those of the record.
    pub start: u32,
    pub end: u32,
    /// What it says of its value, if it only wraps it.
    pub wrapper: Wrapper,
    /// The key without its quotes, and then a quote.
    key: Box<[u8]>,
    /// Whether the key is written as it is: without escapes.
    plain: bool,
}

/// A field that held an array.
#[derive(Debug)]
pub(crate) struct Array {
    pub field: FieldId,
    /// The length of those that were not empty.
    pub length: Option<u32>,
    /// Only the length is kept.
    pub ragged: bool,
    /// The column of the lengths.
    pub lengths: u32,
    pub items: Vec<FieldId>,
    /// What is kept of its values, where they do not become columns.
    pub list: ListForm,
    /// Lists of which nothing but the length is kept, since they are not of that form.
    pub other_lists: u32,
}

/// What is kept of arrays whose values do not become columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum ListForm {
    /// None has come.
    #[default]
    Unknown,
    /// Their labels.
    Tags,
    /// A sketch of their numbers.
    Vector,
    /// Nothing but the length.
    Length,
}

impl Array {
    /// Whether an array of this length does not become columns: it is too long, or others have another length.
    pub(crate) fn has_no_columns(&self, length: usize, most: usize) -> bool {
        let known = self.length.unwrap_or(0) as usize;
        self.ragged || length > most || (length > 0 && known > 0 && length != known)
    }
}

/// A schema as it was.
#[derive(Debug)]
pub(crate) struct Mark {
    fields: usize,
    arrays: usize,
    key_bytes: usize,
    index: Index,
}

/// The fields met so far.
#[derive(Debug)]
pub(crate) struct Schema {
    pub fields: Vec<Field>,
    pub arrays: Vec<Array>,
    index: Index,
    key_bytes: usize,
    most_fields: usize,
    most_bytes: usize,
    objects: u64,
}

impl Schema {
    pub(crate) fn new(limits: &Limits) -> Self {
        let mut schema = Self {
            fields: Vec::new(),
            arrays: Vec::new(),
            index: Index::default(),
            key_bytes: 0,
            // Fields within which others lie have no column of their own.
            most_fields: limits.columns.saturating_mul(4).saturating_add(limits.depth + 1),
            most_bytes: limits.name_bytes,
            objects: 0,
        };
        schema.push(NO_FIELD, b"");
        schema
    }

    /// A number for an object that begins: a key met twice under one number is a duplicate.
    #[inline]
    pub(crate) fn begin_object(&mut self) -> u64 {
        self.objects += 1;
        self.objects
    }

    /// Whether the input continues with the key of this field and a quote. Gives the length of both.
    #[inline]
    pub(crate) fn matches(&self, field: FieldId, input: &[u8]) -> Option<usize> {
        let field = self.fields.get(field as usize)?;
        (field.plain && same(input.get(..field.key.len())?, &field.key)).then_some(field.key.len())
    }

    /// The field of this key within another; `None` where there are too many.
    pub(crate) fn child(&mut self, parent: FieldId, key: &[u8]) -> Option<FieldId> {
        let hash = hash(key, parent.wrapping_add(1));
        let found = self.index.find(hash, |id| {
            let field = &self.fields[id as usize];
            field.parent == parent && field.key() == key
        });
        if found.is_some() {
            return found;
        }
        self.has_room(key).then_some(())?;
        // A number is only used up when the field is there.
        self.index.insert(hash, self.fields.len() as u32).then(|| self.push(parent, key))
    }

    /// The field of the value at this position of an array; `None` where there are too many.
    pub(crate) fn item(&mut self, array: u32, position: usize) -> Option<FieldId> {
        let known = &self.arrays[array as usize];
        if let Some(&item) = known.items.get(position) {
            return Some(item);
        }
        let (parent, key) = (known.field, position.to_string());
        self.has_room(key.as_bytes()).then_some(())?;
        let item = self.push(parent, key.as_bytes());
        self.arrays[array as usize].items.push(item);
        Some(item)
    }

    /// The arrays of a field.
    pub(crate) fn array_of(&mut self, field: FieldId) -> u32 {
        let known = self.fields[field as usize].array;
        if known != NONE {
            return known;
        }
        let array = self.arrays.len() as u32;
        self.arrays.push(Array {
            field,
            length: None,
            ragged: false,
            lengths: NONE,
            items: Vec::new(),
            list: ListForm::Unknown,
            other_lists: 0,
        });
        self.fields[field as usize].array = array;
        array
    }

    /// All fields below the values of an array.
    pub(crate) fn below_items(&self, array: u32) -> Vec<FieldId> {
        let mut below = vec![false; self.fields.len()];
        for &item in &self.arrays[array as usize].items {
            below[item as usize] = true;
        }
        // A field comes after the one that it lies in.
        for id in 1..self.fields.len() {
            below[id] |= below.get(self.fields[id].parent as usize).copied().unwrap_or(false);
        }
        (0..self.fields.len() as u32).filter(|&id| below[id as usize]).collect()
    }

    /// The keys from the record down to the field, with dots between; those that wrap a value are no part of it.
    pub(crate) fn name(&self, field: FieldId) -> String {
        let mut keys = Vec::new();
        let mut at = field;
        while at != ROOT && at != NO_FIELD {
            let field = &self.fields[at as usize];
            if field.wrapper == Wrapper::None {
                keys.push(windows_1252::decode(field.key()));
            }
            at = field.parent;
        }
        keys.reverse();
        keys.join(".")
    }

    /// At least the length of [`Schema::name`], without making it.
    pub(crate) fn name_len(&self, field: FieldId) -> usize {
        let (mut length, mut at) = (0, field);
        while at != ROOT && at != NO_FIELD {
            let field = &self.fields[at as usize];
            length += field.key.len();
            at = field.parent;
        }
        length
    }

    /// The key with which records begin.
    pub(crate) fn first_key(&self) -> Option<&[u8]> {
        let first = self.fields.get(self.fields[ROOT as usize].first as usize)?;
        first.plain.then(|| first.key())
    }

    /// What is there, to come back to.
    pub(crate) fn mark(&self) -> Mark {
        Mark {
            fields: self.fields.len(),
            arrays: self.arrays.len(),
            key_bytes: self.key_bytes,
            index: self.index.clone(),
        }
    }

    /// Forgets the fields and arrays that were made since.
    pub(crate) fn return_to(&mut self, mark: Mark) {
        self.fields.truncate(mark.fields);
        self.arrays.truncate(mark.arrays);
        self.key_bytes = mark.key_bytes;
        self.index = mark.index;
        for field in self.fields.iter_mut().filter(|field| field.array != NONE && field.array as usize >= mark.arrays) {
            field.array = NONE;
        }
        self.arrays.iter_mut().for_each(|array| array.items.retain(|item| (*item as usize) < mark.fields));
    }

    /// Whether `fields` more fields with `key_bytes` bytes of keys are within the limits.
    pub(crate) fn has_room_for(&self, fields: usize, key_bytes: usize) -> bool {
        self.fields.len() + fields <= self.most_fields && self.key_bytes + key_bytes <= self.most_bytes
    }

    fn has_room(&self, key: &[u8]) -> bool {
        self.fields.len() < self.most_fields && self.key_bytes + key.len() <= self.most_bytes
    }

    fn push(&mut self, parent: FieldId, key: &[u8]) -> FieldId {
        self.key_bytes += key.len();
        // A record is never a wrapped value, nor is a value of an array's position.
        let wrapper = if matches!(parent, ROOT | NO_FIELD) { Wrapper::None } else { Wrapper::of(key) };
        let plain = !key.iter().any(|byte| matches!(byte, ..0x20 | b'"' | b'\\'));
        let key = [key, b"\""].concat().into_boxed_slice();
        let id = self.fields.len() as FieldId;
        self.fields.push(Field {
            parent,
            first: NO_FIELD,
            next: NO_FIELD,
            column: NONE,
            array: NONE,
            seen_in: 0,
            start: 0,
            end: 0,
            wrapper,
            key,
            plain,
        });
        id
    }
}

impl Field {
    /// The key as it reads, without escapes.
    pub(crate) fn key(&self) -> &[u8] {
        &self.key[..self.key.len() - 1]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_have_dotted_names() {
        let mut schema = Schema::new(&Limits::default());
        let input = schema.child(ROOT, b"input").unwrap();
        let temp = schema.child(input, b"temp").unwrap();
        let array = schema.array_of(temp);
        let second = (0..2).map(|position| schema.item(array, position).unwrap()).last().unwrap();
        assert_eq!(schema.name(second), "input.temp.1");
        assert_eq!(schema.name_len(second), "input.temp.1".len() + 1);
        assert_eq!(schema.child(ROOT, b"input"), Some(input));
        assert_ne!(schema.child(ROOT, b"temp"), Some(temp));
        assert_eq!(schema.below_items(array), [second - 1, second]);
    }

    #[test]
    fn only_keys_written_as_they_are_match_the_input() {
        let mut schema = Schema::new(&Limits::default());
        let plain = schema.child(ROOT, b"ab").unwrap();
        let quote = schema.child(ROOT, b"a\"b").unwrap();
        let slash = schema.child(ROOT, b"a\\b").unwrap();
        assert_eq!(schema.matches(plain, b"ab\": 1"), Some(3));
        assert_eq!(schema.matches(plain, b"abc\": 1"), None);
        assert_eq!(schema.matches(quote, b"a\"b\": 1"), None);
        assert_eq!(schema.matches(slash, b"a\\b\": 1"), None);
        assert_eq!(schema.matches(NO_FIELD, b"\""), None);
    }

    #[test]
    fn fields_are_bounded() {
        let limits = Limits { columns: 2, depth: 1, name_bytes: 20, ..Limits::default() };
        let mut schema = Schema::new(&limits);
        let added = (0..100).filter(|number: &i32| schema.child(ROOT, number.to_string().as_bytes()).is_some()).count();
        assert_eq!(added, 9);
        let mut schema = Schema::new(&limits);
        assert!(schema.child(ROOT, &[b'a'; 21]).is_none());
        assert!(schema.child(ROOT, &[b'a'; 20]).is_some());
        assert!(schema.child(ROOT, b"b").is_none());
    }
}
