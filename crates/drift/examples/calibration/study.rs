//! What is tried: the sizes, the columns without drift, and the changes.

use crate::columns::Law;

/// Rows of the reference, rows of production, and how many data sets of that size are drawn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    pub n: usize,
    pub m: usize,
    pub trials: u64,
}

const fn size(n: usize, m: usize, trials: u64) -> Size {
    Size { n, m, trials }
}

/// From thirty rows to a million. Large data sets take long, so fewer are drawn.
pub(crate) const SIZES: [Size; 15] = [
    size(30, 30, 600),
    size(100, 30, 600),
    size(100, 100, 800),
    size(1_000, 30, 300),
    size(5_000, 30, 200),
    size(300, 300, 500),
    size(1_000, 100, 300),
    size(5_000, 100, 200),
    size(1_000, 1_000, 600),
    size(5_000, 5_000, 300),
    size(10_000, 10_000, 150),
    size(100_000, 1_000, 100),
    size(100_000, 100_000, 100),
    size(1_000_000, 10_000, 40),
    size(1_000_000, 1_000_000, 20),
];

/// Columns of a data set.
pub(crate) const TEN: usize = 10;

/// Changes that are tried.
pub(crate) const CHANGES: usize = 12;

/// A column that does not change.
pub(crate) struct Steady {
    pub name: &'static str,
    pub law: Law,
}

/// Ten columns as logs have them.
pub(crate) fn steady() -> [Steady; TEN] {
    let steady = |name, law| Steady { name, law };
    [
        steady("normal", normal()),
        steady("log-normal", Law::LogNormal(0.5)),
        steady("whole numbers with ties", Law::Dice(4)),
        steady("heavy tail (t, 3 df)", Law::StudentThree),
        steady("rate of 30 %", Law::Boolean(0.3)),
        steady("rate of 1 %", Law::Boolean(0.01)),
        steady("3 categories", three()),
        steady("10 categories", Law::even(10)),
        steady("30 categories", Law::even(30)),
        steady("normal, 5 % missing", normal().missing(0.05)),
    ]
}

/// A column that changes, or does not, in the stead of one of the ten.
pub(crate) struct Change {
    pub name: &'static str,
    pub before: Law,
    pub after: Law,
    /// The one of the ten in whose stead it is.
    pub stead: usize,
    /// The column without drift that holds the false alarms of this kind: among the ten, and then those of [`changes`].
    pub kind: usize,
}

/// The changes; first among them one that is none, of a kind that the ten do not have.
pub(crate) fn changes() -> [Change; CHANGES] {
    let [plain, log_normal, rate, rare, three_categories, with_missing] = [0, 1, 4, 5, 6, 9];
    let of = |name, before, after, stead| Change { name, before, after, stead, kind: stead };
    let numbers = |name, after| of(name, normal(), after, plain);
    let rarest = |name, after| Change { kind: TEN, ..of(name, Law::Boolean(0.001), after, rare) };
    [
        rarest("rate of 0.1 %", Law::Boolean(0.001)),
        numbers("mean + 0.12 sd", Law::Normal(0.12, 1.0)),
        numbers("mean + 0.25 sd", Law::Normal(0.25, 1.0)),
        numbers("mean + 0.5 sd", Law::Normal(0.5, 1.0)),
        numbers("sd × 1.4", Law::Normal(0.0, 1.4)),
        of("log-normal skewer", Law::LogNormal(0.5), Law::LogNormal(0.6), log_normal),
        numbers("second mode of 5 %", Law::SecondMode(0.05)),
        of("missing 5 → 15 %", normal().missing(0.05), normal().missing(0.15), with_missing),
        of("rate 30 → 38 %", Law::Boolean(0.3), Law::Boolean(0.38), rate),
        rarest("rate 0.1 → 1 %", Law::Boolean(0.01)),
        of("new category of 5 %", three(), Law::Categories(vec![0.475, 0.285, 0.19, 0.05]), three_categories),
        of("weights moved by 0.1", three(), Law::Categories(vec![0.4, 0.4, 0.2]), three_categories),
    ]
}

fn normal() -> Law {
    Law::Normal(0.0, 1.0)
}

fn three() -> Law {
    Law::Categories(vec![0.5, 0.3, 0.2])
}
