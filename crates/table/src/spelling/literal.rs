//! Takes values out of what programs print around them: `np.float64(0.5)`, `Decimal('1.10')`, `tensor(0.25, device='cuda:0')`,
//! `Timestamp('2026-03-01 08:05:07')`, `datetime.datetime(2026, 3, 1, 8, 5)`, `'12.5'`.
//!
//! A cell that a program has filled with `repr` or `str` of its own type holds such a text. What is inside is read as any text is.

use std::borrow::Cow;

/// Bytes of the longest text that is looked at.
const LONGEST: usize = 96;

/// Types of one value, the last part of their name.
const TYPES: [&str; 22] = [
    "float",
    "float16",
    "float32",
    "float64",
    "int",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "Decimal",
    "tensor",
    "Timestamp",
    "datetime64",
    "ISODate",
    "NumberDecimal",
    "NumberInt",
    "NumberLong",
    "array",
];

/// The text within a literal; `None` where a text is none.
pub(crate) fn content(text: &str) -> Option<Cow<'_, str>> {
    let last = *text.as_bytes().last()?;
    if text.len() > LONGEST || !matches!(last, b')' | b'\'' | b'"') {
        return None;
    }
    if let Some(inner) = unquoted(text) {
        // `'007'` is a label in quotes.
        let is_padded = inner.len() > 1 && inner.starts_with('0') && inner.as_bytes()[1].is_ascii_digit();
        return (!is_padded).then_some(Cow::Borrowed(inner));
    }
    let (name, arguments) = text.strip_suffix(')')?.split_once('(')?;
    let name = name.rsplit('.').next()?;
    if matches!(name, "datetime" | "date") {
        return moment(arguments).map(Cow::Owned);
    }
    let first = arguments.split(',').next()?.trim();
    TYPES.contains(&name).then(|| Cow::Borrowed(unquoted(first).unwrap_or(first)))
}

/// The text between two equal quotes.
fn unquoted(text: &str) -> Option<&str> {
    ['\'', '"'].into_iter().find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote))
}

/// `2026, 3, 1, 8, 5` as a timestamp: year, month and day, then up to four of hour, minute, second and microsecond. The only zone that is
/// read is UTC.
fn moment(arguments: &str) -> Option<String> {
    let (numbers, zone) = arguments.split_once(", tzinfo=").unwrap_or((arguments, "None"));
    let is_known = zone == "None" || zone.trim_end_matches(['\'', ')']).to_ascii_lowercase().ends_with("utc");
    let parts: Option<Vec<u32>> = numbers.split(',').map(|part| part.trim().parse().ok()).collect();
    let parts = parts.filter(|parts| is_known && (3..=7).contains(&parts.len()))?;
    let part = |at: usize| parts.get(at).copied().unwrap_or(0);
    let date = format!("{:04}-{:02}-{:02}", part(0), part(1), part(2));
    Some(match parts.len() {
        3 => date,
        _ => format!("{date}T{:02}:{:02}:{:02}.{:06}Z", part(3), part(4), part(5), part(6)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_out_of_what_programs_print() {
        for (text, expected) in [
            ("np.float64(0.5)", "0.5"),
            ("float64(0.5)", "0.5"),
            ("Decimal('1.10')", "1.10"),
            ("tensor(0.25)", "0.25"),
            ("tensor(0.25, device='cuda:0')", "0.25"),
            ("'12.5'", "12.5"),
            ("\"12.5\"", "12.5"),
            ("Timestamp('2026-03-01 08:05:07')", "2026-03-01 08:05:07"),
            ("Timestamp('2026-03-01 08:05:07', tz='UTC')", "2026-03-01 08:05:07"),
            ("numpy.datetime64('2026-03-01T08:05')", "2026-03-01T08:05"),
            ("datetime.datetime(2026, 3, 1, 8, 5)", "2026-03-01T08:05:00.000000Z"),
            ("datetime.datetime(2026, 3, 1, 8, 5, 7, 250)", "2026-03-01T08:05:07.000250Z"),
            ("datetime.datetime(2026, 3, 1, 8, 5, tzinfo=datetime.timezone.utc)", "2026-03-01T08:05:00.000000Z"),
            ("datetime.datetime(2026, 3, 1, 8, 5, tzinfo=zoneinfo.ZoneInfo(key='UTC'))", "2026-03-01T08:05:00.000000Z"),
            ("datetime.date(2026, 3, 1)", "2026-03-01"),
        ] {
            assert_eq!(content(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_texts_hold_none() {
        for text in [
            "",
            "'",
            "(",
            ")",
            "f(1)",
            "gauge(3)",
            "float64(1",
            "float64)1(",
            "datetime.datetime(2026, 3)",
            "datetime.date(x, 3, 1)",
            "datetime.datetime(2026, 3, 1, 8, 5, tzinfo=<DstTzInfo 'Europe/Berlin'>)",
            "12.5",
            "'007'",
        ] {
            assert_eq!(content(text), None, "{text}");
        }
    }
}
