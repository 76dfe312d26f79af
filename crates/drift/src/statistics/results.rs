//! The tests of a column on their way into the report: named, and without anything that JSON cannot hold.

use std::collections::BTreeMap;

use driftscope_stats::interval::Interval;

use driftscope_report::TestResult;

/// The level of every interval.
pub(crate) const LEVEL: f64 = 0.95;

/// Every test that was made, by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct TestResults {
    tests: BTreeMap<String, TestResult>,
    /// The inner edges of the bins by which numbers were counted.
    pub edges: Vec<f64>,
}

impl TestResults {
    /// Adds a test. One that is not defined for the column stands there without figures, so that its absence is no
    /// riddle.
    pub(crate) fn add(&mut self, name: &str, result: Option<TestResult>) {
        self.tests.insert(name.to_owned(), result.unwrap_or_default());
    }

    /// What the report holds.
    pub(crate) fn into_map(self) -> BTreeMap<String, TestResult> {
        self.tests
    }
}

/// A result with a 95 % interval.
pub(crate) fn with_interval(result: TestResult, interval: impl Into<Option<Interval>>) -> TestResult {
    let interval = interval.into();
    result.with_ends(interval.map(|ends| ends.low), interval.map(|ends| ends.high))
}
