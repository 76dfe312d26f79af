//! The rows that an estimate rests on and is about, of each version of the model by itself.

use driftscope_present::numbers;
use driftscope_report::{EstimateState, Role};

use super::super::classes::Named;
use super::super::rows::ModelRows;
use super::{FEWEST_LABELS, FEWEST_ROWS};
use crate::joint::JointColumn;

/// Labels of each class, right and wrong answers of more than two classes, that calibrate a score at least.
const FEWEST_OF_A_CLASS: usize = 10;

/// A column with more distinct values holds no versions.
const MOST_VERSIONS: usize = 50;

/// Why there is no estimate.
type Refusal = (EstimateState, String);

/// The rows of each version.
pub(super) struct Parts {
    pub parts: Vec<Part>,
    /// Which rows of production no estimate is about, and why.
    pub note: Option<String>,
}

/// The rows of a version.
pub(super) struct Part {
    /// The labelled rows of the reference.
    pub labelled: Vec<u32>,
    /// The answered rows of production.
    pub answered: Vec<u32>,
}

impl Parts {
    /// All rows as one part, or those of each version. What is refused has the reason.
    pub(super) fn of(rows: &ModelRows<'_>, columns: &[JointColumn]) -> Result<Self, Refusal> {
        let versions = columns.iter().filter(|column| column.outline.role == Role::Version);
        let versions =
            versions.filter_map(|column| Named::of(column, MOST_VERSIONS)).find(|named| named.labels.len() > 1);
        let labelled = |row: usize| rows.is_estimable(0, row) && rows.is_compared(0, row);
        let answered = |row: usize| rows.is_estimable(1, row);
        let Some(named) = versions else {
            let all = |side: usize, wanted: &dyn Fn(usize) -> bool| -> Vec<u32> {
                (0..rows.answered(side)).filter(|row| wanted(*row)).map(|row| row as u32).collect()
            };
            let part = Part { labelled: all(0, &labelled), answered: all(1, &answered) };
            return match part.refused(rows) {
                Some(reason) => Err((EstimateState::TooFewRows, reason)),
                None => Ok(Self { parts: vec![part], note: None }),
            };
        };
        let (reference, production) = (named.rows(0, labelled), named.rows(1, answered));
        let (mut parts, mut left_out) = (Vec::new(), Vec::new());
        for ((name, labelled), answered) in named.labels.iter().zip(reference).zip(production) {
            let part = Part { labelled, answered };
            match part.refused(rows) {
                _ if part.answered.is_empty() => {}
                None => parts.push(part),
                Some(_) => left_out.push((name.as_str(), part)),
            }
        }
        let has_labels = left_out.iter().any(|(_, part)| !part.labelled.is_empty());
        let note = note(&left_out);
        if parts.is_empty() {
            let refused = if has_labels { EstimateState::TooFewRows } else { EstimateState::OtherVersion };
            return Err((refused, note.unwrap_or_else(|| "No row of production has a version".to_owned())));
        }
        Ok(Self { parts, note })
    }
}

impl Parts {
    /// The labelled rows of the reference, of all versions.
    pub(super) fn labelled(&self) -> impl Iterator<Item = usize> + '_ {
        self.parts.iter().flat_map(|part| &part.labelled).map(|row| *row as usize)
    }

    /// How many labelled rows an estimate rests on, and how many rows of production it is about.
    pub(super) fn sizes(&self) -> [u64; 2] {
        let sum = |of: fn(&Part) -> &Vec<u32>| self.parts.iter().map(|part| of(part).len() as u64).sum();
        [sum(|part| &part.labelled), sum(|part| &part.answered)]
    }
}

impl Part {
    /// Why no estimate can be made of these rows.
    fn refused(&self, rows: &ModelRows<'_>) -> Option<String> {
        let positives = self.labelled.iter().filter(|&&row| rows.is_hit(0, row as usize) == Some(true)).count();
        let fewest = positives.min(self.labelled.len() - positives);
        let count = |rows: usize| numbers::count(rows as u64);
        if self.labelled.len() < FEWEST_LABELS {
            return Some(format!(
                "The reference has {} labelled rows with a score, and {FEWEST_LABELS} are needed",
                count(self.labelled.len())
            ));
        }
        if rows.needs_both_classes() && fewest < FEWEST_OF_A_CLASS {
            return Some(format!(
                "The reference has {} labels of the rarer class, and {FEWEST_OF_A_CLASS} are needed",
                count(fewest)
            ));
        }
        (self.answered.len() < FEWEST_ROWS).then(|| {
            format!("Production has {} answers with a score, and {FEWEST_ROWS} are needed", count(self.answered.len()))
        })
    }
}

/// Which versions have no estimate.
fn note(left_out: &[(&str, Part)]) -> Option<String> {
    let rows: usize = left_out.iter().map(|(_, part)| part.answered.len()).sum();
    let names: Vec<&str> = left_out.iter().map(|(name, _)| *name).collect();
    let names = match names.as_slice() {
        [] => return None,
        [one] => (*one).to_owned(),
        [one, other] => format!("{one} and {other}"),
        [one, others @ ..] => format!("{one} and {} other versions", others.len()),
    };
    let rows = numbers::counted(rows as u64, "row", "rows");
    Some(format!("Without {names} ({rows} of production), of which the reference has too few labels or none"))
}
