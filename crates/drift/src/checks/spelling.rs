//! Says where the values of a column may mean two things, and nothing in it tells which.

use driftscope_present::numbers;
use driftscope_report::{Warning, WarningCode};
use driftscope_table::typing::{Evidence, OpenSpelling, ReadAs};

use driftscope_report::Kind;

/// A warning where dates may begin with the day or with the month, or commas may be for thousands or for decimals. Both
/// sides are read alike, so drift is found either way, but figures may be of another size or day.
pub(crate) fn warning((name, kind): (&str, Kind), evidence: &Evidence) -> Option<Warning> {
    let OpenSpelling { example, read } = evidence.open_spelling.as_ref().filter(|_| evidence.written_out > 0)?;
    if (kind, *read) == (Kind::Datetime, ReadAs::NoYear) {
        return Some(Warning::of_values(
            WarningCode::OpenSpelling,
            evidence.written_out,
            format!(
                "Dates such as “{}” have no year and count as of 2000: only their order within a year is known, in column {name}",
                numbers::name(example, 32)
            ),
        ));
    }
    let (read, advice) = match (kind, read) {
        (Kind::Datetime, ReadAs::MonthFirst) => ("with the month first", "write dates as 2013-03-01"),
        (Kind::Datetime, ReadAs::DayFirst) => ("with the day first", "write dates as 2013-03-01"),
        (Kind::Numeric, ReadAs::Thousands) => ("with the comma for thousands", "write decimals with a point"),
        _ => return None,
    };
    Some(Warning::of_values(
        WarningCode::OpenSpelling,
        evidence.written_out,
        format!(
            "Values such as “{}” may mean two things and are read {read}: {advice} to be sure, in column {name}",
            numbers::name(example, 32)
        ),
    ))
}

/// A warning where some times of a side name their zone, and others do not: these are taken for what a clock of the chosen zone showed.
pub(crate) fn zone_warning((name, kind): (&str, Kind), evidence: &Evidence) -> Option<Warning> {
    let Evidence { zoned, datetime_texts, .. } = *evidence;
    let bare = datetime_texts.saturating_sub(zoned);
    (kind == Kind::Datetime && zoned > 0 && bare > 0).then(|| {
        let times = numbers::counted(bare, "time names no zone and is read", "times name no zone and are read");
        let message =
            format!("{times} in the chosen zone, while others name theirs: write all alike, in column {name}");
        Warning::of_values(WarningCode::TimeZone, bare, message)
    })
}

/// A warning where some of the numbers of a side have leading zeros, as labels have, and all are read as numbers. `example`
/// gives one of them.
pub(crate) fn zeros_warning(
    (name, kind): (&str, Kind),
    evidence: &Evidence,
    example: impl FnOnce() -> Option<String>,
) -> Option<Warning> {
    let count = evidence.leading_zeros.count;
    if count == 0 || kind != Kind::Numeric {
        return None;
    }
    let example = example().map(|text| format!(", such as “{}”,", numbers::name(&text, 32))).unwrap_or_default();
    let has = if count == 1 { "has" } else { "have" };
    Some(Warning::of_values(
        WarningCode::OpenSpelling,
        count,
        format!(
            "{}{example} {has} leading zeros and count as numbers: choose the kind category if they are codes, in \
             column {name}",
            numbers::counted(count, "value", "values")
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_may_mean_two_things_is_said() {
        let open = Evidence {
            written_out: 3,
            open_spelling: Some(OpenSpelling { example: "12,345".to_owned(), read: ReadAs::Thousands }),
            ..Evidence::default()
        };
        let found = warning(("price", Kind::Numeric), &open).unwrap();
        assert_eq!((found.code, found.count), (WarningCode::OpenSpelling, 3));
        assert!(found.message.contains("12,345") && found.message.ends_with("in column price"), "{}", found.message);
        assert_eq!(warning(("price", Kind::Category), &open), None);
        let told = Evidence { open_spelling: None, ..open };
        assert_eq!(warning(("price", Kind::Numeric), &told), None);
    }
}
