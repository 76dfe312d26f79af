//! NumPy's legacy source of random numbers: MT19937 with the seeding and the intervals of `numpy.random.seed`.
//!
//! Matsumoto and Nishimura (1998, doi 10.1145/272991.272995). For nothing but repeating what another tool drew.

const SIZE: usize = 624;
const MIDDLE: usize = 397;

/// The source.
pub(super) struct MersenneTwister {
    state: [u32; SIZE],
    next: usize,
}

impl MersenneTwister {
    /// As after `numpy.random.seed(seed)`.
    pub(super) fn new(seed: u32) -> Self {
        let mut state = [seed; SIZE];
        for place in 1..SIZE {
            let before = state[place - 1];
            state[place] = 1_812_433_253_u32.wrapping_mul(before ^ (before >> 30)).wrapping_add(place as u32);
        }
        Self { state, next: SIZE }
    }

    fn next_u32(&mut self) -> u32 {
        if self.next == SIZE {
            self.refill();
        }
        let mut value = self.state[self.next];
        self.next += 1;
        value ^= value >> 11;
        value ^= (value << 7) & 0x9d2c_5680;
        value ^= (value << 15) & 0xefc6_0000;
        value ^ (value >> 18)
    }

    fn refill(&mut self) {
        for place in 0..SIZE {
            let (next, far) = (self.state[(place + 1) % SIZE], self.state[(place + MIDDLE) % SIZE]);
            let mixed = (self.state[place] & 0x8000_0000) | (next & 0x7fff_ffff);
            self.state[place] = far ^ (mixed >> 1) ^ if mixed & 1 == 0 { 0 } else { 0x9908_b0df };
        }
        self.next = 0;
    }

    /// A whole number from 0 to `most`, by drawing as many bits as it has until one fits.
    fn up_to(&mut self, most: u32) -> u32 {
        if most == 0 {
            return 0;
        }
        let mask = u32::MAX >> most.leading_zeros();
        loop {
            let value = self.next_u32() & mask;
            if value <= most {
                return value;
            }
        }
    }

    /// Shuffles as `numpy.random.shuffle` does.
    pub(super) fn shuffle(&mut self, places: &mut [u32]) {
        for last in (1..places.len()).rev() {
            let other = self.up_to(last as u32) as usize;
            places.swap(last, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_numpy() {
        let mut source = MersenneTwister::new(0);
        // numpy.random.seed(0); numpy.random.permutation(10)
        let mut places: Vec<u32> = (0..10).collect();
        source.shuffle(&mut places);
        assert_eq!(places, [2, 8, 4, 9, 1, 6, 7, 3, 0, 5]);
    }
}
