//! Choices that an input makes by itself.

/// Numbers that look random and depend on nothing but the input, so that a finding is found again.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// The choices of an input: FNV-1a of its bytes is where they start.
    pub fn of(bytes: &[u8]) -> Self {
        let hash = |state: u64, byte: &u8| (state ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3);
        Self(bytes.iter().fold(0xCBF2_9CE4_8422_2325, hash))
    }

    /// A number below `bound`; 0 where there is none.
    pub fn below(&mut self, bound: usize) -> usize {
        // SplitMix64 (Steele, Lea and Flood 2014, doi 10.1145/2660193.2660195).
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let state = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let state = (state ^ state >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        (state ^ state >> 31) as usize % bound.max(1)
    }
}
