//! Pages on their way to the decoder; those of a column of lists are checked for their number of values before these are decoded.
//!
//! A few bytes can claim two thousand million values, and a list has no end until its values are read. So a page of a
//! list may hold no more values than memory bears, and neither may one batch of records.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};

/// Values of a list column that are held at once: a hundred times what a page holds as writers make them.
const MOST_VALUES: u64 = 1 << 24;

/// The values that the current batch may still read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Allowance(Arc<AtomicU64>);

impl Allowance {
    /// Begins the next batch.
    pub(crate) fn renew(&self) {
        self.0.store(MOST_VALUES, Ordering::Relaxed);
    }

    fn take(&self, values: u64) -> Result<()> {
        let left = self.0.load(Ordering::Relaxed);
        match left.checked_sub(values) {
            Some(left) => {
                self.0.store(left, Ordering::Relaxed);
                Ok(())
            }
            None => Err(ParquetError::General(format!("more than {MOST_VALUES} values of a list in one place"))),
        }
    }
}

/// The pages of a column of lists, as many as the allowance bears.
pub(crate) fn bounded(pages: Box<dyn PageReader>, allowance: Allowance) -> Box<dyn PageReader> {
    let each = move |page: Page| {
        if page.is_data_page() {
            allowance.take(u64::from(page.num_values()))?;
        }
        Ok(page)
    };
    Box::new(EachPage { pages, each })
}

/// The pages of a column, each of which goes through a function first.
pub(crate) struct EachPage<F> {
    pub(crate) pages: Box<dyn PageReader>,
    pub(crate) each: F,
}

impl<F: FnMut(Page) -> Result<Page> + Send> PageReader for EachPage<F> {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        self.pages.get_next_page()?.map(&mut self.each).transpose()
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.pages.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.pages.skip_next_page()
    }

    fn at_record_boundary(&mut self) -> Result<bool> {
        self.pages.at_record_boundary()
    }
}

impl<F: FnMut(Page) -> Result<Page> + Send> Iterator for EachPage<F> {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}
