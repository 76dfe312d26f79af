//! Which columns hold labels, answers and scores, and what kind of answer the model returns.

use driftscope_report::{Role, Task};

use super::classes::{Named, truth};
use super::scores::numbers;
use crate::joint::{JointColumn, JointForm, JointValues, NO_LABEL};

/// The most classes of a task; a target with more of them, or with fractions, is a number.
pub(super) const MOST_CLASSES: usize = 50;

/// Numbers with more distinct values are no classes.
const MOST_NUMBERS: usize = 20;

/// The labels that name the class that people look for, besides those of a truth value.
const LOOKED_FOR: [&str; 14] = [
    "positive",
    "pos",
    "fraud",
    "fraudulent",
    "churn",
    "churned",
    "late",
    "bad",
    "default",
    "spam",
    "anomaly",
    "failure",
    "failed",
    "abnormal",
];

/// The columns of the model.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chosen<'a> {
    pub task: Task,
    pub target: &'a JointColumn,
    /// The answers; none where there are scores alone.
    pub prediction: Option<&'a JointColumn>,
    /// The scores, the likeliest first.
    pub score: Option<&'a JointColumn>,
}

/// Chooses among the columns by their roles. `None` without labels, or without answers and scores.
pub(super) fn choose(columns: &[JointColumn]) -> Option<Chosen<'_>> {
    let of_role = |role: Role| columns.iter().filter(move |column| column.outline.role == role);
    // Labels of both sides before those of one.
    let sides = |column: &&JointColumn| column.outline.forms.iter().filter(|form| **form != JointForm::Absent).count();
    let target = of_role(Role::Target).rev().max_by_key(sides)?;
    let predictions: Vec<&JointColumn> = of_role(Role::Prediction).collect();
    if let Some(prediction) = predictions.iter().find(|prediction| are_numbers(target, prediction)) {
        return Some(Chosen { task: Task::Regression, target, prediction: Some(prediction), score: None });
    }
    let classes = Named::of_labels(target, MOST_CLASSES)?;
    let answers = predictions.iter().copied().filter_map(|prediction| {
        let named = Named::of(prediction, MOST_CLASSES).filter(|_| !is_score(prediction))?;
        let mut labels = classes.labels.clone();
        let strangers = {
            named.rewritten(&mut labels);
            labels.len() - classes.labels.len()
        };
        Some((strangers, prediction))
    });
    let prediction = answers.min_by_key(|(strangers, _)| *strangers).map(|(_, prediction)| prediction);
    let mut scores = of_role(Role::Confidence).chain(predictions.iter().copied().filter(|column| is_score(column)));
    let score = scores.find(|column| column.outline.forms.contains(&JointForm::Numbers));
    if prediction.is_none() && score.is_none() {
        return None;
    }
    let mut labels = classes.labels.clone();
    prediction.and_then(|column| Named::of(column, MOST_CLASSES)).map(|named| named.rewritten(&mut labels));
    let task = if labels.len() > 2 { Task::Multiclass } else { Task::Binary };
    Some(Chosen { task, target, prediction, score })
}

/// The columns with the reference's labels and production's as one, where each side names them in its own way; `None` where a column has
/// labels of both.
pub(super) fn joined_targets(columns: &[JointColumn]) -> Option<Vec<JointColumn>> {
    let of_sides = |wanted: [bool; 2]| {
        columns.iter().position(|column| {
            let has = column.outline.forms.map(|form| form != JointForm::Absent);
            column.outline.role == Role::Target && has == wanted
        })
    };
    let (None, Some(reference), Some(production)) =
        (of_sides([true, true]), of_sides([true, false]), of_sides([false, true]))
    else {
        return None;
    };
    let (mut target, other) = (columns[reference].clone(), &columns[production]);
    let known = target.outline.labels.len() as u32;
    target.outline.labels.extend(other.outline.labels.iter().cloned());
    target.values[1] = match &other.values[1] {
        JointValues::Labels(codes) => {
            JointValues::Labels(codes.iter().map(|&code| if code == NO_LABEL { code } else { code + known }).collect())
        }
        values => values.clone(),
    };
    target.outline.forms[1] = other.outline.forms[1];
    let others = columns.iter().enumerate().filter(|(place, _)| *place != reference && *place != production);
    Some(std::iter::once(target).chain(others.map(|(_, column)| column.clone())).collect())
}

/// Whether labels and answers are numbers rather than classes.
fn are_numbers(target: &JointColumn, prediction: &JointColumn) -> bool {
    let (labels, answers) = (Values::of(target), Values::of(prediction));
    if !labels.are_numbers || !answers.are_numbers {
        return false;
    }
    let are_classes = !labels.has_fractions && labels.is_few && Named::of(target, 2).is_some();
    !are_classes && (labels.has_fractions || !labels.is_few || answers.has_fractions && !answers.is_share)
}

/// Whether a column holds scores of a class rather than answers.
fn is_score(column: &JointColumn) -> bool {
    let values = Values::of(column);
    values.are_numbers && (values.has_fractions || !values.is_few)
}

/// The class that recall and its kin are about: the one that a person chose, one with a telling name, or the rarer one.
pub(super) fn positive(labels: &[String], counts: &[u64], chosen: Option<&str>) -> usize {
    let named = chosen.and_then(|chosen| labels.iter().position(|label| label == chosen));
    let is_true = |label: &String| truth(label) == Some(true);
    let is_looked_for = |label: &String| LOOKED_FOR.contains(&label.to_lowercase().as_str());
    let known = named.or_else(|| labels.iter().position(is_true)).or_else(|| labels.iter().position(is_looked_for));
    let rarer = || (0..labels.len()).min_by_key(|&place| counts.get(place).copied().unwrap_or(0));
    known.or_else(rarer).unwrap_or(0)
}

/// What the numbers of a column look like.
struct Values {
    are_numbers: bool,
    has_fractions: bool,
    /// They lie between 0 and 1, or 0 and 100.
    is_share: bool,
    is_few: bool,
}

impl Values {
    fn of(column: &JointColumn) -> Self {
        let known: Vec<f64> =
            [0, 1].iter().flat_map(|&side| numbers(column, side)).filter(|value| value.is_finite()).collect();
        let low = known.iter().copied().fold(f64::INFINITY, f64::min);
        let high = known.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Self {
            are_numbers: !known.is_empty(),
            has_fractions: known.iter().any(|value| value.fract() != 0.0),
            is_share: low >= 0.0 && high <= 100.0,
            is_few: Named::of(column, MOST_NUMBERS).is_some(),
        }
    }
}
