//! Chooses round moments for a time axis: years, months, days, hours, minutes or seconds, in UTC.
//!
//! Days are counted as the reader counts them. Each label says only what is new since the one before it; the first one
//! and every turn of a larger unit say that unit.

use driftscope_report::calendar::{civil_from_days, days_from_civil};

use crate::ticks::{self, Tick};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Beyond the year 9999 on either side, seconds are numbers.
const FARTHEST: f64 = 253_402_300_800.0;

/// The distance between ticks.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    Seconds(i64),
    Months(i64),
}

const STEPS: [Step; 26] = [
    Step::Seconds(1),
    Step::Seconds(5),
    Step::Seconds(15),
    Step::Seconds(30),
    Step::Seconds(MINUTE),
    Step::Seconds(5 * MINUTE),
    Step::Seconds(15 * MINUTE),
    Step::Seconds(30 * MINUTE),
    Step::Seconds(HOUR),
    Step::Seconds(3 * HOUR),
    Step::Seconds(6 * HOUR),
    Step::Seconds(12 * HOUR),
    Step::Seconds(DAY),
    Step::Seconds(2 * DAY),
    Step::Seconds(7 * DAY),
    Step::Months(1),
    Step::Months(3),
    Step::Months(6),
    Step::Months(12),
    Step::Months(24),
    Step::Months(60),
    Step::Months(120),
    Step::Months(240),
    Step::Months(600),
    Step::Months(1_200),
    Step::Months(6_000),
];

/// At most `at_most` round moments between two moments in seconds since 1970.
pub(crate) fn moments(low: f64, high: f64, at_most: usize) -> Vec<Tick> {
    let span = high - low;
    if !(span > 0.0 && low.abs() < FARTHEST && high.abs() < FARTHEST) {
        return ticks::numbers(low, high, at_most);
    }
    let wanted = span / at_most.max(1) as f64;
    let step = STEPS.into_iter().find(|step| step.length() >= wanted).unwrap_or_else(|| millennia(wanted));
    let starts = step.starts(libm::ceil(low) as i64, libm::floor(high) as i64);
    let mut before = None;
    starts
        .into_iter()
        .map(|second| {
            let label = label(second, step, before);
            before = Some(second);
            Tick { value: second as f64, label }
        })
        .collect()
}

/// At most `at_most` round hours of a day, all of them multiples of what parts a day evenly.
pub(crate) fn hours(low: f64, high: f64, at_most: usize) -> Vec<Tick> {
    if !(low >= 0.0 && high <= 24.0) {
        return ticks::numbers(low, high, at_most);
    }
    let between = |step: usize| {
        let hours = (0..=24_u32).step_by(step).filter(move |&hour| (low..=high).contains(&f64::from(hour)));
        hours.map(|hour| Tick { value: f64::from(hour), label: hour.to_string() }).collect::<Vec<_>>()
    };
    let fitting = [1, 2, 3, 6, 12].map(between).into_iter().find(|ticks| ticks.len() <= at_most.max(1));
    fitting.unwrap_or_else(|| between(24))
}

/// One moment in words, as exact as a span of that many seconds asks for.
pub(crate) fn moment(seconds: f64, span: f64) -> String {
    if seconds.is_nan() || seconds.abs() >= FARTHEST {
        return driftscope_present::numbers::number(seconds);
    }
    let second = libm::floor(seconds) as i64;
    let (year, month, day) = civil_from_days(second.div_euclid(DAY));
    let date = format!("{day} {} {year}", month_name(month));
    if span > 4.0 * DAY as f64 { date } else { format!("{date}, {}", clock(second, span < 600.0)) }
}

/// As many thousands of years as are wanted between ticks.
fn millennia(wanted: f64) -> Step {
    let millennium = Step::Months(12_000);
    Step::Months(12_000 * libm::ceil(wanted / millennium.length()) as i64)
}

impl Step {
    fn length(self) -> f64 {
        match self {
            Self::Seconds(seconds) => seconds as f64,
            // The shortest month, so that no axis has more ticks than asked for.
            Self::Months(months) => (months * 28 * DAY) as f64,
        }
    }

    fn starts(self, low: i64, high: i64) -> Vec<i64> {
        // More than this is never asked for.
        const MOST: usize = 100;
        match self {
            Self::Seconds(seconds) => {
                // 1970 began on a Thursday; weeks begin on Mondays.
                let shift = if seconds == 7 * DAY { 4 * DAY } else { 0 };
                let first = (low - shift).div_euclid(seconds) * seconds + shift;
                (0..)
                    .map(|place| first + place * seconds)
                    .skip_while(|&start| start < low)
                    .take_while(|&start| start <= high)
                    .take(MOST)
                    .collect()
            }
            Self::Months(months) => {
                let (year, month, _) = civil_from_days(low.div_euclid(DAY));
                let first = (year * 12 + month - 1).div_euclid(months) * months;
                (0..)
                    .map(|place| first + place * months)
                    .map(|month| days(month.div_euclid(12), month.rem_euclid(12) + 1) * DAY)
                    .skip_while(|&start| start < low)
                    .take_while(|&start| start <= high)
                    .take(MOST)
                    .collect()
            }
        }
    }
}

fn label(second: i64, step: Step, before: Option<i64>) -> String {
    let (year, month, day) = civil_from_days(second.div_euclid(DAY));
    let previous = before.map(|second| (civil_from_days(second.div_euclid(DAY)), second.div_euclid(DAY)));
    let new_year = previous.is_none_or(|((before, _, _), _)| before != year);
    let name = month_name(month);
    match step {
        Step::Months(months) if months >= 12 => year.to_string(),
        Step::Months(_) if new_year && month == 1 && before.is_some() => year.to_string(),
        Step::Months(_) if new_year => format!("{name} {year}"),
        Step::Months(_) => name.to_owned(),
        Step::Seconds(seconds) if seconds >= DAY => {
            if new_year {
                format!("{day} {name} {year}")
            } else {
                format!("{day} {name}")
            }
        }
        Step::Seconds(seconds) => {
            let new_day = previous.is_none_or(|(_, before)| before != second.div_euclid(DAY));
            let midnight = second.rem_euclid(DAY) == 0;
            let clock = clock(second, seconds < MINUTE);
            match (new_day, midnight) {
                (true, true) => format!("{day} {name}"),
                (true, false) => format!("{day} {name}, {clock}"),
                (false, _) => clock,
            }
        }
    }
}

fn clock(second: i64, with_seconds: bool) -> String {
    let of_day = second.rem_euclid(DAY);
    let (hour, minute) = (of_day / HOUR, of_day % HOUR / MINUTE);
    if with_seconds {
        format!("{hour:02}:{minute:02}:{:02}", of_day % MINUTE)
    } else {
        format!("{hour:02}:{minute:02}")
    }
}

fn month_name(month: i64) -> &'static str {
    MONTHS.get((month - 1).rem_euclid(12) as usize).copied().unwrap_or("")
}

/// Days from 1 January 1970 to the first of a month.
fn days(year: i64, month: i64) -> i64 {
    days_from_civil(year, month, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(low: f64, high: f64, at_most: usize) -> Vec<String> {
        moments(low, high, at_most).into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn hours_of_a_day_part_it_evenly() {
        let said = |high: f64, at_most: usize| {
            hours(0.0, high, at_most).into_iter().map(|tick| tick.label).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(said(24.0, 12), "0 3 6 9 12 15 18 21 24");
        assert_eq!([said(24.0, 6), said(24.0, 4)], ["0 6 12 18 24", "0 12 24"]);
        assert_eq!(said(24.0, 0), "0 24");
        assert_eq!(said(30.0, 4), "0 10 20 30", "no hours of a day");
    }

    /// 1 March 2013, from Python's `datetime`.
    const MARCH: f64 = 1_362_096_000.0;

    #[test]
    fn dates_and_days_turn_into_each_other() {
        assert_eq!(civil_from_days(15_765), (2013, 3, 1));
        assert_eq!(civil_from_days(-1), (1969, 12, 31));
        for month in -20_000..20_000 {
            let (year, month) = (i64::div_euclid(month, 12) + 1970, i64::rem_euclid(month, 12) + 1);
            assert_eq!(civil_from_days(days(year, month)), (year, month, 1));
        }
    }

    #[test]
    fn labels_follow_the_span() {
        assert_eq!(labels(MARCH, MARCH + 5.0 * 365.25 * 86_400.0, 6), ["2014", "2015", "2016", "2017", "2018"]);
        assert_eq!(labels(MARCH, MARCH + 340.0 * 86_400.0, 13)[..2], ["Mar 2013", "Apr"]);
        assert_eq!(labels(MARCH, MARCH + 340.0 * 86_400.0, 13)[10], "2014");
        assert_eq!(labels(MARCH, MARCH + 30.0 * 86_400.0, 5), ["4 Mar 2013", "11 Mar", "18 Mar", "25 Mar"]);
        assert_eq!(labels(MARCH + 3_600.0, MARCH + 100_000.0, 5), ["1 Mar, 06:00", "12:00", "18:00", "2 Mar"]);
        assert_eq!(labels(MARCH, MARCH + 60.0, 5), ["1 Mar", "00:00:15", "00:00:30", "00:00:45", "00:01:00"]);
    }

    #[test]
    fn single_moments_are_as_exact_as_needed() {
        assert_eq!(moment(MARCH + 0.5, 1e8), "1 Mar 2013");
        assert_eq!(moment(MARCH + 38_700.0, 86_400.0), "1 Mar 2013, 10:45");
    }

    #[test]
    fn what_is_no_date_is_a_number() {
        assert!(!moments(-1e300, 1e300, 5).is_empty());
        assert_eq!(moment(1e15, 1.0), "1e15");
        assert!(moments(-2e11, 2e11, 5).len() <= 6);
    }
}
