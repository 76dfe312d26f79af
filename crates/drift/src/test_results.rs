//! The tests of a column on their way into the report: named, and without anything that JSON cannot hold.

use std::collections::BTreeMap;

use driftscope_stats::interval::Interval;

use crate::TestResult;

/// The level of every interval.
pub(crate) const LEVEL: f64 = 0.95;

/// Every test that was made, by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct TestResults(BTreeMap<String, TestResult>);

impl TestResults {
    /// Adds a test. One that is not defined for the column stands there without figures, so that its absence is no
    /// riddle.
    pub(crate) fn add(&mut self, name: &str, result: Option<TestResult>) {
        self.0.insert(name.to_owned(), result.unwrap_or_default());
    }

    /// What the report holds.
    pub(crate) fn into_map(self) -> BTreeMap<String, TestResult> {
        self.0
    }
}

impl TestResult {
    /// A statistic by itself.
    pub(crate) fn new(statistic: f64) -> Self {
        Self { statistic: finite(statistic), ..Self::default() }
    }

    /// The same with a p-value.
    pub(crate) fn with_p(self, p_value: impl Into<Option<f64>>) -> Self {
        Self { p_value: p_value.into().and_then(finite), ..self }
    }

    /// The same with degrees of freedom.
    pub(crate) fn with_degrees_of_freedom(self, degrees_of_freedom: f64) -> Self {
        Self { degrees_of_freedom: finite(degrees_of_freedom), ..self }
    }

    /// The same with an interval. An end that is no number is left out.
    pub(crate) fn with_interval(self, interval: impl Into<Option<Interval>>) -> Self {
        let interval = interval.into();
        let end = |of: fn(&Interval) -> f64| interval.as_ref().map(of).and_then(finite);
        Self { low: end(|interval| interval.low), high: end(|interval| interval.high), ..self }
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
    fn nothing_that_is_no_number_gets_in() {
        let interval = Interval { low: -1.0, high: f64::INFINITY };
        let result = TestResult::new(f64::NAN).with_p(f64::NAN).with_interval(interval).with_degrees_of_freedom(2.0);
        let expected = TestResult { low: Some(-1.0), degrees_of_freedom: Some(2.0), ..TestResult::default() };
        assert_eq!(result, expected);
    }
}
