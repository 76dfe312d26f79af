//! Every test and distance of counts: of a numeric column's bins, or of categories.
//!
//! The χ² and G tests ask for expected counts of 5 at least, so rare categories are pooled for them, as they are for the
//! verdict; the distances see every category. What only two categories have (Fisher's exact test, two proportions,
//! Cohen's h) is that of the second one: of `true`.

use driftscope_stats::chi_square::{self, ChiSquare, homogeneity};
use driftscope_stats::cohens_h::cohens_h;
use driftscope_stats::cohens_w::cohens_w;
use driftscope_stats::cramers_v::cramers_v;
use driftscope_stats::fisher::fisher_exact;
use driftscope_stats::g::g_test;
use driftscope_stats::hellinger::hellinger;
use driftscope_stats::jensen_shannon::divergence;
use driftscope_stats::kl::kl;
use driftscope_stats::l_infinity::l_infinity;
use driftscope_stats::proportions::two_proportions;
use driftscope_stats::psi::psi;
use driftscope_stats::total_variation::total_variation;

use crate::statistics::results::{LEVEL, TestResults, with_interval};
use driftscope_report::TestResult;

/// χ² holds while every expected count reaches this (Cochran 1954, doi 10.2307/3001616).
pub(crate) const SMALLEST_EXPECTED: f64 = 5.0;

/// The χ² test of pooled categories, and their counts.
pub(crate) struct Pooled {
    pub counts: [Vec<u64>; 2],
    /// `None` where even the pooled categories are too rare for the test to hold, or only one is left.
    pub chi_square: Option<ChiSquare>,
}

/// Adds what bins and categories have in common. Gives the categories, pooled, and their test.
pub(crate) fn add(counts: [&[u64]; 2], results: &mut TestResults) -> Pooled {
    let [reference, production] = counts;
    results.add("kl", kl(reference, production).map(TestResult::new));
    let distance = divergence(reference, production).map(f64::sqrt);
    results.add("jensen_shannon", distance.map(TestResult::new));
    results.add("hellinger", hellinger(reference, production).map(TestResult::new));
    results.add("total_variation", total_variation(reference, production).map(TestResult::new));
    results.add("l_infinity", l_infinity(reference, production).map(TestResult::new));
    let effect = cohens_w(reference, production, LEVEL);
    results.add("cohens_w", effect.map(|effect| with_interval(TestResult::new(effect.statistic), effect.interval)));
    let pooled = pooled(counts);
    let test = pooled.chi_square;
    let result =
        |statistic, p_value, degrees| TestResult::new(statistic).with_p(p_value).with_degrees_of_freedom(degrees);
    results.add("chi_square", test.map(|test| result(test.statistic, test.p_value, test.degrees_of_freedom)));
    let g = test.and_then(|_| g_test(&pooled.counts[0], &pooled.counts[1]));
    results.add("g", g.map(|test| result(test.statistic, test.p_value, test.degrees_of_freedom)));
    pooled
}

/// Pools rare categories until the χ² test holds, and makes it.
pub(crate) fn pooled([reference, production]: [&[u64]; 2]) -> Pooled {
    let (reference, production) = chi_square::pool_rare(reference, production, SMALLEST_EXPECTED);
    let test = homogeneity(&reference, &production);
    let holds = |test: &ChiSquare| test.smallest_expected >= SMALLEST_EXPECTED && reference.len() > 1;
    let chi_square = test.filter(holds);
    Pooled { counts: [reference, production], chi_square }
}

/// Takes one category out of the pool, which is last, and puts it beside what is left of it.
pub(crate) fn apart([mut reference, mut production]: [Vec<u64>; 2], category: [u64; 2]) -> [Vec<u64>; 2] {
    let pool = [reference.pop().unwrap_or(0), production.pop().unwrap_or(0)];
    let rest = [pool[0].saturating_sub(category[0]), pool[1].saturating_sub(category[1])];
    for [left, right] in [rest, category].into_iter().filter(|counts| *counts != [0, 0]) {
        reference.push(left);
        production.push(right);
    }
    [reference, production]
}

/// Adds what only categories have.
pub(crate) fn add_categories(counts: [&[u64]; 2], results: &mut TestResults) {
    let [reference, production] = counts;
    results.add("psi", psi(reference, production).map(TestResult::new));
    results.add("cramers_v", cramers_v(reference, production).map(TestResult::new));
    let (&[a, b], &[c, d]) = (reference, production) else { return };
    let (n, m) = (a + b, c + d);
    // The odds of the second category in production over those in the reference.
    let odds_ratio = (a as f64 * d as f64) / (b as f64 * c as f64);
    results.add("fisher", Some(TestResult::new(odds_ratio).with_p(fisher_exact(a, b, c, d))));
    let test = two_proportions(b, n, d, m);
    results.add("z", test.map(|test| TestResult::new(test.z).with_p(test.p_value)));
    let effect = cohens_h(b, n, d, m, LEVEL);
    results.add("cohens_h", effect.map(|effect| with_interval(TestResult::new(effect.statistic), effect.interval)));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every(reference: &[u64], production: &[u64]) -> std::collections::BTreeMap<String, TestResult> {
        let mut results = TestResults::default();
        add([reference, production], &mut results);
        add_categories([reference, production], &mut results);
        results.into_map()
    }

    #[test]
    fn two_categories_have_tests_of_their_own() {
        let both = every(&[70, 30], &[60, 40]);
        for name in ["fisher", "z", "cohens_h"] {
            assert!(both[name].statistic.is_some(), "{name}");
            assert!(!every(&[70, 20, 10], &[60, 20, 20]).contains_key(name), "{name}");
        }
        assert_eq!(both["fisher"].statistic, Some((70.0 * 40.0) / (30.0 * 60.0)));
        assert!(both["z"].statistic < Some(0.0) && both["cohens_h"].statistic > Some(0.0));
    }

    #[test]
    fn too_rare_categories_have_no_chi_square() {
        let few = every(&[2, 1, 1], &[1, 2, 1]);
        assert_eq!((few["chi_square"].statistic, few["g"].statistic), (None, None));
        assert!(few["hellinger"].statistic.is_some());
    }

    #[test]
    fn an_odds_ratio_without_end_is_left_out() {
        let test = &every(&[20, 0], &[10, 10])["fisher"];
        assert!(test.statistic.is_none() && test.p_value.is_some());
    }
}
