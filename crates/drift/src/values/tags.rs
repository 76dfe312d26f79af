//! Lists of labels: which share of the lists has each label.
//!
//! A row may have several labels, so their counts do not add up to the rows, and no table of them is a distribution. Each label
//! gets a test of two shares, lists with it and lists without it, and the smallest p-value is multiplied by the number of labels
//! that were tested (Bonferroni), which holds however labels go together. The effect is that of the label with the smallest
//! p-value. Labels in fewer than [`FEWEST`] lists of both sides together could not be significant and are not tested.

use std::collections::{BTreeMap, BTreeSet};

use driftscope_report::{Categories, CountedCategory, DriftPart, Part, TopCategory};
use driftscope_table::Column;
use driftscope_table::typing::{Evidence, tags};

use crate::statistics::part_size::PartSize;
use crate::statistics::shares;
use crate::values::category;
use crate::values::label::Label;

/// Lists of both sides together that have a label, at least, for it to be tested.
const FEWEST: u64 = 5;

/// A column compared by the labels in its lists.
#[derive(Debug, Default)]
pub(crate) struct Compared {
    pub categories: Categories,
    /// Distinct labels of each side.
    pub distinct: [u64; 2],
    /// The most frequent label of each side.
    pub top: [Option<TopCategory>; 2],
    /// Both sides hold the same lists equally often.
    pub is_identical: bool,
    /// `None` where a side has no list, or no label is in enough lists.
    pub part: Option<DriftPart>,
}

/// The lists of one side.
#[derive(Debug, Default)]
struct Lists {
    count: u64,
    labels: BTreeMap<String, u64>,
    /// Each list, as its labels in order, and how often it occurs.
    distinct: BTreeMap<BTreeSet<String>, u64>,
}

impl Lists {
    fn of(found: Option<(&Column, &Evidence)>) -> Self {
        let mut lists = Self::default();
        let Some((column, evidence)) = found else { return lists };
        for (code, &count) in evidence.code_counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let Some(labels) = tags(column.dictionary.get(code as u32)) else { continue };
            let labels: BTreeSet<String> = labels.into_iter().collect();
            lists.count += count;
            labels.iter().for_each(|label| *lists.labels.entry(label.clone()).or_default() += count);
            *lists.distinct.entry(labels).or_default() += count;
        }
        lists
    }

    /// The share of lists that have a label which the other side has nowhere.
    fn share_only_here(&self, other: &Self) -> f64 {
        let is_only_here = |labels: &BTreeSet<String>| labels.iter().any(|label| !other.labels.contains_key(label));
        let only_here: u64 =
            self.distinct.iter().filter(|(labels, _)| is_only_here(labels)).map(|(_, count)| count).sum();
        if self.count == 0 { 0.0 } else { only_here as f64 / self.count as f64 }
    }
}

/// Compares the lists of both sides.
pub(crate) fn compare(sides: [Option<(&Column, &Evidence)>; 2]) -> Compared {
    let lists = sides.map(Lists::of);
    let [reference, production] = &lists;
    let new_share = production.share_only_here(reference);
    let vanished_share = reference.share_only_here(production);
    let mut counts: BTreeMap<&str, [u64; 2]> = BTreeMap::new();
    for (side, lists) in lists.iter().enumerate() {
        lists.labels.iter().for_each(|(label, count)| counts.entry(label).or_default()[side] = *count);
    }
    let labels: Vec<Label> = counts
        .into_iter()
        .map(|(text, [reference, production])| Label { text: text.to_owned(), reference, production })
        .collect();
    let rows = lists.each_ref().map(|side| side.count);
    let mut categories = category::list(&labels, false);
    // A list may have several labels that the other side has not: it counts once.
    (categories.new_share, categories.vanished_share) = (new_share, vanished_share);
    categories.of = Some(rows);
    let (part, decisive) = test(&labels, rows).unzip();
    categories.decisive = decisive;
    let top = |count: fn(&Label) -> u64| {
        let most = labels.iter().rev().max_by_key(|label| count(label)).filter(|label| count(label) > 0)?;
        Some(TopCategory { label: most.text.clone(), count: count(most) })
    };
    Compared {
        categories,
        distinct: lists.each_ref().map(|side| side.labels.len() as u64),
        top: [top(|label| label.reference), top(|label| label.production)],
        is_identical: lists[0].distinct == lists[1].distinct && rows[0] > 0,
        part,
    }
}

/// Tests the share of each label. Returns the label that decides, too.
fn test(labels: &[Label], rows: [u64; 2]) -> Option<(DriftPart, CountedCategory)> {
    let hits = |label: &Label| [label.reference, label.production];
    let tested = labels.iter().filter(|label| label.reference + label.production >= FEWEST);
    let tested: Vec<(&Label, &str, f64)> = tested
        .filter_map(|label| shares::test_among_many(hits(label), rows).map(|(name, p_value)| (label, name, p_value)))
        .collect();
    let &(label, name, p_value) = tested.iter().min_by(|one, other| one.2.total_cmp(&other.2))?;
    let [reference, production] = hits(label);
    let size = PartSize::of(&[reference, rows[0] - reference], &[production, rows[1] - production])?;
    let p_value = (p_value * tested.len() as f64).min(1.0);
    Some((size.part(Part::Values, name, p_value), CountedCategory { label: label.text.clone(), reference, production }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(text: &str, reference: u64, production: u64) -> Label {
        Label { text: text.to_owned(), reference, production }
    }

    /// `3 * 2 * scipy.stats.norm.sf(z)`, z of the pooled share 260/800
    #[test]
    fn the_label_that_moved_most_decides_with_correction_for_all() {
        let labels = [label("a", 100, 160), label("b", 200, 205), label("c", 390, 392), label("rare", 1, 2)];
        let (part, decisive) = test(&labels, [400, 400]).unwrap();
        assert_eq!((decisive.label.as_str(), part.test.as_str()), ("a", "z"));
        assert!((part.p_value / 1.776995397093647e-05 - 1.0).abs() < 1e-9, "{part:?}");
        assert!(part.effect > 0.1, "{part:?}");
        assert_eq!(test(&[label("a", 400, 400)], [400, 400]), None, "on every list of both sides");
        assert_eq!(test(&[label("a", 3, 0)], [400, 0]), None);
    }

    #[test]
    fn labels_that_go_together_are_no_more_often_wrong() {
        // Two labels that always come together, one that excludes them, in lists drawn without drift.
        let mut random = driftscope_stats::random::Random::new(11);
        let mut side = |rows: u64| (0..rows).filter(|_| random.unit() < 0.3).count() as u64;
        let rounds = 500;
        let wrong = (0..rounds).filter(|_| {
            let [one, other] = [side(300), side(200)];
            let labels = [label("a", one, other), label("b", one, other), label("c", 300 - one, 200 - other)];
            test(&labels, [300, 200]).is_some_and(|(part, _)| part.p_value < 0.05)
        });
        let wrong = wrong.count();
        // Bonferroni over three equal tests: 1.7 % expected, eight of 500.
        assert!(wrong <= 20, "{wrong} of {rounds}");
    }
}
