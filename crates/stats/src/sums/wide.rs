//! Integers times a power of two, as long as sums of doubles need, so that adding them rounds nothing.
//!
//! A double is a whole number times a power of two from 2⁻¹⁰⁷⁴ on, so sums of doubles, and of their squares, are whole
//! numbers of a few thousand bits times one power of two (Kulisch's long accumulator, doi 10.1007/978-3-7091-3795-6). Whatever
//! the order in which they are added, the result has the same bits.

/// Bits of a limb.
const LIMB: usize = 32;

/// Additions after which carries must be taken before a limb could overflow: each adds less than 2³³ to one.
const MOST_PENDING: u32 = 1 << 29;

/// A number Σ limbᵢ 2^(32 i − bias).
#[derive(Clone, Debug)]
pub(crate) struct Wide {
    limbs: Vec<i64>,
    bias: usize,
    pending: u32,
}

impl PartialEq for Wide {
    /// Whether the numbers are equal, also while carries are still pending.
    fn eq(&self, other: &Self) -> bool {
        self.bias == other.bias && self.magnitude() == other.magnitude()
    }
}

impl Wide {
    /// Zero, with room for bits from 2^−bias up to 2^above, and a sign.
    pub(crate) fn zero(bias: usize, above: usize) -> Self {
        Self { limbs: vec![0; (bias + above) / LIMB + 2], bias, pending: 0 }
    }

    /// Adds mantissa · 2^exponent, or takes it away. The mantissa has 106 bits at most. Bits without room are dropped.
    pub(crate) fn add(&mut self, mantissa: u128, exponent: i32, is_negative: bool) {
        let Some(place) = usize::try_from(self.bias as i64 + i64::from(exponent)).ok() else { return };
        let (first, shift) = (place / LIMB, place % LIMB);
        if first + 5 > self.limbs.len() && mantissa != 0 {
            return;
        }
        for word in 0..4 {
            let part = (u64::from((mantissa >> (word * LIMB)) as u32)) << shift;
            let (low, high) = ((part & 0xffff_ffff) as i64, (part >> LIMB) as i64);
            if part > 0 {
                self.limbs[first + word] += if is_negative { -low } else { low };
                self.limbs[first + word + 1] += if is_negative { -high } else { high };
            }
        }
        self.pending += 1;
        if self.pending >= MOST_PENDING {
            self.carry();
        }
    }

    /// Adds another number with the same bias and room.
    pub(crate) fn merge(&mut self, other: &Self) {
        let mut other = other.clone();
        other.carry();
        self.carry();
        for (limb, other) in self.limbs.iter_mut().zip(other.limbs) {
            *limb = limb.saturating_add(other);
        }
        self.carry();
    }

    /// Brings every limb but the last, which has the sign, to 32 bits.
    fn carry(&mut self) {
        let mut carry = 0;
        let last = self.limbs.len() - 1;
        for limb in &mut self.limbs[..last] {
            let sum = *limb + carry;
            *limb = sum & 0xffff_ffff;
            carry = sum >> LIMB;
        }
        self.limbs[last] = self.limbs[last].saturating_add(carry);
        self.pending = 0;
    }

    /// Whether it is below zero, and its magnitude as words, the lowest first.
    pub(crate) fn magnitude(&self) -> (bool, Vec<u32>) {
        let mut carried = self.clone();
        carried.carry();
        let is_negative = carried.limbs.last().is_some_and(|last| *last < 0);
        if is_negative {
            for limb in &mut carried.limbs {
                *limb = -*limb;
            }
            carried.carry();
        }
        (is_negative, carried.limbs.iter().map(|limb| *limb as u32).collect())
    }

    /// `-1f3p-12`: the sign, a whole number in hexadecimal digits that is odd, and the power of two it is taken times; `0`
    /// for zero.
    pub(crate) fn to_text(&self) -> String {
        let (is_negative, words) = self.magnitude();
        let Some(lowest) = words.iter().position(|word| *word != 0) else { return "0".to_owned() };
        let zeros = lowest * LIMB + words[lowest].trailing_zeros() as usize;
        let digits = shifted_down(&words, zeros);
        let top = digits.iter().rposition(|word| *word != 0).unwrap_or(0);
        let mut text = format!("{}{:x}", if is_negative { "-" } else { "" }, digits[top]);
        for word in digits[..top].iter().rev() {
            text.push_str(&format!("{word:08x}"));
        }
        text + &format!("p{}", zeros as i64 - self.bias as i64)
    }

    /// Reads what [`Wide::to_text`] writes into a zero. `false` where it is something else, or has no room.
    pub(crate) fn read(&mut self, text: &str) -> bool {
        if text == "0" {
            return true;
        }
        let (is_negative, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let Some((digits, exponent)) = rest.split_once('p') else { return false };
        let Ok(exponent) = exponent.parse::<i32>() else { return false };
        if digits.is_empty() || digits.len() > 2 * self.limbs.len() * LIMB / 8 {
            return false;
        }
        let room = (self.limbs.len() - 1) * LIMB - 8;
        for (place, digit) in digits.bytes().rev().enumerate() {
            let Some(digit) = char::from(digit).to_digit(16) else { return false };
            let lowest = i64::from(exponent) + 4 * place as i64 + self.bias as i64;
            if lowest < 0 || lowest + 4 > room as i64 {
                return false;
            }
            let part = u64::from(digit) << (lowest as usize % LIMB);
            let limb = lowest as usize / LIMB;
            for (limb, part) in [(limb, part & 0xffff_ffff), (limb + 1, part >> LIMB)] {
                self.limbs[limb] += if is_negative { -(part as i64) } else { part as i64 };
            }
        }
        self.carry();
        true
    }
}

fn shifted_down(words: &[u32], bits: usize) -> Vec<u32> {
    let (skipped, shift) = (bits / LIMB, bits % LIMB);
    let word = |at: usize| u64::from(words.get(at).copied().unwrap_or(0));
    let shifted = |at: usize| ((word(at) | word(at + 1) << LIMB) >> shift) as u32;
    (skipped..words.len().max(skipped + 1)).map(shifted).collect()
}

/// The product of two magnitudes.
pub(crate) fn product(left: &[u32], right: &[u32]) -> Vec<u32> {
    let mut words = vec![0_u32; left.len() + right.len()];
    for (i, &a) in left.iter().enumerate().filter(|(_, a)| **a != 0) {
        let mut carry = 0_u64;
        for (j, &b) in right.iter().enumerate() {
            let sum = u64::from(a) * u64::from(b) + u64::from(words[i + j]) + carry;
            words[i + j] = sum as u32;
            carry = sum >> LIMB;
        }
        words[i + right.len()] = carry as u32;
    }
    words
}

/// The difference of two magnitudes; `None` where the second is larger.
pub(crate) fn difference(left: &[u32], right: &[u32]) -> Option<Vec<u32>> {
    let mut words = Vec::with_capacity(left.len().max(right.len()));
    let mut borrow = 0_i64;
    for at in 0..left.len().max(right.len()) {
        let word = |words: &[u32]| i64::from(words.get(at).copied().unwrap_or(0));
        let sum = word(left) - word(right) + borrow;
        words.push(sum as u32);
        borrow = sum >> LIMB;
    }
    (borrow == 0).then_some(words)
}

/// A magnitude times 2^−bias as a double from 2⁶³ on and the power of two that it is taken times, rounded once; zero as 0.
pub(crate) fn leading(words: &[u32], bias: usize) -> (f64, i32) {
    let Some(top) = words.iter().rposition(|word| *word != 0) else { return (0.0, 0) };
    let bits = (top + 1) * LIMB - words[top].leading_zeros() as usize;
    let below = bits.saturating_sub(64);
    let kept = shifted_down(words, below);
    let word = |at: usize| u64::from(kept.get(at).copied().unwrap_or(0));
    let value = word(0) | word(1) << LIMB;
    // Whatever is cut off must not look like half a unit: its bits are in the lowest one.
    let cut = words[..below / LIMB].iter().any(|word| *word != 0)
        || words.get(below / LIMB).is_some_and(|word| word & ((1_u32 << (below % LIMB)) - 1) != 0);
    ((value | u64::from(cut)) as f64, below as i32 - bias as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_exact_and_written_alike() {
        let mut sum = Wide::zero(64, 128);
        sum.add(1 << 100, 0, false);
        sum.add(3, -64, false);
        sum.add(1 << 100, 0, true);
        assert_eq!(sum.to_text(), "3p-64");
        sum.add(1 << 20, -60, true);
        assert_eq!(sum.to_text(), "-fffffdp-64");
        let mut read = Wide::zero(64, 128);
        assert!(read.read("-fffffdp-64"));
        sum.carry();
        assert_eq!(read, sum);
        read.merge(&sum);
        assert_eq!(read.to_text(), "-fffffdp-63");
        assert_eq!(Wide::zero(64, 128).to_text(), "0");
    }

    #[test]
    fn texts_that_are_no_numbers_are_refused() {
        for text in ["", "-", "p", "1", "1p", "p1", "1p-65", "1p200", "xp0", "1p99999999999", "--1p0", "1p0 "] {
            assert!(!Wide::zero(64, 128).read(text), "{text}");
        }
        assert!(!Wide::zero(64, 128).read(&format!("{}p0", "f".repeat(10_000))));
    }

    #[test]
    fn magnitudes_multiply_and_subtract() {
        let squared = product(&[u32::MAX, 7], &[u32::MAX, 7]);
        let value = u128::from(u32::MAX) + (7 << 32);
        let words = |value: u128| (0..4).map(|at| (value >> (32 * at)) as u32).collect::<Vec<u32>>();
        assert_eq!(squared, words(value * value));
        assert_eq!(difference(&words(1 << 90), &words(1)), Some(words((1 << 90) - 1)));
        assert_eq!(difference(&[1], &[2]), None);
        assert_eq!(leading(&words(3 << 70), 70), (3.0 * (1_u64 << 62) as f64, -62));
    }
}
