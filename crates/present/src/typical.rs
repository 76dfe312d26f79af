//! What stands for each side of a column in a table of columns: the median, the share of a category, the first day.
//!
//! Page and command show the same, and the two sides of a row get as many digits as it takes to see which is larger.

use driftscope_report::calendar::format_datetime;
use driftscope_report::{ColumnReport, Kind, Summary, TopCategory};

use crate::clock::middle;
use crate::event::event;
use crate::numbers::{day, number, numbers, percent, percents};

/// What stands for one side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typical {
    /// A number: the median; of times of the day the mean on the clock.
    Number(String),
    /// How often one category occurs.
    Share {
        /// Its label, not shortened.
        label: String,
        /// "22 %".
        share: String,
    },
    /// The first day of a period.
    Day(String),
    /// The number of distinct values, none of which is typical.
    Distinct(u64),
}

/// The value that stands for each side of a column; `None` for a side without a value.
pub fn typical(column: &ColumnReport) -> [Option<Typical>; 2] {
    let sides = [&column.reference, &column.production];
    match column.kind {
        Kind::Numeric => {
            let texts = match sides.map(|side| side.median) {
                [Some(from), Some(to)] => numbers([from, to]).map(Some),
                medians => medians.map(|median| median.map(number)),
            };
            texts.map(|text| text.map(|text| Typical::Number(with_unit(text, column))))
        }
        Kind::Boolean | Kind::Category | Kind::Constant | Kind::Tags => frequent(column, sides),
        Kind::Datetime => sides.map(|side| {
            let first = format_datetime(side.min.filter(|_| side.count > 0)?)?;
            Some(Typical::Day(day(&first).to_owned()))
        }),
        Kind::TimeOfDay => {
            let sides =
                column.clock.as_ref().map_or([None; 2], |found| [Some(&found.reference), Some(&found.production)]);
            sides.map(|side| side.and_then(middle).map(Typical::Number))
        }
        Kind::Vector => {
            let vector = column.vector.as_ref();
            let norms = vector.map_or([None; 2], |found| [found.reference.median_norm, found.production.median_norm]);
            let texts = match norms {
                [Some(from), Some(to)] => numbers([from, to]).map(Some),
                norms => norms.map(|norm| norm.map(number)),
            };
            texts.map(|text| text.map(|text| Typical::Number(format!("norm {text}"))))
        }
        Kind::Text | Kind::Identifier => sides.map(|side| (side.count > 0).then_some(Typical::Distinct(side.distinct))),
    }
}

/// A number of the column, and its unit behind a narrow no-break space.
pub(crate) fn with_unit(number: String, column: &ColumnReport) -> String {
    match &column.unit {
        Some(unit) => format!("{number}\u{202f}{unit}"),
        None => number,
    }
}

/// The same category on both sides where there are two, else the most frequent one of each.
fn frequent(column: &ColumnReport, sides: [&Summary; 2]) -> [Option<Typical>; 2] {
    let event = column.categories.as_ref().and_then(|categories| {
        let place = event(categories)?;
        let label = categories.labels.get(place)?;
        let counts = [categories.reference.get(place)?, categories.production.get(place)?];
        Some(counts.map(|&count| TopCategory { label: label.clone(), count }))
    });
    let tops = match event {
        Some(both) => both.map(Some),
        None => sides.map(|side| side.top.clone()),
    };
    let share = |side: usize, top: &TopCategory| top.count as f64 / sides[side].count as f64;
    let [of_reference, of_production] = [0, 1].map(|side| tops[side].as_ref().filter(|_| sides[side].count > 0));
    let texts = match (of_reference, of_production) {
        (Some(from), Some(to)) if from.label == to.label => percents([share(0, from), share(1, to)]).map(Some),
        (from, to) => [from.map(|top| percent(share(0, top))), to.map(|top| percent(share(1, top)))],
    };
    let labels = [of_reference, of_production].map(|top| top.map(|top| top.label.clone()));
    let [left, right] = labels;
    let [of_left, of_right] = texts;
    let both = |label: Option<String>, share: Option<String>| Some(Typical::Share { label: label?, share: share? });
    [both(left, of_left), both(right, of_right)]
}
