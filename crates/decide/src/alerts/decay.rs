//! Slow decay: a share of faults that is higher than the reference's, by evidence that is added up over windows.

use driftscope_report::{WatchedMetric, Worse};
use driftscope_stats::e_detector::EDetector;

use super::figure::Figure;
use super::judge::{BACK, Judged};
use super::machine::Reading;

/// Watches the faults of a share.
pub(super) struct Decay {
    detector: EDetector,
    /// The evidence at which it is an alert.
    least: f64,
    /// The reference's share of faults, and the upper end of its interval, which is the bound.
    usual: f64,
    bound: f64,
    /// Whether the watched share is of rows that are right, so that the others are faults.
    counts_right: bool,
}

impl Decay {
    /// A watch with a mean of at least this number of windows between false alarms. `None` where the reference has no such share.
    pub(super) fn new(metric: &WatchedMetric<'_>, reference: Option<Figure>, least: f64) -> Option<Self> {
        let reference = reference?;
        let counts_right = metric.worse() == Worse::Lower;
        let [hits, cases] = reference.counts?;
        let faults = if counts_right { cases - hits } else { hits };
        let share = Figure::share(faults, cases)?;
        let bound = share.high?;
        Some(Self { detector: EDetector::new(bound)?, least, usual: share.value, bound, counts_right })
    }

    /// Adds a window. While the alert fires, what is back goes first.
    pub(super) fn add(&mut self, figure: Figure, is_firing: bool) -> (Reading, Judged) {
        let [hits, cases] = figure.counts.unwrap_or_default();
        let faults = if self.counts_right { cases.saturating_sub(hits) } else { hits };
        let share = if cases > 0 { faults as f64 / cases as f64 } else { self.bound };
        let is_back = share <= self.bound - BACK * (self.bound - self.usual);
        let is_past = self.detector.add(faults, cases) >= self.least;
        let reading = match (is_past, is_back) {
            (_, true) if is_firing => Reading::Back,
            (true, _) => Reading::Past,
            (false, true) => Reading::Back,
            (false, false) => Reading::Between,
        };
        let bound = if self.counts_right { 1.0 - self.bound } else { self.bound };
        (reading, Judged { figure, bound, is_past, p_value: None, is_back })
    }

    /// Forgets the evidence of an alert that was resolved.
    pub(super) fn reset(&mut self) {
        self.detector.reset();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_of_right_answers_are_the_wrong_ones() {
        let metric = WatchedMetric::of("performance.accuracy").unwrap();
        let mut decay = Decay::new(&metric, Figure::share(9_000, 10_000), 30.0).unwrap();
        assert!((decay.bound - 0.106).abs() < 1e-3);
        let mut day = |right| decay.add(Figure::share(right, 300).unwrap(), false);
        assert!((0..30).all(|_| day(270).0 == Reading::Back));
        let readings: Vec<Reading> = (0..10).map(|_| day(255).0).collect();
        assert_eq!((readings[0], readings[9]), (Reading::Between, Reading::Past));
        assert!((day(255).1.bound - 0.894).abs() < 1e-3);
    }

    #[test]
    fn a_reference_without_counts_has_no_watch() {
        let metric = WatchedMetric::of("service.error_share").unwrap();
        assert!(Decay::new(&metric, Some(Figure::exact(0.1)), 30.0).is_none());
        assert!(Decay::new(&metric, None, 30.0).is_none());
        // Even without a single fault in the reference, the bound is above 0.
        assert!(Decay::new(&metric, Figure::share(0, 1_000), 30.0).is_some());
    }
}
