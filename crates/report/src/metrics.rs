//! Every metric of performance, declared once.

use std::sync::{Mutex, PoisonError};

use crate::Task;

/// The rank down to which items of a ranked list count unless set.
pub const USUAL_RANK: u32 = 10;

/// The lowest rank that can be chosen.
pub const DEEPEST_RANK: u32 = 1000;

/// How a metric is written, and how large a change of it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MetricScale {
    /// A share from 0 to 1; changes are absolute.
    Share,
    /// A figure without unit, such as a coefficient; changes are absolute.
    Plain,
    /// A loss; changes are relative to the reference's.
    Loss,
    /// In the unit of the target; changes are relative to the reference's.
    Target,
}

/// Which change of a metric is for the worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worse {
    /// A fall.
    Lower,
    /// A rise.
    Higher,
    /// A move away from 0.
    AwayFromZero,
    /// None: it describes the data, and is never an alarm.
    Neither,
}

/// A metric.
#[derive(Clone, Copy, Debug)]
pub struct MetricInfo {
    /// Its name in a report.
    pub id: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// How it is written.
    pub scale: MetricScale,
    /// Which change is for the worse.
    pub worse: Worse,
    /// The tasks that have it.
    pub tasks: &'static [Task],
    /// What it is, in one sentence.
    pub meaning: &'static str,
}

const CLASSES: &[Task] = &[Task::Binary, Task::Multiclass];
const BINARY: &[Task] = &[Task::Binary];
const MULTICLASS: &[Task] = &[Task::Multiclass];
const REGRESSION: &[Task] = &[Task::Regression];
const RANKING: &[Task] = &[Task::Ranking];

macro_rules! metrics {
    ($($id:literal $title:literal $scale:ident $worse:ident $tasks:ident $meaning:literal;)*) => {
        /// Every metric, in the order in which they are shown.
        pub static METRICS: &[MetricInfo] = &[$(MetricInfo {
            id: $id, title: $title, scale: MetricScale::$scale, worse: Worse::$worse, tasks: $tasks, meaning: $meaning,
        }),*];
    };
}

metrics! {
    "accuracy" "Accuracy" Share Lower CLASSES "the share of answers that are right";
    "roc_auc" "ROC AUC" Plain Lower BINARY "how often a positive row scores above a negative one";
    "macro_roc_auc" "ROC AUC, macro" Plain Lower MULTICLASS "how often a row of a class scores above another for it, on average over the classes";
    "weighted_roc_auc" "ROC AUC, weighted" Plain Lower MULTICLASS "the same, weighted by the rows of the classes";
    "f1" "F1" Share Lower BINARY "the harmonic mean of precision and recall";
    "precision" "Precision" Share Lower BINARY "the share of positive answers that are right";
    "recall" "Recall" Share Lower BINARY "the share of positive rows that were found";
    "specificity" "Specificity" Share Lower BINARY "the share of negative rows that were answered as negative";
    "balanced_accuracy" "Balanced accuracy" Share Lower CLASSES "the mean of the classes' recall";
    "macro_f1" "Macro F1" Share Lower MULTICLASS "the mean of the classes' F1";
    "macro_precision" "Macro precision" Share Lower MULTICLASS "the mean of the classes' precision";
    "macro_recall" "Macro recall" Share Lower MULTICLASS "the mean of the classes' recall, of classes that have rows";
    "mcc" "MCC" Plain Lower CLASSES "the correlation of answers and labels";
    "kappa" "Cohen's κ" Plain Lower CLASSES "agreement beyond that of chance";
    "average_precision" "Average precision" Share Lower BINARY "precision, averaged over recall";
    "log_loss" "Log loss" Loss Higher CLASSES "the mean surprise at a label, in nats";
    "brier" "Brier score" Loss Higher CLASSES "the mean squared error of the probability; of more than two classes the sum of all";
    "precision_at_reference_prevalence" "Precision, same prevalence" Share Lower BINARY "what precision would be if positives were as frequent as in the reference";
    "prevalence" "Share of positives" Share Neither BINARY "the share of rows whose label is positive; precision, F1 and accuracy move with it";
    "selection_rate" "Share of positive answers" Share Neither BINARY "the share of rows that the model answers as positive";
    "mean_confidence" "Mean confidence" Share Neither CLASSES "how sure the model is of its answers, of all answers with a label or without";
    "unsure_share" "Unsure answers" Share Neither CLASSES "the share of all answers with a confidence below 60 %, with a label or without";
    "bias" "Bias" Target AwayFromZero REGRESSION "the mean of prediction less label: above 0, predictions are too high";
    "mae" "MAE" Target Higher REGRESSION "the mean size of the error";
    "rmse" "RMSE" Target Higher REGRESSION "the root of the mean squared error";
    "median_absolute_error" "Median error" Target Higher REGRESSION "the median size of the error";
    "r2" "R²" Plain Lower REGRESSION "the share of the labels' variance that the predictions explain";
    "wape" "WAPE" Share Higher REGRESSION "the sum of the errors' sizes, as a share of the sum of the labels' sizes";
    "mape" "MAPE" Share Higher REGRESSION "the mean size of the error, as a share of the label";
    "smape" "sMAPE" Share Higher REGRESSION "the mean size of the error, as a share of label and prediction";
    "rmsle" "RMSLE" Loss Higher REGRESSION "the root of the mean squared error of logarithms";
    "ndcg_at_10" "NDCG@10" Share Lower RANKING "the relevance of the items down to this rank, which counts less further down, as a share of what the best order would have";
    "map_at_10" "MAP@10" Share Lower RANKING "precision at the places of a query’s relevant items down to this rank, on average";
    "mrr" "MRR" Share Lower RANKING "the mean over the queries of one over the rank of the first relevant item";
    "precision_at_10" "Precision@10" Share Lower RANKING "the share of the places down to this rank that hold a relevant item";
    "recall_at_10" "Recall@10" Share Lower RANKING "the share of a query’s relevant items that are down to this rank";
    "hit_rate_at_10" "Hit rate@10" Share Lower RANKING "the share of queries with a relevant item down to this rank";
}

/// What the names of metrics of ranked lists end with where the rank is the usual one.
const AT_USUAL_RANK: &str = "_at_10";

/// Metrics down to other ranks, made when they are first asked for: at most one for each rank and metric, some hundred kilobytes.
static AT_OTHER_RANKS: Mutex<Vec<&'static MetricInfo>> = Mutex::new(Vec::new());

impl MetricInfo {
    /// The metric of this name; of ranked lists down to any rank that the settings accept: `ndcg_at_25`.
    pub fn of(id: &str) -> Option<&'static Self> {
        METRICS.iter().find(|metric| metric.id == id).or_else(|| {
            let (usual, rank) = at_rank(id)?;
            let mut known = AT_OTHER_RANKS.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(found) = known.iter().find(|metric| metric.id == id) {
                return Some(*found);
            }
            let leaked = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
            let title =
                leaked(format!("{}{rank}", usual.title.trim_end_matches(|letter: char| letter.is_ascii_digit())));
            let made: &'static Self = Box::leak(Box::new(Self { id: leaked(id.to_owned()), title, ..*usual }));
            known.push(made);
            Some(made)
        })
    }

    /// The same metric down to a rank, where it is one of ranked lists that has any.
    pub fn down_to(&'static self, rank: u32) -> &'static Self {
        let other = self.id.strip_suffix(AT_USUAL_RANK).and_then(|name| Self::of(&format!("{name}_at_{rank}")));
        other.unwrap_or(self)
    }

    /// The name of the same metric down to the usual rank: the metric itself is declared under it.
    pub fn usual_id(id: &str) -> &str {
        at_rank(id).map_or(id, |(usual, _)| usual.id)
    }
}

/// The metric down to the usual rank, and the rank, of the name of one down to another.
fn at_rank(id: &str) -> Option<(&'static MetricInfo, u32)> {
    let (name, written) = id.rsplit_once("_at_")?;
    let rank =
        written.parse().ok().filter(|rank: &u32| (1..=DEEPEST_RANK).contains(rank) && rank.to_string() == written)?;
    let usual = METRICS.iter().find(|metric| metric.id.strip_suffix(AT_USUAL_RANK) == Some(name))?;
    Some((usual, rank))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_metric_of_ranked_lists_says_down_to_which_rank_it_is() {
        let ndcg = MetricInfo::of("ndcg_at_10").unwrap();
        assert_eq!((ndcg.title, ndcg.down_to(10).id), ("NDCG@10", "ndcg_at_10"));
        let other = ndcg.down_to(25);
        assert_eq!((other.id, other.title, other.meaning), ("ndcg_at_25", "NDCG@25", ndcg.meaning));
        assert!(std::ptr::eq(other, MetricInfo::of("ndcg_at_25").unwrap()), "it is made once");
        assert_eq!(MetricInfo::of("hit_rate_at_1000").unwrap().title, "Hit rate@1000");
        assert_eq!(["map_at_3", "mrr", "recall"].map(MetricInfo::usual_id), ["map_at_10", "mrr", "recall"]);
        for id in ["mrr", "accuracy"] {
            assert_eq!(MetricInfo::of(id).unwrap().down_to(3).id, id);
        }
        for id in ["ndcg_at_0", "ndcg_at_1001", "ndcg_at_07", "ndcg_at_+7", "ndcg_at_", "mrr_at_5", "f1_at_3", "_at_3"]
        {
            assert!(MetricInfo::of(id).is_none(), "{id}");
        }
    }
}
