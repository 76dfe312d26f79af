//! The requests of both sides, and the figures of any of them.

use driftscope_report::{Bounds, FEWEST_ROWS_OF_A_WINDOW, LatencyFigures, ServiceFigures};
use driftscope_stats::newcombe::share_interval;
use driftscope_stats::power_sums::PowerSums;
use driftscope_stats::quantile::quantile_sorted;
use driftscope_stats::quantile_interval::quantile_ranks;
use driftscope_stats::sorting::sort_numbers;

use super::status::State;

/// The level of intervals of figures.
const LEVEL: f64 = 0.95;

/// The requests of both sides, row by row.
#[derive(Debug)]
pub(super) struct ServiceRows<'a> {
    /// How long each answer took; NaN where that is not known, empty where no column holds it.
    pub latencies: [&'a [f64]; 2],
    /// How each went.
    pub states: [Vec<State>; 2],
    /// Whether the status tells errors of the client from those of the server: some row has one.
    pub knows_client_errors: bool,
    /// When each was made; empty without a time column.
    pub moments: [&'a [f64]; 2],
    /// The requests of each side.
    pub rows: [usize; 2],
}

/// The latencies of some requests, sorted, and how they went.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// Of all, of successes and of errors.
    pub sorted: Vec<f64>,
    by_state: [Vec<f64>; 2],
    negative: u64,
    requests: u64,
    pub with_status: u64,
    pub server_errors: u64,
    /// `None` where the status does not tell them apart.
    pub client_errors: Option<u64>,
}

impl ServiceRows<'_> {
    /// The latency of a row, if it is one.
    pub(super) fn latency(&self, side: usize, row: usize) -> Option<f64> {
        self.latencies[side].get(row).copied().filter(|latency| *latency >= 0.0)
    }

    /// How a row went.
    pub(super) fn state(&self, side: usize, row: usize) -> State {
        self.states[side].get(row).copied().unwrap_or_default()
    }

    /// When a row was made.
    pub(super) fn moment(&self, side: usize, row: usize) -> Option<f64> {
        self.moments[side].get(row).copied().filter(|moment| moment.is_finite())
    }

    /// The latencies and states of these rows of a side.
    pub(super) fn gather(&self, side: usize, rows: impl Iterator<Item = u32>) -> Gathered {
        let mut found = Gathered::default();
        let mut client_errors = 0;
        for row in rows.map(|row| row as usize) {
            found.requests += 1;
            let state = self.state(side, row);
            match state {
                State::Unknown => {}
                State::Success => found.with_status += 1,
                State::ClientError => (found.with_status, client_errors) = (found.with_status + 1, client_errors + 1),
                State::ServerError => {
                    (found.with_status, found.server_errors) = (found.with_status + 1, found.server_errors + 1)
                }
            }
            if self.latencies[side].get(row).is_some_and(|latency| *latency < 0.0) {
                found.negative += 1;
            }
            let Some(latency) = self.latency(side, row) else { continue };
            found.sorted.push(latency);
            match state {
                State::Unknown => {}
                State::Success => found.by_state[0].push(latency),
                State::ClientError | State::ServerError => found.by_state[1].push(latency),
            }
        }
        found.client_errors = self.knows_client_errors.then_some(client_errors);
        sort_numbers(&mut found.sorted);
        found.by_state.iter_mut().for_each(|latencies| sort_numbers(latencies));
        found
    }
}

impl Gathered {
    /// The figures, over the seconds that the requests cover.
    pub(super) fn figures(&self, covered_seconds: Option<f64>) -> ServiceFigures {
        let covered_seconds = covered_seconds.filter(|seconds| *seconds > 0.0);
        let share = |hits: u64| (self.with_status > 0).then(|| hits as f64 / self.with_status as f64);
        let interval =
            |hits: u64| share_interval(hits, self.with_status, LEVEL).map(|found| Bounds::of([found.low, found.high]));
        let quantile =
            |probability: f64| quantile_sorted(self.sorted.as_slice(), probability).filter(|value| value.is_finite());
        let ends =
            |probability: f64| Some(self.bounds(probability, LEVEL)).filter(|bounds| *bounds != Bounds::default());
        let [successes, errors] = self.by_state.each_ref().map(|latencies| latency_figures(latencies));
        let errors = errors.filter(|_| successes.is_some());
        ServiceFigures {
            requests: self.requests,
            rate: covered_seconds.map(|seconds| self.requests as f64 / seconds),
            covered_seconds,
            with_status: self.with_status,
            error_share: share(self.server_errors),
            error_share_interval: interval(self.server_errors),
            client_error_share: self.client_errors.and_then(share),
            client_error_share_interval: self.client_errors.and_then(interval),
            availability: share(self.server_errors).map(|share| 1.0 - share),
            with_latency: self.sorted.len() as u64,
            negative_latencies: self.negative,
            mean: mean(&self.sorted),
            p50: quantile(0.5),
            p50_interval: ends(0.5),
            p95: quantile(0.95),
            p95_interval: ends(0.95),
            p99: quantile(0.99),
            p99_interval: ends(0.99),
            max: self.sorted.last().copied().filter(|value| value.is_finite()),
            successes: successes.filter(|_| errors.is_some()),
            errors,
        }
    }

    /// The interval of a quantile.
    pub(super) fn bounds(&self, probability: f64, level: f64) -> Bounds {
        let ranks = quantile_ranks(self.sorted.len() as u64, probability, level);
        let at = |place: Option<u64>| self.sorted.get(place? as usize).copied().filter(|value| value.is_finite());
        Bounds { low: at(ranks.low), high: at(ranks.high) }
    }
}

/// The mean of sorted latencies.
pub(super) fn mean(sorted: &[f64]) -> Option<f64> {
    let (first, last) = (*sorted.first()?, *sorted.last()?);
    let sums = PowerSums::of(sorted.iter().copied());
    sums.moments(first, last).mean.filter(|mean| mean.is_finite())
}

fn latency_figures(sorted: &[f64]) -> Option<LatencyFigures> {
    let quantile = |probability: f64| quantile_sorted(sorted, probability).filter(|value| value.is_finite());
    if (sorted.len() as u64) < FEWEST_ROWS_OF_A_WINDOW {
        return None;
    }
    let n = sorted.len() as u64;
    Some(LatencyFigures { n, p50: quantile(0.5)?, p95: quantile(0.95)?, p99: quantile(0.99)?, max: quantile(1.0)? })
}
