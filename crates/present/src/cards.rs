//! Six facts that sum a report up, and the columns that each is about.

use driftscope_report::{ColumnReport, DataSet, Presence, Report, Role};

use crate::{Filter, Tone, column_name, faults, missing_moved, numbers, outcome};

/// One fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// What it is about.
    pub title: &'static str,
    /// The fact.
    pub value: String,
    /// How much it matters.
    pub weight: Weight,
    /// What it rests on.
    pub detail: String,
    /// Where it leads.
    pub target: Target,
}

/// How much a fact matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Nothing to do.
    Plain,
    /// Look at it.
    Mild,
    /// Act on it.
    Severe,
    /// Nothing is known.
    Absent,
}

/// The part of a report where the fact is explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The record of files and settings.
    Record,
    /// These columns.
    Columns(Filter),
    /// The faults of the data.
    Quality,
    /// Windows of time.
    When,
    /// Segments.
    Segments,
    /// What the model did.
    Model,
    /// How the model is served.
    Service,
    /// The rules of alerts, and what they found.
    Alerts,
}

/// The cards of a report, in the order in which they are shown.
pub fn cards(report: &Report) -> [Card; 6] {
    [
        rows(report),
        drifted(report),
        by_role(report, &[Role::Prediction, Role::Confidence], "Predictions"),
        by_role(report, &[Role::Target], "Target"),
        missing(report),
        quality(report),
    ]
}

fn rows(report: &Report) -> Card {
    let skipped = report.reference.skipped + report.production.skipped;
    Card {
        title: "Rows",
        value: format!("{} → {}", numbers::count(report.reference.rows), numbers::count(report.production.rows)),
        weight: Weight::Plain,
        detail: match skipped {
            0 => "reference → production".to_owned(),
            skipped => format!("{} skipped", numbers::counted(skipped, "record", "records")),
        },
        target: Target::Record,
    }
}

fn drifted(report: &Report) -> Card {
    let verdict = &report.verdict;
    let detail = match verdict.share_needing_attention() {
        None => "none could be tested".to_owned(),
        Some(share) => {
            let limit = report.settings.drift_share;
            let [shown, against] = numbers::percents([share, limit]);
            match verdict.drifted {
                true if share < limit => format!("{shown}, among them one that decides alone"),
                true if share > limit => format!("{shown}, above your limit of {against}"),
                true => format!("{shown}, at your limit of {against}"),
                false => format!("{shown}, below your limit of {against}"),
            }
        }
    };
    let detail = match verdict.acknowledged_columns {
        0 => detail,
        known => format!("{} known; of the others {detail}", numbers::count(known)),
    };
    Card {
        title: "Drifted columns",
        value: format!("{} of {}", numbers::count(verdict.drifted_columns), numbers::count(verdict.tested_columns)),
        weight: if verdict.drifted { Weight::Severe } else { Weight::Plain },
        detail,
        target: Target::Columns(Filter::Drifted),
    }
}

/// The column with one of some roles that moved most.
fn by_role(report: &Report, roles: &[Role], title: &'static str) -> Card {
    let effect = |column: &ColumnReport| column.drift.effect.unwrap_or(-1.0);
    let columns = report.columns.iter().filter(|column| roles.contains(&column.role) && column.drift.tested);
    let most =
        columns.max_by(|a, b| a.drift.drifted.cmp(&b.drift.drifted).then_with(|| effect(a).total_cmp(&effect(b))));
    let Some(column) = most else { return untested(report, roles, title) };
    let word = outcome(column);
    Card {
        title,
        value: format!("{} {}", word.sign, word.word),
        weight: match word.tone {
            Tone::Large | Tone::Moderate => Weight::Severe,
            Tone::Small => Weight::Mild,
            _ => Weight::Plain,
        },
        detail: format!("effect {}, {}", numbers::effect(effect(column).max(0.0)), column_name(&column.name)),
        target: Target::Columns(Filter::Role(column.role)),
    }
}

fn untested(report: &Report, roles: &[Role], title: &'static str) -> Card {
    let awaited = report.columns.iter().find(|column| roles.contains(&column.role) && column.awaits_labels());
    let (value, detail) = match awaited {
        Some(column) => ("No labels yet", format!("in production, {}", column_name(&column.name))),
        None => ("–", "none found: choose one".to_owned()),
    };
    let filter = awaited.map_or(Filter::All, |column| Filter::Role(column.role));
    Card { title, value: value.to_owned(), weight: Weight::Absent, detail, target: Target::Columns(filter) }
}

/// The column whose share of missing values changed most.
fn missing(report: &Report) -> Card {
    /// Changes below this show as none.
    const VISIBLE: f64 = 0.000_5;
    let change = |column: &ColumnReport| column.production.missing_share() - column.reference.missing_share();
    let both = report.columns.iter().filter(|column| column.presence == Presence::Both);
    let most = both.max_by(|a, b| change(a).abs().total_cmp(&change(b).abs()));
    let title = "Missing values";
    match most.filter(|column| change(column).abs() > VISIBLE) {
        None => Card {
            title,
            value: "No change".to_owned(),
            weight: Weight::Plain,
            detail: "in any column".to_owned(),
            target: Target::Columns(Filter::All),
        },
        Some(column) => Card {
            title,
            value: numbers::percent_change(column.reference.missing_share(), column.production.missing_share()),
            weight: if missing_moved(column, &report.settings) { Weight::Severe } else { Weight::Plain },
            detail: format!("in {}", column_name(&column.name)),
            target: Target::Columns(Filter::Missing),
        },
    }
}

/// How many faults of the data there are.
pub fn quality_findings(report: &Report) -> u64 {
    let schema = &report.schema;
    let warnings = |side: &DataSet| side.warnings.len();
    let findings = schema.added.len()
        + schema.removed.len()
        + schema.type_changed.len()
        + schema.precision_changed.len()
        + faults(schema).len()
        + warnings(&report.reference)
        + warnings(&report.production);
    findings as u64
}

fn quality(report: &Report) -> Card {
    let (value, weight, detail) = match quality_findings(report) {
        0 => ("No problems".to_owned(), Weight::Plain, "same columns, every record read"),
        findings => (numbers::counted(findings, "finding", "findings"), Weight::Mild, "in columns, types or records"),
    };
    Card { title: "Data quality", value, weight, detail: detail.to_owned(), target: Target::Quality }
}
