//! Detects how the rows of a file are written, from its start.
//!
//! The delimiter is the one that stands equally often in nearly all rows, quotes regarded. Of several such the rarer
//! character counts: text holds commas sooner than tabs.

use super::field::{Fault, Field, Form, Marks};
use super::head::Head;
use super::value::{Value, value_of};
use crate::read::lex::number::Number;

/// What may stand between fields, the surest sign first. The first is what Hive writes.
const DELIMITERS: [u8; 5] = *b"\x01\t|;,";

/// Rows that are compared.
const ROWS: usize = 100;

/// How the rows of a file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dialect {
    /// How fields are separated.
    pub(crate) marks: Marks,
    /// Every field is in quotes, so that they say nothing.
    pub(crate) quotes_all: bool,
    /// Line breaks, tabs and backslashes are written as `\n`, `\t` and `\\`, as MySQL, PostgreSQL's `COPY` and ClickHouse write TSV.
    pub(crate) unescapes: bool,
    /// Numbers have a decimal comma.
    pub(crate) decimal_comma: bool,
    /// Nearly all rows have as many fields, and more than one.
    pub(crate) is_even: bool,
}

/// The rows of a head as texts.
pub(crate) type Texts = Vec<Vec<Text>>;

/// A field of the head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Text {
    /// What it holds.
    pub bytes: Vec<u8>,
    /// It is in quotes.
    pub is_quoted: bool,
}

impl Dialect {
    /// How a file is written that starts like this, and its first rows.
    pub(crate) fn of(head: &Head<'_>) -> (Self, Texts) {
        let known = head.delimiter.map(|delimiter| vec![delimiter]);
        let delimiters = known.unwrap_or_else(|| DELIMITERS.to_vec());
        let mut best: Option<(usize, Marks)> = None;
        for delimiter in delimiters {
            for skips_blanks in [false, true] {
                let mut marks = Marks { delimiter, line_end: head.line_end, has_escapes: false, skips_blanks };
                if skips_blanks && !has_blanks(head, &mut marks.clone()) {
                    continue;
                }
                let share = evenness(head, &mut marks);
                // Blanks that are always there belong to the delimiter.
                let is_better = |(most, _): &(usize, Marks)| share > *most || skips_blanks && share >= *most;
                if share > 0 && best.as_ref().is_none_or(is_better) {
                    best = Some((share, marks));
                }
            }
        }
        let (share, mut marks) = best.unwrap_or_else(|| (0, of_first_row(head)));
        let texts = texts(head, &mut marks);
        let fields = || texts.iter().flatten();
        let quotes_all =
            fields().any(|field| field.is_quoted) && fields().all(|field| field.is_quoted || field.bytes.is_empty());
        let decimal_comma =
            marks.delimiter == b';' && has_decimal_comma(fields().filter(|field| quotes_all || !field.is_quoted));
        let unescapes = marks.delimiter == b'\t' && fields().all(|field| !field.is_quoted) && are_escaped(fields());
        (Self { marks, quotes_all, unescapes, decimal_comma, is_even: share > 0 }, texts)
    }

    /// What a field means, which is a text if it is in quotes and not all are.
    pub(crate) fn value(&self, text: &[u8], is_quoted: bool) -> Value {
        if is_quoted && !self.quotes_all { Value::Text } else { value_of(text, self.decimal_comma) }
    }

    /// Where the first row of the head lies.
    pub(crate) fn first_rows(&self, head: &Head<'_>, rows: usize) -> std::ops::Range<usize> {
        let (mut place, mut count) = (None::<std::ops::Range<usize>>, 0);
        each_row(head, &mut self.marks.clone(), |begin, fields| {
            let end = fields.last().map_or(begin, |field| field.next);
            count += 1;
            if count <= rows {
                place = Some(place.as_ref().map_or(begin, |before| before.start)..end);
            }
        });
        place.unwrap_or_default()
    }

    /// What a person calls it.
    pub(crate) fn words(&self) -> String {
        let name = match self.marks.delimiter {
            b',' => "CSV".to_owned(),
            b'\t' if self.unescapes => "TSV with escapes".to_owned(),
            b'\t' => "TSV".to_owned(),
            b';' => "CSV with semicolons".to_owned(),
            b'|' => "CSV with vertical bars".to_owned(),
            other => format!("CSV with the delimiter {}", other.escape_ascii()),
        };
        if self.decimal_comma { name + " and decimal commas" } else { name }
    }
}

/// Calls back with each whole row of the head: where it begins, and its fields.
fn each_row(head: &Head<'_>, marks: &mut Marks, mut row: impl FnMut(usize, &[Field])) {
    let (mut begin, mut count) = (0, 0);
    let mut fields = Vec::new();
    while begin < head.rows.len() && count < ROWS {
        fields.clear();
        let mut at = begin;
        loop {
            match marks.field(head.rows, at, head.is_whole) {
                Ok(field) => {
                    fields.push(field);
                    at = field.next;
                    if field.ends_row {
                        break;
                    }
                }
                Err(Fault::Escapes) => {
                    marks.has_escapes = true;
                    fields.clear();
                    at = begin;
                }
                Err(Fault::Unclosed(quote)) => {
                    // The row after it, as when the rows are read.
                    let line = memchr::memchr(marks.line_end, &head.rows[quote..]);
                    at = line.map_or(head.rows.len(), |length| quote + length + 1);
                    fields.clear();
                    break;
                }
                // A row that is longer than what is looked at shows how many fields there are at least.
                Err(Fault::Incomplete) => {
                    if count == 0 && !fields.is_empty() {
                        row(begin, &fields);
                    }
                    return;
                }
            }
        }
        let is_blank = matches!(fields[..], [Field { start, end, form: Form::Bare, .. }]
            if head.rows[start..end].iter().all(|byte| *byte == b' '));
        if !fields.is_empty() && !is_blank {
            row(begin, &fields);
            count += 1;
        }
        begin = at;
    }
}

/// How many percent of the rows have as many fields as most; 0 where those are too few, or have a single field.
fn evenness(head: &Head<'_>, marks: &mut Marks) -> usize {
    let mut counts = Vec::new();
    each_row(head, marks, |_, fields| counts.push(fields.len()));
    // The last row may be cut off.
    let is_cut = counts.len() > 2 && head.is_whole && !head.rows.ends_with(&[head.line_end]);
    counts.truncate(counts.len() - usize::from(is_cut));
    let Some((&first, others)) = counts.split_first() else { return 0 };
    let often = |count: usize| others.iter().filter(|other| **other == count).count();
    let usual = usual_length(first, others);
    // The names may leave out that of the rows' labels.
    let is_named = first == usual || first + 1 == usual && first > 0;
    let even = often(usual) + usize::from(is_named);
    let share = even * 100 / counts.len();
    let is_enough = usual > 1 && first > 1 && !others.is_empty() && share >= 80;
    // Excel's own line leaves no doubt.
    if is_enough || head.delimiter.is_some() && usual > 1 { share.max(1) } else { 0 }
}

/// The length that most rows have; of several the one that the first row has, too.
pub(crate) fn usual_length(first: usize, others: &[usize]) -> usize {
    let often = |length: usize| others.iter().filter(|other| **other == length).count();
    others.iter().copied().max_by_key(|length| (often(*length), *length == first, *length)).unwrap_or(first)
}

/// Where no delimiter is even, as when the second row is longer than the head: the one that parts the first row most.
fn of_first_row(head: &Head<'_>) -> Marks {
    let marks = |delimiter| Marks { delimiter, line_end: head.line_end, has_escapes: false, skips_blanks: false };
    let fields = |delimiter: &u8| {
        let mut first = None;
        each_row(head, &mut marks(*delimiter), |_, fields| _ = first.get_or_insert(fields.len()));
        first
    };
    marks(head.delimiter.or_else(|| DELIMITERS.into_iter().max_by_key(fields)).unwrap_or(b','))
}

/// Whether a blank follows each delimiter, and there is one in each row.
fn has_blanks(head: &Head<'_>, marks: &mut Marks) -> bool {
    marks.skips_blanks = false;
    let (mut rows, mut even) = (0, 0);
    each_row(head, marks, |_, fields| {
        let starts_blank = |field: &Field| {
            let is_last_empty = field.start == field.end && field.ends_row;
            is_last_empty || field.form == Form::Bare && head.rows.get(field.start) == Some(&b' ')
        };
        rows += 1;
        even += usize::from(fields.len() > 1 && fields.iter().skip(1).all(starts_blank));
    });
    rows > 1 && even == rows
}

/// The fields of the whole rows of the head.
fn texts(head: &Head<'_>, marks: &mut Marks) -> Texts {
    let mut places = Vec::new();
    each_row(head, marks, |_, fields| places.push(fields.to_vec()));
    let text = |field: &Field| {
        let raw = &head.rows[field.start..field.end];
        let mut bytes = Vec::new();
        match field.form {
            Form::Bare | Form::Quoted => bytes.extend_from_slice(raw),
            Form::Escaped | Form::Overrun => marks.decode(raw, &mut bytes),
        }
        Text { bytes, is_quoted: field.form != Form::Bare }
    };
    places.iter().map(|fields| fields.iter().map(text).collect()).collect()
}

/// Whether each backslash begins an escape, and one of them is `\N`, `\n`, `\t` or `\\`. A path of Windows, `C:\new`, has none.
fn are_escaped<'a>(mut fields: impl Iterator<Item = &'a Text>) -> bool {
    let mut is_any = false;
    let are_all = fields.all(|Text { bytes, .. }| {
        let mut rest = bytes.as_slice();
        let is_path = matches!(rest, [b'A'..=b'Z' | b'a'..=b'z', b':', b'\\', ..]);
        while let Some(at) = memchr::memchr(b'\\', rest).filter(|_| rest != b"\\N" && !is_path) {
            let Some(letter) = rest.get(at + 1).filter(|letter| unescaped(**letter).is_some()) else { return false };
            is_any |= matches!(letter, b'n' | b't' | b'\\');
            rest = &rest[at + 2..];
        }
        is_any |= rest == b"\\N";
        !is_path
    });
    are_all && is_any
}

/// What a letter behind a backslash stands for.
fn unescaped(letter: u8) -> Option<u8> {
    Some(match letter {
        b'n' => b'\n',
        b't' => b'\t',
        b'r' => b'\r',
        b'b' => 8,
        b'v' => 11,
        b'f' => 12,
        b'0' => 0,
        b'\\' | b'\'' => letter,
        _ => return None,
    })
}

/// Appends a text with what its escapes stand for.
pub(crate) fn unescape(text: &[u8], out: &mut Vec<u8>) {
    let mut bytes = text.iter();
    while let Some(&byte) = bytes.next() {
        let next = bytes.as_slice().first().filter(|_| byte == b'\\');
        let letter = next.and_then(|letter| unescaped(*letter));
        match letter {
            Some(letter) => {
                bytes.next();
                out.push(letter);
            }
            None => out.push(byte),
        }
    }
}

/// Whether numbers are written like `1,5`, and none like `1.5`.
fn has_decimal_comma<'a>(fields: impl Iterator<Item = &'a Text> + Clone) -> bool {
    let is_fraction = |field: &Text, comma| matches!(value_of(&field.bytes, comma), Value::Number(Number::Decimal(value)) if value.is_finite());
    let has = |mark: u8, comma| fields.clone().any(|field| field.bytes.contains(&mark) && is_fraction(field, comma));
    has(b',', true) && !has(b'.', false)
}
