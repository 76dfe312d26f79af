//! A confidence interval.

use crate::laws::special::normal_quantile;

/// Two ends that enclose the true value in a share of samples, the level, such as 0.95.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    /// How many standard deviations of a normal law an interval of the given level reaches to either side.
    ///
    /// `None` where the level is not between 0 and 1.
    pub(crate) fn normal_quantile(level: f64) -> Option<f64> {
        // Written so that NaN has none.
        (level > 0.0 && level < 1.0).then(|| -normal_quantile(0.5 * (1.0 - level)))
    }
}

#[cfg(test)]
mod tests {
    use super::Interval;

    #[test]
    fn levels_are_between_zero_and_one() {
        assert!((Interval::normal_quantile(0.95).unwrap() - 1.959_963_984_540_054).abs() < 1e-13);
        for level in [-1.0, 0.0, 1.0, 95.0, f64::NAN] {
            assert_eq!(Interval::normal_quantile(level), None);
        }
    }
}
