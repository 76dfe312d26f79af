//! A column that was compared by itself, on its way to the place where the report is assembled.

use serde::{Deserialize, Serialize};

use crate::column::Described;

/// One column compared by itself, as far as that does not need the others. It can be written as JSON, so that columns
/// compared in several places come together in one: see [`assemble`](crate::assemble()).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DescribedColumn(pub(crate) Described);

impl DescribedColumn {
    /// The column's name.
    pub fn name(&self) -> &str {
        &self.0.report.name
    }
}
