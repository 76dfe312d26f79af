//! Words for how the values of a column were read, where they could have been read otherwise.

use driftscope_report::{Kind, Reading, ReadingCode};
use driftscope_table::typing::{CodeSign, Decided};

/// How a column was read whose numbers have a unit, and whether some were converted to it.
pub(crate) fn of_unit((unit, is_converted): (&str, bool)) -> Reading {
    let others = if is_converted { "; those in other units are converted to it" } else { "" };
    Reading { code: ReadingCode::Unit, sentence: format!("Its numbers are in {unit}{others}"), other_kind: None }
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
