//! Finds where to continue after a record that could not be read.
//!
//! Lines: at the next line that begins with a bracket. Arrays, and documents without line breaks between them: brackets
//! and quotes are counted until the record closes. But a missing quote turns text and structure round and would
//! swallow the rest of the file, so the key with which records begin is looked for at the same time: where it opens an
//! object inside of what seems to be text, text it is not.

/// Bytes within which the first key of a record must end to be of use.
const LONGEST_KEY: usize = 1024;

/// The most blanks between a record's bracket and its first key.
const MOST_BLANKS: usize = 64;

/// Counts brackets and quotes, without asking whether they make sense.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Scanner {
    depth: u64,
    in_text: bool,
    escaped: bool,
    /// The last byte that was no white space.
    before: u8,
    /// The bracket that was opened first.
    opened: u8,
}

/// Where a scan stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// What was scanned is closed here.
    Closed(usize),
    /// A bracket that closes something around what was scanned, which itself is not closed.
    Outside(usize),
    /// Something that looks like the beginning of a record.
    Opening { at: usize, in_text: bool },
    /// Nothing up to here; the rest needs more input, or is empty.
    End(usize),
}

impl Scanner {
    /// Scans from `at`. `last` says that nothing follows the input.
    pub(crate) fn run(&mut self, input: &[u8], mut at: usize, key: &[u8], last: bool) -> Stop {
        while let Some(&byte) = input.get(at) {
            if byte == b'{' && matches!(self.before, b',' | b'}') {
                match opens(&input[at..], key) {
                    Some(true) => return Stop::Opening { at, in_text: self.in_text },
                    None if !last => return Stop::End(at),
                    _ => {}
                }
            }
            if let Some(stop) = self.step(byte, at) {
                return stop;
            }
            at += 1;
        }
        Stop::End(at)
    }

    /// Takes one byte. Gives where to stop, if this is it.
    pub(crate) fn step(&mut self, byte: u8, at: usize) -> Option<Stop> {
        let before = self.before;
        if byte > b' ' {
            self.before = byte;
        }
        if self.in_text {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                // No string of JSON goes over a line break.
                b'"' | b'\n' => self.in_text = false,
                _ => {}
            }
            return None;
        }
        match byte {
            b'"' => self.in_text = true,
            b'{' | b'[' => {
                self.opened = if self.depth == 0 { byte } else { self.opened };
                self.depth += 1;
            }
            b',' | b']' if self.depth == 0 => {
                self.before = before;
                return Some(Stop::Closed(at));
            }
            b']' if self.depth == 1 && self.opened == b'{' => return Some(Stop::Outside(at)),
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                return (self.depth == 0).then_some(Stop::Closed(at + 1));
            }
            _ => {}
        }
        None
    }
}

/// Where to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Resume {
    At(usize),
    /// More input has to come first.
    NeedsMore,
    /// Nowhere within this many bytes: the rest is scanned without being stored.
    After(usize, Scanner),
}

/// Finds where to go on after the broken record at the start of the input, looking at `window` bytes at most.
pub(crate) fn after_broken(input: &[u8], key: &[u8], window: usize, last: bool) -> Resume {
    let mut scanner = Scanner::default();
    let mut first = None;
    let mut at = 0;
    loop {
        // A second record within the broken one is taken for it unless the broken one closes soon.
        let bound = first.map_or(window, |first: usize| (first * 5 + 1024).min(window));
        let is_cut = input.len() >= bound;
        match scanner.run(&input[..input.len().min(bound)], at, key, last || is_cut) {
            Stop::Opening { at: opening, in_text: true } => return Resume::At(first.unwrap_or(opening)),
            Stop::Opening { at: opening, in_text: false } => {
                first.get_or_insert(opening);
                scanner.step(b'{', opening);
                at = opening + 1;
            }
            Stop::Closed(end) => return closed(input, end.max(1), first, last),
            Stop::Outside(end) => return Resume::At(first.unwrap_or(end)),
            Stop::End(_) if !last && !is_cut => return Resume::NeedsMore,
            Stop::End(end) => {
                return match first {
                    Some(first) => Resume::At(first),
                    // Whether anything follows the window is not asked: it is not always known yet.
                    None if !is_cut => Resume::At(end.max(1)),
                    None => Resume::After(end.max(1), scanner),
                };
            }
        }
    }
}

/// The end of a record is believed if what follows may follow a record, or if there is nothing else to go by.
fn closed(input: &[u8], end: usize, first: Option<usize>, last: bool) -> Resume {
    let Some(first) = first else { return Resume::At(end) };
    let rest = input.get(end..).unwrap_or_default();
    let rest = &rest[..rest.len().min(MOST_BLANKS)];
    match rest.iter().find(|byte| **byte > b' ') {
        Some(b',' | b']' | b'{') => Resume::At(end),
        Some(_) => Resume::At(first),
        None if last || rest.len() == MOST_BLANKS => Resume::At(end),
        None => Resume::NeedsMore,
    }
}

/// Finds the next line that may hold a record. Gives where to go on, or up to where there is none.
pub(crate) fn next_line(input: &[u8], last: bool) -> Result<usize, usize> {
    for at in memchr::memchr_iter(b'\n', input) {
        match input.get(at + 1) {
            Some(b'{' | 0x1E) => return Ok(at),
            None if !last => return Err(at),
            _ => {}
        }
    }
    Err(input.len())
}

/// Whether an object with this first key begins here; `None` where the input ends too soon to tell.
fn opens(input: &[u8], key: &[u8]) -> Option<bool> {
    let mut blanks = 1;
    while let Some(b' ' | b'\t' | b'\r' | b'\n') = input.get(blanks) {
        blanks += 1;
        if blanks > MOST_BLANKS {
            return Some(false);
        }
    }
    let rest = &input[blanks..];
    let parts: [&[u8]; 3] = [b"\"", key, b"\""];
    let mut at = 0;
    for part in parts {
        let found = &rest[at..rest.len().min(at + part.len())];
        if found.len() < part.len() && part.starts_with(found) {
            return None;
        }
        if found != part {
            return Some(false);
        }
        at += part.len();
    }
    Some(true)
}

/// The first key of the object at the start of the input, as it is written, or none; `None` where more input is needed
/// to tell.
pub(crate) fn own_key(input: &[u8], last: bool) -> Option<&[u8]> {
    let start = &input[..input.len().min(LONGEST_KEY)];
    let mut quotes = memchr::memchr_iter(b'"', start);
    match (quotes.next(), quotes.next()) {
        (Some(open), Some(close)) => {
            let is_first = start.starts_with(b"{") && start[1..open].trim_ascii().is_empty();
            Some(if is_first { &start[open + 1..close] } else { b"" })
        }
        _ if last || start.len() == LONGEST_KEY => Some(b""),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rest(input: &str) -> &str {
        match after_broken(input.as_bytes(), b"id", 1 << 20, true) {
            Resume::At(at) => &input[at..],
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_record_that_closes_is_left_at_its_end() {
        assert_eq!(rest(r#"{"id":1,"a":xx,"b":[1,{}]}, {"id":2}]"#), r#", {"id":2}]"#);
        assert_eq!(rest(r#"{"id":1,"a":"}\"]",,}]"#), "]");
        assert_eq!(rest("xx, {}]"), ", {}]");
        assert_eq!(rest("}, {}]"), ", {}]");
        // Objects within that begin like a record are not taken for one.
        assert_eq!(rest(r#"{"id":1,"a":xx,"b":[{"id":7},{"id":8}]}, {"id":2}]"#), r#", {"id":2}]"#);
    }

    #[test]
    fn a_missing_quote_costs_one_record() {
        assert_eq!(
            rest(r#"{"id":1,"s":"abc}, {"id":2,"s":"x"}, {"id":3,"s":"y"}]"#),
            r#"{"id":2,"s":"x"}, {"id":3,"s":"y"}]"#
        );
        assert_eq!(rest("{\"id\":1,\"s\":abc\"},\n{ \"id\":2}]"), "{ \"id\":2}]");
    }

    #[test]
    fn a_missing_bracket_costs_one_record() {
        assert_eq!(rest(r#"{"id":1,"s":{"x":1}, {"id":2}, {"id":3}]"#), r#"{"id":2}, {"id":3}]"#);
    }

    #[test]
    fn a_prefix_never_decides_otherwise_than_the_whole() {
        for input in [
            r#"{"id":1,"a":xx,"b":[{"id":7},{"id":8}]}, {"id":2}]"#,
            r#"{"id":1,"s":"abc}, {"id":2,"s":"x"}, {"id":3,"s":"y"}]"#,
            r#"{"id":1,"s":{"x":1}, {"id":2}, {"id":3}]"#,
        ] {
            let whole = after_broken(input.as_bytes(), b"id", 1 << 20, true);
            for end in 0..input.len() {
                let part = after_broken(&input.as_bytes()[..end], b"id", 1 << 20, false);
                assert!(part == Resume::NeedsMore || part == whole, "{input} {end}: {part:?}");
            }
        }
    }

    #[test]
    fn lines_go_on_where_a_bracket_begins_one() {
        assert_eq!(next_line(b"{\"a\":1\nxx\n{}", false), Ok(9));
        assert_eq!(next_line(b"{\n  {\n", false), Err(5));
        assert_eq!(next_line(b"{\n  {\n", true), Err(6));
        assert_eq!(own_key(b"{ \"ab\": 1", false), Some(&b"ab"[..]));
        assert_eq!(own_key(b"{}", false), None);
        assert_eq!(own_key(b"{}", true), Some(&b""[..]));
        assert_eq!(own_key(b"{1, \"ab\"", false), Some(&b""[..]));
    }
}
