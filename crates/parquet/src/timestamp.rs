//! Writes dates, times of day and timestamps as ISO 8601 text.
//!
//! A timestamp that is adjusted to UTC ends in `Z`, one in local time in nothing. The fraction has the digits of the unit:
//! three of milliseconds, six of microseconds. Nanoseconds are written with six where the last three are 0, as nearly
//! always: the table keeps such timestamps as numbers.

use std::io::Write;

use driftscope_table::typing::civil_from_days;

const DAY: i64 = 86_400;
const NANOSECONDS: i64 = 1_000_000_000;
/// The Julian day of 1970-01-01.
const EPOCH: i64 = 2_440_588;

/// The unit of a timestamp or a time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Millisecond,
    Microsecond,
    Nanosecond,
}

impl Unit {
    fn in_a_second(self) -> i64 {
        match self {
            Self::Millisecond => 1_000,
            Self::Microsecond => 1_000_000,
            Self::Nanosecond => NANOSECONDS,
        }
    }
}

/// Writes the day that is `days` after 1970-01-01.
pub(crate) fn write_date(days: i64, out: &mut Vec<u8>) {
    let (year, month, day) = civil_from_days(days);
    // A vector takes every byte.
    let _ = write!(out, "{year:04}-{month:02}-{day:02}");
}

/// Writes the timestamp that is `value` units after 1970-01-01T00:00:00.
pub(crate) fn write_timestamp(value: i64, unit: Unit, is_utc: bool, out: &mut Vec<u8>) {
    let seconds = value.div_euclid(unit.in_a_second());
    write_parts(seconds.div_euclid(DAY), seconds.rem_euclid(DAY), value.rem_euclid(unit.in_a_second()), unit, out);
    if is_utc {
        out.push(b'Z');
    }
}

/// The old form of a timestamp, three numbers: a Julian day, and nanoseconds within it.
pub(crate) fn julian_parts(data: &[u32]) -> Option<(u32, u64)> {
    let &[low, high, day] = data else { return None };
    Some((day, u64::from(high) << 32 | u64::from(low)))
}

/// The microseconds since 1970 of a Julian day and nanoseconds within it, if they are whole.
pub(crate) fn julian(day: u32, nanoseconds: u64) -> Option<i64> {
    let microseconds = i64::try_from(nanoseconds / 1_000).ok().filter(|_| nanoseconds.is_multiple_of(1_000))?;
    ((i64::from(day) - EPOCH) * DAY).checked_mul(1_000_000)?.checked_add(microseconds)
}

/// Writes the old form of a timestamp. Nothing says whether it is UTC.
pub(crate) fn write_julian(day: u32, nanoseconds: u64, out: &mut Vec<u8>) {
    let whole = (nanoseconds / NANOSECONDS as u64) as i64;
    let days = i64::from(day) - EPOCH + whole.div_euclid(DAY);
    let fraction = (nanoseconds % NANOSECONDS as u64) as i64;
    write_parts(days, whole.rem_euclid(DAY), fraction, Unit::Nanosecond, out);
}

/// Writes the time that is `value` units after midnight.
pub(crate) fn write_time(value: i64, unit: Unit, out: &mut Vec<u8>) {
    write_clock(value.div_euclid(unit.in_a_second()), value.rem_euclid(unit.in_a_second()), unit, out);
}

fn write_parts(days: i64, second: i64, fraction: i64, unit: Unit, out: &mut Vec<u8>) {
    write_date(days, out);
    out.push(b'T');
    write_clock(second, fraction, unit, out);
}

fn write_clock(second: i64, fraction: i64, unit: Unit, out: &mut Vec<u8>) {
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    let _ = match unit {
        Unit::Millisecond => write!(out, "{hour:02}:{minute:02}:{second:02}.{fraction:03}"),
        Unit::Nanosecond if fraction % 1_000 != 0 => write!(out, "{hour:02}:{minute:02}:{second:02}.{fraction:09}"),
        Unit::Nanosecond => write!(out, "{hour:02}:{minute:02}:{second:02}.{:06}", fraction / 1_000),
        Unit::Microsecond => write!(out, "{hour:02}:{minute:02}:{second:02}.{fraction:06}"),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(write: impl Fn(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).expect("ASCII")
    }

    /// Values from numpy: `np.datetime_as_string(np.datetime64(value, unit))`.
    #[test]
    fn timestamps_are_those_of_numpy() {
        for (value, unit, expected) in [
            (1_704_164_645_678, Unit::Millisecond, "2024-01-02T03:04:05.678Z"),
            (-1, Unit::Millisecond, "1969-12-31T23:59:59.999Z"),
            (1_704_164_645_678_901, Unit::Microsecond, "2024-01-02T03:04:05.678901Z"),
            (1_704_164_645_678_901_234, Unit::Nanosecond, "2024-01-02T03:04:05.678901234Z"),
            (1_704_164_645_678_901_000, Unit::Nanosecond, "2024-01-02T03:04:05.678901Z"),
            (i64::MIN, Unit::Nanosecond, "1677-09-21T00:12:43.145224192Z"),
            (-62_135_596_800_000, Unit::Millisecond, "0001-01-01T00:00:00.000Z"),
        ] {
            assert_eq!(text(|out| write_timestamp(value, unit, true, out)), expected);
        }
        assert_eq!(text(|out| write_timestamp(0, Unit::Microsecond, false, out)), "1970-01-01T00:00:00.000000");
    }

    #[test]
    fn a_julian_day_begins_at_midnight() {
        assert_eq!(text(|out| write_julian(2_440_588, 0, out)), "1970-01-01T00:00:00.000000");
        let within = 3 * 3_600 * NANOSECONDS as u64 + 1;
        assert_eq!(text(|out| write_julian(2_460_312, within, out)), "2024-01-02T03:00:00.000000001");
    }

    #[test]
    fn every_value_has_a_text() {
        for value in [i64::MIN, i64::MAX, 0] {
            for unit in [Unit::Millisecond, Unit::Microsecond, Unit::Nanosecond] {
                assert!(!text(|out| write_timestamp(value, unit, true, out)).is_empty());
                assert!(!text(|out| write_time(value, unit, out)).is_empty());
            }
        }
        assert!(!text(|out| write_julian(u32::MAX, u64::MAX, out)).is_empty());
        assert_eq!(text(|out| write_date(i64::from(i32::MAX), out)), "5881580-07-11");
        assert_eq!(text(|out| write_time(3_723_004_005, Unit::Microsecond, out)), "01:02:03.004005");
    }
}
