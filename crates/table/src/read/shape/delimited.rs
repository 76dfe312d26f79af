//! Values with a delimiter between them, a row in each line: CSV, TSV and their like.

use super::plan::Plan;
use super::shape::{Declaration, Shape, Signs};
use crate::Format;
use crate::read::csv::Delimited;
use crate::read::json::record_reader::RecordReader;

/// CSV and its like.
pub(super) const SHAPE: Declaration = Declaration {
    format: Format::Delimited,
    open: |_, cursor, _| Box::new(Delimited::new(cursor)),
    signs: Signs::NONE,
    #[cfg(test)]
    sample: "x,y\n1.5,a\n,b\n",
};

impl Shape for Delimited {
    fn process(&mut self, input: &[u8], last: bool, reader: &mut RecordReader) -> usize {
        Self::process(self, input, last, &mut reader.rows)
    }

    fn is_over(&self) -> bool {
        Self::is_over(self)
    }

    fn plan(&self) -> Plan {
        Plan::new(Format::Delimited, Vec::new())
    }

    fn words(&self) -> String {
        Self::words(self)
    }
}
