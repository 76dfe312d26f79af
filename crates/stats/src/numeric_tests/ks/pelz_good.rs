//! The law of Dₙ for large n: Kolmogorov's limit with three terms of correction.
//!
//! ```text
//! P(Dₙ ≤ d) ≈ K₀(z) + K₁(z)/√n + K₂(z)/n + K₃(z)/n^1.5,   z = d√n
//! ```
//!
//! Pelz and Good (1976, Journal of the Royal Statistical Society B 38, 152–156), written as sums over theta functions that converge
//! at once for small z. With p = π²/4, odd numbers r and whole numbers i ≥ 1:
//!
//! ```text
//! K₀ = √(2π)/z          Σᵣ e^(−p r²/2z²)
//! K₁ = √(2π)/(6 z⁴)     Σᵣ (p r² − z²) e^(−p r²/2z²)
//! K₂ = √(2π)/(72 z⁷)    Σᵣ (6z⁶ + 2z⁴ + p r² (2z⁴ − 5z²) + p² r⁴ (1 − 2z²)) e^(−p r²/2z²)
//!      − √(2π) π²/(36 z³) Σᵢ i² e^(−π² i²/2z²)
//! K₃ = √(2π)/(6480 z¹⁰) Σᵣ (−30z⁶ − 90z⁸ + p r² (135z⁴ − 96z⁶) + p² r⁴ (212z⁴ − 60z²) + p³ r⁶ (5 − 30z²)) e^(−p r²/2z²)
//!      + √(2π) π²/(216 z⁶) Σᵢ (3z² − π² i²) i² e^(−π² i²/2z²)
//! ```
//!
//! Used for n above 140, where its error is below 1e-6, and falls with n².

use core::f64::consts::{PI, TAU};

/// P(Dₙ ≤ d) by the expansion.
pub(super) fn cdf(n: f64, d: f64) -> f64 {
    let z = n.sqrt() * d;
    let z2 = z * z;
    let (z3, z4, z6) = (z2 * z, z2 * z2, z2 * z2 * z2);
    let p = PI * PI / 4.0;
    let mut sums = [0.0; 4];
    // The largest z is √2.2 and the terms fall like e^(−r²/1.8): the eighth is below 1e-50 of the first.
    for i in (1..=8).rev() {
        let whole = f64::from(i);
        let r2 = (2.0 * whole - 1.0) * (2.0 * whole - 1.0);
        let odd = libm::exp(-p * r2 / (2.0 * z2));
        let (u, u2, u3) = (p * r2, p * p * r2 * r2, p * p * p * r2 * r2 * r2);
        sums[0] += odd / z;
        sums[1] += odd * (u - z2) / (6.0 * z4);
        sums[2] += odd * (6.0 * z6 + 2.0 * z4 + u * (2.0 * z4 - 5.0 * z2) + u2 * (1.0 - 2.0 * z2)) / (72.0 * z4 * z3);
        sums[3] += odd
            * (-30.0 * z6 - 90.0 * z4 * z4
                + u * (135.0 * z4 - 96.0 * z6)
                + u2 * (212.0 * z4 - 60.0 * z2)
                + u3 * (5.0 - 30.0 * z2))
            / (6480.0 * z6 * z4);
        let i2 = whole * whole;
        let even = libm::exp(-PI * PI * i2 / (2.0 * z2));
        sums[2] -= even * PI * PI * i2 / (36.0 * z3);
        sums[3] += even * PI * PI * i2 * (3.0 * z2 - PI * PI * i2) / (216.0 * z6);
    }
    let root = n.sqrt();
    TAU.sqrt() * (sums[0] + (sums[1] + (sums[2] + sums[3] / root) / root) / root)
}
