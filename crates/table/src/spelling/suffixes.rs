//! What stands behind the numbers of a column, counted, and whether it is a unit.
//!
//! `12B` may be the number of a house, and `5 kg` beside `3 m` are two things. So letters behind numbers are units where ten
//! distinct texts at least have them, all of one family; single letters, as well as K, M and B, also only where no other text stands
//! beside them or a decimal point shows that there are amounts.

use super::conventions::Units;
use super::number::Suffix;
use super::units::{self, Unit};

/// Distinct texts with a unit below which they are labels, such as those of plans: `30 days`.
const FEWEST: u64 = 10;

/// Zeros of a billion, whose B may stand for bytes.
const BILLION: u32 = 9;

/// How many distinct texts have which suffix.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Suffixes {
    units: Vec<(Unit, u64)>,
    /// With K or M, and with B.
    scales: [u64; 2],
    /// Of these, with a decimal point or a currency.
    clear: u64,
}

impl Suffixes {
    pub(crate) fn see(&mut self, suffix: Suffix) {
        match suffix {
            Suffix::Unit(unit) => self.add(unit, 1),
            Suffix::Scale { zeros, is_clear } => {
                self.scales[usize::from(zeros == BILLION)] += 1;
                self.clear += u64::from(is_clear);
            }
        }
    }

    fn add(&mut self, unit: Unit, count: u64) {
        match self.units.iter_mut().find(|(known, _)| *known == unit) {
            Some((_, known)) => *known += count,
            None => self.units.push((unit, count)),
        }
    }

    /// Those of both sides.
    pub(crate) fn and(mut self, other: &Self) -> Self {
        other.units.iter().for_each(|(unit, count)| self.add(*unit, *count));
        self.scales = [0, 1].map(|at| self.scales[at] + other.scales[at]);
        self.clear += other.clear;
        self
    }

    /// Whether there is none.
    pub(crate) fn are_none(&self) -> bool {
        self.units.is_empty() && self.scales == [0; 2]
    }

    /// Whether all are one unit, or none is one.
    pub(crate) fn are_alike(&self) -> bool {
        self.units.is_empty() || self.units.len() == 1 && self.scales == [0; 2]
    }

    /// What they are, beside this many distinct texts that are neither numbers nor timestamps.
    pub(crate) fn units(&self, others: u64) -> Units {
        let counts = self.units.iter().map(|(_, count)| count).sum::<u64>();
        let [scales, billions] = self.scales;
        if counts + scales + billions < FEWEST {
            return Units::None;
        }
        // The most frequent, and of equally frequent ones the first by name.
        let main =
            self.units.iter().max_by(|one, other| one.1.cmp(&other.1).then_with(|| other.0.name.cmp(one.0.name)));
        let Some((main, _)) = main else {
            return if self.clear > 0 || others == 0 { Units::Scales } else { Units::None };
        };
        let are_bytes = units::unit_of("B").is_some_and(|bytes| bytes.is_of_family(main));
        let is_one_family = self.units.iter().all(|(unit, _)| unit.is_of_family(main));
        let may_be_letters = others > 0 && self.units.iter().any(|(unit, _)| unit.is_letter());
        let has_scales = scales > 0 || billions > 0 && !are_bytes;
        if is_one_family && !may_be_letters && !has_scales { Units::In(*main) } else { Units::None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spelling::conventions::Conventions;
    use crate::spelling::number;

    fn units(texts: &[&str], others: u64) -> Units {
        let mut suffixes = Suffixes::default();
        let any = Conventions { units: Units::Any, ..Conventions::default() };
        for number in 1..=10 {
            for text in texts {
                let spelled = number::parse(&format!("{number}{text}"), any).unwrap();
                spelled.suffix.into_iter().for_each(|suffix| suffixes.see(suffix));
            }
        }
        suffixes.units(others)
    }

    #[test]
    fn units_are_of_one_family() {
        let named = |units: Units| if let Units::In(unit) = units { unit.name } else { "none" };
        assert_eq!(named(units(&["kg"], 3)), "kg");
        assert_eq!(named(units(&[" MB", ".5 MB", " GB"], 0)), "MB");
        assert_eq!(named(units(&[" B", " KB"], 0)), "KB");
        assert_eq!(named(units(&[" kg", " m"], 0)), "none");
        assert_eq!(named(units(&["A"], 0)), "A");
        assert_eq!(named(units(&["A"], 1)), "none");
        assert_eq!(units(&["B"], 4), Units::None);
        assert_eq!(units(&[".5K", "M"], 4), Units::Scales);
        assert_eq!(Suffixes::default().units(0), Units::None);
    }
}
