//! Places effects on a scale on which small ones can be distinguished.
//!
//! Effects run from 0 to 1, but most that matter lie between 0.05 and 0.2. The square root spreads those: a shift twice
//! as far then lies about as much farther along. An axis that uses it says so by its ticks, see [`EFFECT_TICKS`].

/// The effects that are labelled on an axis: the tolerance, the bounds of severity, the middle and the end.
pub const EFFECT_TICKS: [f64; 5] = [0.05, 0.1, 0.2, 0.5, 1.0];

/// Where an effect lies between the left end, 0, and the right end, 1, of its axis.
pub fn effect_scale(effect: f64) -> f64 {
    if effect.is_nan() { 0.0 } else { effect.clamp(0.0, 1.0).sqrt() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_runs_from_zero_to_one() {
        assert_eq!([-1.0, 0.0, 0.25, 1.0, 7.0, f64::NAN].map(effect_scale), [0.0, 0.0, 0.5, 1.0, 1.0, 0.0]);
        assert!(EFFECT_TICKS.windows(2).all(|pair| effect_scale(pair[1]) - effect_scale(pair[0]) > 0.09));
    }
}
