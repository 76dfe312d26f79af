//! The settings: they name columns and labels.

use std::collections::BTreeMap;

use driftscope_report::{Acknowledged, ColumnSettings, PeriodChoice, Settings, Split};

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
            split,
            period,
            segment,
            find_segments: _,
            positive,
            window: _,
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
