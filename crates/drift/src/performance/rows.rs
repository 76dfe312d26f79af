//! The labels, answers and scores of each row, and the figures of any of these rows.

use std::borrow::Cow;

use driftscope_report::Task;
use driftscope_stats::performance::{Confusion, Residuals, Scores};

use super::choice::{Chosen, Classes, positive};
use super::classes::NO_CLASS;
use super::scores::{FoundScores, numbers, read};

/// Label, answer and score of each row.
#[derive(Debug)]
pub(super) struct ModelRows<'a> {
    pub task: Task,
    /// The classes; none of a regression.
    classes: Vec<String>,
    positive: usize,
    /// The class of each row and the model's answer, for each side.
    truths: [Vec<u32>; 2],
    answers: [Vec<u32>; 2],
    scores: Option<FoundScores>,
    /// The labels and the answers of a regression.
    numbers: [[Cow<'a, [f64]>; 2]; 2],
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

impl<'a> ModelRows<'a> {
    /// The rows of the chosen columns. `None` if there is nothing to hold the labels against.
    pub(super) fn of(chosen: Chosen<'a>, chosen_positive: Option<&str>) -> Option<Self> {
        let Chosen { task, target, prediction, score, classes } = chosen;
        let Some(Classes { labels: classes, truths, answers }) = classes else {
            let numbers = [target, prediction?].map(|column| [0, 1].map(|side| numbers(column, side)));
            return Some(Self {
                task,
                classes: Vec::new(),
                positive: 0,
                truths: Default::default(),
                answers: Default::default(),
                scores: None,
                numbers,
            });
        };
        let counts = [truths.counts(0), truths.counts(1)];
        let in_all = |class: usize| counts.iter().filter_map(|counts| counts.get(class)).sum::<u64>();
        let counts: Vec<u64> = (0..classes.len()).map(in_all).collect();
        let positive = positive(&classes, &counts, chosen_positive);
        let known = answers.as_ref().map(|answers| answers.codes.each_ref().map(Vec::as_slice));
        let scores = score.filter(|_| task == Task::Binary).and_then(|score| read(score, known, positive as u32));
        let answers = match (answers, &scores) {
            (Some(answers), _) => answers.codes,
            (None, scores) => by_threshold(scores.as_ref()?, classes.len(), positive)?,
        };
        Some(Self { task, classes, positive, truths: truths.codes, answers, scores, numbers: Default::default() })
    }

    /// The rows of a side that have a label.
    pub(super) fn labels(&self, side: usize) -> u64 {
        let classes = self.truths[side].iter().filter(|class| **class != NO_CLASS).count();
        let numbers = self.numbers[0][side].iter().filter(|label| label.is_finite()).count();
        (classes + numbers) as u64
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
