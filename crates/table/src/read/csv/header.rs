//! Decides whether the first rows hold the names of the columns, and what the columns are called.
//!
//! It holds names where none of its fields is a number, a date, a boolean or a word for nothing, and a column below it
//! is one of numbers, dates or booleans. Where all columns are text it holds names if they are distinct and none of
//! them comes again below itself. Numbers are names only where they count the columns, as pandas does where there are no names, or
//! where they are [periods] of which the columns below hold none.

use crate::spelling::windows_1252;
use std::collections::{BTreeMap, BTreeSet};

use super::dialect::{Dialect, Text, Texts, usual_length};
use super::value::Value;
use super::{levels, periods, units};
use crate::typing::{TextClass, classify_text};

/// The name of the column of labels, which pandas and R leave without one.
const LABEL: &str = "index";

/// The columns of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    /// Their names.
    pub names: Vec<String>,
    /// The rows that belong to it: that of the names, levels of names, units below them; 0 if the names are made up.
    pub rows: usize,
    /// The last of these rows holds units.
    pub has_units: bool,
    /// The file names them.
    pub is_named: bool,
    /// The first column holds labels of the rows.
    pub has_labels: bool,
}

impl Header {
    /// The columns of a file that starts with these rows, and before them with this comment.
    pub(crate) fn of(rows: &Texts, comment: Option<&[u8]>, dialect: &Dialect) -> Self {
        let is_comment = |row: &Vec<Text>| matches!(&row[..], [only] if only.bytes.starts_with(b"#"));
        let kept: Texts = if rows.iter().any(|row| row.len() > 1) && rows.iter().any(is_comment) {
            rows.iter().filter(|row| !is_comment(row)).cloned().collect()
        } else {
            rows.clone()
        };
        let rows = &kept;
        let Some((first, others)) = rows.split_first() else {
            return Self { names: Vec::new(), rows: 0, has_units: false, is_named: false, has_labels: false };
        };
        let usual = usual_width(first, others);
        if let Some((names, levels)) = levels::joined(rows, |text| is_typed(text, dialect)) {
            return Self { rows: levels, ..Self::named(&names, &rows[levels..], usual, levels) };
        }
        // A line of units below the names must not hide that they are names.
        let below = usize::from(units::are_below(rows, |text| is_typed(text, dialect)));
        if is_header(first, &others[below..], dialect) {
            return Self { has_units: below > 0, ..Self::named(first, &others[below..], usual, 1 + below) };
        }
        let names: Vec<Text> = comment
            .filter(|_| usual > 1)
            .map(|comment| comment.split(|byte| *byte == dialect.marks.delimiter))
            .map(|names| names.map(|name| Text { bytes: name.trim_ascii().to_vec(), is_quoted: false }).collect())
            .unwrap_or_default();
        if names.len() == usual && is_header(&names, rows, dialect) {
            return Self::named(&names, rows, usual, 0);
        }
        let names = (0..usual.max(first.len())).map(|place| format!("c{place}")).collect();
        Self { names, rows: 0, has_units: false, is_named: false, has_labels: false }
    }

    fn named(first: &[Text], others: &[Vec<Text>], usual: usize, rows: usize) -> Self {
        let mut names: Vec<String> = first.iter().map(name_of).collect();
        let is_blank = |place: usize| others.iter().all(|row| row.get(place).is_none_or(|text| text.bytes.is_empty()));
        // A delimiter at the end of each row is no column.
        while names.len() > 1 && names.last().is_some_and(String::is_empty) && is_blank(names.len() - 1) {
            names.pop();
        }
        let lacks_one = names.len() + 1 == usual && !is_blank(names.len());
        if lacks_one {
            names.insert(0, String::new());
        }
        let has_labels = names.len() > 1 && names[0].is_empty();
        let mut given = BTreeSet::new();
        given.extend(names.iter().cloned());
        if has_labels && !given.contains(LABEL) {
            names[0] = LABEL.to_owned();
        }
        Self { names: distinct(names, &given), rows, has_units: false, is_named: true, has_labels }
    }
}

/// The names, made unique as pandas does: `x`, `x.1`, `x.2`. One without a name gets its number.
fn distinct(names: Vec<String>, given: &BTreeSet<String>) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut taken = BTreeSet::new();
    let mut distinct = Vec::new();
    for (place, name) in names.into_iter().enumerate() {
        let name = if name.is_empty() { format!("c{place}") } else { name };
        let mut unique = name.clone();
        while taken.contains(&unique) || unique != name && given.contains(&unique) {
            let count = counts.entry(name.clone()).or_insert(0);
            *count += 1;
            unique = format!("{name}.{count}");
        }
        taken.insert(unique.clone());
        distinct.push(unique);
    }
    distinct
}

fn name_of(text: &Text) -> String {
    let name = windows_1252::decode(&text.bytes);
    if text.is_quoted { name.into_owned() } else { name.trim().to_owned() }
}

/// How many fields most rows after the first have.
fn usual_width(first: &[Text], others: &[Vec<Text>]) -> usize {
    usual_length(first.len(), &others.iter().map(Vec::len).collect::<Vec<_>>())
}

fn is_header(first: &[Text], others: &[Vec<Text>], dialect: &Dialect) -> bool {
    let names = &first[usize::from(first.len() > 1 && first[0].bytes.is_empty())..];
    if names.iter().all(|name| name.bytes.is_empty()) {
        return false;
    }
    if names.iter().any(is_word_for_nothing) {
        return counts_columns(names);
    }
    if names.iter().any(|name| is_typed(name, dialect)) {
        return counts_columns(names) || periods::are_names(first, others, |text| is_typed(text, dialect));
    }
    // The names of the last columns, where that of the labels is left out.
    let shift = usize::from(usual_width(first, others) == first.len() + 1);
    let column =
        |place: usize| others.iter().filter_map(move |row| row.get(place)).filter(|text| !text.bytes.is_empty());
    // The names come again where tables were written one after the other.
    let rows_below = || others.iter().filter(|row| row[..] != *first);
    let is_typed_column = |place: usize| {
        let values = rows_below().filter_map(|row| row.get(place)).filter(|text| !text.bytes.is_empty());
        let mut values = values.filter(|text| !is_word_for_nothing(text)).peekable();
        values.peek().is_some() && values.all(|text| is_typed(text, dialect))
    };
    let is_named = |place: &usize| !first[*place].bytes.is_empty();
    if (0..first.len()).filter(is_named).any(|place| is_typed_column(place + shift)) {
        return true;
    }
    let mut distinct: BTreeSet<&[u8]> = BTreeSet::new();
    distinct.extend(names.iter().map(|name| &name.bytes[..]));
    let comes_again = |place: usize| column(place + shift).any(|text| text.bytes == first[place].bytes);
    let are_names = distinct.len() == names.len() && !distinct.contains(&b""[..]);
    are_names && !(0..first.len()).any(comes_again)
}

/// Whether the names are `0,1,2` and so on.
fn counts_columns(names: &[Text]) -> bool {
    names.len() > 1 && names.iter().enumerate().all(|(place, name)| name.bytes == place.to_string().as_bytes())
}

/// Whether a field is a number, true or false, or a date.
fn is_typed(text: &Text, dialect: &Dialect) -> bool {
    match dialect.value(&text.bytes, text.is_quoted) {
        Value::Number(_) | Value::Boolean(_) => true,
        Value::Missing => false,
        Value::Text => {
            let text = String::from_utf8_lossy(&text.bytes);
            matches!(classify_text(&text), TextClass::Datetime(_))
        }
    }
}

fn is_word_for_nothing(text: &Text) -> bool {
    !text.bytes.trim_ascii().is_empty() && classify_text(&String::from_utf8_lossy(&text.bytes)) == TextClass::Null
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::csv::head::Head;

    fn header(text: &str) -> (String, bool, bool) {
        let head = Head::of(text.as_bytes(), true).unwrap();
        let (dialect, rows) = Dialect::of(&head);
        let header = Header::of(&rows, head.comment, &dialect);
        (header.names.join(" "), header.rows > 0, header.has_labels)
    }

    #[test]
    fn names_are_told_from_values() {
        for (text, names, is_row, has_labels) in [
            ("id,name\n1,a\n2,b\n", "id name", true, false),
            ("1,a\n2,b\n", "c0 c1", false, false),
            ("name,town\nann,rome\nbob,bern\n", "name town", true, false),
            ("ann,rome\nbob,rome\nann,bern\n", "c0 c1", false, false),
            ("a,b\n2024-01-01,x\n", "a b", true, false),
            ("2024-01-01,x\n2024-01-02,y\n", "c0 c1", false, false),
            ("NA,x\n1,y\n", "c0 c1", false, false),
            ("Month,2021,2022\nJan,13.5,14.5\nFeb,12.5,11\n", "Month 2021 2022", true, false),
            ("site,Jan 2021,Feb 2021\na,1,2\nb,3,4\n", "site Jan 2021 Feb 2021", true, false),
            ("2021,2022\n2020,2019\n", "c0 c1", false, false),
            ("a,2021\nb,2022\n", "c0 c1", false, false),
            ("1,2,3\n4,5,6\n", "c0 c1 c2", false, false),
            ("t,load\n(yyyy),[MW]\n2021-01-01,1.5\n2021-01-02,2.5\n", "t load", true, false),
            (",p,p,v\n,mean,std,sum\nday,,,\n2026-03-01,1,2,3\n", "day p.mean p.std v.sum", true, false),
            (",p,,v\n,a,b,c\n1,5,6,7\n2,5,6,7\n", "index p.a p.b v.c", true, true),
            (",x,y\n0,1,2\n1,3,4\n", "index x y", true, true),
            (",0,1\n0,1.5,2\n1,3,4\n", "index 0 1", true, true),
            ("x,y\nr1,1,2\nr2,3,4\n", "index x y", true, true),
            ("x,y\n1,2,\n3,4,\n", "x y", true, false),
            ("x,y,\n1,2,\n3,4,\n", "x y", true, false),
            ("x,,z\n1,2,3\n", "x c1 z", true, false),
            (",x,, \n0,1,2,3\n1,4,5,6\n", "index x c2 c3", true, true),
            ("x,x,x.1,x\n1,2,3,4\n", "x x.2 x.1 x.3", true, false),
            (",index\n0,5\n", "c0 index", true, true),
            ("id,n\n1,a\nid,n\n2,a\n", "id n", true, false),
            ("a,x\nb,y\na,x\n", "c0 c1", false, false),
            ("#x,y\n1,2\n3,4\n", "x y", false, false),
            ("# a comment\nx,y\n1,2\n", "x y", true, false),
            (" x , \" y \"\n1, 2\n", "x  y ", true, false),
        ] {
            assert_eq!(header(text), (names.to_owned(), is_row, has_labels), "{text}");
        }
    }
}
