//! Since when a column differs, from its counts by window.

use driftscope_report::{ColumnWindows, NoWindowChange, Window, WindowChange, Windowing, Windows};
use driftscope_stats::contrasts::neyman_components;
use driftscope_stats::lasting_change::{self, NoAnswer, lasting_change};
use driftscope_stats::sorting::sort_by_key;

use super::WindowPlan;
use super::plan::Plan;

/// Permutations for each column.
const ROUNDS: u32 = 1999;

/// The seed of the permutations.
const SEED: u64 = 0x5eed_d21f_7500_0003;

/// Components of numbers, and of categories.
const MOST_OF_NUMBERS: usize = 4;
const MOST_OF_CATEGORIES: usize = 8;

/// Windows that are free to vary, for each component.
const FREE_FOR_EACH: usize = 3;

/// Usable windows of the reference of each weekday, or of each hour of the day, for these to be compared by themselves.
const FEWEST_OF_A_WEEKDAY: usize = 2;
const FEWEST_OF_AN_HOUR: usize = 4;

const DAY: f64 = 86_400.0;

/// The season of each window: its weekday or hour of the day, where the reference has enough of each.
pub(super) fn strata(windows: &Windows, plan: &Plan) -> Vec<u32> {
    let (length, seasons, fewest) = match windows.unit {
        Windowing::Day => (DAY, 7, FEWEST_OF_A_WEEKDAY),
        Windowing::Hour => (3_600.0, 24, FEWEST_OF_AN_HOUR),
        _ => (DAY, 1, 0),
    };
    let season = |start: &f64| ((start / length).floor() as i64).rem_euclid(seasons) as u32;
    let of_side = |side: usize| plan.bounds[side].iter().take(plan.bounds[side].len() - 1).map(season);
    let of_reference: Vec<u32> = of_side(0)
        .zip(&windows.reference)
        .filter(|(_, window)| window.is_evidence())
        .map(|(season, _)| season)
        .collect();
    let are_enough = (0..seasons as u32)
        .all(|season| of_reference.iter().filter(|&&reference| reference == season).count() >= fewest);
    let all = of_side(0).chain(of_side(1));
    if are_enough { all.collect() } else { all.map(|_| 0).collect() }
}

/// Finds since when production differs.
pub(super) fn find(plan: &WindowPlan, column: &mut ColumnWindows) {
    let windows: Vec<&Window> = plan.windows.reference.iter().chain(&plan.windows.production).collect();
    let counts: Vec<&[u64]> =
        column.reference.counts.iter().chain(&column.production.counts).map(Vec::as_slice).collect();
    let missing: Vec<u64> = column.reference.missing.iter().chain(&column.production.missing).copied().collect();
    let usable = plan.windows.reference.iter().filter(|window| window.is_evidence()).count();
    let mut strata = plan.strata.get(..plan.windows.reference.len()).unwrap_or_default().to_vec();
    strata.sort_unstable();
    strata.dedup();
    let most = (usable.saturating_sub(strata.len()) / FREE_FOR_EACH).max(1);
    let scores = scores(column, &counts, most);
    let misses = missing.iter().zip(&counts).any(|(missing, counts)| *missing > 0 && !counts.is_empty());
    let components = scores.len() + usize::from(misses && (scores.is_empty() || scores.len() < most));
    let (mut means, mut sizes) = (Vec::new(), Vec::new());
    for ((window, counts), missing) in windows.iter().zip(&counts).zip(&missing) {
        let present = counts.iter().sum::<u64>() as f64;
        for score in &scores {
            let sum: f64 = counts.iter().zip(score).map(|(count, score)| *count as f64 * score).sum();
            means.push(if present > 0.0 { sum / present } else { 0.0 });
            sizes.push(if window.is_evidence() { present } else { 0.0 });
        }
        if components > scores.len() {
            let rows = present + *missing as f64;
            means.push(if rows > 0.0 { *missing as f64 / rows } else { 0.0 });
            sizes.push(if window.is_evidence() { rows } else { 0.0 });
        }
    }
    if components == 0 {
        return;
    }
    match of_means(plan, &means, &sizes, components) {
        Ok(found) => column.change = Some(found),
        Err(NoAnswer::TooFewWindows) => column.no_change = Some(NoWindowChange::TooFewWindows),
        Err(NoAnswer::Constant) => {}
    }
}

/// Finds since when means by window differ; `components` of them for each window.
pub(super) fn of_means(
    plan: &WindowPlan,
    means: &[f64],
    sizes: &[f64],
    components: usize,
) -> Result<WindowChange, NoAnswer> {
    let reference = plan.windows.reference.len();
    let windows = lasting_change::Windows { means, sizes, components, reference, strata: &plan.strata };
    let found = lasting_change(&windows, ROUNDS, SEED)?;
    Ok(WindowChange { p_value: found.p_value, start: found.start, low: found.low, high: found.high })
}

/// What each bin or category counts for in each component: level, spread, skew and tails of numbers; the most frequent categories by
/// themselves.
fn scores(column: &ColumnWindows, counts: &[&[u64]], most: usize) -> Vec<Vec<f64>> {
    let bins = counts.iter().map(|counts| counts.len()).max().unwrap_or(0);
    let mut pooled = vec![0_u64; bins];
    for counts in counts {
        pooled.iter_mut().zip(*counts).for_each(|(sum, count)| *sum += count);
    }
    if column.labels.is_empty() {
        return neyman_components(&pooled, MOST_OF_NUMBERS.min(most));
    }
    // The share of the last category follows from the others.
    let mut order: Vec<usize> = (0..bins).filter(|&bin| pooled[bin] > 0).collect();
    sort_by_key(&mut order, &|&bin| std::cmp::Reverse(pooled[bin]));
    order.truncate(order.len().saturating_sub(1).min(MOST_OF_CATEGORIES).min(most));
    order.into_iter().map(|bin| (0..bins).map(|other| f64::from(u8::from(other == bin))).collect()).collect()
}
