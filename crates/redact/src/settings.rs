//! The settings: they name columns and labels.

use std::collections::BTreeMap;

use driftscope_present::alerts::name;
use driftscope_report::{
    Acknowledgeable, Acknowledged, AcknowledgedChange, Alert, ColumnSettings, PeriodChoice, Settings, Split,
};

use crate::redactor::Redactor;

impl Redactor<'_> {
    pub(crate) fn settings(&mut self, settings: &mut Settings) {
        let Settings {
            version: _,
            preset: _,
            alpha: _,
            tolerance: _,
            correction: _,
            drift_share: _,
            decisive_roles: _,
            alerts,
            alert_budget: _,
            // Goes by the names of the alerts that were found: `acknowledged`.
            acknowledged: _,
            split,
            period,
            segment,
            find_segments: _,
            positive,
            ranking_depth: _,
            window: _,
            zone: _,
            test: _,
            threshold: _,
            kinds: _,
            columns,
        } = settings;
        split.iter_mut().for_each(|split| self.split(split));
        if let Some(PeriodChoice { column: Some(column), from: _, to: _, against: _ }) = period {
            self.names.column(column);
        }
        self.names.columns(segment);
        self.alert_rules(alerts);
        self.names.labels(positive);
        columns.values_mut().for_each(|choice| self.column_choice(choice));
        *columns = self.named(std::mem::take(columns));
    }

    /// Changes and alerts that are known; those of alerts by their new names. Without the time since which an alert is known it would always
    /// be, so one that is not known now is left out then, as is one that there is no alert of.
    pub(crate) fn acknowledged(
        &self,
        acknowledged: &mut BTreeMap<String, AcknowledgedChange>,
        before: &[String],
        alerts: &[Alert],
    ) {
        for (key, mut known) in std::mem::take(acknowledged) {
            let AcknowledgedChange { note, change, since } = &mut known;
            self.counts.figures_if_any(&mut [change]);
            if self.choices.notes {
                note.clear();
            }
            let was_dated = self.choices.windows && since.take().is_some();
            let renamed = match Acknowledgeable::of(&key) {
                Some(Acknowledgeable::Alert(known)) => {
                    let place = before.iter().position(|before| before == known);
                    let alert = place.and_then(|place| alerts.get(place));
                    let kept = alert.filter(|alert| !was_dated || alert.is_known());
                    kept.map(|alert| Acknowledgeable::Alert(&name(alert)).key())
                }
                _ => Some(key),
            };
            acknowledged.extend(renamed.map(|key| (key, known)));
        }
    }

    fn column_choice(&self, choice: &mut ColumnSettings) {
        let ColumnSettings {
            kind: _,
            role: _,
            words_are_labels: _,
            ignore: _,
            decisive: _,
            acknowledged,
            test: _,
            threshold: _,
        } = choice;
        if let Some(Acknowledged { note, effect }) = acknowledged {
            self.counts.figures_if_any(&mut [effect]);
            if self.choices.notes {
                note.clear();
            }
        }
    }

    /// What there is for single columns, by their names.
    pub(crate) fn named<T>(&mut self, columns: BTreeMap<String, T>) -> BTreeMap<String, T> {
        let renamed = |(mut name, value)| {
            self.names.column(&mut name);
            (name, value)
        };
        columns.into_iter().map(renamed).collect()
    }

    pub(crate) fn split(&mut self, split: &mut Split) {
        match split {
            Split::Time { column, at: _ } => self.names.columns(column),
            Split::Value { column, reference } => {
                self.names.column(column);
                self.names.labels(reference);
            }
            Split::Share { reference: _ } => {}
        }
    }
}
