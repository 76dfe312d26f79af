//! The fast path gives what a slow and plain one gives: `serde_json` reads each record into a tree, and the tree is
//! flattened. Records are generated at random.

use std::collections::{BTreeMap, BTreeSet};

use crate::common::Random;
use driftscope_table::{CellKind, ReadOptions, Table};
use serde_json::Value;

/// Made-up JSON.
impl Random {
    fn space(&mut self) -> &'static str {
        self.pick(&["", "", "", " ", "\t", "  "])
    }

    fn scalar(&mut self) -> String {
        match self.below(9) {
            0 => "null".into(),
            1 => self.pick(&["true", "false"]).into(),
            2 => format!("{}", self.below(1_000_000) as i64 - 500_000),
            3 => format!("{:?}", self.below(1 << 30) as f64 / 1e4),
            4 => format!("{:e}", f64::from_bits((self.0 >> 12) | 0x3FF0_0000_0000_0000) * 1e-9),
            5 => format!("{}e{}", self.below(10_000), self.below(40) as i64 - 20),
            6 => format!("{}{:07}", 10_000_000_000_u64 + self.below(1 << 30) as u64, self.below(10_000_000)),
            7 => format!(
                "\"{}\"",
                self.pick(&["", "a", "blue", "żółć", "😀", "a\\\"b", "\\u00e9\\n", "\\uD83D\\uDE00", "x/y"])
            ),
            _ => format!("\"value {}\"", self.below(300)),
        }
    }

    fn object(&mut self, depth: usize) -> String {
        let mut keys = vec!["a", "b", "c", "long key name", "é", "k\\u0065y", "g", "h", "i", "j", "k", "l", "m", "n"];
        let mut fields = Vec::new();
        for _ in 0..self.below(keys.len()) {
            // Mostly in order, sometimes not.
            let at = if self.below(4) == 0 { self.below(keys.len()) } else { 0 };
            let key = keys.remove(at);
            let value = match self.below(8) {
                0 if depth < 3 => self.object(depth + 1),
                1 if depth < 3 => format!("[{}]", [self.scalar(), self.scalar()].join(",")),
                _ => self.scalar(),
            };
            let (before, between, after) = (self.space(), self.space(), self.space());
            fields.push(format!("{before}\"{key}\"{between}:{after}{value}"));
        }
        format!("{{{}{}}}", fields.join(","), self.space())
    }
}

fn flatten(value: &Value, path: String, row: &mut BTreeMap<String, Value>) {
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| flatten(value, below(key), row)),
        Value::Array(values) => {
            values.iter().enumerate().for_each(|(index, value)| flatten(value, below(&index.to_string()), row));
        }
        other => _ = row.insert(path, other.clone()),
    }
}

fn check(table: &Table, records: &[String]) {
    let rows: Vec<BTreeMap<String, Value>> = records
        .iter()
        .map(|record| {
            let mut row = BTreeMap::new();
            flatten(&serde_json::from_str(record).unwrap(), String::new(), &mut row);
            row
        })
        .collect();
    assert_eq!(table.rows, rows.len());
    let all: BTreeSet<&String> = rows.iter().flat_map(BTreeMap::keys).collect();
    // An object or array that is null now and then is no column beside those of its values.
    let is_parent = |name: &String| {
        let within = format!("{name}.");
        let is_blank = rows.iter().all(|row| row.get(name).is_none_or(Value::is_null));
        is_blank && all.iter().any(|other| other.starts_with(&within))
    };
    let names: BTreeSet<&String> = all.iter().copied().filter(|name| !is_parent(name)).collect();
    let found: BTreeSet<&String> = table.columns.iter().map(|column| &column.name).collect();
    assert_eq!(found, names);
    for column in &table.columns {
        assert_eq!(column.cells.len(), rows.len());
        for (cell, row) in column.cells.iter().zip(&rows) {
            let expected = row.get(&column.name).unwrap_or(&Value::Null);
            let same = match (cell.kind(), expected) {
                (CellKind::Missing, Value::Null) => true,
                (CellKind::Boolean(a), Value::Bool(b)) => a == *b,
                (CellKind::Number(a), Value::Number(b)) => {
                    b.as_f64().is_some_and(|b| a.to_bits() == b.to_bits() || a == b)
                }
                (CellKind::BigInteger(code), Value::Number(b)) => column.dictionary.get(code) == b.to_string(),
                (CellKind::Text(code), Value::String(b)) => column.dictionary.get(code) == b,
                _ => false,
            };
            assert!(same, "{}: {cell:?} against {expected}", column.name);
        }
        let tally = column.tally;
        assert_eq!(tally.missing + tally.not_a_number + tally.present(), rows.len() as u64);
    }
}

#[test]
fn random_records_are_read_as_the_plain_path_reads_them() {
    let mut random = Random(42);
    for round in 0..300 {
        let records: Vec<String> = (0..1 + random.below(60)).map(|_| random.object(0)).collect();
        let text = if round % 2 == 0 { records.join("\n") } else { format!("[{}]", records.join(", \n")) };
        // Records without any field at all are rows of nothing.
        let table = read(&text);
        assert_eq!(table.skipped, 0, "{:?}", table.warnings);
        check(&table, &records);
    }
}

/// Writes records as programs do: keys in one order, now and then without some of them, values of every kind. The
/// layout changes with `writer`.
fn written(random: &mut Random, writer: usize, arrays: bool) -> String {
    let (comma, colon) = [(",", ":"), (", ", ": "), (",\n  ", ": ")][writer % 3];
    let mut fields = Vec::new();
    for (place, key) in ["id", "time", "in", "out", "note", "extra", "k\\u0065y"].into_iter().enumerate() {
        if random.below(10) == 0 {
            continue;
        }
        let nested = |random: &mut Random, keys: &[&str]| {
            let kept: Vec<&&str> = keys.iter().filter(|_| random.below(12) > 0).collect();
            let values: Vec<String> = kept.iter().map(|key| format!("\"{key}\"{colon}{}", random.scalar())).collect();
            format!("{{{}}}", values.join(comma))
        };
        let list = |random: &mut Random, length: usize| {
            format!("[{}]", (0..length).map(|_| random.scalar()).collect::<Vec<_>>().join(comma))
        };
        let value = match (place + writer) % 7 {
            _ if random.below(15) == 0 => "null".to_owned(),
            2 => nested(random, &["a", "b", "c"]),
            3 => format!("{{\"deep\"{colon}{}{comma}\"flat\"{colon}1}}", nested(random, &["x", "y"])),
            4 => list(random, 3),
            5 if arrays => {
                let length = random.below(4);
                list(random, length)
            }
            6 if arrays => format!("[{},{}]", nested(random, &["p", "q"]), nested(random, &["p", "r"])),
            _ => random.scalar(),
        };
        fields.push(format!("\"{key}\"{colon}{value}"));
        if random.below(60) == 0 {
            fields.push(format!("\"{key}\"{colon}{}", random.scalar()));
        }
    }
    if random.below(40) == 0 && fields.len() > 1 {
        fields.swap(0, 1);
    }
    format!("{{{}}}", fields.join(comma))
}

fn read(text: &str) -> Table {
    crate::common::read_pieces([text.as_bytes()], ReadOptions::default()).unwrap()
}

#[test]
fn records_of_one_layout_are_read_as_the_plain_path_reads_them() {
    let mut random = Random(7);
    for round in 0..60 {
        let writer = random.below(7);
        let records: Vec<String> = (0..200)
            .map(|row| written(&mut random, if round % 2 == 0 { writer } else { writer + row / 70 }, false))
            // What is a scalar in one record and an object in another is a column of its own.
            .collect();
        check(&read(&records.join("\n")), &records);
    }
}

/// Holds records against the same ones with a number of blanks of its own at the beginning of each, which makes its layout
/// new, so that it is unknown. Returns the table.
fn checked_against_new_layouts(records: &[String]) -> Table {
    let strange: Vec<String> =
        records.iter().enumerate().map(|(row, record)| format!("{{{}{}", " ".repeat(row + 1), &record[1..])).collect();
    let (known, new) = (read(&records.join("\n")), read(&strange.join("\n")));
    assert_eq!(known.columns, new.columns);
    assert_eq!((known.rows, known.skipped), (new.rows, new.skipped));
    let said = |table: &Table| -> Vec<(String, u64)> {
        table.warnings.iter().map(|warning| (warning.message.clone(), warning.count)).collect()
    };
    assert_eq!(said(&known), said(&new));
    known
}

#[test]
fn known_layouts_are_read_like_new_ones() {
    let mut random = Random(11);
    for round in 0..120 {
        let writer = random.below(7);
        let records: Vec<String> = (0..150)
            .map(|row| written(&mut random, if round % 2 == 0 { writer } else { writer + row / 50 }, true))
            .collect();
        assert_eq!(checked_against_new_layouts(&records).rows, records.len());
    }
}

/// A record like all others, but for what may be wrong or strange in one.
fn nearly_alike(random: &mut Random, row: usize) -> String {
    let mut fields = vec![
        format!("\"id\":{row}"),
        format!("\"in\":{{\"a\":{},\"b\":{}}}", random.below(90), random.below(900) as f64 / 8.0),
        format!("\"kind\":\"kind {}\"", random.below(3)),
        format!("\"out\":{{\"deep\":{{\"x\":{}}},\"y\":null}}", random.below(7)),
        format!("\"end\":{}", random.pick(&["true", "false"])),
    ];
    let place = random.below(fields.len());
    match random.below(30) {
        0 => _ = fields.remove(place),
        1 => fields.push(fields[place].clone()),
        2 => fields[place] = format!("\"kind\":{}", random.pick(&["{}", "[]", "{\"x\":1}", "[1,2]", "\"new\"", "tru"])),
        3 => fields.swap(place, 2),
        4 => fields.insert(place, "\"in\":{\"c\":1}".to_owned()),
        5 => fields.insert(place, "\"in\":{\"a\":1}".to_owned()),
        6 => fields.insert(place, "\"more\":\"no \\u00e9\"".to_owned()),
        _ => {}
    }
    let mut record = format!("{{{}}}", fields.join(","));
    if random.below(40) == 0 {
        record.truncate(1 + random.below(record.len() - 1));
    }
    record
}

#[test]
fn a_record_that_leaves_the_course_of_the_others_is_read_like_a_new_one() {
    let mut random = Random(5);
    for _ in 0..60 {
        let records: Vec<String> = (0..400).map(|row| nearly_alike(&mut random, row)).collect();
        checked_against_new_layouts(&records);
    }
}
