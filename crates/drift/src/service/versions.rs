//! The figures by version, and the two newest versions compared where both answered.
//!
//! A new version mostly follows the old one in time, and then nothing can separate the two: whatever changed with the version may have
//! changed with the day. Where both answered in the same window, from the first answer of the later one to the last of the earlier one,
//! they are compared within it: errors by the risk difference of Mantel and Haenszel, latencies by the mean of the windows' shifts between
//! logarithms.

use driftscope_report::{Bounds, FEWEST_ROWS_OF_A_WINDOW, Period, ServiceChange, ServiceGroup, VersionComparison};
use driftscope_stats::mantel_haenszel::{Stratum, risk_difference};
use driftscope_stats::sorting::sort_by;
use driftscope_stats::stratified_shift::stratified_shift;

use super::changes::{LEVEL, logs, ratio_of};
use super::rows::ServiceRows;
use crate::performance::Named;
use crate::windows::RowsByWindow;

/// Versions with figures of their own; the rest are one group.
const MOST_VERSIONS: usize = 24;

/// The versions of both sides, the oldest first.
#[derive(Debug)]
pub(super) struct Versions<'a> {
    named: &'a Named,
    /// The places of the versions, by their first timestamp, then their name.
    order: Vec<usize>,
    /// The first and the last timestamp of each, by place.
    periods: Vec<[f64; 2]>,
    /// The requests of each on each side.
    counts: [Vec<u64>; 2],
}

impl<'a> Versions<'a> {
    pub(super) fn of(rows: &ServiceRows<'_>, named: &'a Named) -> Self {
        let count = named.labels.len();
        let mut periods = vec![[f64::INFINITY, f64::NEG_INFINITY]; count];
        let mut counts = [vec![0; count], vec![0; count]];
        for side in [0, 1] {
            for (row, &code) in named.codes[side].iter().enumerate() {
                let Some(period) = periods.get_mut(code as usize) else { continue };
                counts[side][code as usize] += 1;
                if let Some(moment) = rows.moment(side, row) {
                    *period = [period[0].min(moment), period[1].max(moment)];
                }
            }
        }
        let mut order: Vec<usize> = (0..count).filter(|&place| counts[0][place] + counts[1][place] > 0).collect();
        sort_by(&mut order, &|&one, &other| periods[one][0].total_cmp(&periods[other][0]).then(one.cmp(&other)));
        Self { named, order, periods, counts }
    }

    /// Their names, the oldest first.
    pub(super) fn names(&self) -> Vec<String> {
        self.order.iter().take(MOST_VERSIONS).map(|&place| self.named.labels[place].clone()).collect()
    }

    /// The figures of each.
    pub(super) fn groups(&self, rows: &ServiceRows<'_>) -> Vec<ServiceGroup> {
        if self.order.len() < 2 {
            return Vec::new();
        }
        let is_large = |place: &usize| self.counts.iter().any(|counts| counts[*place] >= FEWEST_ROWS_OF_A_WINDOW);
        let mut kept: Vec<usize> = self.order.iter().rev().copied().filter(is_large).take(MOST_VERSIONS).collect();
        kept.reverse();
        let places = [0, 1].map(|side| self.named.rows(side, |_| true));
        let figures = |side: usize, members: &[usize]| {
            let rows_of = members.iter().flat_map(|&member| &places[side][member]).copied();
            let mut found = rows.gather(side, rows_of).figures(None);
            (found.successes, found.errors) = (None, None);
            Some(found).filter(|found| found.requests >= FEWEST_ROWS_OF_A_WINDOW)
        };
        let groups = self.named.groups(kept, &self.order).into_iter().map(|group| ServiceGroup {
            by: "version".to_owned(),
            reference: figures(0, &group.members),
            production: figures(1, &group.members),
            value: group.value,
        });
        groups.filter(|group| group.reference.is_some() || group.production.is_some()).collect()
    }

    /// The two newest versions with enough requests, in the same windows. `None` of one version, or without times.
    pub(super) fn comparison(
        &self,
        rows: &ServiceRows<'_>,
        windows: Option<&RowsByWindow<'_>>,
    ) -> Option<VersionComparison> {
        let windows = windows?;
        let is_large = |&&place: &&usize| {
            self.counts[0][place] + self.counts[1][place] >= FEWEST_ROWS_OF_A_WINDOW
                && self.periods[place][0].is_finite()
        };
        let newest: Vec<usize> = self.order.iter().filter(is_large).rev().take(2).copied().collect();
        let &[newer, older] = newest.as_slice() else { return None };
        let period = |place: usize| self.period(place, windows);
        let shared = Shared::of(self.named, [older, newer], rows, windows);
        let name = |place: usize| self.named.labels[place].clone();
        Some(VersionComparison {
            older: name(older),
            newer: name(newer),
            older_period: period(older),
            newer_period: period(newer),
            windows: shared.strata.len() as u64,
            older_requests: shared.requests[0],
            newer_requests: shared.requests[1],
            changes: shared.changes(),
        })
    }
}

impl Versions<'_> {
    /// The first and the last window in which a version answered. Windows, since the moment itself would be that of a single row.
    fn period(&self, place: usize, windows: &RowsByWindow<'_>) -> Period {
        let mut starts: Vec<&str> = Vec::new();
        for (side, listed) in windows.sides.iter().enumerate() {
            let is_of =
                |row: &u32| self.named.codes[side].get(*row as usize).is_some_and(|&code| code as usize == place);
            let found = listed.iter().filter(|found| found.rows.iter().any(is_of));
            starts.extend(found.map(|found| found.window.start.as_str()));
        }
        let [first, last] =
            [starts.iter().min(), starts.iter().max()].map(|end| end.map_or_else(String::new, |end| (*end).to_owned()));
        Period { column: windows.plan.windows.column.clone(), first, last }
    }
}

/// What two versions answered at the same time.
#[derive(Default)]
struct Shared {
    /// Server errors of each window.
    strata: Vec<Stratum>,
    /// Sorted logarithms of the latencies of each window.
    logs: Vec<[Vec<f64>; 2]>,
    requests: [u64; 2],
}

impl Shared {
    fn of(named: &Named, versions: [usize; 2], rows: &ServiceRows<'_>, windows: &RowsByWindow<'_>) -> Self {
        let mut shared = Self::default();
        for (side, listed) in windows.sides.iter().enumerate() {
            for found in listed {
                let of = versions.map(|version| {
                    let is_of =
                        |row: &u32| named.codes[side].get(*row as usize).is_some_and(|&code| code as usize == version);
                    found.rows.iter().copied().filter(is_of).collect::<Vec<u32>>()
                });
                shared.add(rows, side, of);
            }
        }
        shared
    }

    /// Adds a window, where both versions answered enough requests while the other did.
    fn add(&mut self, rows: &ServiceRows<'_>, side: usize, of: [Vec<u32>; 2]) {
        let moments = |places: &[u32]| {
            let known = places.iter().filter_map(|&row| rows.moment(side, row as usize));
            known
                .fold([f64::INFINITY, f64::NEG_INFINITY], |[first, last], moment| [first.min(moment), last.max(moment)])
        };
        let [one, other] = [moments(&of[0]), moments(&of[1])];
        let (from, to) = (one[0].max(other[0]), one[1].min(other[1]));
        let of = of.map(|places| {
            let is_shared =
                |&row: &u32| rows.moment(side, row as usize).is_some_and(|moment| from <= moment && moment <= to);
            places.into_iter().filter(is_shared).collect::<Vec<u32>>()
        });
        if of.iter().any(|places| (places.len() as u64) < FEWEST_ROWS_OF_A_WINDOW) {
            return;
        }
        let gathered = of.each_ref().map(|places| rows.gather(side, places.iter().copied()));
        self.strata.push(Stratum {
            hits: gathered.each_ref().map(|found| found.server_errors),
            cases: gathered.each_ref().map(|found| found.with_status),
        });
        self.logs.push(gathered.each_ref().map(logs));
        for (requests, places) in self.requests.iter_mut().zip(&of) {
            *requests += places.len() as u64;
        }
    }

    fn changes(&self) -> Vec<ServiceChange> {
        let logs: Vec<[&[f64]; 2]> = self.logs.iter().map(|logs| logs.each_ref().map(Vec::as_slice)).collect();
        let ratio = stratified_shift(&logs, LEVEL).map(|(shift, ends)| ratio_of(shift, Some(ends)));
        let before = |stratum: &Stratum| (stratum.hits[0], stratum.cases[0]);
        let (hits, cases) = self.strata.iter().map(before).fold((0, 0), |sum, next| (sum.0 + next.0, sum.1 + next.1));
        let errors = risk_difference(&self.strata, LEVEL).map(|(value, interval)| ServiceChange {
            id: "error_share".to_owned(),
            value,
            interval: Bounds::of([interval.low, interval.high]),
            before: if cases > 0 { hits as f64 / cases as f64 } else { 0.0 },
            ..ServiceChange::default()
        });
        ratio.into_iter().chain(errors).collect()
    }
}
