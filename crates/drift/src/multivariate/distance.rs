//! How far rows lie from what the reference's columns have in common.

use driftscope_stats::moments::Moments;
use driftscope_stats::quantile::median_sorted;
use driftscope_stats::reconstruction::Components;
use driftscope_stats::sorting::sort_numbers;
use driftscope_stats::welch_t::welch_t;

use super::encoding::{Encoded, Rows};
use driftscope_report::{Kind, Reconstruction};

/// The share of the variance that the components explain at least, as in NannyML.
const EXPLAINED: f64 = 0.65;

/// Fits components to half of the reference's rows and compares the other half with production, so that neither is known to
/// them: errors of rows that they were fitted to are smaller by themselves.
pub(super) fn reconstruction(rows: &Rows) -> Option<Reconstruction> {
    let numbers: Vec<Vec<f64>> = rows.columns.iter().map(|column| filled(column, rows.reference)).collect();
    let half = rows.reference / 2;
    let part = |from: usize, to: usize| -> Vec<Vec<f64>> {
        numbers.iter().map(|column| column.get(from..to).unwrap_or_default().to_vec()).collect()
    };
    let total = numbers.first().map_or(0, Vec::len);
    let components = Components::fit(&part(0, half), EXPLAINED)?;
    let moments = |columns: Vec<Vec<f64>>| {
        let mut errors = components.errors(&columns);
        sort_numbers(&mut errors);
        Moments::of_sorted(&errors)
    };
    let (reference, production) = (moments(part(half, rows.reference)), moments(part(rows.reference, total)));
    let test = welch_t(&reference, &production)?;
    let error = |moments: &Moments| Some(moments.sd? / (moments.count as f64).sqrt());
    let found = Reconstruction {
        reference: reference.mean?,
        reference_error: error(&reference)?,
        production: production.mean?,
        production_error: error(&production)?,
        p_value: test.p_value,
        components: components.count() as u64,
        explained: components.explained,
    };
    // A value of 1e300 among small ones has no distance that a double can hold.
    let all = [found.reference, found.reference_error, found.production, found.production_error, found.p_value];
    all.iter().all(|figure| figure.is_finite()).then_some(found)
}

/// Numbers with gaps filled by the reference's median; a category as its share of the reference's rows.
pub(super) fn filled(column: &Encoded, reference: usize) -> Vec<f64> {
    let known = column.values.get(..reference).unwrap_or_default();
    if column.kind != Kind::Category {
        let mut sorted: Vec<f64> = known.iter().copied().filter(|value| value.is_finite()).collect();
        sort_numbers(&mut sorted);
        let median = median_sorted(sorted.as_slice()).unwrap_or(0.0);
        return column.values.iter().map(|&value| if value.is_finite() { value } else { median }).collect();
    }
    let place = |value: f64| if value.is_nan() { 0 } else { value as usize + 1 };
    let mut counts: Vec<f64> = Vec::new();
    for &value in known {
        let at = place(value);
        if counts.len() <= at {
            counts.resize(at + 1, 0.0);
        }
        counts[at] += 1.0;
    }
    let rows = reference.max(1) as f64;
    column.values.iter().map(|&value| counts.get(place(value)).copied().unwrap_or(0.0) / rows).collect()
}
