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
//! three windows behind them, so that a single odd day is no change. Its p-value comes from dealing the windows of both sides anew
//! within their strata, which keeps seasons and the differences between days. Where neighbouring windows depend on each other (the
//! lag-1 correlation of the reference's r is above 0.1 and its standard error) whole blocks, such as weeks, are dealt instead; without eight of them there
//! is no answer. S has a thousandth of the pooled variances added to its diagonal, so that a component that never varies in the
//! reference does not divide by zero.
//!
//! **The date** is the τ of max g. Its 95 % set is every τ with max g − g(τ) ≤ 2 ln(2/0.05): the log-likelihood ratio of a
//! change at another place walks above x with a probability of at most e⁻ˣ to either side (Ville's inequality). See Siegmund 1988
//! and Worsley 1986 (doi 10.1093/biomet/73.1.91) for the classical forms. What the interval covers and how often there is a false
//! alarm was simulated: docs/calibration.md.
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

/// The fewest blocks that can be dealt.
pub const FEWEST_BLOCKS: usize = 8;

/// The lag-1 correlation from which on neighbouring windows are taken to depend on each other, and by how many of its standard
/// errors. To take one in six independent series for dependent costs some power; to miss dependence costs false alarms.
const DEPENDENT: f64 = 0.1;
const CHANCE: f64 = 1.0;

/// The p-value from which on the windows before a change are taken to differ from the reference, too; and how often that is asked.
const EARLIER: f64 = 0.01;
const MOST_CHANGES: usize = 4;

/// Standard errors of a clear difference.
const CLEARLY: f64 = 3.0;

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
    /// The block of each window, such as its week, whose windows all have other strata; `None` outside of whole blocks.
    pub blocks: &'a [Option<u32>],
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
    /// Whether whole blocks were dealt, since neighbouring windows depend on each other.
    pub by_blocks: bool,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// There are too few windows on a side, or of a stratum.
    TooFewWindows,
    /// Neighbouring windows depend on each other, and there are too few whole blocks.
    DependentWindows,
    /// Nothing varies.
    Constant,
}

/// The lasting change of production's windows. `rounds` relabellings, drawn from the seed.
///
/// # Errors
///
/// If the windows cannot answer: see [`NoAnswer`].
pub fn lasting_change(windows: &Windows<'_>, rounds: u32, seed: u64) -> Result<LastingChange, NoAnswer> {
    let all = usable(windows);
    let residuals = Residuals::new(windows, &all)?;
    let (lag_one, error) = residuals.lag_one(windows, &all);
    let by_blocks = lag_one > (CHANCE * error).max(DEPENDENT);
    let search = Search { windows, by_blocks, rounds, seed };
    let (found, first, positions) = if by_blocks {
        let whole = in_blocks(windows, &all)?;
        let found = search.run(&Residuals::new(windows, &whole)?, &whole);
        // Whole weeks may leave out days at the beginning of production, which the first change is looked for among.
        let first = among(&found, &whole, &all, windows.reference);
        (found, search.earliest_along(&all, &residuals, first, lag_one), all)
    } else {
        let found = search.run(&residuals, &all);
        (found.clone(), search.earliest(&all, found), all)
    };
    let production: Vec<usize> = positions.iter().copied().filter(|&window| window >= windows.reference).collect();
    let of_place = |place: usize| production.get(place).map_or(0, |window| window - windows.reference);
    Ok(LastingChange {
        statistic: found.statistic,
        p_value: found.p_value,
        start: of_place(first.place),
        low: of_place(first.within.start),
        high: of_place(first.within.end.saturating_sub(1)),
        by_blocks,
    })
}

/// A place among some windows as that among all of them.
fn among(found: &Place, some: &[usize], all: &[usize], reference: usize) -> Place {
    let production =
        |windows: &[usize]| windows.iter().copied().filter(|&window| window >= reference).collect::<Vec<_>>();
    let (some, all) = (production(some), production(all));
    let place = |place: usize| some.get(place).and_then(|window| all.binary_search(window).ok()).unwrap_or(0);
    let within = place(found.within.start)..place(found.within.end.saturating_sub(1)) + 1;
    Place { place: place(found.place), within, ..found.clone() }
}

/// How the windows are searched.
struct Search<'a> {
    windows: &'a Windows<'a>,
    by_blocks: bool,
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
        let mut dealt = positions.to_vec();
        let groups = groups(self.windows, positions, self.by_blocks);
        let mut reached = 0_u32;
        for _ in 0..self.rounds {
            deal(positions, &groups, &mut dealt, &mut random);
            let (_, other) = largest(&residuals.scan(self.windows, &dealt));
            // Equal up to rounding counts as reached.
            reached += u32::from(other >= statistic * (1.0 - 1e-12));
        }
        let is_within = |place: &usize| statistic - scan[*place] <= WITHIN;
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

    /// The same where windows depend on each other, and too few blocks come before a change to be dealt: windows before it belong to
    /// the change if they are clearly on the way to those after it, as dependent windows go; one or two if they are more than halfway.
    fn earliest_along(&self, all: &[usize], residuals: &Residuals, mut found: Place, lag_one: f64) -> Place {
        let reference = residuals.reference();
        let production = all.len() - reference;
        let last = production;
        // Variance of a mean of dependent windows over that of independent ones.
        let inflation = ((1.0 + lag_one) / (1.0 - lag_one.min(0.9))).sqrt();
        for _ in 0..MOST_CHANGES {
            let before = &all[..(reference + found.place).min(all.len())];
            let place = match Residuals::new(self.windows, before) {
                Ok(residuals) => largest(&residuals.scan(self.windows, before)).0,
                Err(_) => 0,
            };
            let (way, errors) =
                residuals.along(self.windows, all, place..found.place, found.place..last).unwrap_or_default();
            let is_few = found.place < FEWEST_AFTER;
            let is_clear = errors > CLEARLY * inflation || (is_few && way > 0.5);
            if found.place == 0 || !is_clear {
                break;
            }
            found = Place { place, within: place..place + 1, ..found };
        }
        found
    }
}

/// The windows with values whose stratum the reference has at least twice, and every window if there is one stratum.
fn usable(windows: &Windows<'_>) -> Vec<usize> {
    let has_values = |window: usize| {
        let sizes = windows.sizes.get(window * windows.components..(window + 1) * windows.components);
        sizes.is_some_and(|sizes| sizes.iter().any(|size| *size > 0.0))
    };
    let strata = windows.strata;
    let of_reference = |stratum: u32| {
        (0..windows.reference.min(strata.len()))
            .filter(|&window| strata[window] == stratum && has_values(window))
            .count()
    };
    (0..strata.len()).filter(|&window| has_values(window) && of_reference(strata[window]) > 1).collect()
}

/// The windows of whole blocks, if there are enough of them on either side.
fn in_blocks(windows: &Windows<'_>, all: &[usize]) -> Result<Vec<usize>, NoAnswer> {
    let block = |window: usize| windows.blocks.get(window).copied().flatten();
    let size = |wanted: u32, is_reference: bool| {
        let same = |&&window: &&usize| block(window) == Some(wanted) && (window < windows.reference) == is_reference;
        all.iter().filter(same).count()
    };
    let longest = all
        .iter()
        .filter_map(|&window| Some(size(block(window)?, window < windows.reference)))
        .max()
        .ok_or(NoAnswer::DependentWindows)?;
    let whole: Vec<usize> = all
        .iter()
        .copied()
        .filter(|&window| block(window).is_some_and(|block| size(block, window < windows.reference) == longest))
        .collect();
    let blocks = [true, false].map(|is_reference| {
        whole.iter().filter(|&&window| (window < windows.reference) == is_reference).count() / longest.max(1)
    });
    if blocks[0] + blocks[1] < FEWEST_BLOCKS || blocks[0] < 3 || blocks[1] < 2 {
        return Err(NoAnswer::DependentWindows);
    }
    Ok(whole)
}

/// Places of windows that may be exchanged with each other: those of a stratum, one each; or whole blocks.
fn groups(windows: &Windows<'_>, positions: &[usize], by_blocks: bool) -> Vec<Vec<Vec<usize>>> {
    if by_blocks {
        let mut blocks: Vec<Vec<usize>> = Vec::new();
        let mut last = None;
        for (place, &window) in positions.iter().enumerate() {
            let block = (windows.blocks[window], window < windows.reference);
            match blocks.last_mut() {
                Some(block_places) if last == Some(block) => block_places.push(place),
                _ => blocks.push(vec![place]),
            }
            last = Some(block);
        }
        return vec![blocks];
    }
    let mut strata: Vec<u32> = positions.iter().map(|&window| windows.strata[window]).collect();
    strata.sort_unstable();
    strata.dedup();
    let places = |stratum: u32| {
        let same = |&place: &usize| windows.strata[positions[place]] == stratum;
        (0..positions.len()).filter(same).map(|place| vec![place]).collect()
    };
    strata.into_iter().map(places).collect()
}

/// Deals the windows to the places anew.
fn deal(positions: &[usize], groups: &[Vec<Vec<usize>>], dealt: &mut [usize], random: &mut Random) {
    for group in groups {
        let mut order: Vec<usize> = (0..group.len()).collect();
        for last in (1..order.len()).rev() {
            order.swap(last, random.below(last as u64 + 1) as usize);
        }
        for (to, from) in group.iter().zip(order) {
            for (&to, &from) in to.iter().zip(&group[from]) {
                dealt[to] = positions[from];
            }
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
