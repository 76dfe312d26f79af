//! How often identifiers of one generator on both sides have p below 0.05 or drift: `cargo run --release -p driftscope-drift
//! --example identifier_levels`. The figures stand in docs/methods.md.
#![allow(clippy::unwrap_used, reason = "an example may stop at a surprise")]

use std::collections::BTreeMap;

use driftscope_drift::compare;
use driftscope_report::Settings;
use driftscope_stats::random::Random;
use driftscope_table::{ReadOptions, Table, TableReader};

const PAIRS: u64 = 300;

/// One identifier after another.
type Generator = Box<dyn FnMut() -> String>;

/// Makes a generator from a source of chance.
type Make = fn(Random) -> Generator;

fn uuid(mut random: Random) -> Generator {
    Box::new(move || {
        let (one, other) = (random.next_u64(), random.next_u64());
        let [a, b, c] = [one >> 32, one >> 16 & 0xffff, one & 0xfff];
        format!("{a:08x}-{b:04x}-4{c:03x}-{:04x}-{:012x}", other >> 48, other & 0xffff_ffff_ffff)
    })
}

fn short_hash(mut random: Random) -> Generator {
    Box::new(move || format!("h{:x}", random.next_u64() as u32))
}

fn prefixed(mut random: Random) -> Generator {
    Box::new(move || format!("{}{}", ["A", "B-", "INV/"][random.below(3) as usize], random.below(10_000_000)))
}

/// Users drawn from a large stock, some more often.
fn users(mut random: Random) -> Generator {
    Box::new(move || format!("u{}", random.below(3_000) * random.below(3_000)))
}

/// Sessions with 1 to some tens of rows each.
fn sessions(mut random: Random) -> Generator {
    let (mut session, mut left) = (0, 0);
    Box::new(move || {
        if left == 0 {
            session = random.next_u64() >> 20;
            left = 1;
            while random.below(10) < 8 {
                left += 1;
            }
        }
        left -= 1;
        format!("s-{session}")
    })
}

fn table(mut generator: Generator, rows: u64) -> Table {
    let mut reader = TableReader::new(ReadOptions::default());
    reader.begin_file("rows.jsonl");
    for _ in 0..rows {
        reader.feed(format!("{{\"x\": \"{}\"}}\n", generator()).as_bytes());
    }
    reader.end_file(String::new());
    reader.finish().unwrap()
}

fn main() {
    let generators: [(&str, Make); 5] =
        [("uuid", uuid), ("short hash", short_hash), ("prefixed", prefixed), ("users", users), ("sessions", sessions)];
    for (name, generator) in generators {
        for sizes in [[900, 300], [2_000, 2_000], [10_000, 200]] {
            let (mut below, mut drifted) = (0, 0);
            let mut deciding: BTreeMap<&str, u64> = BTreeMap::new();
            for seed in 0..PAIRS {
                let [reference, production] =
                    [0, 1].map(|side| table(generator(Random::new(2 * seed + side as u64)), sizes[side]));
                let report = compare(&reference, &production, &Settings::default());
                let drift = &report.columns[0].drift;
                below += u64::from(drift.p_value.is_some_and(|p| p < 0.05));
                drifted += u64::from(drift.drifted);
                let part = drift.deciding_part().filter(|_| drift.drifted);
                part.into_iter().for_each(|part| *deciding.entry(part.part.as_str()).or_default() += 1);
            }
            let share = |count: u64| 100.0 * count as f64 / PAIRS as f64;
            println!(
                "{name:11} {sizes:?}: p < 0.05 in {:.1} %, drifted {:.1} % {deciding:?}",
                share(below),
                share(drifted)
            );
        }
    }
}
