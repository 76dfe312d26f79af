//! The special functions and laws over a grid, as one digest.

use driftscope_stats::chi_squared_law::{noncentral_sf, noncentrality_for_power, quantile, sf};
use driftscope_stats::random::Random;
use driftscope_stats::special::{erfc, gamma_p, gamma_q, ln_gamma, normal_quantile, normal_sf};
use driftscope_stats::{jensen_shannon, ks};
use sha2::{Digest, Sha256};
use wasm_bindgen::prelude::wasm_bindgen;

/// Random arguments besides the grid, which is even and so could miss a branch.
const RANDOM: usize = 500;

/// SHA-256, in hexadecimal, over the bits of some thousand values.
#[wasm_bindgen]
pub fn special_values_digest() -> String {
    let mut digest = Sha256::new();
    let mut take = |value: f64| digest.update(canonical_bits(value).to_le_bytes());
    for x in arguments() {
        for value in [ln_gamma(x), erfc(x), erfc(-x), normal_sf(x), normal_sf(-x)] {
            take(value);
        }
        for shape in [0.5, 1.0, 9.5, 128.0, 1e5] {
            take(gamma_p(shape, x));
            take(gamma_q(shape, x));
            take(sf(x, 2.0 * shape));
        }
        take(noncentral_sf(x, 3.0, 7.5));
    }
    for step in 1..400_u32 {
        let share = f64::from(step) / 400.0;
        take(normal_quantile(share));
        take(quantile(share, f64::from(step % 30 + 1)));
        take(ks::p_value(share / 8.0, u64::from(step) * 7, 3000));
        let counts = [u64::from(step), u64::from(400 - step), 17];
        take(jensen_shannon::effect(&counts, &[100, 250, 3]).unwrap_or(-1.0));
    }
    for df in 1..40_u32 {
        take(noncentrality_for_power(f64::from(df), 0.05, 0.8));
    }
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// From tiny to huge, evenly in the exponent, and then at random.
fn arguments() -> impl Iterator<Item = f64> {
    // A power by repeated products: exact steps, the same everywhere.
    let grid = std::iter::successors(Some(1e-12), |&x| (x < 1e6).then_some(x * 1.09));
    let mut generator = Random::new(2013);
    grid.chain((0..RANDOM).map(move |_| generator.unit() * 60.0))
}

/// Which of the many NaN comes out is left open by WebAssembly, and no report holds one.
fn canonical_bits(value: f64) -> u64 {
    if value.is_nan() { f64::NAN.to_bits() } else { value.to_bits() }
}
