//! A profile part by part in time: for each hour, day, week or month what stands for its rows.
//!
//! The profile of the whole is the windows' merged in the order of time, and is never written beside them: so neither
//! contradicts the other. Rows without a moment are a part of their own.
//!
//! A window with few rows says what these hold: one with a single row is that row. [`Profile::without_small_windows`] takes such
//! windows into the part without a moment.

use std::collections::BTreeMap;
use std::fmt;

use driftscope_report::WindowUnit;
use driftscope_report::calendar::format_datetime;
use driftscope_report::{FileRecord, Split};
use driftscope_table::{MOST_WINDOWS, SplitChoices, Table, TimeChoice, WindowBy, WindowError, pick, windows};

use super::column::ColumnProfile;
use super::model::ModelTable;
use super::{KeptTogether, Profile, ProfileError, merge_columns, merged_models};

/// The windows of a profile.
#[derive(Clone, Debug, PartialEq)]
pub struct Windows {
    /// The column of the moments.
    pub column: String,
    /// How long each is.
    pub unit: WindowUnit,
    /// By the second since 1970 at which each begins; without one the rows that are in none.
    pub(crate) parts: BTreeMap<Option<i64>, Part>,
    /// The first and the last timestamp, where the column of the moments need not be here.
    pub(super) known_ends: Option<(f64, f64)>,
}

/// What stands for the rows of one window.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Part {
    pub rows: u64,
    pub columns: Vec<ColumnProfile>,
    /// The rows of the model, where they are kept.
    pub model: Option<ModelTable>,
}

/// Why a profile cannot be split.
#[derive(Clone, Debug, PartialEq)]
pub enum ProfileSplitError {
    /// It has no windows.
    NoWindows,
    /// It is to be split by something other than time.
    NotByTime,
    /// Its windows are those of another column.
    OtherColumn {
        /// The column of the windows.
        windows: String,
    },
    /// The moment lies within a window.
    WithinWindow {
        /// How long windows are.
        unit: WindowUnit,
        /// When that window begins, in seconds since 1970.
        start: i64,
        /// When it ends.
        end: i64,
    },
    /// One side would have no row.
    EmptySide {
        /// How the side reads.
        side: String,
        /// When the first window begins, in seconds since 1970.
        first: i64,
        /// When the last one ends.
        last: i64,
    },
}

impl Profile {
    /// The profile of a table with that of each window.
    pub fn of_windows(table: &Table, by: &WindowBy) -> Result<Self, WindowError> {
        Self::of_windows_keeping(table, by, KeptTogether::Nothing)
    }

    /// The profile of a table with that of each window, and in each what is to be kept together.
    pub fn of_windows_keeping(table: &Table, by: &WindowBy, keeps: KeptTogether) -> Result<Self, WindowError> {
        let found = windows(table, by)?;
        let model = keeps.model_columns(table);
        let model = model.as_ref();
        let part = |rows: &[usize]| {
            let few = pick(table, rows);
            let columns = few.columns.iter().map(ColumnProfile::of).collect();
            let model = model.and_then(|columns| ModelTable::of(&few, columns));
            Part { rows: few.rows as u64, columns, model }
        };
        let parts = found.parts.iter().map(|(start, rows)| (*start, part(rows))).collect();
        let windows = Windows { column: found.column, unit: by.unit, parts, known_ends: None };
        let model = windows.whole_model();
        Ok(Self { columns: windows.whole(), windows: Some(windows), model, ..Self::without_columns(table) })
    }

    /// The windows, where there are any.
    pub fn windows(&self) -> Option<&Windows> {
        self.windows.as_ref()
    }

    /// Takes windows of fewer rows than this into the part without a moment, and gives how many these were. Where that part has too few
    /// rows itself, it takes up the smallest window beside.
    pub fn without_small_windows(&mut self, fewest: u64) -> usize {
        let Some(windows) = &mut self.windows else { return 0 };
        let mut taken = 0;
        loop {
            let loose = windows.parts.get(&None).map(|part| part.rows);
            let smallest = windows.parts.iter().filter_map(|(start, part)| Some((part.rows, (*start)?))).min();
            match smallest {
                Some((rows, start)) if rows < fewest || loose.is_some_and(|loose| loose < fewest) => {
                    let part = windows.parts.remove(&Some(start)).unwrap_or_default();
                    windows.add(None, part);
                    taken += 1;
                }
                _ => break,
            }
        }
        if taken > 0 {
            self.columns = windows.whole();
            self.model = windows.whole_model();
        }
        taken
    }

    /// The places at which a profile can be split: the edges of its windows. The middle one has half of the rows before it.
    pub fn split_choices(&self) -> SplitChoices {
        let times = self.windows.as_ref().and_then(|windows| {
            let (edges, rows) = (windows.edges(), windows.rows());
            let half = rows.iter().sum::<u64>() / 2;
            let mut before = 0_u64;
            let middle = edges.iter().skip(1).zip(&rows).find_map(|((start, _), rows)| {
                before += rows;
                (before >= half).then_some(*start)
            });
            let (first, last) = (edges.first()?.0, edges.last()?.0);
            let middle = middle.unwrap_or(last);
            let [first, last, middle] = [first, last, middle].map(|second| second as f64);
            (first < last).then(|| TimeChoice { column: windows.column.clone(), first, last, middle, zone: None })
        });
        SplitChoices { times: times.into_iter().collect(), values: Vec::new() }
    }

    /// Parts a profile at the edge of a window: what lies before is the reference, the rest is production. Rows in no window are on
    /// neither side, and are included in production's count of skipped records.
    pub fn split(&self, by: &Split) -> Result<[Self; 2], ProfileSplitError> {
        let windows = self.windows.as_ref().ok_or(ProfileSplitError::NoWindows)?;
        let Split::Time { column, at } = by else { return Err(ProfileSplitError::NotByTime) };
        if column.as_ref().is_some_and(|column| *column != windows.column) {
            return Err(ProfileSplitError::OtherColumn { windows: windows.column.clone() });
        }
        let edges = windows.edges();
        if let Some((start, end)) = edges.iter().find(|(start, end)| (*start as f64) < *at && *at < *end as f64) {
            return Err(ProfileSplitError::WithinWindow { unit: windows.unit, start: *start, end: *end });
        }
        let side = |is_reference: bool| {
            let side = self.of_some_windows(windows, |_, start| ((start as f64) < *at) == is_reference);
            if side.rows == 0 {
                let (first, last) = (edges.first().map_or(0, |edge| edge.0), edges.last().map_or(0, |edge| edge.1));
                let side = by.words()[usize::from(!is_reference)].clone();
                return Err(ProfileSplitError::EmptySide { side, first, last });
            }
            Ok(side)
        };
        let mut sides = [side(true)?, side(false)?];
        for (side, words) in sides.iter_mut().zip(by.words_of(self.part.as_deref())) {
            side.part = Some(words);
        }
        sides[1].skipped += windows.parts.get(&None).map_or(0, |part| part.rows);
        Ok(sides)
    }
}

impl Profile {
    /// The profile of the rows in some of its windows, which are chosen by their place in the order of time and by when they begin.
    pub(super) fn of_some_windows(&self, windows: &Windows, is_chosen: impl Fn(usize, i64) -> bool) -> Self {
        let starts = windows.parts.iter().filter_map(|(start, part)| Some(((*start)?, part)));
        let chosen = starts.enumerate().filter(|(place, (start, _))| is_chosen(*place, *start));
        let parts = chosen.map(|(_, (start, part))| (Some(start), part.clone())).collect();
        let some = Windows { parts, ..windows.without_parts() };
        let windows = Windows { known_ends: windows.ends_within(&some), ..some };
        Self {
            rows: windows.rows().into_iter().fold(0, u64::saturating_add),
            skipped: self.skipped,
            files: self.files.iter().map(|file| FileRecord { rows: None, ..file.clone() }).collect(),
            opened: self.opened.clone(),
            warnings: self.warnings.clone(),
            columns: windows.whole(),
            model: windows.whole_model(),
            windows: Some(windows),
            ..Self::default()
        }
    }
}

impl Windows {
    /// When each begins and ends, in seconds since 1970 and in the order of time.
    pub fn edges(&self) -> Vec<(i64, i64)> {
        self.parts.keys().flatten().map(|start| (*start, self.unit.end(*start))).collect()
    }

    /// The rows of each window, in the order of time.
    pub fn rows(&self) -> Vec<u64> {
        self.parts.iter().filter(|(start, _)| start.is_some()).map(|(_, part)| part.rows).collect()
    }

    /// Rows that are in no window.
    pub fn loose_rows(&self) -> u64 {
        self.parts.get(&None).map_or(0, |part| part.rows)
    }

    /// The columns of all windows, merged in the order of time.
    pub(super) fn whole(&self) -> Vec<ColumnProfile> {
        let mut whole = Vec::new();
        self.parts.values().for_each(|part| merge_columns(&mut whole, part.columns.clone()));
        whole
    }

    /// The models of all windows as one; `None` where one of them has none.
    pub(super) fn whole_model(&self) -> Option<ModelTable> {
        let mut parts = self.parts.values().filter(|part| part.rows > 0).map(|part| part.model.clone());
        let first = parts.next()??;
        parts.try_fold(first, |whole, part| whole.merged(part?))
    }

    /// Takes columns out, as those of the same windows.
    pub(super) fn take_columns(&mut self, is_taken: impl Fn(&str) -> bool) -> Self {
        self.known_ends = self.ends();
        let mut taken = self.without_parts();
        for (start, part) in &mut self.parts {
            let (columns, kept) =
                std::mem::take(&mut part.columns).into_iter().partition(|column| is_taken(&column.name));
            part.columns = kept;
            taken.parts.insert(*start, Part { rows: part.rows, columns, model: part.model.clone() });
        }
        taken
    }

    /// Adds columns of the same windows, taken out elsewhere.
    pub(super) fn add_columns(&mut self, mut of: Self) {
        for (start, part) in &mut self.parts {
            let taken = of.parts.remove(start);
            part.columns.extend(taken.into_iter().flat_map(|part| part.columns));
        }
    }

    /// The same without windows.
    fn without_parts(&self) -> Self {
        Self { column: self.column.clone(), unit: self.unit, parts: BTreeMap::new(), known_ends: self.known_ends }
    }

    fn add(&mut self, start: Option<i64>, part: Part) {
        let known = self.parts.entry(start).or_default();
        known.model = merged_models((known.rows, known.model.take()), (part.rows, part.model));
        known.rows = known.rows.saturating_add(part.rows);
        merge_columns(&mut known.columns, part.columns);
    }

    /// Both, window by window; nothing where they are of different columns or lengths.
    pub(super) fn merged(one: Option<Self>, other: Option<Self>) -> Result<Option<Self>, ProfileError> {
        let (Some(mut one), Some(other)) = (one, other) else { return Ok(None) };
        if one.column != other.column || one.unit != other.unit {
            return Ok(None);
        }
        other.parts.into_iter().for_each(|(start, part)| one.add(start, part));
        if one.edges().len() > MOST_WINDOWS {
            return Err(ProfileError::TooManyWindows);
        }
        Ok(Some(one))
    }
}

impl fmt::Display for ProfileSplitError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = |second: &i64| format_datetime(*second as f64).unwrap_or_else(|| second.to_string());
        match self {
            Self::NoWindows => formatter.write_str(
                "the profile has no windows, and its rows are gone: make it with `driftscope profile --window day`, or \
                 compare two profiles",
            ),
            Self::NotByTime => formatter.write_str(
                "a profile can be split by time only, at the edge of a window: give a time, such as 2024-07-01",
            ),
            Self::OtherColumn { windows } => {
                let windows = driftscope_present::numbers::name(windows, 48);
                write!(formatter, "the profile's windows are those of the column {windows}: part it by that one")
            }
            Self::WithinWindow { unit, start, end } => write!(
                formatter,
                "the profile has windows of one {}, and that time lies within one: split at {} or {}",
                unit.as_str(),
                day(start),
                day(end)
            ),
            Self::EmptySide { side, first, last } => write!(
                formatter,
                "no row of the profile is {side}: its windows go from {} to {}",
                day(first),
                day(last)
            ),
        }
    }
}

impl std::error::Error for ProfileSplitError {}
