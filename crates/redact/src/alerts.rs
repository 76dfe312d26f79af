//! Alerts and their rules, which name columns, and hold figures of single windows.

use driftscope_report::{Alert, AlertEpisode, AlertRule, WatchedMetric};

use crate::redactor::Redactor;

impl Redactor<'_> {
    /// What the rules found. Their states stay; figures go where counts or windows are hidden, since those of a window are exact.
    pub(crate) fn alerts(&mut self, alerts: &mut [Alert]) {
        let choices = self.choices;
        let hides_figures =
            choices.windows || choices.extremes || choices.coarse || choices.quantiles || choices.small_counts > 0;
        // A rule by version has several alerts, one after the other.
        let (mut place, mut before) = (0, None);
        for alert in alerts {
            let Alert {
                name,
                metric,
                version,
                severity: _,
                state: _,
                acknowledged: _,
                since,
                value,
                low,
                high,
                bound,
                window,
                reason: _,
                recent,
            } = alert;
            place += usize::from(before.as_ref().is_some_and(|before| before != name));
            before = Some(name.clone());
            self.rule_name(name, place);
            self.watched(metric);
            version.iter_mut().for_each(|version| self.names.label(version));
            if hides_figures {
                (*value, *low, *high, *bound) = (None, None, None, None);
            }
            if self.choices.windows {
                (*since, *window) = (None, None);
                recent.clear();
            }
            for AlertEpisode { since: _, until: _ } in recent {}
        }
    }

    /// The rules: their names are a person's own words, which may name columns and labels.
    pub(crate) fn alert_rules(&mut self, rules: &mut [AlertRule]) {
        for (place, rule) in rules.iter_mut().enumerate() {
            let AlertRule { name, metric, side: _, by: _, when: _, sure: _, for_windows: _, keep: _, severity: _ } =
                rule;
            self.rule_name(name, place);
            self.watched(metric);
        }
    }

    fn rule_name(&self, name: &mut String, place: usize) {
        if self.names.hide_columns() || self.names.hide_labels() {
            *name = format!("alert {}", place + 1);
        }
    }

    fn watched(&mut self, metric: &mut String) {
        if let Some(WatchedMetric::Column(figure, column)) = WatchedMetric::of(metric) {
            let mut column = column.to_owned();
            self.names.column(&mut column);
            *metric = format!("{}:{column}", figure.id);
        }
    }
}

#[cfg(test)]
mod tests {
    use driftscope_report::{AcknowledgedChange, Acknowledgement, AlertState, Redaction, Report, Settings};

    use super::*;
    use crate::redact;

    #[test]
    fn neither_names_nor_figures_of_windows_are_left() {
        let rule = AlertRule {
            name: "salary of Ann".to_owned(),
            metric: "missing_share:salary".to_owned(),
            ..AlertRule::default()
        };
        let alert = Alert {
            name: rule.name.clone(),
            metric: rule.metric.clone(),
            state: AlertState::Firing,
            since: Some("2026-01-12".to_owned()),
            value: Some(0.2),
            bound: Some(0.1),
            ..Alert::default()
        };
        let settings = Settings { alerts: vec![rule], ..Settings::default() };
        let report = Report { settings, alerts: vec![alert], ..Report::default() };
        let found = redact(&report, &Redaction { windows: true, ..Redaction::all() });
        assert_eq!(found.alerts[0].metric, found.settings.alerts[0].metric);
        assert_eq!((found.alerts[0].name.as_str(), found.settings.alerts[0].name.as_str()), ("alert 1", "alert 1"));
        assert_eq!(
            (found.alerts[0].state, found.alerts[0].value, found.alerts[0].bound),
            (AlertState::Firing, None, None)
        );
        let text = format!("{found:?}");
        assert!(!text.contains("salary") && !text.contains("2026-01-12"), "{text}");
    }

    #[test]
    fn known_alerts_go_by_their_new_names_and_without_dates() {
        let alert = |name: &str, acknowledged| Alert {
            name: name.to_owned(),
            acknowledged,
            state: AlertState::Firing,
            ..Alert::default()
        };
        let rule = |name: &str| AlertRule { name: name.to_owned(), ..AlertRule::default() };
        let names = ["wage of Ann", "wage of Bob"];
        let since = Some("2026-01-12".to_owned());
        let known = AcknowledgedChange { note: "Ann left".to_owned(), since, ..AcknowledgedChange::default() };
        let keys = ["alert:wage of Ann", "alert:wage of Bob", "alert:wage of Cid", "service:p95"];
        let settings = Settings {
            alerts: names.map(rule).to_vec(),
            acknowledged: keys.map(|key| (key.to_owned(), known.clone())).into(),
            ..Settings::default()
        };
        let alerts = vec![alert(names[0], Some(Acknowledgement::Known)), alert(names[1], None)];
        let report = Report { settings, alerts, ..Report::default() };
        let kept = |choices: Redaction| -> Vec<(String, Option<String>)> {
            let found = redact(&report, &choices).settings.acknowledged;
            assert!(found.values().all(|known| known.note.is_empty() == choices.notes));
            found.into_iter().map(|(key, known)| (key, known.since)).collect()
        };
        let whole = Redaction { windows: true, ..Redaction::all() };
        // Bob's fires since a later time: without the date it would be known.
        assert_eq!(kept(whole), [("alert:alert 1".to_owned(), None), ("service:p95".to_owned(), None)]);
        let dated = kept(Redaction { notes: true, ..Redaction::default() });
        assert_eq!(dated.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(), [keys[0], keys[1], keys[3]]);
        assert!(dated.iter().all(|(_, since)| since.as_deref() == Some("2026-01-12")));
    }
}
