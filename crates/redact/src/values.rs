//! Numbers: summaries, histograms and quantiles.

use driftscope_report::{ColumnReport, Histogram, Kind, Quantiles, Summary, TopCategory};

use crate::counts::to_digits;
use crate::redactor::Redactor;

/// Bins of a coarse histogram.
const BINS: usize = 12;

/// Values that have to lie beyond a quantile where extremes are hidden.
const FEWEST_BEYOND: u64 = 5;

/// The quantiles that stay where figures are coarse.
const COARSE: [f64; 7] = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];

/// How coarse the numbers of a column are: the step that they are rounded to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scale {
    /// A tenth of the spread, a day of moments, or a quarter of an hour of times of the day.
    step: f64,
    is_time: bool,
}

impl Scale {
    pub(crate) fn of(column: &ColumnReport) -> Self {
        const QUARTER: f64 = 900.0;
        let is_time = column.kind == Kind::Datetime;
        let spread = column.reference.sd.or(column.production.sd).unwrap_or(0.0);
        let step = if spread > 0.0 && spread.is_finite() { to_digits(spread, 1) / 10.0 } else { 0.0 };
        let step = match column.kind {
            Kind::Datetime => 86_400.0,
            Kind::TimeOfDay => QUARTER,
            _ => step,
        };
        Self { step, is_time }
    }

    /// That of numbers whose spread is not known.
    pub(crate) fn unknown() -> Self {
        Self { step: 0.0, is_time: false }
    }

    /// A number to the step, or to three digits where the spread is not known.
    pub(crate) fn rounded(&self, number: f64) -> f64 {
        if self.step > 0.0 {
            let rounded = libm::round(number / self.step) * self.step;
            // Without the noise of the multiplication, which would be taken for digits.
            if rounded.is_finite() { to_digits(rounded, 12) } else { to_digits(number, 3) }
        } else {
            to_digits(number, 3)
        }
    }
}

impl Redactor<'_> {
    /// One side in figures.
    pub(crate) fn summary(&mut self, summary: &mut Summary, kind: Kind, scale: &Scale) {
        let Summary { count, missing, distinct: _, infinite, mean, sd, min, max, median, top } = summary;
        if top.as_ref().is_some_and(|top| self.counts.is_small(top.count)) {
            *top = None;
        }
        if let Some(TopCategory { label, count }) = top {
            if kind != Kind::Boolean {
                self.names.label(label);
            }
            self.counts.hide(count);
        }
        if self.choices.identifiers && kind == Kind::Identifier {
            *top = None;
        }
        self.counts.hide_all([count, missing, infinite]);
        if self.choices.extremes {
            (*min, *max) = (None, None);
        }
        if self.choices.coarse {
            for number in [mean, median, min, max].into_iter().flatten() {
                *number = scale.rounded(*number);
            }
            sd.iter_mut().for_each(|sd| *sd = to_digits(*sd, 2));
        }
    }

    /// The values that have to lie beyond what is shown of the ends of a distribution.
    fn beyond(&self) -> u64 {
        self.choices.small_counts.max(FEWEST_BEYOND)
    }

    /// Whether a quantile of n values may be shown: enough of them lie beyond it.
    pub(crate) fn shows_quantile(&self, p: f64, values: u64) -> bool {
        !self.choices.extremes || p.min(1.0 - p) * values as f64 >= self.beyond() as f64
    }

    /// The same for the end of its interval, which lies two standard errors further out.
    pub(crate) fn shows_interval(&self, p: f64, values: u64) -> bool {
        let values = values as f64;
        let beyond = p.min(1.0 - p) * values - 2.0 * libm::sqrt(p * (1.0 - p) * values);
        !self.choices.extremes || beyond >= self.beyond() as f64
    }

    pub(crate) fn histogram(&self, histogram: &mut Option<Histogram>, scale: &Scale) {
        // One that was written by another program, with other numbers of counts and edges, could not be drawn.
        histogram.take_if(|found| {
            found.edges.len() != found.reference.len() + 1 || found.reference.len() != found.production.len()
        });
        if self.choices.extremes {
            *histogram = histogram.as_ref().and_then(|found| without_extremes(found, self.beyond()));
        }
        let Some(Histogram { edges, reference, production, lower_tail, upper_tail }) = histogram else { return };
        let bins = reference.len();
        if self.choices.coarse {
            let inner = (usize::from(*lower_tail), bins - usize::from(*upper_tail));
            let firsts = firsts(inner, bins);
            let sums = |counts: &[u64]| {
                let ends = firsts.iter().skip(1).copied().chain([bins]);
                firsts.iter().zip(ends).map(|(&first, end)| counts[first..end].iter().sum()).collect::<Vec<u64>>()
            };
            (*reference, *production) = (sums(reference), sums(production));
            *edges = firsts.iter().copied().chain([bins]).map(|place| scale_edge(edges[place], scale)).collect();
            edges.dedup();
            if edges.len() != reference.len() + 1 {
                *histogram = None;
                return;
            }
        }
        self.counts.hide_all(reference.iter_mut().chain(production));
    }

    pub(crate) fn quantiles(&self, quantiles: &mut Option<Quantiles>, values: [u64; 2], scale: &Scale) {
        if self.choices.quantiles {
            *quantiles = None;
        }
        let Some(Quantiles { probabilities, reference, production }) = quantiles else { return };
        let fewest = values.into_iter().filter(|values| *values > 0).min().unwrap_or(0);
        let is_kept = |p: f64| {
            self.shows_quantile(p, fewest)
                && (!self.choices.coarse || COARSE.iter().any(|kept| (kept - p).abs() < 1e-9))
        };
        let kept: Vec<bool> = probabilities.iter().map(|p| is_kept(*p)).collect();
        for list in [&mut *probabilities, &mut *reference, &mut *production] {
            let mut kept = kept.iter();
            list.retain(|_| kept.next() == Some(&true));
        }
        if self.choices.coarse {
            reference.iter_mut().chain(production).for_each(|value| *value = scale.rounded(*value));
        }
        if probabilities.is_empty() {
            *quantiles = None;
        }
    }
}

/// Gathers the outermost values of both sides, n at least, in a first and a last bin that is drawn as wide as its neighbour.
/// `None` where that leaves nothing to draw.
fn without_extremes(histogram: &Histogram, beyond: u64) -> Option<Histogram> {
    let Histogram { edges, reference, production, .. } = histogram;
    let bins = reference.len();
    let both = |bin: usize| reference[bin] + production[bin];
    // The first bin from an end by which n values lie beyond its inner edge.
    let reached = |order: Vec<usize>| {
        let mut sum = 0;
        order.into_iter().find(|bin| {
            sum += both(*bin);
            sum >= beyond
        })
    };
    let (low, high) = (reached((0..bins).collect())?, reached((0..bins).rev().collect())?);
    if high < low + 3 {
        return None;
    }
    let width = edges[low + 2] - edges[low + 1];
    let inner = edges[low + 1..=high].iter().copied();
    let edges = [edges[low + 1] - width].into_iter().chain(inner).chain([edges[high] + width]).collect();
    let gathered = |counts: &[u64]| {
        let (first, last): (u64, u64) = (counts[..=low].iter().sum(), counts[high..].iter().sum());
        [first].into_iter().chain(counts[low + 1..high].iter().copied()).chain([last]).collect()
    };
    let (reference, production) = (gathered(reference), gathered(production));
    Some(Histogram { edges, reference, production, lower_tail: true, upper_tail: true })
}

/// The first bin of each coarse bin; tails stay by themselves.
fn firsts((from, to): (usize, usize), bins: usize) -> Vec<usize> {
    let inner = to.saturating_sub(from);
    let group = inner.div_ceil(BINS).max(1);
    let even = (group..=2 * group).find(|group| inner.is_multiple_of(*group)).unwrap_or(group);
    let firsts = (0..from).chain((from..to).step_by(even)).chain(to..bins);
    firsts.collect()
}

fn scale_edge(edge: f64, scale: &Scale) -> f64 {
    if scale.is_time { scale.rounded(edge) } else { to_digits(edge, 3) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftscope_report::{Redaction, Report};

    fn column() -> ColumnReport {
        let summary =
            Summary { count: 1_000, min: Some(-77.125), max: Some(9_875.5), sd: Some(12.3), ..Summary::default() };
        ColumnReport {
            kind: Kind::Numeric,
            reference: summary.clone(),
            production: summary,
            histogram: Some(Histogram {
                edges: [-77.125].into_iter().chain((0..=24).map(f64::from)).chain([9_875.5]).collect(),
                reference: vec![37; 26],
                production: vec![40; 26],
                lower_tail: true,
                upper_tail: true,
            }),
            quantiles: Some(Quantiles {
                probabilities: (0..=100).map(|p| f64::from(p) / 100.0).collect(),
                reference: (0..=100).map(|p| f64::from(p) * 1.2345).collect(),
                production: (0..=100).map(|p| f64::from(p) * 1.2345).collect(),
            }),
            ..ColumnReport::default()
        }
    }

    fn redacted(words: &str) -> ColumnReport {
        let report = Report { columns: vec![column()], ..Report::default() };
        crate::redact(&report, &words.parse::<Redaction>().unwrap()).columns.remove(0)
    }

    #[test]
    fn extremes_leave_summary_edges_and_quantiles() {
        let found = redacted("extremes");
        assert_eq!([found.reference.min, found.production.max], [None, None]);
        let edges = found.histogram.unwrap().edges;
        assert_eq!([edges[0], edges[26]], [-1.0, 25.0]);
        let quantiles = found.quantiles.unwrap();
        assert_eq!(quantiles.probabilities.first().zip(quantiles.probabilities.last()), Some((&0.01, &0.99)));
        assert_eq!(quantiles.reference.len(), 99);
    }

    #[test]
    fn coarse_histograms_keep_tails_and_sums() {
        let found = redacted("coarse");
        let histogram = found.histogram.unwrap();
        assert_eq!(histogram.edges.len(), 15);
        assert_eq!([histogram.edges[0], histogram.edges[1], histogram.edges[2]], [-77.1, 0.0, 2.0]);
        assert_eq!((histogram.reference[0], histogram.reference.iter().sum::<u64>()), (37, 37 * 26));
        assert_eq!(found.quantiles.unwrap().reference, [6.0, 12.0, 31.0, 62.0, 93.0, 111.0, 117.0]);
        assert_eq!(redacted("quantiles").quantiles, None);
    }
}
