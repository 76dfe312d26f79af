//! Decides whether numbers are timestamps, and which.

use driftscope_report::calendar::{days_from_civil, days_in_month};

use super::Evidence;
use super::column_name::{names_a_timestamp, words_of};

/// Of the values that are there, the share that must be timestamps.
const LEAST_SHARE: f64 = 0.9;

/// Whether a column of one side holds timestamps, by its values and, where they are numbers, by its name.
pub fn holds_timestamps(name: &str, evidence: &Evidence) -> bool {
    let least = LEAST_SHARE * evidence.present() as f64;
    let is_text = evidence.datetime_texts as f64 >= least;
    is_text || evidence.number_like() as f64 >= least && is_timestamp_by_name(name, evidence)
}

/// The seconds since 1970 of a number in a column of timestamps whose largest is this: in seconds, thousandths, millionths or
/// thousand-millionths of them, or the digits of a day, `20130301`, also with a time, `20130301104500`, or days since 1900 as spreadsheets count them, 41334.5. What is no day of a calendar counts as the nearest one, so
/// that a larger number is never an earlier timestamp.
pub fn timestamp_of(number: f64, largest: Option<f64>) -> f64 {
    if largest.is_some_and(|largest| (FIRST_DAY..=LAST_DAY).contains(&largest)) {
        let digits = number as i64;
        let (year, month, day) = (digits / 10_000, digits / 100 % 100, digits % 100);
        let (month, day) = match month {
            0 => (1, 1),
            1..=12 => (month, day.clamp(1, days_in_month(year, month))),
            _ => (12, 31),
        };
        return days_from_civil(year, month, day) as f64 * 86_400.0;
    }
    if let Some(length) = largest.and_then(digits_of_time) {
        return of_day_and_time(number as i64, length);
    }
    if largest.is_some_and(|largest| (FIRST_SERIAL..=LAST_SERIAL).contains(&largest)) {
        return (number - SERIAL_OF_1970) * 86_400.0;
    }
    // Seconds of today have ten digits; each unit of a thousandth has three more.
    number
        / match largest.unwrap_or(0.0).abs() {
            largest if largest < 1e11 => 1.0,
            largest if largest < 1e14 => 1e3,
            largest if largest < 1e17 => 1e6,
            _ => 1e9,
        }
}

/// Whether the numbers of a column of timestamps whose largest is this count from one moment, so that they are moments whatever a clock shows.
pub(super) fn are_moments(largest: Option<f64>) -> bool {
    let is_of_calendar = |largest: f64| {
        let is_within = |first: f64, last: f64| (first..=last).contains(&largest);
        is_within(FIRST_DAY, LAST_DAY) || is_within(FIRST_SERIAL, LAST_SERIAL) || digits_of_time(largest).is_some()
    };
    !largest.is_some_and(is_of_calendar)
}

/// The digits of days that are taken for some. As seconds since 1970 they would all lie in its summer.
const FIRST_DAY: f64 = 19_000_101.0;
const LAST_DAY: f64 = 21_001_231.0;

/// Whether a number is the digits of a day, `20130301`, from 1900 to 2100.
pub fn is_day(number: f64) -> bool {
    let digits = number as i64;
    let (month, day) = (digits / 100 % 100, digits % 100);
    (FIRST_DAY..=LAST_DAY).contains(&number)
        && number == digits as f64
        && (1..=12).contains(&month)
        && (1..=days_in_month(digits / 10_000, month)).contains(&day)
}

/// The ends of digits of a day and a time from 1990 to 2099, `2013030110`, `201303011045`, `20130301104500`, with the number of those
/// of the time.
const DAYS_AND_TIMES: [(f64, f64, u32); 3] = [
    (1_990_010_100.0, 2_099_123_123.0, 2),
    (199_001_010_000.0, 209_912_312_359.0, 4),
    (19_900_101_000_000.0, 20_991_231_235_959.0, 6),
];

/// How many digits of a number are those of a time behind a day. One in ten thousand numbers has such digits by chance, and seconds since
/// 1970 do in the summers after 2033.
fn digits_of_time(number: f64) -> Option<u32> {
    let (.., length) = DAYS_AND_TIMES.into_iter().find(|(from, to, _)| (*from..=*to).contains(&number))?;
    let digits = number as i64;
    let part = |at: u32| digits / 10_i64.pow(at) % 100;
    let is_time = part(length - 2) < 24 && (0..length - 2).step_by(2).all(|at| part(at) < 60);
    (number == digits as f64 && is_time && is_day((digits / 10_i64.pow(length)) as f64)).then_some(length)
}

/// The seconds since 1970 of the digits of a day and a time, of which `length` are those of the time.
fn of_day_and_time(digits: i64, length: u32) -> f64 {
    let day = (digits / 10_i64.pow(length)) as f64;
    let clock = digits.rem_euclid(10_i64.pow(length)) * 10_i64.pow(6 - length);
    let seconds = match (clock / 10_000, clock / 100 % 100, clock % 100) {
        // The nearest day is one that is over, or one that has not begun.
        _ if !is_day(day) => {
            if day % 100.0 == 0.0 {
                0
            } else {
                86_399
            }
        }
        (24.., ..) => 86_399,
        (hour, 60.., _) => hour * 3_600 + 3_599,
        (hour, minute, second) => hour * 3_600 + minute * 60 + second.min(59),
    };
    timestamp_of(day, Some(FIRST_DAY)) + seconds as f64
}

/// Whether the numbers of a side are the digits of days and times, by their ends.
pub(super) fn are_days_and_times(side: &Evidence) -> bool {
    let [from, to] = [side.smallest, side.largest].map(|end| end.and_then(digits_of_time));
    side.fractions == 0 && from.is_some() && from == to
}

/// Whether the numbers of a side can be the digits of days, by their name and their ends.
pub(super) fn are_days(name: &str, side: &Evidence) -> bool {
    let is_named = words_of(name).iter().any(|word| ["date", "day", "dt", "ymd", "yyyymmdd"].contains(&word.as_str()));
    is_named && side.fractions == 0 && side.smallest.is_some_and(is_day) && side.largest.is_some_and(is_day)
}

/// The numbers of days that spreadsheets give to 1990-01-01, 2099-12-31 and 1970-01-01. As seconds since 1970 they would all lie
/// on its first day.
const FIRST_SERIAL: f64 = 32_874.0;
const LAST_SERIAL: f64 = 73_050.0;
const SERIAL_OF_1970: f64 = 25_569.0;

/// Whether the numbers of a side can be days as spreadsheets count them, by their name and their ends.
pub(super) fn are_serial_days(name: &str, side: &Evidence) -> bool {
    let is_serial = |number: f64| (FIRST_SERIAL..=LAST_SERIAL).contains(&number);
    let is_named =
        words_of(name).iter().any(|word| ["date", "datetime", "dt", "excel", "serial"].contains(&word.as_str()));
    is_named && side.smallest.is_some_and(is_serial) && side.largest.is_some_and(is_serial)
}

/// Whether the numbers of a side are timestamps, by their name and their ends.
pub(super) fn is_timestamp_by_name(name: &str, side: &Evidence) -> bool {
    names_a_timestamp(name) && is_epoch_of(side)
        || are_days(name, side)
        || are_serial_days(name, side)
        || are_days_and_times(side)
}

pub(super) fn is_epoch_of(side: &Evidence) -> bool {
    matches!((side.smallest, side.largest), (Some(smallest), Some(largest)) if is_epoch(smallest, largest))
}

/// The seconds since 1970 of 1990-01-01 and of 2100-01-01, between which numbers can be timestamps.
pub const OUR_TIME: (f64, f64) = (631_152_000.0, 4_102_444_800.0);

/// Whether both bounds lie between 1990 and 2100 in one of the usual units.
fn is_epoch(smallest: f64, largest: f64) -> bool {
    let (from, to) = OUR_TIME;
    [1.0, 1e3, 1e6, 1e9].iter().any(|unit| smallest >= from * unit && largest <= to * unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2013-03-01T10:45:00Z is 1362134700, by Python's `datetime`.
    #[test]
    fn digits_of_days_and_times_are_timestamps() {
        for (digits, expected) in [
            (20_130_301_104_507.0, 1_362_134_707.0),
            (201_303_011_045.0, 1_362_134_700.0),
            (2_013_030_110.0, 1_362_132_000.0),
        ] {
            assert_eq!(timestamp_of(digits, Some(digits)), expected, "{digits}");
        }
        for number in [2_013_030_124.0, 2_013_023_010.0, 201_303_011_060.0, 1_362_134_700.0, 20_130_301_104_507.5] {
            assert_eq!(digits_of_time(number), None, "{number}");
        }
    }

    #[test]
    fn a_larger_number_is_never_an_earlier_timestamp() {
        let mut last = f64::NEG_INFINITY;
        for digits in (0..400_000).map(|step| 20_130_227_000_000.0 + f64::from(step) * 7.0) {
            let timestamp = timestamp_of(digits, Some(20_130_301_104_507.0));
            assert!(timestamp >= last, "{digits}");
            last = timestamp;
        }
    }
}
