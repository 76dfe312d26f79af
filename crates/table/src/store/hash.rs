//! A hash of bytes, the same on every computer, for tables of strings and for strings that are not kept.

/// Odd, with as many ones as zeros in no pattern: the fractional part of the golden ratio.
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// A hash of the bytes: multiply and fold, eight bytes at a time. Multiplications of 64 bits are all that
/// WebAssembly has.
#[inline]
pub(crate) fn hash(bytes: &[u8], seed: u32) -> u32 {
    (hash_64(bytes, seed) >> 32) as u32
}

/// The same, of which [`hash`] is the upper half.
#[inline]
pub(crate) fn hash_64(bytes: &[u8], seed: u32) -> u64 {
    let mut state = (bytes.len() as u64 ^ u64::from(seed) << 32).wrapping_mul(GOLDEN);
    let mut rest = bytes;
    while let Some((eight, tail)) = rest.split_first_chunk::<8>() {
        state = fold(state ^ u64::from_le_bytes(*eight));
        rest = tail;
    }
    let last = match (rest.first_chunk::<4>(), rest.last_chunk::<4>()) {
        (Some(first), Some(last)) => u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32,
        _ => rest.iter().fold(0, |word, &byte| word << 8 | u64::from(byte)),
    };
    fold(fold(state ^ last))
}

#[inline]
fn fold(word: u64) -> u64 {
    let product = word.wrapping_mul(GOLDEN);
    product ^ product >> 29
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_of_like_strings_differ() {
        let mut hashes: Vec<u32> =
            (0..=255_u8).flat_map(|byte| (0..40).map(move |length| hash(&vec![byte; length], 0))).collect();
        let all = hashes.len();
        hashes.sort_unstable();
        hashes.dedup();
        // Forty pairs of the 10 240 are the same empty string, or meet by chance with a probability of one in a hundred.
        assert!(hashes.len() >= all - 255 - 1, "{} of {all}", hashes.len());
    }
}
