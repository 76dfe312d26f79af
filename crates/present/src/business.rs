//! How much the model is used, in words.

use driftscope_report::{Business, BusinessChange, BusinessSeries, BusinessWindow};

use crate::numbers;

/// Changes that the sentence names.
const NAMED: usize = 3;

/// How many predictions a day there are, and where that changed: "About 193 predictions a day in the reference, 197 in production. …"
pub fn sentence(business: &Business) -> String {
    let sides = [("the reference", &business.days.reference), ("production", &business.days.production)];
    let typical = sides.map(|(name, days)| Some((name, typical(days)?)));
    let mut parts = Vec::new();
    match typical {
        [Some((one, reference)), Some((other, production))] => parts.push(format!(
            "About {} predictions a day in {one}, {} in {other}.",
            numbers::number(reference),
            numbers::number(production)
        )),
        [Some((name, only)), None] | [None, Some((name, only))] => {
            parts.push(format!("About {} predictions a day in {name}.", numbers::number(only)));
        }
        [None, None] => parts.push("There is no whole day of records.".to_owned()),
    }
    parts.extend(business.changes.iter().take(NAMED).map(|found| format!("{}.", change(found))));
    match (&business.no_changes, business.changes.len()) {
        (Some(why), _) => parts.push(why.clone()),
        (None, 0) => {
            parts.push("Apart from the pattern of the week, the number did not change within a side.".to_owned())
        }
        (None, found) if found > NAMED => parts.push(format!("{} more changes.", found - NAMED)),
        _ => {}
    }
    parts.join(" ")
}

/// The median of whole days.
fn typical(days: &[BusinessWindow]) -> Option<f64> {
    let mut counts: Vec<u64> = days.iter().filter(|day| !day.partial).map(|day| day.count).collect();
    counts.sort_unstable();
    let middle = counts.len() / 2;
    let high = *counts.get(middle)?;
    let low = if counts.len().is_multiple_of(2) { counts[middle - 1] } else { high };
    Some((low as f64 + high as f64) / 2.0)
}

/// A change: "15 % fewer a day since 2026-05-01 (2026-04-29 to 2026-05-02)".
pub fn change(found: &BusinessChange) -> String {
    let (more, by) = if found.ratio < 1.0 { ("fewer", 1.0 - found.ratio) } else { ("more", found.ratio - 1.0) };
    let interval = if found.low == found.high { String::new() } else { format!(" ({} to {})", found.low, found.high) };
    format!("{} {more} a day since {}{interval}", numbers::percent(by), found.date)
}

/// The classes of predictions over whole windows of each side: label, and its share in the reference and in production.
pub fn classes(series: &BusinessSeries) -> Vec<(String, [Option<f64>; 2])> {
    let sides = [&series.reference, &series.production];
    let mut labels: Vec<&str> = Vec::new();
    for class in sides.iter().flat_map(|side| side.iter()).flat_map(|window| &window.classes) {
        if !labels.contains(&class.label.as_str()) {
            labels.push(&class.label);
        }
    }
    let share = |side: &[BusinessWindow], label: &str| {
        let all: u64 = side.iter().flat_map(|window| &window.classes).map(|class| class.count).sum();
        let of = side.iter().flat_map(|window| &window.classes).filter(|class| class.label == label);
        (all > 0).then(|| of.map(|class| class.count).sum::<u64>() as f64 / all as f64)
    };
    labels.into_iter().map(|label| (label.to_owned(), sides.map(|side| share(side, label)))).collect()
}
