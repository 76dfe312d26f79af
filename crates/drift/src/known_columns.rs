//! Columns of the same rows that were described before: a person changes the kind of one, or the column whose values are segments, and all
//! others stay as they were.
//!
//! Invariant: a report made with what is known has the bytes of one made without. It is to be dropped with the rows.

use std::collections::HashMap;

use driftscope_report::{ColumnWindows, Layer, Role, Settings, Windowing};
use driftscope_table::{Column, Table};

use crate::column::Described;
use crate::compare::{Pair, describe_pair, pairs};
use crate::joint::{self, JointColumn};
use crate::kept::{Kept, KeptPair, SortedColumns};
use crate::segments::{LevelledColumn, SampledRows, levelled_column};
use crate::values::kept_side::KeptSide;
use crate::windows::{RowWindows, windowed};
use crate::{DescribedColumn, Extent};

/// Values by row that are kept at most, of all columns and both sides together: at most 64 MB.
const MOST_JOINT: usize = 8 << 20;

/// Columns of the same rows that were described before.
#[derive(Clone, Debug, Default)]
pub struct KnownColumns {
    columns: HashMap<String, KnownColumn>,
    /// The windows that they were counted by.
    windows: Option<RowWindows>,
}

/// What is asked of the columns, and the rows of each side.
struct Asked<'a> {
    settings: &'a Settings,
    extent: Extent,
    windows: Option<&'a RowWindows>,
    rows: [u64; 2],
}

/// A column, and what it was described under.
#[derive(Clone, Debug)]
struct KnownColumn {
    settings: Settings,
    extent: Extent,
    described: Described,
    /// Its counts by window, once it was counted.
    windows: Option<Option<ColumnWindows>>,
    /// The column as levels, once they were asked for.
    levels: Option<Option<LevelledColumn>>,
    /// Its values by row in a role, once they were taken.
    joint: Option<(Role, JointColumn)>,
}

impl KnownColumns {
    /// Describes columns as [`describe_all`](crate::describe_all) and [`add_windows`](crate::add_windows) do, those alone that are not
    /// known. A column of which every test is known is given with all of them, even for a first look. What is kept of the sides is used.
    pub fn describe(
        &mut self,
        [reference, production]: [&Table; 2],
        settings: &Settings,
        extent: Extent,
        windows: Option<&RowWindows>,
        mut kept: Kept<'_>,
        mut progress: impl FnMut(usize, usize),
    ) -> Vec<DescribedColumn> {
        self.turn_to(windows);
        let asked = Asked { settings, extent, windows, rows: [reference.rows as u64, production.rows as u64] };
        let pairs = pairs([&reference.columns, &production.columns], |column| &column.name);
        let mut all = Vec::with_capacity(pairs.len());
        for (place, pair) in pairs.iter().enumerate() {
            let known = self.column(place, *pair, &asked, &mut kept);
            let mut described = known.described.clone();
            if windows.is_some() {
                described.report.windows = known.windows.clone().flatten();
            }
            all.push(DescribedColumn(described));
            progress(all.len(), pairs.len());
        }
        all
    }

    /// Describes these columns to the full, so that they are known when all of them are asked for.
    pub fn describe_ahead(
        &mut self,
        [reference, production]: [&Table; 2],
        settings: &Settings,
        windows: Option<&RowWindows>,
        mut kept: Kept<'_>,
        columns: &[String],
    ) {
        self.turn_to(windows);
        let extent = Extent::Full;
        let asked = Asked { settings, extent, windows, rows: [reference.rows as u64, production.rows as u64] };
        let pairs = pairs([&reference.columns, &production.columns], |column| &column.name);
        let pairs = pairs.iter().enumerate().filter(|(_, (name, _))| columns.iter().any(|column| column == name));
        for (place, pair) in pairs {
            self.column(place, *pair, &asked, &mut kept);
        }
    }

    /// A first look is without windows, and those that were found before may be found again after it.
    fn turn_to(&mut self, windows: Option<&RowWindows>) {
        if windows.is_some() && self.windows.as_ref() != windows {
            self.windows = windows.cloned();
            self.columns.values_mut().for_each(|column| column.windows = None);
        }
    }

    /// A column, which is described unless it is known.
    fn column(
        &mut self,
        place: usize,
        (name, pair): (&str, Pair<'_, Column>),
        asked: &Asked<'_>,
        kept: &mut Kept<'_>,
    ) -> &KnownColumn {
        let Asked { settings, extent, windows, rows } = *asked;
        let own = settings_of(name, settings);
        let is_known =
            |known: &KnownColumn| known.settings == own && (known.extent == extent || known.extent == Extent::Full);
        let before = self.columns.remove(name).filter(is_known);
        let parts = kept.sorted.map(SortedColumns::parts).unwrap_or_default();
        let mut known = before.unwrap_or_else(|| {
            let describe = |reference: Option<&KeptSide>| {
                describe_pair(name, pair, rows, settings, extent, KeptPair { reference, parts })
            };
            let described = match &mut kept.reference {
                Some(kept) if pair[0].is_some_and(KeptSide::is_for) => kept.with(place, |side| describe(Some(side))),
                _ => describe(None),
            };
            KnownColumn { settings: own, extent, described, windows: None, levels: None, joint: None }
        });
        if let Some(windows) = windows.filter(|_| known.windows.is_none()) {
            let Described { report, edges, .. } = &known.described;
            known.windows = Some(windowed(report, edges, pair, windows));
        }
        self.columns.entry(name.to_owned()).or_insert(known)
    }

    /// The columns as levels, as [`levelled_columns`](crate::levelled_columns) does.
    pub fn levels(&mut self, described: &[DescribedColumn], tables: [&Table; 2]) -> Vec<LevelledColumn> {
        let mut rows = None;
        let level = |column: &DescribedColumn| {
            let mut of_rows = || {
                let rows = rows.get_or_insert_with(|| SampledRows::of(tables.map(|table| table.rows)));
                levelled_column(column, tables, rows)
            };
            match self.columns.get_mut(column.name()) {
                Some(known) => known.levels.get_or_insert_with(of_rows).clone(),
                None => of_rows(),
            }
        };
        described.iter().filter_map(level).collect()
    }

    /// The columns that are read together, as [`joint_columns`](crate::joint_columns) takes them. As many of them as fit are kept.
    pub fn joint(
        &mut self,
        described: &[DescribedColumn],
        tables: [&Table; 2],
        [time, segment]: [Option<&str>; 2],
    ) -> Vec<JointColumn> {
        let kept = self.columns.values().filter(|known| known.joint.is_some()).count();
        let mut room = (MOST_JOINT / tables.map(|table| table.rows).iter().sum::<usize>().max(1)).saturating_sub(kept);
        joint::joint_by(described, time, segment, |column, role| {
            let known = self.columns.get_mut(column.name());
            if let Some((_, joint)) =
                known.as_ref().and_then(|known| known.joint.as_ref()).filter(|(of, _)| *of == role)
            {
                return Some(joint.clone());
            }
            let joint = joint::of(column, role, tables.map(|table| table.column(column.name())))?;
            if let Some(known) = known.filter(|_| room > 0) {
                room -= 1;
                known.joint = Some((role, joint.clone()));
            }
            Some(joint)
        })
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
