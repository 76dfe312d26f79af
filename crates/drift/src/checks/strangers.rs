//! Values that are not of the kind of their column.

use driftscope_present::numbers;
use driftscope_report::{Warning, WarningCode};
use driftscope_table::typing::{Evidence, TextClass};

use driftscope_report::Kind;

/// What texts that are of a kind read as.
pub(crate) fn fits(kind: Kind) -> fn(&TextClass) -> bool {
    match kind {
        Kind::Datetime => |class| matches!(class, TextClass::Datetime(_) | TextClass::Number(_)),
        Kind::Boolean => |class| matches!(class, TextClass::Boolean(_) | TextClass::Number(_)),
        _ => |class| matches!(class, TextClass::Number(_)),
    }
}

/// Values that are not of the column's kind: they count as missing, and are said to. `counted` are those that are of it;
/// `example` gives one that is not.
pub(crate) fn strangers(
    (name, kind): (&str, Kind),
    evidence: &Evidence,
    counted: u64,
    example: impl FnOnce() -> Option<String>,
) -> Option<Warning> {
    let count = evidence.present().saturating_sub(counted);
    if count == 0 {
        return None;
    }
    let what = match kind {
        Kind::Datetime => "no moment",
        Kind::Boolean => "neither true nor false",
        _ => "no number",
    };
    let example = example().map(|text| format!(", such as “{}”", numbers::name(&text, 32)));
    let is = if count == 1 { "is" } else { "are" };
    Some(Warning::of_values(
        WarningCode::MixedTypes,
        count,
        format!(
            "{} {is} {what} and count as missing, in column {name}{}",
            numbers::counted(count, "value", "values"),
            example.unwrap_or_default()
        ),
    ))
}
