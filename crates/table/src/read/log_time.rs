//! Finds the time that a log writes before a record.
//!
//! A record of a log often says nothing of when it was written, since the program that logs has put the time at the
//! start of the line: `2026-01-02 03:04:05,678 - api - INFO - Prediction: {"score": 0.7}`. Only ISO 8601 and its near
//! relatives are taken, as they are written: the reader of the column knows their spellings.

use std::ops::Range;

use crate::read::assemble::schema::{ROOT, Schema};
use crate::read::assemble::staged::Staged;
use crate::read::lex::value::Kind;

/// The column of the times before the records.
pub(crate) const LOG_TIME: &[u8] = b"log_time";

/// Bytes of a line that are looked at.
const LOOK: usize = 256;

/// Keys under which a record says itself when it was written.
const OWN: &[&[u8]] = &[
    b"time",
    b"timestamp",
    b"@timestamp",
    b"ts",
    b"datetime",
    b"date",
    b"asctime",
    b"created",
    b"created_at",
    b"event_time",
    b"logged_at",
    LOG_TIME,
];

/// Whether a key of a record says when the record was written.
pub(crate) fn is_own(key: &[u8]) -> bool {
    OWN.contains(&key)
}

/// Seconds since 1970 below which a number counts as a duration: the third of March 1973.
const FIRST_EPOCH: f64 = 1e8;

/// Which fields of a schema lie under a key that says when their record was written.
#[derive(Debug, Default)]
pub(crate) struct OwnTimes {
    /// For each field so far.
    known: Vec<bool>,
}

impl OwnTimes {
    /// Whether the record whose values are staged says itself when it was written.
    pub(crate) fn any(&mut self, schema: &Schema, staged: &Staged) -> bool {
        for field in schema.fields.iter().skip(self.known.len()) {
            // A field comes after the one that it lies in.
            let is_time = match field.parent {
                ROOT => is_own(field.key()),
                parent => self.known.get(parent as usize).copied().unwrap_or(false),
            };
            self.known.push(is_time);
        }
        staged.values.iter().any(|value| {
            let is_timestamp = match value.kind {
                Kind::Text | Kind::EscapedText | Kind::BigInteger => true,
                Kind::Integer | Kind::Decimal => f64::from_bits(value.payload) >= FIRST_EPOCH,
                Kind::Missing | Kind::NotANumber | Kind::Boolean | Kind::Array | Kind::Items => false,
            };
            is_timestamp && self.known.get(value.field as usize) == Some(&true)
        })
    }
}

/// Where a date with a time of day lies in the text before a record.
pub(crate) fn find(prefix: &[u8]) -> Option<Range<usize>> {
    let prefix = &prefix[..prefix.len().min(LOOK)];
    let mut before = b' ';
    for (start, &byte) in prefix.iter().enumerate() {
        if byte.is_ascii_digit()
            && !before.is_ascii_alphanumeric()
            && let Some(length) = length(&prefix[start..])
        {
            return Some(start..start + length);
        }
        before = byte;
    }
    None
}

/// The length of the date with a time of day at the start of the text: `dddd-dd-dd dd:dd`, and as much as belongs to it.
fn length(text: &[u8]) -> Option<usize> {
    const SHAPE: &[u8; 16] = b"0000-00-00T00:00";
    let fits = |(byte, shape): (&u8, &u8)| match shape {
        b'0' => byte.is_ascii_digit(),
        b'T' => matches!(byte, b'T' | b't' | b' '),
        _ => byte == shape,
    };
    if text.len() < SHAPE.len() || !text.iter().zip(SHAPE).all(fits) {
        return None;
    }
    let digits = |from: usize| text[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut at = SHAPE.len();
    if text.get(at) == Some(&b':') && digits(at + 1) == 2 {
        at += 3;
        if matches!(text.get(at), Some(b'.' | b',')) && digits(at + 1) > 0 {
            at += 1 + digits(at + 1).min(9);
            at += digits(at);
        }
    }
    at += offset(&text[at..]);
    (!text.get(at).is_some_and(u8::is_ascii_digit)).then_some(at)
}

/// The length of `Z`, ` UTC`, `+02:00`, `+0200` or ` +0200`.
fn offset(text: &[u8]) -> usize {
    let digit = |at: usize| text.get(at).is_some_and(u8::is_ascii_digit);
    let blank = usize::from(text.first() == Some(&b' '));
    match text.get(blank..).unwrap_or_default() {
        [b'Z', ..] if blank == 0 => 1,
        [b'U', b'T', b'C', ..] => blank + 3,
        [b'+' | b'-', ..] if digit(blank + 1) && digit(blank + 2) => match text.get(blank + 3) {
            Some(b':') if digit(blank + 4) && digit(blank + 5) => blank + 6,
            _ if digit(blank + 3) && digit(blank + 4) => blank + 5,
            _ if blank == 0 => 3,
            _ => 0,
        },
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typing::parse_datetime;

    #[test]
    fn times_are_found_where_logs_write_them() {
        for (line, time) in [
            ("2026-01-02 03:04:05,678 - api - INFO - ", Some("2026-01-02 03:04:05,678")),
            ("[2026-01-02 03:04:05 +0000] [7] [INFO] ", Some("2026-01-02 03:04:05 +0000")),
            ("[2026-01-02T03:04:05.123456Z INFO app] ", Some("2026-01-02T03:04:05.123456Z")),
            ("INFO 2026-01-02T03:04:05+02:00 ", Some("2026-01-02T03:04:05+02:00")),
            ("INFO:2026-01-02 03:04 UTC:", Some("2026-01-02 03:04 UTC")),
            ("2026-01-02 03:04:05 -- ", Some("2026-01-02 03:04:05")),
            ("2026-01-02 03:04:05 -1 left ", Some("2026-01-02 03:04:05")),
            ("api-1  | 2026-01-02 03:04:05.5 | ", Some("2026-01-02 03:04:05.5")),
            ("Jan  2 03:04:05 host app[1]: ", None),
            ("2026-01-02 - INFO - ", None),
            ("12026-01-02 03:04:05 ", None),
            ("", None),
        ] {
            let found = find(line.as_bytes()).map(|range| &line[range]);
            assert_eq!(found, time, "{line}");
            assert!(found.is_none_or(|time| parse_datetime(time).is_some()), "{line}");
        }
    }
}
