//! The verdict on the data set in words: its sentence and its basis.

use driftscope_report::{
    ColumnReport, Correction, DataSet, Outcome, Presence, Role, RuleThreshold, SchemaDifferences, Settings,
};

use crate::finding;
use crate::numbers::{count, counted, day, effect, name, number, shortened};

/// Column names longer than this are cut in the sentence.
const NAME: usize = 48;

/// The verdict in one sentence: "7 of 16 columns drifted, input.temp most; predictions moved (…)".
pub fn sentence(
    columns: &[ColumnReport],
    schema: &SchemaDifferences,
    [tested, drifted, acknowledged]: [u64; 3],
    alpha: f64,
) -> String {
    if columns.iter().all(|column| column.presence != Presence::Both) {
        return "The two files have no column in common".to_owned();
    }
    if tested == 0 {
        return "No column could be tested".to_owned();
    }
    let mut clauses = Vec::new();
    let none_drifted = drifted == 0;
    if none_drifted {
        clauses.push(none_drifted_clause(columns, tested, alpha));
    } else {
        clauses.push(drifted_clause(columns, [tested, drifted, acknowledged]));
    }
    clauses.extend(role_clause(columns, &[Role::Prediction, Role::Confidence], "predictions"));
    clauses.extend(role_clause(columns, &[Role::Target], "the target"));
    clauses.extend(labels_awaited(&schema.labels_awaited));
    clauses.extend(unclear_clause(columns).filter(|_| !none_drifted));
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

/// "7 of 16 columns drifted (2 known), input.temp most": of the features if any of them drifted, and of what is not known.
fn drifted_clause(columns: &[ColumnReport], [tested, drifted, acknowledged]: [u64; 3]) -> String {
    let all = || columns.iter().filter(|column| column.drift.drifted);
    let is_feature = |column: &&ColumnReport| matches!(column.role, Role::Feature | Role::Segment);
    let is_new = |column: &&ColumnReport| column.drift.needs_attention();
    let most = largest(all().filter(is_feature).filter(is_new).collect())
        .or_else(|| largest(all().filter(is_new).collect()))
        .or_else(|| largest(all().filter(is_feature).collect()))
        .or_else(|| largest(all().collect()));
    let most = most.map_or_else(String::new, |most| name(&most.name, NAME));
    let known = match (acknowledged, drifted) {
        (0, _) => String::new(),
        (1, 1) => " (known)".to_owned(),
        (known, drifted) if known == drifted => " (all known)".to_owned(),
        (known, _) => format!(" ({} known)", count(known)),
    };
    let of_all = format!("{} of {} drifted{known}", count(drifted), counted(tested, "column", "columns"));
    match (drifted, tested) {
        (1, 1) => format!("{most}, the only tested column, drifted{known}"),
        (1, _) => format!("{of_all}: {most}"),
        _ => format!("{of_all}, {most} most"),
    }
}

/// The column with the largest effect, the first of equals.
fn largest(columns: Vec<&ColumnReport>) -> Option<&ColumnReport> {
    columns.into_iter().fold(None, |most: Option<&ColumnReport>, next| match most {
        Some(most) if most.drift.effect >= next.drift.effect => Some(most),
        _ => Some(next),
    })
}

/// "predictions moved (delayed: “1” rose from 22 to 32 %)", or that they did not; nothing where that is open.
fn role_clause(columns: &[ColumnReport], roles: &[Role], what: &str) -> Option<String> {
    let with_role = || columns.iter().filter(|column| roles.contains(&column.role) && column.drift.tested);
    let of = |outcome: Outcome| with_role().filter(|column| column.drift.outcome == outcome).collect::<Vec<_>>();
    let moved = |column: &ColumnReport| format!("({}: {})", name(&column.name, NAME), finding::change(column));
    if let Some(most) = largest(of(Outcome::Drifted)) {
        return Some(format!("{what} moved {}", moved(most)));
    }
    if !of(Outcome::Unclear).is_empty() {
        return None;
    }
    match largest(of(Outcome::Negligible)) {
        Some(most) => Some(format!("{what} moved by less than the limit {}", moved(most))),
        None => with_role().next().map(|_| format!("{what} did not move")),
    }
}

/// A change that could hide is named in the headline up to this size; beyond it there are too few rows.
const HIDES: f64 = 0.15;

/// The headline where no column drifted: shown, or open.
fn none_drifted_clause(columns: &[ColumnReport], tested: u64, alpha: f64) -> String {
    let tested_columns = || columns.iter().filter(|column| column.drift.tested);
    let of = |outcome: Outcome| tested_columns().filter(|column| column.drift.outcome == outcome).count() as u64;
    let all = counted(tested, "column", "columns");
    let unclear = of(Outcome::Unclear);
    if of(Outcome::Identical) == tested {
        return if tested == 1 {
            "The only tested column is identical".to_owned()
        } else {
            format!("All {all} are identical")
        };
    }
    if unclear == 0 {
        return format!("None of {all} drifted");
    }
    // Where nothing is significant and the largest of what could hide is small, that is the answer.
    let open = || tested_columns().filter(|column| column.drift.outcome == Outcome::Unclear);
    let hidden = open().filter_map(|column| column.drift.high).fold(0.0, f64::max);
    let nothing_seen = of(Outcome::Negligible) == 0
        && open().all(|column| column.drift.p_adjusted.is_none_or(|p_value| p_value >= alpha));
    if nothing_seen && hidden <= HIDES {
        return format!(
            "No drift seen in {all}; a change of up to {} could hide{}",
            effect(hidden),
            among(unclear, tested)
        );
    }
    if unclear == tested && are_short_of_rows(columns) {
        return "Too few rows to tell whether anything drifted".to_owned();
    }
    let clause = unclear_clause(columns).unwrap_or_default();
    format!("None of {all} drifted; {clause}")
}

fn among(some: u64, all: u64) -> String {
    if some == all { String::new() } else { format!(" in {} of them", count(some)) }
}

/// "3 columns have too few rows to tell".
fn unclear_clause(columns: &[ColumnReport]) -> Option<String> {
    let unclear = columns.iter().filter(|column| column.drift.outcome == Outcome::Unclear).count() as u64;
    let columns_words = counted(unclear, "column", "columns");
    match unclear {
        0 => None,
        1 if are_short_of_rows(columns) => Some("1 column has too few rows to tell".to_owned()),
        _ if are_short_of_rows(columns) => Some(format!("{columns_words} have too few rows to tell")),
        1 => Some("1 column is too near the limit to tell".to_owned()),
        _ => Some(format!("{columns_words} are too near the limit to tell")),
    }
}

/// Whether more rows would settle what is unclear, and not only an effect that is very near the limit.
fn are_short_of_rows(columns: &[ColumnReport]) -> bool {
    let mut unclear = columns.iter().filter(|column| column.drift.outcome == Outcome::Unclear);
    unclear.all(|column| {
        column.drift.rows_to_settle.is_some() || column.drift.high > column.drift.threshold.map(|limit| 1.5 * limit)
    })
}

/// The part of the basis that is only there if a profile was compared.
fn by_profiles(sides: [&DataSet; 2]) -> &'static str {
    if !sides.iter().any(|side| side.profile) {
        return "";
    }
    ". Profiles were compared, not rows: figures from buckets state their bounds, and tests that need single values are \
     absent"
}

/// What was compared, and the rule that decided.
pub fn basis(sides: [&DataSet; 2], tested: u64, settings: &Settings) -> String {
    by_rule(sides, tested, settings) + by_profiles(sides)
}

fn by_rule(sides: [&DataSet; 2], tested: u64, settings: &Settings) -> String {
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
    let rule = settings.preset.rule();
    let threshold = match rule.threshold {
        RuleThreshold::Computed | RuleThreshold::OfTest => String::new(),
        RuleThreshold::Below(value) | RuleThreshold::From(value) | RuleThreshold::Above(value) => number(value),
    };
    let rule = rule.basis.replace("{}", &threshold);
    let chosen = settings.test.is_some() || settings.threshold.is_some() || !settings.kinds.is_empty();
    let chosen = if chosen { "; tests or thresholds were chosen otherwise in the settings" } else { "" };
    if !rule.is_empty() {
        return format!("{reference} against {production}. {rule}{chosen}");
    }
    format!(
        "{reference} against {production}. A column has drifted when it is significant at {} after {correction} for {} and its effect is at least {}{chosen}",
        number(settings.alpha),
        counted(tested, "column", "columns"),
        number(settings.tolerance),
    )
}
