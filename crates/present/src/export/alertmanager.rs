//! Alertmanager alerts: the problems of a report as the body of `POST /api/v2/alerts`.
//!
//! Nothing is sent: `curl --json @alerts.json http://HOST:9093/api/v2/alerts` does that. An alert without a known date has no `startsAt`,
//! and Alertmanager takes the time at which it arrives. API: <https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml>.

use driftscope_report::Report;
use driftscope_report::calendar::format_datetime;

use serde_json::{Map, Value};

use super::Export;
use super::problems::{Problem, problems};
use super::samples;

pub(super) const EXPORT: Export = Export {
    id: "alertmanager",
    help: "The findings to act on, as alerts to post to Alertmanager",
    title: "Save as alerts for Alertmanager",
    extension: "alerts.json",
    media_type: "application/json",
    needs_page: false,
    write: |report, _| Ok(write(report)),
};

fn write(report: &Report) -> String {
    let alerts: Vec<String> = problems(report).iter().map(|problem| alert(report, problem)).collect();
    if alerts.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", alerts.join(",\n")) }
}

fn alert(report: &Report, problem: &Problem) -> String {
    let mut labels = vec![("alertname", problem.kind.as_str()), ("severity", problem.urgency.as_str())];
    labels.extend(problem.subject.iter().map(|(label, name)| (*label, name.as_str())));
    let annotations = [("summary", problem.title.as_str()), ("description", problem.sentence.as_str())];
    let since = problem.since.as_deref().and_then(|since| samples::moment(report, since)).and_then(format_datetime);
    let mut alert = Map::new();
    alert.insert("labels".to_owned(), object(&labels));
    alert.insert("annotations".to_owned(), object(&annotations));
    alert.extend(since.map(|since| ("startsAt".to_owned(), Value::from(since))));
    Value::Object(alert).to_string()
}

fn object(fields: &[(&str, &str)]) -> Value {
    fields.iter().map(|(name, value)| ((*name).to_owned(), Value::from(*value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftscope_report::{Alert, AlertCondition, AlertRule, AlertSeverity, AlertState, Settings};

    #[test]
    fn an_alert_that_fires_has_the_name_of_its_rule_and_its_date() {
        let rule = |name: &str, severity| AlertRule {
            name: name.to_owned(),
            metric: "service.p99".to_owned(),
            when: AlertCondition::Above(100.0),
            severity,
            ..AlertRule::default()
        };
        let alert = |rule: &AlertRule, state| Alert {
            name: rule.name.clone(),
            metric: rule.metric.clone(),
            severity: rule.severity,
            state,
            since: Some("2026-01-12".to_owned()),
            value: Some(150.0),
            bound: Some(100.0),
            ..Alert::default()
        };
        let rules = vec![
            rule("a \"b\"\n", AlertSeverity::Info),
            rule("slow", AlertSeverity::Critical),
            rule("c", AlertSeverity::Info),
        ];
        let states = [AlertState::Recovering, AlertState::Firing, AlertState::Pending];
        let alerts = rules.iter().zip(states).map(|(rule, state)| alert(rule, state)).collect();
        let settings = Settings { alerts: rules, ..Settings::default() };
        let text = write(&Report { settings, alerts, ..Report::default() });
        let found: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(found.as_array().map(Vec::len), Some(2));
        assert_eq!(found[0]["labels"]["alertname"], "slow");
        assert_eq!(found[0]["labels"]["severity"], "critical");
        assert_eq!(found[0]["startsAt"], "2026-01-12T00:00:00Z");
        assert_eq!(found[0]["annotations"]["summary"], "Alert slow: firing");
        assert_eq!(found[1]["labels"]["alertname"], "a \"b\"\n");
    }
}
