//! Whether the scores of both sides are probabilities, for the report.

use driftscope_report::{Calibration, MetricValue, ReliabilityBin, ScoreMeaning, SideCalibration};
use driftscope_stats::performance::{self as stats, Measured};

use super::metrics::written;
use super::rows::{Figures, ModelRows};

/// The calibration of both sides. `None` where scores are not probabilities, or neither side has enough labels.
pub(super) fn of(rows: &ModelRows<'_>, sides: [&Figures; 2]) -> Option<Calibration> {
    rows.scores().filter(|found| found.meaning != ScoreMeaning::Ranking)?;
    let [reference, production] = sides.map(|side| side.scores.as_ref().and_then(stats::calibration).map(of_side));
    let is_known = reference.is_some() || production.is_some();
    is_known.then(|| Calibration { sentence: String::new(), reference, production })
}

fn of_side(found: stats::Calibration) -> SideCalibration {
    let value = |measured: Option<Measured>| -> Option<MetricValue> { measured.map(written) };
    SideCalibration {
        mean_score: found.mean_score,
        rate: written(found.rate),
        intercept: value(found.intercept),
        slope: value(found.slope),
        squared_error: found.squared_error,
        p_value: found.spiegelhalter.map(|(_, p_value)| p_value).filter(|p_value| p_value.is_finite()),
        bins: found.bins.iter().map(|bin| ReliabilityBin { score: bin.score, rate: written(bin.rate) }).collect(),
    }
}
