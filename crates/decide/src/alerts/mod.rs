//! Alerts: the rules of the settings compared with the figures of a report, window by window.
//!
//! A rule with an interval fires where the interval is past the bound and, besides, where its p-value in that window stays significant after
//! Holm's correction for all rules of the window, at the α that makes one window with a false alarm a month (or what
//! `alert_budget` says). Rules for slow decay share the budget through the mean time between their false alarms; where there are both,
//! each kind has half of it. Plain comparisons and verdicts cost nothing of the budget: who asks for them decides.

mod decay;
mod figure;
mod judge;
mod machine;
mod proposed;
mod series;
mod verdict;

use std::collections::BTreeMap;

use driftscope_present::alerts::name;
use driftscope_report::{
    Acknowledgeable, Acknowledgement, Alert, AlertCondition, AlertEpisode, AlertRule, AlertSide, Report, WatchedMetric,
};
use driftscope_stats::correction::holm;

use decay::Decay;
use judge::{Judged, judge};
use machine::{Machine, Reading};
pub use proposed::proposed_rules;
use series::{Series, windows_per_month};

/// Episodes that are kept of an alert.
const RECENT: usize = 10;

/// The highest α of a window, and that of a report without windows.
const ALPHA: f64 = 0.05;

/// A rule with its figures.
struct Watch<'a> {
    rule: &'a AlertRule,
    /// The version that is watched, of a rule by version.
    version: Option<String>,
    metric: WatchedMetric<'a>,
    series: Series,
    /// Each of the observations, compared with the bound.
    judged: Vec<Option<Judged>>,
    decay: Option<Decay>,
}

/// The alerts of rules, in their order, by the figures of a report: one for each rule, and one for each version of a rule by version.
pub fn alerts(report: &Report, rules: &[AlertRule]) -> Vec<Alert> {
    let decays = rules.iter().filter(|rule| matches!(rule.when, AlertCondition::Worsens(_))).count();
    let kinds = if decays > 0 && rules.iter().any(is_by_interval) { 2.0 } else { 1.0 };
    let budget = report.settings.alert_budget.unwrap_or(1.0) / kinds;
    let per_month = windows_per_month(report);
    let least = (per_month * decays as f64 / budget).max(1.0);
    let mut watches = Vec::new();
    for rule in rules {
        let Some(metric) = WatchedMetric::of(&rule.metric) else {
            watches.push((rule, None));
            continue;
        };
        for version in versions(report, rule, &metric) {
            let series = Series::of(report, rule, &metric, version.as_deref());
            let judged = series.observations.iter().map(|one| judge(rule, one, series.reference)).collect();
            let is_decay = matches!(rule.when, AlertCondition::Worsens(_));
            let decay = is_decay.then(|| Decay::new(&metric, series.reference, least)).flatten();
            watches.push((rule, Some(Watch { rule, version, metric, series, judged, decay })));
        }
    }
    spend(&mut watches, budget / per_month);
    let found = watches.into_iter().map(|(rule, watch)| finish(report, rule, watch));
    found.map(|alert| Alert { acknowledged: acknowledged(&alert, report), ..alert }).collect()
}

/// Whether an alert that fires is one that a person acknowledged: it fires since no later time.
fn acknowledged(alert: &Alert, report: &Report) -> Option<Acknowledgement> {
    let known = report.settings.acknowledged.get(&Acknowledgeable::Alert(&name(alert)).key());
    let known = known.filter(|_| alert.state.is_firing())?;
    let is_same = alert.since.as_ref().zip(known.since.as_ref()).is_none_or(|(now, known)| now <= known);
    is_same.then_some(Acknowledgement::Known)
}

/// The versions that a rule watches one by one; a single `None` of a rule that watches all rows together, and where there are no versions.
fn versions(report: &Report, rule: &AlertRule, metric: &WatchedMetric<'_>) -> Vec<Option<String>> {
    let mut found = Vec::new();
    if rule.by.is_some() {
        let side = usize::from(rule.side == AlertSide::Production);
        found.extend(
            figure::by_group(report, metric, side, figure::VERSION).into_iter().map(|(version, _)| Some(version)),
        );
    }
    if found.is_empty() { vec![None] } else { found }
}

/// Whether the interval of a figure decides.
fn is_by_interval(rule: &AlertRule) -> bool {
    use AlertCondition::{CannotTell, Drifted, Worsens};
    rule.sure > 0.0 && !matches!(rule.when, Worsens(_) | Drifted(_) | CannotTell(_))
}

/// Withdraws what chance alone may bring in many windows: in each window the p-values of all rules are corrected together.
fn spend(watches: &mut [(&AlertRule, Option<Watch<'_>>)], alpha: f64) {
    let mut families: BTreeMap<Option<String>, Vec<(usize, usize, f64)>> = BTreeMap::new();
    for (number, (_, watch)) in watches.iter().enumerate() {
        let Some(watch) = watch else { continue };
        for (place, (judged, observation)) in watch.judged.iter().zip(&watch.series.observations).enumerate() {
            if let Some(p_value) = judged.and_then(|judged| judged.p_value) {
                families.entry(observation.start.clone()).or_default().push((number, place, p_value));
            }
        }
    }
    for (start, family) in families {
        let p_values: Vec<f64> = family.iter().map(|(.., p_value)| *p_value).collect();
        // A report without windows is looked at once.
        let alpha = if start.is_some() { alpha.min(1.0) } else { ALPHA };
        for ((number, place, p_value), adjusted) in family.into_iter().zip(holm(&p_values)) {
            let Some(watch) = &mut watches[number].1 else { continue };
            let is_sure = adjusted <= alpha && p_value <= 0.5 * (1.0 - watch.rule.sure);
            if let Some(judged) = &mut watch.judged[place] {
                judged.is_past &= is_sure;
            }
        }
    }
}

/// Goes through the windows of a rule.
fn finish(report: &Report, rule: &AlertRule, watch: Option<Watch<'_>>) -> Alert {
    let alert =
        Alert { name: rule.name.clone(), metric: rule.metric.clone(), severity: rule.severity, ..Alert::default() };
    let Some(watch) = watch else { return Alert { reason: Some("there is no such metric".to_owned()), ..alert } };
    if let Some(found) = verdict::found(report, rule, &watch.metric) {
        return by_verdict(alert, report, &watch, found);
    }
    let version = watch.version.clone();
    Alert { version, ..by_figures(alert, watch) }
}

fn by_verdict(alert: Alert, report: &Report, watch: &Watch<'_>, found: verdict::Found) -> Alert {
    let mut machine = Machine::new(watch.rule, false);
    machine.step(0, found.reading);
    let figure = figure::whole(report, &watch.metric, 1).filter(|_| found.reading != Reading::NoData);
    Alert {
        state: machine.state().0,
        since: found.since,
        value: figure.map(|figure| figure.value),
        low: figure.and_then(|figure| figure.low),
        high: figure.and_then(|figure| figure.high),
        bound: found.bound,
        reason: (found.reading == Reading::NoData).then(|| "the report has no verdict on this metric".to_owned()),
        ..alert
    }
}

fn by_figures(alert: Alert, mut watch: Watch<'_>) -> Alert {
    let mut machine = Machine::new(watch.rule, watch.series.is_by_window());
    let mut last = None;
    for (place, observation) in watch.series.observations.iter().enumerate() {
        let of_bound = watch.judged.get(place).copied().flatten().map(|judged| (judged.reading(), judged));
        let (reading, judged) = match (&mut watch.decay, observation.figure) {
            (Some(decay), Some(figure)) => Some(decay.add(figure, machine.is_firing())),
            _ => of_bound,
        }
        .map_or((Reading::NoData, None), |(reading, judged)| (reading, Some(judged)));
        let was_firing = machine.is_firing();
        machine.step(place, reading);
        if was_firing && !machine.is_firing() {
            watch.decay.iter_mut().for_each(Decay::reset);
        }
        last = judged;
    }
    let start = |place: usize| watch.series.observations.get(place).and_then(|observation| observation.start.clone());
    let (state, since) = machine.state();
    let recent = machine.episodes.iter().rev().take(RECENT).rev().filter_map(|episode| {
        Some(AlertEpisode { since: start(episode.since)?, until: episode.until.and_then(start) })
    });
    Alert {
        state,
        since: since.and_then(start),
        value: last.map(|judged| judged.figure.value),
        low: last.and_then(|judged| judged.figure.low),
        high: last.and_then(|judged| judged.figure.high),
        bound: last.map(|judged| judged.bound),
        window: watch.series.observations.last().and_then(|observation| observation.start.clone()),
        reason: last.is_none().then(|| no_data(&watch)),
        recent: recent.collect(),
        ..alert
    }
}

/// Why the last window says nothing.
fn no_data(watch: &Watch<'_>) -> String {
    let last = watch.series.observations.last();
    let has_figure = last.is_some_and(|observation| observation.figure.is_some());
    let words = match (has_figure, watch.rule.when) {
        _ if watch.rule.by.is_some() && watch.version.is_none() => "this side has no versions with this figure",
        (false, _) if watch.series.is_by_window() => "the last window has too few rows for this figure",
        (false, _) => "the report has no such figure",
        (true, AlertCondition::BelowUsualBy(_)) => {
            "what is usual is not known: the reference has no windows with this figure"
        }
        (true, _) => "the reference has no such figure",
    };
    words.to_owned()
}

impl Judged {
    fn reading(&self) -> Reading {
        match (self.is_past, self.is_back) {
            (true, _) => Reading::Past,
            (false, true) => Reading::Back,
            (false, false) => Reading::Between,
        }
    }
}

/// Decides the alerts of a report.
pub(crate) fn decide(report: &mut Report) {
    report.alerts = alerts(report, &report.settings.alerts);
}
