//! The columns together: what no single column shows.
//!
//! Two columns may each stay as they were while what they have to do with each other is gone, and a model lives by that.
//! Four views of the same rows: a classifier that tries to tell the sides apart (whatever it finds, weighed by how
//! much), the reconstruction error by the reference's components (the measure of NannyML), rows with a value that their other values
//! do not lead one to expect, and the correlation or association of each pair (which names the pair). See `docs/methods.md` for what each of them misses.
//!
//! Only rows of a [sample](sample_rows) are looked at, since whole rows must lie in one place: the page sends the sample
//! to the worker that puts the report together. Up to 10,000 rows of a side that is all of them, and their order does not
//! matter.

mod associations;
mod changes;
mod distance;
mod encoding;
mod features;
mod pairs;
mod sample;
mod unusual;

use driftscope_present::{numbers, together};
use driftscope_report::{Carrier, Classifier, DESCRIPTIVE_ALPHA, Kind, Multivariate, Report};
use driftscope_stats::domain_classifier::{Rows as Sides, domain_classifier};
use driftscope_stats::sorting::sort_by;
use driftscope_table::Table;

use encoding::Rows;
use sample::SEED;
pub use sample::sample_rows;

/// The fewest rows of a side.
const FEWEST_ROWS: usize = 100;

/// The smallest fall of the AUC with which a column counts as contributing to it.
const CARRIES: f64 = 0.005;

/// Parts of the rows, each tried by the classifier that was trained on the others.
const FOLDS: usize = 5;

/// The report with what the columns show together, of the rows that [`sample_rows`] chose of each side. As it was where
/// fewer than two columns were tested or a side has fewer than 100 rows.
pub fn with_columns_together(report: Report, [reference, production]: [&Table; 2]) -> Report {
    if reference.rows >= FEWEST_ROWS && production.rows >= FEWEST_ROWS {
        let rows = encoding::encode(&report, [reference, production]);
        if rows.columns.len() > 1 {
            let found = describe(&rows, &report);
            return with_found(report, Some(found));
        }
    }
    report
}

/// The report with what was found, which alerts can watch.
pub(crate) fn with_found(mut report: Report, found: Option<Multivariate>) -> Report {
    report.multivariate = found;
    if report.settings.alerts.is_empty() { report } else { driftscope_decide::with_model(report) }
}

fn describe(rows: &Rows, report: &Report) -> Multivariate {
    let total = rows.columns.first().map_or(0, |column| column.values.len());
    let pairs = pairs::pairs(rows);
    let changes = changes::changes(rows, &pairs);
    let features::Features { features, groups, mut notes } = features::features(rows, &pairs);
    notes.extend(changes.note);
    if let Some(choice) = &rows.choice {
        notes.insert(0, together::choice(choice.drifted, choice.eligible));
    }
    let mut found = Multivariate {
        columns: rows.columns.iter().map(|column| column.name.clone()).collect(),
        reference_rows: rows.reference as u64,
        production_rows: (total - rows.reference) as u64,
        seed: SEED,
        classifier: classifier(rows, &features, &groups),
        reconstruction: distance::reconstruction(rows),
        unusual: unusual::unusual_rows(rows, report.time_windows()),
        correlations: changes.correlations,
        associations: changes.associations,
        pairs: changes.pairs,
        changed_pairs: changes.changed,
        notes,
        finding: String::new(),
    };
    let tested = |kind: Kind| {
        report.columns.iter().filter(|column| column.kind == kind && !column.drift.parts.is_empty()).count() as u64
    };
    let texts = tested(Kind::Text);
    if texts > 0 {
        let (one, many) = ("column of free text takes no part", "columns of free text take no part");
        let texts = numbers::counted(texts, one, many);
        found.notes.push(format!("{texts} in this: words are compared by themselves"));
    }
    for (kind, one, many) in [
        (Kind::TimeOfDay, "column of times of the day", "columns of times of the day"),
        (Kind::Tags, "column of lists", "columns of lists"),
        (Kind::Vector, "vector", "vectors"),
    ] {
        let count = tested(kind);
        if count > 0 {
            let verb = if count == 1 { "is" } else { "are" };
            found.notes.push(format!("{} {verb} compared alone, and not in this", numbers::counted(count, one, many)));
        }
    }
    if found.reference_rows < report.reference.rows || found.production_rows < report.production.rows {
        found.notes.push(format!(
            "Of {} and {} rows, {} and {} were used, sampled evenly with a fixed seed",
            numbers::count(report.reference.rows),
            numbers::count(report.production.rows),
            numbers::count(found.reference_rows),
            numbers::count(found.production_rows)
        ));
    }
    found.finding = together::finding(&found, report.verdict.drifted_columns);
    found
}

fn classifier(rows: &Rows, features: &[Vec<f64>], groups: &[Vec<usize>]) -> Option<Classifier> {
    let found = domain_classifier(Sides { features, reference: rows.reference, groups }, FOLDS, SEED, 0.95)?;
    let mut carried_by: Vec<Carrier> = rows
        .columns
        .iter()
        .zip(found.importance)
        .filter(|(_, importance)| *importance >= CARRIES)
        .map(|(column, importance)| Carrier { column: column.name.clone(), importance })
        .collect();
    sort_by(&mut carried_by, &|one, other| other.importance.total_cmp(&one.importance));
    Some(Classifier {
        auc: found.auc,
        low: found.interval.low,
        high: found.interval.high,
        p_value: found.p_value,
        told_apart: found.p_value.is_none_or(|p| p < DESCRIPTIVE_ALPHA) && found.interval.low > 0.5,
        folds: FOLDS as u64,
        features: features.len() as u64,
        carried_by,
    })
}
