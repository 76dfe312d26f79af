//! Fine counts of the columns: once the report of all rows is shown, each is counted by window and by fine buckets, one after the other, so
//! that a period which is chosen meanwhile waits for one of them at most.

use driftscope_decide::FineCounts;
use driftscope_drift::{Extent, FineBuckets};

use super::{Effect, Session, WorkerId};
use crate::Command;

/// Rows of both sides together, at most: counting takes 12 bytes for each while it runs, and nothing may be lost for a preview.
const MOST_ROWS: u64 = 24_000_000;

/// Columns that are counted finely.
#[derive(Debug)]
pub(super) struct FineWork {
    job: u32,
    /// Those that nobody was asked for yet, with the keeper of each.
    waiting: Vec<(WorkerId, String, FineBuckets)>,
    /// Those that somebody was asked for.
    asked: usize,
}

impl<F: Clone, B> Session<F, B> {
    /// Has the columns of the report of all rows counted, if they are not yet, and its windows can be chosen by.
    pub(super) fn count_finely(&mut self) {
        let is_whole = self.comparison == 0 && self.report_extent == Extent::Full && self.settings.period.is_none();
        let Some(report) = self.report.clone().filter(|_| is_whole && self.fine.is_none() && self.has_both_sides())
        else {
            return;
        };
        let windows = report.time_windows().filter(|windows| windows.unit.unit().is_some());
        if report.reference.rows + report.production.rows > MOST_ROWS {
            return;
        }
        let Some(count) = windows.map(|windows| windows.reference.len() + windows.production.len()) else { return };
        let Some(most) = FineCounts::affordable(report.columns.len(), count) else { return };
        let columns = FineBuckets::of_columns(&report, most).into_iter();
        let waiting = columns.filter_map(|(name, buckets)| Some((self.keeper_of(&name)?, name, buckets))).collect();
        let job = self.next_job();
        self.fine = Some(FineWork { job, waiting, asked: 0 });
        for at in 0..self.keepers.len() {
            self.count_next(self.keepers[at]);
        }
    }

    /// Has a keeper count its next column.
    fn count_next(&mut self, keeper: WorkerId) {
        let Some(work) = &mut self.fine else { return };
        let Some(place) = work.waiting.iter().position(|(of, _, _)| *of == keeper) else { return };
        let (_, column, buckets) = work.waiting.remove(place);
        work.asked += 1;
        let job = work.job;
        self.send(keeper, Command::CountFinely { job, column, buckets });
    }

    /// A keeper has counted a column.
    pub(super) fn keep_fine_counts(&mut self, keeper: WorkerId, job: u32, column: (String, usize), counts: B) {
        let Some(work) = self.fine.as_mut().filter(|work| work.job == job) else { return };
        work.asked -= 1;
        let is_last = work.asked == 0 && work.waiting.is_empty();
        let (column, buckets) = column;
        self.effects.push(Effect::KeepFineCounts { column, buckets, counts, is_last });
        self.count_next(keeper);
    }

    /// Other rows or windows are compared: no counts hold.
    pub(super) fn drop_fine_counts(&mut self) {
        if self.fine.take().is_some() {
            self.effects.push(Effect::DropFineCounts);
        }
    }
}
