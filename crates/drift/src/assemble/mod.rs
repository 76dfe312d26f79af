//! The report on columns that were described, in one place or in several.

mod absent_values;
pub(crate) mod alike_names;
mod calendar_column;
mod labels_awaited;
mod zone;

use driftscope_report::calendar::format_datetime;
use driftscope_report::{
    DataSet, FileRecord, Kind, Period, Presence, Report, Role, SchemaDifferences, Settings, Windows,
};
use driftscope_table::partition_columns;

use crate::column::{Described, THE_TIME};
use crate::roles;

/// The report on columns that were described. Of the two data sets everything is known but what their columns say.
pub(crate) fn assemble_described(
    mut described: Vec<Described>,
    [mut reference, mut production]: [DataSet; 2],
    windows: Option<Windows>,
    settings: &Settings,
) -> Report {
    assign_time(&mut described, settings);
    leave_out_folders(&mut described, [&reference.files, &production.files], settings);
    labels_awaited::leave_out(&mut described);
    calendar_column::leave_out(&mut described, settings);
    let period = |side: usize| {
        described.iter().find(|column| column.report.role == Role::Time).and_then(|column| {
            let summary = column.summaries()[side];
            Some(Period {
                column: column.report.name.clone(),
                first: format_datetime(summary.min?)?,
                last: format_datetime(summary.max?)?,
            })
        })
    };
    [reference.period, production.period] = [period(0), period(1)];
    if settings.zone.is_some() {
        [&mut reference.period, &mut production.period].into_iter().for_each(zone::of_period);
        described.iter_mut().for_each(|column| zone::of_column(&mut column.report));
    }
    for column in &described {
        let [of_reference, of_production] = &column.warnings;
        reference.warnings.extend_from_slice(of_reference);
        production.warnings.extend_from_slice(of_production);
    }
    let of_side = |wanted: Presence| -> Vec<&str> {
        let found = described.iter().filter(|column| column.report.presence == wanted);
        found.map(|column| column.report.name.as_str()).collect()
    };
    let schema = SchemaDifferences {
        alike: alike_names::pairs(&of_side(Presence::Reference), &of_side(Presence::Production)),
        added: names(&described, |column| column.report.presence == Presence::Production),
        removed: names(&described, |column| {
            column.report.presence == Presence::Reference && !labels_awaited::are_awaited(column)
        }),
        labels_awaited: names(&described, labels_awaited::are_awaited),
        type_changed: described.iter().filter_map(|column| column.type_change.clone()).collect(),
        precision_changed: described.iter().filter_map(|column| column.precision_change.clone()).collect(),
        all_missing: absent_values::all_missing(&described, [reference.rows, production.rows]),
        mixed_types: {
            let texts = described.iter().filter_map(|column| column.mixed_types.clone());
            texts.chain(absent_values::partly_nested(&described)).collect()
        },
    };
    let columns = described.into_iter().map(|column| column.report).collect();
    let mut report = Report { reference, production, schema, columns, windows, ..Report::default() };
    driftscope_decide::decide(&mut report, settings);
    report
}

fn names(columns: &[Described], is_listed: impl Fn(&Described) -> bool) -> Vec<String> {
    columns.iter().filter(|column| is_listed(column)).map(|column| column.report.name.clone()).collect()
}

/// The share of missing values from which on a date-time is not the time of the records.
const MOSTLY: f64 = 0.5;

/// The time column: the one to which a person gave that role, or the likeliest date-time column.
pub(crate) fn time_of<'a>(columns: impl Iterator<Item = &'a Described> + Clone, settings: &Settings) -> Option<String> {
    if let Some(chosen) = columns.clone().find(|column| column.report.role == Role::Time) {
        return Some(chosen.report.name.clone());
    }
    if settings.columns.values().any(|choice| choice.role == Some(Role::Time)) {
        return None;
    }
    let free =
        |column: &&Described| settings.columns.get(&column.report.name).is_none_or(|choice| choice.role.is_none());
    let datetimes: Vec<&str> = columns
        .filter(|column| column.report.kind == Kind::Datetime && column.report.presence == Presence::Both)
        // The time of the records is there in most of them.
        .filter(|column| column.summaries().into_iter().all(|side| side.missing_share() < MOSTLY))
        .filter(free)
        .map(|column| column.report.name.as_str())
        .collect();
    roles::time_column(&datetimes).map(str::to_owned)
}

/// Assigns the role of time to one date-time column, unless a person gave it to some column.
fn assign_time(columns: &mut [Described], settings: &Settings) {
    let Some(time) = time_of(columns.iter(), settings) else { return };
    let is_it = |column: &&mut Described| column.report.name == time && column.report.role != Role::Time;
    for column in columns.iter_mut().filter(is_it) {
        column.report.role = Role::Time;
        column.leave_out(THE_TIME);
    }
}

/// Excludes folder columns that define the sides from the tests, unless a person chose something for such a column.
fn leave_out_folders(columns: &mut [Described], files: [&[FileRecord]; 2], settings: &Settings) {
    let defining = partition_columns(files);
    let is_left_out = |column: &&mut Described| {
        defining.contains(&column.report.name)
            && !column.left_out
            && !settings.columns.contains_key(&column.report.name)
    };
    for column in columns.iter_mut().filter(is_left_out) {
        column.leave_out("Not tested: each side has folders of its own for it");
        column.report.tests.clear();
        column.report.presets.clear();
        column.report.shift = None;
    }
}
