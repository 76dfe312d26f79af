//! Weights of sums that lie side by side, added up from either end.

/// Weights added up from either end.
pub(super) struct Accumulated {
    first: i64,
    up_to: Vec<f64>,
    from: Vec<f64>,
}

impl Accumulated {
    /// The weights are those of the sums from `first` on.
    pub(super) fn new(first: i64, weights: &[f64]) -> Self {
        let add = |sum: &mut f64, weight: &f64| {
            *sum += weight;
            Some(*sum)
        };
        let up_to = weights.iter().scan(0.0, add).collect();
        let mut from: Vec<f64> = weights.iter().rev().scan(0.0, add).collect();
        from.reverse();
        Self { first, up_to, from }
    }

    /// The weight of all sums up to this one.
    pub(super) fn up_to(&self, sum: i64) -> f64 {
        let place = sum - self.first;
        if place < 0 {
            return 0.0;
        }
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        self.up_to.get(place).or(self.up_to.last()).copied().unwrap_or(0.0)
    }

    /// The weight of this sum and all above.
    pub(super) fn from(&self, sum: i64) -> f64 {
        let place = usize::try_from((sum - self.first).max(0)).unwrap_or(usize::MAX);
        self.from.get(place).copied().unwrap_or(0.0)
    }
}

/// No table has a place beyond.
pub(super) fn narrow(place: i128) -> i64 {
    const FAR: i128 = 1 << 60;
    place.clamp(-FAR, FAR) as i64
}
