//! Places in a file: where reading has got to, where a record begins, and what a warning shows of it.

/// Bytes of the input that a warning shows.
pub(crate) const SNIPPET: usize = 40;

/// Where in a file something was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place<'a> {
    /// From 1.
    pub line: u64,
    /// From 0, in the unpacked file.
    pub offset: u64,
    /// The input from that place on.
    pub input: &'a [u8],
}

/// A record in its file, so that a warning can name a place in it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Whereabouts<'a> {
    /// The record, and what may follow it.
    pub input: &'a [u8],
    /// The line on which it begins.
    pub line: u64,
    /// The offset at which it begins.
    pub offset: u64,
}

impl<'a> Whereabouts<'a> {
    /// The same record with only its first `length` bytes: a snippet must not depend on how much of the file is in memory.
    pub(crate) fn first(self, length: usize) -> Self {
        Self { input: &self.input[..self.input.len().min(length)], ..self }
    }

    /// The place `at` bytes after the start of the record.
    pub(crate) fn at(&self, at: usize) -> Place<'a> {
        let at = at.min(self.input.len());
        let line_breaks = count_lines(&self.input[..at], b'\n');
        Place { line: self.line + line_breaks, offset: self.offset + at as u64, input: &self.input[at..] }
    }
}

/// The position that reading has reached in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cursor {
    /// Bytes before it, in the unpacked file.
    pub offset: u64,
    /// Its line, from 1.
    pub line: u64,
}

impl Cursor {
    /// The start of a file.
    pub(crate) const START: Self = Self { offset: 0, line: 1 };

    /// A record that begins `skipped` bytes after the cursor, on the same line.
    pub(crate) fn record_after(self, skipped: usize, input: &[u8]) -> Whereabouts<'_> {
        Whereabouts { input, line: self.line, offset: self.offset + skipped as u64 }
    }

    /// A record that begins at the cursor.
    pub(crate) fn record(self, input: &[u8]) -> Whereabouts<'_> {
        Whereabouts { input, line: self.line, offset: self.offset }
    }

    /// Moves past `passed`, whose lines end with a line feed. Returns its length.
    pub(crate) fn pass(&mut self, passed: &[u8]) -> usize {
        self.pass_lines(passed.len(), count_lines(passed, b'\n'))
    }

    /// Moves past `length` bytes that hold `lines` line ends. Returns `length`.
    #[inline]
    pub(crate) fn pass_lines(&mut self, length: usize, lines: u64) -> usize {
        self.offset += length as u64;
        self.line += lines;
        length
    }

    /// Moves back before bytes that were passed.
    pub(crate) fn unpass(&mut self, passed: &[u8]) {
        self.offset -= passed.len() as u64;
        self.line -= count_lines(passed, b'\n');
    }
}

/// The number of line ends.
pub(crate) fn count_lines(bytes: &[u8], line_end: u8) -> u64 {
    memchr::memchr_iter(line_end, bytes).count() as u64
}

/// At most forty bytes of the input in a form that can be shown.
pub(crate) fn snippet(input: &[u8]) -> String {
    let mut end = input.len().min(SNIPPET);
    // Not through the middle of a character.
    while end > 0 && end < input.len() && input[end] & 0xC0 == 0x80 {
        end -= 1;
    }
    let text = String::from_utf8_lossy(&input[..end]);
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect::<String>().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_counts_bytes_and_lines_both_ways() {
        let mut cursor = Cursor::START;
        assert_eq!(cursor.pass(b"a\nbc\n"), 5);
        assert_eq!(cursor, Cursor { offset: 5, line: 3 });
        assert_eq!(cursor.record_after(2, b"x\ny").at(2), Place { line: 4, offset: 9, input: b"y" });
        cursor.unpass(b"bc\n");
        assert_eq!(cursor, Cursor { offset: 2, line: 2 });
    }

    #[test]
    fn snippets_end_between_characters() {
        let text = "é".repeat(30);
        assert_eq!(snippet(text.as_bytes()), "é".repeat(20));
        assert_eq!(snippet(&text.as_bytes()[1..]).chars().count(), 20);
        assert_eq!(snippet(b""), "");
    }
}
