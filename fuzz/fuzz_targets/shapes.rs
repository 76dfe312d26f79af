//! Any bytes, read as each of the shapes that a person may say they have.
#![no_main]

use driftscope_fuzz::{Chance, parts, read_alike, some_limits};
use driftscope_table::{ReadOptions, Sample};
use driftscope_report::{Format};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let mut chance = Chance::of(input);
    let files = parts(input, 2);
    for format in Format::ALL {
        let limits = some_limits(&mut chance);
        let sample = (chance.below(8) == 0).then(|| Sample { share: 0.5, seed: chance.below(100) as u64 });
        let path = if chance.below(4) == 0 { vec!["data".to_owned()] } else { Vec::new() };
        let options = ReadOptions { limits, format: Some(format), path, sample };
        _ = read_alike(&files, &options, &mut chance);
    }
});
