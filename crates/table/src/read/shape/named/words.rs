//! What a file of names and arrays was read as, for a person.

use super::super::converted::Step;
use super::find::{Names, Places};

/// The words for a table of these places.
pub(super) fn of(places: &Places) -> String {
    let unit = places.unit.as_deref().unwrap_or_default();
    let within = |way: &[Step]| text(&[unit, way].concat());
    let rows = within(&places.rows);
    let what = if places.is_transposed { "JSON columns" } else { "JSON arrays" };
    let place = if rows.is_empty() { String::new() } else { format!(" at {rows}") };
    match &places.names {
        Names::At(way) => format!("{what}{place}, with names from {}", within(way)),
        Names::FirstRow => format!("{what}{place}, with names in the first row"),
        Names::Keys => format!("{what}{place}"),
        Names::Nowhere if places.unit.is_none() && !places.is_transposed && places.rows.contains(&Step::Items) => {
            format!("JSON records{place}")
        }
        Names::Nowhere => format!("{what}{place}, without names"),
    }
}

/// A way as a person writes it: `results[].series[].values`.
fn text(way: &[Step]) -> String {
    let mut text = String::new();
    for step in way {
        match step {
            Step::Key(key) if text.is_empty() => text.push_str(key),
            Step::Key(key) => text.extend([".", key]),
            Step::Items if text.is_empty() => {}
            Step::Items => text.push_str("[]"),
        }
    }
    text
}
