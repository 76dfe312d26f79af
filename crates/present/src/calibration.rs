//! Whether scores are probabilities, in words.

use driftscope_report::{Calibration, MetricValue, ReliabilityBin, SideCalibration};

use crate::numbers;

/// A rate nearer to its score than this is not worth a sentence.
const NEAR: f64 = 0.02;

/// Standard errors that a bin's rate is off: 5 % for ten bins together, by Bonferroni.
const SURE: f64 = 2.81;

/// What the scores of production are like, or of the reference, where production has too few labels: "Production: scores are too low: 22 %
/// on average, and 32 % of the labels are late. Where the score is 90 %, 84 % are late (81 to 87 %)."
pub fn sentence(calibration: &Calibration, positive: &str) -> String {
    let (name, side) = match (&calibration.production, &calibration.reference) {
        (Some(production), _) => ("Production", production),
        (None, Some(reference)) => ("Reference (production has too few labels)", reference),
        (None, None) => return String::new(),
    };
    let positive = numbers::name(positive, 30);
    let parts = [Some(level(name, side, &positive)), farthest(side, &positive)];
    parts.into_iter().flatten().collect::<Vec<String>>().join(" ")
}

/// Whether scores are too high or low on the whole, or too extreme.
fn level(name: &str, side: &SideCalibration, positive: &str) -> String {
    let rate = side.rate.value.unwrap_or(side.mean_score);
    let [score, labels] = numbers::percents([side.mean_score, rate]);
    let pair = format!("{score} on average, and {labels} of the labels are {positive}");
    let what = match (beyond(side.intercept, 0.0), beyond(side.slope, 1.0)) {
        (Some(true), _) if rate - side.mean_score >= NEAR => format!("too low: {pair}"),
        (Some(false), _) if side.mean_score - rate >= NEAR => format!("too high: {pair}"),
        (_, Some(false)) => "too extreme: high ones are too high, low ones too low".to_owned(),
        (_, Some(true)) => "too cautious: high ones are too low, low ones too high".to_owned(),
        _ => format!("right on the whole: {pair}"),
    };
    format!("{name}: scores are {what}.")
}

/// Whether an interval lies above a value, or below it; `None` where it holds the value.
fn beyond(interval: Option<MetricValue>, value: f64) -> Option<bool> {
    let (low, high) = (interval?.low?, interval?.high?);
    (low > value || high < value).then_some(low > value)
}

/// The bin whose rate is farthest from its score, of those that are off by more than chance.
fn farthest(side: &SideCalibration, positive: &str) -> Option<String> {
    let distance = |bin: &ReliabilityBin| bin.rate.value.map_or(0.0, |rate| (rate - bin.score).abs());
    let is_sure = |bin: &&ReliabilityBin| {
        let error = (bin.score * (1.0 - bin.score) / bin.rate.n as f64).sqrt();
        distance(bin) >= NEAR.max(SURE * error)
    };
    let bin = side.bins.iter().filter(is_sure).max_by(|one, other| distance(one).total_cmp(&distance(other)))?;
    let [score, rate] = numbers::percents([bin.score, bin.rate.value?]);
    let [low, high] = numbers::percents([bin.rate.low?, bin.rate.high?]);
    Some(format!("Where the score is about {score}, {rate} of the labels are {positive} ({low} to {high})."))
}

/// A figure of both sides: its name, and the values with their intervals.
pub fn figures(calibration: &Calibration) -> Vec<(&'static str, [String; 2])> {
    let sides = [&calibration.reference, &calibration.production];
    let row = |of: &dyn Fn(&SideCalibration) -> Option<String>| {
        sides.map(|side| side.as_ref().and_then(of).unwrap_or_else(|| "–".to_owned()))
    };
    let with_interval = |value: MetricValue| {
        let text = numbers::coefficient;
        Some(format!("{} ({} to {})", text(value.value?), text(value.low?), text(value.high?)))
    };
    vec![
        ("Mean score", row(&|side| Some(numbers::percent(side.mean_score)))),
        ("Positive labels", row(&|side| side.rate.value.map(numbers::percent))),
        ("Slope (1: right)", row(&|side| side.slope.and_then(with_interval))),
        ("Intercept (0: right)", row(&|side| side.intercept.and_then(with_interval))),
        ("Spiegelhalter’s test", row(&|side| side.p_value.map(numbers::p_relation))),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(value: f64, reach: f64) -> MetricValue {
        MetricValue { value: Some(value), low: Some(value - reach), high: Some(value + reach), n: 1000 }
    }

    fn side(rate: f64, intercept: f64, slope: f64) -> SideCalibration {
        SideCalibration {
            mean_score: 0.22,
            rate: value(rate, 0.01),
            intercept: Some(value(intercept, 0.1)),
            slope: Some(value(slope, 0.1)),
            bins: vec![
                // Farthest off, but of a few rows.
                ReliabilityBin { score: 0.1, rate: MetricValue { n: 50, ..value(0.2, 0.1) } },
                ReliabilityBin { score: 0.9, rate: value(0.84, 0.03) },
            ],
            ..SideCalibration::default()
        }
    }

    fn of(side: SideCalibration) -> String {
        sentence(&Calibration { production: Some(side), ..Calibration::default() }, "late").replace('\u{202f}', " ")
    }

    #[test]
    fn scores_are_too_low_too_high_too_extreme_or_right() {
        let low = of(side(0.32, 0.5, 1.0));
        assert!(
            low.starts_with("Production: scores are too low: 22 % on average, and 32 % of the labels are late."),
            "{low}"
        );
        assert!(low.ends_with("Where the score is about 90 %, 84 % of the labels are late (81 % to 87 %)."), "{low}");
        assert!(of(side(0.12, -0.5, 1.0)).contains("too high: 22 %"));
        assert!(of(side(0.22, 0.0, 0.7)).contains("too extreme"));
        assert!(of(side(0.22, 0.0, 1.3)).contains("too cautious"));
        assert!(of(side(0.225, 0.05, 1.0)).contains("right on the whole"));
        assert!(sentence(&Calibration::default(), "late").is_empty());
    }
}
