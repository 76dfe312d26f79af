//! Recognises texts that are not JSON.

use super::magic::contains;
use super::plain_text::{are_labelled, holds_python, lines};
use super::{Guess, HEAD};
use crate::Format;
use crate::read::csv::{self, Likeness};
use crate::read::log_time;

/// Bytes of a log that are looked at for a record: a service says much before its first answer.
const LONGEST_START: usize = 256 << 10;

/// What a text is that holds no rows.
pub(crate) fn by_lines(head: &[u8]) -> Option<Guess> {
    let start = head.trim_ascii_start();
    let lower = start[..start.len().min(64)].to_ascii_lowercase();
    if lower.starts_with(b"<!doctype html") || lower.starts_with(b"<html") {
        return Some(Guess {
            found: "a web page (HTML)",
            advice: "was the download redirected to a sign-in page? Sign in and download the data again",
        });
    }
    if lower.starts_with(b"<?xml") || lower.starts_with(b"<") {
        return Some(Guess { found: "an XML document", advice: "export the data as JSON Lines instead" });
    }
    if lower.starts_with(b"--\n-- postgresql database dump") && contains(head, b" FROM stdin;") {
        return Some(Guess {
            found: "a dump of PostgreSQL with COPY statements",
            advice: "write it with pg_dump --inserts, or export the table: psql -c \"\\copy t to data.csv csv header\"",
        });
    }
    if is_python(start) {
        return Some(Guess {
            found: "text in Python's own notation (repr)",
            advice: "write each record with json.dumps(record) instead of str(record) or print(record)",
        });
    }
    None
}

/// How a text that begins like no JSON holds its rows, if it does. `None` asks for more of it; `whole` says that there is
/// no more.
pub(crate) fn text_format(head: &[u8], whole: bool) -> Option<Option<Format>> {
    let likeness = csv::likeness(head, whole)?;
    let lines = lines(head, whole);
    if likeness == Likeness::Even && holds_python(&lines) || likeness != Likeness::None && are_labelled(&lines) {
        return Some(None);
    }
    // The comma of `2026-01-02 03:04:05,678 - api - started` is none between values.
    let first_line = &head[..memchr::memchr(b'\n', head).unwrap_or(head.len())];
    let is_log_time = log_time::find(first_line).is_some_and(|time| first_line[time].contains(&b','));
    if likeness == Likeness::None || likeness == Likeness::Even && is_log_time {
        let begin = head.len().min(LONGEST_START);
        return match holds_record(&head[..begin]) {
            true => Some(Some(Format::LogLines)),
            false if !whole && begin < LONGEST_START => None,
            false if likeness == Likeness::None => Some(None),
            false => Some(Some(Format::Delimited)),
        };
    }
    let is_record = |line: &&[u8]| holds_record(line);
    // A column of a table may hold documents, but no line of a log names columns.
    let is_table = likeness == Likeness::Named && !lines.first().is_some_and(is_record);
    Some(match likeness {
        _ if is_table => Some(Format::Delimited),
        _ if lines.iter().any(is_record) => Some(Format::LogLines),
        _ => Some(Format::Delimited),
    })
}

/// Whether a text that begins with `[`, and is no array of records, is a log: its lines begin like
/// `[2026-01-02 03:04:05] INFO {"score": 0.7}`, so that the bracket closes before the first record opens.
pub(crate) fn is_bracketed_log(head: &[u8]) -> bool {
    let lines = head[..head.len().min(HEAD)].split(|byte| *byte == b'\n').take(super::plain_text::LINES);
    let first = lines.filter(|line| line.starts_with(b"[")).find_map(|line| {
        let open = memchr::memmem::find(line, b"{\"").or_else(|| memchr::memmem::find(line, b"{ \""))?;
        Some(memchr::memchr(b']', line).is_some_and(|close| close < open))
    });
    first == Some(true)
}

/// Whether there is something that looks like the beginning of an object.
fn holds_record(text: &[u8]) -> bool {
    contains(text, b"{\"") || contains(text, b"{ \"")
}

/// Whether a text that begins with `[` is a log all the same: that is where the time of its first line stands.
pub(crate) fn begins_with_time(head: &[u8]) -> bool {
    let first_line = &head[..memchr::memchr(b'\n', head).unwrap_or(head.len())];
    log_time::find(first_line).is_some_and(|time| time.start <= 2)
}

/// Bytes from which on a text is known in another encoding than UTF-8.
const LEAST_TEXT: usize = 16;

/// Whether the bytes are no text at all.
pub(crate) fn looks_binary(head: &[u8]) -> bool {
    // Text in any encoding has white space, digits and punctuation of ASCII.
    let plain = head.iter().filter(|byte| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~')).count();
    let is_noise = plain * 20 < head.len() || head.len() < LEAST_TEXT;
    odd(head) * 50 > head.len() || is_noise && broken(head) * 10 > head.len()
}

/// A text in another encoding than UTF-8, if so much of it is broken that values could not be distinguished. Where less is,
/// the broken bytes are replaced, with a warning.
pub(crate) fn by_encoding(head: &[u8]) -> Option<Guess> {
    (broken(head) * 5 > head.len()).then_some(Guess {
        found: "text in another encoding than UTF-8",
        advice: "save it as UTF-8, for example with: iconv -f WINDOWS-1252 -t UTF-8",
    })
}

/// Control characters that no text has; the second one is Hive's delimiter.
fn odd(head: &[u8]) -> usize {
    head.iter().filter(|byte| matches!(byte, 0 | 2..=8 | 14..=26 | 28..=29 | 31)).count()
}

/// Bytes that are no UTF-8.
fn broken(head: &[u8]) -> usize {
    match std::str::from_utf8(head) {
        Ok(_) => 0,
        Err(_) => String::from_utf8_lossy(head).chars().filter(|letter| *letter == '\u{FFFD}').count(),
    }
}

/// `{'a': None}`: keys in single quotes.
fn is_python(start: &[u8]) -> bool {
    let inner = start.strip_prefix(b"[").unwrap_or(start).trim_ascii_start();
    inner.strip_prefix(b"{").is_some_and(|inner| inner.trim_ascii_start().starts_with(b"'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_known_by_their_lines() {
        let found = |head| by_lines(head).map(|guess| guess.found);
        assert_eq!(found(b"  <!DOCTYPE HTML><html>"), Some("a web page (HTML)"));
        assert_eq!(found(b"<?xml version=\"1.0\"?>"), Some("an XML document"));
        assert_eq!(found(b"{'a': None}"), Some("text in Python's own notation (repr)"));
        assert_eq!(found(b"[{ 'a': 1}]"), Some("text in Python's own notation (repr)"));
        for head in [&b"{\"a\":1,\"b\":2}\n{\"a\":1,\"b\":2}"[..], b"hello\nworld", b"a,b\n1,2", b""] {
            assert_eq!(found(head), None, "{}", head.escape_ascii());
        }
    }

    #[test]
    fn rows_lie_in_lines() {
        let format = |head: &[u8]| text_format(head, true).flatten();
        assert_eq!(format(b"a,b\n1,\"x,y\"\n"), Some(Format::Delimited));
        assert_eq!(format(b"a;b;c\r\n1,5;2;3\r\n"), Some(Format::Delimited));
        assert_eq!(format(b"a\tb\n1\t2\n"), Some(Format::Delimited));
        assert_eq!(format(b"id\tdocument\n1\t{\"a\":1}\n2\t{\"a\":1,\"b\":2}\n"), Some(Format::Delimited));
        assert_eq!(format(b"score\n0.5\n0.25\n"), Some(Format::Delimited));
        assert_eq!(format(b"10:45 | INFO | {\"a\":1}\n10:46 | INFO | {\"a\":2}\n"), Some(Format::LogLines));
        assert_eq!(format(b"2026-01-02 - INFO - Prediction: {\"score\":0.7}\n"), Some(Format::LogLines));
        assert_eq!(format(b"12:30\t13:30\n12:31\t13:31\n"), Some(Format::Delimited));
        for head in [&b"hello\nworld"[..], b"a:1\tb:2\na:3\tb:4\n", b"a,b\n1", b"1,2", b""] {
            assert_eq!(format(head), None, "{}", head.escape_ascii());
        }
    }

    #[test]
    fn noise_is_no_text() {
        let noise: Vec<u8> = (0..1000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 23) as u8).collect();
        assert!(looks_binary(&noise));
        assert!(!looks_binary("Zażółć gęślą jaźń\r\n\t1".as_bytes()));
        assert!(!looks_binary(b""));
    }
}
