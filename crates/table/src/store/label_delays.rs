//! How long labels took to come after their predictions, as counts.

use serde::{Deserialize, Serialize};

/// Below this many seconds each has a place of its own; above, each doubling has as many places, so a time is known to 1 part in 64.
const FINE: u64 = 64;

/// Longer times count as this, about 2000 years: there are fewer than 2000 places.
const LONGEST: f64 = 6.4e10;

/// Times on a common scale, in counts: no row is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelDelays {
    /// For each place of the scale, the rows whose label came after that time.
    pub came: Vec<u64>,
    /// For each place, the rows without a label that had waited that long when the newest label came.
    pub waiting: Vec<u64>,
    /// Rows whose label has a time before that of the prediction.
    pub before: u64,
    /// The time of the newest label, in whole seconds since 1970.
    pub newest: i64,
}

impl LabelDelays {
    /// From the time of each prediction, and what is known about its label: its time, or nothing if it has none. Rows for which that is
    /// `None` do not count. `newest` is the time of the newest label. `None` unless some label came at or after its prediction.
    pub(crate) fn of(rows: impl Iterator<Item = (f64, Option<f64>)>, newest: f64) -> Option<Self> {
        let mut found = Self { newest: newest as i64, ..Self::default() };
        for (predicted, labelled) in rows {
            let (counts, seconds) = match labelled {
                Some(labelled) => (&mut found.came, labelled - predicted),
                None => (&mut found.waiting, newest - predicted),
            };
            if seconds >= 0.0 {
                let place = place(seconds);
                counts.resize(counts.len().max(place + 1), 0);
                counts[place] += 1;
            } else if labelled.is_some() {
                found.before += 1;
            }
            // A prediction after the newest label has not been waited for.
        }
        (!found.came.is_empty()).then_some(found)
    }
}

/// The place of a time on the scale.
fn place(seconds: f64) -> usize {
    let seconds = seconds.min(LONGEST) as u64;
    let doublings = (seconds / FINE).checked_ilog2().map_or(0, |doublings| doublings + 1);
    let of_doubling = seconds >> doublings.saturating_sub(1);
    (u64::from(doublings) * FINE + of_doubling % FINE) as usize
}

/// The shortest time at a place of the scale, in seconds.
pub fn delay_at(place: usize) -> f64 {
    let (doublings, of_doubling) = (place as u64 / FINE, place as u64 % FINE);
    match doublings.checked_sub(1) {
        None => of_doubling as f64,
        Some(shift) => ((FINE + of_doubling) << shift.min(40)) as f64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_rises_without_a_gap_and_is_fine_enough() {
        for known in 0..1970 {
            assert_eq!(place(delay_at(known)), known);
            assert!(delay_at(known) < delay_at(known + 1));
        }
        for seconds in [0.0, 1.9, 63.0, 64.0, 127.9, 128.0, 3600.0, 86_400.0, 3.2e7, 6.3e10] {
            let at = delay_at(place(seconds));
            assert!(at <= seconds && seconds < (at + 1.0) * (1.0 + 1.0 / 63.0), "{seconds} {at}");
        }
        assert!((1970..2000).contains(&place(f64::INFINITY)));
    }

    #[test]
    fn rows_count_by_what_is_known_of_them() {
        let rows = [(100.0, Some(110.0)), (100.0, Some(90.0)), (150.0, None), (300.0, None), (100.0, Some(110.4))];
        let found = LabelDelays::of(rows.into_iter(), 200.0).unwrap_or_default();
        assert_eq!((found.came.iter().sum::<u64>(), found.came[10], found.before), (2, 2, 1));
        assert_eq!((found.waiting.iter().sum::<u64>(), found.waiting[50], found.newest), (1, 1, 200));
        assert_eq!(LabelDelays::of(rows.into_iter().skip(2).take(2), 200.0), None);
    }
}
