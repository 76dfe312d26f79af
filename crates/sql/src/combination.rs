//! The combination of label, answer and version of a row as one text, from which each value can be read again.
//!
//! ```text
//! :yes|:0.5~0~1|        the label `yes`, the answer `0.5~|`, and no version
//! ```

use crate::result::{BETWEEN, ESCAPE, ESCAPED, ESCAPED_BETWEEN};
use crate::writer::Writer;
use crate::{ColumnSpec, ModelColumns};

impl Writer<'_> {
    /// The combination of a row of the source.
    pub(crate) fn combination(&self, model: &ModelColumns) -> String {
        let columns = &self.request.columns;
        let values: Vec<String> = model
            .classes()
            .into_iter()
            .filter_map(|number| Some(self.value_of_class(number, columns.get(number - 1)?)))
            .collect();
        values.join(&format!(" || '{BETWEEN}' || "))
    }

    /// The segment of a row of the source, with the value of a column that is not of numbers.
    pub(crate) fn of_segment(&self, segment: usize, number: usize, column: &ColumnSpec) -> Option<String> {
        let by = self.value_of_class(segment, self.request.columns.get(segment - 1)?);
        Some(match column.kind.is_measured() {
            true => by,
            false => format!("{by} || '{BETWEEN}' || {}", self.value_of_class(number, column)),
        })
    }

    /// A value behind a colon, nothing if there is none.
    fn value_of_class(&self, number: usize, column: &ColumnSpec) -> String {
        let cell = self.q(&format!("c{number}"));
        if !column.kind.is_measured() {
            return format!(
                "CASE WHEN {cell} IS NULL THEN '' ELSE ':' || REPLACE(REPLACE({cell}, '{ESCAPE}', '{ESCAPE}{ESCAPED}'), \
                 '{BETWEEN}', '{ESCAPE}{ESCAPED_BETWEEN}') END"
            );
        }
        let (integer, text) = (self.dialect.integer, self.dialect.text);
        let is_nan = self.dialect.is_nan.replace("{}", &cell);
        // Engines write 1 as a double in several ways; whole numbers as integers in one.
        format!(
            "CASE WHEN {cell} IS NULL OR {is_nan} THEN '' WHEN ABS({cell}) < 9007199254740992 AND {cell} = FLOOR({cell}) \
             THEN ':' || CAST(CAST({cell} AS {integer}) AS {text}) ELSE ':' || CAST({cell} AS {text}) END"
        )
    }

    /// Whether there are cells of combinations: of the model, or of segments.
    pub(crate) fn has_combinations(&self) -> bool {
        self.model().is_some() || self.segment().is_some()
    }

    /// What is true of cells of combinations, which are numbered behind the columns; nothing where there are none.
    pub(crate) fn is_combination(&self, before: &str) -> String {
        let columns = self.request.columns.len();
        if self.has_combinations() { format!("{before}[c] > {columns}") } else { String::new() }
    }

    /// The combination of a cell; nothing of a cell of a column. `None` where there are none.
    pub(crate) fn combination_of_cell(&self) -> Option<String> {
        self.has_combinations().then(|| format!("CASE WHEN {} THEN [label] END", self.is_combination("")))
    }

    /// What keeps the cells of combinations out of a condition.
    pub(crate) fn but_model(&self) -> String {
        let columns = self.request.columns.len();
        if self.has_combinations() { format!(" AND [c] <= {columns}") } else { String::new() }
    }
}
