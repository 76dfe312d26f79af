//! The trait of a sample in ascending order, whatever data structure holds it.
//!
//! Quantiles, bins at quantiles and counts below an edge ask four things of a sample: how many values it has, which one
//! stands at a place, and how many lie below or up to a value. A slice of sorted numbers answers them, and so does a list of
//! distinct values with how often each occurs ([`crate::runs::Runs`]), which is all that is left of ten thousand million rows.

/// Numbers in ascending order, counted from place 0. No NaN; infinities stand at the ends.
pub trait Ordered {
    /// How many values there are.
    fn size(&self) -> u64;

    /// The value at a place; `None` past the end.
    fn at(&self, place: u64) -> Option<f64>;

    /// How many values are smaller.
    fn below(&self, value: f64) -> u64;

    /// How many values are smaller or equal.
    fn up_to(&self, value: f64) -> u64;
}

impl Ordered for [f64] {
    fn size(&self) -> u64 {
        self.len() as u64
    }

    fn at(&self, place: u64) -> Option<f64> {
        self.get(usize::try_from(place).ok()?).copied()
    }

    fn below(&self, value: f64) -> u64 {
        self.partition_point(|&other| other < value) as u64
    }

    fn up_to(&self, value: f64) -> u64 {
        self.partition_point(|&other| other <= value) as u64
    }
}

/// Implements the trait for what holds or refers to a sample.
macro_rules! same_as_inner {
    ($([$($generic:tt)*] $outer:ty => |$this:ident| $inner:expr;)*) => {$(
        impl<$($generic)*> Ordered for $outer {
            fn size(&self) -> u64 {
                let $this = self;
                Ordered::size($inner)
            }

            fn at(&self, place: u64) -> Option<f64> {
                let $this = self;
                Ordered::at($inner, place)
            }

            fn below(&self, value: f64) -> u64 {
                let $this = self;
                Ordered::below($inner, value)
            }

            fn up_to(&self, value: f64) -> u64 {
                let $this = self;
                Ordered::up_to($inner, value)
            }
        }
    )*};
}

same_as_inner! {
    [] Vec<f64> => |this| this.as_slice();
    [const N: usize] [f64; N] => |this| this.as_slice();
    [S: Ordered + ?Sized] &S => |this| *this;
}

/// The values of a sample from one place up to another.
#[derive(Clone, Copy, Debug)]
pub struct Within<'a, S: ?Sized> {
    whole: &'a S,
    start: u64,
    end: u64,
}

impl<'a, S: Ordered + ?Sized> Within<'a, S> {
    /// The finite values.
    ///
    /// ```
    /// use driftscope_stats::ordered::{Ordered, Within};
    ///
    /// let sample = [f64::NEG_INFINITY, 1.0, 2.0, f64::INFINITY];
    /// let finite = Within::finite(&sample);
    /// assert_eq!((finite.size(), finite.at(0), finite.at(2)), (2, Some(1.0), None));
    /// ```
    #[must_use]
    pub fn finite(whole: &'a S) -> Self {
        Self::places(whole, whole.up_to(f64::NEG_INFINITY), whole.below(f64::INFINITY))
    }

    /// The values from the place `start` up to, not including, the place `end`.
    #[must_use]
    pub fn places(whole: &'a S, start: u64, end: u64) -> Self {
        let end = end.min(whole.size());
        Self { whole, start: start.min(end), end }
    }
}

impl<S: Ordered + ?Sized> Ordered for Within<'_, S> {
    fn size(&self) -> u64 {
        self.end - self.start
    }

    fn at(&self, place: u64) -> Option<f64> {
        let place = self.start.checked_add(place).filter(|&place| place < self.end)?;
        self.whole.at(place)
    }

    fn below(&self, value: f64) -> u64 {
        self.whole.below(value).clamp(self.start, self.end) - self.start
    }

    fn up_to(&self, value: f64) -> u64 {
        self.whole.up_to(value).clamp(self.start, self.end) - self.start
    }
}

/// A sample with the signs of all its values changed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mirrored<'a, S: ?Sized>(pub(crate) &'a S);

impl<S: Ordered + ?Sized> Ordered for Mirrored<'_, S> {
    fn size(&self) -> u64 {
        self.0.size()
    }

    fn at(&self, place: u64) -> Option<f64> {
        let place = self.0.size().checked_sub(1)?.checked_sub(place)?;
        self.0.at(place).map(|value| -value)
    }

    fn below(&self, value: f64) -> u64 {
        self.0.size() - self.0.up_to(-value)
    }

    fn up_to(&self, value: f64) -> u64 {
        self.0.size() - self.0.below(-value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_a_sample_of_its_own() {
        let sample = [1.0, 2.0, 2.0, 3.0, 5.0];
        let part = Within::places(&sample, 1, 4);
        assert_eq!((part.size(), part.at(0), part.at(2), part.at(3)), (3, Some(2.0), Some(3.0), None));
        assert_eq!((part.below(2.0), part.up_to(2.0), part.below(9.0), part.up_to(1.0)), (0, 2, 3, 0));
        assert_eq!(Within::places(&sample, 9, 2).size(), 0);
    }

    #[test]
    fn mirrored_values_ascend() {
        let sample = [1.0, 2.0, 2.0, 5.0];
        let mirrored = Mirrored(&sample);
        let values: Vec<f64> = (0..4).filter_map(|place| mirrored.at(place)).collect();
        assert_eq!(values, [-5.0, -2.0, -2.0, -1.0]);
        assert_eq!((mirrored.below(-2.0), mirrored.up_to(-2.0), mirrored.at(4)), (1, 3, None));
    }
}
