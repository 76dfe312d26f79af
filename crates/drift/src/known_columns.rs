//! Columns of the same rows that were described before: a person changes the kind of one, or the column whose values are segments, and all
//! others stay as they were.
//!
//! Invariant: a report made with what is known has the bytes of one made without. It is to be dropped with the rows.

use std::collections::HashMap;

use driftscope_report::{ColumnWindows, Layer, Settings, Windowing};
use driftscope_table::Table;

use crate::column::Described;
use crate::compare::{describe_pair, pairs};
use crate::windows::{RowWindows, windowed};
use crate::{DescribedColumn, Extent};

/// Columns of the same rows that were described before.
#[derive(Clone, Debug, Default)]
pub struct KnownColumns {
    columns: HashMap<String, KnownColumn>,
    /// The windows that they were counted by.
    windows: Option<RowWindows>,
}

/// A column, and what it was described under.
#[derive(Clone, Debug)]
struct KnownColumn {
    settings: Settings,
    extent: Extent,
    described: Described,
    /// Its counts by window, once it was counted.
    windows: Option<Option<ColumnWindows>>,
}

impl KnownColumns {
    /// Describes columns as [`describe_all`](crate::describe_all) and [`add_windows`](crate::add_windows) do, those alone that are not
    /// known. A column of which every test is known is given with all of them, even for a first look.
    pub fn describe(
        &mut self,
        [reference, production]: [&Table; 2],
        settings: &Settings,
        extent: Extent,
        windows: Option<&RowWindows>,
        mut progress: impl FnMut(usize, usize),
    ) -> Vec<DescribedColumn> {
        // A first look is without windows, and those that were found before may be found again after it.
        if windows.is_some() && self.windows.as_ref() != windows {
            self.windows = windows.cloned();
            self.columns.values_mut().for_each(|column| column.windows = None);
        }
        let rows = [reference.rows as u64, production.rows as u64];
        let pairs = pairs([&reference.columns, &production.columns], |column| &column.name);
        let mut all = Vec::with_capacity(pairs.len());
        for &(name, pair) in &pairs {
            let own = settings_of(name, settings);
            let is_known =
                |known: &KnownColumn| known.settings == own && (known.extent == extent || known.extent == Extent::Full);
            if !self.columns.get(name).is_some_and(is_known) {
                let described = describe_pair(name, pair, rows, settings, extent);
                let known = KnownColumn { settings: own, extent, described, windows: None };
                self.columns.insert(name.to_owned(), known);
            }
            let Some(known) = self.columns.get_mut(name) else { continue };
            let mut described = known.described.clone();
            if let Some(windows) = windows {
                let counted = || windowed(&described.report, &described.edges, pair, windows);
                let counts = known.windows.get_or_insert_with(counted).clone();
                described.report.windows = counts;
            }
            all.push(DescribedColumn(described));
            progress(all.len(), pairs.len());
        }
        all
    }
}

/// The settings that a column may depend on: none that only decides, that is about other columns, or about what is made of all of
/// them. Which rows are compared is not among them, since they are the same.
fn settings_of(name: &str, settings: &Settings) -> Settings {
    let own = settings.columns.get_key_value(name).map(|(name, choice)| (name.clone(), choice.clone()));
    Settings {
        preset: settings.preset,
        columns: own.into_iter().collect(),
        period: None,
        segment: None,
        find_segments: false,
        positive: None,
        ranking_depth: Settings::default().ranking_depth,
        window: Windowing::Auto,
        ..settings.clone().without(Layer::Decide)
    }
}
