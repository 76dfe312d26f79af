//! The estimate of classes, by calibrated scores.

use driftscope_present::names::first_names;
use driftscope_present::numbers;
use driftscope_report::{
    CalibratorMethod, EstimateMethod, EstimateState, EstimatedMetric, EstimatedWindow, FEWEST_ROWS_OF_A_WINDOW,
    InputOverlap, MetricInfo, OtherEstimate, PerformanceEstimate, RealisedMetric, ScoreMeaning,
};
use driftscope_stats::performance::estimate::{Answered, Estimable, Estimate, Estimator, Labelled, Method, against};
use driftscope_stats::performance::{Measured, ScoreMetric, Scores, scores};

use super::super::metrics::{measured, of_rows};
use super::super::rows::{Figures, ModelRows};
use super::parts::Parts;
use super::weights::{Found, weights};
use super::{Basis, agree, found, reason, self_test, state, written};

/// The metrics of the report that can be estimated.
fn estimable(id: &str) -> Option<Estimable> {
    Some(match id {
        "accuracy" => Estimable::Accuracy,
        "precision" => Estimable::Precision,
        "recall" => Estimable::Recall,
        "specificity" => Estimable::Specificity,
        "f1" => Estimable::F1,
        "balanced_accuracy" => Estimable::BalancedAccuracy,
        "mcc" => Estimable::Mcc,
        "kappa" => Estimable::Kappa,
        "roc_auc" => Estimable::RocAuc,
        "average_precision" => Estimable::AveragePrecision,
        "log_loss" => Estimable::LogLoss,
        "brier" => Estimable::Brier,
        _ => return None,
    })
}

/// The metrics of these rows that can be estimated; of more than two classes only accuracy, since a confidence is about one class.
fn metrics(rows: &ModelRows<'_>) -> Vec<(&'static MetricInfo, Estimable)> {
    let is_binary = rows.scores().is_some();
    let all = of_rows(rows).filter_map(|info| Some((info, estimable(info.id)?)));
    all.filter(|(_, metric)| is_binary || *metric == Estimable::Accuracy).collect()
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
    if is_outside || 2 * left_out.len() > inputs.count().max(1) {
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
    let estimate = Estimated::of(basis, &cbpe);
    let other = pape.map(|pape| (Estimated::of(basis, &pape), pape));
    let is_partly_outside = !left_out.is_empty();
    let mut report = found(EstimateMethod::Cbpe, is_partly_outside);
    let (estimator, other) = match other {
        Some((other, pape)) if !agree(&estimate.metrics, &other.metrics) => {
            report.method = Some(EstimateMethod::Pape);
            report.metrics = other.metrics;
            (pape, Some((EstimateMethod::Cbpe, estimate.metrics)))
        }
        other => {
            report.metrics = estimate.metrics;
            (cbpe, other.map(|(other, _)| (EstimateMethod::Pape, other.metrics)))
        }
    };
    report.other = other.map(|(method, metrics)| OtherEstimate { method, metrics });
    report.labels = parts.parts.iter().map(|part| part.labelled.len() as u64).sum();
    report.rows = parts.parts.iter().map(|part| part.answered.len() as u64).sum();
    report.calibrators = estimator.methods().map(calibrator).collect();
    report.overlap = overlap.cloned();
    report.realised = realised(basis, &estimator);
    report.windows = by_window(basis, &estimator);
    report.self_test = estimator.methods().next().and_then(|method| self_test::of(basis, method));
    let names = first_names(left_out);
    report.reason = reason([
        parts.note.clone(),
        is_partly_outside.then(|| format!("In {names} production lies outside the reference, and the estimate takes it that scores mean the same there")),
    ]);
    report
}

fn calibrator(method: Method) -> CalibratorMethod {
    match method {
        Method::Beta => CalibratorMethod::Beta,
        Method::Isotonic => CalibratorMethod::Isotonic,
    }
}

/// Whether the scores of the reference tell hits from the rest.
fn is_ranking(rows: &ModelRows<'_>, parts: &Parts) -> bool {
    let all = parts.parts.iter().flat_map(|part| &part.labelled);
    let pairs = all.filter_map(|&row| Some((rows.estimable_score(0, row as usize)?, rows.is_hit(0, row as usize)?)));
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

/// The metrics by an estimator, beside those of the reference.
struct Estimated {
    metrics: Vec<EstimatedMetric>,
}

impl Estimated {
    fn of(basis: &Basis<'_>, estimator: &Estimator) -> Self {
        let Basis { rows, parts, .. } = basis;
        let reference = rows.figures(0, parts.parts.iter().flat_map(|part| &part.labelled).map(|row| *row as usize));
        let all: Vec<Vec<Answered>> =
            parts.parts.iter().map(|part| answered(rows, part.answered.iter().map(|row| *row as usize))).collect();
        let metric = |(info, found): (&MetricInfo, Estimate)| {
            let reference = measured_of(info, rows, &reference);
            let difference = reference.and_then(|reference| against(reference, found.measured));
            written(info.id, found.measured, reference, difference)
        };
        let metrics = estimates(rows, estimator, &all).into_iter().filter_map(metric).collect();
        Self { metrics }
    }
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
