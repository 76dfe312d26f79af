//! Which files are profiles, and what is in them: JSON as `driftscope profile` writes it, or the result of `driftscope sql`.

use driftscope_table::{is_gzip, unpack_gzip};

use super::error::ProfileError;
use super::{Profile, json, sql_result};

/// Bytes of a file by which a profile is known; packed, the first of them are tables of the packing.
pub const BEGINNING: usize = 4096;

/// Whether a file that begins with these bytes is meant to be a profile, plain or packed by gzip: [`BEGINNING`] are enough.
pub fn is_profile(beginning: &[u8]) -> bool {
    let head = &beginning[..beginning.len().min(BEGINNING)];
    if is_gzip(head) {
        let unpacked = unpack_gzip(head).0;
        return json::is_json_profile(&unpacked) || sql_result::is_result(&unpacked);
    }
    json::is_json_profile(head) || sql_result::is_result(head)
}

/// Reads a profile from the bytes of a file, plain or packed by gzip.
pub fn profile_from_bytes(bytes: &[u8]) -> Result<Profile, ProfileError> {
    if !is_gzip(bytes) {
        return profile_from_plain(bytes);
    }
    let (unpacked, is_whole) = unpack_gzip(bytes);
    if is_whole { profile_from_plain(&unpacked) } else { Err(ProfileError::Damaged) }
}

fn profile_from_plain(bytes: &[u8]) -> Result<Profile, ProfileError> {
    if !json::is_json_profile(bytes) && sql_result::is_result(&bytes[..bytes.len().min(BEGINNING)]) {
        return sql_result::read(bytes);
    }
    json::profile_from_json(&String::from_utf8_lossy(bytes))
}
