//! Strings past the limit on distinct ones are hashes: the same in every file, wherever pieces end, and never more.

use crate::common::read_in_pieces;
use driftscope_report::WarningCode;
use driftscope_table::typing::Evidence;
use driftscope_table::{Cell, CellKind, Column, Limits, ReadOptions, Table, hashed};

fn read(text: &str, piece: usize, limits: &Limits) -> Table {
    read_in_pieces(text.as_bytes(), piece, ReadOptions { limits: limits.clone(), ..ReadOptions::default() }).unwrap()
}

/// The string's text or hash, in each row.
fn kept(column: &Column) -> Vec<Result<String, u32>> {
    let kept = |cell: &Cell| match cell.kind() {
        CellKind::Text(_) => Ok(column.text(*cell).unwrap().into_owned()),
        CellKind::Hashed(hash) => Err(hash),
        other => panic!("{other:?} is no string"),
    };
    column.cells.iter().map(kept).collect()
}

#[test]
fn a_string_is_kept_everywhere_or_hashed_everywhere() {
    let rows: Vec<String> = (0..900).map(|row| format!("string {}", row * row % 331)).collect();
    let json: String = rows.iter().map(|text| format!("{{\"a\":\"{text}\"}}\n")).collect();
    let escaped = json.replace("string ", "string\\u0020");
    let csv = format!("a,b\n{}", rows.iter().map(|text| format!("{text},1\n")).collect::<String>());
    for limits in [
        Limits { distinct: 50, ..Limits::default() },
        Limits { dictionary_bytes: 500, ..Limits::default() },
        Limits { text_bytes: 2_000, ..Limits::default() },
    ] {
        let whole = read(&json, usize::MAX, &limits);
        let column = &whole.columns[0];
        for (text, kept) in rows.iter().zip(kept(column)) {
            let is_known = column.dictionary.iter().any(|known| known == text);
            assert_eq!(kept, if is_known { Ok(text.clone()) } else { Err(hashed::hash_text(text)) });
        }
        for piece in [1, 7, 1_000] {
            assert_eq!(read(&json, piece, &limits), whole);
        }
        let others = [read(&escaped, 64, &limits), read(&csv, 64, &limits)];
        others.iter().for_each(|other| assert_eq!(kept(&other.columns[0]), kept(column)));

        let evidence = Evidence::of(column);
        let distinct = rows.iter().collect::<std::collections::BTreeSet<_>>().len();
        assert_eq!(evidence.distinct_texts(), distinct as u64);
        assert_eq!((evidence.hashed, evidence.present()), (evidence.buckets.iter().sum(), 900));
        let said = &whole.warnings[0];
        assert_eq!((said.code, said.count), (WarningCode::TooManyDistinct, evidence.hashed));
        assert!(said.message.contains("4096 buckets: a"), "{}", said.message);
    }
}

#[test]
fn what_spells_nothing_is_missing_past_the_limit_too() {
    let limits = Limits { distinct: 1, ..Limits::default() };
    let table = read("{\"a\":\"x\"}\n{\"a\":\"NA\"}\n{\"a\":\"\"}\n{\"a\":\"y\"}\n", usize::MAX, &limits);
    let evidence = Evidence::of(&table.columns[0]);
    assert_eq!((evidence.missing, evidence.hashed, evidence.present()), (2, 1, 2));
}
