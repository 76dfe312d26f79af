//! The figures of one statistic of a column.

use serde::{Deserialize, Serialize};

/// One test or distance.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TestResult {
    /// The statistic, or the distance.
    pub statistic: Option<f64>,
    /// Its p-value, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p_value: Option<f64>,
    /// How to read a p-value at which the published table of the test's law ends. Only reports of earlier versions have it, for
    /// `anderson_darling`; it is kept so that they are shown as they were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p_bound: Option<PBound>,
    /// Degrees of freedom, where it has some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub degrees_of_freedom: Option<f64>,
    /// Lower end of its 95 % interval, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// Upper end of its 95 % interval, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// Where it was found: for `ks`, the value at which the two cumulative shares are farthest apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<f64>,
    /// For `ks`, the reference's cumulative share at that value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference_share: Option<f64>,
    /// For `ks`, production's cumulative share at that value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub production_share: Option<f64>,
}

/// That a p-value is a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PBound {
    /// The p-value is this or larger.
    AtLeast,
    /// The p-value is this or smaller.
    AtMost,
}

impl TestResult {
    /// A statistic by itself.
    pub fn new(statistic: f64) -> Self {
        Self { statistic: finite(statistic), ..Self::default() }
    }

    /// The same with a p-value.
    pub fn with_p(self, p_value: impl Into<Option<f64>>) -> Self {
        Self { p_value: p_value.into().and_then(finite), ..self }
    }

    /// The same with degrees of freedom.
    pub fn with_degrees_of_freedom(self, degrees_of_freedom: f64) -> Self {
        Self { degrees_of_freedom: finite(degrees_of_freedom), ..self }
    }

    /// The same with the ends of a 95 % interval. An end that is not finite is left out.
    pub fn with_ends(self, low: Option<f64>, high: Option<f64>) -> Self {
        Self { low: low.and_then(finite), high: high.and_then(finite), ..self }
    }
}

/// JSON has no infinity and no NaN.
fn finite(value: f64) -> Option<f64> {
    Some(value).filter(|value| value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_finite_is_left_out() {
        let result = TestResult::new(f64::NAN).with_p(f64::NAN).with_ends(Some(-1.0), Some(f64::INFINITY));
        let expected = TestResult { low: Some(-1.0), degrees_of_freedom: Some(2.0), ..TestResult::default() };
        assert_eq!(result.with_degrees_of_freedom(2.0), expected);
    }
}
