//! Metrics of classes, from a table of rows by class and answer.
//!
//! With n rows, n_ij of class i with answer j, r_i and c_j the shares of classes and of answers, TP, FP, FN, TN those of the positive class:
//!
//! ```text
//! accuracy Σ n_ii/n    precision TP/(TP+FP)    recall TP/(TP+FN)    specificity TN/(TN+FP)
//! F1 = 2TP/(2TP+FP+FN),  Var = F(1 − F)(2 − F)/(2TP+FP+FN)
//! κ = (p_o − p_e)/(1 − p_e),  MCC = (p_o − p_e)/√((1 − Σr²)(1 − Σc²)),   p_o = Σ p_ii, p_e = Σ r_k c_k
//! ```
//!
//! Macro averages are means over the classes with rows (recall), with answers (precision), with either (F1), as scikit-learn's but for
//! classes without any, which it counts as 0. Balanced accuracy is the mean recall. Shares have Wilson's interval; means of shares combine
//! Wilson's by squares; F1, macro F1, κ and MCC have the delta method's variance under a multinomial law (κ: Fleiss, Cohen and Everitt 1969, doi
//! 10.1037/h0028106). Accuracy of values: 1e-12 relative.

use super::measured::{
    Compared, Estimated, Measured, Scale, Undefined, compared, compared_by_interval, share, share_difference, wilson,
};

/// The rows of each class by the model's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confusion {
    classes: usize,
    counts: Vec<u64>,
}

/// A metric of classes. Those of one class are about the positive one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfusionMetric {
    /// The share of answers that are right.
    Accuracy,
    /// The share of positive answers that are right.
    Precision,
    /// The share of positive rows that were answered so.
    Recall,
    /// The share of negative rows that were answered so.
    Specificity,
    /// The harmonic mean of precision and recall.
    F1,
    /// The mean of the classes' recall.
    BalancedAccuracy,
    /// Matthews' correlation of labels and answers.
    Mcc,
    /// Cohen's κ.
    Kappa,
    /// The mean of the classes' precision.
    MacroPrecision,
    /// The mean of the classes' recall.
    MacroRecall,
    /// The mean of the classes' F1.
    MacroF1,
    /// The share of positive rows.
    Prevalence,
    /// The share of positive answers.
    SelectionRate,
    /// What precision would be with the reference's share of positive rows.
    PrecisionAtReferencePrevalence,
}

impl Confusion {
    /// A table of this many classes without rows.
    #[must_use]
    pub fn new(classes: usize) -> Self {
        Self { classes, counts: vec![0; classes.saturating_mul(classes)] }
    }

    /// Adds rows of a class with an answer; of a class that the table lacks, none.
    pub fn add(&mut self, truth: usize, answer: usize, rows: u64) {
        if truth < self.classes && answer < self.classes {
            self.counts[truth * self.classes + answer] += rows;
        }
    }

    /// Adds the rows of another table of the same classes.
    pub fn merge(&mut self, other: &Self) {
        self.counts.iter_mut().zip(&other.counts).for_each(|(own, other)| *own += other);
    }

    /// How many classes it has.
    #[must_use]
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// The rows of a class with an answer.
    #[must_use]
    pub fn count(&self, truth: usize, answer: usize) -> u64 {
        if truth < self.classes && answer < self.classes { self.counts[truth * self.classes + answer] } else { 0 }
    }

    /// All rows.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.counts.iter().sum()
    }

    fn of_class(&self, class: usize) -> u64 {
        (0..self.classes).map(|answer| self.count(class, answer)).sum()
    }

    fn answered(&self, class: usize) -> u64 {
        (0..self.classes).map(|truth| self.count(truth, class)).sum()
    }

    fn right(&self) -> u64 {
        (0..self.classes).map(|class| self.count(class, class)).sum()
    }
}

/// A metric of both sides.
#[must_use]
pub fn compare(metric: ConfusionMetric, positive: usize, sides: [&Confusion; 2]) -> Compared {
    if let Some(scale) = scale(metric) {
        return compared(sides.map(|side| estimated(metric, positive, side)), scale);
    }
    if metric == ConfusionMetric::PrecisionAtReferencePrevalence {
        return at_reference_prevalence(positive, sides);
    }
    let parts = sides.map(|side| part(metric, positive, side));
    let Some(parts) = both(parts) else {
        return compared_by_interval(sides.map(|side| mean_of_shares(metric, side)));
    };
    let difference = match parts {
        [Ok((hits, n)), Ok((other_hits, other_n))] => share_difference([hits, other_hits], [n, other_n]),
        _ => None,
    };
    Compared { sides: parts.map(|part| part.map(|(hits, n)| share(hits, n))), difference }
}

/// A metric of some rows.
pub fn measure(metric: ConfusionMetric, positive: usize, table: &Confusion) -> Result<Measured, Undefined> {
    match (scale(metric), part(metric, positive, table)) {
        (Some(scale), _) => estimated(metric, positive, table).map(|found| found.measured(scale)),
        (None, Some(part)) => part.map(|(hits, n)| share(hits, n)),
        (None, None) => mean_of_shares(metric, table),
    }
}

fn both<T>(parts: [Option<T>; 2]) -> Option<[T; 2]> {
    let [one, other] = parts;
    Some([one?, other?])
}

/// The hits and the rows of a metric that is a share; `None` of any other.
fn part(metric: ConfusionMetric, positive: usize, table: &Confusion) -> Option<Result<(u64, u64), Undefined>> {
    use ConfusionMetric as Metric;
    let n = table.rows();
    let (of_class, answered, hits) =
        (table.of_class(positive), table.answered(positive), table.count(positive, positive));
    let (part, undefined) = match metric {
        Metric::Accuracy => ((table.right(), n), Undefined::NoRows),
        Metric::Precision | Metric::PrecisionAtReferencePrevalence => ((hits, answered), Undefined::NoPositiveAnswers),
        Metric::Recall => ((hits, of_class), Undefined::NoPositives),
        Metric::Specificity => ((n - of_class - (answered - hits), n - of_class), Undefined::NoNegatives),
        Metric::Prevalence => ((of_class, n), Undefined::NoRows),
        Metric::SelectionRate => ((answered, n), Undefined::NoRows),
        _ => return None,
    };
    Some(match part {
        _ if n == 0 => Err(Undefined::NoRows),
        (_, 0) => Err(undefined),
        part => Ok(part),
    })
}

/// The scale of metrics with a variance of their own.
fn scale(metric: ConfusionMetric) -> Option<Scale> {
    match metric {
        ConfusionMetric::F1 | ConfusionMetric::MacroF1 => Some(Scale::Logit),
        ConfusionMetric::Mcc | ConfusionMetric::Kappa => Some(Scale::Fisher),
        _ => None,
    }
}

fn estimated(metric: ConfusionMetric, positive: usize, table: &Confusion) -> Result<Estimated, Undefined> {
    let n = table.rows();
    if n == 0 {
        return Err(Undefined::NoRows);
    }
    match metric {
        ConfusionMetric::F1 => {
            let denominator = table.of_class(positive) + table.answered(positive);
            if denominator == 0 {
                return Err(Undefined::NoPositives);
            }
            let of = denominator as f64;
            let value = 2.0 * table.count(positive, positive) as f64 / of;
            Ok(Estimated { value, variance: value * (1.0 - value) * (2.0 - value) / of, n: denominator.div_ceil(2) })
        }
        ConfusionMetric::MacroF1 => Ok(macro_f1(table)),
        _ => agreement(metric, table),
    }
}

/// The mean F1 of the classes that have rows or answers.
fn macro_f1(table: &Confusion) -> Estimated {
    let n = table.rows() as f64;
    let totals: Vec<f64> =
        (0..table.classes).map(|class| (table.of_class(class) + table.answered(class)) as f64).collect();
    let classes = totals.iter().filter(|total| **total > 0.0).count().max(1) as f64;
    let hits = |class: usize| table.count(class, class) as f64;
    let f1 = |class: usize| if totals[class] > 0.0 { 2.0 * hits(class) / totals[class] } else { 0.0 };
    let value = (0..table.classes).map(f1).sum::<f64>() / classes;
    // What one more row of class i with answer j adds to the sum of all F1, times n.
    let slope = |truth: usize, answer: usize| {
        let falls =
            [truth, answer].iter().map(|&class| -2.0 * hits(class) / (totals[class] * totals[class])).sum::<f64>();
        let rise = if truth == answer { 2.0 / totals[truth] } else { 0.0 };
        n * (rise + falls) / classes
    };
    Estimated { value, variance: delta(table, slope), n: table.rows() }
}

/// κ and Matthews' correlation.
fn agreement(metric: ConfusionMetric, table: &Confusion) -> Result<Estimated, Undefined> {
    let n = table.rows() as f64;
    let classes: Vec<f64> = (0..table.classes).map(|class| table.of_class(class) as f64 / n).collect();
    let answers: Vec<f64> = (0..table.classes).map(|class| table.answered(class) as f64 / n).collect();
    let squares = |shares: &[f64]| 1.0 - shares.iter().map(|share| share * share).sum::<f64>();
    let agreed = table.right() as f64 / n;
    let by_chance: f64 = classes.iter().zip(&answers).map(|(class, answer)| class * answer).sum();
    let beyond = agreed - by_chance;
    let is_right = |truth: usize, answer: usize| f64::from(u8::from(truth == answer));
    let (value, variance) = if metric == ConfusionMetric::Kappa {
        let room = 1.0 - by_chance;
        if room <= 0.0 {
            return Err(Undefined::OneClass);
        }
        let slope = |truth: usize, answer: usize| {
            let chance = answers[truth] + classes[answer];
            (is_right(truth, answer) * room - chance * (1.0 - agreed)) / (room * room)
        };
        (beyond / room, delta(table, slope))
    } else {
        let (of_classes, of_answers) = (squares(&classes), squares(&answers));
        // A single class leaves nothing but rounding.
        if of_classes <= 1e-15 || of_answers <= 1e-15 {
            return Err(Undefined::OneClass);
        }
        let root = (of_classes * of_answers).sqrt();
        let slope = |truth: usize, answer: usize| {
            let rise = is_right(truth, answer) - answers[truth] - classes[answer];
            (rise + beyond * (classes[truth] / of_classes + answers[answer] / of_answers)) / root
        };
        (beyond / root, delta(table, slope))
    };
    Ok(Estimated { value, variance, n: table.rows() })
}

/// The variance of a figure of a multinomial table, from its slope in the share of each cell.
fn delta(table: &Confusion, slope: impl Fn(usize, usize) -> f64) -> f64 {
    let n = table.rows() as f64;
    let (mut mean, mut square) = (0.0, 0.0);
    for truth in 0..table.classes {
        for answer in 0..table.classes {
            let count = table.count(truth, answer);
            if count > 0 {
                let (share, slope) = (count as f64 / n, slope(truth, answer));
                mean += share * slope;
                square += share * slope * slope;
            }
        }
    }
    ((square - mean * mean) / n).max(0.0)
}

/// Balanced accuracy, and the means of the classes' recall and precision.
fn mean_of_shares(metric: ConfusionMetric, table: &Confusion) -> Result<Measured, Undefined> {
    let n = table.rows();
    if n == 0 {
        return Err(Undefined::NoRows);
    }
    let total = |class: usize| match metric {
        ConfusionMetric::MacroPrecision => table.answered(class),
        _ => table.of_class(class),
    };
    let classes: Vec<usize> = (0..table.classes).filter(|&class| total(class) > 0).collect();
    if metric == ConfusionMetric::BalancedAccuracy && classes.len() < 2 {
        return Err(Undefined::OneClass);
    }
    let of = classes.len() as f64;
    let (mut value, mut down, mut up) = (0.0, 0.0, 0.0);
    for class in classes {
        let share = table.count(class, class) as f64 / total(class) as f64;
        let (low, high) = wilson(share, total(class) as f64);
        value += share / of;
        down += (share - low) * (share - low);
        up += (high - share) * (high - share);
    }
    Ok(Measured { value, low: value - down.sqrt() / of, high: value + up.sqrt() / of, n })
}

/// Precision as it would be with the reference's share of positive rows: `logit(prevalence) + ln recall − ln(1 − specificity)` on the
/// logit scale.
fn at_reference_prevalence(positive: usize, sides: [&Confusion; 2]) -> Compared {
    let reference = measure(ConfusionMetric::Precision, positive, sides[0]);
    let [prevalence, recall, specificity] =
        [(ConfusionMetric::Prevalence, 0), (ConfusionMetric::Recall, 1), (ConfusionMetric::Specificity, 1)]
            .map(|(metric, side)| measure(metric, positive, sides[side]));
    let production = match (prevalence, recall, specificity) {
        (Ok(prevalence), Ok(recall), Ok(specificity)) => weighted_precision(prevalence, recall, specificity),
        (Err(undefined), ..) | (_, Err(undefined), _) | (.., Err(undefined)) => Err(undefined),
    };
    compared_by_interval([reference, production])
}

fn weighted_precision(prevalence: Measured, recall: Measured, specificity: Measured) -> Result<Measured, Undefined> {
    let false_rate = 1.0 - specificity.value;
    let hits = recall.value * prevalence.value;
    let answered = hits + false_rate * (1.0 - prevalence.value);
    if answered <= 0.0 {
        return Err(Undefined::NoPositiveAnswers);
    }
    let value = hits / answered;
    // Relative variances of the three factors of the odds.
    let relative = |share: f64, n: u64| if share > 0.0 { (1.0 - share) / (share * n as f64) } else { 0.0 };
    let odds = 1.0 / (prevalence.n as f64 * prevalence.value * (1.0 - prevalence.value)).max(f64::MIN_POSITIVE);
    let of_logit = relative(recall.value, recall.n) + relative(false_rate, specificity.n) + odds;
    let slope = value * (1.0 - value);
    Ok(Estimated { value, variance: of_logit * slope * slope, n: recall.n }.measured(Scale::Logit))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]
mod tests {
    use super::*;

    fn table(counts: &[&[u64]]) -> Confusion {
        let mut table = Confusion::new(counts.len());
        for (truth, row) in counts.iter().enumerate() {
            row.iter().enumerate().for_each(|(answer, &rows)| table.add(truth, answer, rows));
        }
        table
    }

    #[test]
    fn nothing_has_no_metric() {
        let empty = Confusion::new(2);
        let value = |metric| measure(metric, 1, &empty);
        assert_eq!(value(ConfusionMetric::Accuracy), Err(Undefined::NoRows));
        assert_eq!(value(ConfusionMetric::F1), Err(Undefined::NoRows));
        assert_eq!(value(ConfusionMetric::MacroRecall), Err(Undefined::NoRows));
        let one = table(&[&[9, 0], &[0, 0]]);
        for (metric, undefined) in [
            (ConfusionMetric::Precision, Undefined::NoPositiveAnswers),
            (ConfusionMetric::Recall, Undefined::NoPositives),
            (ConfusionMetric::F1, Undefined::NoPositives),
            (ConfusionMetric::Mcc, Undefined::OneClass),
            (ConfusionMetric::Kappa, Undefined::OneClass),
            (ConfusionMetric::BalancedAccuracy, Undefined::OneClass),
        ] {
            assert_eq!(measure(metric, 1, &one), Err(undefined), "{metric:?}");
        }
        assert_eq!(measure(ConfusionMetric::Accuracy, 7, &one).unwrap().value, 1.0);
    }

    #[test]
    fn precision_at_the_same_prevalence_is_precision() {
        let side = table(&[&[700, 50], &[60, 190]]);
        let found = compare(ConfusionMetric::PrecisionAtReferencePrevalence, 1, [&side, &side]);
        let [reference, production] = found.sides.map(Result::unwrap);
        assert!((reference.value - production.value).abs() < 1e-12);
        assert!(found.difference.unwrap().p_value > 0.999);
    }

    #[test]
    fn a_table_is_the_sum_of_its_parts() {
        let (mut one, other) = (table(&[&[5, 1], &[2, 9]]), table(&[&[1, 1], &[1, 1]]));
        one.merge(&other);
        assert_eq!((one.count(1, 1), one.rows(), one.count(9, 0)), (10, 21, 0));
    }
}
