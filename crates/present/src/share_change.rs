//! Words for a share that changed.

use crate::numbers::{number, percent, percents};

/// "“1” rose from 0.3 % to 1.2 %, 4 times as often", "“EV” is new, 5 % of production".
pub(crate) fn share_change(what: &str, [from, to]: [f64; 2]) -> String {
    if from == 0.0 {
        return format!("{what} is new, {} of production", percent(to));
    }
    if to == 0.0 {
        return format!("{what} vanished, {} of the reference", percent(from));
    }
    let direction = if to >= from { "rose" } else { "fell" };
    let [before, after] = percents([from, to]);
    format!("{what} {direction} from {before} to {after}{}", times_as_often(from, to))
}

/// ", 4 times as often", of what is rare and has become at least twice as frequent: there the difference of two shares looks
/// like little.
fn times_as_often(from: f64, to: f64) -> String {
    const RARE: f64 = 0.1;
    let times = to / from;
    if from >= RARE || times < 1.95 {
        return String::new();
    }
    match times {
        times if times < 2.05 => ", twice as often".to_owned(),
        times if times < 9.95 => format!(", {} times as often", number((times * 10.0).round() / 10.0)),
        times => format!(", {} times as often", number(times.round())),
    }
}
