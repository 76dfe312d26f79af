//! The verdict of Evidently 0.7.23: its choice of the test by type and size, its bins, its thresholds, no correction.
//!
//! It looks at every column that both sides have, identifiers and constants among them, and takes the type from production.
//! Date-times are not tested; free text is, by a classifier that is not reproduced here.

use driftscope_stats::sorting::sort_by;
use std::borrow::Cow;

use driftscope_stats::peers::evidently::{Test, Unscored};
use driftscope_stats::peers::total_variation_permutation;
use driftscope_stats::sorting::sort_numbers;
use driftscope_table::CellKind;

use super::pandas_type::Dtype;
use super::{Rows, Subject};
use crate::values::label::Label;
use crate::values::labels::{self, RowLabels};
use driftscope_report::{Kind, Preset, PresetVerdict};

/// Whole numbers with at most this many distinct values are categories.
const FEW_INTEGERS: u64 = 10;

pub(super) fn judge(subject: &Subject<'_>, rows: &Rows<'_>) -> PresetVerdict {
    let [reference, production] = rows.sides;
    let types = [Dtype::of(subject.name, reference), Dtype::of(subject.name, production)];
    let texts = production.evidence.distinct_texts() * 2;
    match types[1] {
        Dtype::Nothing => PresetVerdict::none("Evidently stops at a column without any value"),
        Dtype::Datetime => PresetVerdict::none("Evidently does not test date-times"),
        Dtype::Mixed => PresetVerdict::none("Evidently leaves out a column of mixed types"),
        Dtype::Text if texts > production.evidence.present() => PresetVerdict::none(
            "Evidently takes this for free text, which it tests by a classifier that is not reproduced here",
        ),
        Dtype::Integer if rows.numbers[1].distinct() <= FEW_INTEGERS => categories(subject, rows, &types),
        Dtype::Boolean | Dtype::Text => categories(subject, rows, &types),
        Dtype::Integer | Dtype::Float => numbers(subject, rows, &types),
    }
}

fn numbers(subject: &Subject<'_>, rows: &Rows<'_>, types: &[Dtype; 2]) -> PresetVerdict {
    if !matches!(types[0], Dtype::Integer | Dtype::Float | Dtype::Boolean) {
        return PresetVerdict::none("Evidently stops where production has numbers and the reference has none");
    }
    let sides = [0, 1].map(|side| with_booleans(rows, side));
    let [reference, production] = sides.each_ref().map(|side| &side[..]);
    let test = chosen(subject).filter(|test| test.takes_numbers());
    let test = test.unwrap_or_else(|| Test::chosen(true, reference.len(), few_distinct(reference, production)));
    let whole = *types == [Dtype::Integer; 2];
    verdict(test, test.of_numbers(reference, production, whole))
}

fn categories(subject: &Subject<'_>, rows: &Rows<'_>, types: &[Dtype; 2]) -> PresetVerdict {
    if types[0] == Dtype::Nothing {
        return PresetVerdict::none("Evidently stops at a column without any value");
    }
    let [reference, production] = rows.sides.each_ref().map(|side| side.found());
    let labels: Cow<'_, [Label]> = match subject.labels {
        Some(labels) if subject.kind == Kind::Category => Cow::Borrowed(labels),
        _ => Cow::Owned(labels::by_category(reference, production)),
    };
    let mut labels = labels.into_owned();
    let value = |label: &Label| label.text.parse::<f64>().ok();
    if labels.iter().all(|label| value(label).is_some_and(f64::is_finite)) {
        sort_by(&mut labels, &|a, b| value(a).unwrap_or(0.0).total_cmp(&value(b).unwrap_or(0.0)));
    } else {
        labels.retain(|label| !value(label).is_some_and(f64::is_infinite));
    }
    let counts = super::counts(&labels);
    let n = counts[0].iter().sum::<u64>() as usize;
    let test = chosen(subject).filter(|test| test.takes_categories());
    let test = test.unwrap_or_else(|| Test::chosen(false, n, labels.len()));
    let score = match test {
        Test::TotalVariation => total_variation(rows),
        _ => test.of_counts(&counts[0], &counts[1]),
    };
    verdict(test, score)
}

/// The test that a person chose, where it was chosen among Evidently's.
fn chosen(subject: &Subject<'_>) -> Option<Test> {
    let name = subject.choice.test.as_deref().filter(|_| subject.preset == Preset::Evidently)?;
    Test::of_name(name)
}

fn verdict(test: Test, score: Result<f64, Unscored>) -> PresetVerdict {
    match score {
        Ok(score) => PresetVerdict::scored(test.name(), Some(score)),
        Err(unscored) => PresetVerdict { method: test.name().to_owned(), ..PresetVerdict::none(reason(unscored)) },
    }
}

fn reason(unscored: Unscored) -> &'static str {
    match unscored {
        Unscored::Empty => "Evidently stops at a side without any value",
        Unscored::NotForNumbers => "Evidently does not take this test for numbers",
        Unscored::NotForCategories => "Evidently does not take this test for categories",
        Unscored::UnequalSizes => "Evidently stops where the sides do not have equally many values",
        Unscored::NotBinary => "Evidently stops where there are more than two categories",
        Unscored::TooAlike => "Evidently stops at values that are too few or too alike for this test",
        Unscored::NotANumber => "Evidently's score is not a number",
        Unscored::TooLong => "Evidently's relabelling of this many rows is not repeated here",
    }
}

/// Distinct values of both sides, as far as the choice of the test depends on their number.
fn few_distinct(reference: &[f64], production: &[f64]) -> usize {
    const ENOUGH: usize = 6;
    let some = |side: &[f64]| side.chunk_by(|a, b| a == b).take(ENOUGH).map(|run| run[0]).collect::<Vec<_>>();
    let mut values = [some(reference), some(production)].concat();
    values.sort_unstable_by(f64::total_cmp);
    values.dedup();
    values.len()
}

/// The finite numbers of a side; booleans are 0 and 1 among them.
fn with_booleans<'a>(rows: &'a Rows<'_>, side: usize) -> Cow<'a, [f64]> {
    let finite = rows.numbers[side].finite();
    let Some(column) = rows.sides[side].column.filter(|column| column.tally.booleans > 0) else {
        return Cow::Borrowed(finite);
    };
    let bit = |cell: &driftscope_table::Cell| match cell.kind() {
        CellKind::Boolean(value) => Some(f64::from(u8::from(value))),
        _ => None,
    };
    let mut all = finite.to_vec();
    all.extend(column.cells.iter().filter_map(bit));
    sort_numbers(&mut all);
    Cow::Owned(all)
}

fn total_variation(rows: &Rows<'_>) -> Result<f64, Unscored> {
    let mut labels = RowLabels::new(rows.sides.each_ref().map(|side| Some(&side.evidence)));
    let [reference, production] = rows.sides.each_ref().map(|side| labels.of_rows(side.found()));
    let present = |rows: Vec<u32>| rows.into_iter().filter(|&label| label != RowLabels::MISSING).collect::<Vec<_>>();
    let (reference, production) = (present(reference), present(production));
    if reference.is_empty() || production.is_empty() {
        return Err(Unscored::Empty);
    }
    total_variation_permutation::p_value(&reference, &production).ok_or(Unscored::TooLong)
}
