//! Whether a figure is past the bound of a rule, how sure that is, and whether it is back.

use driftscope_report::{AlertCondition, AlertRule};
use driftscope_stats::share_past_bound;
use driftscope_stats::special::{normal_quantile, normal_sf};

use super::figure::Figure;
use super::series::Observation;

/// The part of the way from the bound to the usual figure that an estimate must be back before an alert is resolved.
pub(super) const BACK: f64 = 0.25;

/// A figure compared with its bound.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Judged {
    /// The figure with the interval that was compared with the bound.
    pub(super) figure: Figure,
    /// The bound; of two the nearer one.
    pub(super) bound: f64,
    /// Whether the interval, or a figure without one, is past it.
    pub(super) is_past: bool,
    /// The one-sided p-value of "it is not past the bound", of figures with an interval.
    pub(super) p_value: Option<f64>,
    /// Whether the estimate is back.
    pub(super) is_back: bool,
}

/// One bound, and on which side of it the alert is.
#[derive(Clone, Copy)]
struct Bound {
    at: f64,
    is_upper: bool,
    /// A figure as it usually is.
    usual: Option<f64>,
}

/// Judges a window's figure. `None` where the condition has no bound: it has no number, or the reference has no such figure.
pub(super) fn judge(rule: &AlertRule, observation: &Observation, reference: Option<Figure>) -> Option<Judged> {
    let figure = observation.figure?;
    let usual = reference.map(|reference| reference.value);
    let upper = |at: f64| Bound { at, is_upper: true, usual };
    let lower = |at: f64| Bound { at, is_upper: false, usual };
    let (bound, compared_with) = match rule.when {
        AlertCondition::Above(at) => (upper(at), None),
        AlertCondition::Below(at) => (lower(at), None),
        AlertCondition::RisesBy(amount) => (upper(usual? + amount), reference),
        AlertCondition::FallsBy(amount) => (lower(usual? - amount), reference),
        AlertCondition::BelowUsualBy(share) => {
            let usual = observation.usual?;
            (Bound { at: usual - share * usual.abs(), is_upper: false, usual: Some(usual) }, None)
        }
        AlertCondition::Outside([low, high]) => {
            let middle = 0.5 * (low + high);
            let bound = if figure.value > middle { upper(high) } else { lower(low) };
            (Bound { usual: Some(middle), ..bound }, None)
        }
        AlertCondition::Worsens(_) | AlertCondition::Drifted(_) | AlertCondition::CannotTell(_) => return None,
    };
    Some(against(rule, figure, bound, compared_with))
}

fn against(rule: &AlertRule, figure: Figure, bound: Bound, compared_with: Option<Figure>) -> Judged {
    let is_plain = rule.sure <= 0.0 || !figure.has_interval();
    let widened = |figure: Figure| match compared_with.filter(|_| !is_plain) {
        Some(reference) => with_reference(figure, reference),
        None => figure,
    };
    let level = if rule.sure > 0.0 { rule.sure } else { 0.95 };
    let at_level = widened(figure).at_level(level);
    let past = |value: f64| if bound.is_upper { value > bound.at } else { value < bound.at };
    let near_end = if bound.is_upper { at_level.low } else { at_level.high };
    Judged {
        figure: at_level,
        bound: bound.at,
        is_past: past(figure.value) && (is_plain || near_end.is_some_and(past)),
        p_value: (!is_plain).then(|| p_value(widened(figure), bound)),
        is_back: is_back(figure.value, bound, is_plain),
    }
}

/// The figure with an interval that holds the uncertainty of the reference's, too, as that of a difference does.
fn with_reference(figure: Figure, reference: Figure) -> Figure {
    let reach = |end: Option<f64>, other: Option<f64>| {
        Some(libm::hypot(end? - figure.value, other.map_or(0.0, |other| other - reference.value)))
    };
    Figure {
        low: reach(figure.low, reference.high).map(|reach| figure.value - reach),
        high: reach(figure.high, reference.low).map(|reach| figure.value + reach),
        // The counts are no longer all there is to it.
        counts: None,
        ..figure
    }
}

/// Exact for a share; for others by the normal law, whose deviation is the reach of the 95 % interval towards the bound.
fn p_value(figure: Figure, bound: Bound) -> f64 {
    if let Some([hits, cases]) = figure.counts {
        let tail = if bound.is_upper { share_past_bound::above } else { share_past_bound::below };
        return tail(hits, cases, bound.at);
    }
    let distance = if bound.is_upper { figure.value - bound.at } else { bound.at - figure.value };
    let end = if bound.is_upper { figure.low } else { figure.high };
    match end.map(|end| (end - figure.value).abs()) {
        None => 1.0,
        Some(reach) if reach > 0.0 => normal_sf(-normal_quantile(0.025) * distance / reach),
        Some(_) => f64::from(u8::from(distance <= 0.0)),
    }
}

/// Back by a quarter of the way to what is usual, where that is on the other side of the bound; a plain comparison is back at the bound.
fn is_back(value: f64, bound: Bound, is_plain: bool) -> bool {
    let sign = if bound.is_upper { 1.0 } else { -1.0 };
    let way = bound.usual.map_or(0.0, |usual| (sign * (bound.at - usual)).max(0.0));
    let back = if is_plain { 0.0 } else { BACK * way };
    sign * (bound.at - value) >= back
}

#[cfg(test)]
mod tests {
    use driftscope_report::Always;

    use super::*;

    fn judged(when: AlertCondition, sure: f64, figure: Figure, reference: Option<Figure>) -> Option<Judged> {
        let observation = Observation { start: None, figure: Some(figure), usual: Some(100.0) };
        judge(&AlertRule { when, sure, ..AlertRule::default() }, &observation, reference)
    }

    #[test]
    fn without_being_sure_a_value_above_the_threshold_is_enough() {
        let plain = |value| judged(AlertCondition::Above(100.0), 0.0, Figure::exact(value), None).unwrap();
        assert!(plain(150.0).is_past && !plain(150.0).is_back && plain(150.0).p_value.is_none());
        assert!(!plain(100.0).is_past && plain(100.0).is_back);
        let share = Figure::share(2, 20).unwrap();
        assert!(judged(AlertCondition::Above(0.05), 0.0, share, None).unwrap().is_past);
        assert!(!judged(AlertCondition::Above(0.05), 0.95, share, None).unwrap().is_past);
    }

    #[test]
    fn the_interval_must_be_past_the_bound_and_the_wider_the_surer() {
        let share = Figure::share(840, 1_000).unwrap();
        let below = |at, sure| judged(AlertCondition::Below(at), sure, share, None).unwrap();
        assert!(below(0.87, 0.95).is_past && !below(0.86, 0.95).is_past && below(0.86, 0.8).is_past);
        assert!(below(0.87, 0.95).p_value.is_some_and(|p| (0.001..0.025).contains(&p)));
        assert!(below(0.87, 0.99).figure.low < below(0.87, 0.95).figure.low);
    }

    #[test]
    fn a_fall_is_from_the_reference_and_as_unsure_as_both() {
        let share = Figure::share(840, 1_000).unwrap();
        let falls = |reference: Figure| judged(AlertCondition::FallsBy(0.03), 0.95, share, Some(reference)).unwrap();
        let large = falls(Figure::share(9_000, 10_000).unwrap());
        assert!((large.bound - 0.87).abs() < 1e-12 && large.is_past);
        assert!(!falls(Figure::share(90, 100).unwrap()).is_past);
        assert_eq!(judged(AlertCondition::FallsBy(0.03), 0.95, share, None), None);
    }

    #[test]
    fn an_estimate_is_back_a_quarter_of_the_way_to_what_is_usual() {
        let reference = Figure::share(900, 1_000);
        let back = |hits| judged(AlertCondition::Below(0.86), 0.95, Figure::share(hits, 1_000).unwrap(), reference);
        assert!(!back(865).unwrap().is_back && back(871).unwrap().is_back);
        let usual = |value| judged(AlertCondition::BelowUsualBy(0.4), 0.95, Figure::exact(value), None).unwrap();
        assert!((usual(50.0).bound - 60.0).abs() < 1e-12 && usual(50.0).is_past && usual(60.0).is_back);
    }

    #[test]
    fn outside_has_two_bounds_of_which_the_nearer_is_named() {
        let outside = |value| judged(AlertCondition::Outside([1.0, 3.0]), 0.0, Figure::exact(value), None).unwrap();
        assert_eq!([outside(0.5).bound, outside(3.5).bound], [1.0, 3.0]);
        assert_eq!([outside(0.5).is_past, outside(2.0).is_past, outside(3.5).is_past], [true, false, true]);
        assert_eq!(judged(AlertCondition::Drifted(Always), 0.95, Figure::exact(1.0), None), None);
    }
}
