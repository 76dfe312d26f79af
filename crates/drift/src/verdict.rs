//! The verdict on the data set, and its sentence.

use std::collections::BTreeMap;

use crate::format::{count, counted, day, effect, name, number, shortened};
use crate::{
    ColumnReport, Correction, DataSet, Outcome, Preset, PresetSummary, Role, SchemaDifferences, Settings, Verdict,
};

/// Column names longer than this are cut in the sentence.
const NAME: usize = 48;

/// Decides from the columns' verdicts.
pub(crate) fn verdict(
    columns: &[ColumnReport],
    schema: &SchemaDifferences,
    sides: [&DataSet; 2],
    settings: &Settings,
) -> Verdict {
    let of = |outcome: Outcome| columns.iter().filter(|column| column.drift.outcome == outcome).count() as u64;
    let tested = columns.iter().filter(|column| column.drift.tested).count() as u64;
    let drifted = of(Outcome::Drifted);
    let share = (tested > 0).then(|| drifted as f64 / tested as f64);
    let decisive = columns.iter().any(|column| {
        let alone = settings.columns.get(&column.name).is_some_and(|choice| choice.decisive);
        column.drift.drifted && (alone || settings.decisive_roles.contains(&column.role))
    });
    Verdict {
        drifted: decisive || share.is_some_and(|share| share >= settings.drift_share),
        drifted_columns: drifted,
        tested_columns: tested,
        too_few_rows_columns: of(Outcome::TooFewRows),
        share,
        presets: presets(columns, settings),
        sentence: sentence(columns, schema, tested, drifted),
        basis: basis(sides, tested, settings) + by_profiles(sides),
    }
}

/// What each preset says of the data set.
fn presets(columns: &[ColumnReport], settings: &Settings) -> BTreeMap<String, PresetSummary> {
    let mut summaries = BTreeMap::<String, PresetSummary>::new();
    for (name, verdict) in columns.iter().flat_map(|column| &column.presets) {
        let summary = summaries.entry(name.clone()).or_default();
        summary.drifted_columns += u64::from(verdict.drifted);
        summary.tested_columns += u64::from(verdict.score.is_some());
    }
    for summary in summaries.values_mut().filter(|summary| summary.tested_columns > 0) {
        let share = summary.drifted_columns as f64 / summary.tested_columns as f64;
        summary.drifted = share >= settings.drift_share;
    }
    summaries
}

fn sentence(columns: &[ColumnReport], schema: &SchemaDifferences, tested: u64, drifted: u64) -> String {
    if columns.iter().all(|column| column.presence != crate::Presence::Both) {
        return "The two files have no column in common".to_owned();
    }
    if tested == 0 {
        return "No column could be tested".to_owned();
    }
    let too_few = columns.iter().filter(|column| column.drift.too_few_rows).count() as u64;
    let mut clauses = Vec::new();
    if drifted == 0 && too_few == tested {
        clauses.push("Too few rows to tell whether anything drifted".to_owned());
    } else if drifted == 0 {
        clauses.push(format!("None of {} drifted", counted(tested, "column", "columns")));
    } else {
        clauses.push(format!("{} of {} drifted", count(drifted), counted(tested, "column", "columns")));
        clauses.extend(most_moved(columns));
    }
    clauses.extend(role_clause(columns, &[Role::Prediction, Role::Confidence], "predictions"));
    clauses.extend(role_clause(columns, &[Role::Target], "the target"));
    clauses.extend(labels_awaited(&schema.labels_awaited));
    if drifted > 0 && too_few > 0 {
        clauses.push(format!("too few rows to tell for {}", count(too_few)));
    } else if drifted == 0 && too_few > 0 && too_few < tested {
        clauses.push(format!("too few rows to tell for {} of them", count(too_few)));
    }
    match (schema.added.len() as u64, schema.removed.len() as u64) {
        (0, 0) => {}
        (added, 0) => clauses.push(format!("{} added", counted(added, "column", "columns"))),
        (0, removed) => clauses.push(format!("{} removed", counted(removed, "column", "columns"))),
        (added, removed) => {
            clauses.push(format!("{added} added and {} removed", counted(removed, "column", "columns")))
        }
    }
    clauses.join("; ")
}

/// "no labels in production yet for clf_target".
fn labels_awaited(targets: &[String]) -> Option<String> {
    match targets {
        [] => None,
        [only] => Some(format!("no labels in production yet for {}", name(only, NAME))),
        targets => Some(format!("no labels in production yet for {} targets", count(targets.len() as u64))),
    }
}

/// "input.temp moved most", of the features if any of them drifted.
fn most_moved(columns: &[ColumnReport]) -> Option<String> {
    let drifted = || columns.iter().filter(|column| column.drift.drifted);
    if drifted().count() < 2 {
        return drifted().next().map(|column| format!("it is {}", name(&column.name, NAME)));
    }
    let features = drifted().filter(|column| matches!(column.role, Role::Feature | Role::Segment)).collect();
    let most = largest(features).or_else(|| largest(drifted().collect()))?;
    Some(format!("{} moved most", name(&most.name, NAME)))
}

/// The column with the largest effect, the first of equals.
fn largest(columns: Vec<&ColumnReport>) -> Option<&ColumnReport> {
    columns.into_iter().fold(None, |most: Option<&ColumnReport>, next| match most {
        Some(most) if most.drift.effect >= next.drift.effect => Some(most),
        _ => Some(next),
    })
}

/// "predictions moved (effect 0.11)", or that they did not.
fn role_clause(columns: &[ColumnReport], roles: &[Role], what: &str) -> Option<String> {
    let with_role = || columns.iter().filter(|column| roles.contains(&column.role) && column.drift.tested);
    let most = with_role().filter(|column| column.drift.drifted).filter_map(|column| column.drift.effect).fold(
        None,
        |most, next| match most {
            Some(most) if most >= next => Some(most),
            _ => Some(next),
        },
    );
    match most {
        Some(size) => Some(format!("{what} moved (effect {})", effect(size))),
        None if with_role().any(|column| column.drift.too_few_rows) => None,
        None => with_role().next().map(|_| format!("{what} did not")),
    }
}

/// What a report on profiles says beside its rule.
fn by_profiles(sides: [&DataSet; 2]) -> &'static str {
    if !sides.iter().any(|side| side.profile) {
        return "";
    }
    ". Profiles were compared, not rows: what is known from buckets is said with its bound, and tests that need every value \
     by itself are absent"
}

fn basis(sides: [&DataSet; 2], tested: u64, settings: &Settings) -> String {
    let [reference, production] = sides.map(|side| {
        let records = counted(side.rows, "record", "records");
        if let Some(part) = &side.part {
            return format!("{records} ({})", shortened(part, 2 * NAME));
        }
        match &side.period {
            Some(period) if day(&period.first) == day(&period.last) => format!("{records} of {}", day(&period.first)),
            Some(period) => format!("{records} from {} to {}", day(&period.first), day(&period.last)),
            None => records,
        }
    });
    let correction = match settings.correction {
        Correction::None => "no correction".to_owned(),
        correction => format!("{} correction", correction.title()),
    };
    let rule = match settings.preset {
        Preset::Calibrated => None,
        Preset::Evidently => {
            Some("Each column is judged as Evidently 0.7.23 judges it, by the test and threshold that it chooses")
        }
        Preset::Nannyml => {
            Some("Each column is judged as NannyML judges it: it has drifted when one of ten chunks is out of line")
        }
        Preset::Ks => {
            Some("A column has drifted when a test of the newest 1000 rows has p below 0.05, without correction")
        }
        Preset::Psi => Some("A column has drifted when its population stability index is at least 0.1"),
        Preset::Tfdv => Some(
            "Each column is judged as TensorFlow Data Validation judges it, with thresholds of 0.01: L∞ of categories, \
             Jensen–Shannon divergence of numbers",
        ),
    };
    let chosen = settings.test.is_some() || settings.threshold.is_some() || !settings.kinds.is_empty();
    let chosen = if chosen { "; tests or thresholds were chosen otherwise in the settings" } else { "" };
    if let Some(rule) = rule {
        return format!("{reference} against {production}. {rule}{chosen}");
    }
    format!(
        "{reference} against {production}. A column has drifted when it is significant at {} after {correction} for {} and its effect is at least {}{chosen}",
        number(settings.alpha),
        counted(tested, "column", "columns"),
        number(settings.tolerance),
    )
}
