//! Puts the columns of a batch together as records, and writes each as a line of JSON.

use crate::column::Column;
use crate::leaf::Meaning;
use crate::schema::{Elements, Field, Node, Shape};

/// The levels of a column do not fit the schema, or those of another column.
pub(crate) struct Contradiction {
    /// The column where it was noticed.
    pub(crate) column: usize,
}

/// Writes records of a batch.
pub(crate) struct Writer<'a> {
    /// The columns, all of the same batch.
    pub(crate) columns: &'a mut [Column],
    /// For each column, how many values no cell could hold.
    pub(crate) unread: &'a mut [u64],
    pub(crate) out: &'a mut Vec<u8>,
}

impl Writer<'_> {
    /// Writes the next record and ends its line.
    pub(crate) fn record(&mut self, fields: &[Field]) -> Result<(), Contradiction> {
        if let Some(column) = self.columns.iter().position(|column| column.repetition() != Some(0)) {
            return Err(Contradiction { column });
        }
        self.group(fields)?;
        self.out.push(b'\n');
        Ok(())
    }

    /// Checks that the batch has been written to its end.
    pub(crate) fn end(&self) -> Result<(), Contradiction> {
        let left = self.columns.iter().position(|column| column.repetition().is_some());
        left.map_or(Ok(()), |column| Err(Contradiction { column }))
    }

    fn group(&mut self, fields: &[Field]) -> Result<(), Contradiction> {
        for (place, field) in fields.iter().enumerate() {
            self.out.push(if place == 0 { b'{' } else { b',' });
            self.out.extend_from_slice(&field.key);
            self.node(&field.node)?;
        }
        self.out.extend_from_slice(if fields.is_empty() { b"{}" } else { b"}" });
        Ok(())
    }

    fn node(&mut self, node: &Node) -> Result<(), Contradiction> {
        if !self.is_there(node, node.present)? {
            self.skip(node, b"null");
            return Ok(());
        }
        match &node.shape {
            Shape::Leaf(meaning) => {
                self.leaf(node.columns.start, *meaning);
                Ok(())
            }
            Shape::Group(fields) => self.group(fields),
            Shape::List(elements, element) => self.list(node, *elements, element),
            Shape::Map(elements, key, value) => self.map(node, *elements, key, value.as_deref()),
        }
    }

    fn leaf(&mut self, number: usize, meaning: Meaning) {
        let column = &mut self.columns[number];
        let (values, at) = column.value();
        if !meaning.write(values, at, self.out) {
            self.unread[number] += 1;
            self.out.extend_from_slice(b"null");
        }
        column.advance();
    }

    fn list(&mut self, node: &Node, elements: Elements, element: &Node) -> Result<(), Contradiction> {
        if !self.is_there(node, elements.present)? {
            self.skip(node, b"[]");
            return Ok(());
        }
        self.out.push(b'[');
        loop {
            self.node(element)?;
            if !self.goes_on(node, elements)? {
                break;
            }
            self.out.push(b',');
        }
        self.out.push(b']');
        Ok(())
    }

    /// A map is an object whose keys are the texts of its keys.
    fn map(&mut self, node: &Node, elements: Elements, key: &Node, value: Option<&Node>) -> Result<(), Contradiction> {
        if !self.is_there(node, elements.present)? {
            self.skip(node, b"{}");
            return Ok(());
        }
        self.out.push(b'{');
        loop {
            let start = self.out.len();
            self.node(key)?;
            if self.out.get(start) != Some(&b'"') {
                let text = String::from_utf8_lossy(&self.out[start..]).into_owned();
                self.out.truncate(start);
                // Writing a string into a vector does not fail.
                let _ = serde_json::to_writer(&mut *self.out, &text);
            }
            self.out.push(b':');
            match value {
                Some(value) => self.node(value)?,
                None => self.out.extend_from_slice(b"true"),
            }
            if !self.goes_on(node, elements)? {
                break;
            }
            self.out.push(b',');
        }
        self.out.push(b'}');
        Ok(())
    }

    /// Whether the path to a value is there up to this level. The first column below it knows.
    fn is_there(&self, node: &Node, level: i16) -> Result<bool, Contradiction> {
        let column = node.columns.start;
        if node.columns.is_empty() {
            return Ok(false);
        }
        self.columns[column].definition().map(|found| found >= level).ok_or(Contradiction { column })
    }

    /// Whether a further element of a list follows. Inner lists have been written to their end.
    fn goes_on(&self, node: &Node, elements: Elements) -> Result<bool, Contradiction> {
        let column = node.columns.start;
        match self.columns[column].repetition() {
            Some(repetition) if repetition > elements.repetition => Err(Contradiction { column }),
            repetition => Ok(repetition == Some(elements.repetition)),
        }
    }

    /// Writes what stands for nothing, for which each column below has one place.
    fn skip(&mut self, node: &Node, text: &[u8]) {
        self.out.extend_from_slice(text);
        for column in &mut self.columns[node.columns.clone()] {
            column.advance();
        }
    }
}
