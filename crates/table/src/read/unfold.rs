//! Reads the JSON in strings as columns: `{"log":"{\"score\":0.7}"}`.
//!
//! Container runtimes, message queues and log services put a record into a string of their own record, and tables keep
//! documents in columns of text. Left as text, each would name its row, and nothing in it would be compared. So a field
//! whose strings are objects, or arrays of one length, becomes the columns of what they hold, as if they had been written
//! without quotes. A warning reports it.
//!
//! Strings with Python's notation, or NumPy's, and lists of at least three numbers without brackets are read alike:
//! `{'age': 41, 'vip': False}`, `[0.1 0.2]`, `0.1,0.2,0.3`. So are pairs of numbers where a field has many of them: `120/80`, `30x40`,
//! `52.5200,13.4050`, `POINT(13.4050 52.5200)`, `12.5 ± 0.3`, `6.5/10`, `4.5 out of 5`, and the ends of ranges, `53-63`, `10 to 20`, also with
//! one unit behind them, `120/80 mmHg`, and three numbers with an x, `30 x 40 x 20 cm`; few distinct ones are labels, such as `18-24`
//! ([decision 51](../../../../docs/decisions/0051-few-ranges-are-labels.md)).
//!
//! Each distinct string is read once, by a reader of its own, which the caller gives. A field stays what it is where more than one in ten of its
//! values is no list, or half of them no object, where strings are hashed, or where its columns would not fit or are there already; and a list of
//! labels stays a label, since nothing but its length could be kept of it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::lex::number;
use super::limits::Limits;
use super::relaxed::Relaxed;
use crate::spelling::units::unit_of;
use crate::typing::{TextClass, classify_text};
use crate::{Cell, CellKind, Cells, Column, Table, Warning, WarningCode};

/// How often what was found in a string is looked at for strings in it.
const LEVELS: usize = 3;

/// The share of the values of a field that must hold lists. A field of text may begin with a bracket, too.
const LEAST_OF_LISTS: f64 = 0.9;

/// The share of the values of a field of which more must hold objects: services write records among their messages.
const MORE_OF_OBJECTS: f64 = 0.5;

/// Strings that are looked at before all of them are read.
const FIRST: usize = 20;

/// The name of the field that tells which string a record was.
const MARK: &str = "#";

/// Reads records in lines: the name of the field that they come from, and the lines. `None` if none could be read.
pub(crate) type ReadLines<'a> = &'a dyn Fn(&str, &mut dyn Iterator<Item = String>) -> Option<Table>;

/// The table with the content of its strings in place of them, where they hold JSON. Columns of `lists` stay: their strings are arrays
/// that the reader has put together.
pub(crate) fn unfold(mut table: Table, lists: &BTreeSet<String>, limits: &Limits, read_lines: ReadLines<'_>) -> Table {
    for _ in 0..LEVELS {
        let mut columns = Vec::with_capacity(table.columns.len());
        let mut names = BTreeSet::new();
        names.extend(table.columns.iter().map(|column| column.name.clone()));
        let mut found = false;
        let mut room = limits.columns.min(limits.cells / table.rows.max(1)).saturating_sub(table.columns.len());
        for column in std::mem::take(&mut table.columns) {
            let content = if lists.contains(&column.name) { None } else { content(&column, read_lines) };
            let content = content.filter(|content| {
                let is_new = |inner: &Column| !names.contains(&inner.name);
                content.columns.len() <= room && content.columns.iter().all(is_new)
            });
            match content {
                None => columns.push(column),
                Some(content) => {
                    room -= content.columns.len();
                    names.extend(content.columns.iter().map(|inner| inner.name.clone()));
                    found = true;
                    table.warnings.extend(content.warnings);
                    columns.extend(content.columns);
                }
            }
        }
        table.columns = columns;
        if !found {
            break;
        }
    }
    table
}

/// What the strings of a column hold.
struct Content {
    columns: Vec<Column>,
    warnings: Vec<Warning>,
}

fn content(column: &Column, read_lines: ReadLines<'_>) -> Option<Content> {
    let is_text = column.tally.texts > 0 && column.tally.texts == column.tally.present() && column.spelling.is_none();
    let notation = Notation::of(column).filter(|_| is_text)?;
    let counts = counts(column)?;
    let all: u64 = counts.iter().sum();
    let share = |count: u64| count as f64 / all as f64;
    let is_list = matches!(notation, Notation::Numbers | Notation::Pairs)
        || column.dictionary.iter().any(|text| looks_bracketed(text) && text.trim_start().starts_with('['));
    let is_enough = |share: f64| if is_list { share >= LEAST_OF_LISTS } else { share > MORE_OF_OBJECTS };
    let likely = column.dictionary.iter().zip(&counts).filter(|(text, _)| notation.looks_so(text));
    if !is_enough(share(likely.map(|(_, count)| count).sum())) {
        return None;
    }
    let inner = read(column, notation, read_lines)?;
    let (row_of, columns) = by_string(inner.columns, &column.name, counts.len())?;
    let long = inner.warnings.iter().find(|warning| warning.code == WarningCode::LongArray);
    let values: u64 = counts.iter().zip(&row_of).filter(|(_, row)| row.is_some()).map(|(count, _)| count).sum();
    if columns.is_empty() || is_list && long.is_some() || !is_enough(share(values)) {
        return None;
    }
    let spread = |inner: Column| {
        let cell = |cell: &Cell| match cell.kind() {
            CellKind::Text(code) => row_of.get(code as usize).copied().flatten().and_then(|row| inner.cells.get(row)),
            _ => None,
        };
        let cells: Cells = column.cells.iter().map(|outer| cell(outer).unwrap_or(Cell::MISSING)).collect();
        Column::of_cells(inner.name, cells, inner.dictionary, inner.spelling)
    };
    let others = all - values;
    let note = if others == 0 { String::new() } else { format!(" ({others} that hold none count as missing)") };
    let words = notation.words();
    let said = Warning::of_values(
        WarningCode::JsonInStrings,
        values,
        format!("The strings of a field hold {words} and are read as what is in them{note}: {}", column.name),
    );
    // Where in a string something lies is no place in a file.
    let long = long.map(|long| Warning::of_values(long.code, long.count, long.message.clone()));
    Some(Content {
        columns: columns.into_iter().map(spread).collect(),
        warnings: [said].into_iter().chain(long).collect(),
    })
}

/// How often each string occurs; `None` where not all are kept.
fn counts(column: &Column) -> Option<Vec<u64>> {
    let mut counts = vec![0; column.dictionary.len()];
    for cell in &column.cells {
        match cell.kind() {
            CellKind::Text(code) => *counts.get_mut(code as usize)? += 1,
            CellKind::Missing => {}
            _ => return None,
        }
    }
    Some(counts)
}

/// How the strings of a field write what they hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Notation {
    Json,
    /// Python's and NumPy's.
    Python,
    /// Numbers with commas, semicolons or blanks between them.
    Numbers,
    /// Two numbers with a sign between them that says that they are two.
    Pairs,
}

/// Numbers that a list without brackets has at least: two may be a number for people, or a place.
const LEAST_NUMBERS: usize = 3;

impl Notation {
    /// That of the first strings of a field.
    fn of(column: &Column) -> Option<Self> {
        let mut first = column.dictionary.iter().take(FIRST).filter(|text| looks_bracketed(text)).peekable();
        if first.peek().is_some() {
            let is_json = |text: &str| matches!(Self::Json.json(text), Some(Cow::Borrowed(_)));
            return Some(if first.any(is_json) { Self::Json } else { Self::Python });
        }
        if are_pairs(column) {
            return Some(Self::Pairs);
        }
        let mut first = column.dictionary.iter().take(FIRST).peekable();
        let length = numbers(first.peek()?)?.len();
        let is_list = |text: &str| {
            matches!(classify_text(text), TextClass::Other)
                && numbers(text).is_some_and(|numbers| numbers.len() == length)
        };
        (length >= LEAST_NUMBERS && first.all(is_list)).then_some(Self::Numbers)
    }

    fn words(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Python => "Python literals",
            Self::Numbers => "lists of numbers",
            Self::Pairs => "pairs of numbers",
        }
    }

    fn looks_so(self, text: &str) -> bool {
        match self {
            Self::Numbers => numbers(text).is_some(),
            Self::Pairs => pair(text).is_some(),
            Self::Json | Self::Python => looks_bracketed(text),
        }
    }

    /// The text as JSON.
    fn json(self, text: &str) -> Option<Cow<'_, str>> {
        let listed = match self {
            Self::Numbers => Some(numbers(text)),
            Self::Pairs => Some(pair(text).map(|(.., pair)| pair)),
            Self::Json | Self::Python => None,
        };
        if let Some(numbers) = listed {
            return numbers.map(|numbers| Cow::Owned(format!("[{}]", numbers.join(","))));
        }
        // Services end the text of an event with a line break.
        let text = text.trim();
        let mut relaxed = Relaxed::of_printed_value();
        let mut out = Vec::with_capacity(text.len());
        relaxed.feed(text.as_bytes(), &mut out);
        // JSON comes through as it is, but for blanks.
        let is_no_blank = |byte: &&u8| !byte.is_ascii_whitespace();
        if !relaxed.found.any() && out.iter().filter(is_no_blank).eq(text.as_bytes().iter().filter(is_no_blank)) {
            return is_one_value(text).then_some(Cow::Borrowed(text));
        }
        relaxed.end(&mut out);
        let out = String::from_utf8(out).ok().filter(|_| relaxed.is_closed())?;
        is_one_value(&out).then_some(Cow::Owned(out))
    }
}

fn looks_bracketed(text: &str) -> bool {
    let text = text.trim();
    text.starts_with('{') && text.ends_with('}') || text.starts_with('[') && text.ends_with(']')
}

/// The numbers of a list without brackets.
fn numbers(text: &str) -> Option<Vec<&str>> {
    // Between semicolons a comma stands before decimals.
    let sign = if text.contains(';') { ';' } else { ',' };
    let is_between = |letter: char| letter == sign || letter.is_whitespace();
    let numbers: Vec<&str> = text.split(is_between).filter(|part| !part.is_empty()).collect();
    (!numbers.is_empty() && numbers.iter().all(|part| is_number(part))).then_some(numbers)
}

/// Whether a text is a number as JSON writes it.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    digits.starts_with(|first: char| first.is_ascii_digit())
        && number::parse(text.as_bytes(), 0).is_ok_and(|(_, end)| end == text.len())
}

/// Distinct pairs below which they are labels, such as `1920x1080` or the `0/1` of a genotype.
const FEWEST_PAIRS: usize = 20;

/// Whether the first strings of a field are pairs of one form, and no days of a month.
fn are_pairs(column: &Column) -> bool {
    let first = || column.dictionary.iter().take(FEWEST_PAIRS);
    let Some((sign, unit, numbers)) = column.dictionary.iter().next().and_then(pair) else { return false };
    let is_of_form =
        |text: &str| pair(text).is_some_and(|other| (other.0, other.1, other.2.len()) == (sign, unit, numbers.len()));
    // `3/14` and `3-14` are more often a day of March.
    let is_day = |text: &str| {
        let small = |number: &str, most: u32| number.parse().is_ok_and(|number: u32| (1..=most).contains(&number));
        pair(text).is_some_and(|(.., numbers)| numbers.iter().all(|number| small(number, 31)))
    };
    column.dictionary.len() >= FEWEST_PAIRS
        && first().all(is_of_form)
        && !(matches!(sign, '/' | '-') && first().all(is_day))
}

/// The numbers of a pair, the sign between them and the unit behind them: whole ones as in `120/80`, any with an x, of which there may be
/// three, those of a place, which have at least two decimals each or the form of well-known text, a measurement and its error, and the ends
/// of a range.
fn pair(text: &str) -> Option<(char, &str, Vec<&str>)> {
    /// Letters of the longest.
    const LONGEST: usize = 80;
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    if let Some(inner) = text.strip_prefix("POINT") {
        let inner = inner.trim_start().strip_prefix('(')?.strip_suffix(')')?.trim();
        let place: Vec<&str> = inner.split(' ').collect();
        return (place.len() == 2 && place.iter().all(|part| is_number(part))).then_some(('P', "", place));
    }
    let (text, unit) = without_unit(text);
    let measured = text.split_once(" out of ").or_else(|| text.split_once("+/-"));
    let mut is_clear = false;
    let (sign, parts): (char, Vec<&str>) = match (measured, text.find(['/', 'x', '×', ',', '±'])) {
        (Some((one, other)), _) => ('±', vec![one, other]),
        (None, Some(at)) => {
            let sign = text[at..].chars().next()?;
            (sign, text.split(sign).collect())
        }
        (None, None) => {
            let clear = text.split_once(" to ").or_else(|| text.split_once('–'));
            is_clear = clear.is_some();
            let (one, other) = clear.or_else(|| text.split_once('-'))?;
            ('-', vec![one, other])
        }
    };
    let parts: Vec<&str> = parts.into_iter().map(|part| without_unit(part.trim()).0).collect();
    let is_range = || {
        let number = |at: usize| parts.get(at).and_then(|part| part.parse::<f64>().ok()).unwrap_or(f64::NAN);
        let [from, to] = [number(0), number(1)];
        // The halves of a number of a part or a telephone, `555-1234`, are no ends.
        0.0 <= from && from < to && (is_clear || to <= 2.0 * from + 20.0)
    };
    let is_short = |part: &str| {
        let is_plain = part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        part.len() <= 4 && is_plain && (part == "0" || !part.starts_with('0') || part.starts_with("0."))
    };
    let has_decimals = |part: &str| part.split_once('.').is_some_and(|(_, decimals)| decimals.len() >= 2);
    let is_part = |part: &&str| match sign {
        '-' => is_range(),
        '/' => is_short(part),
        ',' => has_decimals(part),
        '±' => true,
        _ => !part.starts_with('-'),
    };
    let is_all = parts.len() == 2 || parts.len() == 3 && matches!(sign, 'x' | '×');
    (is_all && parts.iter().all(|part| is_number(part) && is_part(part))).then_some((sign, unit, parts))
}

/// The text without the unit or the sign of hundredths behind its last digit, and these.
fn without_unit(text: &str) -> (&str, &str) {
    let end = text.rfind(|letter: char| letter.is_ascii_digit()).map_or(0, |last| last + 1);
    let (numbers, behind) = text.split_at(end);
    let unit = behind.trim_start();
    if unit == "%" || unit_of(unit).is_some() { (numbers, unit) } else { (text, "") }
}

/// Whether the bracket that a text begins with closes at its end: whatever is wrong within stays within its record then.
fn is_one_value(text: &str) -> bool {
    let bytes = text.trim().as_bytes();
    let (mut depth, mut is_quoted, mut is_escaped) = (0_usize, false, false);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = is_quoted,
            b'"' => is_quoted = !is_quoted,
            b'{' | b'[' if !is_quoted => depth += 1,
            b'}' | b']' if !is_quoted => {
                let Some(outer) = depth.checked_sub(1) else { return false };
                depth = outer;
                if depth == 0 {
                    return at + 1 == bytes.len();
                }
            }
            _ => {}
        }
    }
    false
}

/// The strings, read as records of one field each, with a mark of which is which.
fn read(column: &Column, notation: Notation, read_lines: ReadLines<'_>) -> Option<Table> {
    let mut name = String::new();
    for letter in column.name.chars() {
        match letter {
            '"' | '\\' => name.extend(['\\', letter]),
            control if control < ' ' => name.push_str(&format!("\\u{:04x}", control as u32)),
            letter => name.push(letter),
        }
    }
    let line = |(code, text): (usize, &str)| {
        let json = notation.json(text)?;
        // Line breaks are white space in JSON, and would end the record here.
        let json = json.chars().map(|letter| if matches!(letter, '\n' | '\r' | '\u{1e}') { ' ' } else { letter });
        Some(format!("{{\"{name}\":{},\"{MARK}\":{code}}}\n", json.collect::<String>()))
    };
    read_lines(&column.name, &mut column.dictionary.iter().enumerate().filter_map(line))
}

/// The row of each string, and the columns of what they hold; `None` where a string was more than a value.
fn by_string(columns: Vec<Column>, name: &str, strings: usize) -> Option<(Vec<Option<usize>>, Vec<Column>)> {
    let mut row_of = vec![None; strings];
    let (marks, columns): (Vec<_>, Vec<_>) = columns.into_iter().partition(|column| column.name == MARK);
    for (row, cell) in marks.first()?.cells.iter().enumerate() {
        let CellKind::Number(code) = cell.kind() else { return None };
        *row_of.get_mut(code as usize)? = Some(row);
    }
    let is_inside = |column: &Column| column.name.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
    columns.iter().all(is_inside).then_some((row_of, columns))
}
