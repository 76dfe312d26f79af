//! Values that are not of the kind of their column.

use driftscope_present::numbers;
use driftscope_report::{Warning, WarningCode};
use driftscope_table::typing::{Evidence, TextClass};

use driftscope_report::Kind;

/// What texts that are of a kind read as.
pub(crate) fn fits(kind: Kind) -> fn(&TextClass) -> bool {
    match kind {
        Kind::Datetime | Kind::TimeOfDay => |class| matches!(class, TextClass::Datetime(_) | TextClass::Number(_)),
        Kind::Boolean => |class| matches!(class, TextClass::Boolean(_) | TextClass::Number(_)),
        _ => |class| matches!(class, TextClass::Number(_)),
    }
}

/// A warning of values that do not match the column's kind and count as missing. `counted` are those that match it; `example`
/// returns one that does not.
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
    let (one, many) = match kind {
        Kind::Datetime => ("is not a timestamp", "are not timestamps"),
        Kind::TimeOfDay => ("is not a time of day", "are not times of day"),
        Kind::Boolean => ("is neither true nor false", "are neither true nor false"),
        _ => ("is not a number", "are not numbers"),
    };
    let example = example().map(|text| format!(", such as “{}”", numbers::name(&text, 32)));
    let (what, counts) = if count == 1 { (one, "counts") } else { (many, "count") };
    Some(Warning::of_values(
        WarningCode::MixedTypes,
        count,
        format!(
            "{} {what} and {counts} as missing, in column {name}{}",
            numbers::counted(count, "value", "values"),
            example.unwrap_or_default()
        ),
    ))
}
