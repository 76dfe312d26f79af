//! The law of the one-sample statistic Dₙ, by the method that suits its size and place.
//!
//! Simard and L'Ecuyer (2011, doi 10.18637/jss.v039.i11) compared the known methods and divided the plane of sizes
//! and distances among them; SciPy follows with slightly other borders, and these are SciPy's. Where they use Pomeranz's
//! recursion, Durbin's matrix is used here: both are exact, and one exact method is enough to look after.

use super::{durbin, pelz_good, smirnov};

/// Sizes up to which the law is computed exactly throughout.
const SMALL: f64 = 140.0;

/// P(Dₙ ≥ d) for a whole n ≥ 1.
pub(super) fn sf(n: f64, d: f64) -> f64 {
    let t = n * d;
    if d >= 1.0 {
        return 0.0;
    }
    if t <= 0.5 {
        return 1.0;
    }
    if t <= 1.0 {
        return 1.0 - ruben_gambino(n, t);
    }
    if t >= n - 1.0 {
        return 2.0 * libm::exp(n * libm::log1p(-d));
    }
    let squared = t * d;
    let p_value = if d >= 0.5 {
        2.0 * smirnov::sf(n, d)
    } else if n <= SMALL {
        if squared <= 4.0 { 1.0 - durbin::cdf(n, d) } else { 2.0 * smirnov::sf(n, d) }
    } else if squared >= 370.0 {
        0.0
    } else if squared >= 2.2 {
        2.0 * smirnov::sf(n, d)
    } else if squared <= 0.025 {
        // The distribution function is below 1e-20 here, and its matrix is at its largest.
        1.0
    } else if n <= 100_000.0 && t * d.sqrt() <= 1.4 {
        1.0 - durbin::cdf(n, d)
    } else {
        1.0 - pelz_good::cdf(n, d)
    };
    p_value.clamp(0.0, 1.0)
}

/// n!(2d − 1/n)ⁿ, exact for 1/(2n) ≤ d ≤ 1/n (Ruben and Gambino 1982).
fn ruben_gambino(n: f64, t: f64) -> f64 {
    // n!/nⁿ is tiny beyond any digit of 1 long before n = 1000.
    if n > 1000.0 {
        return 0.0;
    }
    (1..=n as u32).fold(1.0, |product, i| product * (f64::from(i) / n * (2.0 * t - 1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_falls_across_every_border() {
        for n in [1.0, 2.0, 5.0, 30.0, 140.0, 141.0, 1_000.0, 50_000.0, 100_000.0, 100_001.0, 1e6] {
            let mut last = 1.0;
            for step in 0..=300 {
                // From below the first border up to nd² = 400.
                let d = f64::from(step) / 300.0 * f64::min(1.0, (400.0_f64 / n).sqrt());
                let p_value = sf(n, d);
                assert!((0.0..=1.0).contains(&p_value), "{n}, {d}: {p_value}");
                // Pelz and Good's is an approximation, good to 1e-7 at its smallest sizes.
                assert!(p_value <= last * (1.0 + 1e-6), "{n}, {d}: {p_value} after {last}");
                last = p_value;
            }
        }
    }
}
