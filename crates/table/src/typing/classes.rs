//! What the distinct strings of both sides of a column read as, once it is known how the column is written.

use super::TextClass;
use crate::Column;
use crate::spelling::conventions::{Conventions, Hint, Hints, OpenSpelling, ReadAs, Units, is_day_likely_first};
use crate::spelling::suffixes::Suffixes;
use crate::spelling::text_class::{Classified, classify};

/// The strings of both sides, and what was decided about all of them.
pub(super) struct Read {
    pub classes: [Classes; 2],
    /// One whose meaning is open.
    pub open_spelling: Option<OpenSpelling>,
    /// The unit of the numbers, and whether some had another one.
    pub unit: Option<(&'static str, bool)>,
}

/// The strings of both sides, which are taken to be written alike. Units take a look at both; without it they are part of labels.
pub(super) fn of_sides(columns: [Option<&Column>; 2], with_units: bool) -> Read {
    let first = Conventions { units: if with_units { Units::Any } else { Units::None }, ..Conventions::default() };
    let mut classes = columns.map(|column| Classes::of(column, first));
    let hints = classes[0].hints.and(classes[1].hints);
    let mut conventions = hints.conventions();
    if hints.leave_days_open() {
        let dates = columns
            .iter()
            .zip(&classes)
            .filter_map(|(column, found)| Some(found.written(Hint::DayOrMonth, (*column)?)));
        conventions.day_first = is_day_likely_first(dates.flatten());
    }
    let suffixes = classes[0].suffixes.clone().and(&classes[1].suffixes);
    conventions.units = suffixes.units(classes.iter().map(|side| side.others).sum());
    let is_as_first = suffixes.are_none() || conventions.units != Units::None && suffixes.are_alike();
    if (Conventions { units: first.units, ..conventions }) != first || !is_as_first {
        classes = columns.map(|column| Classes::of(column, conventions));
    }
    let unit = match conventions.units {
        Units::In(unit) => Some((unit.name, !suffixes.are_alike())),
        _ => None,
    };
    let day = if conventions.day_first { ReadAs::DayFirst } else { ReadAs::MonthFirst };
    let open = [
        (hints.leave_commas_open(), Hint::Comma, ReadAs::Thousands),
        (hints.leave_days_open(), Hint::DayOrMonth, day),
        (hints.lack_years(), Hint::NoYear, ReadAs::NoYear),
    ];
    let open_spelling = open.into_iter().filter(|(is_open, ..)| *is_open).find_map(|(_, hint, read)| {
        let mut sides = columns.iter().zip(&classes);
        let example = sides.find_map(|(column, found)| found.written(hint, (*column)?).next())?;
        Some(OpenSpelling { example: example.trim().to_owned(), read })
    });
    Read { classes, open_spelling, unit }
}

/// What the strings of a dictionary read as.
#[derive(Default)]
pub(super) struct Classes {
    pub classes: Vec<TextClass>,
    hints: Hints,
    suffixes: Suffixes,
    /// How many spell nothing but themselves.
    others: u64,
    /// Those that are written for the eye.
    pub written_out: Vec<u32>,
}

impl Classes {
    fn of(column: Option<&Column>, conventions: Conventions) -> Self {
        let mut found = Self::default();
        let Some(column) = column else { return found };
        found.classes.reserve(column.dictionary.len());
        for (code, text) in column.dictionary.iter().enumerate() {
            let Classified { class, hint, suffix, is_written_out } = classify(text, conventions);
            found.hints.see(hint);
            suffix.into_iter().for_each(|suffix| found.suffixes.see(suffix));
            found.others += u64::from(class == TextClass::Other);
            if is_written_out {
                found.written_out.push(code as u32);
            }
            found.classes.push(class);
        }
        found
    }

    /// The strings that give this hint.
    fn written<'a>(&'a self, hint: Hint, column: &'a Column) -> impl Iterator<Item = &'a str> {
        let texts = self.written_out.iter().map(|code| column.dictionary.get(*code));
        texts.filter(move |text| classify(text, Conventions::default()).hint == hint)
    }
}
