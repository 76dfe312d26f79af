//! What is tried: the sizes, the columns without drift, and the changes.

use crate::columns::Law;
use crate::kinds::kinds;

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

/// Columns without drift of kinds that the ten do not have.
pub(crate) const MORE: usize = 8;

/// Changes that are tried, those columns among them.
pub(crate) const CHANGES: usize = MORE + 25;

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

/// The changes; first among them those that are none, of kinds that the ten do not have.
pub(crate) fn changes() -> [Change; CHANGES] {
    let [plain, log_normal, rate, three_categories, with_missing] = [0, 1, 4, 6, 9];
    let of = |name, before, after, stead| Change { name, before, after, stead, kind: stead };
    let numbers = |name, after| of(name, normal(), after, plain);
    let more = |kind: usize, name, after| {
        let Steady { law, .. } = more_steady().swap_remove(kind);
        Change { name, before: law, after, stead: if kind == 0 { 5 } else { plain }, kind: TEN + kind }
    };
    // Of the changes of numbers that the tests are studied by, by name.
    let drawn = |name: &str| {
        let kind = kinds().into_iter().find(|kind| kind.name == name).expect("a change of that name");
        (kind.name, Law::Drawn(kind.after))
    };
    let studied = |name| {
        let (name, after) = drawn(name);
        numbers(name, after)
    };
    let studied_more = |kind, name| {
        let (name, after) = drawn(name);
        more(kind, name, after)
    };
    let undrifted = more_steady().into_iter().enumerate();
    let undrifted = undrifted.map(|(kind, Steady { name, law })| more(kind, name, law));
    let changes = [
        numbers("mean + 0.12 sd", Law::Normal(0.12, 1.0)),
        numbers("mean + 0.25 sd", Law::Normal(0.25, 1.0)),
        numbers("mean + 0.5 sd", Law::Normal(0.5, 1.0)),
        studied("sd × 1.2"),
        numbers("sd × 1.4", Law::Normal(0.0, 1.4)),
        studied("mean + 0.12, sd × 1.12"),
        studied("skew (gamma 4)"),
        studied("tails (t, 3 df)"),
        studied("second mode, 6 % at 3 sd"),
        studied("narrow spike, 8 %"),
        studied("clipped at 1.5 sd"),
        studied("3 % at 5 sd"),
        of("log-normal skewer", Law::LogNormal(0.5), Law::LogNormal(0.6), log_normal),
        studied_more(1, "zero-inflated, 85 → 80 % zeros"),
        studied_more(2, "zero-inflated, amounts × 1.6"),
        studied_more(3, "counts, Poisson 3 → 3.35"),
        studied_more(4, "heaped at multiples of 5"),
        studied_more(5, "new bound at 0.1 quantile"),
        studied_more(6, "two regimes, 50 → 58 %"),
        studied_more(7, "ratings 1–5"),
        of("missing 5 → 15 %", normal().missing(0.05), normal().missing(0.15), with_missing),
        of("rate 30 → 38 %", Law::Boolean(0.3), Law::Boolean(0.38), rate),
        more(0, "rate 0.1 → 1 %", Law::Boolean(0.01)),
        of("new category of 5 %", three(), Law::Categories(vec![0.475, 0.285, 0.19, 0.05]), three_categories),
        of("weights moved by 0.1", three(), Law::Categories(vec![0.4, 0.4, 0.2]), three_categories),
    ];
    let all: Vec<Change> = undrifted.chain(changes).collect();
    all.try_into().ok().expect("as many changes as are said")
}

/// Columns without drift of kinds that the ten do not have.
fn more_steady() -> Vec<Steady> {
    let before = |name: &str| {
        let kind = kinds().into_iter().find(|kind| kind.name == name).expect("a change of that name");
        Law::Drawn(kind.before)
    };
    let steady = |name, law| Steady { name, law };
    vec![
        steady("rate of 0.1 %", Law::Boolean(0.001)),
        steady("85 % zeros", before("zero-inflated, 85 → 80 % zeros")),
        steady("70 % zeros", before("zero-inflated, amounts × 1.6")),
        steady("counts (Poisson 3)", before("counts, Poisson 3 → 3.35")),
        steady("whole numbers, sd 8", before("heaped at multiples of 5")),
        steady("exponential", before("new bound at 0.1 quantile")),
        steady("two regimes", before("two regimes, 50 → 58 %")),
        steady("ratings", before("ratings 1–5")),
    ]
}

fn normal() -> Law {
    Law::Normal(0.0, 1.0)
}

fn three() -> Law {
    Law::Categories(vec![0.5, 0.3, 0.2])
}
