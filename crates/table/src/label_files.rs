//! Recognises a file of labels among files of predictions by the beginning of each.

use crate::select::row_key::rank;
use crate::select::split::{time_columns, timestamps};
use crate::store::column::Column;
use crate::typing::{names_a_label, names_an_answer, words_of};
use crate::{ReadOptions, TableReader};

/// Bytes of the beginning of a file by which it is recognised.
pub const OUTLINE_BYTES: u64 = 64 * 1024;

/// The most columns of a file of labels, besides identifiers and times.
const MOST_COLUMNS: usize = 5;

/// What the beginning of a file shows of its columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileOutline {
    /// The columns that may name rows.
    keys: Vec<String>,
    /// The columns that neither name rows nor hold times.
    values: Vec<String>,
    /// The first time, in seconds since 1970.
    first: Option<f64>,
}

impl FileOutline {
    /// The outline of a file that begins with these bytes; `None` if no row can be read.
    pub fn of(name: &str, head: &[u8]) -> Option<Self> {
        let mut reader = TableReader::new(ReadOptions::default());
        reader.begin_file(name);
        reader.feed(head);
        let table = reader.finish().ok()?;
        let times = time_columns(&table);
        let first = times.first().map(|time| timestamps(time).into_iter().flatten().fold(f64::INFINITY, f64::min));
        let is_time = |column: &Column| times.iter().any(|time| time.name == column.name);
        let others = table.columns.iter().filter(|column| !is_time(column)).map(|column| column.name.clone());
        let (keys, values) = others.partition(|name| rank(name).is_some());
        Some(Self { keys, values, first: first.filter(|first| first.is_finite()) })
    }

    /// The first time in it, in seconds since 1970.
    pub fn first(&self) -> Option<f64> {
        self.first
    }

    /// Whether this file holds labels of the predictions in another one.
    ///
    /// It does if both have an identifier of one name, only the other one has answers of a model, and this one has few other columns: one
    /// alone, or those named as labels and no others that both have. In doubt it does not.
    pub fn has_labels_of(&self, predictions: &Self) -> bool {
        let is_label = |name: &String| self.values.len() == 1 || names_a_label(name);
        let has_answers = |file: &Self| file.values.iter().any(|name| names_an_answer(name));
        let same = |one: &String| predictions.keys.iter().any(|other| words_of(one) == words_of(other));
        let is_shared = |name: &String| !is_label(name) && predictions.values.contains(name);
        self.values.len() <= MOST_COLUMNS
            && self.values.iter().any(is_label)
            && !self.values.iter().any(is_shared)
            && !has_answers(self)
            && has_answers(predictions)
            && self.keys.iter().any(same)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]
mod tests {
    use super::*;

    fn outline(text: &str) -> FileOutline {
        FileOutline::of("file", text.as_bytes()).unwrap()
    }

    const RIDES: &str =
        "{\"_id\":{\"$oid\":\"69f3ed00a1b2c3d4e5000000\"},\"ride_id\":\"a0\",\"distance\":0.99,\"prediction\":8.96}\n";

    #[test]
    fn files_of_labels_are_recognised_beside_files_of_predictions() {
        let rides = outline(RIDES);
        assert_eq!(rides.first(), Some(1_777_593_600.0));
        for labels in [
            // The end of the beginning is not the end of a record.
            "[{\"_id\":{\"$oid\":\"69f3f2dcffb2c3d4e5000001\"},\"ride_id\":\"a0\",\"duration\":28.28},{\"_id\":{\"$oid\":\"69f3",
            "rideId,actual\na0,7.5\n",
            "ride_id,at,label,reviewer\na0,2026-01-01T00:00:00Z,1,bo\n",
        ] {
            let labels = outline(labels);
            assert!(labels.has_labels_of(&rides), "{labels:?}");
            assert!(!rides.has_labels_of(&labels) && !labels.has_labels_of(&labels));
        }
    }

    #[test]
    fn in_doubt_a_file_has_no_labels() {
        let rides = outline(RIDES);
        for other in [
            RIDES,
            // No identifier of the predictions.
            "trip,actual\na0,7.5\n",
            // Features that both have.
            "ride_id,distance,actual\na0,0.99,7.5\n",
            // Several columns of which none is named as a label.
            "ride_id,weather,wind\na0,sun,7\n",
            // A log with its own answers and labels.
            "ride_id,prediction,actual\na0,7,7.5\n",
            "ride_id,a,b,c,d,e,label\na0,1,2,3,4,5,6\n",
            "ride_id,trip_id\na0,b0\na1,b1\n",
        ] {
            assert!(!outline(other).has_labels_of(&rides), "{other}");
        }
        // Predictions without answers of a model are a data set like any other.
        assert!(!outline("ride_id,actual\na0,7.5\n").has_labels_of(&outline("ride_id,distance\na0,7\n")));
    }
}
