//! What the distinct strings of both sides of a column read as, once it is known how the column is written.

use super::TextClass;
use crate::Column;
use crate::spelling::conventions::{Conventions, Hint, Hints, OpenSpelling, ReadAs, is_day_likely_first};
use crate::spelling::text_class::{Classified, classify};

/// The strings of both sides, which are taken to be written alike, and one whose meaning is open.
pub(super) fn of_sides(columns: [Option<&Column>; 2]) -> ([Classes; 2], Option<OpenSpelling>) {
    let mut classes = columns.map(|column| Classes::of(column, Conventions::default()));
    let hints = classes[0].hints.and(classes[1].hints);
    let mut conventions = hints.conventions();
    if hints.leave_days_open() {
        let dates = columns
            .iter()
            .zip(&classes)
            .filter_map(|(column, found)| Some(found.written(Hint::DayOrMonth, (*column)?)));
        conventions.day_first = is_day_likely_first(dates.flatten());
    }
    if conventions != Conventions::default() {
        classes = columns.map(|column| Classes::of(column, conventions));
    }
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
    (classes, open_spelling)
}

/// What the strings of a dictionary read as.
#[derive(Default)]
pub(super) struct Classes {
    pub classes: Vec<TextClass>,
    hints: Hints,
    /// Those that are written for the eye.
    pub written_out: Vec<u32>,
}

impl Classes {
    fn of(column: Option<&Column>, conventions: Conventions) -> Self {
        let mut found = Self::default();
        let Some(column) = column else { return found };
        found.classes.reserve(column.dictionary.len());
        for (code, text) in column.dictionary.iter().enumerate() {
            let Classified { class, hint, is_written_out } = classify(text, conventions);
            found.hints.see(hint);
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
