//! The unit of a column of latencies, from its name.

use driftscope_table::typing::words_of;

/// The words that name a unit at the end of a column's name, and its sign.
const UNITS: [(&[&str], &str); 5] = [
    (&["ns", "nano", "nanos", "nanosecond", "nanoseconds"], "ns"),
    (&["us", "µs", "μs", "micro", "micros", "microsecond", "microseconds", "usec"], "µs"),
    (&["ms", "milli", "millis", "millisecond", "milliseconds", "msec"], "ms"),
    (&["s", "sec", "secs", "second", "seconds"], "s"),
    (&["min", "mins", "minute", "minutes"], "min"),
];

/// The unit that a name ends in: `latency_ms`, `durationSeconds`, `took.us`.
pub(super) fn of(name: &str) -> Option<&'static str> {
    let words = words_of(name);
    let last = words.last()?;
    UNITS.iter().find(|(names, _)| names.contains(&last.as_str())).map(|(_, sign)| *sign)
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn names_end_in_their_unit() {
        for (name, unit) in [
            ("latency_ms", Some("ms")),
            ("latencyMs", Some("ms")),
            ("request.duration_seconds", Some("s")),
            ("elapsed_s", Some("s")),
            ("took.us", Some("µs")),
            ("duration_ns", Some("ns")),
            ("latency", None),
            ("response_times", None),
            ("ms_of_latency", None),
            ("", None),
        ] {
            assert_eq!(of(name), unit, "{name}");
        }
    }
}
