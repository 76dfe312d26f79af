//! Alerts in words: what a rule waits for, what it found, and how urgent that is.

use crate::sorting::sort_by_key;
use driftscope_report::{
    Alert, AlertCondition, AlertRule, AlertSeverity, AlertSide, AlertState, Report, WatchedMetric, WatchedScale,
};

use crate::outcome::KNOWN;
use crate::windows::date;
use crate::{Card, Target, Tone, Weight, Word, column_name, numbers, performance, service};

/// An alert as a row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertRow {
    /// The name of its rule, and of the version if it is about one.
    pub name: String,
    /// What is watched: "Accuracy", "Missing values of input.temp".
    pub metric: String,
    /// What the rule waits for: "more than 3 points below the reference, 2 windows in a row".
    pub condition: String,
    /// How urgent it is.
    pub severity: &'static str,
    /// Whether it fires.
    pub state: Word,
    /// Since when; empty where no date is known.
    pub since: String,
    /// The figure, or `–`.
    pub value: String,
    /// Its interval, empty where there is none.
    pub interval: String,
    /// The bound, or `–`.
    pub bound: String,
    /// Why there is no data, or when it fired before.
    pub detail: String,
}

/// The row of an alert and its rule.
pub fn row(alert: &Alert, rule: &AlertRule, report: &Report) -> AlertRow {
    let unit = unit(report);
    let watched = WatchedMetric::of(&alert.metric);
    let written = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| written(watched, value, unit));
    AlertRow {
        name: name(alert),
        metric: metric(&alert.metric),
        condition: condition(rule, unit),
        severity: alert.severity.as_str(),
        state: if alert.is_known() { KNOWN } else { state(alert.state) },
        since: alert.since.as_deref().map(date).unwrap_or_default(),
        value: written(alert.value),
        interval: interval(watched, alert),
        bound: written(alert.bound),
        detail: alert.reason.clone().unwrap_or_else(|| before(alert)),
    }
}

/// The rows of the report's own rules.
pub fn rows(report: &Report) -> Vec<AlertRow> {
    with_rules(&report.alerts, &report.settings.alerts).map(|(alert, rule)| row(alert, rule, report)).collect()
}

/// Alerts with their rules: a rule by version has several.
pub fn with_rules<'a>(alerts: &'a [Alert], rules: &'a [AlertRule]) -> impl Iterator<Item = (&'a Alert, &'a AlertRule)> {
    alerts.iter().filter_map(|alert| Some((alert, rules.iter().find(|rule| rule.name == alert.name)?)))
}

/// The name of an alert: that of its rule, and the version.
pub fn name(alert: &Alert) -> String {
    let version = alert.version.iter().map(|version| format!(", {version}"));
    std::iter::once(alert.name.clone()).chain(version).collect()
}

/// The figure, its interval, the bound and the date of an alert in one sentence.
pub fn sentence(row: &AlertRow) -> String {
    if row.value == "–" {
        return format!("{}: {}", row.metric, if row.detail.is_empty() { "no data" } else { &row.detail });
    }
    let interval = if row.interval.is_empty() { String::new() } else { format!(" ({})", row.interval) };
    let bound = if row.bound == "–" { String::new() } else { format!(", bound {}", row.bound) };
    let since = if row.since.is_empty() { String::new() } else { format!(", since {}", row.since) };
    format!("{} {}{interval}{bound}{since}; the rule: {}", row.metric, row.value, row.condition)
}

/// How many of some alerts fire, and which of them first.
pub fn summary(alerts: &[Alert]) -> String {
    let firing: Vec<&Alert> = by_urgency(alerts).into_iter().filter(|alert| alert.needs_attention()).collect();
    let known = alerts.iter().filter(|alert| alert.is_known()).count();
    let silent = alerts.iter().filter(|alert| alert.state == AlertState::NoData).count();
    let of = numbers::counted(alerts.len() as u64, "alert", "alerts");
    let mut words = match firing.as_slice() {
        [] if known > 0 => {
            format!("None of {of} fires, except {known} that {} known", if known == 1 { "is" } else { "are" })
        }
        [] => format!("None of {of} fires"),
        [only] => format!("1 of {of} fires: {}", name(only)),
        [first, ..] => format!("{} of {of} fire, the most urgent: {}", firing.len(), name(first)),
    };
    if known > 0 && !firing.is_empty() {
        words += &format!("; {known} known");
    }
    if silent > 0 {
        words += &format!("; {silent} without data");
    }
    words
}

/// The alerts, those that fire and are the most urgent first.
pub fn by_urgency(alerts: &[Alert]) -> Vec<&Alert> {
    let mut sorted: Vec<&Alert> = alerts.iter().collect();
    sort_by_key(&mut sorted, &|alert| std::cmp::Reverse((alert.needs_attention(), alert.severity)));
    sorted
}

/// A card on the alerts that fire or have no data, if any does.
pub fn card(report: &Report) -> Option<Card> {
    let first = by_urgency(&report.alerts).into_iter().find(|alert| alert.needs_attention());
    let is_silent = |alert: &&Alert| alert.state == AlertState::NoData && report.incomplete.is_empty();
    let (shown, weight, word) = match (first, report.alerts.iter().find(is_silent)) {
        (Some(firing), _) if firing.severity == AlertSeverity::Info => (firing, Weight::Mild, "firing"),
        (Some(firing), _) => (firing, Weight::Severe, "firing"),
        (None, Some(silent)) => (silent, Weight::Mild, "without data"),
        (None, None) => return None,
    };
    let is_alike = |alert: &Alert| if first.is_some() { alert.needs_attention() } else { is_silent(&alert) };
    let count = report.alerts.iter().filter(|alert| is_alike(alert)).count();
    let since = shown.since.as_deref().map(|since| format!(" since {}", date(since))).unwrap_or_default();
    Some(Card {
        title: "Alerts",
        value: format!("{} {word}", numbers::count(count as u64)),
        weight,
        detail: format!("{}{since}", name(shown)),
        target: Target::Alerts,
    })
}

/// The sign and word of a state.
pub fn state(state: AlertState) -> Word {
    let (sign, word, tone) = match state {
        AlertState::Firing => ("▲", "Firing", Tone::Large),
        AlertState::Recovering => ("△", "Recovering", Tone::Small),
        AlertState::Pending => ("△", "Pending", Tone::Small),
        AlertState::Ok => ("✓", "OK", Tone::NoDrift),
        AlertState::NoData => ("?", "No data", Tone::Unclear),
    };
    Word { sign, word, tone }
}

/// The name of a metric for people, with that of its column.
pub fn metric(name: &str) -> String {
    match WatchedMetric::of(name) {
        Some(WatchedMetric::Column(figure, column)) => format!("{} of {}", figure.title, column_name(column)),
        Some(found) => found.title().to_owned(),
        None => name.to_owned(),
    }
}

/// What a rule waits for. Latencies are in this unit.
pub fn condition(rule: &AlertRule, unit: Option<&str>) -> String {
    let watched = WatchedMetric::of(&rule.metric);
    let value = |value| written(watched, value, unit);
    let amount = |amount: f64| match scale(watched) {
        WatchedScale::Share => format!("{} points", numbers::number(100.0 * amount)),
        _ => value(amount),
    };
    let mut words = match rule.when {
        AlertCondition::Above(bound) => format!("above {}", value(bound)),
        AlertCondition::Below(bound) => format!("below {}", value(bound)),
        AlertCondition::FallsBy(fall) => format!("more than {} below the reference", amount(fall)),
        AlertCondition::RisesBy(rise) => format!("more than {} above the reference", amount(rise)),
        AlertCondition::Outside([low, high]) => format!("outside {} to {}", value(low), value(high)),
        AlertCondition::BelowUsualBy(share) => format!("more than {} below what is usual", numbers::percent(share)),
        AlertCondition::Worsens(_) => "worse than the reference, however slowly".to_owned(),
        AlertCondition::Drifted(_) => "changed, by the verdict of the report".to_owned(),
        AlertCondition::CannotTell(_) => "too few rows for a verdict".to_owned(),
    };
    let has_bound =
        !matches!(rule.when, AlertCondition::Worsens(_) | AlertCondition::Drifted(_) | AlertCondition::CannotTell(_));
    if has_bound && rule.sure <= 0.0 {
        words += ", whatever its interval";
    } else if has_bound && (rule.sure - 0.95).abs() > 1e-9 {
        words += &format!(", sure to {}", numbers::percent(rule.sure));
    }
    if rule.for_windows > 1 {
        words += &format!(", {} windows in a row", rule.for_windows);
    }
    if rule.by.is_some() {
        words += ", each version by itself";
    }
    if rule.side == AlertSide::Reference {
        words += ", in the reference";
    }
    words
}

/// The unit of latencies.
pub fn unit(report: &Report) -> Option<&str> {
    report.service.as_ref()?.unit.as_deref()
}

fn scale(watched: Option<WatchedMetric<'_>>) -> WatchedScale {
    watched.map_or(WatchedScale::Plain, |metric| metric.scale())
}

/// A figure; metrics of the model as the Model tab has them.
fn written(watched: Option<WatchedMetric<'_>>, value: f64, unit: Option<&str>) -> String {
    if let Some(WatchedMetric::Performance(info)) = watched {
        return performance::value(info.scale, value);
    }
    match scale(watched) {
        WatchedScale::Share => numbers::percent(value),
        WatchedScale::Plain | WatchedScale::Count => numbers::number(value),
        WatchedScale::Latency => service::duration(value, unit),
        WatchedScale::Rate => service::rate(value),
    }
}

fn interval(watched: Option<WatchedMetric<'_>>, alert: &Alert) -> String {
    let pair = |ends: [f64; 2]| match watched {
        Some(WatchedMetric::Performance(info)) => ends.map(|end| performance::value(info.scale, end)),
        _ if scale(watched) == WatchedScale::Share => numbers::percents(ends),
        _ => numbers::numbers(ends),
    };
    match (alert.low, alert.high) {
        (Some(low), Some(high)) => {
            let [low, high] = pair([low, high]);
            format!("{low} to {high}")
        }
        (Some(low), None) => format!("at least {}", pair([low, low])[0]),
        (None, Some(high)) => format!("at most {}", pair([high, high])[0]),
        (None, None) => String::new(),
    }
}

/// When it fired before.
fn before(alert: &Alert) -> String {
    let over = alert.recent.iter().rev().find_map(|episode| Some((&episode.since, episode.until.as_ref()?)));
    over.map_or_else(String::new, |(since, until)| format!("fired from {} to {}", date(since), date(until)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftscope_report::{AlertEpisode, Always, Settings};

    fn rule(metric: &str, when: AlertCondition) -> AlertRule {
        AlertRule { name: "a rule".to_owned(), metric: metric.to_owned(), when, ..AlertRule::default() }
    }

    #[test]
    fn a_rule_is_put_into_words() {
        let words = |metric: &str, when| condition(&rule(metric, when), Some("ms")).replace('\u{202f}', " ");
        for (metric, when, expected) in [
            ("performance.accuracy", AlertCondition::FallsBy(0.03), "more than 3 points below the reference"),
            ("service.p99", AlertCondition::Above(250.0), "above 250 ms"),
            ("service.error_share", AlertCondition::Outside([0.0, 0.05]), "outside 0 % to 5 %"),
            ("rows", AlertCondition::BelowUsualBy(0.4), "more than 40 % below what is usual"),
            ("drifted_share", AlertCondition::Drifted(Always), "changed, by the verdict of the report"),
        ] {
            assert_eq!(words(metric, when), expected);
        }
        let careful = AlertRule { sure: 0.99, for_windows: 2, ..rule("rows", AlertCondition::Below(10.0)) };
        assert_eq!(condition(&careful, None).replace('\u{202f}', " "), "below 10, sure to 99 %, 2 windows in a row");
    }

    #[test]
    fn an_alert_is_one_sentence_with_its_figures() {
        let alert = Alert {
            name: "a rule".to_owned(),
            metric: "missing_share:input.temp".to_owned(),
            state: AlertState::Firing,
            since: Some("2026-01-12".to_owned()),
            value: Some(0.2),
            low: Some(0.17),
            high: Some(0.23),
            bound: Some(0.1),
            recent: vec![AlertEpisode { since: "2026-01-01".to_owned(), until: Some("2026-01-03".to_owned()) }],
            ..Alert::default()
        };
        let rule = rule("missing_share:input.temp", AlertCondition::Above(0.1));
        let settings = Settings { alerts: vec![rule], ..Settings::default() };
        let report = Report { settings, alerts: vec![alert.clone()], ..Report::default() };
        let row = rows(&report).remove(0);
        assert_eq!(
            sentence(&row).replace('\u{202f}', " "),
            "Missing values of input.temp 20 % (17 % to 23 %), bound 10 %, since 2026-01-12; the rule: above 10 %"
        );
        assert_eq!(row.detail, "fired from 2026-01-01 to 2026-01-03");
        assert_eq!(summary(&report.alerts), "1 of 1 alert fires: a rule");
        assert_eq!(card(&report).map(|card| card.weight), Some(Weight::Severe));
    }

    #[test]
    fn no_data_is_said_and_never_fine() {
        let alert = Alert { name: "a".to_owned(), metric: "rows".to_owned(), ..Alert::default() };
        let report = Report { alerts: vec![alert], ..Report::default() };
        assert_eq!(state(report.alerts[0].state).word, "No data");
        assert!(summary(&report.alerts).ends_with("1 without data"));
        assert_eq!(
            card(&report).map(|card| (card.weight, card.value)),
            Some((Weight::Mild, "1 without data".to_owned()))
        );
        assert_eq!(card(&Report::default()), None);
    }
}
