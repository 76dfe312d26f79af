//! Labels and answers as places in one list of classes, however each of them is written.

use driftscope_stats::sorting::{sort_by, sort_by_key};
use std::collections::BTreeMap;

use crate::joint::{JointColumn, JointValues, NO_LABEL};
use crate::values::labels::number_label;

/// Groups of the values of a column; the smaller ones are joined.
const MOST_VALUES: usize = 24;

/// The place of a row without a class.
pub(super) const NO_CLASS: u32 = NO_LABEL;

/// A column by the classes that its values name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Named {
    /// The classes as they are written, ascending.
    pub labels: Vec<String>,
    /// The place of each row's class among them, for each side; none of a side without the column.
    pub codes: [Vec<u32>; 2],
}

impl Named {
    /// The values of a column as classes. `None` if there are more than `most` of them.
    pub(crate) fn of(column: &JointColumn, most: usize) -> Option<Self> {
        let mut places: BTreeMap<String, u32> = BTreeMap::new();
        let mut codes: [Vec<u32>; 2] = Default::default();
        for (side, codes) in codes.iter_mut().enumerate() {
            *codes = match &column.values[side] {
                JointValues::Absent => Vec::new(),
                JointValues::Labels(found) => of_labels(found, &column.outline.labels, &mut places),
                JointValues::Numbers(numbers) => of_numbers(numbers, &mut places, most)?,
            };
            if places.len() > most {
                return None;
            }
        }
        let mut labels: Vec<(String, u32)> = places.into_iter().collect();
        sort_by(&mut labels, &|one, other| by_number(&one.0, &other.0));
        let mut order = vec![NO_CLASS; labels.len()];
        for (place, (_, code)) in labels.iter().enumerate() {
            order[*code as usize] = place as u32;
        }
        for code in codes.iter_mut().flatten() {
            *code = order.get(*code as usize).copied().unwrap_or(NO_CLASS);
        }
        Some(Self { labels: labels.into_iter().map(|(label, _)| label).collect(), codes })
    }

    /// The labels of both sides: those that only production writes are the reference's where they mean the same.
    pub(super) fn of_labels(column: &JointColumn, most: usize) -> Option<Self> {
        let named = Self::of(column, most)?;
        let counts = named.counts(0, |_| 1);
        let of_reference = named.labels.iter().zip(&counts).filter(|(_, count)| **count > 0);
        let mut labels: Vec<String> = of_reference.map(|(label, _)| label.clone()).collect();
        Some(if labels.is_empty() { named } else { named.rewritten(&mut labels) })
    }

    /// The rows of a side that hold each value, of those that are wanted.
    pub(crate) fn rows(&self, side: usize, is_wanted: impl Fn(usize) -> bool) -> Vec<Vec<u32>> {
        let mut rows = vec![Vec::new(); self.labels.len()];
        for (row, &code) in self.codes[side].iter().enumerate().filter(|(row, _)| is_wanted(*row)) {
            rows.get_mut(code as usize).into_iter().for_each(|rows: &mut Vec<u32>| rows.push(row as u32));
        }
        rows
    }

    /// The values that have rows as groups: at most 24 large ones, the largest first, and all others together in `other`. `size` is what the
    /// values are ordered by. Gives the number of the others, too.
    pub(super) fn largest(
        &self,
        size: impl Fn(usize) -> u64,
        is_large: impl Fn(usize) -> bool,
    ) -> (Vec<ValueGroup>, usize) {
        let mut order: Vec<usize> = (0..self.labels.len()).filter(|&value| size(value) > 0).collect();
        sort_by_key(&mut order, &|&value| std::cmp::Reverse(size(value)));
        let kept: Vec<usize> = order.iter().copied().filter(|&value| is_large(value)).take(MOST_VALUES).collect();
        let folded = order.len() - kept.len();
        (self.groups(kept, &order), folded)
    }

    /// Groups of values: those that are kept each by itself, and all others together in `other`.
    pub(crate) fn groups(&self, kept: Vec<usize>, all: &[usize]) -> Vec<ValueGroup> {
        let others: Vec<usize> = all.iter().copied().filter(|value| !kept.contains(value)).collect();
        let single = |value: usize| ValueGroup { value: self.labels[value].clone(), members: vec![value] };
        let mut groups: Vec<ValueGroup> = kept.into_iter().map(single).collect();
        if !others.is_empty() {
            groups.push(ValueGroup { value: "other".to_owned(), members: others });
        }
        groups
    }

    /// The rows of a side of each class, by how many rows each row stands for.
    pub(super) fn counts(&self, side: usize, size: impl Fn(usize) -> u64) -> Vec<u64> {
        let mut counts: Vec<u64> = vec![0; self.labels.len()];
        for (row, &code) in self.codes[side].iter().enumerate() {
            counts.get_mut(code as usize).into_iter().for_each(|count| *count = count.saturating_add(size(row)));
        }
        counts
    }

    /// Writes these values as the classes of others where they mean the same, and adds those that the others lack to `labels`.
    pub(super) fn rewritten(mut self, labels: &mut Vec<String>) -> Self {
        let as_booleans = labels.iter().chain(&self.labels).all(|label| truth(label).is_some());
        let known = labels.len();
        let places: Vec<u32> = self
            .labels
            .iter()
            .map(|label| {
                let same = |other: &String| other == label;
                let alike = |other: &String| is_alike(other, label, as_booleans);
                let found = labels.iter().position(same).or_else(|| labels[..known].iter().position(alike));
                found.unwrap_or_else(|| {
                    labels.push(label.clone());
                    labels.len() - 1
                }) as u32
            })
            .collect();
        for code in self.codes.iter_mut().flatten() {
            *code = places.get(*code as usize).copied().unwrap_or(NO_CLASS);
        }
        self.labels.clone_from(labels);
        self
    }
}

/// Values whose rows are described together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ValueGroup {
    /// The value, or `other`.
    pub value: String,
    /// The places of the values.
    pub members: Vec<usize>,
}

impl ValueGroup {
    /// Its rows of a side, of which `places` are those of each value.
    pub(super) fn rows(&self, places: &[Vec<u32>]) -> impl Iterator<Item = usize> {
        self.members.iter().flat_map(|&value| &places[value]).map(|&row| row as usize)
    }
}

/// Numbers before texts, numbers by their size.
fn by_number(one: &str, other: &str) -> std::cmp::Ordering {
    match (one.parse::<f64>(), other.parse::<f64>()) {
        (Ok(first), Ok(second)) => first.total_cmp(&second).then_with(|| one.cmp(other)),
        (Ok(_), Err(_)) => std::cmp::Ordering::Less,
        (Err(_), Ok(_)) => std::cmp::Ordering::Greater,
        (Err(_), Err(_)) => one.cmp(other),
    }
}

fn of_labels(found: &[u32], labels: &[String], places: &mut BTreeMap<String, u32>) -> Vec<u32> {
    let mut known: Vec<Option<u32>> = vec![None; labels.len()];
    let code = |code: &u32| match known.get_mut(*code as usize) {
        None => NO_CLASS,
        Some(Some(place)) => *place,
        Some(unseen) => *unseen.insert(place(places, &labels[*code as usize])),
    };
    found.iter().map(code).collect()
}

fn of_numbers(numbers: &[f64], places: &mut BTreeMap<String, u32>, most: usize) -> Option<Vec<u32>> {
    let mut known: BTreeMap<u64, u32> = BTreeMap::new();
    let mut codes = Vec::with_capacity(numbers.len());
    for number in numbers {
        if number.is_nan() {
            codes.push(NO_CLASS);
            continue;
        }
        let code = known.entry((number + 0.0).to_bits()).or_insert_with(|| place(places, &number_label(*number)));
        codes.push(*code);
        if known.len() > most {
            return None;
        }
    }
    Some(codes)
}

fn place(places: &mut BTreeMap<String, u32>, label: &str) -> u32 {
    if let Some(&place) = places.get(label) {
        return place;
    }
    let place = places.len() as u32;
    places.insert(label.to_owned(), place);
    place
}

/// Whether two labels are spellings of one class.
fn is_alike(one: &str, other: &str, as_booleans: bool) -> bool {
    let numbers = || Some(one.parse::<f64>().ok()? == other.parse::<f64>().ok()?);
    one.to_lowercase() == other.to_lowercase()
        || numbers() == Some(true)
        || as_booleans && truth(one).is_some() && truth(one) == truth(other)
}

/// Whether a label of two classes names the one that is looked for.
pub(super) fn truth(label: &str) -> Option<bool> {
    match label.to_lowercase().as_str() {
        "1" | "1.0" | "true" | "yes" | "y" | "t" => Some(true),
        "0" | "0.0" | "-1" | "false" | "no" | "n" | "f" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]
mod tests {
    use super::*;
    use crate::joint::JointOutline;

    fn column(labels: &[&str], values: [JointValues; 2]) -> JointColumn {
        let labels = labels.iter().map(|label| (*label).to_owned()).collect();
        JointColumn { outline: JointOutline { labels, ..JointOutline::default() }, values }
    }

    #[test]
    fn numbers_and_booleans_name_the_same_classes() {
        let target = column(&[], [JointValues::Numbers(vec![0.0, 1.0, f64::NAN, -0.0]), JointValues::Absent]);
        let target = Named::of(&target, 50).unwrap();
        assert_eq!(
            (target.labels.clone(), &target.codes[0]),
            (vec!["0".to_owned(), "1".to_owned()], &vec![0, 1, NO_CLASS, 0])
        );
        let answers = column(&["true", "false"], [JointValues::Labels(vec![0, 1, 1, NO_LABEL]), JointValues::Absent]);
        let mut labels = target.labels.clone();
        let answers = Named::of(&answers, 50).unwrap().rewritten(&mut labels);
        assert_eq!((labels.len(), &answers.codes[0]), (2, &vec![1, 0, 0, NO_CLASS]));
    }

    #[test]
    fn a_class_that_only_answers_have_is_added_and_too_many_are_refused() {
        let answers = column(&["c", "A"], [JointValues::Labels(vec![0, 1]), JointValues::Absent]);
        let mut labels = vec!["a".to_owned(), "b".to_owned()];
        let answers = Named::of(&answers, 50).unwrap().rewritten(&mut labels);
        assert_eq!((labels.join(""), &answers.codes[0]), ("abc".to_owned(), &vec![2, 0]));
        let many = column(&[], [JointValues::Numbers((0..60).map(f64::from).collect()), JointValues::Absent]);
        assert!(Named::of(&many, 50).is_none());
    }
}
