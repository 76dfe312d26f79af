//! The metrics of both sides, by the names of the report.

use driftscope_report::{
    METRICS, Metric, MetricDifference, MetricInfo, MetricOutcome, MetricValue, ScoreMeaning, Task, Worse,
};
use driftscope_stats::performance::{
    ClassScoreMetric, Compared, ConfusionMetric, Difference, Measured, RankingMetric, ResidualMetric, ScoreMetric,
    Undefined, class_scores, confusion, rankings, residuals, scores,
};

use super::rows::{Figures, ModelRows};

/// The metrics of both sides.
pub(super) struct Overall {
    /// Those that can get better or worse.
    pub metrics: Vec<Metric>,
    /// Those that describe the data.
    pub context: Vec<Metric>,
}

/// The metrics of windows, versions and segments.
const OF_GROUPS: [&str; 13] = [
    "accuracy",
    "roc_auc",
    "macro_roc_auc",
    "f1",
    "precision",
    "recall",
    "balanced_accuracy",
    "macro_f1",
    "bias",
    "mae",
    "rmse",
    "ndcg_at_10",
    "mrr",
];

/// Where a metric comes from.
pub(super) enum Kernel {
    Confusion(ConfusionMetric),
    Score(ScoreMetric),
    ClassScore(ClassScoreMetric),
    Residual(ResidualMetric),
    Ranking(RankingMetric),
}

/// The kernel of a metric by its name.
pub(super) fn kernel(id: &str) -> Option<Kernel> {
    use ConfusionMetric as Confusion;
    use RankingMetric as Ranking;
    use ResidualMetric as Residual;
    use ScoreMetric as Score;
    Some(match MetricInfo::usual_id(id) {
        "accuracy" => Kernel::Confusion(Confusion::Accuracy),
        "precision" => Kernel::Confusion(Confusion::Precision),
        "recall" => Kernel::Confusion(Confusion::Recall),
        "specificity" => Kernel::Confusion(Confusion::Specificity),
        "f1" => Kernel::Confusion(Confusion::F1),
        "balanced_accuracy" => Kernel::Confusion(Confusion::BalancedAccuracy),
        "macro_precision" => Kernel::Confusion(Confusion::MacroPrecision),
        "macro_recall" => Kernel::Confusion(Confusion::MacroRecall),
        "macro_f1" => Kernel::Confusion(Confusion::MacroF1),
        "mcc" => Kernel::Confusion(Confusion::Mcc),
        "kappa" => Kernel::Confusion(Confusion::Kappa),
        "prevalence" => Kernel::Confusion(Confusion::Prevalence),
        "selection_rate" => Kernel::Confusion(Confusion::SelectionRate),
        "precision_at_reference_prevalence" => Kernel::Confusion(Confusion::PrecisionAtReferencePrevalence),
        "roc_auc" => Kernel::Score(Score::RocAuc),
        "average_precision" => Kernel::Score(Score::AveragePrecision),
        "log_loss" => Kernel::Score(Score::LogLoss),
        "brier" => Kernel::Score(Score::Brier),
        "macro_roc_auc" => Kernel::ClassScore(ClassScoreMetric::MacroRocAuc),
        "weighted_roc_auc" => Kernel::ClassScore(ClassScoreMetric::WeightedRocAuc),
        "bias" => Kernel::Residual(Residual::Bias),
        "mae" => Kernel::Residual(Residual::Mae),
        "rmse" => Kernel::Residual(Residual::Rmse),
        "median_absolute_error" => Kernel::Residual(Residual::MedianAbsoluteError),
        "r2" => Kernel::Residual(Residual::R2),
        "wape" => Kernel::Residual(Residual::Wape),
        "mape" => Kernel::Residual(Residual::Mape),
        "smape" => Kernel::Residual(Residual::Smape),
        "rmsle" => Kernel::Residual(Residual::Rmsle),
        "ndcg_at_10" => Kernel::Ranking(Ranking::Ndcg),
        "map_at_10" => Kernel::Ranking(Ranking::AveragePrecision),
        "mrr" => Kernel::Ranking(Ranking::Mrr),
        "precision_at_10" => Kernel::Ranking(Ranking::Precision),
        "recall_at_10" => Kernel::Ranking(Ranking::Recall),
        "hit_rate_at_10" => Kernel::Ranking(Ranking::HitRate),
        _ => return None,
    })
}

/// The kernel of a metric of a task: losses are sums over the classes where there are more than two.
pub(super) fn kernel_of(id: &str, task: Task) -> Option<Kernel> {
    match (kernel(id)?, task) {
        (Kernel::Score(ScoreMetric::LogLoss), Task::Multiclass) => Some(Kernel::ClassScore(ClassScoreMetric::LogLoss)),
        (Kernel::Score(ScoreMetric::Brier), Task::Multiclass) => Some(Kernel::ClassScore(ClassScoreMetric::Brier)),
        (kernel, _) => Some(kernel),
    }
}

/// The metrics that these rows can have, in the order of the list.
pub(super) fn of_rows<'a>(rows: &'a ModelRows<'_>) -> impl Iterator<Item = &'static MetricInfo> + 'a {
    let meaning = rows.scores().map(|found| found.meaning);
    let all = METRICS.iter().filter(move |info| {
        let is_of_task = info.tasks.contains(&rows.task);
        let is_known = match kernel_of(info.id, rows.task) {
            Some(Kernel::ClassScore(_)) => rows.has_probabilities(),
            Some(Kernel::Score(ScoreMetric::LogLoss | ScoreMetric::Brier)) => {
                meaning.is_some_and(|meaning| meaning != ScoreMeaning::Ranking)
            }
            Some(Kernel::Score(_)) => meaning.is_some(),
            // Of a single class nothing but accuracy is known.
            Some(Kernel::Confusion(ConfusionMetric::Accuracy)) => true,
            Some(Kernel::Confusion(_)) => rows.task == Task::Multiclass || rows.positive().is_some(),
            Some(Kernel::Residual(_) | Kernel::Ranking(_)) => true,
            None => false,
        };
        is_of_task && is_known
    });
    all.map(|info| info.down_to(rows.ranking_depth))
}

/// All metrics of both sides.
pub(super) fn compared(rows: &ModelRows<'_>, sides: [&Figures; 2]) -> Overall {
    // Which losses fit the numbers depends on them.
    let fits = |metric: &Metric| {
        let is_special = matches!(metric.id.as_str(), "mape" | "smape" | "rmsle");
        let is_defined = |value: &Option<MetricValue>| value.is_some_and(|value| value.value.is_some());
        !is_special || is_defined(&metric.reference) || is_defined(&metric.production)
    };
    let all = of_rows(rows).filter_map(|info| Some((info, of_both(info, rows, sides)?)));
    let (context, metrics): (Vec<_>, Vec<_>) =
        all.filter(|(_, metric)| fits(metric)).partition(|(info, _)| info.worse == Worse::Neither);
    let only = |found: Vec<(&MetricInfo, Metric)>| found.into_iter().map(|(_, metric)| metric).collect();
    Overall { metrics: only(metrics), context: only(context) }
}

/// The metrics of a group of rows: of both sides, or of the side that has any.
pub(super) fn of_group(rows: &ModelRows<'_>, sides: [Option<&Figures>; 2]) -> Vec<Metric> {
    of_some(rows, sides, &OF_GROUPS)
}

/// Those of the metrics of a group that are wanted.
pub(super) fn of_some(rows: &ModelRows<'_>, sides: [Option<&Figures>; 2], wanted: &[&str]) -> Vec<Metric> {
    let wanted = of_rows(rows).filter(|info| wanted.contains(&MetricInfo::usual_id(info.id)));
    let metric = |info: &'static MetricInfo| match sides {
        [Some(reference), Some(production)] => of_both(info, rows, [reference, production]),
        [reference, production] => {
            let value = |side: Option<&Figures>| {
                let found = measured(info, rows, side?)?;
                found.ok().map(written)
            };
            let (reference, production) = (value(reference), value(production));
            (reference.is_some() || production.is_some()).then(|| Metric {
                id: info.id.to_owned(),
                reference,
                production,
                ..Metric::default()
            })
        }
    };
    wanted.filter_map(metric).collect()
}

fn of_both(info: &MetricInfo, rows: &ModelRows<'_>, sides: [&Figures; 2]) -> Option<Metric> {
    let positive = rows.place_of_positive();
    let found = match kernel_of(info.id, rows.task)? {
        Kernel::ClassScore(metric) => {
            class_scores::compare(metric, [sides[0].class_scores.as_ref()?, sides[1].class_scores.as_ref()?])
        }
        Kernel::Confusion(metric) => confusion::compare(metric, positive, sides.map(|side| &side.confusion)),
        Kernel::Score(metric) => scores::compare(metric, [sides[0].scores.as_ref()?, sides[1].scores.as_ref()?]),
        Kernel::Residual(metric) => {
            residuals::compare(metric, [sides[0].residuals.as_ref()?, sides[1].residuals.as_ref()?])
        }
        Kernel::Ranking(metric) => {
            rankings::compare(metric, [sides[0].rankings.as_ref()?, sides[1].rankings.as_ref()?])
        }
    };
    let Compared { sides: values, difference } = found;
    let reason = values.iter().zip(["reference", "production"]).find_map(|(value, side)| {
        let undefined = value.as_ref().err()?;
        Some(format!("{side}: {}", words(*undefined)))
    });
    let [reference, production] = values.map(|value| Some(value.map_or_else(|_| MetricValue::default(), written)));
    let difference = difference.and_then(written_difference);
    let reason = reason.or_else(|| difference.is_none().then(|| "too few labelled rows for an interval".to_owned()));
    let outcome = MetricOutcome::NotDefined;
    Some(Metric { id: info.id.to_owned(), reference, production, difference, outcome, acknowledged: None, reason })
}

/// A metric of some rows; `None` of one that they cannot have.
pub(super) fn measured(info: &MetricInfo, rows: &ModelRows<'_>, side: &Figures) -> Option<Result<Measured, Undefined>> {
    Some(match kernel_of(info.id, rows.task)? {
        Kernel::ClassScore(metric) => class_scores::measure(metric, side.class_scores.as_ref()?),
        Kernel::Confusion(metric) => confusion::measure(metric, rows.place_of_positive(), &side.confusion),
        Kernel::Score(metric) => scores::measure(metric, side.scores.as_ref()?),
        Kernel::Residual(metric) => residuals::measure(metric, side.residuals.as_ref()?),
        Kernel::Ranking(metric) => rankings::measure(metric, side.rankings.as_ref()?),
    })
}

/// Why a metric is not defined.
fn words(undefined: Undefined) -> &'static str {
    match undefined {
        Undefined::NoRows => "no row has a label and an answer",
        Undefined::OneClass => "all labels or all answers are of one class",
        Undefined::NoPositives => "no label is positive",
        Undefined::NoNegatives => "no label is negative",
        Undefined::NoPositiveAnswers => "no answer is positive",
        Undefined::ConstantLabels => "all labels are the same number",
        Undefined::ZeroLabels => "a label is 0, of which no error is a share",
        Undefined::NoLogarithm => "a number is −1 or less, which has no logarithm here",
    }
}

/// A metric as the report holds it.
pub(super) fn written(measured: Measured) -> MetricValue {
    let finite = |value: f64| Some(value).filter(|value| value.is_finite());
    MetricValue { value: finite(measured.value), low: finite(measured.low), high: finite(measured.high), n: measured.n }
}

/// A difference as the report has it before it is corrected for the number of metrics. `None` where an end of its interval is not finite, as
/// of single rows: JSON has no such number, and nothing follows from it.
pub(super) fn written_difference(Difference { value, low, high, p_value }: Difference) -> Option<MetricDifference> {
    let is_finite = [value, low, high, p_value].iter().all(|figure| figure.is_finite());
    is_finite.then_some(MetricDifference { value, low, high, p_value, p_adjusted: p_value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_metric_is_computed() {
        assert!(
            METRICS.iter().all(|info| kernel(info.id).is_some() || super::super::confidence::IDS.contains(&info.id))
        );
        assert!(OF_GROUPS.iter().all(|id| MetricInfo::of(id).is_some()));
        assert!(kernel("no such metric").is_none());
    }
}
