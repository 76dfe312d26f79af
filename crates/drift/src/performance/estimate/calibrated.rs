//! The estimate of classes, by calibrated scores.

use driftscope_present::names::first_names;
use driftscope_present::numbers;
use driftscope_report::{
    CalibratorMethod, EstimateMethod, EstimateState, EstimatedMetric, EstimatedWindow, FEWEST_ROWS_OF_A_WINDOW,
    InputOverlap, MetricInfo, OtherEstimate, PerformanceEstimate, RealisedMetric, ScoreMeaning, Worse,
};
use driftscope_stats::performance::estimate::{Answered, Estimable, Estimate, Estimator, Labelled, Method, against};
use driftscope_stats::performance::{ConfusionMetric, Measured, ScoreMetric, Scores, scores};

use super::super::metrics::{Kernel, kernel, measured, of_rows};
use super::super::rows::{Figures, ModelRows};
use super::parts::{Part, Parts};
use super::weights::{Found, weights};
use super::{Basis, agree, are_too_many, begun, self_test, state, written};

/// The metrics of these rows that can be estimated and get better or worse; of more than two classes only accuracy, since a confidence is
/// about one class.
fn metrics(rows: &ModelRows<'_>) -> Vec<(&'static MetricInfo, Estimable)> {
    let estimable = |info: &'static MetricInfo| match kernel(info.id)? {
        Kernel::Confusion(metric) => Some((info, Estimable::Confusion(metric))),
        Kernel::Score(metric) => Some((info, Estimable::Score(metric))),
        Kernel::ClassScore(_) | Kernel::Residual(_) | Kernel::Ranking(_) => None,
    };
    let is_binary = rows.scores().is_some();
    let all = of_rows(rows).filter(|info| info.worse != Worse::Neither).filter_map(estimable);
    all.filter(|(_, metric)| is_binary || *metric == Estimable::Confusion(ConfusionMetric::Accuracy)).collect()
}

pub(super) fn estimate(basis: &Basis<'_>) -> PerformanceEstimate {
    let Basis { rows, parts, inputs, .. } = basis;
    if !is_ranking(rows, parts) {
        let reason = "The scores do not tell the classes of the reference apart: the 95 % interval of their ROC AUC includes 0.5";
        return state(EstimateState::NoRanking, reason);
    }
    let covered: Vec<Found> = parts.parts.iter().map(|part| weights(inputs, rows, part)).collect();
    let overlap = worst(&covered);
    let left_out = overlap.map_or(&[][..], |overlap| overlap.left_out.as_slice());
    let is_outside = covered.iter().any(|found| matches!(found, Found::Outside(_)));
    if is_outside || are_too_many(left_out, inputs) {
        return outside(overlap);
    }
    // A score that is no probability has no place on beta's scale.
    let is_probability = rows.scores().is_none_or(|found| found.meaning != ScoreMeaning::Ranking);
    let method = (!is_probability).then_some(Method::Isotonic);
    let plain: Vec<Vec<Labelled>> =
        parts.parts.iter().map(|part| labelled(rows, part.labelled.iter().map(|row| (*row, 1.0)))).collect();
    let Some(cbpe) = Estimator::fit(&plain, method) else {
        return state(EstimateState::TooFewRows, "The labels of the reference are too few to calibrate scores");
    };
    let pape = weighted(rows, &covered).and_then(|weighted| Estimator::fit(&weighted, method));
    let [plain, weighted] = estimated(basis, [Some(&cbpe), pape.as_ref()]);
    let (chosen, other, estimator) = match pape {
        Some(pape) if !agree(&plain, &weighted) => {
            ((EstimateMethod::Pape, weighted), Some((EstimateMethod::Cbpe, plain)), pape)
        }
        pape => ((EstimateMethod::Cbpe, plain), pape.map(|_| (EstimateMethod::Pape, weighted)), cbpe),
    };
    let (method, metrics) = chosen;
    PerformanceEstimate {
        metrics,
        other: other.map(|(method, metrics)| OtherEstimate { method, metrics }),
        calibrators: estimator.methods().map(calibrator).collect(),
        overlap: overlap.cloned(),
        realised: realised(basis, &estimator),
        windows: by_window(basis, &estimator),
        self_test: estimator.methods().next().and_then(|method| self_test::of(basis, method)),
        ..begun(method, parts, left_out, "scores mean")
    }
}

fn calibrator(method: Method) -> CalibratorMethod {
    match method {
        Method::Beta => CalibratorMethod::Beta,
        Method::Isotonic => CalibratorMethod::Isotonic,
    }
}

/// Whether the scores of the reference tell hits from the rest.
fn is_ranking(rows: &ModelRows<'_>, parts: &Parts) -> bool {
    let pairs = parts.labelled().filter_map(|row| Some((rows.estimable_score(0, row)?, rows.is_hit(0, row)?)));
    let table = Scores::of(&pairs.collect::<Vec<(f64, bool)>>());
    scores::measure(ScoreMetric::RocAuc, &table).is_ok_and(|area| area.low > 0.5)
}

/// Of all versions the one that the reference covers least.
fn worst(found: &[Found]) -> Option<&InputOverlap> {
    let overlaps = found.iter().filter_map(|found| match found {
        Found::Covered(weighted) => Some(&weighted.overlap),
        Found::TooFew(overlap) | Found::Outside(overlap) => Some(overlap),
        Found::Unknown => None,
    });
    let apart = |overlap: &InputOverlap| (overlap.mean_weight - 1.0).abs();
    overlaps.max_by(|one, other| apart(one).total_cmp(&apart(other)))
}

/// No estimate, since production lies outside the reference.
pub(super) fn outside(overlap: Option<&InputOverlap>) -> PerformanceEstimate {
    let names = overlap.map_or(&[][..], |overlap| overlap.left_out.as_slice());
    let share = overlap.map_or(1.0, |overlap| overlap.outside);
    let within = if names.is_empty() { String::new() } else { format!(" in {}", first_names(names)) };
    let sentence = format!(
        "Production lies outside the reference{within}: {} of its rows are unlike 999 of 1000 rows of the reference, so that no estimate from the reference holds for them",
        numbers::percent(share)
    );
    PerformanceEstimate { overlap: overlap.cloned(), ..state(EstimateState::Outside, &sentence) }
}

/// The labelled rows by score, each with its weight.
pub(super) fn labelled(rows: &ModelRows<'_>, wanted: impl Iterator<Item = (u32, f64)>) -> Vec<Labelled> {
    let known = wanted.filter_map(|(row, weight)| {
        let row = row as usize;
        Some((rows.estimable_score(0, row)?, rows.is_hit(0, row)?, weight))
    });
    let mut known: Vec<(f64, bool, f64)> = known.collect();
    // Sums of weights do not depend on the order of rows.
    known.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.2.total_cmp(&other.2)));
    let groups = known.chunk_by(|one, other| one.0 == other.0).map(|group| {
        let mut found = Labelled { score: group[0].0, ..Labelled::default() };
        for &(_, is_hit, weight) in group {
            if is_hit { found.positive.add(weight) } else { found.negative.add(weight) }
        }
        found
    });
    groups.collect()
}

/// The weighted labelled rows of each version. `None` unless the reference covers production in all of them.
fn weighted(rows: &ModelRows<'_>, covered: &[Found]) -> Option<Vec<Vec<Labelled>>> {
    let of_part = |found: &Found| match found {
        Found::Covered(weighted) => Some(labelled(rows, weighted.rows.iter().copied())),
        _ => None,
    };
    covered.iter().map(of_part).collect()
}

/// Rows of production with score and answer.
fn answered(rows: &ModelRows<'_>, wanted: impl Iterator<Item = usize>) -> Vec<Answered> {
    wanted.filter_map(|row| Some((rows.estimable_score(1, row)?, rows.is_positive_answer(1, row)))).collect()
}

/// The metrics by each estimator, beside those of the reference; none where there is no estimator.
fn estimated(basis: &Basis<'_>, estimators: [Option<&Estimator>; 2]) -> [Vec<EstimatedMetric>; 2] {
    let Basis { rows, parts, .. } = basis;
    let reference = rows.figures(0, parts.labelled());
    let of_part = |part: &Part| answered(rows, part.answered.iter().map(|row| *row as usize));
    let all: Vec<Vec<Answered>> = parts.parts.iter().map(of_part).collect();
    let metric = |(info, found): (&MetricInfo, Estimate)| {
        let reference = measured_of(info, rows, &reference);
        let difference = reference.and_then(|reference| against(reference, found.measured));
        written(info.id, found.measured, reference, difference)
    };
    estimators.map(|estimator| {
        let found = estimator.map(|estimator| estimates(rows, estimator, &all));
        found.into_iter().flatten().filter_map(metric).collect()
    })
}

fn measured_of(info: &MetricInfo, rows: &ModelRows<'_>, figures: &Figures) -> Option<Measured> {
    measured(info, rows, figures)?.ok()
}

/// The estimates of some rows, each with its metric.
fn estimates(
    rows: &ModelRows<'_>,
    estimator: &Estimator,
    all: &[Vec<Answered>],
) -> Vec<(&'static MetricInfo, Estimate)> {
    let metrics = metrics(rows);
    let wanted: Vec<Estimable> = metrics.iter().map(|(_, metric)| *metric).collect();
    let found = estimator.estimate(all, &wanted);
    let info = |found: Estimate| {
        let (info, _) = metrics.iter().find(|(_, metric)| *metric == found.metric)?;
        Some((*info, found))
    };
    found.into_iter().filter_map(info).collect()
}

/// What labels of production show, less what was estimated of the same rows.
fn realised(basis: &Basis<'_>, estimator: &Estimator) -> Vec<RealisedMetric> {
    let Basis { rows, parts, .. } = basis;
    let known = parts.parts.iter().map(|part| -> Vec<usize> {
        part.answered.iter().map(|row| *row as usize).filter(|row| rows.is_compared(1, *row)).collect()
    });
    let known: Vec<Vec<usize>> = known.collect();
    if known.iter().map(Vec::len).sum::<usize>() < super::FEWEST_ROWS {
        return Vec::new();
    }
    let figures = rows.figures(1, known.iter().flatten().copied());
    let all: Vec<Vec<Answered>> = known.iter().map(|part| answered(rows, part.iter().copied())).collect();
    let metric = |(info, found): (&MetricInfo, Estimate)| {
        let realised = measured_of(info, rows, &figures)?.value;
        let difference = realised - found.measured.value;
        // The labels' own chance is part of the estimate's.
        let reach = 1.96 * found.sd;
        let is_finite = difference.is_finite() && reach.is_finite();
        is_finite.then(|| RealisedMetric {
            id: info.id.to_owned(),
            realised,
            estimated: found.measured.value,
            low: difference - reach,
            high: difference + reach,
        })
    };
    estimates(rows, estimator, &all).into_iter().filter_map(metric).collect()
}

/// The accuracy by window of production.
fn by_window(basis: &Basis<'_>, estimator: &Estimator) -> Vec<EstimatedWindow> {
    let Basis { rows, parts, windows, .. } = basis;
    let Some(windows) = windows else { return Vec::new() };
    const NONE: usize = usize::MAX;
    let mut part_of = vec![NONE; rows.answered(1)];
    for (place, part) in parts.parts.iter().enumerate() {
        part.answered.iter().for_each(|row| part_of[*row as usize] = place);
    }
    let window = |window: &crate::windows::WindowRows<'_>| {
        let mut all = vec![Vec::new(); parts.parts.len()];
        for row in window.rows.iter().map(|row| *row as usize) {
            let part = part_of.get(row).and_then(|part| all.get_mut(*part));
            let known = rows.estimable_score(1, row).zip(part);
            known.into_iter().for_each(|(score, part)| part.push((score, rows.is_positive_answer(1, row))));
        }
        let found = estimator.accuracy(&all)?.measured;
        (found.n >= FEWEST_ROWS_OF_A_WINDOW).then(|| EstimatedWindow {
            start: window.window.start.clone(),
            value: found.value,
            low: found.low,
            high: found.high,
            n: found.n,
        })
    };
    windows.sides[1].iter().filter_map(window).collect()
}
