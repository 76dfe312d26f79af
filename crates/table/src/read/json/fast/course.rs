//! Predicts the whole key sequence of a record: most records have the same one from end to end.
//!
//! What lies before each value of such a record is in one place, in its order, and nothing has to be looked up: neither
//! the ways that lead on, nor whether a key came before, since no way is on the course twice. So it is no longer than all
//! ways together, which are bounded.

use crate::read::assemble::schema::{FieldId, NO_FIELD};
use crate::read::assemble::staged::Values;
use crate::read::lex::bytes_equal::same;
use crate::read::lex::value::Parsed;

/// Misses count +2, hits −1; above this the predicted key sequence is rebuilt.
const MOST_STRAYS: u32 = 8;

/// The course.
#[derive(Debug, Default)]
pub(crate) struct Course {
    /// What lies before the values, and behind the last one, end to end.
    bytes: Vec<u8>,
    legs: Vec<Leg>,
    line_breaks: u64,
    /// The field with which a record begins.
    first: FieldId,
    strays: u32,
}

/// What leads to a value, or to the end.
#[derive(Clone, Copy, Debug)]
struct Leg {
    /// Where its bytes end.
    end: u32,
    /// The field of the value; [`NO_FIELD`] at the end of the record.
    to: FieldId,
    /// The way that it is.
    way: u32,
}

/// How far a record went on the course.
pub(crate) enum Run {
    /// To its end. The second value is the field with which it begins.
    Whole(Parsed, FieldId),
    /// Past the values of `legs` legs, up to `at`, where its keys differ.
    Part { legs: usize, at: usize },
    /// Past the values of `legs` legs, to one that is broken or cannot be taken.
    Stuck { legs: usize },
}

impl Course {
    /// Reads the record at the start of the input, as long as it stays on the course.
    #[inline]
    pub(crate) fn run(&mut self, input: &[u8], values: &mut impl Values) -> Run {
        let (mut at, mut start) = (0, 0);
        for (count, leg) in self.legs.iter().enumerate() {
            let bytes = self.bytes.get(start..leg.end as usize).unwrap_or_default();
            let value = at + bytes.len();
            if !input.get(at..value).is_some_and(|input| same(input, bytes)) {
                return Run::Part { legs: count, at };
            }
            if leg.to == NO_FIELD {
                self.strays = self.strays.saturating_sub(1);
                return Run::Whole(Parsed { end: value, line_breaks: self.line_breaks }, self.first);
            }
            match values.scan(input, value, leg.to) {
                Ok(end) => at = end,
                // An object or array, where no other record had one.
                Err(_) if matches!(input.get(value), Some(b'{' | b'[')) => return Run::Part { legs: count, at },
                Err(_) => return Run::Stuck { legs: count },
            }
            start = leg.end as usize;
        }
        Run::Part { legs: 0, at: 0 }
    }

    /// The ways of the first legs.
    pub(crate) fn ways(&self, legs: usize) -> impl Iterator<Item = u32> {
        self.legs.iter().take(legs).map(|leg| leg.way)
    }

    /// Counts a complete record with other keys. Returns whether the sequence should be rebuilt.
    pub(crate) fn is_left(&mut self) -> bool {
        self.strays += 2;
        self.legs.is_empty() || self.strays > MOST_STRAYS
    }

    /// Rebuilds it from these ways: each with its bytes and the field to which it leads.
    pub(crate) fn lay<'a>(
        &mut self,
        ways: impl Iterator<Item = (u32, &'a [u8], FieldId)>,
        line_breaks: u64,
        first: FieldId,
    ) {
        self.bytes.clear();
        self.legs.clear();
        for (way, bytes, to) in ways {
            self.bytes.extend_from_slice(bytes);
            self.legs.push(Leg { end: self.bytes.len() as u32, to, way });
        }
        (self.line_breaks, self.first, self.strays) = (line_breaks, first, 0);
    }
}
