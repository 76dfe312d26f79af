//! Both sides of a column counted by category.

use crate::values::label::Label;
use std::collections::{BTreeMap, HashMap};

use driftscope_table::typing::{Evidence, TextClass, is_kept_as_written, label_form};
use driftscope_table::{CellKind, Column, hashed};

use crate::values::buckets::{self, Known};

/// The label under which a profile counts together what it has no count of its own for.
pub(crate) const UNKEPT: &str = "(not kept: too many distinct values)";

/// Numbers for the categories of rows, the same on both sides.
#[derive(Debug)]
pub(crate) struct RowLabels {
    numbers: HashMap<String, u32>,
    /// Strings of a side are known by their hashes only, so each category is a bucket.
    in_buckets: bool,
}

impl RowLabels {
    /// A row without a value.
    pub(crate) const MISSING: u32 = u32::MAX;

    /// For rows of these two sides.
    pub(crate) fn new(sides: [Option<&Evidence>; 2]) -> Self {
        Self { numbers: HashMap::new(), in_buckets: buckets::are_needed(sides) }
    }

    /// How many categories were seen.
    pub(crate) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// The text of each category, by its number.
    pub(crate) fn into_texts(self) -> Vec<String> {
        let mut texts = vec![String::new(); self.numbers.len()];
        for (text, number) in self.numbers {
            texts[number as usize] = text;
        }
        texts
    }

    /// The category of each row, in the order of the rows.
    pub(crate) fn of_rows(&mut self, found: Option<(&Column, &Evidence)>) -> Vec<u32> {
        self.of_newest(found, usize::MAX)
    }

    /// The category of each of the last rows.
    pub(crate) fn of_newest(&mut self, found: Option<(&Column, &Evidence)>, rows: usize) -> Vec<u32> {
        let Some((column, evidence)) = found else { return Vec::new() };
        // Each distinct value is looked up by its text once.
        let mut codes: Vec<Option<u32>> = vec![None; evidence.classes.len()];
        let mut values: HashMap<u64, u32> = HashMap::new();
        let cells = column.cells.iter().skip(column.cells.len().saturating_sub(rows));
        cells
            .map(|cell| match cell.kind() {
                CellKind::Missing | CellKind::NotANumber => Self::MISSING,
                CellKind::Boolean(value) => self.number(if value { "true" } else { "false" }),
                CellKind::Hashed(hash) => self.bucket_number(hash),
                CellKind::Number(value) => {
                    *values.entry((value + 0.0).to_bits()).or_insert_with(|| self.number(&number_label(value)))
                }
                CellKind::Timestamp(moment) => *values.entry(moment as u64).or_insert_with(|| {
                    column.spelling.map_or(Self::MISSING, |spelling| self.number(&spelling.write(moment)))
                }),
                CellKind::Text(code) | CellKind::BigInteger(code) => match codes.get_mut(code as usize) {
                    None => Self::MISSING,
                    Some(Some(label)) => *label,
                    Some(unseen) => {
                        let is_missing = evidence.classes.get(code as usize) == Some(&TextClass::Null);
                        let text = column.dictionary.get(code).trim();
                        *unseen.insert(if is_missing { Self::MISSING } else { self.number(text) })
                    }
                },
            })
            .collect()
    }

    fn bucket_number(&mut self, hash: u32) -> u32 {
        self.number_of(&buckets::label(hashed::bucket(hash)))
    }

    fn number(&mut self, text: &str) -> u32 {
        if self.in_buckets { self.bucket_number(hashed::hash_text(text)) } else { self.number_of(&label_form(text)) }
    }

    fn number_of(&mut self, text: &str) -> u32 {
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        let number = self.numbers.len() as u32;
        self.numbers.insert(text.to_owned(), number);
        number
    }
}

/// Counts both sides by category, ascending by label.
pub(crate) fn by_category(
    reference: Option<(&Column, &Evidence)>,
    production: Option<(&Column, &Evidence)>,
) -> Vec<Label> {
    let sides = [reference, production];
    // `"1"` is the category of the number 1 where one side writes numbers, and else a text. "007" stays "007".
    let numbers = sides.iter().flatten().any(|(_, evidence)| evidence.numbers > 0);
    let in_buckets = buckets::are_needed(sides.map(|side| side.map(|(_, evidence)| evidence)));
    let mut categories = BTreeMap::<String, Known>::new();
    for (side, (column, evidence)) in sides.into_iter().enumerate().filter_map(|(side, given)| Some((side, given?))) {
        let mut add = |label: String, count: u64| {
            let known = categories.entry(label).or_default();
            known.counts[side] += count;
            known.is_kept[side] = true;
        };
        for (code, (&count, class)) in evidence.code_counts.iter().zip(&evidence.classes).enumerate() {
            let text = column.dictionary.get(code as u32).trim();
            match class {
                TextClass::Null => {}
                TextClass::Number(number) if numbers && !is_kept_as_written(text) => add(number_label(*number), count),
                // A hash is that of the text as it was written.
                _ if in_buckets => add(text.to_owned(), count),
                _ => add(label_form(text).into_owned(), count),
            }
        }
        if let Some(spelling) = column.spelling {
            for run in column.sorted_timestamps().chunk_by(|one, other| one == other) {
                add(spelling.write(run[0]), run.len() as u64);
            }
        }
        for (label, count) in plain_counts(column, evidence) {
            add(label, count);
        }
    }
    categories.retain(|_, known| known.counts != [0; 2]);
    let evidence = sides.map(|side| side.map(|(_, evidence)| evidence));
    if in_buckets {
        return buckets::fill(categories, evidence);
    }
    let label = |(text, Known { counts: [reference, production], .. })| Label { text, reference, production };
    categories.into_iter().map(label).collect()
}

/// The labels of a boolean column: the digits where no side spells a boolean.
pub(crate) fn boolean_labels<'a>(mut sides: impl Iterator<Item = &'a Evidence>) -> [&'static str; 2] {
    let spelled = sides.any(|evidence| evidence.booleans + evidence.boolean_texts > 0);
    if spelled { ["false", "true"] } else { ["0", "1"] }
}

/// Counts both sides as false and true. Without any spelling of a boolean the labels are the digits.
pub(crate) fn by_boolean(
    reference: Option<(&Column, &Evidence)>,
    production: Option<(&Column, &Evidence)>,
) -> Vec<Label> {
    let sides = [reference, production];
    let [no, yes] = boolean_labels(sides.iter().flatten().map(|(_, evidence)| *evidence));
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

/// The label of a number: all digits of whole ones, as far as anybody writes them.
pub(crate) fn number_label(number: f64) -> String {
    match number.abs() {
        size if size < 1e16 => format!("{}", number + 0.0),
        size if size < 1e40 => format!("{number:.0}"),
        _ => format!("{number:e}"),
    }
}
