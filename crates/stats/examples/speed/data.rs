//! The samples that every test is timed on: normal numbers with a small shift, and thirty categories.

use std::fs;
use std::path::Path;

use driftscope_stats::bins::{count_between, pooled_quantile_edges};
use driftscope_stats::random::Random;
use driftscope_stats::sorting::sort_numbers;
use driftscope_stats::special::normal_quantile;

/// Both sides as rows in any order, as sorted samples and as counts.
pub(crate) struct Data {
    /// Reference and production, as they would be read.
    pub(crate) rows: [Vec<f64>; 2],
    pub(crate) sorted: [Vec<f64>; 2],
    /// Rows of thirty categories, of which the k-th is 1/k times as frequent as the first.
    pub(crate) categories: [Vec<u64>; 2],
    /// Rows of two.
    pub(crate) pair: [[u64; 2]; 2],
}

impl Data {
    /// Makes n rows a side, the same in every run.
    pub(crate) fn of(rows: usize) -> Self {
        let mut random = Random::new(rows as u64);
        let mut normal =
            |mean: f64| -> Vec<f64> { (0..rows).map(|_| mean + normal_quantile(random.unit().max(1e-12))).collect() };
        let both = [normal(0.0), normal(0.02)];
        let categories = [1.0, 1.05].map(|power: f64| {
            let weight = |place: u64| libm::pow(place as f64, -power);
            let total: f64 = (1..=30).map(weight).sum();
            (1..=30).map(|place| (rows as f64 * weight(place) / total) as u64 + 1).collect()
        });
        let half = rows as u64 / 2;
        let pair = [[half, half], [half - rows as u64 / 500, half + rows as u64 / 500]];
        Self { sorted: sorted(&both), rows: both, categories, pair }
    }

    pub(crate) fn rows(&self) -> usize {
        self.rows[0].len()
    }

    /// What sorting makes of the rows.
    pub(crate) fn sorted_copies(&self) -> [Vec<f64>; 2] {
        sorted(&self.rows)
    }

    /// The counts in the bins that the verdict goes by.
    pub(crate) fn bins(&self) -> [Vec<u64>; 2] {
        let edges = pooled_quantile_edges(&self.sorted[0], &self.sorted[1]);
        [count_between(&self.sorted[0], &edges), count_between(&self.sorted[1], &edges)]
    }

    /// Writes rows and counts for others to read.
    pub(crate) fn write(&self, folder: impl AsRef<Path>) -> std::io::Result<()> {
        let folder = folder.as_ref();
        fs::create_dir_all(folder)?;
        let rows = self.rows();
        for (side, name) in ["reference", "production"].into_iter().enumerate() {
            let numbers: Vec<u8> = self.rows[side].iter().flat_map(|value| value.to_ne_bytes()).collect();
            fs::write(folder.join(format!("{name}-{rows}.f64")), numbers)?;
            for (kind, counts) in [("categories", self.categories[side].as_slice()), ("pair", &self.pair[side])] {
                let counts: Vec<u8> = counts.iter().flat_map(|count| count.to_ne_bytes()).collect();
                fs::write(folder.join(format!("{name}-{kind}-{rows}.u64")), counts)?;
            }
        }
        Ok(())
    }
}

fn sorted(both: &[Vec<f64>; 2]) -> [Vec<f64>; 2] {
    both.each_ref().map(|rows| {
        let mut sorted = rows.clone();
        sort_numbers(&mut sorted);
        sorted
    })
}
