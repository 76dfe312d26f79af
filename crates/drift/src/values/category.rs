//! The values of a category or boolean column: counted, listed and tested.

use driftscope_stats::rare_category::Looks;
use driftscope_stats::sorting::sort_by;
use driftscope_stats::{permutation, rare_category, rare_pool, unconditional};

use crate::statistics::counts;
use crate::statistics::part_size::PartSize;
use crate::statistics::results::TestResults;
use crate::values::buckets;
use crate::values::label::Label;
use driftscope_report::{
    Categories, CountedCategory, DriftPart, OtherCategories, Part, Summary, TestResult, TopCategory,
};

/// Categories that are listed one by one; the rest are counted together.
const LISTED: usize = 50;

/// Shuffles of a permutation test, which can tell p-values down to 1/10 000.
const SHUFFLES: u32 = 9_999;

/// The p-value below which a rare category is looked at by itself.
const TELLING: f64 = 0.05;

/// The seed of every shuffle.
const SEED: u64 = 0x5eed_d21f_7500_0001;

/// The description of one side.
pub(crate) fn summary(labels: &[Label], missing: u64, count: fn(&Label) -> u64) -> Summary {
    // The first in the alphabet among equals: `max_by_key` alone would take the last.
    let values = labels.iter().rev().filter(|label| !buckets::is_bucket(label));
    let top = values.max_by_key(|label| count(label)).filter(|label| count(label) > 0);
    Summary {
        count: labels.iter().map(count).sum(),
        missing,
        distinct: labels.iter().filter(|label| count(label) > 0).count() as u64,
        top: top.map(|label| TopCategory { label: label.text.clone(), count: count(label) }),
        ..Summary::default()
    }
}

/// Lists the most frequent categories by the reference's counts. What is in `keep_order` stays in its given order.
pub(crate) fn list(labels: &[Label], keep_order: bool) -> Categories {
    let mut order: Vec<&Label> = labels.iter().collect();
    if !keep_order {
        most_frequent_first(&mut order, &|label| [label.reference + label.production, 0]);
    }
    // Buckets are no values: they are counted together, unless there is nothing else.
    let (values, in_buckets): (Vec<&Label>, Vec<&Label>) =
        order.into_iter().partition(|label| !buckets::is_bucket(label));
    let (mut order, buckets) = if values.is_empty() { (in_buckets, Vec::new()) } else { (values, in_buckets) };
    let mut rest = order.split_off(LISTED.min(order.len()));
    rest.extend(buckets);
    if !keep_order {
        most_frequent_first(&mut order, &|label| [label.reference, label.production]);
    }
    let (new, new_categories, new_share) = only_here(labels, |label| label.production, |label| label.reference);
    let (vanished, vanished_categories, vanished_share) =
        only_here(labels, |label| label.reference, |label| label.production);
    Categories {
        labels: order.iter().map(|label| label.text.clone()).collect(),
        reference: order.iter().map(|label| label.reference).collect(),
        production: order.iter().map(|label| label.production).collect(),
        other: OtherCategories {
            categories: rest.len() as u64,
            reference: rest.iter().map(|label| label.reference).sum(),
            production: rest.iter().map(|label| label.production).sum(),
        },
        new,
        vanished,
        new_categories,
        vanished_categories,
        new_share,
        vanished_share,
        of: None,
        decisive: None,
    }
}

/// Tests the values, and gives the single category that decided, where one did. `None` where a side has no value, or both have
/// one and the same.
pub(crate) fn test(labels: &[Label], results: &mut TestResults) -> Option<(DriftPart, Option<CountedCategory>)> {
    let counts: [Vec<u64>; 2] =
        [labels.iter().map(|label| label.reference).collect(), labels.iter().map(|label| label.production).collect()];
    let rows = [counts[0].iter().sum::<u64>(), counts[1].iter().sum::<u64>()];
    if rows[0] == 0 || rows[1] == 0 || labels.len() < 2 {
        return None;
    }
    counts::add_categories([&counts[0], &counts[1]], results);
    let mut decisive = None;
    // The same categories carry the p-value and the effect, else one could see what the other cannot.
    let pooled = counts::add([&counts[0], &counts[1]], results);
    let (test, p_value, tested) = if let Some(chi_square) = pooled.chi_square {
        match rare_category::rare_categories(&counts[0], &counts[1], counts::SMALLEST_EXPECTED) {
            None => ("chi_square", chi_square.p_value, pooled.counts),
            // A second look at the values, which is corrected for.
            Some(rare) => {
                results.add("fisher", Some(TestResult::default().with_p(rare.p_value())));
                let Looks { by_chi_square, by_category } = rare.beside(chi_square.p_value);
                // Where it says nothing, the effect of the most changed one of many would be large by choice alone.
                if by_category < by_chi_square && by_category < TELLING {
                    let Label { text, reference, production } = &labels[rare.place()];
                    let category = [*reference, *production];
                    decisive =
                        Some(CountedCategory { label: text.clone(), reference: category[0], production: category[1] });
                    ("fisher", by_category, counts::apart(pooled.counts, category))
                } else {
                    ("chi_square", by_chi_square, pooled.counts)
                }
            }
        }
    } else if labels.len() == 2 {
        let p_value = unconditional::unconditional(counts[0][0], counts[0][1], counts[1][0], counts[1][1]);
        results.add("unconditional", Some(TestResult::default().with_p(p_value)));
        ("unconditional", p_value, counts.clone())
    } else {
        let p_value = permutation::chi_square_permutation(&counts[0], &counts[1], SHUFFLES, SEED)?;
        results.add("permutation", Some(TestResult::default().with_p(p_value)));
        ("permutation", p_value, counts.clone())
    };
    let (test, p_value, tested) = beside_pool((test, p_value, tested), &counts, results);
    if test != "fisher" {
        decisive = None;
    }
    let part = PartSize::of(&tested[0], &tested[1])?.part(Part::Values, test, p_value);
    Some((part, decisive))
}

/// What decides: a test of the values, its p-value, and the counts that carry its effect.
type Deciding = (&'static str, f64, [Vec<u64>; 2]);

/// Looks at the rare categories among themselves, too, where χ² took them for one.
fn beside_pool(found: Deciding, counts: &[Vec<u64>; 2], results: &mut TestResults) -> Deciding {
    let (test, p_value, tested) = found;
    let within = matches!(test, "chi_square" | "fisher")
        .then(|| rare_pool::within_pool(&counts[0], &counts[1], counts::SMALLEST_EXPECTED));
    let Some(within) = within.flatten() else { return (test, p_value, tested) };
    results.add("permutation", Some(TestResult::default().with_p(within.p_value)));
    let [by_pool, by_others] = within.beside(p_value);
    if by_pool < by_others && by_pool < TELLING {
        return ("permutation", by_pool, counts.clone());
    }
    (test, by_others, tested)
}

/// Sorts by counts, the largest first, and equals by label. The counts come through a pointer, since each sort with a
/// closure of its own is some kilobytes of code in the page.
fn most_frequent_first(labels: &mut [&Label], counts: &dyn Fn(&Label) -> [u64; 2]) {
    sort_by(labels, &|a, b| counts(b).cmp(&counts(a)).then_with(|| a.text.cmp(&b.text)));
}

/// Categories that only one side has: the most frequent ones, how many there are, and the share of that side's values in them.
fn only_here(labels: &[Label], here: fn(&Label) -> u64, there: fn(&Label) -> u64) -> (Vec<String>, u64, f64) {
    let total: u64 = labels.iter().map(here).sum();
    // On a side without any value all would be new, which says nothing about categories.
    if total == 0 || labels.iter().all(|label| there(label) == 0) {
        return (Vec::new(), 0, 0.0);
    }
    let mut only: Vec<&Label> = labels.iter().filter(|label| here(label) > 0 && there(label) == 0).collect();
    most_frequent_first(&mut only, &|label| [here(label), 0]);
    let count: u64 = only.iter().map(|label| here(label)).sum();
    let listed = only.iter().take(LISTED).map(|label| label.text.clone()).collect();
    (listed, only.len() as u64, count as f64 / total as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(counts: &[(&str, u64, u64)]) -> Vec<Label> {
        counts
            .iter()
            .map(|&(text, reference, production)| Label { text: text.to_owned(), reference, production })
            .collect()
    }

    #[test]
    fn new_and_vanished_categories_are_listed_with_their_share() {
        let categories = list(&labels(&[("a", 90, 60), ("b", 10, 0), ("c", 0, 40)]), false);
        assert_eq!(categories.labels, ["a", "b", "c"]);
        assert_eq!((categories.new_categories, categories.vanished_categories), (1, 1));
        assert_eq!((categories.new, categories.new_share), (vec!["c".to_owned()], 0.4));
        assert_eq!((categories.vanished, categories.vanished_share), (vec!["b".to_owned()], 0.1));
    }

    #[test]
    fn the_test_follows_the_counts() {
        let mut tests = TestResults::default();
        let method =
            |counts: &[(&str, u64, u64)], tests: &mut _| test(&labels(counts), tests).map(|(part, _)| part.test);
        assert_eq!(method(&[("a", 50, 60), ("b", 50, 40)], &mut tests), Some("chi_square".to_owned()));
        assert_eq!(method(&[("a", 5, 3), ("b", 1, 2)], &mut tests), Some("unconditional".to_owned()));
        assert_eq!(method(&[("a", 2, 1), ("b", 1, 2), ("c", 1, 1)], &mut tests), Some("permutation".to_owned()));
        assert_eq!(method(&[("a", 0, 60), ("b", 0, 40)], &mut tests), None);
        assert_eq!(method(&[("a", 3, 60)], &mut tests), None);
    }

    #[test]
    fn a_new_category_is_seen_at_however_unequal_sizes() {
        // 5 % of a thousand, where a hundred thousand had none: half a value expected, which χ² has to pool.
        let counts = [("a", 50_000, 475), ("b", 30_000, 285), ("c", 20_000, 190), ("new", 0, 50)];
        let mut tests = TestResults::default();
        let (part, decisive) = test(&labels(&counts), &mut tests).unwrap();
        assert_eq!(decisive.map(|category| category.label), Some("new".to_owned()));
        // 1.5 · scipy.stats.fisher_exact([[0, 100000], [50, 950]]).pvalue
        assert_eq!(part.test, "fisher");
        assert!((part.p_value / 2.656_305_593_067_639e-101 - 1.0).abs() < 1e-9, "{part:?}");
        // As without pooling at equal sizes: 0.159.
        assert!((part.effect - 0.159).abs() < 0.002, "{part:?}");
        assert!(tests.into_map()["fisher"].p_value < Some(1e-90));
    }

    #[test]
    fn rare_categories_that_did_not_change_leave_the_verdict_to_chi_square() {
        let counts = [("a", 5_000, 75), ("b", 3_000, 45), ("c", 2_000, 60), ("d", 20, 1), ("e", 30, 0)];
        let (part, decisive) = test(&labels(&counts), &mut TestResults::default()).unwrap();
        assert_eq!(decisive, None);
        let alone = counts::pooled([&[5_000, 3_000, 2_050], &[75, 45, 61]]).chi_square.unwrap();
        assert_eq!(part.test, "chi_square");
        // At least what χ² says, and at most three times that: both rare categories occur often enough to say as much.
        assert!(part.p_value > 1.5 * alone.p_value && part.p_value <= 3.0 * alone.p_value, "{part:?} {alone:?}");
    }

    #[test]
    fn a_tail_of_rare_labels_that_are_all_replaced_is_seen() {
        let names: Vec<String> = (0..60).map(|number| format!("l{number:02}")).collect();
        let mut counts = vec![("frequent", 700, 70), ("second", 180, 18)];
        counts.extend(names[..30].iter().map(|name| (name.as_str(), 4, 0)));
        counts.extend(names[30..].iter().map(|name| (name.as_str(), 0, 1)));
        // The pool is no larger than its share of both sides, and no label has values enough by itself.
        let mut tests = TestResults::default();
        let (part, decisive) = test(&labels(&counts), &mut tests).unwrap();
        assert_eq!((part.test.as_ref(), decisive), ("permutation", None));
        assert!(part.p_value < 1e-6 && part.effect > 0.1, "{part:?}");
        // The same labels on both sides are no evidence.
        let mut counts = vec![("frequent", 700, 70), ("second", 180, 18)];
        counts
            .extend(names[..30].iter().enumerate().map(|(place, name)| (name.as_str(), 4, u64::from(place % 2 == 0))));
        let (part, _) = test(&labels(&counts), &mut TestResults::default()).unwrap();
        assert!(part.p_value > 0.05, "{part:?}");
    }

    #[test]
    fn new_categories_are_counted_beyond_those_that_are_listed() {
        let many: Vec<Label> = (0..982)
            .map(|k| Label { text: format!("{k:03}"), reference: 0, production: 3 })
            .chain([Label { text: "old".into(), reference: 100, production: 100 }])
            .collect();
        let categories = list(&many, false);
        assert_eq!((categories.new.len(), categories.new_categories, categories.vanished_categories), (50, 982, 0));
    }

    #[test]
    fn many_categories_leave_an_other() {
        let many: Vec<Label> =
            (0..80).map(|k| Label { text: format!("{k:02}"), reference: 100 - k, production: 1 }).collect();
        let categories = list(&many, false);
        assert_eq!((categories.labels.len(), categories.other.categories), (50, 30));
        let all: u64 = categories.reference.iter().sum::<u64>() + categories.other.reference;
        assert_eq!(all, many.iter().map(|label| label.reference).sum::<u64>());
    }
}
