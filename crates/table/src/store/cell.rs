//! One value of a column in 64 bits.
//!
//! Logs mix types within a column, and a type is only decided when both files are known. So a column keeps
//! every value as it was written, in eight bytes: a double is itself, and everything else hides in the payload of
//! a NaN, which no finite or infinite number uses. There are 2^53 of them: those with the sign bit hold codes and single
//! values, those without it a timestamp.

use crate::Spelling;

/// What a [`Cell`] holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CellKind {
    /// The record had no such field, or the field was `null`: one and the same, since several writers leave nulls out.
    Missing,
    /// A number, written as such; may be infinite, never NaN.
    Number(f64),
    /// Not a number, written as a bare `NaN`: counts as missing.
    NotANumber,
    /// `true` or `false`, written as such.
    Boolean(bool),
    /// A string: its code in the column's [`Dictionary`](crate::Dictionary).
    Text(u32),
    /// An integer that a double cannot hold exactly: the code of its digits in the column's dictionary.
    BigInteger(u32),
    /// A timestamp that is written in the [`Spelling`](crate::Spelling) of the column, in that spelling's unit.
    Timestamp(i64),
    /// A string past the limit of the column's dictionary: its [hash](crate::hashed).
    Hashed(u32),
}

/// One value of a column, packed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Cell(u64);

/// All quiet NaNs with the sign bit set: arithmetic makes none of them but the first, and none is ever read as a number.
const BOX: u64 = 0xFFF8_0000_0000_0000;
const SIGN: u64 = 1 << 63;
/// All NaNs without the sign bit: infinity, and a payload other than 0.
const MOMENT: u64 = 0x7FF0_0000_0000_0000;
const TAG_SHIFT: u32 = 32;
const MISSING: u64 = 1;
const NOT_A_NUMBER: u64 = 2;
const FALSE: u64 = 3;
const TRUE: u64 = 4;
const TEXT: u64 = 5;
const BIG_INTEGER: u64 = 6;
const HASHED: u64 = 7;

impl Cell {
    /// An absent or null value.
    pub const MISSING: Self = Self(BOX | MISSING << TAG_SHIFT);
    /// A bare `NaN`.
    pub const NOT_A_NUMBER: Self = Self(BOX | NOT_A_NUMBER << TAG_SHIFT);

    /// A number. A NaN becomes [`Cell::NOT_A_NUMBER`].
    #[inline]
    pub fn number(value: f64) -> Self {
        if value.is_nan() { Self::NOT_A_NUMBER } else { Self(value.to_bits()) }
    }

    /// A boolean.
    #[inline]
    pub const fn boolean(value: bool) -> Self {
        Self(BOX | if value { TRUE } else { FALSE } << TAG_SHIFT)
    }

    /// A string, by its code.
    #[inline]
    pub const fn text(code: u32) -> Self {
        Self(BOX | TEXT << TAG_SHIFT | code as u64)
    }

    /// An integer past 2^53, by the code of its digits.
    #[inline]
    pub const fn big_integer(code: u32) -> Self {
        Self(BOX | BIG_INTEGER << TAG_SHIFT | code as u64)
    }

    /// A string whose text is not kept, by its [hash](crate::hashed).
    #[inline]
    pub const fn hashed(hash: u32) -> Self {
        Self(BOX | HASHED << TAG_SHIFT | hash as u64)
    }

    /// A timestamp of the column's spelling, less than 2^51 units from 1970.
    #[inline]
    pub(crate) const fn timestamp(value: i64) -> Self {
        Self(MOMENT | (value + Spelling::END) as u64)
    }

    /// What the cell holds.
    #[inline]
    pub fn kind(self) -> CellKind {
        let number = f64::from_bits(self.0);
        if !number.is_nan() {
            return CellKind::Number(number);
        }
        if self.0 & SIGN == 0 {
            return CellKind::Timestamp((self.0 & !MOMENT) as i64 - Spelling::END);
        }
        let code = self.0 as u32;
        match (self.0 >> TAG_SHIFT) & 0xF {
            NOT_A_NUMBER => CellKind::NotANumber,
            FALSE => CellKind::Boolean(false),
            TRUE => CellKind::Boolean(true),
            TEXT => CellKind::Text(code),
            BIG_INTEGER => CellKind::BigInteger(code),
            HASHED => CellKind::Hashed(code),
            _ => CellKind::Missing,
        }
    }

    /// The number, if the cell holds one.
    #[inline]
    pub fn as_number(self) -> Option<f64> {
        let number = f64::from_bits(self.0);
        if number.is_nan() { None } else { Some(number) }
    }

    /// The 64 bits, to carry a column across a boundary.
    #[inline]
    pub const fn to_bits(self) -> u64 {
        self.0
    }

    /// The cell of [`Cell::to_bits`]. Bits that no cell has read as missing.
    #[inline]
    pub const fn from_bits(bits: u64) -> Self {
        Self(bits)
    }
}

impl std::fmt::Debug for Cell {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.kind().fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_survives_packing() {
        for value in [0.0, -0.0, 1.5, -1e300, f64::INFINITY, f64::NEG_INFINITY, f64::MIN_POSITIVE] {
            assert_eq!(Cell::number(value).as_number().map(f64::to_bits), Some(value.to_bits()));
        }
        assert_eq!(Cell::number(f64::NAN).kind(), CellKind::NotANumber);
        assert_eq!(Cell::number(-f64::NAN).kind(), CellKind::NotANumber);
        assert_eq!(Cell::MISSING.kind(), CellKind::Missing);
        assert_eq!(Cell::boolean(true).kind(), CellKind::Boolean(true));
        assert_eq!(Cell::boolean(false).kind(), CellKind::Boolean(false));
        for timestamp in [0, 1, -1, Spelling::END - 1, 1 - Spelling::END, 1_704_164_645_678_901] {
            assert_eq!(Cell::timestamp(timestamp).kind(), CellKind::Timestamp(timestamp));
            assert_eq!(Cell::timestamp(timestamp).as_number(), None);
        }
        for code in [0, 1, u32::MAX] {
            assert_eq!(Cell::text(code).kind(), CellKind::Text(code));
            assert_eq!(Cell::big_integer(code).kind(), CellKind::BigInteger(code));
            assert_eq!(Cell::hashed(code).kind(), CellKind::Hashed(code));
            assert_eq!(Cell::text(code).as_number(), None);
        }
    }
}
