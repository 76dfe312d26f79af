//! Labels that came in files of their own, joined to the rows of predictions by an identifier.
//!
//! Labels often come later than predictions, in another table: a payment, a return, a diagnosis. Their records name the prediction by an
//! identifier that both have. Rows are never matched by their order. One collection of labels may be about both sides, so each side is
//! searched for its own.
//!
//! Of an identifier with several labels, the last by its time counts; without a time, or if the newest disagree, none, and it is counted.
//! Of an identifier that several predictions have, each gets the label. A row's own label is never replaced.

mod delays;
mod fill;
mod index;

use std::fmt;

use driftscope_report::FileRecord;

use self::index::{Index, Times, Uses};
use super::row_key::{Key, keys, rank, written};
use crate::store::column::Column;
use crate::store::found_labels::FoundLabels;
use crate::store::label_delays::LabelDelays;
use crate::store::table::Table;
use crate::typing::names_a_label;

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
        /// What has none: `predictions` or `labels`.
        of: &'static str,
    },
    /// The identifiers of both do not match.
    NoMatch {
        /// Identifiers of predictions.
        predictions: Vec<String>,
        /// Identifiers of labels.
        labels: Vec<String>,
    },
    /// The labels have nothing that the predictions do not have.
    NoLabels,
}

impl fmt::Display for LabelsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoIdentifier { of } => write!(
                formatter,
                "no column of the {of} names its rows: both files need an identifier such as request_id or prediction_id"
            ),
            Self::NoMatch { predictions, labels } => write!(
                formatter,
                "fewer than 1 in 100 predictions have a label: predictions are named {}, labels {}",
                predictions.join(", "),
                labels.join(", ")
            ),
            Self::NoLabels => formatter
                .write_str("they have no column beside their identifier with a value that the predictions do not have"),
        }
    }
}

impl std::error::Error for LabelsError {}

/// Adds to the rows of each side, or to those of the only log, the columns of their labels. An error if no side has labels by it; the
/// sides then stay as they are.
pub fn join_labels(sides: &mut [&mut Table], labels: &Table) -> Result<(), LabelsError> {
    let results: Vec<Result<(), LabelsError>> = sides.iter_mut().map(|side| add_labels(side, labels)).collect();
    let gave = |side: &&mut Table| side.labels.as_ref().is_some_and(|found| found.gave);
    if sides.iter().any(gave) {
        return Ok(());
    }
    // Production is the last side, and the one that mostly waits for labels.
    Err(results.into_iter().rev().find_map(Result::err).unwrap_or(LabelsError::NoLabels))
}

/// Adds to each prediction of a side the columns of its label, and to the side what the labels found there. The files of the labels come
/// after those of the predictions. On an error the predictions stay as they are, but for the files.
pub fn add_labels(predictions: &mut Table, labels: &Table) -> Result<(), LabelsError> {
    let times = Times::of(labels);
    let best = best_match(predictions, labels, &times);
    let sentence = best.as_ref().map_or_else(|_| "no row".to_owned(), Joined::sentence);
    predictions.files.extend(labels.files.iter().map(|file| FileRecord::of_labels(file, &sentence)));
    let joined = match best {
        Ok(joined) => joined,
        Err(error) => {
            let refused = FoundLabels::refused(format!("Labels not joined: {error}"));
            predictions.labels = Some(Box::new(refused));
            return Err(error);
        }
    };
    let [_, key] = &joined.names;
    let is_value = |column: &&Column| column.name != *key && !times.has(column) && !is_key(column);
    let values: Vec<&Column> = labels.columns.iter().filter(is_value).collect();
    let named = values.iter().filter(|column| names_a_label(&column.name)).count();
    let is_label = &|column: &Column| if named > 0 { names_a_label(&column.name) } else { values.len() == 1 };
    let delays = delays::of(predictions, &joined, labels, &times, &values, is_label);
    let mut contradicted = 0;
    let mut added = Vec::new();
    for column in &values {
        match predictions.column(&column.name).filter(|own| own.tally.present() > 0) {
            None => added.push(fill::of_rows(column, &joined.found, is_label(column))),
            Some(own) if is_label(column) => {
                let (filled, differing) = fill::filled(own, column, &joined.found);
                contradicted += differing;
                added.extend(filled);
            }
            Some(_) => {}
        }
    }
    let gave = !added.is_empty();
    for column in added {
        match predictions.columns.iter_mut().find(|own| own.name == column.name && own.tally.present() > 0) {
            Some(own) => *own = column,
            None => {
                predictions.columns.retain(|own| own.name != column.name);
                predictions.columns.push(column);
            }
        }
    }
    predictions.labels = Some(Box::new(joined.found_labels(labels, contradicted, gave, delays)));
    Ok(())
}

/// Whether a column names its rows and nothing else, by its name.
fn is_key(column: &Column) -> bool {
    rank(&column.name).is_some_and(|rank| rank < 2)
}

/// The pair of identifiers by which most predictions find a label.
fn best_match(predictions: &Table, labels: &Table, times: &Times<'_>) -> Result<Joined, LabelsError> {
    let [own, others] = [candidates(predictions, "predictions")?, candidates(labels, "labels")?];
    let keyed: Vec<(&Column, Vec<Option<Key>>)> = own.iter().map(|column| (*column, keys(column))).collect();
    let fewest = (FEWEST_MATCHED * predictions.rows as f64).max(1.0);
    let mut best: Option<Joined> = None;
    for other in &others {
        let mut index = Index::of(labels, other, times);
        let mut better = None;
        for (column, keys) in &keyed {
            let found: Vec<Option<u32>> = keys.iter().map(|key| index.row(key.as_ref())).collect();
            let matched = found.iter().flatten().count();
            let most = better.as_ref().map_or(best.as_ref().map_or(0, |best| best.matched), |(_, _, _, most)| *most);
            if matched > most && matched as f64 >= fewest {
                better = Some((column, keys, found, matched));
            }
        }
        if let Some((column, keys, found, matched)) = better {
            let uses = index.uses(other, keys);
            let conflicts = (0..keys.len()).filter(|&row| index.is_conflict(keys[row].as_ref())).collect();
            best = Some(Joined { names: [column.name.clone(), other.name.clone()], found, conflicts, matched, uses });
        }
    }
    best.ok_or_else(|| {
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
fn candidates<'a>(table: &'a Table, of: &'static str) -> Result<Vec<&'a Column>, LabelsError> {
    let mut found: Vec<(u8, &Column)> =
        table.columns.iter().filter_map(|column| Some((rank(&column.name)?, column))).collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.truncate(MOST_KEYS);
    if found.is_empty() {
        return Err(LabelsError::NoIdentifier { of });
    }
    Ok(found.into_iter().map(|(_, column)| column).collect())
}

/// Labels found for predictions.
struct Joined {
    /// The identifier of predictions and that of labels.
    names: [String; 2],
    /// For each prediction the row of its label.
    found: Vec<Option<u32>>,
    /// The predictions whose labels contradict each other, in order.
    conflicts: Vec<usize>,
    matched: usize,
    uses: Uses,
}

impl Joined {
    /// "11 549 of 12 000 rows by request_id".
    fn sentence(&self) -> String {
        let [own, other] = &self.names;
        let by = if own == other { own.clone() } else { format!("{own} = {other}") };
        format!("{} of {} rows by {by}", self.matched, self.found.len())
    }

    /// What the labels found, without the rows.
    fn found_labels(self, labels: &Table, contradicted: u64, gave: bool, delays: Option<LabelDelays>) -> FoundLabels {
        let Uses { repeated, conflicts, used } = self.uses;
        let [_, key] = self.names;
        let warnings = labels.warnings.clone();
        let labels = labels.rows as u64;
        FoundLabels { key, gave, repeated, conflicts, contradicted, labels, used, warnings, delays, refused: None }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]
mod tests {
    use driftscope_report::WarningCode;

    use super::*;
    use crate::read::table_of as table;
    use crate::store::found_labels::label_warnings;

    fn with_labels(mut predictions: Table, labels: &Table) -> Result<Table, LabelsError> {
        let before = predictions.clone();
        let joined = join_labels(&mut [&mut predictions], labels);
        assert!(joined.is_ok() || predictions.columns == before.columns);
        let [_, warnings] = label_warnings([None, predictions.labels.as_deref()]);
        predictions.warnings.extend(warnings);
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
        assert_eq!(none, LabelsError::NoIdentifier { of: "labels" });
        let none = with_labels(predictions, &table("id,prediction\na,1\nb,0\n")).unwrap_err();
        assert_eq!(none, LabelsError::NoLabels);
    }

    fn counts(sides: [&Table; 2]) -> [Vec<(u64, String)>; 2] {
        let found = label_warnings(sides.map(|side| side.labels.as_deref()));
        found.map(|warnings| {
            warnings.into_iter().map(|warning| (warning.count, warning.message.chars().take(20).collect())).collect()
        })
    }

    #[test]
    fn one_file_of_labels_is_about_both_sides() {
        let mut reference = table("ride_id,prediction\na1,5\na2,6\na3,7\n");
        let mut production = table("ride_id,prediction\nb1,5\nb2,6\n");
        let labels = table("_id,ride_id,duration\n1,a1,5.5\n2,a3,7.5\n3,b2,6.5\n4,b2,6.5\n5,c1,9.5\n6,a3,8.5\n");
        join_labels(&mut [&mut reference, &mut production], &labels).unwrap();
        assert_eq!(labels_of(&reference, "duration"), ["5.5", "-", "-"]);
        assert_eq!(labels_of(&production, "duration"), ["-", "6.5"]);
        assert!(reference.column("duration").unwrap().is_label && reference.column("_id").is_none());
        assert!(production.files[1].read_as.ends_with("1 of 2 rows by ride_id"), "{:?}", production.files);
        let expected = [
            vec![(1, "Labels that contradi".to_owned())],
            vec![(1, "Labels of an identif".to_owned()), (1, "Labels without a pre".to_owned())],
        ];
        assert_eq!(counts([&reference, &production]), expected);
    }

    #[test]
    fn rows_keep_their_own_label_and_those_without_one_get_it() {
        let mut reference = table("id,x,actual\na,1,yes\nb,2,\nc,3,no\nd,4,\n");
        let mut production = table("id,x\ne,1\nf,2\n");
        let labels = table("id,actual,x\nb,no,9\nc,yes,9\nd,maybe,9\ne,yes,9\n");
        join_labels(&mut [&mut reference, &mut production], &labels).unwrap();
        assert_eq!(labels_of(&reference, "actual"), ["yes", "no", "no", "maybe"]);
        assert_eq!(reference.column("actual").unwrap().tally.texts, 4);
        // What is no label is not filled or compared.
        assert_eq!(labels_of(&reference, "x"), ["1", "2", "3", "4"]);
        assert_eq!(counts([&reference, &production]), [vec![(1, "Rows whose own label".to_owned())], Vec::new()]);
    }

    #[test]
    fn a_side_that_the_labels_do_not_know_is_no_error_beside_one_that_they_do() {
        let mut reference = table("x,actual\n1,0\n2,1\n");
        let mut production = table("id,x\na,1\nb,2\n");
        join_labels(&mut [&mut reference, &mut production], &table("id,actual\na,1\n")).unwrap();
        assert_eq!(labels_of(&production, "actual"), ["1", "-"]);
        assert_eq!(counts([&reference, &production]), [Vec::new(), Vec::new()]);
        assert_eq!(reference.files[1].read_as.rsplit(", ").next(), Some("CSV: no row"));
        let error = join_labels(&mut [&mut reference, &mut production], &table("id,actual\nz,1\n")).unwrap_err();
        assert!(error.to_string().contains("predictions are named a, b, labels z"), "{error}");
    }
}
