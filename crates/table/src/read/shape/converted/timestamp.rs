//! Nanoseconds since 1970, as OpenTelemetry counts time.

use crate::read::tree::Node;
use crate::typing::format_datetime;

/// The number of nanoseconds, as a number or in a string; `None` for zero, which stands for no time.
pub(crate) fn nanoseconds(node: &Node<'_>) -> Option<u64> {
    let Node::Plain(bytes) = node else { return None };
    let digits = bytes.strip_prefix(b"\"").and_then(|inner| inner.strip_suffix(b"\"")).unwrap_or(bytes);
    std::str::from_utf8(digits).ok()?.parse().ok().filter(|nanoseconds| *nanoseconds > 0)
}

/// Writes a timestamp as a string: ISO 8601 to the microsecond.
pub(crate) fn write(out: &mut Vec<u8>, nanoseconds: u64) {
    let (seconds, rest) = (nanoseconds / 1_000_000_000, nanoseconds % 1_000_000_000);
    // The largest number of nanoseconds is in the year 2554.
    let text = format_datetime(seconds as f64).unwrap_or_default();
    let whole = text.trim_end_matches('Z');
    out.extend_from_slice(format!("\"{whole}.{:06}Z\"", rest / 1_000).as_bytes());
}

/// Writes the milliseconds between two timestamps, exactly.
pub(crate) fn write_milliseconds(out: &mut Vec<u8>, start: u64, end: u64) {
    let between = end.abs_diff(start);
    let sign = if end < start { "-" } else { "" };
    let (whole, rest) = (between / 1_000_000, between % 1_000_000);
    let text = format!("{sign}{whole}.{rest:06}");
    out.extend_from_slice(text.trim_end_matches('0').trim_end_matches('.').as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timestamps_and_durations_are_exact() {
        let written = |write: fn(&mut Vec<u8>)| {
            let mut out = Vec::new();
            write(&mut out);
            String::from_utf8(out).unwrap()
        };
        assert_eq!(written(|out| super::write(out, 1_767_323_045_678_000_999)), "\"2026-01-02T03:04:05.678000Z\"");
        assert_eq!(written(|out| super::write(out, u64::MAX)), "\"2554-07-21T23:34:33.709551Z\"");
        assert_eq!(written(|out| write_milliseconds(out, 1_000_000, 13_500_000)), "12.5");
        assert_eq!(written(|out| write_milliseconds(out, 13_500_001, 1_000_000)), "-12.500001");
        assert_eq!(written(|out| write_milliseconds(out, 5, 5)), "0");
        assert_eq!(written(|out| write_milliseconds(out, 0, 100_000_000)), "100");
        assert_eq!(nanoseconds(&Node::Plain(b"\"1767323045678000001\"")), Some(1_767_323_045_678_000_001));
        assert_eq!(nanoseconds(&Node::Plain(b"1767323045678000001")), Some(1_767_323_045_678_000_001));
        for none in [&b"0"[..], b"\"\"", b"\"-1\"", b"1.5e18", b"null", b"\"99999999999999999999\""] {
            assert_eq!(nanoseconds(&Node::Plain(none)), None);
        }
    }
}
