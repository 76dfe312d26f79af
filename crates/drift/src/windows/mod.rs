//! Columns by window of time: counts, effects, and the place of a change that lasts.
//!
//! The windows come from the time column of both sides, as a number for each row ([`RowWindows`]). They are found once, before any
//! column is counted, and go to every place where columns are: a column and the time column need not lie in one place.

pub(crate) mod calendar;
mod change;
mod counts;
mod plan;

use driftscope_report::{ColumnWindows, Window, WindowChange, Windowing, Windows};
use driftscope_table::{Column, timestamps};
use serde::{Deserialize, Serialize};

pub(crate) use counts::windowed;
use plan::Plan;

/// The code of a row that lies in no window.
const NO_WINDOW: u16 = u16::MAX;

/// The window of each row of both sides.
#[derive(Clone, Debug, PartialEq)]
pub struct RowWindows {
    /// The windows.
    pub plan: WindowPlan,
    /// The number of each row's window; 65 535 for rows without a timestamp.
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
    /// The windows of the rows of both sides, by their time column. `None` if none are asked for or the timestamps give none.
    pub fn of(name: &str, [reference, production]: [&Column; 2], windowing: Windowing) -> Option<Self> {
        if windowing == Windowing::None {
            return None;
        }
        let moments = [timestamps(reference), timestamps(production)];
        let plan = Plan::choose(&moments, windowing)?;
        let codes = [0, 1].map(|side| plan.codes(side, &moments[side]));
        let windows = plan.report(name, &codes);
        let strata = change::strata(&windows, &plan);
        Some(Self { plan: WindowPlan { windows, strata }, codes })
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
