//! Chooses which categories get a row, and what the rest are counted as.

use driftscope_present::sorting::sort_places;
use driftscope_report::Categories;

use crate::text::clean;

/// What is drawn of one category.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    /// Its place among the report's labels, if it stands for one.
    pub(crate) place: Option<usize>,
    pub(crate) label: String,
    /// Share of the reference's values, from 0 to 1.
    pub(crate) reference: f64,
    /// Share of production's values, from 0 to 1.
    pub(crate) production: f64,
    pub(crate) change: Change,
}

/// What became of a category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// On both sides, or on a side where everything is missing.
    None,
    /// Only production has it.
    New,
    /// Only the reference has it.
    Vanished,
    /// It stands for several categories.
    Several,
}

/// Whether the row of all others is longer than any category: its bar would leave the categories no length to differ in.
pub(crate) fn overshadows(rows: &[Row], row: &Row) -> bool {
    let longest = rows.iter().filter(|row| row.change != Change::Several);
    let longest = longest.fold(0.0_f64, |longest, row| longest.max(row.reference).max(row.production));
    row.change == Change::Several && longest > 0.0 && row.reference.max(row.production) > longest
}

/// How many rows all categories need.
pub(crate) fn count(categories: &Categories) -> usize {
    categories.labels.len() + usize::from(has_other(categories))
}

/// Whether the categories that are not listed have a share: of labels in lists, several of which a list may have, nobody knows it.
fn has_other(categories: &Categories) -> bool {
    categories.other.categories > 0 && categories.of.is_none()
}

/// At most this many rows, in the report's order. If not all fit, those with the smallest shares on both sides are grouped
/// in the last row. Empty if neither side has a value, or if the parts do not fit together, as in a damaged file.
pub(crate) fn choose(categories: &Categories, at_most: usize) -> Vec<Row> {
    let Categories { labels, reference, production, other, .. } = categories;
    if labels.len() != reference.len() || labels.len() != production.len() {
        return Vec::new();
    }
    let [of_reference, of_production] = categories.totals();
    let totals = (of_reference as f64, of_production as f64);
    if totals.0 + totals.1 == 0.0 {
        return Vec::new();
    }
    let share = |count: f64, total: f64| if total > 0.0 { count / total } else { 0.0 };
    let shares = |place: usize| (share(reference[place] as f64, totals.0), share(production[place] as f64, totals.1));
    let kept = kept(labels.len(), has_other(categories), at_most, |place| shares(place).0 + shares(place).1);
    let mut rows: Vec<Row> = kept
        .iter()
        .map(|&place| {
            let (reference, production) = shares(place);
            let change = match (reference > 0.0, production > 0.0) {
                (false, true) if totals.0 > 0.0 => Change::New,
                (true, false) if totals.1 > 0.0 => Change::Vanished,
                _ => Change::None,
            };
            Row { place: Some(place), label: clean(&labels[place]), reference, production, change }
        })
        .collect();
    let left_out = other.categories.saturating_add((labels.len() - kept.len()) as u64);
    if left_out > 0 && categories.of.is_none() {
        let rest = |share: fn(&Row) -> f64, total: f64| {
            if total > 0.0 { (1.0 - rows.iter().map(share).sum::<f64>()).max(0.0) } else { 0.0 }
        };
        let (reference, production) = (rest(|row| row.reference, totals.0), rest(|row| row.production, totals.1));
        let label = format!("other ({})", driftscope_present::numbers::count(left_out));
        rows.push(Row { place: None, label, reference, production, change: Change::Several });
    }
    rows
}

/// Places of the labels that get a row of their own, ascending.
fn kept(labels: usize, has_other: bool, at_most: usize, weight: impl Fn(usize) -> f64) -> Vec<usize> {
    if labels + usize::from(has_other) <= at_most {
        return (0..labels).collect();
    }
    let mut order: Vec<usize> = (0..labels).collect();
    // Stable, so that equal shares keep the report's order.
    sort_places(&mut order, &|a, b| weight(b).total_cmp(&weight(a)));
    order.truncate(at_most.saturating_sub(1));
    order.sort_unstable();
    order
}

#[cfg(test)]
mod tests {
    use driftscope_report::OtherCategories;

    use super::*;

    fn example() -> Categories {
        Categories {
            labels: ["a", "b", "c", "d"].map(str::to_owned).into(),
            reference: vec![50, 30, 10, 0],
            production: vec![40, 0, 10, 40],
            other: OtherCategories { categories: 3, reference: 10, production: 10 },
            ..Categories::default()
        }
    }

    #[test]
    fn shares_of_all_rows_add_up_to_one() {
        for at_most in 0..9 {
            let rows = choose(&example(), at_most);
            assert!((rows.iter().map(|row| row.reference).sum::<f64>() - 1.0).abs() < 1e-12);
            assert!((rows.iter().map(|row| row.production).sum::<f64>() - 1.0).abs() < 1e-12);
            assert!(rows.len() <= at_most.max(1));
        }
    }

    #[test]
    fn a_frequent_new_category_is_not_lost_among_the_others() {
        let rows = choose(&example(), 4);
        let labels: Vec<&str> = rows.iter().map(|row| row.label.as_str()).collect();
        assert_eq!(labels, ["a", "b", "d", "other (4)"]);
        let changes: Vec<Change> = rows.iter().map(|row| row.change).collect();
        assert_eq!(changes, [Change::None, Change::Vanished, Change::New, Change::Several]);
    }

    #[test]
    fn shares_of_labels_are_of_lists_and_the_rest_has_none() {
        let lists = Categories { of: Some([100, 50]), ..example() };
        let rows = choose(&lists, 9);
        assert_eq!(rows.iter().map(|row| row.reference).collect::<Vec<_>>(), [0.5, 0.3, 0.1, 0.0]);
        assert_eq!(rows.iter().map(|row| row.production).collect::<Vec<_>>(), [0.8, 0.0, 0.2, 0.8]);
        assert_eq!((count(&lists), choose(&lists, 3).len()), (4, 2));
    }

    #[test]
    fn on_an_empty_side_nothing_has_vanished() {
        let rows = choose(&Categories { production: vec![0; 4], other: OtherCategories::default(), ..example() }, 9);
        assert!(rows.iter().all(|row| row.change == Change::None));
        assert!(choose(&Categories { production: vec![1], ..example() }, 9).is_empty());
        assert!(choose(&Categories::default(), 9).is_empty());
    }
}
