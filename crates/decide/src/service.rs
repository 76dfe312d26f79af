//! Whether the figures of the service changed: by more than chance, by their 99 % intervals, and by more than a limit.

use driftscope_present::service as words;
use driftscope_report::{
    Acknowledgeable, AcknowledgedChange, Acknowledgement, Service, ServiceChange, ServiceOutcome, Settings,
};

use crate::performance::grown;

/// A change below this share of the figure before does not count.
const LIMIT: f64 = 0.1;

/// There are too few requests where a change of this many times the limit would often not be found.
const TOO_FEW: f64 = 2.0;

/// Of error shares, where a change of this size would often not be found.
const TOO_FEW_ERRORS: f64 = 0.02;

/// A change that is found in four of five cases, in halves of the width of its 99 % interval: (2.58 + 0.84) / 2.58.
const FOUND: f64 = 1.33;

/// Decides whatever follows from the figures of a service.
pub(crate) fn decide(service: &mut Service, settings: &Settings) {
    let of_versions = service.comparison.iter_mut().flat_map(|comparison| &mut comparison.changes);
    for change in service.changes.iter_mut().chain(of_versions) {
        change.outcome = outcome(change);
    }
    for change in &mut service.changes {
        let known = settings.acknowledged.get(&Acknowledgeable::Service(&change.id).key());
        change.acknowledged = known.filter(|_| change.is_worse()).map(|known| acknowledged(change, known));
    }
    service.sentence = words::sentence(service);
}

fn outcome(change: &ServiceChange) -> ServiceOutcome {
    let is_share = change.id.ends_with("error_share");
    let [none, limit] = none_and_limit(change);
    let (low, high) = (change.interval.low, change.interval.high);
    let is_beyond_chance = low.is_some_and(|low| low > none) || high.is_some_and(|high| high < none);
    let size = (change.value - none).abs();
    if is_beyond_chance && size >= limit {
        return match (is_share, change.value > none) {
            (false, true) => ServiceOutcome::Slower,
            (false, false) => ServiceOutcome::Faster,
            (true, true) => ServiceOutcome::MoreErrors,
            (true, false) => ServiceOutcome::FewerErrors,
        };
    }
    let hidden = if is_share { TOO_FEW_ERRORS } else { TOO_FEW * limit };
    let is_wide = low.zip(high).is_none_or(|(low, high)| FOUND * (high - low) / 2.0 > hidden);
    if !is_beyond_chance && is_wide { ServiceOutcome::TooFewRequests } else { ServiceOutcome::NoChange }
}

/// The value of no change, and the smallest change that counts.
fn none_and_limit(change: &ServiceChange) -> [f64; 2] {
    if change.id == "latency_ratio" { [1.0, LIMIT] } else { [0.0, LIMIT * change.before] }
}

/// Whether a figure that got worse is as bad as a person acknowledged. An end of its interval that is absent lies as far as may be.
fn acknowledged(change: &ServiceChange, known: &AcknowledgedChange) -> Acknowledgement {
    let [none, limit] = none_and_limit(change);
    let low = change.interval.low.unwrap_or(f64::NEG_INFINITY);
    let high = change.interval.high.unwrap_or(f64::INFINITY);
    grown([change.value, low, high], known, none, limit)
}

#[cfg(test)]
mod tests {
    use driftscope_report::Bounds;

    use super::*;

    fn found(id: &str, before: f64, value: f64, [low, high]: [f64; 2]) -> ServiceOutcome {
        let interval = Bounds::of([low, high]);
        outcome(&ServiceChange { id: id.to_owned(), value, interval, before, ..ServiceChange::default() })
    }

    #[test]
    fn a_change_is_beyond_chance_and_beyond_the_limit() {
        assert_eq!(found("p95", 20.0, 5.0, [3.0, 7.0]), ServiceOutcome::Slower);
        assert_eq!(found("p95", 20.0, -5.0, [-7.0, -3.0]), ServiceOutcome::Faster);
        assert_eq!(found("p95", 20.0, 1.0, [0.5, 1.5]), ServiceOutcome::NoChange);
        assert_eq!(found("p95", 20.0, 1.0, [-1.0, 2.0]), ServiceOutcome::NoChange);
        assert_eq!(found("p95", 20.0, 5.0, [-3.0, 13.0]), ServiceOutcome::TooFewRequests);
        // What has only one end can be sure of a rise, and never of no change.
        assert_eq!(found("p99", 20.0, 9.0, [2.0, f64::INFINITY]), ServiceOutcome::Slower);
        assert_eq!(found("p99", 20.0, 0.0, [-1.0, f64::INFINITY]), ServiceOutcome::TooFewRequests);
        assert_eq!(found("latency_ratio", 1.0, 1.2, [1.15, 1.25]), ServiceOutcome::Slower);
        assert_eq!(found("latency_ratio", 1.0, 1.02, [1.01, 1.03]), ServiceOutcome::NoChange);
        assert_eq!(found("error_share", 0.001, 0.002, [0.001, 0.003]), ServiceOutcome::MoreErrors);
        assert_eq!(found("error_share", 0.02, -0.015, [-0.02, -0.01]), ServiceOutcome::FewerErrors);
        assert_eq!(found("error_share", 0.02, 0.0, [-0.05, 0.05]), ServiceOutcome::TooFewRequests);
        assert_eq!(found("error_share", 0.0, 0.0, [-0.001, 0.001]), ServiceOutcome::NoChange);
    }
}
