//! The shapes in which data sets are written.

use serde::{Deserialize, Serialize};

/// How the rows of a data set lie in a file. Found by its content, unless a person says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Objects, one a row: JSON Lines, an array, documents one after the other, text sequences (RFC 7464).
    Records,
    /// Arrays, one a row: `[[1, 2], [3, 4]]`, or an array in each line.
    Rows,
    /// One value a row: `[1, 2]`, or a pandas Series, `{"0": 1, "1": 2}`.
    Values,
    /// An object for each column, with a key for each row: what pandas writes by default.
    Columns,
    /// An object for each row, under its label: pandas with `orient="index"`.
    Index,
    /// Names, labels and rows apart: pandas with `orient="split"`.
    Split,
    /// A schema and records: pandas with `orient="table"`.
    Table,
    /// A list for each column.
    Lists,
    /// Records in a list somewhere within one document.
    Envelope,
    /// Records behind other text on their lines.
    LogLines,
    /// Spans or log records of OpenTelemetry (OTLP).
    Otlp,
    /// What Elasticsearch answers to a search, or what tools dump of its documents.
    Elasticsearch,
    /// Elasticsearch's bulk files: an action and a document in turn.
    ElasticsearchBulk,
    /// What Prometheus answers to a query.
    Prometheus,
    /// Values with a separator between them, a row in each line: CSV, TSV and their like.
    Delimited,
    /// Parquet. Never said, since such a file is known by its first bytes and no other is read as one; the table reader is
    /// given its records.
    Parquet,
}

impl Format {
    /// Every format that can be said.
    pub const ALL: [Self; 15] = [
        Self::Records,
        Self::Rows,
        Self::Values,
        Self::Columns,
        Self::Index,
        Self::Split,
        Self::Table,
        Self::Lists,
        Self::Envelope,
        Self::LogLines,
        Self::Otlp,
        Self::Elasticsearch,
        Self::ElasticsearchBulk,
        Self::Prometheus,
        Self::Delimited,
    ];

    /// Its name in settings and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Records => "records",
            Self::Rows => "rows",
            Self::Values => "values",
            Self::Columns => "columns",
            Self::Index => "index",
            Self::Split => "split",
            Self::Table => "table",
            Self::Lists => "lists",
            Self::Envelope => "envelope",
            Self::LogLines => "log_lines",
            Self::Otlp => "otlp",
            Self::Elasticsearch => "elasticsearch",
            Self::ElasticsearchBulk => "elasticsearch_bulk",
            Self::Prometheus => "prometheus",
            Self::Delimited => "delimited",
            Self::Parquet => "parquet",
        }
    }

    /// The words for a person.
    pub fn words(self) -> &'static str {
        match self {
            Self::Records => "JSON records",
            Self::Rows => "JSON arrays, one a row",
            Self::Values => "JSON values, one a row",
            Self::Columns => "pandas JSON by columns",
            Self::Index => "pandas JSON by index",
            Self::Split => "pandas JSON, split",
            Self::Table => "pandas JSON table",
            Self::Lists => "JSON lists by column",
            Self::Envelope => "JSON records in a document",
            Self::LogLines => "log lines with JSON in them",
            Self::Otlp => "OpenTelemetry (OTLP)",
            Self::Elasticsearch => "Elasticsearch documents",
            Self::ElasticsearchBulk => "Elasticsearch bulk file",
            Self::Prometheus => "Prometheus answer",
            Self::Delimited => "CSV or TSV",
            Self::Parquet => "Parquet",
        }
    }

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
