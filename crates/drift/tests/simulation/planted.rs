//! Drift that is there: one column of each kind of change, among twenty columns that did not change.

use driftscope_report::Report;
use driftscope_stats::random::Random;

use super::columns::{Law, normal, table};
use super::undrifted;

/// Rows of either side.
pub(crate) const ROWS: usize = 10_000;

/// A change that must be found: its name, and the laws before and after.
pub(crate) type Change = (&'static str, Law, Law);

/// The changes that people care about, most of which a p-value or a fixed distance alone misses or drowns.
pub(crate) fn changes() -> Vec<Change> {
    let standard = || Law::Normal(0.0, 1.0);
    vec![
        ("mean + 0.25 sd", standard(), Law::Normal(0.25, 1.0)),
        ("sd × 1.4", standard(), Law::Normal(0.0, 1.4)),
        ("log-normal made skewer", Law::LogNormal(0.5), Law::LogNormal(0.6)),
        ("second mode", standard(), Law::SecondMode(0.05)),
        ("a tail clipped at 1.2 sd", standard(), Law::Drawn(|random| normal(random).min(1.2))),
        ("zeros, 85 to 78 %", Law::AtomAtZero(0.85), Law::AtomAtZero(0.78)),
        ("rate 30 to 38 %", Law::Boolean(0.3), Law::Boolean(0.38)),
        ("missing 5 to 15 %", standard().missing(0.05), standard().missing(0.15)),
        ("new category of 5 %", Law::even(4), Law::Categories(vec![0.2375, 0.2375, 0.2375, 0.2375, 0.05])),
        ("weights moved by 0.1", Law::Categories(vec![0.5, 0.3, 0.2]), Law::Categories(vec![0.4, 0.4, 0.2])),
    ]
}

/// An event that becomes ten times as frequent. Its distance, 0.0557, lies so close to the tolerance of 0.05 that the
/// noise of the counts decides: drawn by chance, the binomial law gives an effect above the tolerance in 84.6 % of
/// data sets (sd 0.0053; 93.1 % at 20 000 rows, 99.1 % at 50 000), and in the others a significant change that counts
/// as negligible.
pub(crate) fn rare_event() -> Vec<Change> {
    vec![
        ("rate 0.1 to 1 %", Law::Boolean(0.001), Law::Boolean(0.01)),
        ("10 to 100 of 10 000", Law::TrueIn(ROWS / 1000), Law::TrueIn(ROWS / 100)),
    ]
}

/// A category that was not there. In a small production it is too rare for χ² to look at it by itself.
pub(crate) fn new_category() -> Vec<Change> {
    let after = Law::Categories(vec![0.475, 0.285, 0.19, 0.05]);
    vec![("new category of 5 %", Law::Categories(vec![0.5, 0.3, 0.2]), after)]
}

/// Changes that are none: they must not be found.
pub(crate) fn no_changes() -> Vec<Change> {
    vec![("a single 1e9", Law::Normal(0.0, 1.0), Law::WithOutlier(1e9))]
}

/// The report on a data set in which all of these columns have changed, beside twenty that have not.
pub(crate) fn report(changes: &[Change], seed: u64) -> Report {
    report_at((ROWS, ROWS), changes, seed)
}

/// The same with these numbers of rows of the reference and of production.
pub(crate) fn report_at(rows: (usize, usize), changes: &[Change], seed: u64) -> Report {
    let side = |after: bool| {
        let changed = changes.iter().map(|(name, before, later)| (*name, if after { later } else { before }.clone()));
        changed.chain(undrifted::laws()).collect::<Vec<_>>()
    };
    let (before, after) = (side(false), side(true));
    let mut random = Random::new(seed.wrapping_add(1 << 50));
    let reference = table(&before, rows.0, &mut random);
    let production = table(&after, rows.1, &mut random);
    undrifted::judged(&reference, &production, &undrifted::settings(&before))
}
