//! Prints how large reports are as JSON and packed for a page, and how long packing takes: `cargo run --release --example packing -- REPORT.json…`

use std::time::Instant;

use driftscope_packing::{pack_json, unpack_json};

fn main() {
    for path in std::env::args().skip(1) {
        let Ok(json) = std::fs::read_to_string(&path) else {
            eprintln!("{path} cannot be read");
            continue;
        };
        let start = Instant::now();
        let Some(packed) = pack_json(json.trim_end()) else {
            eprintln!("{path} is not JSON without blanks");
            continue;
        };
        let packing = start.elapsed();
        let start = Instant::now();
        let is_same = unpack_json(&packed).as_deref() == Some(json.trim_end());
        let unpacking = start.elapsed();
        println!(
            "{path}: {} bytes, packed {}, in {packing:.0?}, unpacked in {unpacking:.0?}, same: {is_same}",
            json.len(),
            packed.len()
        );
    }
}
