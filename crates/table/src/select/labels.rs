//! Labels that came in files of their own, joined to the rows of predictions by an identifier.
//!
//! Labels often come later than predictions, in another table: a payment, a return, a diagnosis. Their records name the prediction by an
//! identifier that both have. Rows are never matched by their order.
//!
//! Of an identifier with several labels, the last by its time counts; without a time, or if the newest disagree, none, and it is counted.
//! Of an identifier that several predictions have, each gets the label.

use std::collections::{BTreeSet, HashMap};
use std::fmt;

use driftscope_report::{FileRecord, Warning, WarningCode};

use super::row_key::{Key, key, keys, rank, written};
use super::split::{time_columns, timestamps};
use crate::store::cell::Cell;
use crate::store::cells::Cells;
use crate::store::column::Column;
use crate::store::table::Table;

/// The share of predictions that must find a label, for an identifier to be the one.
const FEWEST_MATCHED: f64 = 0.01;

/// The most candidates for the identifier on a side.
const MOST_KEYS: usize = 12;

/// Examples of identifiers in a message.
const EXAMPLES: usize = 3;

/// Why labels cannot be joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LabelsError {
    /// No column of either file looks like an identifier.
    NoIdentifier {
        /// The side without one: `production` or `labels`.
        side: &'static str,
    },
    /// The identifiers of both do not match.
    NoMatch {
        /// Identifiers of predictions.
        predictions: Vec<String>,
        /// Identifiers of labels.
        labels: Vec<String>,
    },
    /// The labels have nothing but identifiers.
    NoLabels,
}

impl fmt::Display for LabelsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoIdentifier { side } => write!(
                formatter,
                "no column of the {side} names its rows: both files need an identifier such as request_id or prediction_id"
            ),
            Self::NoMatch { predictions, labels } => write!(
                formatter,
                "fewer than 1 in 100 predictions have a label: predictions are named {}, labels {}",
                predictions.join(", "),
                labels.join(", ")
            ),
            Self::NoLabels => formatter.write_str("the labels have no column beside their identifier"),
        }
    }
}

impl std::error::Error for LabelsError {}

/// Adds to each prediction the columns of its label. The files of the labels come after those of the predictions. On an error the
/// predictions stay as they are.
pub fn add_labels(predictions: &mut Table, labels: &Table) -> Result<(), LabelsError> {
    let times = Times::of(labels);
    let best = best_match(predictions, labels, &times)?;
    let is_taken = |column: &&Column| {
        let is_known = predictions.column(&column.name).is_some_and(|own| own.tally.present() > 0);
        column.name != best.names[1] && !is_known && !times.has(column)
    };
    let taken: Vec<&Column> = labels.columns.iter().filter(is_taken).collect();
    if taken.is_empty() {
        return Err(LabelsError::NoLabels);
    }
    let added: Vec<Column> = taken.into_iter().map(|column| of_rows(column, &best.found)).collect();
    let sentence = best.sentence();
    predictions.columns.retain(|column| added.iter().all(|added| added.name != column.name));
    predictions.columns.extend(added);
    predictions.files.extend(labels.files.iter().map(|file| {
        let read_as = format!("labels, {}: {sentence}", file.read_as);
        FileRecord { read_as, ..file.clone() }
    }));
    predictions.warnings.extend(labels.warnings.iter().cloned());
    predictions.warnings.extend(best.warnings());
    Ok(())
}

/// The pair of identifiers by which most predictions find a label.
fn best_match(predictions: &Table, labels: &Table, times: &Times<'_>) -> Result<Joined, LabelsError> {
    let [own, others] = [candidates(predictions, "production")?, candidates(labels, "labels")?];
    let keyed: Vec<(&Column, Vec<Option<Key>>)> = own.iter().map(|column| (*column, keys(column))).collect();
    let mut best: Option<Joined> = None;
    for other in &others {
        let index = Index::of(labels, other, times);
        for (column, keys) in &keyed {
            let found: Vec<Option<u32>> = keys.iter().map(|key| index.row(key.as_ref())).collect();
            let matched = found.iter().flatten().count();
            if best.as_ref().is_none_or(|best| matched > best.matched) {
                best = Some(Joined {
                    names: [column.name.clone(), other.name.clone()],
                    found,
                    matched,
                    counts: index.counts(),
                });
            }
        }
    }
    let fewest = (FEWEST_MATCHED * predictions.rows as f64).max(1.0);
    best.filter(|best| best.matched as f64 >= fewest).ok_or_else(|| {
        let examples = |columns: &[&Column]| {
            let texts = columns
                .first()
                .into_iter()
                .flat_map(|column| column.cells.iter().filter_map(|cell| written(column, *cell)));
            texts.take(EXAMPLES).map(|text| text.chars().take(40).collect()).collect()
        };
        LabelsError::NoMatch { predictions: examples(&own), labels: examples(&others) }
    })
}

/// The columns of a table that may name its rows, the likeliest first.
fn candidates<'a>(table: &'a Table, side: &'static str) -> Result<Vec<&'a Column>, LabelsError> {
    let mut found: Vec<(u8, &Column)> =
        table.columns.iter().filter_map(|column| Some((rank(&column.name)?, column))).collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.truncate(MOST_KEYS);
    if found.is_empty() {
        return Err(LabelsError::NoIdentifier { side });
    }
    Ok(found.into_iter().map(|(_, column)| column).collect())
}

/// The columns of labels that hold times, the likeliest first.
struct Times<'a> {
    columns: Vec<&'a Column>,
    /// The timestamps of the first two: one of them is not the identifier.
    moments: Vec<Vec<Option<f64>>>,
}

impl<'a> Times<'a> {
    fn of(labels: &'a Table) -> Self {
        let columns = time_columns(labels);
        let moments = columns.iter().take(2).map(|column| timestamps(column)).collect();
        Self { columns, moments }
    }

    fn has(&self, column: &Column) -> bool {
        self.columns.iter().any(|time| time.name == column.name)
    }

    /// The time of each label, by another column than this one; none without such a column.
    fn beside(&self, column: &Column) -> &[Option<f64>] {
        let mut known = self.columns.iter().zip(&self.moments);
        known.find(|(time, _)| time.name != column.name).map_or(&[], |(_, moments)| moments)
    }
}

/// The rows of labels by their identifier.
struct Index {
    rows: HashMap<Key, Entry>,
    repeated: u64,
    conflicts: u64,
}

/// What is known about an identifier.
struct Entry {
    /// The row whose label counts; `None` if labels contradict each other.
    row: Option<u32>,
    time: f64,
}

impl Index {
    fn of(labels: &Table, column: &Column, times: &Times<'_>) -> Self {
        let moments = times.beside(column);
        let time = |row: usize| moments.get(row).copied().flatten().unwrap_or(f64::NEG_INFINITY);
        let is_value = |other: &&Column| other.name != column.name && !times.has(other);
        let values: Vec<&Column> = labels.columns.iter().filter(is_value).collect();
        let is_same = |one: u32, other: u32| {
            values.iter().all(|column| {
                let cell = |row: u32| column.cells.get(row as usize).unwrap_or(Cell::MISSING);
                cell(one) == cell(other)
            })
        };
        let mut index = Self { rows: HashMap::new(), repeated: 0, conflicts: 0 };
        for (row, cell) in column.cells.iter().enumerate() {
            let Some(key) = key(column, *cell) else { continue };
            let (row, time) = (row as u32, time(row));
            match index.rows.get_mut(&key) {
                None => _ = index.rows.insert(key, Entry { row: Some(row), time }),
                Some(entry) => {
                    index.repeated += 1;
                    match entry.row {
                        Some(before) if is_same(before, row) => entry.time = entry.time.max(time),
                        _ if time > entry.time => *entry = Entry { row: Some(row), time },
                        Some(_) if time == entry.time => {
                            index.conflicts += 1;
                            entry.row = None;
                        }
                        _ => {}
                    }
                }
            }
        }
        index
    }

    fn row(&self, key: Option<&Key>) -> Option<u32> {
        self.rows.get(key?)?.row
    }

    fn counts(&self) -> Counts {
        Counts { identifiers: self.rows.len() as u64, repeated: self.repeated, conflicts: self.conflicts }
    }
}

/// How many identifiers there are, and how many are not alone.
#[derive(Clone, Copy, Debug)]
struct Counts {
    identifiers: u64,
    repeated: u64,
    conflicts: u64,
}

/// Labels found for predictions.
struct Joined {
    /// The identifier of predictions and that of labels.
    names: [String; 2],
    /// For each prediction the row of its label.
    found: Vec<Option<u32>>,
    matched: usize,
    counts: Counts,
}

impl Joined {
    /// "11 549 of 12 000 rows by request_id".
    fn sentence(&self) -> String {
        let [own, other] = &self.names;
        let by = if own == other { own.clone() } else { format!("{own} = {other}") };
        format!("{} of {} rows by {by}", self.matched, self.found.len())
    }

    fn warnings(&self) -> Vec<Warning> {
        let used: BTreeSet<u32> = self.found.iter().flatten().copied().collect();
        let strangers = self.counts.identifiers.saturating_sub(used.len() as u64 + self.counts.conflicts);
        let mut warnings = Vec::new();
        let mut add = |count: u64, words: String| {
            if count > 0 {
                warnings.push(Warning::of_values(WarningCode::Labels, count, words));
            }
        };
        let name = &self.names[1];
        add(
            strangers,
            format!(
                "Labels without a prediction in production: are rows of production missing? They are named by {name}"
            ),
        );
        add(
            self.counts.conflicts,
            format!(
                "Labels that contradict each other, of which none counts: add a time to the labels, so that the last one does. They are named by {name}"
            ),
        );
        add(
            self.counts.repeated.saturating_sub(self.counts.conflicts),
            format!(
                "Labels of an identifier that has another label: an equal one, or an older one, which do not count. They are named by {name}"
            ),
        );
        warnings
    }
}

/// A column of labels in the order of predictions.
fn of_rows(column: &Column, found: &[Option<u32>]) -> Column {
    let mut cells = Cells::default();
    for row in found {
        cells.push(row.and_then(|row| column.cells.get(row as usize)).unwrap_or(Cell::MISSING));
    }
    Column::of_cells(column.name.clone(), cells, column.dictionary.clone(), column.spelling)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]
mod tests {
    use super::*;
    use crate::{ReadOptions, TableReader};

    fn table(lines: &str) -> Table {
        let mut reader = TableReader::new(ReadOptions::default());
        reader.begin_file("lines");
        reader.feed(lines.as_bytes());
        reader.end_file(String::new());
        reader.finish().unwrap()
    }

    fn with_labels(mut predictions: Table, labels: &Table) -> Result<Table, LabelsError> {
        let before = predictions.clone();
        let joined = add_labels(&mut predictions, labels);
        assert!(joined.is_ok() || predictions == before);
        joined.map(|()| predictions)
    }

    fn labels_of(table: &Table, name: &str) -> Vec<String> {
        let column = table.column(name).unwrap();
        column
            .cells
            .iter()
            .map(|cell| written(column, *cell).map_or_else(|| "-".to_owned(), |text| text.into_owned()))
            .collect()
    }

    #[test]
    fn labels_find_their_predictions_in_any_order_and_type() {
        let predictions = table("request_id,prediction\n7,1\n9,0\n11,1\n7,0\n");
        let labels = table(
            "{\"requestId\":\"9\",\"label\":0}\n{\"requestId\":\"7\",\"label\":1}\n{\"requestId\":\"5\",\"label\":1}\n",
        );
        let joined = with_labels(predictions, &labels).unwrap();
        assert_eq!(labels_of(&joined, "label"), ["1", "0", "-", "1"]);
        assert!(
            joined.files[1].read_as.ends_with("3 of 4 rows by request_id = requestId"),
            "{}",
            joined.files[1].read_as
        );
        assert_eq!(
            joined.warnings.iter().map(|warning| (warning.code, warning.count)).collect::<Vec<_>>(),
            [(WarningCode::Labels, 1)]
        );
    }

    #[test]
    fn the_last_of_several_labels_counts_and_without_a_time_none() {
        let predictions = || table("id,prediction\na,1\nb,0\nc,1\n");
        let labels = table(
            "id,label,at\na,0,2026-01-01T00:00:00Z\na,1,2026-02-01T00:00:00Z\nb,0,2026-01-01T00:00:00Z\nb,0,2026-01-05T00:00:00Z\n",
        );
        let joined = with_labels(predictions(), &labels).unwrap();
        assert_eq!(labels_of(&joined, "label"), ["1", "0", "-"]);
        assert!(joined.column("at").is_none());
        let labels = table("id,label\na,0\na,1\nb,0\nb,0\n");
        let joined = with_labels(predictions(), &labels).unwrap();
        assert_eq!(labels_of(&joined, "label"), ["-", "0", "-"]);
        assert_eq!(joined.warnings.iter().map(|warning| warning.count).sum::<u64>(), 2);
    }

    #[test]
    fn labels_without_a_common_identifier_are_refused_with_examples() {
        let predictions = table("id,prediction\na,1\nb,0\n");
        let none = with_labels(predictions.clone(), &table("id,label\nx,1\ny,0\n")).unwrap_err();
        assert_eq!(
            none.to_string(),
            "fewer than 1 in 100 predictions have a label: predictions are named a, b, labels x, y"
        );
        let none = with_labels(predictions.clone(), &table("name,label\na,1\nb,0\n")).unwrap_err();
        assert_eq!(none, LabelsError::NoIdentifier { side: "labels" });
        let none = with_labels(predictions, &table("id,prediction\na,1\nb,0\n")).unwrap_err();
        assert_eq!(none, LabelsError::NoLabels);
    }
}
