//! Chooses a sample of the rows, evenly and always the same: for inputs larger than memory.

use serde::{Deserialize, Serialize};

/// Which rows are kept. Each is kept or not by itself, by its number in the input and the seed, so the choice is uniform
/// and the same everywhere; how many are kept varies like a binomial count, by some √n.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sample {
    /// The share of rows that are kept, above 0 and below 1.
    pub share: f64,
    /// Another seed chooses other rows.
    #[serde(default)]
    pub seed: u64,
}

impl Sample {
    /// Whether the row with this number, counted from 0 over all files of a data set, is kept.
    #[inline]
    pub fn keeps(self, row: u64) -> bool {
        // 53 bits, as many as a double has.
        let uniform = (mixed(self.seed ^ mixed(row)) >> 11) as f64 / (1_u64 << 53) as f64;
        uniform < self.share
    }

    /// What the rows are, in words.
    pub fn words(self) -> String {
        let percent = (self.share * 10_000.0).round() / 100.0;
        format!("a sample of {percent} % of the rows, seed {}", self.seed)
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014, doi 10.1145/2660193.2660195).
fn mixed(state: u64) -> u64 {
    let state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let state = (state ^ state >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let state = (state ^ state >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    state ^ state >> 31
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_are_kept_as_were_asked_for_and_evenly() {
        for (share, seed) in [(0.1, 0), (0.5, 1), (0.01, 77)] {
            let sample = Sample { share, seed };
            let rows = 100_000_u64;
            let kept: Vec<u64> = (0..rows).filter(|&row| sample.keeps(row)).collect();
            let (expected, spread) = (rows as f64 * share, (rows as f64 * share * (1.0 - share)).sqrt());
            assert!((kept.len() as f64 - expected).abs() < 4.0 * spread, "{} of {expected}", kept.len());
            let mean = kept.iter().sum::<u64>() as f64 / kept.len() as f64;
            let error = rows as f64 / 12_f64.sqrt() / (kept.len() as f64).sqrt();
            assert!((mean - rows as f64 / 2.0).abs() < 4.0 * error, "{mean}");
        }
    }

    #[test]
    fn the_seed_chooses() {
        let kept = |seed| (0..1000).filter(|&row| Sample { share: 0.5, seed }.keeps(row)).collect::<Vec<u64>>();
        assert_eq!(kept(1), kept(1));
        assert_ne!(kept(1), kept(2));
    }
}
