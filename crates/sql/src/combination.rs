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

    /// The combination of a cell; nothing of a cell of a column. `None` without a model.
    pub(crate) fn combination_of_cell(&self) -> Option<String> {
        let (number, _) = self.model()?;
        Some(format!("CASE WHEN [c] = {number} THEN [label] END"))
    }

    /// What keeps the cells of the model out of a condition.
    pub(crate) fn but_model(&self) -> String {
        self.model().map_or_else(String::new, |(number, _)| format!(" AND [c] <> {number}"))
    }
}
