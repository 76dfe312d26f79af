//! The columns of two profiles by window of time, from what stands for the rows of each window.
//!
//! The same counts as those of rows (`windows`), exact but for numbers of buckets that hold several values: such a bucket counts
//! whole where its middle lies. Windows may be longer than those of the profiles, if these lie whole within them.

use std::collections::HashMap;

use driftscope_report::{ColumnReport, ColumnWindows, Kind, Presence, Windowing};

use super::Profile;
use super::column::ColumnProfile;
use super::model::ModelTable;
use super::sides::ProfileSides;
use super::times::{seconds, times_of_day};
use super::windows::{Part, Windows};
use crate::column::ColumnSides;
use crate::values::binned::Bins;
use crate::windows::{Counts, MOST_LABELS, RowWindows, WindowPlan, of_counts};

/// The windows of two profiles.
pub(crate) struct ProfileWindows<'a> {
    /// The windows of the report.
    pub plan: WindowPlan,
    /// What stands for the rows of each side.
    parts: [Vec<Counted<'a>>; 2],
    /// What stands for the rows of each side that are in no window.
    loose: [Option<&'a Part>; 2],
}

/// What stands for some rows of a side.
struct Counted<'a> {
    /// The place of the window of the report that they are in.
    window: u16,
    part: &'a Part,
    /// Its columns by name.
    columns: HashMap<&'a str, &'a ColumnProfile>,
}

impl<'a> ProfileWindows<'a> {
    /// The windows that are asked for. `None` where a profile has none, each has those of another column, or they are to be by rows, file
    /// or version.
    pub(crate) fn of(profiles: [&'a Profile; 2], windowing: Windowing) -> Option<Self> {
        let [reference, production] = profiles.map(Profile::windows);
        let sides = [reference?, production?];
        if sides[0].column != sides[1].column {
            return None;
        }
        let listed = sides.map(|side| side.parts.iter().filter_map(|(start, part)| Some(((*start)?, part))));
        let [one, other] = listed.clone().map(|parts| parts.map(|(start, part)| (start, part.rows)).collect());
        let ends = [sides[0].ends()?, sides[1].ends()?];
        let by = (sides[0].column.as_str(), sides.map(|side| side.unit));
        let (plan, codes) = WindowPlan::of_parts(by, &[one, other], ends, windowing)?;
        let counted = |(window, (_, part)): (u16, (i64, &'a Part))| {
            let columns = part.columns.iter().map(|column| (column.name.as_str(), column)).collect();
            Counted { window, part, columns }
        };
        let [first, second] = listed;
        let [here, there] = codes;
        let parts =
            [here.into_iter().zip(first).map(counted).collect(), there.into_iter().zip(second).map(counted).collect()];
        Some(Self { plan, parts, loose: sides.map(|side| side.parts.get(&None)) })
    }

    /// The models of the windows of a side, each with the place of its window; also that of rows in no window.
    pub(super) fn models(&self, side: usize) -> impl Iterator<Item = (&'a ModelTable, u16)> {
        let loose = self.loose[side].map(|part| (part, RowWindows::NO_WINDOW));
        let parts = self.parts[side].iter().map(|counted| (counted.part, counted.window)).chain(loose);
        parts.filter_map(|(part, window)| Some((part.model.as_ref()?, window)))
    }

    /// A column by window. `edges` are those of the bins of its effect, `whole` both sides of it. `None` for columns that only one side has,
    /// and for the time.
    pub(crate) fn column(
        &self,
        report: &ColumnReport,
        edges: &[f64],
        whole: [Option<&ColumnProfile>; 2],
    ) -> Option<ColumnWindows> {
        if report.presence != Presence::Both || report.name == self.plan.windows.column {
            return None;
        }
        let bins = Bins::of(report, edges, MOST_LABELS);
        let windows = [&self.plan.windows.reference, &self.plan.windows.production];
        let counts = [0, 1].map(|side| {
            let mut counts: Vec<Counts> = windows[side].iter().map(|_| Counts::none(bins.count)).collect();
            for Counted { window, part, columns } in &self.parts[side] {
                let Some(counts) = counts.get_mut(usize::from(*window)) else { continue };
                let column = columns.get(report.name.as_str());
                let values = column.map_or_else(Vec::new, |column| counted(&bins, report.kind, column, side, whole));
                let there = values.iter().fold(0, |sum: u64, count| sum.saturating_add(*count));
                counts.bins.iter_mut().zip(values).for_each(|(sum, count)| *sum = sum.saturating_add(count));
                counts.missing = counts.missing.saturating_add(part.rows.saturating_sub(there));
            }
            counts
        });
        Some(of_counts(&self.plan, bins.edges, bins.labels, &counts))
    }
}

/// The values of some rows of a side by bin.
pub(super) fn counted(
    bins: &Bins,
    kind: Kind,
    column: &ColumnProfile,
    side: usize,
    whole: [Option<&ColumnProfile>; 2],
) -> Vec<u64> {
    let mut counts = vec![0_u64; bins.count];
    let mut add = |bin: usize, count: u64| {
        counts.get_mut(bin).into_iter().for_each(|sum| *sum = sum.saturating_add(count));
    };
    match kind {
        Kind::Numeric => {
            let sketch = &column.numbers.sketch;
            for bucket in sketch.buckets() {
                add(bins.edges.partition_point(|edge| *edge <= bucket.middle()), bucket.count);
            }
            add(0, sketch.infinite()[0]);
            add(bins.edges.len(), sketch.infinite()[1]);
            for (value, count) in [0.0, 1.0].into_iter().zip(column.booleans) {
                add(bins.edges.partition_point(|edge| *edge <= value), count);
            }
        }
        Kind::Boolean | Kind::Category => {
            // What a value is read as depends on both sides.
            let mut columns = whole;
            columns[side] = Some(column);
            let labels = ProfileSides::new(columns, [0, 0]).labels(kind).labels;
            for label in &labels {
                let count = [label.reference, label.production][side];
                let known = || bins.labels.iter().position(|known| *known == label.text).unwrap_or(bins.labels.len());
                let is_true = || usize::from(label.text == "true" || label.text == "1");
                add(if kind == Kind::Boolean { is_true() } else { known() }, count);
            }
        }
        Kind::Datetime => add(0, seconds(column).size()),
        Kind::TimeOfDay => add(0, times_of_day(column).size()),
        _ => add(0, column.evidence.present()),
    }
    counts
}

impl Windows {
    /// The first and the last timestamp of the rows in windows, in seconds since 1970.
    pub(super) fn ends(&self) -> Option<(f64, f64)> {
        let mut parts = self.parts.iter().filter(|(start, _)| start.is_some()).map(|(_, part)| part);
        let of = |part: &Part| seconds(part.columns.iter().find(|column| column.name == self.column)?).ends();
        self.known_ends.or_else(|| {
            let first = parts.next()?;
            let last = parts.next_back().unwrap_or(first);
            Some((of(first)?.0, of(last)?.1))
        })
    }

    /// The ends of some of these windows: those of all windows, but no further than these reach. They do not depend on where the column
    /// of the moments is.
    pub(super) fn ends_within(&self, some: &Self) -> Option<(f64, f64)> {
        let (first, last) = self.ends()?;
        let edges = some.edges();
        let (start, end) = (edges.first()?.0 as f64, edges.last()?.1 as f64);
        Some((first.max(start), last.min(end.next_down())))
    }
}
