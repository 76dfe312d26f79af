//! Any bytes, without a chosen shape: the detected shape does not depend on the chunks in which they come.
#![no_main]

use driftscope_fuzz::{Chance, parts, read_alike, some_limits};
use driftscope_table::{ReadOptions, Sample};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let mut chance = Chance::of(input);
    let limits = some_limits(&mut chance);
    let sample = (chance.below(8) == 0).then(|| Sample { share: 0.5, seed: chance.below(100) as u64 });
    let options = ReadOptions { limits, sample, ..ReadOptions::default() };
    _ = read_alike(&parts(input, 3), &options, &mut chance);
});
