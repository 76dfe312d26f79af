//! Columns counted by window and by fine buckets, for previews of periods, and sorted for the periods themselves.

use driftscope_drift::{FineBuckets, count_finely};

use super::Engine;
use crate::{Buffers, Event};

impl<B: Buffers> Engine<B> {
    /// Counts a column of all rows by their windows, and sorts it.
    pub(super) fn count_finely(&self, job: u32, column: String, buckets: &FineBuckets) {
        let (kept, shown) = (self.whole_windows.borrow(), self.windows.borrow());
        let counted = kept.as_ref().or(shown.as_ref()).and_then(|windows| {
            self.with_rows(|tables| {
                let [reference, production] = tables.map(|table| table.column(&column));
                if matches!(buckets, FineBuckets::Numbers(_)) {
                    self.sorted.borrow_mut().keep(production?);
                }
                Some(count_finely([reference?, production?], buckets, windows))
            })
        });
        let mut buffers = B::default();
        let counted = counted.flatten();
        let count = counted.as_ref().map_or(0, driftscope_decide::FineColumn::buckets);
        counted.iter().flat_map(|counted| counted.arrays()).for_each(|numbers| buffers.push_numbers(&numbers));
        self.emit_with(Event::CountedFinely { job, column, buckets: count }, buffers);
    }

    /// Other rows are compared, those of a period or all of them: the windows are no longer theirs. Those of all rows are kept while
    /// periods are compared.
    pub(super) fn leave_windows(&self, is_for_period: bool) {
        let left = self.windows.take();
        let mut kept = self.whole_windows.borrow_mut();
        *kept = if is_for_period { kept.take().or(left) } else { None };
    }

    /// All rows are compared again after a period, by the windows that they had.
    pub(super) fn return_to_whole_windows(&self) {
        let kept = self.whole_windows.take();
        if kept.is_some() {
            self.windows.replace(kept);
        }
    }
}
