//! Decimal numbers: an integer and the place of its point.

/// Digits after the point that are taken seriously; the format itself allows no more than there are digits.
const MOST_DIGITS: u32 = 76;

/// Writes `unscaled` with `scale` digits after the point, every digit kept: `12300` with two is `123.00`.
pub(crate) fn write(unscaled: i128, scale: u32, out: &mut Vec<u8>) {
    let scale = scale.min(MOST_DIGITS) as usize;
    if unscaled < 0 {
        out.push(b'-');
    }
    let digits = unscaled.unsigned_abs().to_string();
    let whole = digits.len().saturating_sub(scale);
    out.extend_from_slice(if whole == 0 { b"0" } else { &digits.as_bytes()[..whole] });
    if scale > 0 {
        out.push(b'.');
        out.extend(std::iter::repeat_n(b'0', scale.saturating_sub(digits.len())));
        out.extend_from_slice(&digits.as_bytes()[whole..]);
    }
}

/// The integer of these bytes, the most significant first, in two's complement; `None` past 128 bits.
pub(crate) fn from_bytes(bytes: &[u8]) -> Option<i128> {
    let is_negative = bytes.first().is_some_and(|first| first & 0x80 != 0);
    let filling = if is_negative { 0xFF } else { 0 };
    let (above, low) = bytes.split_at(bytes.len().saturating_sub(16));
    let mut wide = [filling; 16];
    wide[16 - low.len()..].copy_from_slice(low);
    let value = i128::from_be_bytes(wide);
    (above.iter().all(|byte| *byte == filling) && (value < 0) == is_negative).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(unscaled: i128, scale: u32) -> String {
        let mut out = Vec::new();
        write(unscaled, scale, &mut out);
        String::from_utf8(out).expect("ASCII")
    }

    /// Values from Python: `format(Decimal(unscaled).scaleb(-scale), "f")`.
    #[test]
    fn the_point_is_in_its_place() {
        for (unscaled, scale, expected) in [
            (12_300, 2, "123.00"),
            (-5, 3, "-0.005"),
            (0, 0, "0"),
            (0, 2, "0.00"),
            (7, 0, "7"),
            (-1234, 4, "-0.1234"),
            (i128::MIN, 38, "-1.70141183460469231731687303715884105728"),
        ] {
            assert_eq!(text(unscaled, scale), expected);
        }
        assert_eq!(text(1, u32::MAX).len(), 78);
    }

    #[test]
    fn bytes_are_in_twos_complement() {
        assert_eq!(from_bytes(&[]), Some(0));
        assert_eq!(from_bytes(&[0x30, 0x39]), Some(12_345));
        assert_eq!(from_bytes(&[0xFF]), Some(-1));
        assert_eq!(from_bytes(&[0xFF; 20]), Some(-1));
        assert_eq!(from_bytes(&[0, 0x80]), Some(128));
        assert_eq!(from_bytes(&[1; 17]), None);
        let mut wide = [0; 17];
        wide[1] = 0x80;
        assert_eq!(from_bytes(&wide), None);
    }
}
