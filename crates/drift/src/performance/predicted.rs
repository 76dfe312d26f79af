//! What the model predicts, as a number for each row: a number, the probability of a class, or whether a class was answered.

use driftscope_report::{Report, Role, ScoreMeaning};

use super::choice::{MOST_NUMBERS, Values, positive};
use super::classes::Named;
use super::scores::{numbers, read};
use crate::joint::JointColumn;

/// What the model predicts.
pub(crate) struct Predicted {
    /// The column.
    pub column: String,
    /// The class that it is about; `None` of numbers.
    pub class: Option<String>,
    /// Whether the values are probabilities of that class.
    pub is_probability: bool,
    /// The value of each row of both sides, NaN where there is none.
    pub values: [Vec<f64>; 2],
}

/// What the model predicts. `None` without a column of predictions or scores.
pub(crate) fn predicted(report: &Report, columns: &[JointColumn]) -> Option<Predicted> {
    let of_role = |role: Role| columns.iter().filter(move |column| column.outline.role == role);
    let classes = of_role(Role::Prediction).find_map(|column| Some((column, classes(column)?)));
    let Some((column, named)) = classes else {
        let column = of_role(Role::Prediction)
            .chain(of_role(Role::Confidence))
            .find(|column| [0, 1].iter().all(|&side| numbers(column, side).iter().any(|value| value.is_finite())))?;
        let values = [0, 1].map(|side| numbers(column, side).into_owned());
        return Some(Predicted { column: column.outline.name.clone(), class: None, is_probability: false, values });
    };
    let counts = [0, 1].map(|side| named.counts(side, |_| 1));
    let chosen = report.performance.as_ref().and_then(|found| found.positive.as_deref());
    let chosen = chosen.or(report.settings.positive.as_deref());
    let class = if named.labels.len() == 2 {
        let both: Vec<u64> = counts[0].iter().zip(&counts[1]).map(|(one, other)| one + other).collect();
        positive(&named.labels, &both, chosen)
    } else {
        moved_most(&counts)
    };
    let label = named.labels.get(class).cloned();
    if named.labels.len() == 2 {
        let answers = named.codes.each_ref().map(Vec::as_slice);
        let scores =
            of_role(Role::Confidence).find_map(|scores| Some((scores, read(scores, Some(answers), class as u32)?)));
        if let Some((scores, found)) = scores.filter(|(_, found)| found.meaning != ScoreMeaning::Ranking) {
            let column = scores.outline.name.clone();
            return Some(Predicted { column, class: label, is_probability: true, values: found.values });
        }
    }
    let value = |code: &u32| match *code as usize {
        code if code >= named.labels.len() => f64::NAN,
        code => f64::from(u8::from(code == class)),
    };
    let values = named.codes.each_ref().map(|codes| codes.iter().map(value).collect());
    Some(Predicted { column: column.outline.name.clone(), class: label, is_probability: false, values })
}

/// The answers as classes; `None` if they are numbers or all alike.
fn classes(column: &JointColumn) -> Option<Named> {
    let named = Named::of(column, MOST_NUMBERS).filter(|named| named.labels.len() > 1)?;
    (!Values::of(column).are_scores()).then_some(named)
}

/// The class whose share of the answers moved most.
fn moved_most(counts: &[Vec<u64>; 2]) -> usize {
    let totals = counts.each_ref().map(|counts| counts.iter().sum::<u64>().max(1) as f64);
    let moved = |class: &usize| {
        let [one, other] = [0, 1].map(|side| counts[side][*class] as f64 / totals[side]);
        (one - other).abs()
    };
    (0..counts[0].len()).rev().max_by(|one, other| moved(one).total_cmp(&moved(other))).unwrap_or(0)
}
