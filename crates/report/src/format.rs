//! The shapes in which data sets are written.

use serde::{Deserialize, Serialize};

/// Declares every format once: its documentation, its name in settings and on the command line, and its words for a person.
macro_rules! formats {
    ($($(#[$doc:meta])+ $variant:ident, $name:literal, $words:literal;)+) => {
        /// How the rows of a data set lie in a file. Recognised by its content, unless a person names it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Format {
            $($(#[$doc])+ #[serde(rename = $name)] $variant,)+
            /// Parquet. Nobody names it, since such a file is known by its first bytes and no other is read as one; the table
            /// reader gets its records.
            #[serde(rename = "parquet")]
            Parquet,
        }

        impl Format {
            /// Every format that a person can name.
            pub const ALL: [Self; [$($name),+].len()] = [$(Self::$variant),+];

            /// Its name in settings and on the command line.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                    Self::Parquet => "parquet",
                }
            }

            /// The words for a person.
            pub fn words(self) -> &'static str {
                match self {
                    $(Self::$variant => $words,)+
                    Self::Parquet => "Parquet",
                }
            }
        }
    };
}

formats! {
    /// Objects, one a row: JSON Lines, an array, documents one after the other, text sequences (RFC 7464).
    Records, "records", "JSON records";
    /// Arrays, one a row: `[[1, 2], [3, 4]]`, or an array in each line.
    Rows, "rows", "JSON arrays, one a row";
    /// One value a row: `[1, 2]`, or a pandas Series, `{"0": 1, "1": 2}`.
    Values, "values", "JSON values, one a row";
    /// An object for each column, with a key for each row: what pandas writes by default.
    Columns, "columns", "pandas JSON by columns";
    /// An object for each row, under its label: pandas with `orient="index"`.
    Index, "index", "pandas JSON by index";
    /// Names, labels and rows apart: pandas with `orient="split"`.
    Split, "split", "pandas JSON, split";
    /// A schema and records: pandas with `orient="table"`.
    Table, "table", "pandas JSON table";
    /// A list for each column.
    Lists, "lists", "JSON lists by column";
    /// Records in a list somewhere within one document.
    Envelope, "envelope", "JSON records in a document";
    /// Rows or columns that are arrays, beside a list of the columns' names: what databases answer.
    NamedArrays, "named_arrays", "JSON arrays beside their names";
    /// Records that each hold a batch, whose items are the rows: what model servers log.
    Batches, "batches", "JSON records with a batch in each";
    /// JSON as JavaScript, Python or MongoDB's shell write it, with comments, or with each document in a string.
    RelaxedJson, "relaxed_json", "JSON in the notation of a script";
    /// Records behind other text on their lines.
    LogLines, "log_lines", "log lines with JSON in them";
    /// Spans or log records of OpenTelemetry (OTLP).
    Otlp, "otlp", "OpenTelemetry (OTLP)";
    /// What Elasticsearch answers to a search, or what tools dump of its documents.
    Elasticsearch, "elasticsearch", "Elasticsearch documents";
    /// Elasticsearch's bulk files: an action and a document in turn.
    ElasticsearchBulk, "elasticsearch_bulk", "Elasticsearch bulk file";
    /// What Prometheus answers to a query.
    Prometheus, "prometheus", "Prometheus answer";
    /// A table with bars between its columns and a rule below its names.
    Markdown, "markdown", "Markdown table";
    /// Weka's ARFF: attributes, and rows with commas.
    Arff, "arff", "ARFF";
    /// Statements that insert rows into a table of a database.
    Sql, "sql", "SQL INSERT";
    /// Logs whose columns are named in a comment: IIS, CloudFront.
    W3cLog, "w3c_log", "W3C extended log";
    /// Access logs of Apache, nginx and others.
    AccessLog, "access_log", "web server access log";
    /// Values with a separator between them, a row in each line: CSV, TSV and their like.
    Delimited, "delimited", "CSV or TSV";
}

impl Format {
    /// The format of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_known_by_its_name() {
        for format in Format::ALL {
            assert_eq!(Format::named(format.as_str()), Some(format));
        }
        assert_eq!(["unknown", Format::Parquet.as_str()].map(Format::named), [None; 2]);
    }
}
