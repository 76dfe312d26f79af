//! A record that is added, and the problems that are reported of it.

use crate::WarningCode;
use crate::read::lex::string::Damage;
use crate::read::lex::value::unpair;
use crate::read::place::Whereabouts;
use crate::read::problems::Problems;

/// A record that is added to the columns.
#[derive(Debug)]
pub(crate) struct Source<'a> {
    /// Where it lies.
    pub record: Whereabouts<'a>,
    /// What is wrong with it goes there.
    pub problems: &'a mut Problems,
}

impl<'a> Source<'a> {
    /// The bytes of a text or a number whose place is this payload.
    #[inline]
    pub(super) fn bytes(&self, payload: u64) -> &'a [u8] {
        let (start, length) = unpair(payload);
        self.record.input.get(start..start + length).unwrap_or_default()
    }

    /// Warns of something `at` bytes after the start of the record. The message is only made for the first of its kind.
    #[cold]
    pub(super) fn warn(&mut self, code: WarningCode, at: usize, message: impl FnOnce() -> String) {
        self.warn_many(code, 1, at, message);
    }

    /// Warns of something that was met `count` times, first at this place.
    #[cold]
    pub(super) fn warn_many(&mut self, code: WarningCode, count: u64, at: usize, message: impl FnOnce() -> String) {
        self.problems.add_many(code, count, || (Some(self.record.at(at)), message()));
    }

    /// Warns of a damaged text.
    #[cold]
    pub(super) fn damaged(&mut self, damage: Damage, at: usize) {
        if damage.bytes {
            let message =
                "A text is not valid UTF-8 and is read as Windows-1252: export as UTF-8 to be sure of its letters";
            self.warn(WarningCode::InvalidUtf8, at, || message.to_owned());
        }
        if damage.surrogate {
            let message = "A text has half of a surrogate pair, which is no character and is replaced";
            self.warn(WarningCode::LoneSurrogate, at, || message.to_owned());
        }
    }
}
