//! The kind of change that two samples show best.
//!
//! Level, spread and shape are linear rank statistics: Σ a(r) over the reference's ranks r, with a the Legendre polynomials of
//! degree 1, 2 and 3, 4 (Neyman 1937), orthogonal to each other. Each is standardised by its exact variance given the ties. Tails are
//! the likelihood ratio at the outermost cuts, single values the scan. A plain change shows in all of them, so the kind is the plainest that has
//! half of the largest evidence, −ln p.

use super::Looks;
use super::cuts::Cut;
use super::two_by_two::Margins;

/// What changed about the values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// They are higher or lower.
    Level,
    /// They are more or less spread out.
    Spread,
    /// They are skewed or peaked otherwise.
    Shape,
    /// Only the outermost are different.
    Tail,
    /// Some values are more or less frequent.
    Values,
}

/// Up to this share of values at either end is a tail.
const TAIL: f64 = 0.05;

/// A plainer kind is named if it has this share of the largest evidence.
const ENOUGH: f64 = 0.5;

/// The kind of change that these cuts and looks show best.
pub(super) fn change(cuts: &[Cut], size: u64, reference: u64, looks: &Looks) -> Change {
    let [level, spread, skewed, peaked] = scores(cuts, size, reference).map(|z| libm::erfc(z.abs() / 2.0_f64.sqrt()));
    let values = looks.bins.map_or(looks.scan.p_value, |bins| bins.p_value.min(looks.scan.p_value));
    // Two looks at the shape count as one, and so do the cuts of a tail.
    let kinds = [
        (Change::Level, level),
        (Change::Spread, spread),
        (Change::Shape, 2.0 * skewed.min(peaked)),
        (Change::Tail, tail(cuts, size, reference)),
        (Change::Values, values),
    ];
    let evidence = |p_value: f64| -libm::log(p_value.max(f64::MIN_POSITIVE));
    let most = kinds.iter().map(|kind| evidence(kind.1)).fold(0.0, f64::max);
    kinds.into_iter().find(|kind| evidence(kind.1) >= ENOUGH * most).map_or(Change::Level, |kind| kind.0)
}

/// The smallest p-value of the outermost cuts, times three for their number: neighbouring cuts show nearly the same.
fn tail(cuts: &[Cut], size: u64, reference: u64) -> f64 {
    let is_outer = |cut: &&Cut| cut.below.min(size - cut.below) as f64 <= TAIL * size as f64;
    let p_value = |cut: &Cut| {
        let margins = Margins { size, reference, chosen: cut.below };
        margins.tail(margins.likelihood_ratio(cut.reference_below))
    };
    3.0 * cuts.iter().filter(is_outer).map(p_value).fold(1.0, f64::min)
}

/// The standardised statistics of degrees 1 to 4. The cells between the cuts are taken as tied.
fn scores(cuts: &[Cut], size: u64, reference: u64) -> [f64; 4] {
    let (total, share) = (size as f64, reference as f64 / size as f64);
    let mut sums = [0.0; 4];
    let (mut means, mut squares) = ([0.0; 4], [0.0; 4]);
    let (mut below, mut reference_below) = (0, 0);
    let last = Cut { below: size, reference_below: reference, weight: 0.0 };
    for cut in cuts.iter().chain([&last]) {
        let cell = (cut.below - below) as f64;
        let off = (cut.reference_below - reference_below) as f64 - share * cell;
        let middle = (cut.below + below) as f64 / total - 1.0;
        for (degree, score) in legendre(middle).into_iter().enumerate() {
            sums[degree] += off * score;
            means[degree] += cell * score / total;
            squares[degree] += cell * score * score / total;
        }
        (below, reference_below) = (cut.below, cut.reference_below);
    }
    std::array::from_fn(|degree| {
        let variance = (squares[degree] - means[degree] * means[degree]) * total * total * share * (1.0 - share)
            / (total - 1.0).max(1.0);
        if variance > 0.0 { sums[degree] / variance.sqrt() } else { 0.0 }
    })
}

/// Legendre's polynomials of degrees 1 to 4.
fn legendre(x: f64) -> [f64; 4] {
    let square = x * x;
    [x, 0.5 * (3.0 * square - 1.0), 0.5 * x * (5.0 * square - 3.0), 0.125 * ((35.0 * square - 30.0) * square + 3.0)]
}
