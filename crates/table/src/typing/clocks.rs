//! Decides between times of the day, spans and labels, which are written alike: `14:30:05`, `14:30`.
//!
//! What has AM or PM is a time of the day. Else the name tells, `departure` or `duration`, and where it does not, the values do: of
//! the times of a day some are past noon, and spans are hardly ever that long.

use serde::{Deserialize, Serialize};

use super::column_name::words_of;
use crate::spelling::{clock, duration};

/// Seconds of a day.
const DAY: f64 = 86_400.0;

/// Strings of a side that spell a time of the day, or a span.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClockCounts {
    /// Times that can be nothing else, `2:25 PM`. They count among the other strings, too.
    pub sure: u64,
    /// Times without seconds, `14:30`. They count among the other strings, too.
    pub short: u64,
    /// Times with seconds, `14:30:05`. They count among the strings that spell a number, too.
    pub long: u64,
    /// Of the last two, those past noon.
    pub past_noon: u64,
    /// All spans in clocks or days, `0:00:05`, `PT5S`: the times with seconds among them.
    pub spans: u64,
}

impl ClockCounts {
    /// Counts a string that occurs so often; `is_other` if it does not spell a number.
    pub(super) fn see(&mut self, text: &str, count: u64, is_other: bool) {
        if !is_other && duration::parse(text.trim()).is_none() {
            // Minutes and seconds, of a column that says so.
            self.spans += if text.contains(':') { count } else { 0 };
            return;
        }
        let time = clock::parse(text);
        match time {
            Some(time) if time.is_sure => self.sure += count,
            Some(_) if is_other => self.short += count,
            Some(_) => self.long += count,
            None => {}
        }
        self.spans += if is_other { 0 } else { count };
        let is_past_noon = time.is_some_and(|time| !time.is_sure && time.seconds >= DAY / 2.0);
        self.past_noon += if is_past_noon { count } else { 0 };
    }

    /// The counts of two parts.
    pub fn and(self, other: Self) -> Self {
        Self {
            sure: self.sure.saturating_add(other.sure),
            short: self.short.saturating_add(other.short),
            long: self.long.saturating_add(other.long),
            past_noon: self.past_noon.saturating_add(other.past_noon),
            spans: self.spans.saturating_add(other.spans),
        }
    }

    /// How many can be times of the day.
    pub fn times(self) -> u64 {
        self.sure.saturating_add(self.short).saturating_add(self.long)
    }
}

/// By what a column of times or spans was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockSign {
    /// Most can be nothing but times of the day.
    Sure,
    /// The name.
    Name,
    /// How many are past noon.
    Noon,
}

/// Words of names of spans and of other pairs of numbers.
const SPANS: &[&str] = &[
    "duration",
    "elapsed",
    "latency",
    "took",
    "runtime",
    "length",
    "uptime",
    "downtime",
    "delay",
    "wait",
    "waiting",
    "age",
    "interval",
    "lap",
    "pace",
    "spent",
    "remaining",
    "lag",
    "timeout",
    "ttl",
    "response",
    "processing",
    "execution",
    "travel",
    "trip",
    "cook",
    "prep",
    "ratio",
    "score",
    "result",
];

/// Words of names of moments within a day.
const TIMES: &[&str] = &[
    "start",
    "end",
    "begin",
    "open",
    "opens",
    "opening",
    "close",
    "closes",
    "closing",
    "departure",
    "arrival",
    "scheduled",
    "clock",
    "hour",
    "tod",
    "at",
    "from",
    "until",
    "timeofday",
];
/// Of times that may be spans, this share must be past noon: one in ten.
const PAST_NOON: u64 = 10;

/// Whether strings that can be times of the day are, and by what it was decided.
pub fn are_times_of_day(name: &str, counts: ClockCounts) -> (bool, ClockSign) {
    let open = counts.short.saturating_add(counts.long);
    if counts.sure > open {
        return (true, ClockSign::Sure);
    }
    let words = words_of(name);
    let names = |word: &String, known: &[&str]| known.contains(&word.as_str());
    // The end of a trip is a time, and its duration is none.
    if words.last().is_some_and(|word| names(word, TIMES)) {
        return (true, ClockSign::Name);
    }
    if words.iter().any(|word| names(word, SPANS)) {
        return (false, ClockSign::Name);
    }
    if words.iter().any(|word| names(word, TIMES)) {
        return (true, ClockSign::Name);
    }
    (counts.past_noon.saturating_mul(PAST_NOON) >= open, ClockSign::Noon)
}

/// The time of the day that a text spells, in seconds since midnight.
pub fn time_of_day(text: &str) -> Option<f64> {
    clock::parse(text).map(|time| time.seconds)
}

/// A number of seconds on the clock: the time of the day so long after a midnight.
pub fn on_the_clock(seconds: f64) -> f64 {
    let on_it = seconds.rem_euclid(DAY);
    // What is just before a midnight is rounded to it, and −0 is 0.
    if on_it < DAY { on_it + 0.0 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(texts: &[&str]) -> ClockCounts {
        let mut counts = ClockCounts::default();
        texts.iter().for_each(|text| counts.see(text, 1, duration::parse(text).is_none()));
        counts
    }

    #[test]
    fn names_and_noon_tell_times_from_spans() {
        let day = counts(&["08:15:00", "14:30:05", "23:59:59"]);
        assert_eq!(day, ClockCounts { long: 3, past_noon: 2, spans: 3, ..ClockCounts::default() });
        assert_eq!(are_times_of_day("x", day), (true, ClockSign::Noon));
        assert_eq!(are_times_of_day("trip_duration", day), (false, ClockSign::Name));
        let short = counts(&["0:03", "0:45", "1:10"]);
        assert_eq!((short.short, short.spans), (3, 0));
        assert_eq!(are_times_of_day("x", short), (false, ClockSign::Noon));
        assert_eq!(are_times_of_day("trip_start", short), (true, ClockSign::Name));
        assert_eq!(are_times_of_day("opens", short), (true, ClockSign::Name));
        assert_eq!(are_times_of_day("duration", counts(&["2:25 AM", "3:10 PM"])), (true, ClockSign::Sure));
        assert_eq!(
            counts(&["30:00:00", "P1DT2H", "3 days 04:05:06"]),
            ClockCounts { spans: 3, ..ClockCounts::default() }
        );
    }

    #[test]
    fn any_number_of_seconds_is_on_the_clock() {
        let found = [-600.0, 86_400.0, 90_000.0, -1e-300, -0.0].map(|seconds| on_the_clock(seconds).to_bits());
        assert_eq!(found, [85_800.0_f64, 0.0, 3_600.0, 0.0, 0.0].map(f64::to_bits));
    }
}
