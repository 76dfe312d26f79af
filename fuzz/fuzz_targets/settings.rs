//! Settings, and data to use them on: any that are sound give a report.
#![no_main]

use driftscope_report::Settings;
use driftscope_fuzz::{Chance, compared, parts, read, some_limits};
use driftscope_table::{ReadOptions, split};
use driftscope_report::{Split};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let mut chance = Chance::of(input);
    let options = ReadOptions { limits: some_limits(&mut chance), ..ReadOptions::default() };
    let parts = parts(input, 3);
    // Words as a person types them after `--split`.
    let typed = std::str::from_utf8(parts[0]).ok().and_then(|words| words.parse::<Split>().ok());
    if let Some(by) = &typed {
        assert!(by.words().iter().all(|words| !words.is_empty()));
    }
    let settings = match serde_json::from_slice::<Settings>(parts[0]) {
        Ok(settings) if settings.validate().is_ok() => settings,
        _ => Settings { split: typed, ..Settings::default() },
    };
    let tables: Vec<_> = parts[1..].iter().filter_map(|side| read([[*side]], &options).ok()).collect();
    match (&tables[..], &settings.split) {
        ([reference, production], _) => _ = compared(reference, production, &settings),
        ([log], Some(by)) => {
            if let Ok([reference, production]) = split(log, by) {
                _ = compared(&reference, &production, &settings);
            }
        }
        _ => {}
    }
});
