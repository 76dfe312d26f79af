//! Chooses where the second of two readers begins.

use std::ops::Range;

/// Bytes that a part of a file should have at least, for another reader to be worth it.
pub const LEAST_PART: u64 = 8 << 20;

/// Bytes within which a line must end, so that another one begins.
const LONGEST_LINE: u64 = 1 << 20;

/// The best place for the second of two readers to begin in a file of `bytes` bytes: the first line from there on; `None`
/// where one reader had best read it all.
///
/// `beside` are the bytes that the second reader, or the core it runs on, has to read besides. A part of less than
/// `least` bytes is not worth it.
pub fn cut(bytes: u64, beside: u64, least: u64) -> Option<u64> {
    let cut = bytes.checked_add(beside)? / 2;
    (cut.saturating_add(least) <= bytes && least <= cut).then_some(cut)
}

/// The bytes in which [`line_start`] looks for the first line from a cut on, as far as the file has them.
pub fn line_search(cut: u64) -> Range<u64> {
    // The line that begins right at the cut, too.
    let from = cut.saturating_sub(1);
    from..from.saturating_add(LONGEST_LINE)
}

/// The first place at which a line begins behind another, in bytes that begin at this place of a file.
pub fn line_start(from: u64, bytes: &[u8]) -> Option<u64> {
    bytes.iter().position(|byte| *byte == b'\n').map(|at| from + at as u64 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_cores_get_as_many_bytes() {
        assert_eq!(cut(100, 0, 10), Some(50));
        assert_eq!(cut(100, 60, 10), Some(80));
        assert_eq!((cut(100, 80, 10), cut(100, 81, 10), cut(100, 300, 10)), (Some(90), Some(90), None));
        assert_eq!((cut(19, 0, 10), cut(20, 0, 10), cut(0, 0, 0)), (None, Some(10), Some(0)));
        assert_eq!(cut(u64::MAX, 1, 1), None);
    }

    #[test]
    fn the_second_part_begins_with_the_first_line_from_the_cut_on() {
        let file = b"ab\ncd\nef";
        let start = |cut: u64| {
            let range = line_search(cut);
            line_start(range.start, &file[range.start as usize..])
        };
        assert_eq!([0, 2, 3, 4, 6, 7].map(start), [Some(3), Some(3), Some(3), Some(6), Some(6), None]);
        assert_eq!(line_search(u64::MAX).end, u64::MAX);
    }
}
