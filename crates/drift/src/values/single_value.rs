//! The single value of a numeric column whose share changed most: "3 is new, 4 % of production".
//!
//! Where a column has few distinct numbers (counts, ratings), or one that many rows share (zeros), medians and widths miss
//! what happened. The value named is the one with the largest (f − g)²/(f + g), f and g its shares on both sides: the
//! triangular discrimination of that value (Topsøe 2000, doi 10.1109/18.850703), to which its part in the Jensen–Shannon
//! divergence is nearly proportional. So of two that changed by about as much the rarer one is named, which is often new.

use driftscope_report::ValueChange;
use driftscope_stats::ordered::Ordered;

/// Up to this many distinct values of a side, each one is compared.
const FEW: u64 = 20;

/// Of more, those that have at least this share of a side: 1/40. Such a value stands at one of 40 evenly spaced places.
const PLACES: u64 = 40;

/// A value is named only if its share moved by at least this part of the largest move: a rare value that all but vanished
/// is not what happened where a frequent one rose by more than twice as much.
const LEAST_OF_LARGEST: f64 = 0.5;

/// The value whose share changed most between two samples of finite values. `None` where a side has no value, or no value of
/// many has a share worth naming.
pub(crate) fn change<S: Ordered + ?Sized>(reference: &S, production: &S) -> Option<ValueChange> {
    let sides = [reference, production];
    if sides.iter().any(|side| side.size() == 0) {
        return None;
    }
    let all = sides.map(few_distinct);
    let few = all.iter().all(Option::is_some);
    let mut candidates: Vec<f64> = if few {
        all.into_iter().flatten().flatten().collect()
    } else {
        sides.into_iter().flat_map(frequent).collect()
    };
    candidates.sort_by(f64::total_cmp);
    candidates.dedup();
    let counted = |value: f64| {
        let [reference, production] = sides.map(|side| side.up_to(value) - side.below(value));
        ValueChange { value, reference, production, few }
    };
    // How far its share moved, how strongly, and which value it is.
    let moved = |change: ValueChange| {
        let [f, g] = change.shares([reference.size(), production.size()]);
        let strength = if f + g > 0.0 { (f - g) * (f - g) / (f + g) } else { 0.0 };
        ((f - g).abs(), strength, change)
    };
    let changes: Vec<(f64, f64, ValueChange)> = candidates.into_iter().map(counted).map(moved).collect();
    let least = changes.iter().map(|change| change.0).fold(0.0, f64::max) * LEAST_OF_LARGEST;
    let most = changes.into_iter().filter(|change| change.0 >= least).map(|(_, strength, change)| (strength, change));
    most.fold(None, |most: Option<(f64, ValueChange)>, next| match most {
        Some(most) if most.0 >= next.0 => Some(most),
        _ => Some(next),
    })
    .map(|(_, change)| change)
}

/// All distinct values, if they are few.
fn few_distinct<S: Ordered + ?Sized>(side: &S) -> Option<Vec<f64>> {
    let (mut distinct, mut place) = (Vec::new(), 0);
    while let Some(value) = side.at(place) {
        if distinct.len() as u64 == FEW {
            return None;
        }
        distinct.push(value);
        place = side.up_to(value).max(place + 1);
    }
    Some(distinct)
}

/// The values that have a fortieth of a side or more, and perhaps others.
fn frequent<S: Ordered + ?Sized>(side: &S) -> Vec<f64> {
    let size = side.size();
    let is_frequent = |value: &f64| (side.up_to(*value) - side.below(*value)).saturating_mul(PLACES) >= size;
    let places = (0..PLACES).map(|number| (u128::from(size) * u128::from(number) / u128::from(PLACES)) as u64);
    places.filter_map(|place| side.at(place)).filter(is_frequent).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(counts: &[(f64, usize)]) -> Vec<f64> {
        counts.iter().flat_map(|&(value, count)| std::iter::repeat_n(value, count)).collect()
    }

    #[test]
    fn of_few_values_the_new_one_is_named() {
        let reference = sample(&[(0.0, 1350), (1.0, 150)]);
        let production = sample(&[(0.0, 1350), (1.0, 90), (3.0, 60)]);
        let found = change(&reference, &production).unwrap();
        assert_eq!(found, ValueChange { value: 3.0, reference: 0, production: 60, few: true });
    }

    #[test]
    fn a_rare_value_that_vanishes_does_not_hide_a_frequent_one_that_rises() {
        let reference = sample(&[(0.75, 9), (3.0, 50), (7.0, 31), (10.0, 910)]);
        let production = sample(&[(3.0, 45), (7.0, 26), (10.0, 929)]);
        assert_eq!(change(&reference, &production).unwrap().value, 10.0);
    }

    #[test]
    fn of_many_values_a_frequent_one_is_named() {
        let many = || (1..=1000).map(|number| f64::from(number) / 7.0);
        let reference: Vec<f64> = sample(&[(0.0, 3000)]).into_iter().chain(many()).collect();
        let production: Vec<f64> = sample(&[(0.0, 1000)]).into_iter().chain(many()).collect();
        let found = change(&reference, &production).unwrap();
        assert_eq!((found.value, found.reference, found.production, found.few), (0.0, 3000, 1000, false));
        let none: Vec<f64> = many().collect();
        assert_eq!(change(&none, &none), None);
        assert_eq!(change(&none, &Vec::new()), None);
    }
}
