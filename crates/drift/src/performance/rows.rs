//! The labels, answers and scores of each row, and the figures of any of these rows.

use driftscope_report::Task;
use driftscope_stats::performance::{Confusion, Residuals, Scores};

use super::choice::{MOST_CLASSES, positive};
use super::classes::{NO_CLASS, Named};
use super::scores::{FoundScores, numbers, read};
use crate::joint::JointColumn;

/// Label, answer and score of each row.
#[derive(Debug)]
pub(super) struct ModelRows {
    pub task: Task,
    /// The classes; none of a regression.
    classes: Vec<String>,
    positive: usize,
    /// The class of each row and the model's answer, for each side.
    truths: [Vec<u32>; 2],
    answers: [Vec<u32>; 2],
    scores: Option<FoundScores>,
    /// The labels and the answers of a regression.
    numbers: [[Vec<f64>; 2]; 2],
}

/// The figures of some rows, from which every metric follows.
#[derive(Debug)]
pub(super) struct Figures {
    pub confusion: Confusion,
    pub scores: Option<Scores>,
    pub residuals: Option<Residuals>,
    /// The rows with a label and an answer.
    pub rows: u64,
}

impl ModelRows {
    /// The rows of labels, answers and scores. `None` if there is nothing to hold the labels against.
    pub(super) fn of(
        task: Task,
        [target, prediction, score]: [Option<&JointColumn>; 3],
        chosen_positive: Option<&str>,
    ) -> Option<Self> {
        let target = target?;
        if task == Task::Regression {
            let prediction = prediction?;
            let numbers = [target, prediction].map(|column| [0, 1].map(|side| numbers(column, side)));
            return Some(Self {
                task,
                classes: Vec::new(),
                positive: 0,
                truths: Default::default(),
                answers: Default::default(),
                scores: None,
                numbers,
            });
        }
        let truths = Named::of_labels(target, MOST_CLASSES)?;
        let mut classes = truths.labels.clone();
        let counts = [truths.counts(0), truths.counts(1)];
        let answers = prediction.and_then(|column| Named::of(column, MOST_CLASSES));
        let mut answers = answers.map(|answers| answers.rewritten(&mut classes).codes);
        // A single class has no counterpart: nothing but accuracy is defined.
        let in_all = |class: usize| counts.iter().filter_map(|counts| counts.get(class)).sum::<u64>();
        let counts: Vec<u64> = (0..classes.len()).map(in_all).collect();
        let positive = positive(&classes, &counts, chosen_positive);
        let known = answers.as_ref().map(|answers| answers.each_ref().map(Vec::as_slice));
        let scores = score.filter(|_| task == Task::Binary).and_then(|score| read(score, known, positive as u32));
        if let (None, Some(found)) = (&answers, &scores) {
            // Scores without answers: the model answers by a threshold.
            let threshold = found.threshold?;
            let other = (0..classes.len()).find(|class| *class != positive)? as u32;
            let answer = |score: &f64| match score {
                score if score.is_nan() => NO_CLASS,
                score if *score >= threshold => positive as u32,
                _ => other,
            };
            answers = Some(found.values.each_ref().map(|values| values.iter().map(answer).collect()));
        }
        let answers = answers?;
        Some(Self { task, classes, positive, truths: truths.codes, answers, scores, numbers: Default::default() })
    }

    /// The rows of a side that have a label.
    pub(super) fn labels(&self, side: usize) -> u64 {
        let classes = self.truths[side].iter().filter(|class| **class != NO_CLASS).count();
        let numbers = self.numbers[0][side].iter().filter(|label| label.is_finite()).count();
        (classes + numbers) as u64
    }

    /// The rows of a side that have a label and an answer.
    pub(super) fn compared(&self, side: usize) -> u64 {
        (0..self.rows(side)).filter(|&row| self.is_compared(side, row)).count() as u64
    }

    /// Whether a row has a label and an answer.
    pub(super) fn is_compared(&self, side: usize, row: usize) -> bool {
        self.loss(side, row).is_some()
    }

    /// The rows of a side that a label or an answer could be in.
    pub(super) fn rows(&self, side: usize) -> usize {
        self.truths[side]
            .len()
            .min(self.answers[side].len())
            .max(self.numbers[0][side].len().min(self.numbers[1][side].len()))
    }

    /// How wrong an answer is: 0 or 1 of classes, the size of the error of numbers. `None` without a label or an answer.
    pub(super) fn loss(&self, side: usize, row: usize) -> Option<f64> {
        if self.task == Task::Regression {
            let [labels, answers] = self.numbers.each_ref().map(|values| values[side].get(row).copied());
            return Some((answers? - labels?).abs()).filter(|error| error.is_finite());
        }
        let known = |codes: &[Vec<u32>; 2]| codes[side].get(row).copied().filter(|class| *class != NO_CLASS);
        Some(f64::from(u8::from(known(&self.truths)? != known(&self.answers)?)))
    }

    /// The figures of some rows of a side.
    pub(super) fn figures(&self, side: usize, wanted: impl Iterator<Item = usize>) -> Figures {
        let mut confusion = Confusion::new(self.classes.len().max(2));
        let mut pairs = Vec::new();
        let mut errors: [Vec<f64>; 2] = Default::default();
        let mut rows = 0;
        for row in wanted.filter(|&row| self.is_compared(side, row)) {
            rows += 1;
            if self.task == Task::Regression {
                errors[0].push(self.numbers[1][side][row]);
                errors[1].push(self.numbers[0][side][row]);
                continue;
            }
            let (truth, answer) = (self.truths[side][row] as usize, self.answers[side][row] as usize);
            confusion.add(truth, answer, 1);
            let score = self.scores.as_ref().and_then(|found| found.values[side].get(row).copied());
            pairs.extend(score.filter(|score| score.is_finite()).map(|score| (score, truth == self.positive)));
        }
        let [predicted, actual] = &errors;
        Figures {
            confusion,
            scores: self.scores.is_some().then(|| Scores::of(&pairs)),
            residuals: (self.task == Task::Regression).then(|| Residuals::of(predicted, actual)),
            rows,
        }
    }

    /// The classes; `None` of a regression.
    pub(super) fn labels_of_classes(&self) -> Option<&[String]> {
        (self.task != Task::Regression).then_some(self.classes.as_slice())
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
