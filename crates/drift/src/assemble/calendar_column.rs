//! Columns that the period makes: `month`, `week`, `day_of_year` of the time of a row.
//!
//! Production is later than the reference, so its months are others. That is no drift of the data, and without a word it would
//! be found every time. So a whole-number column with exactly such a name, whose values lie in its range, is described and not
//! tested where the range differs as a period makes it: beside a time column whose period is later in production, or where
//! the values of the sides do not overlap. A person who sets the role or the kind of the column has it tested.

use driftscope_report::calendar::civil_from_days;

use crate::column::Described;
use driftscope_report::{Part, Presence, Role, Settings, Summary};

/// Names without signs between words, and the smallest and the largest value.
const COLUMNS: [(&str, f64, f64); 15] = [
    ("year", 1900.0, 2100.0),
    ("quarter", 1.0, 4.0),
    ("month", 1.0, 12.0),
    ("monthofyear", 1.0, 12.0),
    ("monthnumber", 1.0, 12.0),
    ("week", 0.0, 53.0),
    ("weekofyear", 0.0, 53.0),
    ("weeknumber", 0.0, 53.0),
    ("isoweek", 1.0, 53.0),
    ("day", 1.0, 31.0),
    ("dayofmonth", 1.0, 31.0),
    ("dayofyear", 1.0, 366.0),
    ("doy", 1.0, 366.0),
    ("yearmonth", 190_001.0, 210_012.0),
    ("yyyymm", 190_001.0, 210_012.0),
];

/// The reason that the report gives for such a column.
const REASON: &str = "Not tested: made by the period, a part of the calendar; set its kind to have it tested";

/// Takes the columns that the period makes from those that are tested. Their values stay described.
pub(crate) fn leave_out(columns: &mut [Described], settings: &Settings) {
    let time = columns
        .iter()
        .find(|column| column.report.role == Role::Time)
        .map(|column| column.summaries().map(Clone::clone));
    for column in columns.iter_mut() {
        let is_chosen = settings
            .columns
            .get(&column.report.name)
            .is_some_and(|choice| choice.kind.is_some() || choice.role.is_some());
        if is_chosen
            || column.report.presence != Presence::Both
            || column.report.not_tested.is_some()
            || !is_made(column, time.as_ref())
        {
            continue;
        }
        // Whether the values are there does not depend on the period.
        column.report.drift.parts.retain(|part| part.part == Part::Missing);
        column.report.tests.clear();
        column.report.presets.clear();
        column.report.shift = None;
        column.report.value_change = None;
        column.report.not_tested = Some(REASON.to_owned());
    }
}

fn is_made(column: &Described, time: Option<&[Summary; 2]>) -> bool {
    let field = column.report.name.rsplit('.').next().unwrap_or(&column.report.name);
    let name: String = field.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let Some((name, least, most)) = COLUMNS.iter().find(|(known, ..)| *known == name) else { return false };
    let Some([reference, production]) = ends(column) else { return false };
    let is_in_range = |(low, high): (f64, f64)| low >= *least && high <= *most;
    // So few distinct values are whole numbers.
    let are_whole = column.summaries().into_iter().all(|side| side.distinct as f64 <= most - least + 1.0);
    if !are_whole || !is_in_range(reference) || !is_in_range(production) || reference == production {
        return false;
    }
    let is_disjoint = reference.1 < production.0 || production.1 < reference.0;
    match time.and_then(later) {
        // A year may be that of a product, which no period makes.
        Some(years) if *name == "year" => [reference, production].iter().zip(years).all(|(ends, years)| *ends == years),
        Some(_) => true,
        None => is_disjoint,
    }
}

/// The smallest and the largest value of each side, if all are whole.
fn ends(column: &Described) -> Option<[(f64, f64); 2]> {
    let numbers = column.summaries().map(|side| side.min.zip(side.max));
    let found = match (numbers, &column.report.categories) {
        ([Some(reference), Some(production)], _) => [reference, production],
        (_, Some(categories)) => {
            let of_side = |counts: &[u64]| {
                let labels = categories.labels.iter().zip(counts).filter(|(_, count)| **count > 0);
                let values = labels.map(|(label, _)| label.parse::<f64>().ok().filter(|value| value.is_finite()));
                let values = values.collect::<Option<Vec<f64>>>()?;
                let low = values.iter().copied().reduce(f64::min)?;
                Some((low, values.iter().copied().fold(low, f64::max)))
            };
            [of_side(&categories.reference)?, of_side(&categories.production)?]
        }
        _ => return None,
    };
    found.iter().all(|(low, high)| *low == low.trunc() && *high == high.trunc()).then_some(found)
}

/// The first and the last year of each side, if production is later.
fn later([reference, production]: &[Summary; 2]) -> Option<[(f64, f64); 2]> {
    let is_later = production.min? > reference.min? && production.max? > reference.max?;
    let year = |seconds: f64| civil_from_days((seconds / 86_400.0).floor() as i64).0 as f64;
    let years = |side: &Summary| Some((year(side.min?), year(side.max?)));
    if is_later { Some([years(reference)?, years(production)?]) } else { None }
}
