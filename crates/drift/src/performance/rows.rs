//! The labels, answers and scores of each row, and the figures of any of these rows.

use std::borrow::Cow;

use driftscope_report::{Settings, Task};
use driftscope_stats::performance::{ClassScores, Confusion, RankedItem, Rankings, Residuals, Scores};

use super::choice::{Chosen, Classes, positive};
use super::classes::NO_CLASS;
use super::probabilities::{self, Probabilities};
use super::ranked::{NO_QUERY, RankedLists};
use super::scores::{FoundScores, numbers, read};
use crate::joint::JointColumn;

/// Label, answer and score of each row.
#[derive(Debug)]
pub(super) struct ModelRows<'a> {
    pub task: Task,
    /// The classes; none of a regression and of a ranking.
    classes: Vec<String>,
    positive: usize,
    /// The class of each row and the model's answer, for each side.
    truths: [Vec<u32>; 2],
    answers: [Vec<u32>; 2],
    scores: Option<FoundScores>,
    /// The column of scores or confidences.
    score: Option<&'a JointColumn>,
    /// How sure the model is of each of its answers, of more than two classes.
    confidences: Option<[Vec<f64>; 2]>,
    /// The probability of each class, of more than two.
    probabilities: Option<Probabilities<'a>>,
    /// The rank down to which items of a ranked list count.
    pub ranking_depth: u32,
    /// The query of each row of a ranking.
    queries: [Vec<u32>; 2],
    /// The labels and the answers of a regression, or of a ranking, whose answers are scores.
    numbers: [[Cow<'a, [f64]>; 2]; 2],
    /// How many rows each stands for, where these are counted; only of classes.
    counts: Option<[Vec<u64>; 2]>,
}

/// The figures of some rows, from which every metric follows.
#[derive(Debug)]
pub(super) struct Figures {
    pub confusion: Confusion,
    pub scores: Option<Scores>,
    pub class_scores: Option<ClassScores>,
    pub residuals: Option<Residuals>,
    pub rankings: Option<Rankings>,
    /// The rows with a label and an answer.
    pub rows: u64,
}

impl<'a> ModelRows<'a> {
    /// The rows of the chosen columns, each of which may stand for many. `None` if there is nothing to hold the labels against, and of
    /// numbers that are counted.
    pub(super) fn of(chosen: Chosen<'a>, settings: &Settings, counts: Option<[Vec<u64>; 2]>) -> Option<Self> {
        let Chosen { task, target, prediction, score, scores: candidates, classes, lists } = chosen;
        let Some(Classes { labels: classes, truths, answers }) = classes else {
            let columns = [target, prediction.filter(|_| counts.is_none())?];
            return Some(Self::of_numbers(task, columns, lists, settings.ranking_depth));
        };
        let size =
            |side: usize, row: usize| counts.as_ref().map_or(1, |counts| counts[side].get(row).copied().unwrap_or(0));
        let of_classes = [0, 1].map(|side| truths.counts(side, |row| size(side, row)));
        let in_all = |class: usize| of_classes.iter().filter_map(|counts| counts.get(class)).sum::<u64>();
        let of_classes: Vec<u64> = (0..classes.len()).map(in_all).collect();
        let positive = positive(&classes, &of_classes, settings.positive.as_deref());
        let known = answers.as_ref().map(|answers| answers.codes.each_ref().map(Vec::as_slice));
        let found = probabilities::of(&candidates, &classes, known);
        // Of two classes the probability of the positive one is the score.
        let score = found.as_ref().filter(|_| task == Task::Binary).and_then(|found| found.column(positive)).or(score);
        let scores = score.filter(|_| task == Task::Binary).and_then(|score| read(score, known, positive as u32));
        let probabilities = found.filter(|_| task == Task::Multiclass);
        let answers = match (answers, &probabilities, &scores) {
            (Some(answers), ..) => answers.codes,
            (None, Some(found), _) => found.likeliest(),
            (None, None, scores) => by_threshold(scores.as_ref()?, classes.len(), positive)?,
        };
        let confidences = match &probabilities {
            Some(found) => Some(found.of_answers(&answers)),
            None => score.filter(|_| task == Task::Multiclass).and_then(confidences),
        };
        let score = score.filter(|_| probabilities.is_none());
        let (truths, queries, numbers) = (truths.codes, Default::default(), Default::default());
        Some(Self {
            task,
            classes,
            positive,
            truths,
            answers,
            scores,
            score,
            confidences,
            probabilities,
            ranking_depth: settings.ranking_depth,
            queries,
            numbers,
            counts,
        })
    }

    /// The rows of a regression, or of a ranking with these lists.
    fn of_numbers(
        task: Task,
        columns: [&'a JointColumn; 2],
        lists: Option<RankedLists<'a>>,
        ranking_depth: u32,
    ) -> Self {
        let (queries, numbers) = match lists {
            Some(RankedLists { queries, numbers }) => (queries, numbers),
            None => (Default::default(), columns.map(|column| [0, 1].map(|side| numbers(column, side)))),
        };
        Self {
            task,
            classes: Vec::new(),
            ranking_depth,
            positive: 0,
            truths: Default::default(),
            answers: Default::default(),
            scores: None,
            score: None,
            confidences: None,
            probabilities: None,
            queries,
            numbers,
            counts: None,
        }
    }

    /// The rows of a side that have a label.
    pub(super) fn labels(&self, side: usize) -> u64 {
        let labelled = self.truths[side].iter().enumerate().filter(|(_, class)| **class != NO_CLASS);
        let classes: u64 = labelled.map(|(row, _)| self.size(side, row)).sum();
        let numbers = self.numbers[0][side].iter().filter(|label| label.is_finite()).count();
        classes + numbers as u64
    }

    /// How many rows a row stands for.
    pub(super) fn size(&self, side: usize, row: usize) -> u64 {
        self.counts.as_ref().map_or(1, |counts| counts[side].get(row).copied().unwrap_or(0))
    }

    /// Whether rows stand for many, of which only their labels, answers and scores are known.
    pub(super) fn are_counted(&self) -> bool {
        self.counts.is_some()
    }

    /// Whether a row has a label and an answer, and in a ranking a query.
    pub(super) fn is_compared(&self, side: usize, row: usize) -> bool {
        self.loss(side, row).is_some() || self.item(side, row).is_some()
    }

    /// The row as an item of a ranking.
    fn item(&self, side: usize, row: usize) -> Option<RankedItem> {
        let query = self.queries[side].get(row).copied().filter(|query| *query != NO_QUERY)?;
        let [relevance, score] = self.numbers.each_ref().map(|values| values[side].get(row).copied());
        let item = RankedItem { query, score: score?, relevance: relevance? };
        (item.score.is_finite() && item.relevance.is_finite()).then_some(item)
    }

    /// The rows of a side that a label or an answer could be in.
    pub(super) fn rows(&self, side: usize) -> usize {
        self.truths[side]
            .len()
            .min(self.answers[side].len())
            .max(self.numbers[0][side].len().min(self.numbers[1][side].len()))
    }

    /// The rows of a side that an answer could be in, with a label or without.
    pub(super) fn answered(&self, side: usize) -> usize {
        self.answers[side].len().max(self.numbers[1][side].len())
    }

    /// Whether a row has an answer.
    pub(super) fn is_answered(&self, side: usize, row: usize) -> bool {
        let class = self.answers[side].get(row).is_some_and(|class| *class != NO_CLASS);
        class || self.numbers[1][side].get(row).is_some_and(|answer| answer.is_finite())
    }

    /// The class that a row was answered with. `None` without one, and of a regression.
    pub(super) fn answer(&self, side: usize, row: usize) -> Option<usize> {
        self.answers[side].get(row).filter(|class| **class != NO_CLASS).map(|class| *class as usize)
    }

    /// Whether classes come with scores that can be calibrated.
    pub(super) fn has_estimable_scores(&self) -> bool {
        self.scores.is_some() || self.confidences.is_some()
    }

    /// Whether a row has what an estimate needs: an answer, and of classes its score.
    pub(super) fn is_estimable(&self, side: usize, row: usize) -> bool {
        self.is_answered(side, row) && self.estimable_score(side, row).is_some()
    }

    /// What an estimate knows of a row besides its label: the score of two classes, the confidence of more, the answer of a regression.
    pub(super) fn estimable_score(&self, side: usize, row: usize) -> Option<f64> {
        let scores = match (&self.scores, &self.confidences) {
            (Some(found), _) => found.values[side].as_slice(),
            (None, Some(found)) => found[side].as_slice(),
            (None, None) => &self.numbers[1][side],
        };
        scores.get(row).copied().filter(|score| score.is_finite())
    }

    /// Whether an answer is the class that scores are about: the positive one, or of more than two classes the one that was answered.
    pub(super) fn is_positive_answer(&self, side: usize, row: usize) -> bool {
        self.scores.is_none() || self.answers[side].get(row).copied() == Some(self.positive as u32)
    }

    /// Whether the label is the class that scores are about. `None` without a label or an answer, and of a regression.
    pub(super) fn is_hit(&self, side: usize, row: usize) -> Option<bool> {
        let is_right = self.loss(side, row).filter(|_| self.task != Task::Regression)? == 0.0;
        Some(is_right == self.is_positive_answer(side, row))
    }

    /// How wrong an answer is: 0 or 1 of classes, the size of the error of numbers. `None` without a label or an answer, and of a ranking,
    /// which only whole lists can be.
    pub(super) fn loss(&self, side: usize, row: usize) -> Option<f64> {
        match self.task {
            Task::Regression => return self.error(side, row).map(f64::abs),
            Task::Ranking => return None,
            Task::Binary | Task::Multiclass => {}
        }
        let known = |codes: &[Vec<u32>; 2]| codes[side].get(row).copied().filter(|class| *class != NO_CLASS);
        Some(f64::from(u8::from(known(&self.truths)? != known(&self.answers)?)))
    }

    /// The answer of a regression less its label.
    pub(super) fn error(&self, side: usize, row: usize) -> Option<f64> {
        let [labels, answers] = self.numbers.each_ref().map(|values| values[side].get(row).copied());
        Some(answers? - labels?).filter(|error| error.is_finite())
    }

    /// Whether labels are classes.
    pub(super) fn needs_both_classes(&self) -> bool {
        matches!(self.task, Task::Binary | Task::Multiclass)
    }

    /// Some rows of a side by class and answer.
    pub(super) fn confusion(&self, side: usize, wanted: impl Iterator<Item = usize>) -> Confusion {
        let mut confusion = Confusion::new(self.classes.len().max(2));
        for row in wanted.filter(|&row| self.needs_both_classes() && self.is_compared(side, row)) {
            confusion.add(self.truths[side][row] as usize, self.answers[side][row] as usize, self.size(side, row));
        }
        confusion
    }

    /// The figures of some rows of a side.
    pub(super) fn figures(&self, side: usize, wanted: impl Iterator<Item = usize>) -> Figures {
        let mut confusion = Confusion::new(self.classes.len().max(2));
        let (mut pairs, mut counted) = (Vec::new(), Vec::new());
        let mut by_class = self.probabilities.as_ref().map(|_| ClassScores::new(self.classes.len()));
        let mut errors: [Vec<f64>; 2] = Default::default();
        let mut items = Vec::new();
        let mut rows = 0;
        for row in wanted.filter(|&row| self.is_compared(side, row)) {
            let size = self.size(side, row);
            rows += size;
            if self.task == Task::Ranking {
                items.extend(self.item(side, row));
                continue;
            }
            if self.task == Task::Regression {
                errors[0].push(self.numbers[1][side][row]);
                errors[1].push(self.numbers[0][side][row]);
                continue;
            }
            let (truth, answer) = (self.truths[side][row] as usize, self.answers[side][row] as usize);
            confusion.add(truth, answer, size);
            let score = self.scores.as_ref().and_then(|found| found.values[side].get(row).copied());
            let pair = score.filter(|score| score.is_finite()).map(|score| (score, truth == self.positive));
            match &self.counts {
                None => pairs.extend(pair),
                Some(_) => counted.extend(pair.map(|(score, is_positive)| (score, is_positive, size))),
            }
            if let (Some(table), Some(found)) = (&mut by_class, &self.probabilities) {
                table.add(truth, &found.row(side, row));
            }
        }
        let [predicted, actual] = &errors;
        Figures {
            confusion,
            scores: self.scores.is_some().then(|| match &self.counts {
                None => Scores::of(&pairs),
                Some(_) => Scores::of_counted(counted),
            }),
            class_scores: by_class,
            residuals: (self.task == Task::Regression).then(|| Residuals::of(predicted, actual)),
            rankings: (self.task == Task::Ranking).then(|| Rankings::of(items, self.ranking_depth as usize)),
            rows,
        }
    }

    /// Whether each class has a probability in each row.
    pub(super) fn has_probabilities(&self) -> bool {
        self.probabilities.is_some()
    }

    /// The column of scores or confidences.
    pub(super) fn score_column(&self) -> Option<&'a JointColumn> {
        self.score
    }

    /// The columns of the probabilities.
    pub(super) fn names_of_probabilities(&self) -> Vec<String> {
        self.probabilities.as_ref().map(Probabilities::names).unwrap_or_default()
    }

    /// The classes; `None` of a regression and of a ranking.
    pub(super) fn labels_of_classes(&self) -> Option<&[String]> {
        self.needs_both_classes().then_some(self.classes.as_slice())
    }

    /// Of two classes the positive one.
    pub(super) fn positive(&self) -> Option<&str> {
        let label = self.classes.get(self.positive).filter(|_| self.task == Task::Binary && self.classes.len() == 2)?;
        Some(label)
    }

    /// The place of the positive class.
    pub(super) fn place_of_positive(&self) -> usize {
        self.positive
    }

    /// The scores, and what they are.
    pub(super) fn scores(&self) -> Option<&FoundScores> {
        self.scores.as_ref()
    }
}

/// A column as probabilities of the answered class. `None` if it holds other numbers.
fn confidences(column: &JointColumn) -> Option<[Vec<f64>; 2]> {
    let mut values = [0, 1].map(|side| numbers(column, side).into_owned());
    let known = || values.iter().flatten().copied().filter(|value| value.is_finite());
    let (low, high) = (known().fold(f64::INFINITY, f64::min), known().fold(f64::NEG_INFINITY, f64::max));
    if low < 0.0 || high > 100.0 || low > high {
        return None;
    }
    if high > 1.0 {
        values.iter_mut().flatten().for_each(|value| *value /= 100.0);
    }
    Some(values)
}

/// The answers of a model that returns scores alone: the positive class from the threshold on, else the other one.
fn by_threshold(found: &FoundScores, classes: usize, positive: usize) -> Option<[Vec<u32>; 2]> {
    let threshold = found.threshold?;
    let other = (0..classes).find(|class| *class != positive)? as u32;
    let answer = |score: &f64| match score {
        score if score.is_nan() => NO_CLASS,
        score if *score >= threshold => positive as u32,
        _ => other,
    };
    Some(found.values.each_ref().map(|values| values.iter().map(answer).collect()))
}
