//! Two inputs, compared: the report can be written and read, and a table against itself has not drifted.
//!
//! A single input is split in two in every possible way.
#![no_main]

use driftscope_report::Settings;
use driftscope_fuzz::{Chance, compared, parts, read, self_compared, some_limits};
use driftscope_table::{ReadOptions, split, split_choices};
use driftscope_report::{Split};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let mut chance = Chance::of(input);
    let options = ReadOptions { limits: some_limits(&mut chance), ..ReadOptions::default() };
    let tables: Vec<_> = parts(input, 2).into_iter().filter_map(|side| read([[side]], &options).ok()).collect();
    for table in &tables {
        self_compared(table);
    }
    match &tables[..] {
        [reference, production] => _ = compared(reference, production, &Settings::default()),
        [log] => {
            let choices = split_choices(log);
            let times =
                choices.times.iter().map(|time| Split::Time { column: Some(time.column.clone()), at: time.middle });
            let values = choices.values.iter().filter_map(|choice| {
                let reference = vec![choice.values.first()?.0.clone()];
                Some(Split::Value { column: choice.column.clone(), reference })
            });
            let share = Split::Share { reference: (1 + chance.below(99)) as f64 / 100.0 };
            for by in times.chain(values).chain([share]).take(4) {
                if let Ok([reference, production]) = split(log, &by) {
                    assert!(reference.rows > 0 && production.rows > 0 && reference.rows + production.rows <= log.rows);
                    _ = compared(&reference, &production, &Settings::default());
                }
            }
        }
        _ => {}
    }
});
