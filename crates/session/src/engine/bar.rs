//! What differs in a bar: the rows of production in it, compared with the rest of production, column by column.
//!
//! The worker that has the bar's column finds the rows and writes the report; the other one compares its columns meanwhile. Neither
//! touches what the shown report is made of.

use driftscope_drift::{DescribedColumn, Extent, describe_all, rows_in_bar};
use driftscope_present::bar_words;
use driftscope_report::{Bar, FEWEST_ROWS_OF_A_BAR, Settings, to_json};
use driftscope_table::Table;

use super::Engine;
use super::compare::Begun;
use crate::side_data::assemble;
use crate::{Buffers, Event, Problem, SideData};

/// A report of a bar's rows that waits for columns of another worker.
pub(super) struct BegunBar {
    begun: Begun,
    /// The rest of production, and the rows in the bar.
    sides: [SideData; 2],
}

impl<B: Buffers> Engine<B> {
    /// Finds the rows of a bar, sends them for the other worker, and compares the columns that are here.
    pub(super) fn find_bar(&self, mut begun: Begun, bar: &Bar, is_part: bool) {
        self.begun_bar.take();
        let job = begun.job;
        let is_whole = begun.settings.period.is_none();
        let are_labels = begun.settings.columns.get(&bar.column).is_some_and(|choice| choice.words_are_labels);
        let found = self.with_tables(is_whole, |tables| {
            rows_in_bar(bar, tables.map(|table| table.column(&bar.column)), are_labels)
        });
        let is_in_bar = found.unwrap_or_default();
        let within = is_in_bar.iter().filter(|is_in| **is_in).count();
        if (within.min(is_in_bar.len() - within) as u64) < FEWEST_ROWS_OF_A_BAR {
            return self.emit(Event::NoBar { job });
        }
        let mut buffers = B::default();
        buffers.push_bytes(&is_in_bar.iter().map(|is_in| u8::from(*is_in)).collect::<Vec<u8>>());
        self.emit_with(Event::BarFound { job }, buffers);
        let Some(sides) = self.sides_of_bar(is_whole, bar, &is_in_bar) else { return };
        begun.described = compared(&sides, &begun.settings);
        let begun = BegunBar { begun, sides };
        if is_part {
            self.begun_bar.replace(Some(begun));
        } else {
            self.write_bar(begun);
        }
    }

    /// Compares the columns that are here between the rows that another worker found and the rest.
    pub(super) fn take_bar(&self, job: u32, bar: &Bar, settings: &Settings, buffers: &mut B) {
        let is_in_bar: Vec<bool> = buffers.take_bytes().into_iter().map(|code| code == 1).collect();
        let described =
            self.sides_of_bar(settings.period.is_none(), bar, &is_in_bar).map(|sides| compared(&sides, settings));
        let mut buffers = B::default();
        buffers.push_text(&serde_json::to_string(&described.unwrap_or_default()).unwrap_or_default());
        self.emit_with(Event::BarDescribed { job }, buffers);
    }

    /// Writes the report of a bar with columns that another worker compared.
    pub(super) fn complete_bar(&self, job: u32, described: &str) {
        let Some(mut begun) = self.begun_bar.take().filter(|waiting| waiting.begun.job == job) else { return };
        match driftscope_report::value_from_json::<Vec<DescribedColumn>>(described) {
            Ok(others) => begun.begun.described.extend(others),
            Err(error) => {
                let problem = Problem::Crashed { message: error.to_string() };
                return self.emit(Event::Failed { job: None, problem });
            }
        }
        self.write_bar(begun);
    }

    fn write_bar(&self, BegunBar { mut begun, sides: [rest, within] }: BegunBar) {
        begun.sort();
        let report = assemble(begun.described, &rest, &within, None, &begun.settings);
        let mut buffers = B::default();
        buffers.push_text(&to_json(&report));
        self.emit_with(Event::Compared { job: begun.job }, buffers);
    }

    /// The rest of production, and the rows in the bar; `None` if these are not the rows that are here.
    fn sides_of_bar(&self, is_whole: bool, bar: &Bar, is_in_bar: &[bool]) -> Option<[SideData; 2]> {
        let sides = self.with_tables(is_whole, |[_, production]| {
            let words = bar_words(bar);
            let rest: Vec<bool> = is_in_bar.iter().map(|is_in| !is_in).collect();
            let of_them = |kept: &[bool], words: String| SideData::Rows(production.chosen(kept, words));
            (production.rows == is_in_bar.len())
                .then(|| [of_them(&rest, format!("not where {words}")), of_them(is_in_bar, words)])
        });
        sides.flatten()
    }

    /// Calls this with the rows of both sides that are compared; `None` if a side is a profile. All rows are asked for by themselves: those
    /// of a period that was left may still be chosen.
    fn with_tables<T>(&self, is_whole: bool, call: impl FnOnce([&Table; 2]) -> T) -> Option<T> {
        if is_whole {
            return self.with_rows(call);
        }
        self.with_sides(|[reference, production]| Some(call([reference.table()?, production.table()?]))).flatten()
    }
}

fn compared([rest, within]: &[SideData; 2], settings: &Settings) -> Vec<DescribedColumn> {
    let tables = rest.table().zip(within.table());
    tables.map_or_else(Vec::new, |(rest, within)| describe_all(rest, within, settings, Extent::Verdict, |_, _| {}))
}
