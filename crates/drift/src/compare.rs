//! The comparison of two data sets, by their rows or by their profiles.

use std::collections::HashMap;

use driftscope_report::{ColumnReport, ColumnWindows, DataSet, Report, Role, Settings, Warning, WarningCode};
use driftscope_table::{Column, Table, label_warnings};

use crate::assemble::{assemble_described, time_of};
use crate::column::{Described, describe};
use crate::joint::joint_columns;
use crate::kept::KeptPair;
use crate::label_delay;
use crate::model::with_counted_model;
use crate::pieces::{Pieces, gather, in_order};
use crate::profile::{CountedRows, Profile, ProfileSides, ProfileWindows, by_segment};
use crate::row_columns::{needs_levels, with_row_columns};
use crate::rows::RowSides;
use crate::segments::{levelled_columns, with_counted_segments};
use crate::windows::{RowWindows, WindowPlan, windowed};
use crate::{CompareError, DescribedColumn, Extent, sample_rows, with_columns_together};

/// Checks that two tables have anything to compare.
pub fn check_comparable(reference: &Table, production: &Table) -> Result<(), CompareError> {
    fn names(table: &Table) -> impl Iterator<Item = &str> + Clone {
        table.columns.iter().map(|column| column.name.as_str())
    }
    CompareError::unless_common(names(reference), names(production))
}

/// Checks that two profiles have anything to compare.
pub fn check_profiles_comparable(reference: &Profile, production: &Profile) -> Result<(), CompareError> {
    CompareError::unless_common(reference.column_names(), production.column_names())
}

/// Compares two tables under the given settings.
///
/// The tables hold the rows that are compared: a split or a period of the settings has been applied to them. What columns show together
/// is not computed for a period, so that a page which holds columns in two places needs no more of them than their own rows.
///
/// Never fails: two tables without a common column give a report that says so (see [`check_comparable`]).
pub fn compare(reference: &Table, production: &Table, settings: &Settings) -> Report {
    compare_in_pieces(reference, production, settings, &in_order)
}

/// [`compare`], whose columns may be compared side by side. The report is the same, byte for byte, in whatever order pieces are done.
pub fn compare_in_pieces(reference: &Table, production: &Table, settings: &Settings, pieces: &Pieces<'_>) -> Report {
    let rows = [reference.rows as u64, production.rows as u64];
    let columns = pairs([&reference.columns, &production.columns], |column| &column.name);
    let mut described = gather(columns.len(), pieces, |number| {
        let (name, pair) = columns[number];
        DescribedColumn(describe_pair(name, pair, rows, settings, Extent::Full, KeptPair::default()))
    });
    let time = time_column(&described, settings);
    let version = version_column(described.iter().map(|column| &column.0.report));
    let windows = RowWindows::of([reference, production], [time.as_deref(), version.as_deref()], settings.window);
    if let Some(windows) = &windows {
        let found =
            gather(described.len(), pieces, |number| windows_of(&described[number], columns[number].1, windows));
        described.iter_mut().zip(found).for_each(|(column, found)| column.0.report.windows = found);
    }
    let levels = match needs_levels(described.iter().map(|column| &column.0.report), settings) {
        true => levelled_columns(&described, reference, production),
        false => Vec::new(),
    };
    let joint = joint_columns(&described, reference, production, time.as_deref(), settings.segment.as_deref());
    let plan = windows.as_ref().map(|windows| windows.plan.clone());
    let report = assemble(described, reference, production, plan, settings);
    let report = with_row_columns(report, levels, joint, windows.as_ref(), None);
    if settings.period.is_some() {
        return report;
    }
    with_columns_together(report, [&sample_rows(reference), &sample_rows(production)])
}

/// Compares two profiles under the given settings.
///
/// Never fails, as [`compare`] does not: see [`check_profiles_comparable`].
pub fn compare_profiles(reference: &Profile, production: &Profile, settings: &Settings) -> Report {
    let described = describe_profiles(reference, production, settings, Extent::Full, |_, _| {});
    assemble_profiles(described, reference, production, settings)
}

/// Describes and tests the columns of two tables, or of parts of two tables, each by itself: those of the reference,
/// and then those that only production has. `progress` gets how many are done, and of how many.
pub fn describe_all(
    reference: &Table,
    production: &Table,
    settings: &Settings,
    extent: Extent,
    progress: impl FnMut(usize, usize),
) -> Vec<DescribedColumn> {
    let rows = [reference.rows as u64, production.rows as u64];
    let pairs = pairs([&reference.columns, &production.columns], |column| &column.name);
    describe_pairs(pairs, progress, |name, pair| describe_pair(name, pair, rows, settings, extent, KeptPair::default()))
}

/// Describes and tests a column of rows, of which each side has this many. What is kept of its sides is used.
pub(crate) fn describe_pair(
    name: &str,
    pair: Pair<'_, Column>,
    rows: [u64; 2],
    settings: &Settings,
    extent: Extent,
    kept: KeptPair<'_>,
) -> Described {
    let are_labels = settings.columns.get(name).is_some_and(|choice| choice.words_are_labels);
    describe(name, &RowSides::new(pair, rows, are_labels, kept), settings, extent)
}

/// Describes and tests the columns of two profiles, or of parts of two, each by itself: [`describe_all`] of rows. Their windows are
/// counted after the verdict.
pub fn describe_profiles(
    reference: &Profile,
    production: &Profile,
    settings: &Settings,
    extent: Extent,
    progress: impl FnMut(usize, usize),
) -> Vec<DescribedColumn> {
    let rows = [reference.rows, production.rows];
    let windows =
        (extent == Extent::Full).then(|| ProfileWindows::of([reference, production], settings.window)).flatten();
    let pairs = pairs([&reference.columns, &production.columns], |column| &column.name);
    describe_pairs(pairs, progress, |name, pair| {
        let mut described = describe(name, &ProfileSides::new(pair, rows), settings, Extent::Full);
        described.report.windows =
            windows.as_ref().and_then(|windows| windows.column(&described.report, &described.edges, pair));
        described
    })
}

/// A column of both sides, or of one.
pub(crate) type Pair<'a, C> = [Option<&'a C>; 2];

fn describe_pairs<'a, C>(
    pairs: Vec<(&'a str, Pair<'a, C>)>,
    mut progress: impl FnMut(usize, usize),
    describe: impl Fn(&str, Pair<'a, C>) -> Described,
) -> Vec<DescribedColumn> {
    let mut described = Vec::with_capacity(pairs.len());
    for &(name, pair) in &pairs {
        described.push(DescribedColumn(describe(name, pair)));
        progress(described.len(), pairs.len());
    }
    described
}

/// The columns of the reference, each beside that of production with its name, and then those that only production has. Of equal
/// names on a side the first counts.
pub(crate) fn pairs<'a, C>([reference, production]: [&'a [C]; 2], name: fn(&C) -> &str) -> Vec<(&'a str, Pair<'a, C>)> {
    let places = |columns: &'a [C]| -> HashMap<&'a str, &'a C> {
        columns.iter().rev().map(|column| (name(column), column)).collect()
    };
    let (here, there) = (places(reference), places(production));
    let of_reference = reference.iter().map(|column| [Some(column), there.get(name(column)).copied()]);
    let named = reference.iter().map(name).zip(of_reference);
    let added = production.iter().filter(|column| !here.contains_key(name(column)));
    named.chain(added.map(|column| (name(column), [None, Some(column)]))).collect()
}

/// The name of the time column of described columns: all of them, whichever place they were described in.
pub fn time_column(described: &[DescribedColumn], settings: &Settings) -> Option<String> {
    time_of(described.iter().map(|column| &column.0), settings)
}

/// The name of the first column that has the version of the model.
pub fn version_column<'a>(mut columns: impl Iterator<Item = &'a ColumnReport>) -> Option<String> {
    columns.find(|column| column.role == Role::Version).map(|column| column.name.clone())
}

/// Counts described columns by window, those whose values are here.
pub fn add_windows(described: &mut [DescribedColumn], reference: &Table, production: &Table, windows: &RowWindows) {
    for column in described {
        let sides = [reference, production].map(|table| table.column(column.name()));
        column.0.report.windows = windows_of(column, sides, windows);
    }
}

fn windows_of(
    DescribedColumn(column): &DescribedColumn,
    sides: Pair<'_, Column>,
    windows: &RowWindows,
) -> Option<ColumnWindows> {
    windowed(&column.report, &column.edges, sides, windows)
}

/// The report on columns that were described by [`describe_all`], in one place or in several. The columns of the tables do not
/// count. The described columns must come in the order of [`compare`], for the same bytes; what they show together is added by
/// [`with_columns_together`].
pub fn assemble(
    described: Vec<DescribedColumn>,
    reference: &Table,
    production: &Table,
    windows: Option<WindowPlan>,
    settings: &Settings,
) -> Report {
    let described = described.into_iter().map(|column| column.0).collect();
    let windows = windows.map(|plan| plan.windows);
    let mut sides = [reference, production].map(of_table);
    let found = label_warnings([&reference.labels, &production.labels].map(Option::as_deref));
    sides.iter_mut().zip(found).for_each(|(side, warnings)| side.warnings.extend(warnings));
    for (side, table) in sides.iter_mut().zip([reference, production]) {
        // Labels were looked for in all rows of the files.
        side.label_delay = label_delay::of(table).filter(|_| side.part.is_none() && settings.period.is_none());
    }
    assemble_described(described, sides, windows, settings)
}

/// The report on columns that were described by [`describe_profiles`], in one place or in several. The columns of the profiles do not count.
pub fn assemble_profiles(
    described: Vec<DescribedColumn>,
    reference: &Profile,
    production: &Profile,
    settings: &Settings,
) -> Report {
    let windows = ProfileWindows::of([reference, production], settings.window);
    let listed = windows.as_ref().map(|windows| windows.plan.windows.clone());
    let model = CountedRows::of([reference, production], windows);
    let joint = model.as_ref().map(|model| {
        let [reference, production] = &model.tables;
        joint_columns(&described, reference, production, None, None)
    });
    let counted = by_segment(&described, [reference, production], settings);
    let described = described.into_iter().map(|column| column.0).collect();
    // Profiles were counted by UTC.
    let mut sides = [reference, production].map(of_profile);
    if let Some(zone) = &settings.zone {
        let message = format!("Times of a profile are those of UTC, not of {}", zone.name);
        sides[1].warnings.push(Warning::of_values(WarningCode::TimeZone, 1, message));
    }
    let by_utc = Settings { zone: None, ..settings.clone() };
    let mut report = assemble_described(described, sides, listed, &by_utc);
    report.settings.zone.clone_from(&settings.zone);
    let report = with_counted_segments(report, counted);
    match (model, joint) {
        (Some(model), Some(joint)) => with_counted_model(report, joint, model.counts, model.windows.as_ref()),
        _ => report,
    }
}

/// The description of a data set before its columns are described.
fn of_table(table: &Table) -> DataSet {
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

fn of_profile(profile: &Profile) -> DataSet {
    DataSet {
        rows: profile.rows,
        skipped: profile.skipped,
        files: profile.files.clone(),
        part: profile.part.clone(),
        warnings: profile.warnings.clone(),
        profile: true,
        segments: profile.segment_column().map(str::to_owned),
        opened: profile.opened.clone(),
        ..DataSet::default()
    }
}
