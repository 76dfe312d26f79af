//! gzip: whatever another unpacker unpacks is read as if it had never been packed, and nothing that is damaged harms.
#![no_main]

use std::io::{Read as _, Write as _};

use driftscope_fuzz::{Chance, read, read_alike, some_limits};
use driftscope_table::{ReadOptions, Table};
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use libfuzzer_sys::fuzz_target;

/// Bytes past which a file that unpacks is left alone.
const MOST: u64 = 1 << 20;

fuzz_target!(|input: &[u8]| {
    let mut chance = Chance::of(input);
    let options = ReadOptions { limits: some_limits(&mut chance), ..ReadOptions::default() };
    if input.starts_with(b"\x1F\x8B") {
        let packed = read_alike(&[input], &options, &mut chance);
        let mut plain = Vec::new();
        let unpacked = MultiGzDecoder::new(input).take(MOST).read_to_end(&mut plain);
        if unpacked.is_ok() && (plain.len() as u64) < MOST && !plain.starts_with(b"\x1F\x8B") {
            same(packed, read([[&plain[..]]], &options));
        }
        return;
    }
    // Packed here, in one member or two, and then damaged in one place.
    let middle = chance.below(input.len() + 1);
    let level = Compression::new(chance.below(10) as u32);
    let mut packed = Vec::new();
    for member in [&input[..middle], &input[middle..]] {
        let mut encoder = GzEncoder::new(&mut packed, level);
        let written = encoder.write_all(member).and_then(|()| encoder.finish().map(|_| ()));
        assert!(written.is_ok());
    }
    same(read_alike(&[&packed], &options, &mut chance), read([[input]], &options));
    let at = chance.below(packed.len());
    packed[at] ^= 1 << chance.below(8);
    _ = read_alike(&[&packed], &options, &mut chance);
});

/// Compares two tables, except for the records of their files.
fn same<E>(packed: Result<Table, E>, plain: Result<Table, E>) {
    match (packed, plain) {
        (Ok(packed), Ok(plain)) => {
            assert_eq!((packed.rows, packed.skipped), (plain.rows, plain.skipped));
            assert!(packed.columns == plain.columns, "{packed:?}\n{plain:?}");
            assert_eq!(packed.warnings, plain.warnings);
        }
        (packed, plain) => assert_eq!(packed.is_ok(), plain.is_ok()),
    }
}
