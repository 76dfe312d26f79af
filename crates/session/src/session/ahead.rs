//! The rest of a comparison, column by column: a period that is chosen meanwhile, or another setting, waits for those that are being described
//! and not for all of them.

use driftscope_drift::Extent;

use super::{Session, WorkerId};
use crate::Command;

/// Cells of both sides that are described at once, at least: few columns of many rows, and all of few.
const CELLS: u64 = 2_000_000;

/// Columns that are described ahead.
#[derive(Debug)]
pub(super) struct Ahead {
    job: u32,
    /// Those that nobody was asked for yet, for each keeper.
    waiting: Vec<(WorkerId, Vec<String>)>,
    /// Keepers that were asked.
    asked: usize,
    /// How many are asked for at once.
    at_once: usize,
}

impl<F: Clone, B> Session<F, B> {
    /// Has all columns described to the full, and then the report written.
    pub(super) fn describe_ahead(&mut self) {
        if !self.has_both_sides() {
            return;
        }
        let rows = self.report.as_ref().map_or(0, |report| report.reference.rows + report.production.rows);
        let at_once = usize::try_from(CELLS / rows.max(1)).unwrap_or(usize::MAX).max(1);
        let of_keeper = |(place, &keeper): (usize, &WorkerId)| {
            let own = self.places.iter().filter(|(_, at)| **at == place);
            (keeper, own.map(|(name, _)| name.clone()).collect())
        };
        let waiting = self.keepers.iter().enumerate().map(of_keeper).collect();
        let job = self.next_job();
        self.comparison = job;
        self.extent = Extent::Full;
        self.ahead = Some(Ahead { job, waiting, asked: 0, at_once });
        for at in 0..self.keepers.len() {
            self.ask_ahead(self.keepers[at]);
        }
        self.end_ahead();
    }

    /// A keeper has described the columns that it was asked for.
    pub(super) fn describe_next(&mut self, keeper: WorkerId, job: u32) {
        let Some(ahead) = self.ahead.as_mut().filter(|ahead| ahead.job == job && self.comparison == job) else {
            return;
        };
        ahead.asked -= 1;
        self.ask_ahead(keeper);
        self.end_ahead();
    }

    /// Once all columns are described, has the report written.
    fn end_ahead(&mut self) {
        if self.ahead.as_ref().is_some_and(|ahead| ahead.asked == 0) {
            self.ahead = None;
            self.describe(Extent::Full);
        }
    }

    /// Asks a keeper for its next columns.
    fn ask_ahead(&mut self, keeper: WorkerId) {
        let Some(ahead) = &mut self.ahead else { return };
        let Some((_, names)) = ahead.waiting.iter_mut().find(|(of, _)| *of == keeper) else { return };
        let columns = names.split_off(names.len().saturating_sub(ahead.at_once));
        if columns.is_empty() {
            return;
        }
        ahead.asked += 1;
        let job = ahead.job;
        let settings = self.settings.clone();
        self.send(keeper, Command::DescribeAhead { job, settings, columns });
    }
}
