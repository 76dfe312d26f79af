//! Unpacks a gzip file that is not read as rows.

pub(crate) mod gunzip;
pub(crate) mod pieces;

use super::limits::Limits;
use gunzip::Gunzip;

/// Whether a file that begins with these bytes is packed by gzip.
pub fn is_gzip(beginning: &[u8]) -> bool {
    beginning.starts_with(&[0x1F, 0x8B])
}

/// What gzip's bytes unpack to, up to the end or the first damage, and whether that is all of it. What unpacks to more than any
/// data would is damaged.
///
/// ```
/// assert_eq!(driftscope_table::unpack_gzip(&[0x1F, 0x8B, 8, 0]), (Vec::new(), false));
/// ```
pub fn unpack_gzip(packed: &[u8]) -> (Vec<u8>, bool) {
    let mut unpacked = Vec::new();
    let mut gunzip = Gunzip::new(Limits::default().expansion);
    gunzip.feed(packed, |piece| unpacked.extend_from_slice(piece));
    gunzip.end(|piece| unpacked.extend_from_slice(piece));
    (unpacked, gunzip.damage().is_none())
}
