//! The hyperbola on which the law of a bridge form is integrated.

use super::{BridgeForm, LANES};

/// The hyperbola of integration.
pub(super) struct Path {
    pub(super) zero: f64,
    pub(super) sine: f64,
    pub(super) cosine: f64,
    pub(super) saddle: f64,
    /// The first step tried.
    pub(super) step: f64,
}

impl Path {
    /// The imaginary part of D^(−½) e^(−(s − saddle) q) s′/s at some places u.
    pub(super) fn heights(&self, form: &BridgeForm, q: f64, places: [f64; LANES]) -> [f64; LANES] {
        let mut s = [[0.0; LANES]; 2];
        let mut factors = [[0.0; LANES]; 2];
        for (lane, place) in places.into_iter().enumerate() {
            let rising = libm::exp(0.5 * place);
            let half = 0.5 * (rising - 1.0 / rising);
            // cosh u − 1, sinh u and cosh u.
            let (less, sinh) = (2.0 * half * half, half * (rising + 1.0 / rising));
            let cosh = 1.0 + less;
            let away = self.zero * self.sine * less;
            let (real, imaginary) = (self.saddle + away, self.zero * self.cosine * sinh);
            let (rise, turn) = (self.zero * self.sine * sinh, self.zero * self.cosine * cosh);
            let size = libm::exp(-q * away) / (real * real + imaginary * imaginary);
            let (sine, cosine) = libm::sincos(-q * imaginary);
            // s′/s, then turned by the exponential.
            let (along, across) = (rise * real + turn * imaginary, turn * real - rise * imaginary);
            factors[0][lane] = size * (along * cosine - across * sine);
            factors[1][lane] = size * (along * sine + across * cosine);
            s[0][lane] = real;
            s[1][lane] = imaginary;
        }
        let roots = form.inverse_root(&s);
        core::array::from_fn(|lane| {
            let height = factors[0][lane] * roots[1][lane] + factors[1][lane] * roots[0][lane];
            if height.is_finite() { height } else { 0.0 }
        })
    }
}
