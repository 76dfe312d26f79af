//! Decides the kind of a column, from the evidence of both sides.

use driftscope_report::Kind;

use super::Evidence;
use super::clocks::are_times_of_day;
use super::codes::{self, CodeSign};
use super::column_name::named;
use super::timestamps::{is_epoch_of, is_timestamp_by_name};
use super::zero_padded;

/// Of the values that are there, the share that must be numbers before the rest counts as a fault among numbers
/// (and reported as one) rather than as a category.
const NUMERIC_SHARE: f64 = 0.9;

/// Rows per distinct string below which a string may name its row rather than a group of rows.
const ROWS_PER_LABEL: u64 = 10;

/// Of the values of each side, the share whose string the other side has, too, from which on strings are labels, however many
/// there are.
const COMES_AGAIN: f64 = 1.0 / 3.0;

/// Of the values of both sides, the share of the most frequent one from which on that is a label, and not one of many persons or
/// things.
const FREQUENT: f64 = 0.01;

/// Of the values of a side, the share of distinct ones from which on they name their rows.
const NEARLY_ALL: f64 = 0.8;

/// Last words of names of what is counted or made for each row.
const NAMES_OF_ROWS: [&str; 7] = ["id", "uuid", "guid", "index", "key", "hash", "seq"];

/// Distinct strings that are never too many for a category, however few the rows.
const FEW_LABELS: u64 = 20;

/// Distinct values up to which whole numbers named like a code are categories.
const MOST_CODES: u64 = 50;

/// Rows per distinct code from which on codes are categories. There are fewer codes than words: each is assigned by somebody.
const ROWS_PER_CODE: u64 = 4;

/// How many values of a column differ, as numbers where they are number-like, else as strings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Variety {
    /// Distinct values of both sides together.
    pub distinct: u64,
    /// Distinct values of each side.
    pub of_side: [u64; 2],
    /// Values of each side that the other side has, too; at least this many.
    pub shared: [u64; 2],
    /// How often the most frequent value that both sides have occurs on both together.
    pub most: u64,
    /// The numbers [lie as codes do](super::are_far_apart).
    pub far_apart: bool,
}

/// The kind of a column, and what it was decided by where digits are labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decided {
    /// What the column holds.
    pub kind: Kind,
    /// Why its digits are labels; `None` where they are not, or leading zeros leave no doubt.
    pub sign: Option<CodeSign>,
}

impl From<Kind> for Decided {
    fn from(kind: Kind) -> Self {
        Self { kind, sign: None }
    }
}

/// Decides the kind of a column from both sides.
pub fn decide(name: &str, reference: &Evidence, production: &Evidence, variety: Variety) -> Decided {
    let sides = [reference, production];
    let distinct = variety.distinct;
    let sum = |count: fn(&Evidence) -> u64| sides.iter().map(|side| count(side)).sum::<u64>();
    let present = sum(Evidence::present);
    if present == 0 || distinct <= 1 {
        return Kind::Constant.into();
    }
    let are_most = |count: u64| count as f64 >= NUMERIC_SHARE * present as f64;
    if are_most(sum(|side| side.vectors)) {
        return Kind::Vector.into();
    }
    if are_most(sum(|side| side.tags)) {
        return Kind::Tags.into();
    }
    let clocks = reference.clocks.and(production.clocks);
    if are_most(clocks.times()) && are_times_of_day(name, clocks).0 {
        return Kind::TimeOfDay.into();
    }
    let numbers = sum(Evidence::number_like);
    let booleans = sum(|side| side.booleans + side.boolean_texts);
    let beyond_bits = sum(|side| side.beyond_bits);
    let are_codes = zero_padded::are_labels([reference, production]);
    if booleans + numbers == present && beyond_bits == 0 && !are_codes {
        return Kind::Boolean.into();
    }
    // Timestamps are written as text on one side and as numbers on the other, or alike on both.
    let timestamps = |side: &Evidence| {
        let is_text = side.datetime_texts as f64 >= NUMERIC_SHARE * side.present() as f64;
        let is_timestamp = is_epoch_of(side) || is_timestamp_by_name(name, side);
        let is_number = side.number_like() as f64 >= NUMERIC_SHARE * side.present() as f64 && is_timestamp;
        (is_text, is_text || is_number)
    };
    let [reference, production] = sides.map(timestamps);
    if (reference.0 || production.0) && reference.1 && production.1 {
        return Kind::Datetime.into();
    }
    let are_numbers = numbers as f64 >= NUMERIC_SHARE * present as f64;
    if !are_codes && (are_numbers || is_amount_with_words(sides, numbers, present, distinct)) {
        let whole = sum(|side| side.fractions) == 0;
        return number_kind(name, sides, whole, present, variety);
    }
    label_kind(name, sides, present, variety).into()
}

/// The kind of strings, and of numbers that are labels.
fn label_kind(name: &str, sides: [&Evidence; 2], present: u64, variety: Variety) -> Kind {
    let sum = |count: fn(&Evidence) -> u64| sides.iter().map(|side| count(side)).sum::<u64>();
    let distinct = variety.distinct;
    let sentences = sum(|side| side.sentences);
    // Of a hashed string it is only known that it is there.
    let known = present.saturating_sub(sum(|side| side.hashed));
    if distinct <= FEW_LABELS || distinct * ROWS_PER_LABEL <= present && !is_nearly_unique(sides, variety, NEARLY_ALL) {
        return Kind::Category;
    }
    match sentences * 2 > known {
        true => Kind::Text,
        false if are_labels(name, sides, variety) => Kind::Category,
        false => Kind::Identifier,
    }
}

/// Whether the side with more distinct values has hardly one twice. The other side may have few rows of the same, or may have
/// collapsed to a single value.
fn is_nearly_unique(sides: [&Evidence; 2], variety: Variety, share: f64) -> bool {
    let [one, other] = variety.of_side;
    let (distinct, present) = if one >= other { (one, sides[0].present()) } else { (other, sides[1].present()) };
    distinct > FEW_LABELS && distinct as f64 > share * present as f64
}

/// Whether many distinct strings are labels: both sides have the same ones again and again, some of them often. Sessions and
/// orders come again as well, but only on their own side; users and aircraft on both, but each in few rows. What is named as
/// an identifier is one.
fn are_labels(name: &str, sides: [&Evidence; 2], variety: Variety) -> bool {
    let is_shared = |side: usize| {
        let present = sides[side].present();
        present > 0 && variety.shared[side] as f64 >= COMES_AGAIN * present as f64
    };
    let present = sides[0].present() + sides[1].present();
    let is_frequent = variety.most as f64 >= FREQUENT * present as f64;
    !named(name, &NAMES_OF_ROWS) && is_frequent && is_shared(0) && is_shared(1)
}

/// Whether most values are numbers, too many of them for labels, and the rest are a few words that stand for none, such as
/// `-` or `unknown`. As a label each number would name its row, and its drift would go unseen.
fn is_amount_with_words(sides: [&Evidence; 2], numbers: u64, present: u64, distinct: u64) -> bool {
    /// Words beside the numbers, at most.
    const FEW_WORDS: u64 = 5;
    let sum = |count: fn(&Evidence) -> u64| sides.iter().map(|side| count(side)).sum::<u64>();
    // Of a profile the words are not known here.
    let words = sum(Evidence::distinct_other_texts);
    let others = sum(|side| side.other_texts);
    let known = others > 0 && numbers + others == present && (1..=FEW_WORDS).contains(&words);
    known && numbers * 2 >= present && distinct > FEW_LABELS + words && distinct * ROWS_PER_LABEL > present
}

fn number_kind(name: &str, sides: [&Evidence; 2], whole: bool, present: u64, variety: Variety) -> Decided {
    // Each side by itself: one may count seconds and the other milliseconds.
    if sides.iter().filter(|side| side.present() > 0).all(|side| is_timestamp_by_name(name, side)) {
        return Kind::Datetime.into();
    }
    if codes::lose_zeros(sides) {
        return Decided { kind: Kind::Category, sign: Some(CodeSign::Zeros) };
    }
    if !whole {
        let is_version = named(name, &["version", "ver", "release", "firmware"]) && variety.distinct <= MOST_CODES;
        return if is_version {
            Decided { kind: Kind::Category, sign: Some(CodeSign::Name) }
        } else {
            Kind::Numeric.into()
        };
    }
    let big = sides.iter().any(|side| side.big_integers + side.long_integers > 0);
    let distinct = variety.distinct;
    let nearly_unique = distinct * 2 > present || is_nearly_unique(sides, variety, NEARLY_ALL);
    if (big || named(name, &NAMES_OF_ROWS)) && nearly_unique {
        return Kind::Identifier.into();
    }
    let is_class =
        named(name, &["class", "label", "status", "category", "type", "cluster", "segment", "group", "gender", "sex"]);
    let sign = if codes::lose_digits(sides) {
        CodeSign::Digits
    } else if codes::is_named_code(name) || is_class && distinct <= MOST_CODES {
        CodeSign::Name
    } else if variety.far_apart {
        CodeSign::FarApart
    } else {
        return Kind::Numeric.into();
    };
    // No sign, no amount below zero, is part of a code.
    if sides.iter().any(|side| side.smallest.is_some_and(|smallest| smallest < -1.0)) && sign != CodeSign::Digits {
        return Kind::Numeric.into();
    }
    let are_few = distinct <= MOST_CODES || distinct * ROWS_PER_CODE <= present;
    let kind = if are_few { Kind::Category } else { label_kind(name, sides, present, variety) };
    Decided { kind, sign: Some(sign) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cell, Column, Dictionary};

    fn column(values: &[&str]) -> Column {
        let mut dictionary = Dictionary::default();
        let mut cells = Vec::new();
        for &value in values {
            cells.push(match value {
                "null" => Cell::MISSING,
                "true" | "false" => Cell::boolean(value == "true"),
                text => match text.strip_prefix('"') {
                    Some(text) => {
                        let known = dictionary.iter().position(|other| other == text).map(|code| code as u32);
                        Cell::text(known.unwrap_or_else(|| dictionary.push(text)))
                    }
                    None => Cell::number(text.parse().unwrap()),
                },
            });
        }
        Column { cells: cells.into(), dictionary, ..Column::default() }
    }

    fn kind(name: &str, reference: &[&str], production: &[&str], distinct: u64) -> Kind {
        let variety = Variety { distinct, ..Variety::default() };
        decide(name, &Evidence::of(&column(reference)), &Evidence::of(&column(production)), variety).kind
    }

    /// Strings of both sides, and how many values each side shares with the other.
    fn strings(name: &str, reference: &[String], production: &[String]) -> Kind {
        let columns = [reference, production].map(|texts| {
            let quoted: Vec<String> = texts.iter().map(|text| format!("\"{text}")).collect();
            column(&quoted.iter().map(String::as_str).collect::<Vec<_>>())
        });
        let distinct = |texts: &[&String]| {
            let mut texts = texts.to_vec();
            texts.sort();
            texts.dedup();
            texts.len() as u64
        };
        let in_other =
            |here: &[String], there: &[String]| here.iter().filter(|text| there.contains(text)).count() as u64;
        let variety = Variety {
            distinct: distinct(&reference.iter().chain(production).collect::<Vec<_>>()),
            of_side: [reference, production].map(|texts| distinct(&texts.iter().collect::<Vec<_>>())),
            shared: [in_other(reference, production), in_other(production, reference)],
            most: reference
                .iter()
                .map(|text| {
                    in_other(std::slice::from_ref(text), reference)
                        + production.iter().filter(|other| *other == text).count() as u64
                })
                .max()
                .unwrap_or(0),
            far_apart: false,
        };
        decide(name, &Evidence::of(&columns[0]), &Evidence::of(&columns[1]), variety).kind
    }

    fn names(prefix: &str, numbers: impl Iterator<Item = u32>) -> Vec<String> {
        numbers.map(|number| format!("{prefix}{number}")).collect()
    }

    #[test]
    fn labels_come_again_on_both_sides_however_many_they_are() {
        let merchants = |from: u32| {
            names("m", (0..300).map(move |row| if row % 10 == 0 { 0 } else { (row * row * row + from) % 191 }))
        };
        assert_eq!(strings("merchant", &merchants(0), &merchants(0)), Kind::Category);
        assert_eq!(strings("merchant_id", &merchants(0), &merchants(0)), Kind::Identifier, "named as one");
        let sessions = |from: u32| names("s", (0..300).map(move |row| from + row / 3));
        assert_eq!(strings("session", &sessions(0), &sessions(500)), Kind::Identifier, "each side has its own");
        let few = names("m", (0..30).map(|row| row * 3));
        assert_eq!(strings("merchant", &names("m", (0..2000).map(|row| row % 97)), &few), Kind::Category);
    }

    #[test]
    fn a_side_that_collapsed_does_not_change_the_kind() {
        let ids = names("s", 0..200);
        for rows in [200, 5_000] {
            let collapsed = vec!["s0".to_owned(); rows];
            assert_eq!(strings("session", &ids, &collapsed), Kind::Identifier, "{rows}");
            assert_eq!(strings("session", &collapsed, &ids), Kind::Identifier, "{rows}");
        }
    }

    #[test]
    fn one_side_never_decides_alone() {
        assert_eq!(kind("x", &["1", "2.5"], &["\"3", "\"NA"], 3), Kind::Numeric);
        assert_eq!(kind("x", &["true", "false"], &["1", "0"], 2), Kind::Boolean);
        assert_eq!(kind("x", &["\"True", "null"], &["0"], 2), Kind::Boolean);
        assert_eq!(kind("x", &["0", "1"], &["1", "2"], 3), Kind::Numeric);
        assert_eq!(kind("x", &["\"2013-03-01"], &["\"2013-03-02T00:00:00Z"], 2), Kind::Datetime);
        assert_eq!(kind("x", &["\"2013-03-01"], &["1362134700", "1362134800"], 3), Kind::Datetime);
        assert_eq!(kind("created_at", &["1362134700000"], &["1362134700", "1362134800"], 3), Kind::Datetime);
        assert_eq!(kind("x", &["\"2013-03-01"], &["7", "8"], 3), Kind::Category);
        assert_eq!(kind("x", &["null"], &["\"nan"], 0), Kind::Constant);
        assert_eq!(kind("x", &["\"a"], &["\"b"], 2), Kind::Category);
        assert_eq!(kind("x", &["1"], &["\"b"], 2), Kind::Category);
    }

    #[test]
    fn names_tell_codes_and_identifiers_from_amounts() {
        assert_eq!(kind("user_id", &["7", "8"], &["9"], 3), Kind::Identifier);
        assert_eq!(kind("prediction.class", &["0", "1"], &["2"], 3), Kind::Category);
        assert_eq!(kind("createdAt", &["1362134700000"], &["1362134800000"], 2), Kind::Datetime);
        assert_eq!(kind("distance", &["1362134700000"], &["1362134800000"], 2), Kind::Numeric);
        for name in [
            "timestamp_ms",
            "ts_ns",
            "event_timestamp_utc",
            "createdOn",
            "date_created",
            "timestampMillis",
            "unix",
            "logged",
            "when",
            "epochMs",
            "@timestamp",
            "dateAdded",
            "start_time_ms",
        ] {
            assert_eq!(kind(name, &["1362134700000"], &["1362134800000"], 2), Kind::Datetime, "{name}");
            assert_eq!(kind(name, &["5"], &["17"], 2), Kind::Numeric, "{name}");
        }
        for name in ["candidate", "ms", "distance_ms", "amounts", "contest", "updates"] {
            assert_eq!(kind(name, &["1362134700000"], &["1362134800000"], 2), Kind::Numeric, "{name}");
        }
        assert!(named("a.userId", &["id"]) && !named("grid", &["id"]) && named("x.class.0", &["class"]));
    }

    #[test]
    fn amounts_with_a_few_words_between_them_are_numbers() {
        let amounts: Vec<String> = (0..60).map(|amount| format!("{amount}.5")).collect();
        let mut values: Vec<&str> = amounts.iter().map(String::as_str).collect();
        values.extend(["\"-"; 20]);
        assert_eq!(kind("x", &values, &values, 61), Kind::Numeric);
        values.extend(["\"-"; 80]);
        assert_eq!(kind("x", &values, &values, 61), Kind::Identifier, "most are not numbers");
        let codes: Vec<String> = (0..60).map(|code| format!("\"A{code}")).collect();
        let mixed: Vec<&str> = amounts.iter().chain(&codes).map(String::as_str).collect();
        assert_eq!(kind("x", &mixed, &mixed, 120), Kind::Identifier, "codes are no words for nothing");
    }
}
