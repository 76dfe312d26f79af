//! The lasting change: whether production's windows differ from some window on until the end, and since which.
//!
//! A window, say a day, is the unit, not a row: days differ by more than their rows do, since a day has weather, a campaign, a
//! weekday. For window w, component d and n values behind its mean m,
//!
//! ```text
//! r_wd = √n_wd (m_wd − mean of the reference's windows of w's stratum)
//! S    = covariance of the reference's r, with (windows − strata) degrees of freedom
//! g(τ) = (Σ_{w ≥ τ} r_w)ᵀ S⁻¹ (Σ_{w ≥ τ} r_w) / (n_τ (1 + n_τ/n_ref)),   n_τ production's windows from τ to the end
//! ```
//!
//! A stratum is a season: windows of the same weekday are compared with each other. The test is of max g over all τ with at least
//! three windows behind them, so that a single odd day is no change. Its p-value comes from permuting the windows of both sides
//! within their strata, which keeps seasons and the differences between days. S has a thousandth of the pooled variances added to
//! its diagonal, so that a component that never varies in the reference does not divide by zero.
//!
//! **Dependent windows.** If neighbouring windows depend on each other, their sums vary more than those of permuted windows:
//! (1 + ρ)/(1 − ρ) times as much where the correlation falls as ρ, ρ², ρ³ (Bartlett 1946). So g is divided by this factor before
//! it is compared. ρ is the lag-1 correlation of the reference's r; where it is above 0.1 and above its standard error, that error is added,
//! since means of strata hide some of it, and else it counts as 0.
//!
//! **The date** is the τ of max g. Its 95 % set is every τ with max g − g(τ) ≤ 2 ln(2/0.05), times the same factor: the log-likelihood
//! ratio of a change at another place walks above x with a probability of at most e⁻ˣ to either side (Ville's inequality). See
//! Siegmund 1988 and Worsley 1986 (doi 10.1093/biomet/73.1.91) for the classical forms. What the interval covers and how often there is
//! a false alarm was simulated: docs/calibration.md.
//!
//! **Several changes.** One step is the model, and a column that moved in March and again in June has its largest g at one of the two.
//! "Since when" asks for the first: if the windows before τ differ from the reference by the same test (p ≤ 0.01), the change before
//! them is taken, up to four times. The p-value stays that of the whole.
//!
//! The p-value is at least 1/(rounds + 1) and has the standard error √(p (1 − p)/rounds) of its simulation. Work is rounds × windows
//! × components².

mod covariance;
mod residuals;

use crate::random::Random;
use residuals::Residuals;

/// The fewest windows behind a change.
pub const FEWEST_AFTER: usize = 3;

/// The lag-1 correlation from which on neighbouring windows are taken to depend on each other, if it is above its standard error, too.
/// To take one in six independent series for dependent costs some power; to miss dependence costs false alarms.
const DEPENDENT: f64 = 0.1;

/// The largest correlation that is reckoned with.
const MOST_DEPENDENT: f64 = 0.95;

/// The p-value from which on the windows before a change are taken to differ from the reference, too; and how often that is asked.
const EARLIER: f64 = 0.01;
const MOST_CHANGES: usize = 4;

/// Differences of g within which a window belongs to the 95 % set: 2 ln(2/0.05).
const WITHIN: f64 = 7.377_758_908_227_871;

/// The windows of both sides, the reference's first, each side in the order of time.
#[derive(Clone, Copy, Debug)]
pub struct Windows<'a> {
    /// The mean of each component in each window: `means[window * components + component]`.
    pub means: &'a [f64],
    /// How many values are behind each mean, in the same places. A mean of none counts for nothing.
    pub sizes: &'a [f64],
    /// Components of a window.
    pub components: usize,
    /// How many windows are the reference's.
    pub reference: usize,
    /// The stratum of each window, such as its weekday.
    pub strata: &'a [u32],
}

/// A lasting change, or the likeliest place of one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LastingChange {
    /// max g.
    pub statistic: f64,
    /// Of the hypothesis that production's windows are like the reference's.
    pub p_value: f64,
    /// Production's first window of the first change, from 0.
    pub start: usize,
    /// The first window of the 95 % set.
    pub low: usize,
    /// The last window of the 95 % set.
    pub high: usize,
    /// By how much more sums of windows vary since neighbours depend on each other; 1 if they do not.
    pub inflation: f64,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// There are too few windows on a side, or of a stratum.
    TooFewWindows,
    /// Nothing varies.
    Constant,
}

/// The lasting change of production's windows. `rounds` permutations, drawn from the seed.
///
/// # Errors
///
/// If the windows cannot answer: see [`NoAnswer`].
pub fn lasting_change(windows: &Windows<'_>, rounds: u32, seed: u64) -> Result<LastingChange, NoAnswer> {
    let positions = usable(windows);
    let residuals = Residuals::new(windows, &positions)?;
    let search = Search { windows, inflation: inflation(residuals.lag_one(windows, &positions)), rounds, seed };
    let found = search.run(&residuals, &positions);
    let first = search.earliest(&positions, found.clone());
    let production: Vec<usize> = positions.into_iter().filter(|&window| window >= windows.reference).collect();
    let of_place = |place: usize| production.get(place).map_or(0, |window| window - windows.reference);
    Ok(LastingChange {
        statistic: found.statistic,
        p_value: found.p_value,
        start: of_place(first.place),
        low: of_place(first.within.start),
        high: of_place(first.within.end.saturating_sub(1)),
        inflation: search.inflation,
    })
}

/// By how much more sums of windows vary, given the correlation of neighbours and its standard error.
fn inflation((lag_one, error): (f64, f64)) -> f64 {
    if lag_one <= DEPENDENT.max(error) {
        return 1.0;
    }
    let correlation = (lag_one + error).min(MOST_DEPENDENT);
    (1.0 + correlation) / (1.0 - correlation)
}

/// How the windows are searched.
struct Search<'a> {
    windows: &'a Windows<'a>,
    inflation: f64,
    rounds: u32,
    seed: u64,
}

/// The likeliest place of a change among production's places.
#[derive(Clone, Debug)]
struct Place {
    statistic: f64,
    p_value: f64,
    place: usize,
    /// The 95 % set, from its first to its last place.
    within: std::ops::Range<usize>,
}

impl Search<'_> {
    /// The place of max g, and its p-value.
    fn run(&self, residuals: &Residuals, positions: &[usize]) -> Place {
        let scan = residuals.scan(self.windows, positions);
        let (place, statistic) = largest(&scan);
        let mut random = Random::new(self.seed);
        let mut permuted = positions.to_vec();
        let groups = strata(self.windows, positions);
        // Equal up to rounding counts as reached.
        let reach = statistic / self.inflation * (1.0 - 1e-12);
        let mut reached = 0_u32;
        for _ in 0..self.rounds {
            permute(positions, &groups, &mut permuted, &mut random);
            reached += u32::from(largest(&residuals.scan(self.windows, &permuted)).1 >= reach);
        }
        let is_within = |place: &usize| statistic - scan[*place] <= WITHIN * self.inflation;
        let low = (0..scan.len()).find(is_within).unwrap_or(place);
        let high = (0..scan.len()).rev().find(is_within).unwrap_or(place);
        let p_value = f64::from(reached + 1) / f64::from(self.rounds + 1);
        Place { statistic, p_value, place, within: low..high + 1 }
    }

    /// The first of several changes: while the windows before a change differ from the reference, too, theirs.
    fn earliest(&self, positions: &[usize], mut found: Place) -> Place {
        let reference = positions.iter().filter(|&&window| window < self.windows.reference).count();
        for _ in 0..MOST_CHANGES {
            let before = &positions[..(reference + found.place).min(positions.len())];
            if found.p_value > EARLIER || found.place < FEWEST_AFTER {
                break;
            }
            let Ok(residuals) = Residuals::new(self.windows, before) else { break };
            let earlier = self.run(&residuals, before);
            if earlier.p_value > EARLIER {
                break;
            }
            found = earlier;
        }
        found
    }
}

/// The windows with values whose stratum the reference has at least twice.
fn usable(windows: &Windows<'_>) -> Vec<usize> {
    let has_values = |window: usize| {
        let sizes = windows.sizes.get(window * windows.components..(window + 1) * windows.components);
        sizes.is_some_and(|sizes| sizes.iter().any(|size| *size > 0.0))
    };
    let strata = windows.strata;
    let of_reference = |stratum: u32| {
        let is_such = |&window: &usize| strata[window] == stratum && has_values(window);
        (0..windows.reference.min(strata.len())).filter(is_such).count()
    };
    (0..strata.len()).filter(|&window| has_values(window) && of_reference(strata[window]) > 1).collect()
}

/// The places of each stratum, whose windows may be exchanged with each other.
fn strata(windows: &Windows<'_>, positions: &[usize]) -> Vec<Vec<usize>> {
    let mut strata: Vec<u32> = positions.iter().map(|&window| windows.strata[window]).collect();
    strata.sort_unstable();
    strata.dedup();
    let places = |stratum: u32| {
        let same = |&place: &usize| windows.strata[positions[place]] == stratum;
        (0..positions.len()).filter(same).collect()
    };
    strata.into_iter().map(places).collect()
}

/// Permutes the windows within their strata.
fn permute(positions: &[usize], groups: &[Vec<usize>], permuted: &mut [usize], random: &mut Random) {
    for group in groups {
        for &place in group {
            permuted[place] = positions[place];
        }
        for last in (1..group.len()).rev() {
            permuted.swap(group[last], group[random.below(last as u64 + 1) as usize]);
        }
    }
}

/// The first place of the largest value, and the value.
fn largest(values: &[f64]) -> (usize, f64) {
    let mut best = (0, f64::NEG_INFINITY);
    for (place, &value) in values.iter().enumerate() {
        if value > best.1 {
            best = (place, value);
        }
    }
    best
}

#[cfg(test)]
mod tests;
