//! Reads records of a known layout: everything between two values is compared as one byte string.
//!
//! Records of one source are written by one program, so between the same two values stand the same bytes: a comma, a
//! key, a colon, brackets. A record that was read the general way leaves behind, for each of its values, the bytes from
//! there to the next one. The next record is then read by comparing those bytes at once, in place of finding each key's
//! end, looking the key up and checking what is around it. Since what follows a value is remembered by the value's field
//! and not by the record, fields that come and go need no more memory than the ways in which they follow each other.
//!
//! Records that go one way from end to end are read along a [`Course`], which has all of it in one place.
//!
//! Where nothing known follows, where a value is no scalar, and where a key comes twice, there is no result, and the
//! record is read from its beginning the general way. So faults and warnings have one home, and what is read here is
//! what would be read there: a field tells within which objects and arrays it lies, and after the same bytes from the
//! same place stands the same field.
//!
//! All that is kept is bounded, and a source whose records never come alike is read the general way after a few tries.

use super::course::{Course, Run};
use super::patience::Patience;
use crate::read::assemble::schema::{FieldId, NO_FIELD, ROOT};
use crate::read::assemble::staged::{Staged, Step, Values};
use crate::read::lex::bytes_equal::same;
use crate::read::lex::value::Parsed;

/// Ways that can follow one value; where there are more, values have keys of their own.
const MOST_WAYS: usize = 16;

/// Ways in all.
const MOST: usize = 1 << 17;

/// Bytes that are remembered in all, and of one way.
const MOST_BYTES: usize = 8 << 20;
const MOST_BYTES_EACH: usize = 4096;

/// No way.
const NOTHING: u32 = u32::MAX;

/// What leads from one value to the next, or to the end of the record.
#[derive(Debug)]
struct Way {
    /// Where its bytes lie.
    start: u32,
    length: u32,
    /// The field of the value that follows; [`NO_FIELD`] at the end of the record.
    to: FieldId,
    /// The next way that may be taken instead.
    other: u32,
    line_breaks: u32,
    /// What is passed besides the key of `to`.
    passed: Box<[Step]>,
}

/// The layouts of the records so far.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    bytes: Vec<u8>,
    ways: Vec<Way>,
    /// By field, the first way that leads on; by [`ROOT`], the first one from the beginning of a record.
    first: Vec<u32>,
    /// By field, the record in which its key was met last.
    met_in: Vec<u64>,
    record: u64,
    /// The ways that the last record went, unless all of it was on the course.
    trail: Vec<u32>,
    course: Course,
    patience: Patience,
}

impl Layout {
    /// Reads the record at the start of the input and stages its values. `None` where it is none of a known layout, or
    /// its end has not come; then what is staged means nothing. The second value is the field with which it begins.
    pub(crate) fn read(&mut self, input: &[u8], staged: &mut Staged) -> Option<(Parsed, FieldId)> {
        if self.first.is_empty() || !self.patience.may_try() {
            return None;
        }
        staged.clear();
        let parsed = self.follow(input, staged);
        self.patience.learn(parsed.is_some());
        parsed
    }

    /// Whether what is read the general way now should be remembered.
    pub(crate) fn is_learning(&self) -> bool {
        !self.patience.is_waiting()
    }

    /// Remembers the layout of a record that was read the general way.
    pub(crate) fn learn(&mut self, record: &[u8], staged: &Staged) {
        let is_left_out = |step: &Step| {
            matches!(step, Step::Key(NO_FIELD) | Step::Array(NO_FIELD) | Step::Value { field: NO_FIELD, .. })
        };
        if self.patience.is_waiting() || !staged.notes.is_empty() || staged.steps.iter().any(is_left_out) {
            return;
        }
        let (mut from, mut at, mut passed) = (ROOT, 0, Vec::new());
        for &step in &staged.steps {
            let Step::Value { field, start, end } = step else {
                passed.push(step);
                continue;
            };
            if passed.last() == Some(&Step::Key(field)) {
                passed.pop();
            }
            if !self.add(from, record.get(at..start).unwrap_or_default(), field, &passed) {
                return;
            }
            passed.clear();
            (from, at) = (field, end);
        }
        self.add(from, record.get(at..).unwrap_or_default(), NO_FIELD, &passed);
    }

    /// Adds a way that may be known already. `false` where there is no room for it.
    fn add(&mut self, from: FieldId, bytes: &[u8], to: FieldId, passed: &[Step]) -> bool {
        let mut last = NOTHING;
        let mut next = self.first.get(from as usize).copied().unwrap_or(NOTHING);
        let mut count = 0;
        while let Some(way) = self.ways.get(next as usize) {
            let (start, length) = (way.start as usize, way.length as usize);
            if way.to == to && self.bytes.get(start..start + length) == Some(bytes) {
                return true;
            }
            (last, next) = (next, way.other);
            count += 1;
        }
        let most = self.bytes.len() + bytes.len() > MOST_BYTES || bytes.len() > MOST_BYTES_EACH;
        if bytes.is_empty() || most || count == MOST_WAYS || self.ways.len() == MOST {
            return false;
        }
        let new = self.ways.len() as u32;
        match self.ways.get_mut(last as usize) {
            Some(last) => last.other = new,
            None => {
                let places = self.first.len().max(from as usize + 1);
                self.first.resize(places, NOTHING);
                self.first[from as usize] = new;
            }
        }
        for key in keys(passed, to) {
            if self.met_in.len() <= key as usize {
                self.met_in.resize(key as usize + 1, 0);
            }
        }
        self.ways.push(Way {
            start: self.bytes.len() as u32,
            length: bytes.len() as u32,
            to,
            other: NOTHING,
            line_breaks: memchr::memchr_iter(b'\n', bytes).count() as u32,
            passed: passed.into(),
        });
        self.bytes.extend_from_slice(bytes);
        true
    }

    /// Reads the record at the start of the input, as far as its layout is known and its values can be taken. `None`
    /// otherwise; then the values of the [fields](Layout::taken) that were taken count for nothing.
    #[inline]
    pub(crate) fn follow(&mut self, input: &[u8], values: &mut impl Values) -> Option<(Parsed, FieldId)> {
        match self.course.run(input, values) {
            Run::Whole(parsed, first) => Some((parsed, first)),
            Run::Part { legs, at } => self.follow_ways(input, values, legs, at),
            Run::Stuck { legs } => {
                self.note_legs(legs);
                None
            }
        }
    }

    /// The fields of the values that were taken of a record that was not read.
    pub(crate) fn taken(&self) -> impl Iterator<Item = FieldId> {
        self.trail.iter().filter_map(|way| self.ways.get(*way as usize)).map(|way| way.to)
    }

    /// Reads on where a record left the course.
    #[inline(never)]
    fn follow_ways(
        &mut self,
        input: &[u8],
        values: &mut impl Values,
        legs: usize,
        mut at: usize,
    ) -> Option<(Parsed, FieldId)> {
        self.record += 1;
        self.note_legs(legs);
        let (mut line_breaks, mut from, mut first) = (0, ROOT, NO_FIELD);
        for place in 0..legs {
            let Way { to, line_breaks: breaks, ref passed, .. } = *self.ways.get(*self.trail.get(place)? as usize)?;
            line_breaks += u64::from(breaks);
            meet_all(&mut self.met_in, keys(passed, to), self.record, &mut first)?;
            from = to;
        }
        let mut has_arrays = false;
        loop {
            let way = self.way(from, input.get(at..)?)?;
            let Way { length, to, line_breaks: breaks, ref passed, .. } = self.ways[way as usize];
            at += length as usize;
            line_breaks += u64::from(breaks);
            for step in passed {
                match *step {
                    Step::Key(_) | Step::Value { .. } => {}
                    Step::Array(field) => {
                        has_arrays = true;
                        values.begin_array(field).then_some(())?;
                    }
                    Step::ArrayEnd(count) => values.end_array(count as usize).then_some(())?,
                }
            }
            meet_all(&mut self.met_in, keys(passed, to), self.record, &mut first)?;
            if to == NO_FIELD {
                self.trail.push(way);
                if !has_arrays && self.course.is_left() {
                    self.lay_course(line_breaks, first);
                }
                return Some((Parsed { end: at, line_breaks }, first));
            }
            at = values.scan(input, at, to).ok()?;
            self.trail.push(way);
            from = to;
        }
    }

    /// Begins the trail with the first legs of the course.
    fn note_legs(&mut self, legs: usize) {
        self.trail.clear();
        self.trail.extend(self.course.ways(legs));
    }

    /// Lays the course along the trail of the last record.
    #[cold]
    fn lay_course(&mut self, line_breaks: u64, first: FieldId) {
        let Self { trail, ways, bytes, course, .. } = self;
        let legs = trail.iter().filter_map(|&number| {
            let way = ways.get(number as usize)?;
            let start = way.start as usize;
            Some((number, bytes.get(start..start + way.length as usize)?, way.to))
        });
        course.lay(legs, line_breaks, first);
    }

    /// The way from the value of a field with which the input continues.
    #[inline]
    fn way(&self, from: FieldId, input: &[u8]) -> Option<u32> {
        let mut next = *self.first.get(from as usize)?;
        loop {
            let way = self.ways.get(next as usize)?;
            let (start, length) = (way.start as usize, way.length as usize);
            let is_taken = same(input.get(..length).unwrap_or_default(), self.bytes.get(start..start + length)?);
            // What begins here may be an object this time, whose ways are others.
            if is_taken && (way.to == NO_FIELD || !matches!(input.get(length), Some(b'{' | b'['))) {
                return Some(next);
            }
            next = way.other;
        }
    }
}

/// The keys that a way passes, that of the value to which it leads among them.
#[inline]
fn keys(passed: &[Step], to: FieldId) -> impl Iterator<Item = FieldId> {
    let before = passed.iter().filter_map(|step| match step {
        Step::Key(field) => Some(*field),
        _ => None,
    });
    before.chain((to != NO_FIELD).then_some(to))
}

/// Notes that keys were met in a record, and which was the first of all; `None` where one had been met before.
#[inline]
fn meet_all(met_in: &mut [u64], keys: impl Iterator<Item = FieldId>, record: u64, first: &mut FieldId) -> Option<()> {
    for key in keys {
        if *first == NO_FIELD {
            *first = key;
        }
        meet(met_in, key, record)?;
    }
    Some(())
}

/// Notes that a key was met in a record; `None` where that had happened before.
#[inline]
fn meet(met_in: &mut [u64], field: FieldId, record: u64) -> Option<()> {
    let met_in = met_in.get_mut(field as usize)?;
    let is_new = *met_in != record;
    *met_in = record;
    is_new.then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::assemble::schema::Schema;
    use crate::read::json::fast::parse_record;
    use crate::read::limits::Limits;

    fn learnt(records: &[&str]) -> (Layout, Schema) {
        let limits = Limits::default();
        let (mut layout, mut schema, mut staged) = (Layout::default(), Schema::new(&limits), Staged::default());
        for record in records {
            parse_record(record.as_bytes(), &mut layout, &mut schema, &mut staged, &limits).unwrap();
        }
        (layout, schema)
    }

    /// The values of a record, if it is read by its layout: they must be those of the general way.
    fn read((layout, schema): &mut (Layout, Schema), record: &str) -> Option<Vec<u64>> {
        let (mut staged, mut general) = (Staged::default(), Staged::default());
        layout.patience = Patience::default();
        let parsed = layout.read(record.as_bytes(), &mut staged);
        layout.patience = Patience::exhausted();
        let expected = parse_record(record.as_bytes(), layout, schema, &mut general, &Limits::default());
        let (parsed, _) = parsed?;
        assert_eq!(Ok(parsed), expected);
        assert_eq!(staged.values, general.values);
        Some(staged.values.iter().map(|value| value.payload).collect())
    }

    #[test]
    fn records_like_those_before_are_read() {
        let records = ["{\"a\": 1, \"b\": {\"c\": true, \"d\": [1, 2]}}", "{\"a\": 1, \"b\": null}", "{ }"];
        let mut known = learnt(&records);
        assert!(read(&mut known, "{\"a\": \"x\", \"b\": {\"c\": null, \"d\": [1, 7]}} rest").is_some());
        assert!(read(&mut known, "{\"a\": 3, \"b\": 4}\n").is_some());
        assert_eq!(read(&mut known, "{ }"), Some(vec![]));
        for other in
            ["{\"a\": 1,\"b\": 2}", "{\"a\": 1, \"b\": 2", "{\"a\": 1, \"b\": {\"c\": x", "{\"a\": 1, \"d\": 2}", ""]
        {
            assert_eq!(read(&mut known, other), None, "{other}");
        }
    }

    #[test]
    fn ways_join_where_no_record_joined_them() {
        let mut known =
            learnt(&["{\"a\":1,\"b\":2,\"c\":3}", "{\"a\":1,\"c\":3}", "{\"b\":2,\"c\":3}", "{\"c\":3,\"d\":[]}"]);
        assert!(read(&mut known, "{\"b\":2,\"c\":3,\"d\":[]}").is_some());
        assert!(read(&mut known, "{\"a\":2,\"c\":3,\"d\":[]}").is_some());
    }

    #[test]
    fn a_key_that_comes_twice_is_left_to_the_general_way() {
        let mut known = learnt(&[
            "{\"a\":1,\"b\":2}",
            "{\"b\":2,\"a\":1}",
            "{\"x\":{\"e\":1},\"b\":2}",
            "{\"b\":2,\"x\":{\"f\":1}}",
        ]);
        assert_eq!(read(&mut known, "{\"a\":1,\"b\":2,\"a\":3}"), None);
        assert_eq!(read(&mut known, "{\"x\":{\"e\":1},\"b\":2,\"x\":{\"f\":1}}"), None);
        assert!(read(&mut known, "{\"a\":1,\"b\":2,\"x\":{\"f\":1}}").is_some());
    }

    #[test]
    fn records_that_never_come_alike_are_given_up_and_tried_again() {
        let limits = Limits::default();
        let (mut layout, mut schema, mut staged) = (Layout::default(), Schema::new(&limits), Staged::default());
        for number in 0..5_000 {
            let record = format!("{{{}\"a\":1}}", " ".repeat(number % 300));
            parse_record(record.as_bytes(), &mut layout, &mut schema, &mut staged, &limits).unwrap();
        }
        assert!(layout.ways.len() <= MOST_WAYS + 1, "{}", layout.ways.len());
        assert_ne!(layout.patience, Patience::default());
        for _ in 0..2 * 1024 {
            parse_record(b"{\"a\":1}", &mut layout, &mut schema, &mut staged, &limits).unwrap();
        }
        assert_eq!(layout.patience, Patience::default());
    }
}
