//! A stream of records: JSON Lines, documents one after the other, an array of records.

use super::plan::Plan;
use super::shape::{Declaration, Shape, Signs};
use crate::Format;
use crate::read::json::framing::Framing;
use crate::read::json::record_reader::RecordReader;

/// Records. A file that is no other shape is read as such.
pub(super) const SHAPE: Declaration = Declaration {
    format: Format::Records,
    open: |_, cursor, _| Box::new(Framing::new(cursor)),
    signs: Signs::NONE,
    #[cfg(test)]
    sample: "{\"x\":1.5,\"y\":\"a\"}\n{\"x\":null,\"y\":\"b\"}\n",
};

impl Shape for Framing {
    fn process(&mut self, input: &[u8], last: bool, reader: &mut RecordReader) -> usize {
        Self::process(self, input, last, reader)
    }

    fn is_over(&self) -> bool {
        Self::is_over(self)
    }

    fn plan(&self) -> Plan {
        Plan::new(Format::Records, Vec::new())
    }

    fn words(&self) -> String {
        let findings = self.findings();
        let words = match (findings.arrays, findings.documents) {
            (0, _) if findings.by_lines => "JSON Lines",
            (0, _) => "JSON documents",
            (_, 0) => "array of JSON records",
            _ => "JSON arrays and documents",
        };
        words.to_owned()
    }

    fn records(&self) -> Option<&Framing> {
        Some(self)
    }

    fn records_mut(&mut self) -> Option<&mut Framing> {
        Some(self)
    }
}
