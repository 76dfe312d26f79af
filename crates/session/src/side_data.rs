//! The data of a side: its rows, or the profile of them if any of its files is a profile.
//!
//! If one side is a profile, the rows of the other are profiled, too, to be compared with it.

use std::borrow::Cow;
use std::collections::HashSet;

use driftscope_drift::{
    DescribedColumn, Extent, Kept, KnownColumns, Profile, RowWindows, WindowPlan, assemble_profiles, describe_profiles,
    profile_from_json, profile_to_json,
};
use driftscope_report::{FileRecord, Report, Settings, Warning, WarningCode};
use driftscope_table::{Cell, Column, FoundLabels, Table, add_labels};

use crate::{Buffers, ColumnSize, TableLabel, parcel};

/// One side, or some of its columns.
#[derive(Clone, Debug)]
pub enum SideData {
    /// Its rows.
    Rows(Table),
    /// A profile of them.
    Profile(Profile),
}

impl SideData {
    /// The profile: of the rows, if there are some.
    pub fn into_profile(self) -> Profile {
        match self {
            Self::Rows(table) => Profile::of(&table),
            Self::Profile(profile) => profile,
        }
    }

    /// The same with labels that came in other files. Labels that cannot be read or joined are no error: the predictions stay, and whether
    /// they are of the other side is known where both are.
    pub(crate) fn with_labels(mut self, names: &[String], labels: Result<Self, (String, String)>) -> Self {
        let reason = match (&mut self, labels) {
            (Self::Rows(predictions), Ok(Self::Rows(labels))) => {
                // What is wrong stands in the table.
                let _ = add_labels(predictions, &labels);
                return self;
            }
            (_, Ok(_)) => "Labels not joined: labels and predictions need rows, and a profile has none".to_owned(),
            (_, Err((name, reason))) => format!("Labels not read: {reason}. File: {name}"),
        };
        match &mut self {
            Self::Rows(table) => {
                let read = |name: &String| FileRecord { name: name.clone(), ..FileRecord::default() };
                table.files.extend(names.iter().map(|name| FileRecord::of_labels(&read(name), "no row")));
                table.labels = Some(Box::new(FoundLabels::refused(reason)));
            }
            Self::Profile(profile) => profile.warnings.push(Warning::of_values(WarningCode::Labels, 1, reason)),
        }
        self
    }

    /// The rows, if they are here.
    pub(crate) fn table(&self) -> Option<&Table> {
        if let Self::Rows(table) = self { Some(table) } else { None }
    }

    /// The rows, to be changed.
    pub(crate) fn table_mut(&mut self) -> Option<&mut Table> {
        if let Self::Rows(table) = self { Some(table) } else { None }
    }

    /// Rows, and records skipped.
    pub(crate) fn rows(&self) -> (u64, u64) {
        match self {
            Self::Rows(table) => (table.rows as u64, table.skipped),
            Self::Profile(profile) => (profile.rows, profile.skipped),
        }
    }

    /// The formats that the files were read as.
    pub(crate) fn read_as(&self) -> String {
        match self {
            Self::Rows(table) => {
                let mut words: Vec<&str> = table.files.iter().map(|file| file.read_as.as_str()).collect();
                words.dedup();
                words.join("; ")
            }
            Self::Profile(profile) => match profile.files.len() {
                0 | 1 => "a profile".to_owned(),
                files => format!("a profile of {files} files"),
            },
        }
    }

    /// The columns, and how much there is of each.
    pub(crate) fn sizes(&self) -> Vec<ColumnSize> {
        match self {
            Self::Rows(table) => table.columns.iter().map(size).collect(),
            // Each is about as small as any other.
            Self::Profile(profile) => {
                profile.column_names().map(|name| ColumnSize { name: name.to_owned(), bytes: 1 }).collect()
            }
        }
    }

    /// Takes columns out, for another worker.
    pub(crate) fn pack(&mut self, names: &[String], buffers: &mut impl Buffers) -> TableLabel {
        match self {
            Self::Rows(table) => parcel::pack(table, names, buffers),
            Self::Profile(profile) => {
                let names: HashSet<&str> = names.iter().map(String::as_str).collect();
                let taken = profile.take_columns(|name| names.contains(name));
                TableLabel {
                    rows: taken.rows,
                    columns: Vec::new(),
                    files: Vec::new(),
                    part: None,
                    sampled_from: None,
                    skipped: 0,
                    warnings: Vec::new(),
                    labels: None,
                    profile: Some(profile_to_json(&taken)),
                }
            }
        }
    }

    /// Adds the columns that another worker took out.
    pub(crate) fn unpack(before: Option<Self>, label: TableLabel, buffers: &mut impl Buffers) -> Option<Self> {
        let Some(written) = &label.profile else {
            let table = if let Some(Self::Rows(table)) = before { Some(table) } else { None };
            return parcel::unpack(table, label, buffers).map(Self::Rows);
        };
        let mut columns = profile_from_json(written).ok()?;
        if let Some(Self::Profile(mut profile)) = before {
            profile.add_columns(columns);
            columns = profile;
        }
        Some(Self::Profile(columns))
    }

    fn profile(&self) -> Cow<'_, Profile> {
        match self {
            Self::Rows(table) => Cow::Owned(Profile::of(table)),
            Self::Profile(profile) => Cow::Borrowed(profile),
        }
    }

    /// What is known about the rows besides columns.
    fn outline(&self) -> Cow<'_, Profile> {
        match self {
            Self::Rows(Table { rows, files, part, skipped, warnings, labels, .. }) => {
                let bare = Table {
                    rows: *rows,
                    columns: Vec::new(),
                    files: files.clone(),
                    part: part.clone(),
                    sampled_from: None,
                    skipped: *skipped,
                    warnings: warnings.clone(),
                    labels: labels.clone(),
                };
                Cow::Owned(Profile::of(&bare))
            }
            Self::Profile(profile) => Cow::Borrowed(profile),
        }
    }
}

/// Compares the columns of both sides, each by itself. Of rows, those that are known need no work, and what is kept of the sides is not
/// computed again.
pub(crate) fn describe(
    reference: &SideData,
    production: &SideData,
    settings: &Settings,
    extent: Extent,
    (known, windows, kept): (&mut KnownColumns, Option<&RowWindows>, Kept<'_>),
    progress: impl FnMut(usize, usize),
) -> Vec<DescribedColumn> {
    match (reference, production) {
        (SideData::Rows(reference), SideData::Rows(production)) => {
            known.describe([reference, production], settings, extent, windows, kept, progress)
        }
        _ => describe_profiles(&reference.profile(), &production.profile(), settings, extent, progress),
    }
}

/// Writes the report of compared columns.
pub(crate) fn assemble(
    described: Vec<DescribedColumn>,
    reference: &SideData,
    production: &SideData,
    windows: Option<WindowPlan>,
    settings: &Settings,
) -> Report {
    match (reference, production) {
        (SideData::Rows(reference), SideData::Rows(production)) => {
            driftscope_drift::assemble(described, reference, production, windows, settings)
        }
        // A profile that is made here of rows has no windows.
        _ => assemble_profiles(described, &reference.outline(), &production.outline(), settings),
    }
}

fn size(column: &Column) -> ColumnSize {
    let cells = column.cells.len() * size_of::<Cell>();
    ColumnSize { name: column.name.clone(), bytes: (cells + column.dictionary.byte_len()) as u64 }
}
