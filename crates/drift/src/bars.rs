//! The rows of production in one bar of a column's chart, which a person asks about: what else differs there?

use driftscope_report::{Bar, BarValues, Kind};
use driftscope_table::Column;
use driftscope_table::typing::{Evidence, ReadWords, timestamp};

use crate::values::labels::{RowLabels, boolean_labels};
use crate::values::{booleans, missing, numeric};

/// For each row of production whether its value is in the bar. The columns are those of both sides, which are read alike.
/// `words_are_labels` says that words such as `NA` are no missing values.
pub fn rows_in_bar(bar: &Bar, columns: [Option<&Column>; 2], words_are_labels: bool) -> Vec<bool> {
    let Some(production) = columns[1] else { return Vec::new() };
    let how = ReadWords { of_both_sides: true, as_labels: words_are_labels };
    let [reference_evidence, evidence] = Evidence::read(columns, how);
    match (&bar.values, bar.kind) {
        (BarValues::Label(label), Kind::Boolean) => {
            let labels = boolean_labels([&reference_evidence, &evidence].into_iter());
            let values = booleans::rows(production, &evidence);
            values.map(|value| value.is_some_and(|value| label == labels[usize::from(value)])).collect()
        }
        (BarValues::Label(label), Kind::Category) => {
            let mut numbers = RowLabels::new([Some(&reference_evidence), Some(&evidence)]);
            let rows = numbers.of_rows(Some((production, &evidence)));
            let wanted = numbers.into_texts().iter().position(|text| text == label);
            rows.into_iter().map(|number| wanted == Some(number as usize)).collect()
        }
        (BarValues::Between { .. }, Kind::Datetime) => {
            let moments = production.cells.iter().map(|cell| timestamp(cell, production, &evidence));
            moments.map(|moment| moment.is_some_and(|moment| bar.values.holds(moment))).collect()
        }
        (BarValues::Between { .. }, Kind::Numeric) => {
            let values = numeric::rows(production, &evidence);
            values.into_iter().map(|value| bar.values.holds(value)).collect()
        }
        (BarValues::Missing, kind) => missing_rows(kind, production, [&reference_evidence, &evidence]),
        _ => vec![false; production.cells.len()],
    }
}

/// For each row of production whether it lacks a value of the column's kind, as the column's share of missing values counts it.
fn missing_rows(kind: Kind, production: &Column, [reference, evidence]: [&Evidence; 2]) -> Vec<bool> {
    match kind {
        Kind::Boolean => booleans::rows(production, evidence).map(|value| value.is_none()).collect(),
        Kind::Category => {
            let rows = RowLabels::new([Some(reference), Some(evidence)]).of_rows(Some((production, evidence)));
            rows.into_iter().map(|number| number == RowLabels::MISSING).collect()
        }
        Kind::Numeric => numeric::rows(production, evidence).into_iter().map(f64::is_nan).collect(),
        _ => missing::rows(kind, production, evidence),
    }
}
