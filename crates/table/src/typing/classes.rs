//! What the distinct strings of both sides of a column read as, once it is known how the column is written.

use super::TextClass;
use crate::Column;
use crate::spelling::clock::minutes_and_seconds;
use crate::spelling::conventions::{Conventions, Hint, Hints, OpenSpelling, ReadAs, Units, is_day_likely_first};
use crate::spelling::date;
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

/// What strings may be.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReadWords {
    /// Both sides are known, so that units and the labels beside a word tell what it is. Of one side alone units are part of labels,
    /// and `NA` is a missing value.
    pub of_both_sides: bool,
    /// Words for missing values are labels.
    pub as_labels: bool,
}

/// The strings of both sides, which are taken to be written alike.
pub(super) fn of_sides(columns: [Option<&Column>; 2], how: ReadWords) -> Read {
    let units = if how.of_both_sides { Units::Any } else { Units::None };
    let first = Conventions { units, ..Conventions::default() };
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
    if are_ranges(columns, &classes) {
        for side in &mut classes {
            side.limits.iter().for_each(|code| side.classes[*code as usize] = TextClass::Other);
        }
    }
    if how.of_both_sides && are_laps(columns, &classes) {
        read_laps(columns, &mut classes);
    }
    if how.as_labels || how.of_both_sides && are_abbreviations(columns, &classes) {
        for (column, side) in columns.iter().zip(&mut classes) {
            let Some(column) = column else { continue };
            let is_label = |text: &str| if how.as_labels { !text.is_empty() } else { text == NORTH_AMERICA };
            for (class, text) in side.classes.iter_mut().zip(column.dictionary.iter()) {
                if *class == TextClass::Null && is_label(text.trim()) {
                    *class = TextClass::Other;
                }
            }
        }
    }
    for (column, side) in columns.iter().zip(&mut classes) {
        column.iter().for_each(|column| side.turn_to_zone(column));
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

/// Distinct limits of a side from which on they are numbers, whatever stands beside them.
const FEWEST_LIMITS: usize = 10;

/// Whether limits are labels of ranges: `<30` and `>30`, `65+` beside `18-24`. They are few, and no value is a number without a sign.
/// As numbers, `<30` and `>30` would be one value.
fn are_ranges(columns: [Option<&Column>; 2], classes: &[Classes; 2]) -> bool {
    let count: usize = classes.iter().map(|side| side.limits.len()).sum();
    let has_number = |column: &&Column| column.tally.integers + column.tally.decimals > 0;
    let have_numbers = || classes.iter().any(|side| side.has_numbers) || columns.iter().flatten().any(has_number);
    count > 0 && classes.iter().all(|side| side.limits.len() < FEWEST_LIMITS) && !have_numbers()
}

/// Whether texts are minutes and seconds, `57:23`, `3:05.2`: all that spell nothing else have this form, and some have more minutes than a
/// day has hours.
fn are_laps(columns: [Option<&Column>; 2], classes: &[Classes; 2]) -> bool {
    /// Distinct texts, at least.
    const FEWEST: usize = 10;
    let texts = columns.iter().zip(classes).filter_map(|(column, side)| Some(((*column)?, side)));
    let mut others = texts
        .flat_map(|(column, side)| column.dictionary.iter().zip(&side.classes))
        .filter(|(_, class)| **class == TextClass::Other);
    let (mut count, mut most) = (0, 0);
    let are_all = others.all(|(text, _)| {
        count += 1;
        minutes_and_seconds(text).is_some_and(|(minutes, _)| {
            most = most.max(minutes);
            true
        })
    });
    are_all && count >= FEWEST && most > 24
}

/// Makes numbers of seconds of the texts that are minutes and seconds.
fn read_laps(columns: [Option<&Column>; 2], classes: &mut [Classes; 2]) {
    for (column, side) in columns.iter().zip(classes) {
        let texts = column.iter().flat_map(|column| column.dictionary.iter());
        for (code, (class, text)) in side.classes.iter_mut().zip(texts).enumerate() {
            let Some((minutes, seconds)) = minutes_and_seconds(text).filter(|_| *class == TextClass::Other) else {
                continue;
            };
            *class = TextClass::Number(f64::from(minutes) * 60.0 + seconds);
            side.written_out.push(code as u32);
        }
    }
}

/// The word for a missing value that is an abbreviation among others: North America, Namibia.
const NORTH_AMERICA: &str = "NA";

/// Whether `NA` is a label, as the other strings are: two of them at least, all of two to four capitals, some of two.
fn are_abbreviations(columns: [Option<&Column>; 2], classes: &[Classes; 2]) -> bool {
    let sides = || columns.iter().zip(classes).filter_map(|(column, side)| Some(((*column)?, side)));
    let others: u64 = classes.iter().map(|side| side.others).sum();
    let has_word = || sides().any(|(column, _)| column.dictionary.iter().any(|text| text.trim() == NORTH_AMERICA));
    if others < 2 || !has_word() {
        return false;
    }
    let mut labels = sides().flat_map(|(column, side)| column.dictionary.iter().zip(&side.classes));
    let is_short = |text: &str| (2..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_uppercase());
    let (mut short, mut seen) = (0, std::collections::BTreeSet::new());
    let are_all = labels.all(|(text, class)| {
        let text = text.trim();
        short += u64::from(*class == TextClass::Other && text.len() == 2);
        if *class == TextClass::Other && seen.len() < 2 {
            seen.insert(text);
        }
        *class == TextClass::Null || *class == TextClass::Other && is_short(text)
    });
    are_all && short > 0 && seen.len() > 1
}

/// What the strings of a dictionary read as.
#[derive(Default)]
pub(super) struct Classes {
    pub classes: Vec<TextClass>,
    hints: Hints,
    suffixes: Suffixes,
    /// How many spell nothing but themselves.
    others: u64,
    /// Those that spell a limit, `<5`.
    limits: Vec<u32>,
    /// Whether others spell a number.
    has_numbers: bool,
    /// Those that are written for the eye.
    pub written_out: Vec<u32>,
}

impl Classes {
    fn of(column: Option<&Column>, conventions: Conventions) -> Self {
        let mut found = Self::default();
        let Some(column) = column else { return found };
        found.classes.reserve(column.dictionary.len());
        for (code, text) in column.dictionary.iter().enumerate() {
            let Classified { class, hint, suffix, is_limit, is_written_out } = classify(text, conventions);
            found.hints.see(hint);
            suffix.into_iter().for_each(|suffix| found.suffixes.see(suffix));
            found.others += u64::from(class == TextClass::Other);
            if is_limit {
                found.limits.push(code as u32);
            }
            found.has_numbers |= !is_limit && matches!(class, TextClass::Number(_));
            if is_written_out {
                found.written_out.push(code as u32);
            }
            found.classes.push(class);
        }
        found
    }

    /// Makes of moments what the clock of the column's zone shows then. A text that names no zone is what a clock showed already.
    fn turn_to_zone(&mut self, column: &Column) {
        if column.zone.is_none() {
            return;
        }
        for (class, text) in self.classes.iter_mut().zip(column.dictionary.iter()) {
            if let TextClass::Datetime(seconds) = class
                && date::names_zone(text)
            {
                *seconds = column.local(*seconds);
            }
        }
    }

    /// The strings that give this hint.
    fn written<'a>(&'a self, hint: Hint, column: &'a Column) -> impl Iterator<Item = &'a str> {
        let texts = self.written_out.iter().map(|code| column.dictionary.get(*code));
        texts.filter(move |text| classify(text, Conventions::default()).hint == hint)
    }
}
