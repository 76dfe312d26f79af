//! The recursion of a bridge form from cut to cut, at several complex places side by side.

use super::LANES;

/// Numbers above this are scaled down, by [`SCALE`].
const LARGE: f64 = 1e100;

/// 2⁻³³².
const SCALE: f64 = f64::from_bits((1023 - 332) << 52);

/// φ and its slope at several complex s.
pub(super) struct Recursion {
    value: [[f64; LANES]; 2],
    slope: [[f64; LANES]; 2],
    /// −1 where the number of times that φ has crossed the negative real axis is odd.
    sign: [f64; LANES],
    /// How often all have been scaled down.
    scaled: i32,
}

impl Recursion {
    pub(super) fn new() -> Self {
        let (zero, one) = ([0.0; LANES], [1.0; LANES]);
        Self { value: [zero, zero], slope: [one, zero], sign: one, scaled: 0 }
    }

    #[inline]
    #[expect(clippy::needless_range_loop, reason = "one index goes through five arrays side by side")]
    pub(super) fn step(&mut self, gap: f64, weight: f64, twice: &[[f64; LANES]; 2]) {
        for lane in 0..LANES {
            let before = self.value[1][lane];
            let real = self.value[0][lane] + gap * self.slope[0][lane];
            let imaginary = before + gap * self.slope[1][lane];
            // Clockwise, so from the lower half plane into the upper one it is across the negative axis.
            self.sign[lane] = if before < 0.0 && imaginary >= 0.0 { -self.sign[lane] } else { self.sign[lane] };
            let (a, b) = (weight * twice[0][lane], weight * twice[1][lane]);
            self.slope[0][lane] -= a * real - b * imaginary;
            self.slope[1][lane] -= a * imaginary + b * real;
            self.value[0][lane] = real;
            self.value[1][lane] = imaginary;
        }
    }

    #[inline]
    #[expect(clippy::needless_range_loop, reason = "one index goes through five arrays side by side")]
    pub(super) fn step_by_middle(&mut self, gap: f64, middle: f64, twice: &[[f64; LANES]; 2]) {
        let quarter = 0.25 * gap;
        for lane in 0..LANES {
            let ([x, y], [p, q]) =
                ([0, 1].map(|part| self.value[part][lane]), [0, 1].map(|part| self.slope[part][lane]));
            let (a, b) = (middle * twice[0][lane], middle * twice[1][lane]);
            let (kept, turned) = (1.0 - quarter * a, -quarter * b);
            let (real, imaginary) = (kept * x - turned * y + gap * p, kept * y + turned * x + gap * q);
            self.sign[lane] = if y < 0.0 && imaginary >= 0.0 { -self.sign[lane] } else { self.sign[lane] };
            self.slope[0][lane] = kept * p - turned * q - (a * x - b * y);
            self.slope[1][lane] = kept * q + turned * p - (a * y + b * x);
            self.value[0][lane] = real;
            self.value[1][lane] = imaginary;
        }
    }

    /// Keeps the numbers in range.
    pub(super) fn scale_down(&mut self) {
        let parts = self.value.iter().chain(&self.slope).flatten();
        if parts.fold(0.0, |largest: f64, part| largest.max(part.abs())) > LARGE {
            self.value.iter_mut().chain(&mut self.slope).flatten().for_each(|part| *part *= SCALE);
            self.scaled += 1;
        }
    }

    #[expect(clippy::needless_range_loop, reason = "one index goes through several arrays side by side")]
    pub(super) fn inverse_root(&self) -> [[f64; LANES]; 2] {
        let mut roots = [[0.0; LANES]; 2];
        // The root of the scale, 2¹⁶⁶ each time.
        let scale = libm::ldexp(1.0, (-166 * self.scaled).max(-1_000));
        for lane in 0..LANES {
            let (real, imaginary) = (self.value[0][lane], self.value[1][lane]);
            let size = (real * real + imaginary * imaginary).sqrt();
            // The principal root of φ, without cancellation, and its inverse.
            let longer = (0.5 * (size + real.abs())).sqrt();
            let shorter = 0.5 * imaginary.abs() / longer;
            let (along, across) = if real >= 0.0 { (longer, shorter) } else { (shorter, longer) };
            let across = if imaginary < 0.0 { -across } else { across };
            let factor = self.sign[lane] * scale / size;
            roots[0][lane] = along * factor;
            roots[1][lane] = -across * factor;
        }
        roots
    }
}
