//! Stores timestamps as numbers, and writes them again byte for byte.
//!
//! A log has a time in every record, and no two are the same. As strings a million of them would be a dictionary of a
//! million entries, each looked for in vain and parsed again later. So once a column has shown many timestamps of one
//! [`Spelling`], its cells hold the number of seconds, milliseconds or microseconds since 1970. The spelling says how
//! to write them again, byte for byte: nothing is lost, and nobody who looks at a column can tell the difference.

use serde::{Deserialize, Serialize};

use driftscope_report::calendar::{civil_from_days, days_from_civil, days_in_month};

/// How the timestamps of a column are written: `2013-03-01T10:45:00.123Z` and its like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Spelling {
    /// Between date and time: `T` or a space.
    separator: u8,
    /// Before the fraction: a point or a comma.
    point: u8,
    /// Digits of the fraction: none, three or six.
    digits: u8,
    zone: Zone,
}

/// How UTC is written, or that nothing says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
enum Zone {
    None,
    Z,
    Offset,
    Utc,
}

impl Zone {
    const ALL: [Self; 4] = [Self::None, Self::Z, Self::Offset, Self::Utc];

    fn text(self) -> &'static [u8] {
        match self {
            Self::None => b"",
            Self::Z => b"Z",
            Self::Offset => b"+00:00",
            Self::Utc => b" UTC",
        }
    }
}

/// Bytes of a date and a time in whole seconds.
const WHOLE: usize = 19;

impl Spelling {
    /// Values from here on, in the spelling's own unit, do not fit a cell.
    pub(crate) const END: i64 = 1 << 51;

    /// The spelling of a text, if it is a timestamp in one that is known.
    pub fn of(text: &[u8]) -> Option<Self> {
        let separator = *text.get(10)?;
        let rest = text.get(WHOLE..)?;
        let (point, digits, rest) = match rest {
            [point @ (b'.' | b','), after @ ..] => {
                let digits = after.iter().take_while(|byte| byte.is_ascii_digit()).count();
                (*point, digits, &after[digits..])
            }
            _ => (b'.', 0, rest),
        };
        let zone = Zone::ALL.into_iter().find(|zone| zone.text() == rest)?;
        let spelling = Self { separator, point, digits: digits as u8, zone };
        let is_known = matches!(separator, b'T' | b' ') && matches!(digits, 0 | 3 | 6);
        (is_known && spelling.read(text).is_some()).then_some(spelling)
    }

    /// The timestamp of a text, in seconds, milliseconds or microseconds since 1970; `None` unless [`Spelling::write`] would
    /// give the text again.
    #[inline]
    pub fn read(self, text: &[u8]) -> Option<i64> {
        let fraction = if self.digits == 0 { 0 } else { 1 + usize::from(self.digits) };
        let zone = self.zone.text();
        if text.len() != WHOLE + fraction + zone.len() || text[WHOLE + fraction..] != *zone {
            return None;
        }
        let &[y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1, separator, h0, h1, b':', n0, n1, b':', s0, s1] =
            text.first_chunk::<WHOLE>()?
        else {
            return None;
        };
        let (year, month, day) = (number(&[y0, y1, y2, y3])?, number(&[m0, m1])?, number(&[d0, d1])?);
        let (hour, minute, second) = (number(&[h0, h1])?, number(&[n0, n1])?, number(&[s0, s1])?);
        let is_date = (1..=12).contains(&month) && day >= 1 && day <= days_in_month(year, month);
        if separator != self.separator || !is_date || hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let seconds = days_from_civil(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second;
        let value = match self.digits {
            0 => seconds,
            _ if text[WHOLE] != self.point => return None,
            _ => seconds * self.unit() + number(&text[WHOLE + 1..WHOLE + fraction])?,
        };
        (-Self::END < value && value < Self::END).then_some(value)
    }

    /// Whether [`Spelling::read`] gives this timestamp for its text: it fits a cell, and its year has four digits.
    #[inline]
    pub(crate) fn fits(self, value: i64) -> bool {
        const FIRST: i64 = days_from_civil(0, 1, 1) * 86_400;
        const END: i64 = days_from_civil(10_000, 1, 1) * 86_400;
        let seconds = value.div_euclid(self.unit());
        -Self::END < value && value < Self::END && (FIRST..END).contains(&seconds)
    }

    /// The text of a timestamp.
    pub fn write(self, value: i64) -> String {
        let (seconds, fraction) = (value.div_euclid(self.unit()), value.rem_euclid(self.unit()));
        let (year, month, day) = civil_from_days(seconds.div_euclid(86_400));
        let second_of_day = seconds.rem_euclid(86_400);
        let (hour, minute, second) = (second_of_day / 3_600, second_of_day / 60 % 60, second_of_day % 60);
        let separator = char::from(self.separator);
        let mut text = format!("{year:04}-{month:02}-{day:02}{separator}{hour:02}:{minute:02}:{second:02}");
        if self.digits > 0 {
            text.push(char::from(self.point));
            text.push_str(&format!("{fraction:0width$}", width = usize::from(self.digits)));
        }
        text.extend(self.zone.text().iter().map(|byte| char::from(*byte)));
        text
    }

    /// Whether the texts name their zone.
    pub fn has_zone(self) -> bool {
        self.zone != Zone::None
    }

    /// The seconds since 1970 of a timestamp, the same double that its text gives.
    #[inline]
    pub fn seconds(self, value: i64) -> f64 {
        let unit = self.unit();
        value.div_euclid(unit) as f64 + value.rem_euclid(unit) as f64 / unit as f64
    }

    fn unit(self) -> i64 {
        match self.digits {
            0 => 1,
            3 => 1_000,
            _ => 1_000_000,
        }
    }
}

#[inline]
fn number(digits: &[u8]) -> Option<i64> {
    let mut value = 0;
    let mut odd = false;
    for &byte in digits {
        let digit = byte.wrapping_sub(b'0');
        odd |= digit > 9;
        value = value * 10 + i64::from(digit);
    }
    (!odd).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typing::parse_datetime;

    #[test]
    fn timestamps_read_and_write_alike() {
        for text in [
            "2013-03-01T10:45:00Z",
            "2013-03-01 10:45:00",
            "1969-12-31T23:59:59.999Z",
            "2024-02-29 23:59:59.123456+00:00",
            "2024-02-29 23:59:59,007",
            "0001-01-01T00:00:00 UTC",
            "2013-03-01T10:45:00.000",
        ] {
            let spelling = Spelling::of(text.as_bytes()).unwrap();
            let value = spelling.read(text.as_bytes()).unwrap();
            assert_eq!(spelling.write(value), text);
            assert_eq!(Some(spelling.seconds(value)), parse_datetime(text), "{text}");
        }
    }

    #[test]
    fn whatever_else_is_no_timestamp_of_a_spelling() {
        for text in [
            "2013-03-01",
            "2013-02-29T10:45:00Z",
            "2013-03-01T24:00:00Z",
            "2013-03-01T10:45:60Z",
            "2013-03-01t10:45:00Z",
            "2013-03-01T10:45:00+02:00",
            "2013-03-01T10:45:00.12Z",
            "2013-03-01T10:45Z",
            "2013-13-01T10:45:00Z",
            "13-03-01T10:45:00.000Z",
            "3013-03-01T10:45:00.000000Z",
            "",
        ] {
            assert_eq!(Spelling::of(text.as_bytes()), None, "{text}");
        }
        let spelling = Spelling::of(b"2013-03-01T10:45:00.123Z").unwrap();
        for text in
            ["2013-03-01T10:45:00Z", "2013-03-01T10:45:00,123Z", "2013-03-01 10:45:00.123Z", "2013-03-01T10:45:00.1x3Z"]
        {
            assert_eq!(spelling.read(text.as_bytes()), None, "{text}");
        }
    }
}
