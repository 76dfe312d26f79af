//! The columns as numbers, row by row, in an order that does not depend on that of the rows.

use std::collections::HashMap;

use driftscope_decide::decide;
use driftscope_stats::random::Random;
use driftscope_stats::sorting::sort_places;
use driftscope_table::typing::Evidence;
use driftscope_table::{Column, Table, timestamps};

use super::sample::SEED;
use crate::values::booleans;
use crate::values::labels::RowLabels;
use crate::values::numeric;
use driftscope_report::{ColumnReport, Drift, Kind, MOST_COLUMNS_TOGETHER, Presence, Report, Settings};

/// One column of both sides, the reference's rows first.
pub(super) struct Encoded {
    pub name: String,
    pub kind: Kind,
    /// The numbers; 0 and 1 of a boolean; the rank of a category by how often it occurs, from 0. NaN where missing.
    pub values: Vec<f64>,
}

/// Both sides, row by row.
pub(super) struct Rows {
    pub columns: Vec<Encoded>,
    /// How many rows are the reference's.
    pub reference: usize,
    /// The seconds since 1970 of each row, NaN where it has no time; empty where there are no windows of time.
    pub times: Vec<f64>,
    /// How many columns could have been looked at, and which were chosen, where there was a choice.
    pub choice: Option<Choice>,
}

/// Which columns were looked at, of more than there is room for.
pub(super) struct Choice {
    /// Columns that could have been.
    pub eligible: usize,
    /// Columns among those chosen that drifted.
    pub drifted: usize,
}

/// Takes the tested columns from the sampled rows. Rows are brought into an order of their own: that of their values,
/// and then one drawn with the seed, so that every part of them is like any other.
pub(super) fn encode(report: &Report, samples: [&Table; 2]) -> Rows {
    let eligible = report.columns.iter().filter_map(|column| {
        let fits = matches!(column.kind, Kind::Numeric | Kind::Category | Kind::Boolean);
        let is_compared = fits && column.presence == Presence::Both && !column.drift.parts.is_empty();
        let sides = [samples[0].column(&column.name)?, samples[1].column(&column.name)?];
        is_compared.then_some((column, sides))
    });
    let (chosen, choice) = choose(eligible.collect(), report);
    let mut encoded: Vec<Encoded> = chosen
        .into_iter()
        .map(|(column, sides)| Encoded {
            name: column.name.clone(),
            kind: column.kind,
            values: values(column.kind, sides),
        })
        .collect();
    let (reference, production) = (samples[0].rows, samples[1].rows);
    let mut random = Random::new(SEED);
    let mut order = ordered(&encoded, 0..reference, &mut random);
    order.extend(ordered(&encoded, reference..reference + production, &mut random));
    let in_order = |values: &[f64]| order.iter().map(|&row| values.get(row).copied().unwrap_or(f64::NAN)).collect();
    for column in &mut encoded {
        column.values = in_order(&column.values);
    }
    let times = times(report, samples).map_or_else(Vec::new, |times| in_order(&times));
    Rows { columns: encoded, reference, times, choice }
}

/// The times of both sides, where the report has windows of them.
fn times(report: &Report, samples: [&Table; 2]) -> Option<Vec<f64>> {
    let column = &report.time_windows()?.column;
    let mut times = Vec::new();
    for table in samples {
        let of_side = timestamps(table.column(column)?);
        times.extend(of_side.into_iter().map(|time| time.unwrap_or(f64::NAN)));
    }
    Some(times)
}

/// At most [`MOST_COLUMNS_TOGETHER`] of the columns, in their order: those that drifted, by effect, and then the first of the rest.
///
/// A column counts as drifted by the verdict, with its correction for the number of columns, and not by its effect alone: to
/// choose the largest of many effects that are chance would let the classifier find drift where none is. It is the verdict under
/// the default α, limit and rule, whatever the settings are, so that deciding again needs no rows.
fn choose<'a, T>(columns: Vec<(&'a ColumnReport, T)>, report: &Report) -> (Vec<(&'a ColumnReport, T)>, Option<Choice>) {
    if columns.len() <= MOST_COLUMNS_TOGETHER {
        return (columns, None);
    }
    let mut usual = report.clone();
    decide(&mut usual, &Settings::default());
    let usual: HashMap<&str, &Drift> =
        usual.columns.iter().map(|column| (column.name.as_str(), &column.drift)).collect();
    let effect = |column: &ColumnReport| column.drift.effect.unwrap_or(0.0);
    let has_drifted = |place: &usize| usual.get(columns[*place].0.name.as_str()).is_some_and(|drift| drift.drifted);
    let mut order: Vec<usize> = (0..columns.len()).filter(has_drifted).collect();
    sort_places(&mut order, &|one, other| effect(columns[other].0).total_cmp(&effect(columns[one].0)));
    order.truncate(MOST_COLUMNS_TOGETHER);
    let choice = Choice { eligible: columns.len(), drifted: order.len() };
    let rest = (0..columns.len()).filter(|place| !has_drifted(place));
    order.extend(rest.take(MOST_COLUMNS_TOGETHER - choice.drifted));
    let mut is_chosen = vec![false; columns.len()];
    order.into_iter().for_each(|place| is_chosen[place] = true);
    let chosen = columns.into_iter().zip(is_chosen).filter(|(_, is_chosen)| *is_chosen).map(|(column, _)| column);
    (chosen.collect(), Some(choice))
}

/// The rows of one side. Rows that are alike in every column may stand in either's place.
fn ordered(columns: &[Encoded], rows: std::ops::Range<usize>, random: &mut Random) -> Vec<usize> {
    let mut order: Vec<usize> = rows.collect();
    let value = |column: &Encoded, row: usize| column.values.get(row).copied().unwrap_or(f64::NAN);
    sort_places(&mut order, &|one, other| {
        let mut compared = columns.iter().map(|column| value(column, one).total_cmp(&value(column, other)));
        compared.find(|ordering| ordering.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
    });
    for last in (1..order.len()).rev() {
        order.swap(last, random.below(last as u64 + 1) as usize);
    }
    order
}

fn values(kind: Kind, sides: [&Column; 2]) -> Vec<f64> {
    let evidence = Evidence::of_sides(sides.map(Some));
    let found = [0, 1].map(|side| (sides[side], &evidence[side]));
    match kind {
        Kind::Numeric => {
            found.iter().flat_map(|(column, evidence)| numeric::newest(column, evidence, usize::MAX)).collect()
        }
        Kind::Boolean => found.iter().flat_map(|(column, evidence)| truths(column, evidence)).collect(),
        _ => categories(found),
    }
}

fn truths(column: &Column, evidence: &Evidence) -> Vec<f64> {
    let number = |value: Option<bool>| value.map_or(f64::NAN, |value| f64::from(u8::from(value)));
    booleans::rows(column, evidence).map(number).collect()
}

/// Categories by how often they occur on both sides together, and those that occur as often by their text.
fn categories(found: [(&Column, &Evidence); 2]) -> Vec<f64> {
    let mut labels = RowLabels::new(found.map(|(_, evidence)| Some(evidence)));
    let mut rows = labels.of_rows(Some(found[0]));
    rows.extend(labels.of_rows(Some(found[1])));
    let mut counts = vec![0_u64; labels.len()];
    for &row in &rows {
        counts.get_mut(row as usize).into_iter().for_each(|count| *count += 1);
    }
    let texts = labels.into_texts();
    let mut order: Vec<usize> = (0..counts.len()).collect();
    sort_places(&mut order, &|a, b| counts[b].cmp(&counts[a]).then_with(|| texts[a].cmp(&texts[b])));
    let mut ranks = vec![0.0; counts.len()];
    for (rank, label) in order.into_iter().enumerate() {
        ranks[label] = rank as f64;
    }
    rows.iter().map(|&row| ranks.get(row as usize).copied().unwrap_or(f64::NAN)).collect()
}
