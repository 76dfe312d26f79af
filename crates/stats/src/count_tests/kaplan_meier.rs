//! When things that have partly not happened yet happen: the quantiles of Kaplan and Meier's curve.
//!
//! Of things that were watched for some time, some happened after a time and some have not. Taking those that happened alone makes the time too
//! short, since what takes long is missing among them. Kaplan and Meier (1958) count at each time those that could still happen.

/// The first time by which this share has happened.
///
/// `happened` and `waiting` count, at each place of a common scale of times, what happened then and what was watched until then without.
/// Where both are at one time, what waits could still have happened then. `None` if less than the share has happened when the last was
/// watched, or nothing was. `share` is above 0 and up to 1.
pub fn time_of_share(happened: &[u64], waiting: &[u64], share: f64) -> Option<usize> {
    let mut at_risk: u64 = happened.iter().chain(waiting).sum();
    let mut remaining = 1.0;
    for place in 0..happened.len().max(waiting.len()) {
        let at = |counts: &[u64]| counts.get(place).copied().unwrap_or(0);
        let events = at(happened);
        if events > 0 {
            remaining *= 1.0 - events as f64 / at_risk as f64;
            // The curve ends in rounded numbers: a share that is reached exactly is reached.
            if remaining <= 1.0 - share + 1e-12 {
                return Some(place);
            }
        }
        at_risk = at_risk.saturating_sub(events + at(waiting));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_anything_waiting_it_is_a_quantile() {
        let happened = [0, 2, 2, 4, 0, 2];
        for (share, place) in [(0.1, 1), (0.2, 1), (0.21, 2), (0.4, 2), (0.5, 3), (0.8, 3), (0.9, 5), (1.0, 5)] {
            assert_eq!(time_of_share(&happened, &[], share), Some(place), "{share}");
        }
        assert_eq!(time_of_share(&[], &[], 0.5), None);
        assert_eq!(time_of_share(&[0, 0], &[3, 1], 0.5), None);
    }

    /// The 6-MP arm of Freireich and others (1963), the textbook case: 21 patients, 9 relapses, weeks as places. The curve and its quantiles are
    /// also those of statsmodels 0.14, `SurvfuncRight`.
    #[test]
    fn remissions_of_freireich() {
        let (mut happened, mut waiting) = (vec![0; 36], vec![0; 36]);
        for week in [6, 6, 6, 7, 10, 13, 16, 22, 23] {
            happened[week] += 1;
        }
        for week in [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35] {
            waiting[week] += 1;
        }
        // S is 0.8571 at 6, 0.8067 at 7, 0.7529 at 10, 0.6902 at 13, 0.6275 at 16, 0.5378 at 22 and 0.4482 at 23.
        let expected = [(0.14, 6), (0.15, 7), (0.2, 10), (0.25, 13), (0.31, 16), (0.4, 22), (0.5, 23)];
        for (share, week) in expected {
            assert_eq!(time_of_share(&happened, &waiting, share), Some(week), "{share}");
        }
        assert_eq!(time_of_share(&happened, &waiting, 0.6), None);
    }
}
