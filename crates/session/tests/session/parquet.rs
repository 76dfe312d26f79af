//! Parquet files, whose rows a host reads. Here lines behind the first four bytes stand for them.

use driftscope_report::{Format, WarningCode, from_json};
use driftscope_session::{Problem, ReadChoice, Side};

use crate::SEEDS;
use crate::inputs::{File, production, reference};
use crate::memory::{file, text_of};
use crate::world::World;

/// The rows of a log as a Parquet file, and more lines behind them.
fn parquet(log: &File, more: &str) -> File {
    file("log.parquet", &format!("PAR1{}{more}", String::from_utf8_lossy(text_of(log))))
}

fn opened(seed: u64, file: File) -> World {
    let mut world = World::new(seed);
    world.with(|session| session.open(Side::Reference, vec![reference()]));
    world.with(|session| session.open(Side::Production, vec![file]));
    world.run();
    world
}

#[test]
fn its_rows_are_compared_and_its_bytes_are_its_own() {
    for seed in SEEDS {
        let file = parquet(&production(), "");
        let bytes = file.bytes;
        let report = from_json(&opened(seed, file).report()).unwrap();
        let record = &report.production.files[0];
        assert_eq!((report.production.rows, record.bytes, record.format), (60, bytes, Some(Format::Parquet)));
        assert_eq!((record.read_as.as_str(), record.sha256.len()), ("Parquet", 64));
        let unread: Vec<_> = report.production.warnings.iter().map(|warning| (warning.code, warning.count)).collect();
        assert!(unread.contains(&(WarningCode::UnreadableValues, 3)), "{unread:?}");
    }
}

#[test]
fn damage_is_named_and_the_other_side_stays() {
    for (more, is_gone) in [("damage\n", false), ("!\n", true)] {
        let mut world = opened(3, parquet(&production(), more));
        match world.failures(0).as_slice() {
            [(Some(Side::Production), Problem::Unreadable { file, .. })] if is_gone => assert_eq!(file, "log.parquet"),
            [(Some(Side::Production), problem @ Problem::BadParquet { .. })] if !is_gone => {
                assert_eq!(problem.title(), "log.parquet cannot be read");
                assert_eq!(problem.advice(), "This Parquet file is damaged");
            }
            failures => panic!("{failures:?}"),
        }
        world.with(|session| session.open(Side::Production, vec![parquet(&production(), "")]));
        world.run();
        assert_eq!(from_json(&world.report()).unwrap().reference.rows, 60);
    }
}

#[test]
fn it_has_no_other_shape() {
    let mut world = opened(5, parquet(&production(), ""));
    let choice = ReadChoice { format: Some(Format::Envelope), ..ReadChoice::default() };
    world.with(|session| session.read_again(Side::Production, choice));
    world.run();
    let failures = world.failures(0);
    let [(_, problem)] = failures.as_slice() else { panic!("{failures:?}") };
    assert!(problem.advice().contains("As detected"), "{}", problem.advice());
}
