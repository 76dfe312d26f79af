//! Where the number of predictions a day changed, less the pattern of the week.
//!
//! Of each whole day the logarithm of its count and a half, less the typical difference of its weekday from the median of the seven days
//! around it. Logarithms, so that a pattern of the week is a factor; medians, so that a change does not bend it.

use driftscope_report::{BusinessChange, BusinessSeries, BusinessWindow};
use driftscope_stats::pelt::mean_changes;
use driftscope_stats::quantile::median_of;

/// The fewest whole days of a side: three of every weekday.
const FEWEST: usize = 21;

/// The fewest days of a segment: a week.
const SHORTEST: usize = 7;

/// The changes of both sides, or why none was looked for.
pub(super) fn of(days: &BusinessSeries) -> (Vec<BusinessChange>, Option<String>) {
    let sides =
        [&days.reference, &days.production].map(|days| days.iter().filter(|day| !day.partial).collect::<Vec<_>>());
    if sides.iter().all(|days| days.len() < FEWEST) {
        let longest = sides.iter().map(Vec::len).max().unwrap_or(0);
        let why = format!(
            "Changes need {FEWEST} whole days of a side, to know the pattern of the week; there are {longest}."
        );
        return (Vec::new(), Some(why));
    }
    (sides.iter().filter(|days| days.len() >= FEWEST).flat_map(|days| of_side(days)).collect(), None)
}

fn of_side(days: &[&BusinessWindow]) -> Vec<BusinessChange> {
    let logs: Vec<f64> = days.iter().map(|day| libm::log(day.count as f64 + 0.5)).collect();
    let adjusted = without_weekdays(&logs);
    let date = |place: usize| days.get(place).map(|day| day.start.clone()).unwrap_or_default();
    // Of independent requests the logarithm of a count varies by one over its root. Batches of one size do not vary at all: a quarter of it
    // stands in for their noise, so that half as many a day are a change.
    let errors: Vec<f64> = days.iter().map(|day| 0.25 / (day.count as f64 + 0.5).sqrt()).collect();
    let least_noise = median_of(&errors).unwrap_or(0.0);
    let found = mean_changes(&adjusted, &vec![1.0; adjusted.len()], SHORTEST, least_noise);
    let change = |found: driftscope_stats::pelt::MeanChange| BusinessChange {
        date: date(found.start),
        low: date(found.low),
        high: date(found.high),
        ratio: libm::exp(found.after - found.before),
    };
    found.into_iter().map(change).collect()
}

/// The values less the typical difference of their place in the week. Days follow each other without gaps, so that every seventh is the
/// same weekday.
fn without_weekdays(values: &[f64]) -> Vec<f64> {
    let around = |place: usize| {
        let from = place.saturating_sub(3).min(values.len().saturating_sub(7));
        median_of(&values[from..(from + 7).min(values.len())]).unwrap_or(0.0)
    };
    let seasonal: Vec<f64> = (0..7)
        .map(|weekday| {
            let differences: Vec<f64> =
                (weekday..values.len()).step_by(7).map(|place| values[place] - around(place)).collect();
            median_of(&differences).unwrap_or(0.0)
        })
        .collect();
    values.iter().enumerate().map(|(place, value)| value - seasonal[place % 7]).collect()
}
