//! The comparison of two tables.

use driftscope_present::{disagreement, numbers};
use std::collections::{HashMap, HashSet};

use driftscope_report::calendar::format_datetime;
use driftscope_report::{FileRecord, Warning, WarningCode};
use driftscope_table::{Column, Table, parting_columns};
use serde::{Deserialize, Serialize};

use crate::calibrated::Candidate;
use crate::column::describe;
use crate::described::{Described, THE_TIME};
use crate::{
    calendar_column, calibrated, gone_or_mixed, labels_awaited, presets, roles, sample_rows, verdict,
    with_columns_together,
};
use driftscope_report::{
    ColumnReport, DataSet, Drift, Kind, Outcome, Period, Presence, Preset, PresetVerdict, Report, Role, SCHEMA_VERSION,
    SchemaDifferences, Settings,
};

/// Why two tables cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CompareError {
    /// They have no column of the same name.
    NoCommonColumn {
        /// The first few columns of the reference.
        reference: Vec<String>,
        /// The first few columns of production.
        production: Vec<String>,
    },
}

impl std::fmt::Display for CompareError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self::NoCommonColumn { reference, production } = self;
        let without = match (reference.as_slice(), production.as_slice()) {
            ([], []) => Some("Neither file has a column"),
            ([], _) => Some("The reference has no column"),
            (_, []) => Some("Production has no column"),
            _ => None,
        };
        if let Some(without) = without {
            return write!(
                formatter,
                "{without}: its records hold nothing but empty lists or empty objects, so there is nothing to compare. \
                 Check that the export has finished and that its filter leaves some records"
            );
        }
        let list =
            |names: &[String]| names.iter().map(|name| numbers::shortened(name, 40)).collect::<Vec<_>>().join(", ");
        write!(
            formatter,
            "The two files have no column in common, so there is nothing to compare: check that both are logs of the \
             same model. The reference has {}; production has {}",
            list(reference),
            list(production)
        )
    }
}

impl std::error::Error for CompareError {}

/// Checks that two tables have anything to compare.
pub fn check_comparable(reference: &Table, production: &Table) -> Result<(), CompareError> {
    let names = |table: &'_ Table| table.columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>();
    let (reference, production) = (names(reference), names(production));
    CompareError::unless_common(reference.iter().map(String::as_str), production.iter().map(String::as_str))
}

impl CompareError {
    /// The error, unless any name is found on both sides.
    pub(crate) fn unless_common<'a>(
        reference: impl Iterator<Item = &'a str> + Clone,
        production: impl Iterator<Item = &'a str> + Clone,
    ) -> Result<(), Self> {
        const LISTED: usize = 4;
        let there: HashSet<&str> = production.clone().collect();
        if reference.clone().any(|name| there.contains(name)) {
            return Ok(());
        }
        let first = |names: &mut dyn Iterator<Item = &'a str>| names.take(LISTED).map(str::to_owned).collect();
        let (mut reference, mut production) = (reference, production);
        Err(Self::NoCommonColumn { reference: first(&mut reference), production: first(&mut production) })
    }
}

/// Compares two tables under the given settings.
///
/// Never fails: two tables without a common column give a report that says so (see [`check_comparable`]).
pub fn compare(reference: &Table, production: &Table, settings: &Settings) -> Report {
    compare_with_progress(reference, production, settings, |_, _| {})
}

/// [`compare`], saying after each column how many are done, and of how many.
pub fn compare_with_progress(
    reference: &Table,
    production: &Table,
    settings: &Settings,
    progress: impl FnMut(usize, usize),
) -> Report {
    let described = describe_all(reference, production, settings, Extent::Full, progress);
    let report = assemble(described, reference, production, settings);
    with_columns_together(report, [&sample_rows(reference), &sample_rows(production)])
}

/// How much of each column is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// What the verdict goes by, and what is drawn: for a first look, before the rest is there.
    Verdict,
    /// That, and what every preset says, without the other tests: for counting how often rules are right.
    Rules,
    /// All that a report holds: every test, and what every preset says.
    Full,
}

/// One column compared by itself, as far as that does not need the others. It can be written as JSON, so that columns
/// compared in several places come together in one: see [`assemble`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DescribedColumn(pub(crate) Described);

impl DescribedColumn {
    /// The column's name.
    pub fn name(&self) -> &str {
        &self.0.name
    }
}

/// Describes and tests the columns of two tables, or of parts of two tables, each by itself: those of the reference,
/// and then those that only production has. `progress` is told how many are done, and of how many.
pub fn describe_all(
    reference: &Table,
    production: &Table,
    settings: &Settings,
    extent: Extent,
    mut progress: impl FnMut(usize, usize),
) -> Vec<DescribedColumn> {
    let rows = [reference.rows as u64, production.rows as u64];
    let there = places(&production.columns);
    let here = places(&reference.columns);
    let pairs = reference.columns.iter().map(|column| {
        let other = there.get(column.name.as_str()).map(|&place| &production.columns[place]);
        [Some(column), other]
    });
    let added = production.columns.iter().filter(|column| !here.contains_key(column.name.as_str()));
    let pairs = pairs.chain(added.map(|column| [None, Some(column)]));
    let pairs: Vec<_> = pairs.collect();
    let mut described = Vec::with_capacity(pairs.len());
    for &pair in &pairs {
        let name = pair.iter().flatten().next().map_or("", |column| column.name.as_str());
        described.push(DescribedColumn(describe(name, pair, rows, settings, extent)));
        progress(described.len(), pairs.len());
    }
    described
}

/// The report on columns that were described by [`describe_all`], in one place or in several. Of the tables only what is
/// said of them counts, not their columns. The columns must come in the order of [`compare`], for the same bytes, and what
/// they show together is added by [`with_columns_together`].
pub fn assemble(described: Vec<DescribedColumn>, reference: &Table, production: &Table, settings: &Settings) -> Report {
    let described = described.into_iter().map(|column| column.0).collect();
    assemble_described(described, [reference, production].map(data_set), settings)
}

/// The report with the SHA-256 of each file, by side, where it was made before they were known. The same as if they had
/// been known from the start.
pub fn with_fingerprints(mut report: Report, fingerprints: [&[String]; 2]) -> Report {
    for (data_set, fingerprints) in [&mut report.reference, &mut report.production].into_iter().zip(fingerprints) {
        // A profile that was read knows the files that it was made of, and they are not those that were opened.
        if data_set.profile && data_set.files.iter().any(|file| !file.sha256.is_empty()) {
            continue;
        }
        for (file, fingerprint) in data_set.files.iter_mut().zip(fingerprints) {
            file.sha256.clone_from(fingerprint);
        }
    }
    report.production.warnings.retain(|warning| warning.code != WarningCode::SameFile);
    note_same_files(&mut report);
    report
}

/// Says that the same bytes lie on both sides, and where that is all there is, that nothing can have drifted: few rows do not
/// leave it open then.
fn note_same_files(report: &mut Report) {
    let [reference, production] = [&report.reference, &report.production];
    let same = same_file((&reference.files, &reference.part), (&production.files, &production.part));
    let prints = |side: &DataSet| side.files.iter().map(|file| file.sha256.clone()).collect::<Vec<_>>();
    let whole = [reference, production].iter().all(|side| side.sampled_from.is_none());
    let is_all = same.is_some() && whole && prints(reference) == prints(production);
    if is_all && report.verdict.drifted_columns == 0 {
        "The files are identical".clone_into(&mut report.verdict.sentence);
        for column in report.columns.iter_mut().filter(|column| column.presence == Presence::Both) {
            column.drift = Drift {
                outcome: Outcome::Identical,
                low: None,
                high: None,
                rows_to_settle: None,
                ..std::mem::take(&mut column.drift)
            };
            driftscope_present::IDENTICAL.clone_into(&mut column.finding);
        }
        report.verdict.unclear_columns = 0;
        report.verdict.identical_columns =
            report.columns.iter().filter(|column| column.drift.outcome == Outcome::Identical).count() as u64;
    }
    report.production.warnings.extend(same);
}

/// Where each name is found; the first of equals.
fn places(columns: &[Column]) -> HashMap<&str, usize> {
    columns.iter().enumerate().rev().map(|(place, column)| (column.name.as_str(), place)).collect()
}

/// The share of missing values from which on a date-time is not the time of the records.
const MOSTLY: f64 = 0.5;

/// Gives one date-time column the role of time, unless a person gave it to some column.
fn assign_time(columns: &mut [Described], settings: &Settings) {
    if settings.columns.values().any(|choice| choice.role == Some(Role::Time)) {
        return;
    }
    let free = |column: &&Described| settings.columns.get(&column.name).is_none_or(|choice| choice.role.is_none());
    let datetimes: Vec<&str> = columns
        .iter()
        .filter(|column| column.kind == Kind::Datetime && column.presence == Presence::Both)
        // The time of the records is there in most of them.
        .filter(|column| column.sides.iter().all(|side| side.missing_share() < MOSTLY))
        .filter(free)
        .map(|column| column.name.as_str())
        .collect();
    let Some(time) = roles::time_column(&datetimes).map(str::to_owned) else { return };
    for column in columns.iter_mut().filter(|column| column.name == time) {
        column.role = Role::Time;
        column.leave_out(THE_TIME);
    }
}

/// Leaves out of the tests by which folders the sides were told apart, unless a person chose something for such a column.
fn leave_out_folders(columns: &mut [Described], files: [&[FileRecord]; 2], settings: &Settings) {
    let parting = parting_columns(files);
    let is_left_out = |column: &&mut Described| {
        parting.contains(&column.name) && !column.left_out && !settings.columns.contains_key(&column.name)
    };
    for column in columns.iter_mut().filter(is_left_out) {
        column.leave_out("Not tested: each side has folders of its own for it");
        column.tests.clear();
        column.presets.clear();
        column.shift = None;
    }
}

/// The description of a data set before its columns are described.
fn data_set(table: &Table) -> DataSet {
    DataSet {
        rows: table.rows as u64,
        skipped: table.skipped,
        files: table.files.clone(),
        part: table.part.clone(),
        sampled_from: table.sampled_from,
        warnings: table.warnings.clone(),
        ..DataSet::default()
    }
}

/// The report on columns that were described. Of the two data sets everything is known but what their columns say.
pub(crate) fn assemble_described(
    mut described: Vec<Described>,
    [mut reference, mut production]: [DataSet; 2],
    settings: &Settings,
) -> Report {
    assign_time(&mut described, settings);
    leave_out_folders(&mut described, [&reference.files, &production.files], settings);
    labels_awaited::leave_out(&mut described);
    calendar_column::leave_out(&mut described, settings);
    let period = |side: usize| {
        described.iter().find(|column| column.role == Role::Time).and_then(|column| {
            let summary = &column.sides[side];
            Some(Period {
                column: column.name.clone(),
                first: format_datetime(summary.min?)?,
                last: format_datetime(summary.max?)?,
            })
        })
    };
    [reference.period, production.period] = [period(0), period(1)];
    for column in &described {
        let [of_reference, of_production] = &column.warnings;
        reference.warnings.extend_from_slice(of_reference);
        production.warnings.extend_from_slice(of_production);
    }
    let schema = SchemaDifferences {
        added: names(&described, |column| column.presence == Presence::Production),
        removed: names(&described, |column| {
            column.presence == Presence::Reference && !labels_awaited::are_awaited(column)
        }),
        labels_awaited: names(&described, labels_awaited::are_awaited),
        type_changed: described.iter().filter_map(|column| column.type_change.clone()).collect(),
        precision_changed: described.iter().filter_map(|column| column.precision_change.clone()).collect(),
        all_missing: gone_or_mixed::all_missing(&described, [reference.rows, production.rows]),
        mixed_types: {
            let texts = described.iter().filter_map(|column| column.mixed_types.clone());
            texts.chain(gone_or_mixed::partly_nested(&described)).collect()
        },
    };
    let candidates: Vec<Candidate<'_>> = described
        .iter()
        .map(|column| Candidate {
            parts: &column.parts,
            limit: limit(column, settings),
            is_identical: column.is_identical && column.sides[0].missing == column.sides[1].missing,
        })
        .collect();
    let drifts = calibrated::decide(&candidates, settings);
    let columns: Vec<ColumnReport> =
        described.into_iter().zip(drifts).map(|(column, drift)| report(column, drift, settings)).collect();
    let mut report = Report {
        schema_version: SCHEMA_VERSION,
        engine_version: env!("CARGO_PKG_VERSION").to_owned(),
        settings: settings.clone(),
        verdict: verdict::verdict(&columns, &schema, [&reference, &production], settings),
        reference,
        production,
        schema,
        columns,
        multivariate: None,
        incomplete: false,
    };
    note_same_files(&mut report);
    report
}

fn names(columns: &[Described], is_listed: impl Fn(&Described) -> bool) -> Vec<String> {
    columns.iter().filter(|column| is_listed(column)).map(|column| column.name.clone()).collect()
}

/// The limit of a column's effect: a threshold without a test is one.
fn limit(column: &Described, settings: &Settings) -> f64 {
    let choice = settings.choice(&column.name, column.kind);
    let is_limit = settings.preset == Preset::Calibrated && choice.test.is_none();
    choice.threshold.filter(|_| is_limit).unwrap_or(settings.tolerance)
}

fn report(mut column: Described, calibrated: Drift, settings: &Settings) -> ColumnReport {
    let is_single = column.kind == Kind::Numeric && column.sides[0].distinct == 1;
    for (name, preset) in Preset::ALL {
        if let Some(verdict) = column.presets.get_mut(name) {
            verdict.differs = disagreement(preset, verdict, &calibrated, is_single);
        }
    }
    let choice = settings.choice(&column.name, column.kind);
    let calibrated = Drift { reason: column.reason.take(), ..calibrated };
    if calibrated.tested {
        let verdict = PresetVerdict {
            drifted: calibrated.drifted,
            method: calibrated.method.clone(),
            score: calibrated.score,
            threshold: calibrated.threshold,
            ..PresetVerdict::default()
        };
        column.presets.insert(Preset::Calibrated.as_str().to_owned(), verdict);
    }
    let forced = presets::forced(&choice, &column.tests, settings);
    let by_rule =
        (settings.preset != Preset::Calibrated).then(|| column.presets.get(settings.preset.as_str())).flatten();
    let rule = if forced.is_some() { "a chosen test" } else { settings.preset.title() };
    let drift = match forced.as_ref().or(by_rule) {
        Some(verdict) => presets::apply(rule, settings.preset, verdict, calibrated),
        None if settings.preset == Preset::Calibrated || !calibrated.tested => calibrated,
        None => {
            let reason = (column.kind == Kind::Text).then(|| "the chosen rule has no test of free text".to_owned());
            presets::apply(rule, settings.preset, &PresetVerdict { reason, ..PresetVerdict::default() }, calibrated)
        }
    };
    let [reference, production] = column.sides;
    let mut report = ColumnReport {
        name: column.name,
        kind: column.kind,
        role: column.role,
        presence: column.presence,
        reference,
        production,
        drift,
        tests: column.tests,
        presets: column.presets,
        shift: column.shift,
        value_change: column.value_change,
        histogram: column.histogram,
        quantiles: column.quantiles,
        categories: column.categories,
        binned: column.binned,
        text: column.text,
        identifier: column.identifier,
        moments: column.moments,
        finding: String::new(),
    };
    report.finding = driftscope_present::finding(&report, settings);
    report
}

/// Says when the same bytes lie on both sides: a person dropped one file twice.
fn same_file(
    (reference, reference_part): (&[FileRecord], &Option<String>),
    (production, production_part): (&[FileRecord], &Option<String>),
) -> Option<Warning> {
    // One log that was parted in two is on both sides by choice.
    if reference_part != production_part {
        return None;
    }
    let is_known =
        |file: &&FileRecord| !file.sha256.is_empty() && reference.iter().any(|other| other.sha256 == file.sha256);
    let same = production.iter().find(is_known)?;
    let message = format!("The same file is on both sides, byte for byte: {}", same.name);
    Some(Warning { file: Some(same.name.clone()), ..Warning::of_values(WarningCode::SameFile, 1, message) })
}
