//! Lists of a ranking: which query each row answers, how relevant its item is, and where that stands.

use std::borrow::Cow;

use driftscope_table::typing::words_of;

use super::classes::truth;
use super::scores::numbers;
use crate::joint::{JointColumn, JointValues, NO_LABEL};

/// Rows without a query.
pub(super) const NO_QUERY: u32 = u32::MAX;

/// Rows for each query without which the column only names the rows.
const FEWEST_ITEMS: f64 = 1.5;

/// Last words of names of places in a list, of which the smallest comes first.
const PLACES: [&str; 4] = ["rank", "position", "pos", "place"];

/// The rows of a ranking, of both sides.
#[derive(Debug)]
pub(super) struct RankedLists<'a> {
    /// Which query a row answers, [`NO_QUERY`] where it names none.
    pub queries: [Vec<u32>; 2],
    /// How relevant its item is, NaN without a label; and its score, the larger the earlier in its list.
    pub numbers: [[Cow<'a, [f64]>; 2]; 2],
}

impl<'a> RankedLists<'a> {
    /// Those of these columns; `None` if one of them has no values, or if no query has several rows.
    pub(super) fn of(query: &JointColumn, target: &'a JointColumn, prediction: &'a JointColumn) -> Option<Self> {
        let queries = [0, 1].map(|side| queries(&query.values[side]));
        if !are_lists(&queries) {
            return None;
        }
        let numbers = [[0, 1].map(|side| relevance(target, side)), [0, 1].map(|side| scores(prediction, side))];
        let are_known =
            |sides: &[Cow<'_, [f64]>; 2]| sides.iter().any(|side| side.iter().any(|value| value.is_finite()));
        numbers.iter().all(are_known).then_some(Self { queries, numbers })
    }
}

/// Whether queries have several rows, and do not only name the rows.
fn are_lists(queries: &[Vec<u32>; 2]) -> bool {
    let (mut rows, mut lists) = (0_usize, 0_usize);
    for side in queries {
        let mut known: Vec<u32> = side.iter().copied().filter(|query| *query != NO_QUERY).collect();
        rows += known.len();
        known.sort_unstable();
        known.dedup();
        lists += known.len();
    }
    lists > 0 && rows as f64 >= FEWEST_ITEMS * lists as f64
}

/// The query of each row as a code.
fn queries(values: &JointValues) -> Vec<u32> {
    match values {
        JointValues::Absent => Vec::new(),
        JointValues::Labels(codes) => {
            codes.iter().map(|code| if *code == NO_LABEL { NO_QUERY } else { *code }).collect()
        }
        JointValues::Numbers(numbers) => {
            let mut known: Vec<f64> = numbers.iter().copied().filter(|number| number.is_finite()).collect();
            known.sort_unstable_by(f64::total_cmp);
            known.dedup();
            let place = |number: &f64| known.binary_search_by(|other| other.total_cmp(number)).ok();
            numbers.iter().map(|number| place(number).map_or(NO_QUERY, |place| place as u32)).collect()
        }
    }
}

/// How relevant the item of each row is: a number, or 1 and 0 for a truth value; NaN without a label.
fn relevance(target: &JointColumn, side: usize) -> Cow<'_, [f64]> {
    let JointValues::Labels(codes) = &target.values[side] else { return numbers(target, side) };
    let of_label = |label: &String| match truth(label) {
        Some(is_relevant) => f64::from(u8::from(is_relevant)),
        None => label.parse().unwrap_or(f64::NAN),
    };
    let known: Vec<f64> = target.outline.labels.iter().map(of_label).collect();
    codes.iter().map(|code| known.get(*code as usize).copied().unwrap_or(f64::NAN)).collect()
}

/// The score of each row, the larger the earlier in its list: places count from the front.
fn scores(prediction: &JointColumn, side: usize) -> Cow<'_, [f64]> {
    let is_place = words_of(&prediction.outline.name).last().is_some_and(|word| PLACES.contains(&word.as_str()));
    match numbers(prediction, side) {
        found if is_place => found.iter().map(|place| -place).collect(),
        found => found,
    }
}
