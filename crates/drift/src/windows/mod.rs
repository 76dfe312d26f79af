//! Columns by window of time, by file or by version: counts, effects, and the place of a change that lasts.
//!
//! The windows come from the time column of both sides, from their files or from the column of versions, as a number for each row
//! ([`RowWindows`]). They are found once, before any
//! column is counted, and go to every place where columns are: a column and the time column need not lie in one place.

mod among;
pub(crate) mod calendar;
mod change;
mod counts;
mod fine;
mod groups;
mod plan;
mod window_counts;

use driftscope_report::calendar::without_utc;
use driftscope_report::{ColumnWindows, Window, WindowChange, WindowUnit, Windowing, Windows, Zone};
use driftscope_table::{Column, Table, timestamps};
use serde::{Deserialize, Serialize};

pub use fine::{FineBuckets, count_finely};

pub(crate) use counts::{MOST_LABELS, of_counts, windowed};
use groups::Groups;
use plan::Plan;
pub(crate) use window_counts::Counts;

/// The code of a row that lies in no window.
const NO_WINDOW: u16 = u16::MAX;

/// The window of each row of both sides.
#[derive(Clone, Debug, PartialEq)]
pub struct RowWindows {
    /// The windows.
    pub plan: WindowPlan,
    /// The number of each row's window; 65 535 for rows without a timestamp or a version.
    pub codes: [Vec<u16>; 2],
}

/// The rows of both sides, window by window.
#[derive(Debug)]
pub(crate) struct RowsByWindow<'a> {
    /// The windows.
    pub plan: &'a WindowPlan,
    /// The windows of the reference, and of production, with the rows of each.
    pub sides: [Vec<WindowRows<'a>>; 2],
}

/// A window and its rows.
#[derive(Debug)]
pub(crate) struct WindowRows<'a> {
    /// The window.
    pub window: &'a Window,
    /// The numbers of its rows, ascending.
    pub rows: Vec<u32>,
}

/// The windows of both sides, and how they are compared with each other.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WindowPlan {
    /// What the report holds of them.
    pub windows: Windows,
    /// The season of each window, the reference's first: its weekday or its hour, where the reference has enough of each.
    strata: Vec<u32>,
}

impl RowWindows {
    /// The code of a row that lies in no window.
    pub(crate) const NO_WINDOW: u16 = NO_WINDOW;

    /// The windows that are asked for. `names` are those of the time column and of the column of versions, as far as there are some; neither is
    /// needed for files, nor that of versions but for those. `None` if none are asked for, or the rows give none.
    pub fn of(tables: [&Table; 2], [time, version]: [Option<&str>; 2], windowing: Windowing) -> Option<Self> {
        let of_both = |name: &str| Some([tables[0].column(name)?, tables[1].column(name)?]);
        let moments = time.and_then(|name| Some((name, of_both(name)?)));
        match windowing {
            Windowing::None => None,
            Windowing::Version => version.and_then(|name| {
                let groups = groups::versions(of_both(name)?);
                Self::of_groups(Windowing::Version, name, groups)
            }),
            Windowing::File => Self::of_files(tables, moments),
            _ => moments.and_then(|(name, columns)| Self::of_time(name, columns, windowing)).or_else(|| {
                let are_files = windowing == Windowing::Auto && groups::are_several(tables[1]);
                are_files.then(|| Self::of_files(tables, moments)).flatten()
            }),
        }
    }

    /// A window for each file, in the order of their times if they have some.
    fn of_files(tables: [&Table; 2], time: Option<(&str, [&Column; 2])>) -> Option<Self> {
        let (groups, is_by_time) = groups::files(tables, time.map(|(_, columns)| columns))?;
        let column = time.filter(|_| is_by_time).map_or("", |(name, _)| name);
        Self::of_groups(Windowing::File, column, groups)
    }

    /// `None` where a side has no window.
    fn of_groups(unit: Windowing, column: &str, groups: [Groups; 2]) -> Option<Self> {
        let windows = groups::report(unit, column, &groups);
        if windows.reference.is_empty() || windows.production.is_empty() {
            return None;
        }
        let strata = vec![0; windows.reference.len() + windows.production.len()];
        Some(Self { plan: WindowPlan { windows, strata }, codes: groups.map(|side| side.codes) })
    }

    /// Windows of time.
    fn of_time(name: &str, [reference, production]: [&Column; 2], windowing: Windowing) -> Option<Self> {
        let moments = [timestamps(reference), timestamps(production)];
        let plan = Plan::choose(&moments, windowing)?;
        let codes = [0, 1].map(|side| plan.codes(side, &moments[side]));
        let rows = plan.rows_of_codes(&codes, |_, _| 1);
        let mut plan = WindowPlan::of(&plan, name, rows);
        if let Some(zone) = production.zone.as_ref().or(reference.zone.as_ref()) {
            plan.turn_to_zone(zone);
        }
        Some(Self { plan, codes })
    }

    /// The rows of both sides, window by window.
    pub(crate) fn by_window(&self) -> RowsByWindow<'_> {
        let listed = [&self.plan.windows.reference, &self.plan.windows.production];
        let sides = [0, 1].map(|side: usize| {
            let mut windows: Vec<WindowRows<'_>> =
                listed[side].iter().map(|window| WindowRows { window, rows: Vec::new() }).collect();
            for (row, &code) in self.codes[side].iter().enumerate() {
                windows.get_mut(usize::from(code)).into_iter().for_each(|window| window.rows.push(row as u32));
            }
            windows
        });
        RowsByWindow { plan: &self.plan, sides }
    }
}

impl WindowPlan {
    /// The windows of time of this plan, with their rows.
    fn of(plan: &Plan, column: &str, rows: [Vec<u64>; 2]) -> Self {
        let windows = plan.report(column, rows);
        let strata = change::strata(&windows, plan);
        Self { windows, strata }
    }

    /// Writes the windows as those of a zone's clock, by which their moments are given.
    fn turn_to_zone(&mut self, zone: &Zone) {
        let Windows { unit, reference, production, sentence, .. } = &mut self.windows;
        reference.iter_mut().chain(&mut *production).for_each(|window| without_utc(&mut window.start));
        *sentence = driftscope_present::windows::sentence(*unit, [reference, production], Some(&zone.name));
    }

    /// The windows of rows of which only counts are left, by windows of one unit for each side, given with their beginnings and rows. `ends`
    /// are the first and the last timestamp of each side. Also the window that each of these lies in. `None` where the windows that are
    /// asked for need the rows, or would be too many.
    pub(crate) fn of_parts(
        (column, units): (&str, [WindowUnit; 2]),
        parts: &[Vec<(i64, u64)>; 2],
        ends: [(f64, f64); 2],
        windowing: Windowing,
    ) -> Option<(Self, [Vec<u16>; 2])> {
        let plan = Plan::of_parts(units, parts, ends, windowing)?;
        Some((Self::of(&plan, column, plan.rows_of_parts(parts)), plan.codes_of_parts(parts)))
    }

    /// Adds since when production differs to a column's counts.
    pub(crate) fn find_change(&self, column: &mut ColumnWindows) {
        change::find(self, column);
    }

    /// Since when the mean of a figure differs: its mean and its rows in each window, the reference's first. `None` if the windows cannot
    /// answer.
    pub(crate) fn change_of(&self, means: &[f64], sizes: &[f64]) -> Option<WindowChange> {
        change::of_means(self, means, sizes, 1).ok()
    }
}
