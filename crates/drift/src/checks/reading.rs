//! Words for how the values of a column were read, where they could have been read otherwise.

use driftscope_report::{Kind, Reading, ReadingCode};
use driftscope_table::typing::{ClockSign, CodeSign, Decided, Evidence, are_times_of_day};

/// How a column was read whose numbers have a unit, and whether some were converted to it.
pub(crate) fn of_unit((unit, is_converted): (&str, bool)) -> Reading {
    let others = if is_converted { "; those in other units are converted to it" } else { "" };
    Reading { code: ReadingCode::Unit, sentence: format!("Its numbers are in {unit}{others}"), other_kind: None }
}

/// Of the values that are there, the share that must be times or spans.
const MOST: f64 = 0.9;

/// Whether nearly all values of a column are spans, `0:00:05`, which are numbers of seconds.
pub(crate) fn are_spans(sides: [&Evidence; 2]) -> bool {
    let present: u64 = sides.iter().map(|side| side.present()).sum();
    let spans = sides[0].clocks.and(sides[1].clocks).spans;
    spans > 0 && spans as f64 >= MOST * present as f64
}

/// How a column of spans was read.
pub(crate) fn of_spans() -> Reading {
    Reading { code: ReadingCode::Unit, sentence: "Its durations are in seconds".to_owned(), other_kind: None }
}

/// How a column was read whose values can be times of the day, and something else as well.
pub(crate) fn of_clocks(name: &str, kind: Kind, sides: [&Evidence; 2]) -> Option<Reading> {
    let counts = sides[0].clocks.and(sides[1].clocks);
    let present: u64 = sides.iter().map(|side| side.present()).sum();
    if counts.times() == 0 || (counts.times() as f64) < MOST * present as f64 {
        return None;
    }
    let (are_times, sign) = are_times_of_day(name, counts);
    let others = if counts.long > counts.short { (Kind::Numeric, "durations") } else { (Kind::Category, "labels") };
    let (what, (other_kind, other)) = match kind {
        Kind::TimeOfDay if are_times => ("times of day", others),
        Kind::Numeric if !are_times => ("durations", (Kind::TimeOfDay, "times of day")),
        Kind::Category | Kind::Identifier if !are_times => ("labels", (Kind::TimeOfDay, "times of day")),
        _ => return None,
    };
    let why = match sign {
        ClockSign::Sure => return None,
        ClockSign::Name => "as the name suggests",
        ClockSign::Noon if are_times => "since some are past noon",
        ClockSign::Noon => "since hardly any is past noon",
    };
    Some(Reading {
        code: ReadingCode::Clock,
        sentence: format!(
            "Its values are taken for {what}, {why}: choose the type {} if they are {other}",
            other_kind.as_str()
        ),
        other_kind: Some(other_kind),
    })
}

/// How a column was read whose digits are labels.
pub(crate) fn of_codes(decided: Decided) -> Option<Reading> {
    let as_what = if decided.kind == Kind::Identifier { "identifiers" } else { "labels" };
    let (code, sentence, other_kind) = match decided.sign? {
        CodeSign::Digits => (
            ReadingCode::LongDigits,
            format!("Its digits are {as_what}: as numbers they would lose some of them"),
            None,
        ),
        CodeSign::Zeros => (
            ReadingCode::TrailingZeros,
            format!(
                "They are taken for {as_what}, since as numbers they would lose zeros: choose the type numeric if they are amounts"
            ),
            Some(Kind::Numeric),
        ),
        CodeSign::Name => (
            ReadingCode::CodeName,
            format!(
                "Its whole numbers are taken for {as_what}, as the name suggests: choose the type numeric if they are amounts"
            ),
            Some(Kind::Numeric),
        ),
        CodeSign::FarApart => (
            ReadingCode::FarApart,
            format!(
                "Its whole numbers are taken for {as_what}, since they are few and lie far apart: choose the type numeric if they \
                 are amounts"
            ),
            Some(Kind::Numeric),
        ),
    };
    Some(Reading { code, sentence, other_kind })
}
