//! The preview of a period that is dragged over, for those who show its columns.

use std::rc::Rc;

use driftscope_decide::{Preview, PreviewedColumn};
use driftscope_report::ColumnReport;

use super::SharedReport;

/// The preview of a period, if there is one.
#[derive(Clone, Debug, Default)]
pub struct Previewed(Option<(SharedReport, Rc<Preview>)>);

impl Previewed {
    /// A preview of a period of this report of all rows.
    pub fn new(whole: SharedReport, preview: Rc<Preview>) -> Self {
        Self(Some((whole, preview)))
    }

    /// A column of it. The report that is shown may be of another period.
    pub fn of(&self, column: &ColumnReport) -> Option<PreviewedColumn> {
        let (whole, preview) = self.0.as_ref()?;
        let is_of = |found: &&PreviewedColumn| {
            whole.columns.get(found.place).is_some_and(|previewed| previewed.name == column.name)
        };
        preview.columns.iter().find(is_of).copied()
    }
}

impl PartialEq for Previewed {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some((_, one)), Some((_, other))) => Rc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }
}
