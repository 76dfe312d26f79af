//! What a score is: the probability of the positive class, of the other one, or of the class that the model answered.

use std::borrow::Cow;

use driftscope_report::{Role, ScoreMeaning};

use super::classes::NO_CLASS;
use crate::joint::{JointColumn, JointValues};

/// Room for rounding where a probability of an answer is at least a half.
const HALF: f64 = 0.5 - 1e-9;

/// The scores of both sides and what they are.
#[derive(Clone, Debug)]
pub(super) struct FoundScores {
    /// The probability of the positive class of each row, or any score that rises with it; NaN where there is none.
    pub values: [Vec<f64>; 2],
    pub meaning: ScoreMeaning,
    pub are_percentages: bool,
    /// The score from which on the answer is the positive class.
    pub threshold: Option<f64>,
}

/// The numbers of a column, labels that are numbers among them.
pub(super) fn numbers(column: &JointColumn, side: usize) -> Cow<'_, [f64]> {
    match &column.values[side] {
        JointValues::Absent => Cow::Borrowed(&[]),
        JointValues::Numbers(numbers) => Cow::Borrowed(numbers),
        JointValues::Labels(codes) => {
            let number = |label: &String| label.parse::<f64>().ok().filter(|number| number.is_finite());
            let known: Vec<f64> = column.outline.labels.iter().map(|label| number(label).unwrap_or(f64::NAN)).collect();
            codes.iter().map(|code| known.get(*code as usize).copied().unwrap_or(f64::NAN)).collect()
        }
    }
}

/// Reads a column as scores of two classes. `answers` are the places of the answered classes, if the model's answers are known;
/// `None` if the scores fit neither.
pub(super) fn read(column: &JointColumn, answers: Option<[&[u32]; 2]>, positive: u32) -> Option<FoundScores> {
    let mut values = [0, 1].map(|side| numbers(column, side).into_owned());
    let all = Range::of(values.iter().flatten().copied());
    if all.is_empty() {
        return None;
    }
    let are_percentages = all.low >= 0.0 && all.high > 1.0 && all.high <= 100.0;
    if are_percentages {
        values.iter_mut().flatten().for_each(|value| *value /= 100.0);
    }
    let all = Range::of(values.iter().flatten().copied());
    let is_probability = all.low >= 0.0 && all.high <= 1.0;
    let of_answer = |wanted: bool| {
        let answered =
            answers.into_iter().flatten().zip(&values).flat_map(|(answers, values)| answers.iter().zip(values));
        let is_wanted = move |answer: &u32| *answer != NO_CLASS && (*answer == positive) == wanted;
        Range::of(answered.filter(|(answer, _)| is_wanted(answer)).map(|(_, value)| *value))
    };
    let (of_positive, of_negative) = (of_answer(true), of_answer(false));
    // How sure a model is of its answers may rise from one class to the other, too: the role decides where all scores are above a half.
    let is_rising = of_positive.low >= of_negative.high;
    let rising = if is_probability { ScoreMeaning::Positive } else { ScoreMeaning::Ranking };
    let (meaning, threshold) = if of_positive.is_empty() && of_negative.is_empty() {
        // Nobody knows the answers: a probability answers from a half on.
        (rising, is_probability.then_some(0.5))
    } else if of_positive.is_empty() || of_negative.is_empty() {
        let is_sure = is_probability && all.low >= HALF;
        if is_sure && of_positive.is_empty() { (ScoreMeaning::Answered, None) } else { (rising, None) }
    } else if is_probability && all.low >= HALF && !(is_rising && column.outline.role == Role::Prediction) {
        (ScoreMeaning::Answered, None)
    } else if is_rising {
        (rising, Some(of_positive.low))
    } else if of_positive.high <= of_negative.low {
        (if is_probability { ScoreMeaning::Negative } else { return None }, None)
    } else {
        return None;
    };
    for side in [0, 1] {
        let is_positive = |row: usize| answers.and_then(|answers| answers[side].get(row).copied()) == Some(positive);
        let is_known = |row: usize| {
            answers.and_then(|answers| answers[side].get(row).copied()).is_some_and(|answer| answer != NO_CLASS)
        };
        for (row, value) in values[side].iter_mut().enumerate() {
            match meaning {
                ScoreMeaning::Positive | ScoreMeaning::Ranking => {}
                ScoreMeaning::Negative => *value = 1.0 - *value,
                ScoreMeaning::Answered if !is_known(row) => *value = f64::NAN,
                ScoreMeaning::Answered if is_positive(row) => {}
                ScoreMeaning::Answered => *value = 1.0 - *value,
            }
        }
    }
    Some(FoundScores { values, meaning, are_percentages, threshold })
}

/// The smallest and the largest of some numbers.
#[derive(Clone, Copy, Debug)]
struct Range {
    low: f64,
    high: f64,
}

impl Range {
    fn of(values: impl Iterator<Item = f64>) -> Self {
        let start = Self { low: f64::INFINITY, high: f64::NEG_INFINITY };
        let known = values.filter(|value| value.is_finite());
        known.fold(start, |range, value| Self { low: range.low.min(value), high: range.high.max(value) })
    }

    fn is_empty(self) -> bool {
        self.low > self.high
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]
mod tests {
    use super::*;
    use crate::joint::JointOutline;

    fn scores(values: &[f64]) -> JointColumn {
        let values = [JointValues::Numbers(values.to_vec()), JointValues::Absent];
        JointColumn { outline: JointOutline::default(), values }
    }

    fn found(values: &[f64], answers: &[u32]) -> Option<(ScoreMeaning, Option<f64>, Vec<f64>)> {
        let found = read(&scores(values), Some([answers, &[]]), 1)?;
        Some((found.meaning, found.threshold, found.values[0].clone()))
    }

    #[test]
    fn the_answers_show_what_a_score_is() {
        let (meaning, threshold, _) = found(&[0.1, 0.3, 0.4, 0.9], &[0, 0, 1, 1]).unwrap();
        assert_eq!((meaning, threshold), (ScoreMeaning::Positive, Some(0.4)));
        let (meaning, _, values) = found(&[0.75, 0.625, 0.5, 1.0], &[0, 1, 1, 0]).unwrap();
        assert_eq!((meaning, values), (ScoreMeaning::Answered, vec![0.25, 0.625, 0.5, 0.0]));
        let (meaning, _, values) = found(&[0.75, 0.25], &[0, 1]).unwrap();
        assert_eq!((meaning, values), (ScoreMeaning::Negative, vec![0.25, 0.75]));
        let (meaning, threshold, _) = found(&[-3.0, -1.0, 0.5, 120.0], &[0, 0, 1, 1]).unwrap();
        assert_eq!((meaning, threshold), (ScoreMeaning::Ranking, Some(0.5)));
        assert!(found(&[0.2, 0.8, 0.3, 0.7], &[0, 0, 1, 1]).is_none());
        assert!(found(&[f64::NAN], &[0]).is_none());
    }

    #[test]
    fn percentages_are_divided() {
        let found = read(&scores(&[20.0, 95.0]), Some([&[0, 1], &[]]), 1).unwrap();
        assert!(found.are_percentages);
        assert_eq!(found.values[0], [0.2, 0.95]);
    }
}
