//! The report as a whole.

use driftscope_present::alerts::name;
use driftscope_report::{
    AlikeNames, AllMissing, MixedTypes, Notes, PrecisionChange, Redaction, Report, SchemaDifferences, Settings,
    TypeChange, Verdict, file_labels, to_json,
};

use crate::counts::Counts;
use crate::names::Names;
use crate::words;

/// What is applied to each part of a report.
#[derive(Debug)]
pub(crate) struct Redactor<'a> {
    pub(crate) choices: &'a Redaction,
    pub(crate) names: Names,
    pub(crate) counts: Counts,
    /// The names of each side's files, as windows have them.
    pub(crate) files: [Vec<String>; 2],
    /// Versions of so few rows that their names are hidden.
    pub(crate) rare: Vec<String>,
}

/// The report without what these choices leave out. The report itself if they leave out nothing.
pub fn redact(report: &Report, choices: &Redaction) -> Report {
    let mut redacted = report.clone();
    if !choices.is_any() {
        return redacted;
    }
    let mut redactor = Redactor {
        choices,
        names: Names::of(report, choices.names, choices.labels),
        counts: Counts::new(choices.small_counts, || secret(report)),
        files: [&report.reference, &report.production].map(|side| file_labels(&side.files)),
        rare: Vec::new(),
    };
    redactor.report(&mut redacted);
    words::renew(&mut redacted, report);
    redacted
}

/// What the rounding of counts depends on: all figures. Notes, what another tool's report says, and the reasons of known drifts in settings and sentences, do not change it, so
/// that two pages of one report are rounded alike, and so that a report can be made again from its files alone.
fn secret(report: &Report) -> String {
    let mut report = Report {
        build: None,
        opens_at: String::new(),
        notes: None,
        beside: None,
        settings: Settings::default(),
        verdict: Verdict::default(),
        ..report.clone()
    };
    report.columns.iter_mut().for_each(|column| column.finding.clear());
    to_json(&report)
}

impl Redactor<'_> {
    fn report(&mut self, report: &mut Report) {
        let Report {
            schema_version: _,
            engine_version: _,
            build: _,
            opens_at,
            settings,
            reference,
            production,
            verdict,
            schema,
            columns,
            multivariate,
            windows,
            segments,
            since,
            performance,
            explanation,
            service,
            business,
            alerts,
            incomplete: _,
            notes,
            beside,
            redaction,
        } = report;
        // Chosen when the report is saved, which comes later.
        opens_at.clear();
        let rows = [reference.rows, production.rows];
        self.side(reference, "reference", settings, 0);
        self.side(production, "production", settings, 1);
        columns.iter_mut().for_each(|column| self.column(column));
        self.schema(schema, rows);
        of_columns(verdict);
        multivariate.iter_mut().for_each(|found| self.multivariate(found));
        if self.choices.windows {
            (*windows, *since, *business) = (None, None, None);
        }
        windows.iter_mut().for_each(|found| self.windows(found));
        let unit = windows.as_ref().map(|windows| windows.unit).unwrap_or_default();
        since.iter_mut().for_each(|found| self.since(found, unit));
        if self.choices.segments {
            *segments = None;
        }
        segments.iter_mut().for_each(|found| self.segments(found, rows));
        performance.iter_mut().for_each(|found| self.performance(found));
        explanation.iter_mut().for_each(|found| self.explanation(found));
        service.iter_mut().for_each(|found| self.service(found));
        business.iter_mut().for_each(|found| self.business(found));
        let before: Vec<String> = alerts.iter().map(name).collect();
        self.alerts(alerts);
        self.settings(settings);
        self.acknowledged(&mut settings.acknowledged, &before, alerts);
        self.notes(notes);
        // Last: its columns that this report does not have are no names that anything else depends on.
        beside.iter_mut().for_each(|found| self.beside(found));
        *redaction = Some(self.choices.with(redaction.as_ref()));
    }

    fn notes(&mut self, notes: &mut Option<Notes>) {
        notes.take_if(|_| self.choices.notes);
        if let Some(Notes { title: _, summary: _, columns, findings: _ }) = notes {
            *columns = self.named(std::mem::take(columns));
        }
    }

    fn schema(&mut self, schema: &mut SchemaDifferences, rows: [u64; 2]) {
        let SchemaDifferences {
            added,
            removed,
            labels_awaited,
            alike,
            type_changed,
            precision_changed,
            all_missing,
            mixed_types,
        } = schema;
        let Self { names, counts, .. } = self;
        names.columns(added.iter_mut().chain(removed).chain(labels_awaited));
        for AlikeNames { reference, production } in alike {
            names.columns([reference, production]);
        }
        for TypeChange { name, reference: _, production: _ } in type_changed {
            names.column(name);
        }
        for PrecisionChange { name, reference: _, production: _, places: _, single_precision: _ } in precision_changed {
            names.column(name);
        }
        for AllMissing { name, reference: _, production: _ } in all_missing {
            names.column(name);
        }
        for MixedTypes { name, with: _, reference, production } in mixed_types {
            names.column(name);
            *reference = counts.share(*reference, rows[0]);
            *production = counts.share(*production, rows[1]);
        }
    }
}

/// Shares and numbers of columns are no counts of rows, and the sentences are made again at the end: nothing is left to redact.
fn of_columns(verdict: &Verdict) {
    let Verdict {
        drifted: _,
        drifted_columns: _,
        acknowledged_columns: _,
        tested_columns: _,
        unclear_columns: _,
        identical_columns: _,
        share: _,
        presets: _,
        sentence: _,
        basis: _,
    } = verdict;
}
