//! Selection sampling: chooses k of n items in one pass, every choice equally likely.
//!
//! The next item is taken with the probability "still wanted over still to come" (Fan, Muller and
//! Rezucha 1962, doi 10.1080/01621459.1962.10480667). Exactly as many are taken as were asked for, in their order, and
//! nothing is kept in memory. For samples of rows and for halves of a sample; not for secrets.

use crate::random::Random;

/// The choice, one item after another.
///
/// ```
/// use driftscope_stats::random::Random;
/// use driftscope_stats::selection::Selection;
///
/// let mut selection = Selection::new(10, 4, Random::new(1));
/// assert_eq!((0..10).filter(|_| selection.takes_next()).count(), 4);
/// assert!(!selection.takes_next());
/// ```
#[derive(Clone, Debug)]
pub struct Selection {
    to_come: u64,
    wanted: u64,
    random: Random,
}

impl Selection {
    /// Chooses `wanted` of `items`; all of them where more are wanted than there are.
    #[must_use]
    pub fn new(items: u64, wanted: u64, random: Random) -> Self {
        Self { to_come: items, wanted: wanted.min(items), random }
    }

    /// Whether the next item is taken; never once all items have passed.
    #[inline]
    pub fn takes_next(&mut self) -> bool {
        let takes = self.random.below(self.to_come) < self.wanted;
        self.to_come = self.to_come.saturating_sub(1);
        self.wanted -= u64::from(takes);
        takes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_is_as_likely() {
        let mut taken = [0_u32; 8];
        for seed in 0..8_000 {
            let mut selection = Selection::new(8, 3, Random::new(seed));
            taken.iter_mut().for_each(|count| *count += u32::from(selection.takes_next()));
        }
        assert_eq!(taken.iter().sum::<u32>(), 24_000);
        // Standard deviation 43.
        assert!(taken.iter().all(|count| count.abs_diff(3_000) < 200), "{taken:?}");
    }

    #[test]
    fn more_than_there_are_is_all() {
        let mut selection = Selection::new(3, 9, Random::new(1));
        assert_eq!([(); 4].map(|()| selection.takes_next()), [true, true, true, false]);
        assert!(!Selection::new(0, 0, Random::new(1)).takes_next());
    }
}
