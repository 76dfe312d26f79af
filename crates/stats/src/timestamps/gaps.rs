//! The gaps between timestamps: the usual gap, and holes in which none lie.
//!
//! ```text
//! spacing = median of x₍ᵢ₊₁₎ − x₍ᵢ₎ over the distinct values
//! hole    = a gap of more than 10 spacings
//! ```
//!
//! A hole is where a log stopped, or where rows were lost. The median is not moved by holes, and many timestamps that are
//! equal do not make it 0. Where timestamps come by chance at an even rate, gaps follow an exponential law, and one of
//! more than ten medians turns up once in a thousand (2⁻¹⁰): holes are to be looked at, not to be counted as a test.
//! Nights and weekends without traffic are holes, too. Exact but for one rounding of each difference; O(n).

/// Gaps of more than this many median spacings are holes.
pub const HOLE: f64 = 10.0;

/// A gap between two neighbouring values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// The value before it.
    pub from: f64,
    /// The value after it.
    pub to: f64,
}

impl Gap {
    /// How long it is.
    #[must_use]
    pub fn length(&self) -> f64 {
        self.to - self.from
    }
}

/// The gaps of a sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Gaps {
    /// The median distance between neighbouring distinct values.
    pub median_spacing: f64,
    /// How many gaps are longer than [`HOLE`] of it.
    pub holes: u64,
    /// The longest gaps, the longest first and the earlier one of equals, at most as many as were asked for.
    pub longest: Vec<Gap>,
}

/// Looks at a sorted, finite sample. `None` where there are fewer than two distinct values.
///
/// ```
/// use driftscope_stats::gaps::gaps;
///
/// let found = gaps(&[0.0, 1.0, 1.0, 2.0, 3.0, 50.0], 1).unwrap();
/// assert_eq!((found.median_spacing, found.holes), (1.0, 1));
/// assert_eq!((found.longest[0].from, found.longest[0].to), (3.0, 50.0));
/// ```
#[must_use]
pub fn gaps(sorted: &[f64], most: usize) -> Option<Gaps> {
    let all = || sorted.windows(2).map(|pair| Gap { from: pair[0], to: pair[1] }).filter(|gap| gap.length() > 0.0);
    let mut lengths: Vec<f64> = all().map(|gap| gap.length()).collect();
    if lengths.is_empty() {
        return None;
    }
    let median_spacing = median(&mut lengths);
    let mut longest: Vec<Gap> = Vec::with_capacity(most.saturating_add(1).min(lengths.len() + 1));
    let mut holes = 0;
    for gap in all() {
        holes += u64::from(gap.length() > HOLE * median_spacing);
        let place = longest.partition_point(|other| other.length() >= gap.length());
        if place < most {
            longest.insert(place, gap);
            longest.truncate(most);
        }
    }
    Some(Gaps { median_spacing, holes, longest })
}

/// The median of at least one number, which are put into another order.
fn median(values: &mut [f64]) -> f64 {
    let middle = values.len() / 2;
    let (_, &mut upper, _) = values.select_nth_unstable_by(middle, f64::total_cmp);
    let lower = if values.len().is_multiple_of(2) {
        values[..middle].iter().copied().fold(f64::NEG_INFINITY, f64::max)
    } else {
        upper
    };
    0.5 * lower + 0.5 * upper
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_come_first() {
        let found = gaps(&[0.0, 4.0, 5.0, 9.0, 10.0, 11.0, 31.0], 3).unwrap();
        let ends: Vec<_> = found.longest.iter().map(|gap| (gap.from, gap.to)).collect();
        assert_eq!(ends, [(11.0, 31.0), (0.0, 4.0), (5.0, 9.0)]);
        // Of 1, 1, 1, 4, 4, 20.
        assert_eq!((found.median_spacing, found.holes), (2.5, 0));
    }

    #[test]
    fn equal_values_have_no_gap() {
        assert_eq!((gaps(&[], 5), gaps(&[1.0], 5), gaps(&[1.0; 9], 5)), (None, None, None));
        assert_eq!(gaps(&[1.0, 2.0], 0).unwrap().longest, []);
    }

    #[test]
    fn the_ends_of_all_numbers_have_a_gap() {
        let found = gaps(&[f64::MIN, f64::MAX], 2).unwrap();
        assert_eq!((found.median_spacing, found.holes), (f64::INFINITY, 0));
    }
}
