//! Which columns hold labels, answers and scores, and what kind of answer the model returns.

use driftscope_report::{Role, Task};

use super::classes::{Named, truth};
use super::ranked::RankedLists;
use super::scores::numbers;
use crate::joint::{JointColumn, JointForm, JointValues, NO_LABEL};

/// The most classes of a task; a target with more of them, or with fractions, is a number.
pub(crate) const MOST_CLASSES: usize = 50;

/// Numbers with more distinct values are no classes.
pub(crate) const MOST_NUMBERS: usize = 20;

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
#[derive(Debug)]
pub(super) struct Chosen<'a> {
    pub task: Task,
    pub target: &'a JointColumn,
    /// The answers; none where there are scores alone.
    pub prediction: Option<&'a JointColumn>,
    /// The scores, the likeliest first.
    pub score: Option<&'a JointColumn>,
    /// All columns that may be scores.
    pub scores: Vec<&'a JointColumn>,
    /// The classes; none of a regression and of a ranking.
    pub classes: Option<Classes>,
    /// The lists of a ranking.
    pub lists: Option<RankedLists<'a>>,
}

/// Labels and answers as places in one list of classes.
#[derive(Debug)]
pub(super) struct Classes {
    /// The classes: those of the labels, then those that only answers have.
    pub labels: Vec<String>,
    /// The label of each row.
    pub truths: Named,
    /// The answer of each row, where a column holds answers.
    pub answers: Option<Named>,
}

/// Chooses among the columns by their roles. `None` without labels, or without answers and scores.
pub(super) fn choose(columns: &[JointColumn]) -> Option<Chosen<'_>> {
    let of_role = |role: Role| columns.iter().filter(move |column| column.outline.role == role);
    // Labels of both sides before those of one.
    let sides = |column: &&JointColumn| column.outline.forms.iter().filter(|form| **form != JointForm::Absent).count();
    let target = of_role(Role::Target).rev().max_by_key(sides)?;
    if let Some(ranking) = ranking(columns, target) {
        return Some(ranking);
    }
    let labels = Values::of(target);
    let predictions: Vec<(&JointColumn, Values)> =
        of_role(Role::Prediction).map(|column| (column, Values::of(column))).collect();
    if let Some((prediction, _)) = predictions.iter().find(|(_, answers)| labels.are_no_classes_beside(answers)) {
        let prediction = Some(*prediction);
        return Some(Chosen {
            task: Task::Regression,
            target,
            prediction,
            score: None,
            scores: Vec::new(),
            classes: None,
            lists: None,
        });
    }
    let truths = Named::of_labels(target, MOST_CLASSES)?;
    let (scored, answered): (Vec<_>, Vec<_>) = predictions.into_iter().partition(|(_, values)| values.are_scores());
    // The answers with the fewest classes that no label has.
    let answers = answered.into_iter().filter_map(|(prediction, _)| {
        let mut labels = truths.labels.clone();
        let answers = Named::of(prediction, MOST_CLASSES)?.rewritten(&mut labels);
        Some((prediction, labels, answers))
    });
    let answers = answers.min_by_key(|(_, labels, _)| labels.len());
    let scores = of_role(Role::Confidence).chain(scored.into_iter().map(|(column, _)| column));
    let scores: Vec<&JointColumn> =
        scores.filter(|column| column.outline.forms.contains(&JointForm::Numbers)).collect();
    let score = scores.first().copied();
    if answers.is_none() && score.is_none() {
        return None;
    }
    let (prediction, labels, answers) = match answers {
        Some((prediction, labels, answers)) => (Some(prediction), labels, Some(answers)),
        None => (None, truths.labels.clone(), None),
    };
    let task = if labels.len() > 2 { Task::Multiclass } else { Task::Binary };
    let classes = Some(Classes { labels, truths, answers });
    Some(Chosen { task, target, prediction, score, scores, classes, lists: None })
}

/// The columns as those of a ranking: queries with several items each, their scores, and numbers or truth values of how relevant they are.
fn ranking<'a>(columns: &'a [JointColumn], target: &'a JointColumn) -> Option<Chosen<'a>> {
    let of_role = |role: Role| columns.iter().filter(move |column| column.outline.role == role);
    let predictions = || of_role(Role::Confidence).chain(of_role(Role::Prediction));
    let (prediction, lists) = of_role(Role::Query).find_map(|query| {
        predictions().find_map(|prediction| Some((prediction, RankedLists::of(query, target, prediction)?)))
    })?;
    Some(Chosen {
        task: Task::Ranking,
        target,
        prediction: Some(prediction),
        score: None,
        scores: Vec::new(),
        classes: None,
        lists: Some(lists),
    })
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
pub(super) struct Values {
    are_numbers: bool,
    has_fractions: bool,
    /// They lie between 0 and 1, or 0 and 100.
    is_share: bool,
    /// How many distinct values there are, if they are few.
    few: Option<usize>,
}

impl Values {
    pub(super) fn of(column: &JointColumn) -> Self {
        let (mut low, mut high, mut has_fractions) = (f64::INFINITY, f64::NEG_INFINITY, false);
        for side in [0, 1] {
            for value in numbers(column, side).iter().copied().filter(|value| value.is_finite()) {
                (low, high) = (low.min(value), high.max(value));
                has_fractions |= value.fract() != 0.0;
            }
        }
        Self {
            are_numbers: low <= high,
            has_fractions,
            is_share: low >= 0.0 && high <= 100.0,
            few: Named::of(column, MOST_NUMBERS).map(|named| named.labels.len()),
        }
    }

    /// Whether these labels, with those answers beside them, are numbers rather than classes.
    fn are_no_classes_beside(&self, answers: &Self) -> bool {
        if !self.are_numbers || !answers.are_numbers {
            return false;
        }
        let are_two = !self.has_fractions && self.few.is_some_and(|few| few <= 2);
        !are_two && (self.has_fractions || self.few.is_none() || answers.has_fractions && !answers.is_share)
    }

    /// Whether these are scores of a class rather than answers.
    pub(super) fn are_scores(&self) -> bool {
        self.are_numbers && (self.has_fractions || self.few.is_none())
    }
}
