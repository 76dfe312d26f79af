//! What is open about an unclear column, in words: where its effect may lie, and how many rows would settle it.

use crate::numbers::{counted, effect, effect_against, p_relation};
use driftscope_report::{Drift, Part};

/// An effect that is shown as 0.00.
const SHOWN_AS_NONE: f64 = 0.005;

/// "Unclear: effect 0.08, could be 0.02 to 0.11; about 3,000 rows on each side would settle it". `change` is what changed, for a
/// change that is beyond chance.
pub(crate) fn unclear(drift: &Drift, alpha: f64, change: impl FnOnce() -> String) -> String {
    let limit = drift.threshold.unwrap_or(0.0);
    let (size, low, high) = (drift.effect.unwrap_or(0.0), drift.low.unwrap_or(0.0), drift.high.unwrap_or(1.0));
    let deciding = drift.deciding_part();
    let of = match deciding.map(|part| part.part) {
        Some(Part::Missing) => " in the missing values",
        Some(Part::Length) => " in the length",
        Some(Part::Words) => " in the words",
        Some(Part::Form) => " in the forms",
        Some(Part::Distinct) => " in the share of distinct values",
        Some(Part::Frequent) => " in the share of the most frequent value",
        _ => "",
    };
    let range = format!("could be {} to {}", effect(low), effect_against(high, limit));
    let is_significant = deciding.is_some_and(|part| part.p_adjusted < alpha);
    let open = if is_significant {
        let where_to = format!("effect {}, {range}, limit {}", effect_against(size, limit), effect(limit));
        format!("Unclear: {}, but whether by more than the limit is open ({where_to})", change())
    } else if size < SHOWN_AS_NONE {
        format!("Unclear: no drift seen, but a change of up to {}{of} could hide", effect_against(high, limit))
    } else if low >= limit {
        let p = drift.p_adjusted.map_or_else(String::new, |p| format!(" (adjusted {})", p_relation(p)));
        format!("Unclear: effect {}{of}, {range}, but chance alone could give it{p}", effect(size))
    } else {
        format!("Unclear: effect {}{of}, {range}", effect_against(size, limit))
    };
    open + &settled(drift, limit, size)
}

fn settled(drift: &Drift, limit: f64, size: f64) -> String {
    match drift.rows_to_settle {
        Some(needed) if needed.both => {
            format!("; about {} on each side would settle it", counted(needed.rows, "row", "rows"))
        }
        Some(needed) => format!("; about {} of production would settle it", counted(needed.rows, "row", "rows")),
        None if (size - limit).abs() < 0.1 * limit => {
            "; this near the limit, more rows will hardly settle it".to_owned()
        }
        None => String::new(),
    }
}
