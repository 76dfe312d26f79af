//! Both sides of a column counted by category.

use std::collections::BTreeMap;

use driftscope_table::typing::{Evidence, TextClass};
use driftscope_table::{CellKind, Column};

/// The label under which strings past the limit of a dictionary are counted together.
const UNKEPT: &str = "(not kept: too many distinct values)";

/// One category: its label and how often it occurs on each side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    pub text: String,
    pub reference: u64,
    pub production: u64,
}

/// Counts both sides by category, ascending by label.
pub(crate) fn by_category(
    reference: Option<(&Column, &Evidence)>,
    production: Option<(&Column, &Evidence)>,
) -> Vec<Label> {
    let sides = [reference, production];
    // `"1"` is the category of the number 1 where one side writes numbers, and else a text: "007" stays "007".
    let numbers = sides.iter().flatten().any(|(_, evidence)| evidence.numbers > 0);
    let mut counts = BTreeMap::<String, [u64; 2]>::new();
    for (side, (column, evidence)) in sides.into_iter().enumerate().filter_map(|(side, given)| Some((side, given?))) {
        let mut add = |label: String, count: u64| {
            if count > 0 {
                counts.entry(label).or_default()[side] += count;
            }
        };
        for (code, (&count, class)) in evidence.code_counts.iter().zip(&evidence.classes).enumerate() {
            match class {
                TextClass::Null => {}
                TextClass::Number(number) if numbers => add(number_label(*number), count),
                _ => add(column.dictionary.get(code as u32).trim().to_owned(), count),
            }
        }
        if let Some(spelling) = column.spelling {
            for run in column.sorted_moments().chunk_by(|one, other| one == other) {
                add(spelling.write(run[0]), run.len() as u64);
            }
        }
        add(UNKEPT.to_owned(), evidence.unkept);
        for (label, count) in plain_counts(column, evidence) {
            add(label, count);
        }
    }
    counts.into_iter().map(|(text, [reference, production])| Label { text, reference, production }).collect()
}

/// Counts both sides as false and true. Without any spelling of a boolean the labels are the digits.
pub(crate) fn by_boolean(
    reference: Option<(&Column, &Evidence)>,
    production: Option<(&Column, &Evidence)>,
) -> Vec<Label> {
    let sides = [reference, production];
    let spelled = sides.iter().flatten().any(|(_, evidence)| evidence.booleans + evidence.boolean_texts > 0);
    let [no, yes] = if spelled { ["false", "true"] } else { ["0", "1"] };
    let mut counts = [[0; 2]; 2];
    for (side, (column, evidence)) in sides.into_iter().enumerate().filter_map(|(side, given)| Some((side, given?))) {
        for (&count, class) in evidence.code_counts.iter().zip(&evidence.classes) {
            match class {
                TextClass::Boolean(value) => counts[usize::from(*value)][side] += count,
                TextClass::Number(number) => counts[usize::from(*number != 0.0)][side] += count,
                _ => {}
            }
        }
        for cell in &column.cells {
            match cell.kind() {
                CellKind::Boolean(value) => counts[usize::from(value)][side] += 1,
                CellKind::Number(number) => counts[usize::from(number != 0.0)][side] += 1,
                _ => {}
            }
        }
    }
    [no, yes]
        .into_iter()
        .zip(counts)
        .map(|(text, [reference, production])| Label { text: text.to_owned(), reference, production })
        .filter(|label| label.reference + label.production > 0)
        .collect()
}

/// The counts of values written as numbers and booleans.
fn plain_counts(column: &Column, evidence: &Evidence) -> Vec<(String, u64)> {
    if evidence.numbers + evidence.booleans == 0 {
        return Vec::new();
    }
    let mut numbers = Vec::with_capacity(evidence.numbers as usize);
    let mut booleans = [0; 2];
    for cell in &column.cells {
        match cell.kind() {
            CellKind::Number(number) => numbers.push(number + 0.0),
            CellKind::Boolean(value) => booleans[usize::from(value)] += 1,
            _ => {}
        }
    }
    driftscope_stats::sorting::sort_numbers(&mut numbers);
    let runs = numbers.chunk_by(|a, b| a == b).map(|run| (number_label(run[0]), run.len() as u64));
    let mut counts: Vec<_> = runs.collect();
    counts.extend([("false".to_owned(), booleans[0]), ("true".to_owned(), booleans[1])]);
    counts
}

fn number_label(number: f64) -> String {
    if number.abs() < 1e16 { format!("{}", number + 0.0) } else { format!("{number:e}") }
}
