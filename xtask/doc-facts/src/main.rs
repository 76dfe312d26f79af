//! Prints what documents repeat from the code, as JSON: `names` to check tables against, and `parts` to put into them.
//! `cargo xtask docs` and `check` read it.

mod rules;
mod serde_names;
mod settings;
mod statistics;
mod watched;

use std::collections::BTreeMap;

use driftscope_report::{
    Alert, AlertRule, AlertState, Change, ColumnReport, ColumnSettings, Correction, DataSet, Drift, DriftPart, Format,
    Kind, Outcome, Part, PresetVerdict, ReadingCode, Report, Role, SCHEMA_VERSION, SETTINGS_VERSION, Settings,
    Severity, Shift, Summary, Verdict, WarningCode,
};
use serde_json::json;

use serde_names::names_of;

fn main() -> Result<(), serde_json::Error> {
    println!("{}", json!({ "names": names(), "parts": parts()? }));
    Ok(())
}

/// The names that tables must list.
fn names() -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut names = BTreeMap::from([
        ("alert", names_of::<Alert>()),
        ("alert-rule", names_of::<AlertRule>()),
        ("alert-states", names_of::<AlertState>()),
        ("roles", names_of::<Role>()),
        ("corrections", names_of::<Correction>()),
        ("outcomes", names_of::<Outcome>()),
        ("severities", names_of::<Severity>()),
        ("parts", names_of::<Part>()),
        ("changes", names_of::<Change>()),
        ("warnings", names_of::<WarningCode>()),
        ("column-settings", names_of::<ColumnSettings>()),
        ("report", names_of::<Report>()),
        ("data-set", names_of::<DataSet>()),
        ("verdict", names_of::<Verdict>()),
        ("column", names_of::<ColumnReport>()),
        ("readings", names_of::<ReadingCode>()),
        ("summary", names_of::<Summary>()),
        ("drift", names_of::<Drift>()),
        ("drift-part", names_of::<DriftPart>()),
        ("preset-verdict", names_of::<PresetVerdict>()),
        ("shift", names_of::<Shift>()),
    ]);
    // The name that reports had before; the table of outcomes lists those of today.
    names.entry("outcomes").or_default().retain(|name| *name != "too_few_rows");
    // Parquet has a name in reports, but nobody can choose it.
    names.insert("shapes", Format::ALL.iter().map(|format| format.as_str()).collect());
    names
}

/// The parts of documents that are made.
fn parts() -> Result<BTreeMap<&'static str, String>, serde_json::Error> {
    let kinds: Vec<String> = names_of::<Kind>().iter().map(|name| format!("`{name}`")).collect();
    let defaults = serde_json::to_string_pretty(&Settings::default())?;
    Ok(BTreeMap::from([
        ("kinds", kinds.join(", ")),
        ("rules", rules::table()),
        ("rule-names", rules::names()),
        ("settings", settings::table()),
        ("settings-defaults", format!("```json\n{defaults}\n```")),
        ("statistics", statistics::table()),
        ("watched", watched::table()),
        ("versions", format!("Today reports have version {SCHEMA_VERSION} and settings version {SETTINGS_VERSION}.")),
    ]))
}
