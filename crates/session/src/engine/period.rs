//! The rows of a period, which one worker finds by the time column and every worker chooses from its columns.

use std::borrow::Cow;

use driftscope_drift::{KnownColumns, profile_period, select_windows};
use driftscope_report::{PeriodChoice, PeriodError};
use driftscope_table::{PeriodOutline, PeriodRows, Table, timestamps};

use super::Engine;
use crate::{Buffers, Event, Problem, SideData};

impl<B: Buffers> Engine<B> {
    /// Calls this with the two sides that are compared, if both are here: all rows, or those of a period.
    pub(super) fn with_sides<T>(&self, call: impl FnOnce([&SideData; 2]) -> T) -> Option<T> {
        let (kept, chosen) = (self.kept.borrow(), self.chosen.borrow());
        let [Some(reference), Some(production)] = &*kept else { return None };
        let [first, second] = &*chosen;
        Some(call([first.as_ref().unwrap_or(reference), second.as_ref().unwrap_or(production)]))
    }

    /// Finds the rows of a period, chooses them from the columns that are here, and sends them for the other worker.
    pub(super) fn find_period(&self, job: u32, period: &PeriodChoice) {
        let found = self.with_kept(|sides| match sides {
            [SideData::Rows(reference), SideData::Rows(production)] => {
                let tables = [reference, production];
                let column = PeriodRows::column(tables, period)?;
                self.with_moments(production, &column, |moments| {
                    PeriodRows::of_known(tables.map(|table| table.column(&column)), moments, period)
                })
            }
            [SideData::Profile(reference), SideData::Profile(production)] => {
                profile_period([reference, production], period)
            }
            _ => Err(PeriodError::Profile),
        });
        let rows = match found.unwrap_or(Err(PeriodError::Profile)) {
            Ok(rows) => rows,
            Err(error) => {
                let problem = Problem::NoPeriod { message: error.to_string() };
                return self.emit(Event::Failed { job: Some(job), problem });
            }
        };
        // The other worker chooses its rows meanwhile.
        let mut buffers = B::default();
        rows.codes.iter().for_each(|codes| buffers.push_bytes(codes));
        self.emit_with(Event::PeriodFound { job, outline: rows.outline.clone() }, buffers);
        self.choose(&rows);
    }

    /// Chooses the rows of a period that another worker found.
    pub(super) fn take_period(&self, outline: PeriodOutline, buffers: &mut B) {
        let codes = [(); 2].map(|()| buffers.take_bytes());
        self.choose(&PeriodRows { outline, codes });
    }

    /// Calls this with the moments of production's rows by a column, which are read once.
    fn with_moments<T>(&self, production: &Table, name: &str, call: impl FnOnce(&[Option<f64>]) -> T) -> T {
        let mut known = self.moments.borrow_mut();
        let kept = known.take().filter(|(of, _)| of == name);
        let read = || (name.to_owned(), production.column(name).map(timestamps).unwrap_or_default());
        let (_, moments) = known.insert(kept.unwrap_or_else(read));
        call(moments)
    }

    fn choose(&self, rows: &PeriodRows) {
        self.chosen.take();
        self.sorted.borrow_mut().choose(Some(rows));
        self.known.borrow_mut()[1] = KnownColumns::default();
        self.parts.borrow_mut()[1] = None;
        fn owned<T: Clone>(side: Cow<'_, T>, of: impl Fn(T) -> SideData) -> Option<SideData> {
            if let Cow::Owned(side) = side { Some(of(side)) } else { None }
        }
        let chosen = self.with_kept(|sides| match sides {
            [SideData::Rows(reference), SideData::Rows(production)] => {
                rows.select([reference, production]).map(|side| owned(side, SideData::Rows))
            }
            [SideData::Profile(reference), SideData::Profile(production)] => {
                select_windows(rows, [reference, production]).map(|side| owned(side, SideData::Profile))
            }
            _ => [None, None],
        });
        self.chosen.replace(chosen.unwrap_or_default());
    }

    /// Calls this with all rows of both sides; `None` if a side is a profile.
    pub(super) fn with_rows<T>(&self, call: impl FnOnce([&Table; 2]) -> T) -> Option<T> {
        self.with_kept(|[reference, production]| Some(call([reference.table()?, production.table()?]))).flatten()
    }

    /// Calls this with both sides, if both are here, whatever period is chosen.
    fn with_kept<T>(&self, call: impl FnOnce([&SideData; 2]) -> T) -> Option<T> {
        let kept = self.kept.borrow();
        let [Some(reference), Some(production)] = &*kept else { return None };
        Some(call([reference, production]))
    }
}
