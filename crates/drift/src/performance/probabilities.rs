//! The probabilities of all classes: a column for each of them, named after the class, or an element of a list for each.
//!
//! Columns belong together where their names differ in the end alone: `proba_a`, `proba_b`; `probabilities.a`, `probabilities.b`. They are
//! probabilities where nearly every row adds up to 1. A list (`probabilities.0`, `probabilities.1`) that names no class has the classes in
//! ascending order, as scikit-learn's `predict_proba`; it counts only where the answers say the same.

use std::borrow::Cow;

use super::classes::NO_CLASS;
use super::scores::numbers;
use crate::joint::JointColumn;

/// How far from 1 a row may add up: probabilities are often written with two digits.
const ROOM: f64 = 0.02;

/// The share of rows that have to fit.
const FITTING: f64 = 0.99;

/// The probability of each class in each row.
#[derive(Debug)]
pub(super) struct Probabilities<'a> {
    columns: Vec<&'a JointColumn>,
    /// For each class both sides' values.
    values: Vec<[Cow<'a, [f64]>; 2]>,
    /// 100 where they are percentages.
    unit: f64,
}

/// The probabilities of these classes among columns that may be scores; `answers` are the places of the answered classes, if they are known.
pub(super) fn of<'a>(
    candidates: &[&'a JointColumn],
    classes: &[String],
    answers: Option<[&[u32]; 2]>,
) -> Option<Probabilities<'a>> {
    if classes.len() < 2 {
        return None;
    }
    let families = families(candidates);
    let by_name = families.iter().find_map(|family| named(family, classes));
    if let Some(found) = by_name.and_then(Probabilities::of).filter(|found| found.add_up()) {
        return Some(found);
    }
    let lists = families.iter().filter_map(|family| listed(family, classes.len()));
    let fits = |found: &Probabilities<'_>| found.add_up() && answers.is_some_and(|answers| found.agree(answers));
    lists.filter_map(Probabilities::of).find(fits)
}

/// A column and what of its name is its own.
type Member<'a> = (&'a JointColumn, String);

/// The columns by the beginning of their names, in the order of the first of each.
fn families<'a>(candidates: &[&'a JointColumn]) -> Vec<Vec<Member<'a>>> {
    let mut families: Vec<(String, Vec<Member<'a>>)> = Vec::new();
    for &column in candidates {
        let name = column.outline.name.as_str();
        // A class may have the separator in its own name, so that every part may be the beginning.
        for (at, _) in name.match_indices(['_', '.', '-', ' ']) {
            let (stem, own) = (&name[..=at], name[at + 1..].to_lowercase());
            match families.iter_mut().find(|(known, _)| known == stem) {
                Some((_, members)) => members.push((column, own)),
                None => families.push((stem.to_owned(), vec![(column, own)])),
            }
        }
    }
    families.into_iter().map(|(_, members)| members).filter(|members| members.len() > 1).collect()
}

/// The column of each class by its name.
fn named<'a>(family: &[Member<'a>], classes: &[String]) -> Option<Vec<&'a JointColumn>> {
    let spelled = |class: &String| class.to_lowercase().replace([' ', '-'], "_");
    let column = |class: &String| {
        let mut found = family.iter().filter(|(_, own)| own.replace([' ', '-'], "_") == spelled(class));
        found.next().filter(|_| found.next().is_none()).map(|(column, _)| *column)
    };
    classes.iter().map(column).collect()
}

/// The elements of a list, as many as there are classes.
fn listed<'a>(family: &[Member<'a>], classes: usize) -> Option<Vec<&'a JointColumn>> {
    let element = |place: usize| family.iter().find(|(_, own)| own.parse() == Ok(place)).map(|(column, _)| *column);
    (family.len() == classes).then(|| (0..classes).map(element).collect::<Option<Vec<_>>>()).flatten()
}

impl<'a> Probabilities<'a> {
    /// `None` where a number is below 0 or above 100.
    fn of(columns: Vec<&'a JointColumn>) -> Option<Self> {
        let values: Vec<[Cow<'a, [f64]>; 2]> =
            columns.iter().map(|column| [0, 1].map(|side| numbers(column, side))).collect();
        let known = || values.iter().flatten().flat_map(|side| side.iter()).filter(|value| value.is_finite());
        let highest = known().copied().fold(0.0, f64::max);
        let is_share = highest <= 100.0 && known().all(|value| *value >= 0.0);
        is_share.then_some(Self { columns, values, unit: if highest > 1.0 { 100.0 } else { 1.0 } })
    }

    fn rows(&self, side: usize) -> usize {
        self.values.iter().map(|sides| sides[side].len()).max().unwrap_or(0)
    }

    /// The probabilities of a row, NaN where there is none.
    pub(super) fn row(&self, side: usize, row: usize) -> Vec<f64> {
        let value = |sides: &[Cow<'_, [f64]>; 2]| sides[side].get(row).copied().unwrap_or(f64::NAN) / self.unit;
        self.values.iter().map(value).collect()
    }

    fn complete(&self) -> impl Iterator<Item = (usize, usize, Vec<f64>)> + '_ {
        let rows = [0, 1].into_iter().flat_map(|side| (0..self.rows(side)).map(move |row| (side, row)));
        let found = rows.map(|(side, row)| (side, row, self.row(side, row)));
        found.filter(|(.., row)| row.iter().all(|value| value.is_finite()))
    }

    /// Whether nearly every row adds up to 1.
    fn add_up(&self) -> bool {
        let (mut all, mut fitting) = (0_usize, 0_usize);
        for (.., row) in self.complete() {
            all += 1;
            fitting += usize::from((row.iter().sum::<f64>() - 1.0).abs() <= ROOM);
        }
        all > 0 && fitting as f64 >= FITTING * all as f64
    }

    /// Whether nearly every answer is a likeliest class.
    fn agree(&self, answers: [&[u32]; 2]) -> bool {
        let (mut all, mut fitting) = (0_usize, 0_usize);
        for (side, place, row) in self.complete() {
            let Some(answered) = answers[side].get(place).and_then(|answer| row.get(*answer as usize)) else {
                continue;
            };
            all += 1;
            fitting += usize::from(row.iter().all(|other| other <= answered));
        }
        all > 0 && fitting as f64 >= FITTING * all as f64
    }

    /// The column of a class.
    pub(super) fn column(&self, class: usize) -> Option<&'a JointColumn> {
        self.columns.get(class).copied()
    }

    /// The columns' names.
    pub(super) fn names(&self) -> Vec<String> {
        self.columns.iter().map(|column| column.outline.name.clone()).collect()
    }

    /// The likeliest class of each row, the first of several.
    pub(super) fn likeliest(&self) -> [Vec<u32>; 2] {
        let answer = |row: Vec<f64>| {
            let best = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let is_known = row.iter().all(|value| value.is_finite());
            let place = row.iter().position(|value| *value == best).filter(|_| is_known);
            place.map_or(NO_CLASS, |place| place as u32)
        };
        [0, 1].map(|side| (0..self.rows(side)).map(|row| answer(self.row(side, row))).collect())
    }

    /// The probability of the answered class of each row, NaN where there is none.
    pub(super) fn of_answers(&self, answers: &[Vec<u32>; 2]) -> [Vec<f64>; 2] {
        let value = |side: usize, (row, answer): (usize, &u32)| {
            let found = self.values.get(*answer as usize).and_then(|sides| sides[side].get(row));
            found.map_or(f64::NAN, |value| value / self.unit)
        };
        [0, 1].map(|side| answers[side].iter().enumerate().map(|answer| value(side, answer)).collect())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]
mod tests {
    use super::*;
    use crate::joint::{JointOutline, JointValues};

    fn column(name: &str, values: &[f64]) -> JointColumn {
        let outline = JointOutline { name: name.to_owned(), ..JointOutline::default() };
        JointColumn { outline, values: [JointValues::Numbers(values.to_vec()), JointValues::Absent] }
    }

    fn classes(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn columns_are_told_by_the_names_of_the_classes() {
        let columns = [
            column("proba_sci-fi", &[0.1, 0.6]),
            column("proba_drama", &[0.9, 0.4]),
            column("confidence", &[0.9, 0.6]),
        ];
        let candidates: Vec<&JointColumn> = columns.iter().collect();
        let found = of(&candidates, &classes(&["Drama", "Sci Fi"]), None).unwrap();
        assert_eq!(found.names(), ["proba_drama", "proba_sci-fi"]);
        assert_eq!(found.likeliest()[0], [0, 1]);
        assert_eq!(found.of_answers(&[vec![1, NO_CLASS], vec![]])[0][0], 0.1);
        assert!(of(&candidates, &classes(&["drama", "western"]), None).is_none());
        assert!(of(&candidates[..1], &classes(&["drama", "sci fi"]), None).is_none());
    }

    #[test]
    fn a_list_has_the_classes_in_order_where_the_answers_say_so() {
        let columns = [column("p.0", &[70.0, 10.0]), column("p.1", &[20.0, 20.0]), column("p.2", &[10.0, 70.0])];
        let candidates: Vec<&JointColumn> = columns.iter().collect();
        let names = classes(&["a", "b", "c"]);
        assert_eq!(of(&candidates, &names, Some([&[0, 2], &[]])).unwrap().row(0, 0), [0.7, 0.2, 0.1]);
        assert!(of(&candidates, &names, Some([&[2, 0], &[]])).is_none());
        assert!(of(&candidates, &names, None).is_none());
    }

    #[test]
    fn what_does_not_add_up_is_no_probability() {
        let columns = [column("s_a", &[0.9, 0.8]), column("s_b", &[0.9, 0.8])];
        let candidates: Vec<&JointColumn> = columns.iter().collect();
        assert!(of(&candidates, &classes(&["a", "b"]), None).is_none());
        let negative = [column("s_a", &[-0.1]), column("s_b", &[1.1])];
        assert!(of(&[&negative[0], &negative[1]], &classes(&["a", "b"]), None).is_none());
    }
}
