//! Random counts: Poisson's for resampled rows, binomial for labels that are not known yet.
//!
//! Small means are drawn exactly, by inversion; large ones from the normal law with the same mean and variance, whose skewness of at most
//! 0.18 does not show in a standard deviation.

use crate::laws::special::normal_quantile;
use crate::random::Random;

/// The mean from which on a count is drawn from the normal law.
const LARGE: f64 = 30.0;

/// A count by Poisson's law.
pub(super) fn poisson(random: &mut Random, mean: f64) -> f64 {
    if mean.is_nan() || mean <= 0.0 {
        return 0.0;
    }
    if mean >= LARGE {
        return (mean + mean.sqrt() * normal(random)).round().max(0.0);
    }
    inverted(random.unit(), libm::exp(-mean), |count| mean / count)
}

/// The hits among `rows`, each with probability `rate`.
pub(super) fn binomial(random: &mut Random, rows: f64, rate: f64) -> f64 {
    if rate > 0.5 {
        return rows - binomial(random, rows, 1.0 - rate);
    }
    if rate.is_nan() || rate <= 0.0 || rows <= 0.0 {
        return 0.0;
    }
    let mean = rows * rate;
    if mean >= LARGE {
        let sd = (mean * (1.0 - rate)).sqrt();
        return (mean + sd * normal(random)).round().clamp(0.0, rows);
    }
    let odds = rate / (1.0 - rate);
    inverted(random.unit(), libm::exp(rows * libm::log1p(-rate)), |count| (rows - count + 1.0) * odds / count).min(rows)
}

/// The first count at which the law passes `left`; `ratio` is that of a count's probability to the one before.
fn inverted(mut left: f64, at_0: f64, ratio: impl Fn(f64) -> f64) -> f64 {
    // Nine standard deviations above the largest mean drawn this way.
    const LAST: u32 = 100;
    let mut probability = at_0;
    for count in 0..LAST {
        left -= probability;
        if left < 0.0 {
            return f64::from(count);
        }
        probability *= ratio(f64::from(count + 1));
    }
    f64::from(LAST)
}

fn normal(random: &mut Random) -> f64 {
    // The middle of a step of the grid, so that 0 is never asked for.
    normal_quantile(random.unit() + 0.5 / (1_u64 << 53) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(mut draw: impl FnMut(&mut Random) -> f64) -> (f64, f64) {
        let mut random = Random::new(3);
        let drawn: Vec<f64> = (0..40_000).map(|_| draw(&mut random)).collect();
        let mean = drawn.iter().sum::<f64>() / 40_000.0;
        (mean, drawn.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / 40_000.0)
    }

    #[test]
    fn means_and_variances_are_those_of_the_laws() {
        for mean in [0.2, 1.0, 7.5, 29.9, 30.0, 400.0] {
            let (found, variance) = moments(|random| poisson(random, mean));
            assert!((found - mean).abs() < 5.0 * (mean / 40_000.0).sqrt(), "{mean}: {found}");
            assert!((variance / mean - 1.0).abs() < 0.06, "{mean}: {variance}");
        }
        for (rows, rate) in [(1.0, 0.3), (12.0, 0.9), (500.0, 0.02), (500.0, 0.4), (1e6, 1e-6), (1e6, 0.999)] {
            let (found, variance) = moments(|random| binomial(random, rows, rate));
            let (mean, expected) = (rows * rate, rows * rate * (1.0 - rate));
            assert!((found - mean).abs() < 5.0 * (expected / 40_000.0).sqrt(), "{rows} {rate}: {found}");
            assert!((variance / expected - 1.0).abs() < 0.06, "{rows} {rate}: {variance}");
        }
    }

    #[test]
    fn nothing_is_drawn_of_nothing() {
        let mut random = Random::new(1);
        assert_eq!([poisson(&mut random, 0.0), poisson(&mut random, f64::NAN)], [0.0, 0.0]);
        assert_eq!([0.0, 1.0, f64::NAN].map(|rate| binomial(&mut random, 9.0, rate)), [0.0, 9.0, 0.0]);
    }
}
