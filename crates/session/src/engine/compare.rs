//! Compares the columns that are here, and writes the report with those that another worker compared.

use driftscope_present::sorting::sort_by_key;
use std::collections::HashMap;

use driftscope_drift::{
    DescribedColumn, Extent, Kept, KnownColumns, KnownParts, RowWindows, check_comparable, with_columns_together,
    with_row_columns,
};
use driftscope_report::{Settings, to_json};
use driftscope_table::{Column, Table};

use super::Engine;
use crate::row_columns::RowColumns;
use crate::side_data::{assemble, describe};
use crate::{Buffers, Event, KnownRoles, Problem, SideData};

/// A comparison that has begun.
pub(super) struct Begun {
    pub(super) job: u32,
    pub(super) settings: Settings,
    extent: Extent,
    /// The names of all columns of each side, in order.
    columns: [Vec<String>; 2],
    pub(super) described: Vec<DescribedColumn>,
    /// What is compared row by row.
    rows: RowColumns,
}

impl Begun {
    pub(super) fn new(job: u32, settings: Settings, extent: Extent, columns: [Vec<String>; 2]) -> Self {
        Self { job, settings, extent, columns, described: Vec::new(), rows: RowColumns::default() }
    }

    /// Puts the columns in the order of a comparison in one place: those of the reference, then those that only production
    /// has.
    pub(super) fn sort(&mut self) {
        let [reference, production] = &self.columns;
        let mut order = HashMap::new();
        for (place, name) in reference.iter().chain(production).enumerate() {
            order.entry(name.as_str()).or_insert(place);
        }
        sort_by_key(&mut self.described, &|column| order.get(column.name()).copied().unwrap_or(usize::MAX));
    }
}

impl<B: Buffers> Engine<B> {
    /// Compares the columns that are here. After the verdict, returns those that are needed by row, too.
    pub(super) fn describe(
        &self,
        job: u32,
        settings: &Settings,
        extent: Extent,
        known: &KnownRoles,
    ) -> (Vec<DescribedColumn>, RowColumns) {
        if extent == Extent::Verdict {
            self.leave_windows(settings.period.is_some());
        }
        if settings.period.is_none() {
            self.return_to_whole_windows();
            self.chosen.take();
            self.sorted.borrow_mut().choose(None);
            self.known.borrow_mut()[1] = KnownColumns::default();
        }
        let described = self.with_known(settings, |[reference, production], known_columns, windows, kept| {
            let progress = |done: usize, columns: usize| {
                self.emit(Event::Comparing { job, done: done as u64, columns: columns as u64 });
            };
            let from = (&mut *known_columns, windows, kept);
            let described = describe(reference, production, settings, extent, from, progress);
            let mut rows = RowColumns::default();
            if let (SideData::Rows(reference), SideData::Rows(production), Extent::Full) =
                (reference, production, extent)
            {
                let (time, segment) = (known.time.as_deref(), settings.segment.as_deref());
                rows.joint = known_columns.joint(&described, [reference, production], [time, segment]);
                if known.needs_levels {
                    rows.levels = known_columns.levels(&described, [reference, production]);
                }
            }
            (described, rows)
        });
        described.unwrap_or_default()
    }

    /// Describes some of the columns that are here to the full. They are known when all are compared.
    pub(super) fn describe_ahead(&self, job: u32, settings: &Settings, columns: &[String]) {
        self.with_known(settings, |sides, known, windows, kept| {
            if let [SideData::Rows(reference), SideData::Rows(production)] = sides {
                known.describe_ahead([reference, production], settings, windows, kept, columns);
            }
        });
        self.emit(Event::DescribedAhead { job });
    }

    /// Calls this with the sides that are compared, and with what is known and kept of them.
    fn with_known<T>(
        &self,
        settings: &Settings,
        call: impl FnOnce([&SideData; 2], &mut KnownColumns, Option<&RowWindows>, Kept<'_>) -> T,
    ) -> Option<T> {
        self.with_sides(|sides| {
            let (windows, mut known) = (self.windows.borrow(), self.known.borrow_mut());
            let known = &mut known[usize::from(settings.period.is_some())];
            let (mut of_reference, sorted) = (self.kept_reference.borrow_mut(), self.sorted.borrow());
            // Of a period, the reference may have all its rows or some of them.
            let of_reference = self.chosen.borrow()[0].is_none().then_some(&mut *of_reference);
            call(sides, known, windows.as_ref(), Kept { reference: of_reference, sorted: Some(&sorted) })
        })
    }

    /// Compares the columns that are here, and writes the report unless another worker has a part of it.
    pub(super) fn compare(&self, mut begun: Begun, known: &KnownRoles, is_part: bool) {
        self.begun.take();
        let [reference, production] = begun.columns.each_ref().map(|names| without_rows(names));
        if let Err(error) = check_comparable(&reference, &production) {
            let problem = Problem::Incomparable { message: error.to_string() };
            return self.emit(Event::Failed { job: Some(begun.job), problem });
        }
        (begun.described, begun.rows) = self.describe(begun.job, &begun.settings, begun.extent, known);
        if is_part {
            self.begun.replace(Some(begun));
        } else {
            self.write_report(begun);
        }
    }

    /// Writes the report with columns that another worker compared.
    pub(super) fn complete_with(&self, job: u32, described: &str, rows: RowColumns) {
        let Some(mut begun) = self.begun.take().filter(|begun| begun.job == job) else { return };
        match driftscope_report::value_from_json::<Vec<DescribedColumn>>(described) {
            Ok(others) => {
                begun.described.extend(others);
                begun.rows.levels.extend(rows.levels);
                begun.rows.joint.extend(rows.joint);
            }
            Err(error) => {
                let problem = Problem::Crashed { message: error.to_string() };
                return self.emit(Event::Failed { job: None, problem });
            }
        }
        self.write_report(begun);
    }

    fn write_report(&self, mut begun: Begun) {
        begun.sort();
        let (job, extent, is_period) = (begun.job, begun.extent, begun.settings.period.is_some());
        let windows = self.windows.borrow().as_ref().map(|windows| windows.plan.clone());
        let written = self.with_sides(|[reference, production]| {
            let report = assemble(begun.described, reference, production, windows, &begun.settings);
            (report, reference.table().is_some() && production.table().is_some())
        });
        let Some((mut report, are_rows)) = written else { return };
        if extent == Extent::Full && are_rows {
            let place = usize::from(is_period);
            let known = self.parts.borrow_mut()[place].take().filter(|known| known.hold_for(&begun.settings));
            let RowColumns { levels, joint } = begun.rows;
            report = with_row_columns(report, levels, joint, self.windows.borrow().as_ref(), known.as_ref());
            let samples = self.samples.borrow();
            report = match (&*samples, &known) {
                ([Some(_), Some(_)], Some(known)) if !is_period => known.with_columns_together(report),
                ([Some(reference), Some(production)], None) if !is_period => {
                    with_columns_together(report, [reference, production])
                }
                _ => report,
            };
            self.parts.borrow_mut()[place] = Some(KnownParts::of(&report));
        }
        report.incomplete = match begun.extent {
            Extent::Verdict => report.missing_after_verdict(),
            Extent::Rules | Extent::Full => report.missing_after_comparison(),
        };
        let mut buffers = B::default();
        buffers.push_text(&to_json(&report));
        self.emit_with(Event::Compared { job }, buffers);
    }
}

/// A table of columns of which only the names are known.
fn without_rows(names: &[String]) -> Table {
    let column = |name: &String| Column { name: name.clone(), ..Column::default() };
    Table { columns: names.iter().map(column).collect(), ..Table::default() }
}
