//! An estimate of the number of distinct values from a few kilobytes, however many values there are.
//!
//! ```text
//! register j keeps the most leading zeros (+ 1) of any hash that begins with j;  2¹² registers
//! ```
//!
//! HyperLogLog (Flajolet, Fusy, Gandouet and Meunier 2007) with the estimator of Ertl (2017, arXiv:1702.01284), which needs no
//! table of corrections and holds from none to 2⁶⁰. Two sketches are merged by the larger of each two registers, which gives
//! exactly the sketch of the whole, whatever the order of the parts. The estimate is off by 1.6 % (one standard error), and by
//! more than 5 % in two of a thousand cases.

/// Registers: 2 to the power of this.
const INDEX_BITS: u32 = 12;
const REGISTERS: usize = 1 << INDEX_BITS;

/// The largest value of a register: all other bits are zero.
const LARGEST: u8 = (64 - INDEX_BITS) as u8 + 1;

/// 1/(2 ln 2).
const ALPHA: f64 = 0.721_347_520_444_481_7;

/// What stands for a register's value in a text.
const DIGITS: &[u8; 64] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";

/// The registers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distinct {
    registers: Vec<u8>,
}

impl Default for Distinct {
    fn default() -> Self {
        Self { registers: vec![0; REGISTERS] }
    }
}

/// A text that is not such a sketch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoRegisters;

impl Distinct {
    /// Adds a number. −0 and 0 are one.
    pub fn add_number(&mut self, value: f64) {
        self.add_hash(mixed((value + 0.0).to_bits()));
    }

    /// Adds a text.
    pub fn add_text(&mut self, text: &str) {
        // FNV-1a, whose upper bits are mixed afterwards.
        let fold = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        self.add_hash(mixed(text.bytes().fold(0xcbf2_9ce4_8422_2325, fold)));
    }

    /// Adds what another one has seen.
    pub fn merge(&mut self, other: &Self) {
        for (register, other) in self.registers.iter_mut().zip(&other.registers) {
            *register = (*register).max(*other);
        }
    }

    /// About how many distinct values were added.
    ///
    /// ```
    /// use driftscope_stats::distinct::Distinct;
    ///
    /// let mut distinct = Distinct::default();
    /// (0..1_000_000).for_each(|number| distinct.add_number(f64::from(number % 100_000)));
    /// assert!((95_000..105_000).contains(&distinct.estimate()));
    /// ```
    #[must_use]
    pub fn estimate(&self) -> u64 {
        let mut counts = [0_u32; LARGEST as usize + 1];
        for &register in &self.registers {
            counts[usize::from(register.min(LARGEST))] += 1;
        }
        let size = REGISTERS as f64;
        let mut z = size * tau(1.0 - f64::from(counts[usize::from(LARGEST)]) / size);
        for &count in counts[1..usize::from(LARGEST)].iter().rev() {
            z = 0.5 * (z + f64::from(count));
        }
        z += size * sigma(f64::from(counts[0]) / size);
        let estimate = ALPHA * size * size / z;
        if estimate.is_finite() { libm::rint(estimate) as u64 } else { 0 }
    }

    /// The registers as a text, a sign each.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.registers.iter().map(|register| char::from(DIGITS[usize::from(*register & 63)])).collect()
    }

    /// Reads such a text again.
    pub fn of_text(text: &str) -> Result<Self, NoRegisters> {
        let value = |digit: u8| DIGITS.iter().position(|known| *known == digit).map(|value| value as u8);
        let registers: Vec<u8> = text.bytes().take(REGISTERS + 1).map_while(value).collect();
        let is_whole = registers.len() == REGISTERS && text.len() == REGISTERS;
        (is_whole && registers.iter().all(|register| *register <= LARGEST))
            .then_some(Self { registers })
            .ok_or(NoRegisters)
    }

    /// Adds a value by 64 bits that are as good as random. Values of one sketch, and of those that it is merged with, must have been
    /// hashed alike.
    pub fn add_hash(&mut self, hash: u64) {
        let register = (hash >> (64 - INDEX_BITS)) as usize;
        let rest = hash << INDEX_BITS;
        let value = (rest.leading_zeros() as u8 + 1).min(LARGEST);
        self.registers[register] = self.registers[register].max(value);
    }
}

/// The finisher of SplitMix64 (Steele, Lea and Flood 2014, doi 10.1145/2660193.2660195).
fn mixed(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// x + Σ x^(2^k) 2^(k − 1), for the registers that saw nothing.
fn sigma(mut x: f64) -> f64 {
    if x >= 1.0 {
        return f64::INFINITY;
    }
    let (mut weight, mut sum) = (1.0, x);
    loop {
        x *= x;
        let before = sum;
        sum += x * weight;
        weight += weight;
        if sum <= before {
            return sum;
        }
    }
}

/// (1 − x − Σ (1 − x^(2^−k))² 2^−k)/3, for the registers at their largest.
fn tau(mut x: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return 0.0;
    }
    let (mut weight, mut sum) = (1.0, 1.0 - x);
    loop {
        x = x.sqrt();
        let before = sum;
        weight *= 0.5;
        sum -= (1.0 - x) * (1.0 - x) * weight;
        if sum >= before {
            return sum / 3.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn estimates_are_near_from_none_to_millions() {
        assert_eq!(Distinct::default().estimate(), 0);
        let mut distinct = Distinct::default();
        let mut seen = 0;
        for goal in [1_u32, 10, 100, 1_000, 5_000, 20_000, 100_000, 1_000_000] {
            (seen..goal).for_each(|number| distinct.add_number(f64::from(number) * 0.37));
            seen = goal;
            let error = distinct.estimate() as f64 / f64::from(goal) - 1.0;
            assert!(error.abs() < 0.05, "{goal}: {error}");
        }
    }

    #[test]
    fn texts_count_and_parts_are_the_whole() {
        let sketch = |from: u32, to: u32| {
            let mut distinct = Distinct::default();
            (from..to).for_each(|number| distinct.add_text(&format!("user-{number}")));
            distinct
        };
        let mut parts = sketch(20_000, 50_000);
        parts.merge(&sketch(0, 30_000));
        assert_eq!(parts, sketch(0, 50_000));
        assert!((47_500..52_500).contains(&parts.estimate()), "{}", parts.estimate());
        assert_eq!(Distinct::of_text(&parts.to_text()), Ok(parts));
    }

    #[test]
    fn other_texts_are_refused() {
        let zeros = "0".repeat(REGISTERS);
        assert_eq!(Distinct::of_text(&zeros), Ok(Distinct::default()));
        for text in
            ["", "0", &zeros[1..], &(zeros.clone() + "0"), &zeros.replacen('0', "_", 1), &zeros.replacen("00", "é", 1)]
        {
            assert_eq!(Distinct::of_text(text), Err(NoRegisters));
        }
        let full = Distinct { registers: vec![LARGEST; REGISTERS] };
        assert!(full.estimate() > 1 << 60 || full.estimate() == 0);
    }
}
