//! The shift of a numeric column in words.

use driftscope_report::Shift;

use crate::numbers::{number, percent};

/// Changes that are smaller are not worth a word: of location in standard deviations, of scale and tails in shares.
const LOCATION: f64 = 0.05;
const SCALE: f64 = 0.10;
const TAIL: f64 = 0.15;

/// The share of shape in the distance from which on it is named.
const SHAPE: f64 = 0.25;

/// What a distance that hangs on its outermost values is at least.
const HANGS: f64 = 0.5;

/// "40 % wider", of how many times as wide production is; nothing where that is next to nothing.
pub(crate) fn spread(scale: f64) -> Option<String> {
    match scale {
        scale if scale >= 2.0 => Some(format!("{} times as wide", number((scale * 10.0).round() / 10.0))),
        scale if scale >= 1.0 + SCALE => Some(format!("{} wider", percent(scale - 1.0))),
        scale if scale <= 1.0 - SCALE => Some(format!("{} narrower", percent(1.0 - scale))),
        _ => None,
    }
}

/// The shift of a numeric column: "0.25 sd higher, 40 % wider, heavier upper tail".
pub fn shift(parts: &Shift) -> String {
    let mut words = Vec::new();
    if parts.location.abs() >= LOCATION {
        let direction = if parts.location > 0.0 { "higher" } else { "lower" };
        words.push(format!("{} sd {direction}", number((parts.location.abs() * 100.0).round() / 100.0)));
    }
    words.extend(spread(parts.scale));
    let weight = |tail: Option<f64>| match tail {
        Some(ratio) if ratio >= 1.0 + TAIL => Some("heavier"),
        Some(ratio) if ratio <= 1.0 - TAIL => Some("lighter"),
        _ => None,
    };
    match (weight(parts.lower_tail), weight(parts.upper_tail)) {
        (Some(lower), Some(upper)) if lower == upper => words.push(format!("{lower} tails")),
        (lower, upper) => {
            words.extend(lower.map(|weight| format!("{weight} lower tail")));
            words.extend(upper.map(|weight| format!("{weight} upper tail")));
            if lower.is_none() && upper.is_none() && parts.shares.shape >= SHAPE {
                words.push("another shape".to_owned());
            }
        }
    }
    if words.is_empty() {
        words.push("about the same level, spread and shape".to_owned());
    }
    if let Some(share) = parts.outermost_share.filter(|share| *share >= HANGS) {
        words.push(format!("{} of the distance from the outermost 1 % of the values", percent(share)));
    }
    words.join(", ")
}
