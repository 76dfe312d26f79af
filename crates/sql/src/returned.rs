//! The rows that a statement returns, all text.

use crate::ColumnSpec;
use crate::result::{COLUMNS, LABEL, VERSION};
use crate::writer::Writer;

impl Writer<'_> {
    pub(crate) fn heading(&self) -> String {
        // A comment ends at the end of its line, whatever a name holds.
        let table: String = self.request.table.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut lines = vec![
            format!("-- Driftscope: a profile of {table}, for {}.", self.dialect.title),
            "-- Export the result with its header as CSV, or as JSON. Driftscope reads it wherever it reads a file."
                .to_owned(),
        ];
        lines.extend(self.dialect.note.map(|note| format!("-- {note}")));
        lines.join("\n") + "\n"
    }

    pub(crate) fn result(&self) -> String {
        let mut selects = vec![self.table_row()];
        selects.extend(self.numbered().map(|(number, column)| self.column_row(number, column)));
        selects.extend(self.model_row());
        selects.extend(self.segment_row());
        selects.push(self.result_rows());
        let order: Vec<String> = ["c", "start", "what", "low", LABEL].iter().map(|name| self.q(name)).collect();
        format!("{}\nORDER BY {}", selects.join("\nUNION ALL\n"), order.join(", "))
    }

    pub(crate) fn table_row(&self) -> String {
        let (unit, column) =
            self.request.windows.as_ref().map_or(("", ""), |(unit, column)| (unit.as_str(), column.as_str()));
        let string = |text: &str| self.dialect.string(text);
        let values = [
            string(VERSION),
            string(""),
            string(""),
            string("table"),
            string(unit),
            string(&if unit.is_empty() { String::new() } else { format!(":{column}") }),
            string(self.dialect.name),
            string(""),
            string(""),
            string(&format!(":{}", self.request.table)),
        ];
        let names = COLUMNS.iter().chain([&LABEL]);
        let values: Vec<String> =
            values.iter().zip(names).map(|(value, name)| format!("{value} AS {}", self.q(name))).collect();
        format!("SELECT {}", values.join(", "))
    }

    pub(crate) fn column_row(&self, number: usize, column: &ColumnSpec) -> String {
        let name = self.dialect.string(&format!(":{}", column.name));
        format!("SELECT '{VERSION}', '', '{number}', 'column', '{}', '', '', '', '', {name}", column.kind.as_str())
    }

    pub(crate) fn model_row(&self) -> Option<String> {
        let (number, model) = self.model()?;
        let list =
            |numbers: &[usize]| format!("':{}'", numbers.iter().map(usize::to_string).collect::<Vec<_>>().join(" "));
        let [targets, predictions, versions] =
            [&model.targets, &model.predictions, &model.versions].map(|one| list(one));
        let score = list(model.score.as_slice());
        Some(format!(
            "SELECT '{VERSION}', '', '{number}', 'model', {targets}, {predictions}, '', {versions}, {score}, ''"
        ))
    }

    /// The number behind which the columns by segment are numbered, and the column whose values these are.
    pub(crate) fn segment_row(&self) -> Option<String> {
        let (by, behind) = self.segment()?;
        Some(format!("SELECT '{VERSION}', '', '{behind}', 'segment', ':{by}', '', '', '', '', ''"))
    }

    pub(crate) fn result_rows(&self) -> String {
        let text = self.dialect.text;
        let cast = |value: &str| format!("CAST({value} AS {text})");
        let key = |negative: &str, positive: &str| {
            format!("CAST(CASE WHEN [negative] = 1 THEN -1 - [{negative}] ELSE [{positive}] END AS {text})")
        };
        let is_group = "[has_no_what] = 0";
        let is_bucket = "[has_no_what] = 0 AND [what] IN ('number', 'time')";
        let is_other = "[has_no_what] = 0 AND [what] = 'other'";
        let is_register = "[has_no_register] = 0";
        let value = |cases: &[(&str, String)], otherwise: &str| {
            let cases: Vec<String> = cases.iter().map(|(when, then)| format!("WHEN {when} THEN {then}")).collect();
            format!("COALESCE(CASE {} ELSE {otherwise} END, '')", cases.join(" "))
        };
        let sums = |bucket: &str, other: &str, total: &str| {
            let none = || "''".to_owned();
            let cases = [(is_bucket, cast(bucket)), (is_other, cast(other)), (is_group, none()), (is_register, none())];
            value(&cases, &cast(total))
        };
        let values = [
            format!("'{VERSION}'"),
            format!("COALESCE({}, '')", cast("[start]")),
            cast("[c]"),
            format!("CASE WHEN {is_group} THEN [what] WHEN {is_register} THEN 'register' ELSE 'total' END"),
            value(
                &[
                    (is_bucket, key("most", "least")),
                    (is_group, "''".into()),
                    (is_register, "':' || [register]".into()),
                ],
                &cast("[dropped]"),
            ),
            value(
                &[
                    (is_bucket, key("least", "most")),
                    (is_group, "''".into()),
                    (is_register, "':' || SUBSTR([hash], 4, 13)".into()),
                ],
                &cast("[bound]"),
            ),
            cast("[rows]"),
            sums("[rests]", "[values]", "[fractions]"),
            sums("[squares]", "[sentences]", "[beyond_bits]"),
            value(&[(is_group, "':' || [label]".into())], "''"),
        ];
        self.names(&format!(
            "SELECT\n  {}\nFROM [grouped]\nWHERE [has_no_register] = 1 OR [register] IS NOT NULL",
            values.join(",\n  ")
        ))
    }
}
