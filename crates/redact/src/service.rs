//! How the model is served.

use driftscope_report::{
    Bounds, LastHour, LatencyFigures, Service, ServiceChange, ServiceFigures, ServiceGroup, VersionComparison,
};

use crate::redactor::Redactor;

impl Redactor<'_> {
    pub(crate) fn service(&mut self, found: &mut Service) {
        let Service {
            unit: _,
            versions,
            latency,
            status,
            sentence: _,
            reference,
            production,
            changes,
            last_hour,
            groups,
            windows_left_out: _,
            comparison,
        } = found;
        self.names.labels(versions);
        self.names.columns(latency.iter_mut().chain(status));
        let latencies = reference.with_latency.min(production.with_latency);
        [reference, production].into_iter().for_each(|figures| self.figures(figures));
        self.changes(changes, latencies);
        if let Some(LastHour { requests, success_share, mean, p95, p99, max }) = last_hour {
            success_share.iter_mut().for_each(|share| *share = self.counts.share(*share, *requests));
            self.latencies([(p95, &mut None, 0.95), (p99, &mut None, 0.99)], max, *requests);
            self.counts.figures_if_any(&mut [mean]);
            self.counts.hide(requests);
        }
        groups.retain(|group| {
            let rows = [&group.reference, &group.production].into_iter().flatten().map(|figures| figures.requests);
            rows.clone().all(|rows| self.keeps_group(&group.by, rows))
        });
        for ServiceGroup { by, value, reference, production } in groups {
            self.group(by, value);
            reference.iter_mut().chain(production).for_each(|figures| self.figures(figures));
        }
        if self.choices.windows {
            *comparison = None;
        }
        comparison.iter_mut().for_each(|found| self.comparison(found));
    }

    fn comparison(&mut self, found: &mut VersionComparison) {
        let VersionComparison {
            older,
            newer,
            older_period,
            newer_period,
            windows: _,
            older_requests,
            newer_requests,
            changes,
        } = found;
        self.names.labels([older, newer]);
        self.period(older_period);
        self.period(newer_period);
        self.changes(changes, *older_requests.min(newer_requests));
        self.counts.hide_all([older_requests, newer_requests]);
    }

    fn figures(&self, figures: &mut ServiceFigures) {
        let ServiceFigures {
            requests,
            rate,
            covered_seconds,
            with_status,
            error_share,
            error_share_interval,
            client_error_share,
            client_error_share_interval,
            availability,
            with_latency,
            negative_latencies,
            mean,
            p50,
            p50_interval,
            p95,
            p95_interval,
            p99,
            p99_interval,
            max,
            successes,
            errors,
        } = figures;
        for share in [&mut *error_share, client_error_share].into_iter().flatten() {
            *share = self.counts.share(*share, *with_status);
        }
        if let Some(availability) = availability {
            *availability = error_share.map_or(*availability, |share| 1.0 - share);
        }
        let quantiles = [(p50, p50_interval, 0.5), (p95, p95_interval, 0.95), (p99, p99_interval, 0.99)];
        self.latencies(quantiles, max, *with_latency);
        self.counts.hide_all([requests, with_status, with_latency, negative_latencies]);
        self.counts.figures_if_any(&mut [rate, covered_seconds, mean]);
        for interval in [error_share_interval, client_error_share_interval] {
            interval.iter_mut().for_each(|interval| self.bounds(interval));
        }
        for found in [successes, errors] {
            if found.is_some_and(|found| self.counts.is_small(found.n) || !self.shows_quantile(0.99, found.n)) {
                *found = None;
            }
            let Some(LatencyFigures { n, p50, p95, p99, max }) = found else { continue };
            self.counts.hide(n);
            self.counts.figures([p50, p95, &mut *p99]);
            if self.choices.extremes {
                *max = *p99;
            }
            self.counts.figure(max);
        }
    }

    /// Quantiles of n latencies, with their intervals, and the longest.
    fn latencies<const N: usize>(
        &self,
        quantiles: [(&mut Option<f64>, &mut Option<Bounds>, f64); N],
        max: &mut Option<f64>,
        values: u64,
    ) {
        for (figure, interval, p) in quantiles {
            figure.take_if(|_| !self.shows_quantile(p, values));
            interval.take_if(|_| !self.shows_interval(p, values));
            self.counts.figures_if_any(&mut [figure]);
            interval.iter_mut().for_each(|interval| self.bounds(interval));
        }
        max.take_if(|_| self.choices.extremes);
        self.counts.figures_if_any(&mut [max]);
    }

    fn bounds(&self, bounds: &mut Bounds) {
        let Bounds { low, high } = bounds;
        self.counts.figures_if_any(&mut [low, high]);
    }

    /// Changes between sides of which the smaller one has n latencies.
    fn changes(&self, changes: &mut Vec<ServiceChange>, values: u64) {
        changes.retain(|change| match change.id.as_str() {
            "p95" => self.shows_interval(0.95, values),
            "p99" => self.shows_interval(0.99, values),
            _ => true,
        });
        for ServiceChange { id: _, value, interval, before, outcome: _, acknowledged: _ } in changes {
            self.counts.figures([value, before]);
            self.bounds(interval);
        }
    }
}
