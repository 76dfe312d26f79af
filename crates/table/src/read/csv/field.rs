//! Finds the end of one field of a row.
//!
//! As RFC 4180 has it: a field in quotes may hold the delimiter and line breaks, and a quote in it is doubled. What
//! writers do beyond that is read as Python's `csv` module reads it: a quote within a field that does not begin with one
//! is a character like others, and what follows a closing quote belongs to the field.
//!
//! A quote that is never closed must not swallow the rows after it. So a quoted field ends within [`MOST_QUOTED`] bytes,
//! and one that goes over several lines ends at a delimiter or a line end.

/// Bytes of a field in quotes. A longer one counts as never closed.
const MOST_QUOTED: usize = 1 << 20;

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Marks {
    /// What stands between the fields of a row.
    pub delimiter: u8,
    /// What stands after a row: a line feed, with or without a carriage return before it, or a carriage return.
    pub line_end: u8,
    /// A backslash in quotes takes the meaning from a quote.
    pub has_escapes: bool,
    /// Blanks after a delimiter do not belong to the field.
    pub skips_blanks: bool,
}

/// Where one field lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    /// Its text begins here, after the quote if it has one.
    pub start: usize,
    /// Its text ends here.
    pub end: usize,
    /// The next field begins here, or the next row.
    pub next: usize,
    /// It is the last of its row.
    pub ends_row: bool,
    /// How it is written.
    pub form: Form,
}

/// How a field is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Without quotes.
    Bare,
    /// In quotes, and its text lies in the input as it is.
    Quoted,
    /// In quotes, with quotes or escapes in it.
    Escaped,
    /// In quotes, with something after the closing one.
    Overrun,
}

/// Why a field has no end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The input ends before the field does.
    Incomplete,
    /// The quote at this place is never closed.
    Unclosed(usize),
    /// The writer puts backslashes before quotes, which was not known yet.
    Escapes,
}

/// What follows the closing quote of a field.
enum After {
    /// The end of the field: the next begins there.
    Delimiter(usize),
    /// The end of the row: the next begins there.
    LineEnd(usize),
    /// Something else.
    Other,
}

impl Marks {
    /// The field that begins at `at`. `is_end` says that the file ends where the input does.
    #[inline]
    pub(crate) fn field(&self, input: &[u8], mut at: usize, is_end: bool) -> Result<Field, Fault> {
        if self.skips_blanks {
            while input.get(at) == Some(&b' ') {
                at += 1;
            }
        }
        if input.get(at) == Some(&b'"') { self.quoted(input, at, is_end) } else { self.bare(input, at, is_end) }
    }

    /// Where the row ends whose last field ends at `at`, if it does: where the next row begins.
    #[inline]
    pub(crate) fn line_end(&self, input: &[u8], at: usize) -> Option<usize> {
        match input.get(at) {
            Some(&byte) if byte == self.line_end => Some(at + 1),
            Some(b'\r') if input.get(at + 1) == Some(&self.line_end) => Some(at + 2),
            _ => None,
        }
    }

    /// The text of a field that is not written as it is.
    pub(crate) fn decode(&self, field: &[u8], text: &mut Vec<u8>) {
        let mut at = 0;
        while let Some(&byte) = field.get(at) {
            let next = field.get(at + 1).copied();
            match (byte, next) {
                (b'"', Some(b'"')) => at += 1,
                (b'"', _) => {
                    // The field is closed; what follows is as it is.
                    text.extend_from_slice(&field[at + 1..]);
                    return;
                }
                (b'\\', Some(b'"' | b'\\')) if self.has_escapes => {
                    text.extend(next);
                    at += 2;
                    continue;
                }
                _ => {}
            }
            text.push(byte);
            at += 1;
        }
    }

    #[inline]
    fn bare(&self, input: &[u8], at: usize, is_end: bool) -> Result<Field, Fault> {
        let (end, next, ends_row) = match find(input, at, self.delimiter, self.line_end) {
            Some(end) => (end, end + 1, input[end] != self.delimiter),
            None if is_end => (input.len(), input.len(), true),
            None => return Err(Fault::Incomplete),
        };
        let has_return = ends_row && self.line_end == b'\n' && end > at && input[end - 1] == b'\r';
        Ok(Field { start: at, end: end - usize::from(has_return), next, ends_row, form: Form::Bare })
    }

    /// The field whose quote is at `open`.
    fn quoted(&self, input: &[u8], open: usize, is_end: bool) -> Result<Field, Fault> {
        let window = &input[..input.len().min(open + 1 + MOST_QUOTED)];
        let start = open + 1;
        let escape = if self.has_escapes { b'\\' } else { b'"' };
        let mut form = Form::Quoted;
        let mut at = start;
        loop {
            let Some(found) = find(window, at, b'"', escape) else {
                let is_over = window.len() < input.len() || is_end;
                return Err(if is_over { self.unclosed(window, open) } else { Fault::Incomplete });
            };
            if window[found] != b'"' || input.get(found + 1) == Some(&b'"') {
                form = Form::Escaped;
                at = found + 2;
                continue;
            }
            let field = |next, ends_row| Field { start, end: found, next, ends_row, form };
            return match self.after(input, found + 1, is_end)? {
                After::Delimiter(next) => Ok(field(next, false)),
                After::LineEnd(next) => Ok(field(next, true)),
                After::Other => match self.unclosed(&input[..=found], open) {
                    Fault::Unclosed(_) if !input[start..found].contains(&self.line_end) => {
                        let rest = self.bare(input, found + 1, is_end)?;
                        Ok(Field { start, form: Form::Overrun, ..rest })
                    }
                    fault => Err(fault),
                },
            };
        }
    }

    /// The fault of a field from its quote at `open` on: an escaped quote in it may have been taken for another.
    #[cold]
    fn unclosed(&self, input: &[u8], open: usize) -> Fault {
        let is_escaped = !self.has_escapes && memchr::memmem::find(&input[open + 1..], b"\\\"").is_some();
        if is_escaped { Fault::Escapes } else { Fault::Unclosed(open) }
    }

    /// What follows the closing quote before `at`.
    fn after(&self, input: &[u8], mut at: usize, is_end: bool) -> Result<After, Fault> {
        while input.get(at) == Some(&b' ') {
            at += 1;
        }
        if let Some(next) = self.line_end(input, at) {
            return Ok(After::LineEnd(next));
        }
        match input.get(at) {
            Some(&byte) if byte == self.delimiter => Ok(After::Delimiter(at + 1)),
            None if is_end => Ok(After::LineEnd(at)),
            Some(b'\r') if at + 1 == input.len() && is_end => Ok(After::LineEnd(at + 1)),
            Some(b'\r') if at + 1 == input.len() => Err(Fault::Incomplete),
            None => Err(Fault::Incomplete),
            Some(_) => Ok(After::Other),
        }
    }
}

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// The first of the two bytes from `at` on. Fields are short, so eight bytes at a time beat anything that has to set up
/// more.
#[inline]
fn find(input: &[u8], mut at: usize, one: u8, other: u8) -> Option<usize> {
    let (one_mask, other_mask) = (ONES * u64::from(one), ONES * u64::from(other));
    while let Some(eight) = input.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let word = u64::from_le_bytes(*eight);
        let zero = |x: u64| x.wrapping_sub(ONES) & !x;
        let found = (zero(word ^ one_mask) | zero(word ^ other_mask)) & HIGHS;
        if found != 0 {
            // A borrow may mark bytes above the first, never below it.
            return Some(at + (found.trailing_zeros() / 8) as usize);
        }
        at += 8;
    }
    let rest = input.get(at..)?;
    rest.iter().position(|byte| *byte == one || *byte == other).map(|place| at + place)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARKS: Marks = Marks { delimiter: b',', line_end: b'\n', has_escapes: false, skips_blanks: false };

    fn fields(marks: Marks, text: &str) -> Result<Vec<String>, Fault> {
        let (mut at, mut texts) = (0, Vec::new());
        loop {
            let field = marks.field(text.as_bytes(), at, true)?;
            let raw = &text.as_bytes()[field.start..field.end];
            let mut decoded = Vec::new();
            if matches!(field.form, Form::Bare | Form::Quoted) {
                decoded.extend_from_slice(raw);
            } else {
                marks.decode(raw, &mut decoded);
            }
            texts.push(String::from_utf8(decoded).unwrap());
            at = field.next;
            if field.ends_row {
                assert!(at <= text.len());
                return Ok(texts);
            }
        }
    }

    #[test]
    fn fields_end_where_the_format_says() {
        for (text, expected) in [
            ("a,b\nc", &["a", "b"][..]),
            ("a,b\r\n", &["a", "b"]),
            ("a,", &["a", ""]),
            ("", &[""]),
            (",,\r\n", &["", "", ""]),
            ("\"a,\nb\",\"c \"\"d\"\"\",\"\"\n", &["a,\nb", "c \"d\"", ""]),
            ("5\",a\"b\"\n", &["5\"", "a\"b\""]),
            ("\"a\" ,\"b\"  \r\n", &["a", "b"]),
            ("\"a\"b\"c\",d\n", &["ab\"c\"", "d"]),
            ("\"a\"\r", &["a"]),
            (
                "longer than eight bytes,\"and this one as well\"\n",
                &["longer than eight bytes", "and this one as well"],
            ),
        ] {
            assert_eq!(fields(MARKS, text).unwrap(), expected, "{text}");
        }
    }

    #[test]
    fn other_marks_are_followed() {
        let blanks = Marks { skips_blanks: true, ..MARKS };
        assert_eq!(fields(blanks, "a,  b, \"c, d\", \n").unwrap(), ["a", "b", "c, d", ""]);
        let escapes = Marks { has_escapes: true, ..MARKS };
        assert_eq!(fields(escapes, "\"a \\\"b\\\" \\\\ \\n\",c\n").unwrap(), ["a \"b\" \\ \\n", "c"]);
        assert_eq!(fields(MARKS, "\"a \\\"b\\\"\",c\n"), Err(Fault::Escapes));
        let old = Marks { line_end: b'\r', delimiter: b';', ..MARKS };
        assert_eq!(fields(old, "a;\"b\"\rc").unwrap(), ["a", "b"]);
    }

    #[test]
    fn a_quote_that_is_not_closed_is_found() {
        assert_eq!(fields(MARKS, "a,\"b,c\n1,2\n"), Err(Fault::Unclosed(2)));
        assert_eq!(fields(MARKS, "\"a\n1,\"b\",2\n"), Err(Fault::Unclosed(0)));
        let long = format!("\"{}\"\n", "x".repeat(MOST_QUOTED));
        assert_eq!(fields(MARKS, &long), Err(Fault::Unclosed(0)));
        assert!(fields(MARKS, &long.replacen('x', "", 1)).is_ok());
    }

    #[test]
    fn a_part_of_a_field_is_never_taken_for_the_whole() {
        let text = b"\"a\"\"b\" \r\n";
        for end in 0..text.len() {
            assert_eq!(MARKS.field(&text[..end], 0, false), Err(Fault::Incomplete), "{end}");
        }
        assert!(MARKS.field(text, 0, false).is_ok());
        let long = [b"\"".to_vec(), vec![b'x'; MOST_QUOTED]].concat();
        assert_eq!(MARKS.field(&long, 0, false), Err(Fault::Incomplete));
        assert_eq!(MARKS.field(&[&long[..], b"x"].concat(), 0, false), Err(Fault::Unclosed(0)));
    }
}
