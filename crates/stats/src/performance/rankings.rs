//! Metrics of ranked lists: each query's items in the order of their scores, with how relevant each item is.
//!
//! ```text
//! NDCG@k  Σ_i≤k gain_i/log₂(i + 1), over that of the best order     gain = relevance, below 0 as 0
//! MAP@k   mean over queries of  Σ_i≤k relevantᵢ · precision@i / min(k, all relevant ones)
//! MRR     mean 1/rank of the first relevant item                     relevant = above 0
//! precision@k  relevant items of the first k, over k
//! recall@k     relevant items of the first k, over all relevant ones of the query
//! hit rate@k   the share of queries with a relevant item among the first k
//! ```
//!
//! Items with equal scores have no order, so each figure is its mean over all orders of them (McSherry and Najork 2008, doi
//! 10.1007/978-3-540-78646-7_38). A query without relevant items has neither NDCG nor MAP nor recall, and 0 of the others. Queries are the unit:
//! a mean over queries has Student's interval, and the difference of two Welch's. NDCG with ties equals scikit-learn's `ndcg_score`, the others
//! means over all orders that were counted one by one: 1e-12 relative.

use super::measured::{Compared, Estimated, Measured, Undefined, compared_means, mean, mean_of_rows, wilson};
use crate::sorting::sort_numbers;

/// An item of a query.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RankedItem {
    /// Which query it answers.
    pub query: u32,
    /// The larger, the earlier in the list; finite.
    pub score: f64,
    /// How relevant it is; finite.
    pub relevance: f64,
}

/// A metric of ranked lists, down to the rank k of [`Rankings::of`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RankingMetric {
    /// Normalised discounted cumulative gain.
    Ndcg,
    /// Precision at the places of relevant items, on average over these.
    AveragePrecision,
    /// The mean reciprocal rank of the first relevant item.
    Mrr,
    /// The share of relevant items among the first ones.
    Precision,
    /// The share of the relevant items that are among the first ones.
    Recall,
    /// The share of queries with a relevant item among the first ones.
    HitRate,
}

/// The figures of each query of some rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rankings {
    /// For each metric those of all queries that have it, in ascending order.
    figures: [Vec<f64>; 6],
    queries: u64,
}

impl Rankings {
    /// The figures of these items, in any order, of which those down to the rank k count; of k = 0 the first alone.
    #[must_use]
    pub fn of(mut items: Vec<RankedItem>, k: usize) -> Self {
        let k = k.max(1);
        items.sort_unstable_by(|one, other| {
            let by_score = || other.score.total_cmp(&one.score);
            one.query.cmp(&other.query).then_with(by_score).then_with(|| other.relevance.total_cmp(&one.relevance))
        });
        let mut found = Self::default();
        items.chunk_by(|one, other| one.query == other.query).for_each(|list| found.add(list, k));
        found.figures.iter_mut().for_each(|figures| sort_numbers(figures));
        found
    }

    /// The number of queries.
    #[must_use]
    pub fn queries(&self) -> u64 {
        self.queries
    }

    /// Adds a query, whose items come in the order of their scores, and of which those down to the rank k count.
    fn add(&mut self, list: &[RankedItem], k: usize) {
        let mut gains: Vec<f64> = list.iter().map(RankedItem::gain).collect();
        sort_numbers(&mut gains);
        gains.reverse();
        let best: f64 = gains.iter().take(k).enumerate().map(|(place, gain)| gain * discount(place)).sum();
        let relevant = gains.iter().filter(|gain| **gain > 0.0).count();
        let (mut gain, mut hits, mut missed, mut reciprocal, mut start) = (0.0, 0.0, 1.0, None, 0);
        let (mut before, mut precisions) = (0, 0.0);
        for tied in list.chunk_by(|one, other| one.score == other.score) {
            let size = tied.len();
            let counted = k.saturating_sub(start).min(size);
            let own = tied.iter().filter(|item| item.gain() > 0.0).count();
            let mean = tied.iter().map(RankedItem::gain).sum::<f64>() / size as f64;
            gain += mean * (start..start + counted).map(discount).sum::<f64>();
            hits += own as f64 * counted as f64 / size as f64;
            missed *= none_among(counted, own, size);
            precisions += sum_of_precisions(before, start, counted, own, size);
            before += own;
            if own > 0 {
                reciprocal.get_or_insert_with(|| first_reciprocal(start, own, size));
            }
            start += size;
        }
        self.queries += 1;
        self.put(RankingMetric::Mrr, reciprocal.unwrap_or(0.0));
        self.put(RankingMetric::Precision, hits / k as f64);
        self.put(RankingMetric::HitRate, 1.0 - missed);
        if relevant > 0 {
            self.put(RankingMetric::Ndcg, gain / best);
            self.put(RankingMetric::Recall, hits / relevant as f64);
            self.put(RankingMetric::AveragePrecision, precisions / relevant.min(k) as f64);
        }
    }

    fn put(&mut self, metric: RankingMetric, figure: f64) {
        self.figures[metric as usize].push(figure);
    }

    fn estimated(&self, metric: RankingMetric) -> Result<Estimated, Undefined> {
        match &self.figures[metric as usize][..] {
            [] if self.queries > 0 => Err(Undefined::NoPositives),
            [] => Err(Undefined::NoRows),
            figures => Ok(mean_of_rows(figures.iter().copied())),
        }
    }
}

impl RankedItem {
    /// What it adds to a list.
    fn gain(&self) -> f64 {
        self.relevance.max(0.0)
    }
}

/// What a gain at this place, from 0, is multiplied by.
fn discount(place: usize) -> f64 {
    1.0 / libm::log2(place as f64 + 2.0)
}

/// The probability that none of `relevant` of `size` items in any order is among the first `counted` of them.
fn none_among(counted: usize, relevant: usize, size: usize) -> f64 {
    let factor = |place: usize| size.saturating_sub(relevant + place) as f64 / (size - place) as f64;
    (0..counted).map(factor).product()
}

/// The mean of the sum of precisions at relevant places, of the first `counted` of `size` items in any order, of which `relevant` are relevant, after
/// `before` relevant ones among `start` items.
fn sum_of_precisions(before: usize, start: usize, counted: usize, relevant: usize, size: usize) -> f64 {
    let share = relevant as f64 / size as f64;
    // Of the items tied with a relevant one, this share is relevant, too.
    let others = relevant.saturating_sub(1) as f64 / (size - 1).max(1) as f64;
    let precision = |place: usize| (1.0 + before as f64 + place as f64 * others) / (start + place + 1) as f64;
    share * (0..counted).map(precision).sum::<f64>()
}

/// The mean of 1/rank of the first of `relevant` of `size` items in any order, the first of them at this place from 0.
fn first_reciprocal(start: usize, relevant: usize, size: usize) -> f64 {
    let (mut sum, mut none_before) = (0.0, 1.0);
    for place in 0..=size - relevant {
        let left = (size - place) as f64;
        sum += none_before * (relevant as f64 / left) / (start + place + 1) as f64;
        none_before *= (left - relevant as f64) / left;
    }
    sum
}

/// A metric of both sides.
#[must_use]
pub fn compare(metric: RankingMetric, sides: [&Rankings; 2]) -> Compared {
    let found = compared_means(sides.map(|side| side.estimated(metric)));
    Compared { sides: found.sides.map(|side| side.map(within)), ..found }
}

/// A metric of some rows.
pub fn measure(metric: RankingMetric, rows: &Rankings) -> Result<Measured, Undefined> {
    rows.estimated(metric).map(mean).map(within)
}

/// With an interval from 0 to 1. Where all queries have the same figure it is that of a share of as many: certainty does not come from a
/// few equal queries.
fn within(measured: Measured) -> Measured {
    let Measured { value, low, high, n } = measured;
    let (low, high) = if low == high { wilson(value.clamp(0.0, 1.0), n as f64) } else { (low.max(0.0), high.min(1.0)) };
    Measured { value, low, high, n }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(rows: &[(u32, f64, f64)]) -> Vec<RankedItem> {
        rows.iter().map(|&(query, score, relevance)| RankedItem { query, score, relevance }).collect()
    }

    #[test]
    fn the_order_of_rows_does_not_count() {
        let rows = [(1, 0.3, 0.0), (0, 0.9, 2.0), (1, 0.3, 1.0), (0, 0.2, 0.5), (2, 0.1, 0.0), (1, 0.7, 0.0)];
        let expected = Rankings::of(items(&rows), 10);
        let mut turned = rows;
        turned.reverse();
        // Other codes for the same queries.
        turned.iter_mut().for_each(|row| row.0 = 7 - row.0);
        assert_eq!(Rankings::of(items(&turned), 10), expected);
        assert_eq!(
            (
                expected.queries(),
                expected.figures[RankingMetric::Ndcg as usize].len(),
                expected.figures[RankingMetric::Recall as usize].len()
            ),
            (3, 2, 2)
        );
    }

    #[test]
    fn without_queries_or_relevant_items_nothing_is_made_up() {
        assert_eq!(measure(RankingMetric::Mrr, &Rankings::default()), Err(Undefined::NoRows));
        let none = Rankings::of(items(&[(0, 1.0, 0.0), (0, 0.5, -1.0)]), 10);
        assert_eq!(measure(RankingMetric::Ndcg, &none), Err(Undefined::NoPositives));
        assert_eq!(measure(RankingMetric::Mrr, &none).map(|found| (found.value, found.n)), Ok((0.0, 1)));
        let all = measure(RankingMetric::HitRate, &Rankings::of(items(&[(0, 1.0, 1.0), (1, 1.0, 1.0)]), 10)).unwrap();
        assert!(all.value == 1.0 && all.low < 0.5 && all.high == 1.0, "{all:?}");
    }
}
