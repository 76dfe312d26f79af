//! Every verdict of a report.

use driftscope_present::{disagreement, finding, together, windows};
use driftscope_report::{
    Acknowledged, Acknowledgement, ColumnReport, ColumnSettings, Drift, Kind, Layer, Preset, PresetVerdict, Report,
    Settings, TestChoice,
};

use crate::calibrated::{self, Candidate};
use crate::{among, chosen, model, rules, same_files, segments, since, verdict};

/// Decides every column and the data set under these settings, which become the report's. What needs rows
/// (kinds, tests) stays as it is; see [`can_decide`].
pub fn decide(report: &mut Report, settings: &Settings) {
    report.settings.clone_from(settings);
    let limits: Vec<f64> = report.columns.iter().map(|column| limit(column, settings)).collect();
    let candidates = report.columns.iter().zip(limits);
    let candidates: Vec<Candidate<'_>> = candidates
        .map(|(column, limit)| Candidate { parts: &column.drift.parts, limit, is_identical: column.identical })
        .collect();
    let drifts = calibrated::decide(&candidates, settings);
    for (column, drift) in report.columns.iter_mut().zip(drifts) {
        decide_column(column, drift, settings);
    }
    let Report { columns, schema, reference, production, .. } = &*report;
    report.verdict = verdict::verdict(columns, schema, [reference, production], settings);
    report.since = since::since(report);
    report.segments = segments::answered(report);
    among::decide(report);
    let unit = report.windows.as_ref().map(|windows| windows.unit);
    let clause = report.since.as_ref().zip(unit).and_then(|(since, unit)| windows::clause(since, unit));
    clause.iter().for_each(|clause| report.verdict.sentence += &format!("; {clause}"));
    if let Some(found) = &mut report.multivariate {
        found.finding = together::finding(found, report.verdict.drifted_columns);
    }
    model::decide(report);
    same_files::note(report);
}

/// The limit of a column's effect: a threshold without a test is one.
fn limit(column: &ColumnReport, settings: &Settings) -> f64 {
    let choice = settings.choice(&column.name, column.kind);
    let is_limit = settings.preset == Preset::Calibrated && choice.test.is_none();
    choice.threshold.filter(|_| is_limit).unwrap_or(settings.tolerance)
}

fn decide_column(column: &mut ColumnReport, calibrated: Drift, settings: &Settings) {
    rules::compare_with_thresholds(column, settings);
    let is_single = column.kind == Kind::Numeric && column.reference.distinct == 1;
    for (name, preset) in Preset::ALL {
        if let Some(verdict) = column.presets.get_mut(name).filter(|_| preset != Preset::Calibrated) {
            verdict.differs = disagreement(preset, verdict, &calibrated, is_single);
        }
    }
    let calibrated = Drift { reason: column.not_tested.clone(), ..calibrated };
    let own = Preset::Calibrated.as_str();
    column.presets.remove(own);
    if calibrated.tested {
        column.presets.insert(own.to_owned(), as_verdict(&calibrated));
    }
    let choice = settings.choice(&column.name, column.kind);
    column.drift = by_rule(column, calibrated, &choice, settings);
    let known = settings.columns.get(&column.name).and_then(|choice| choice.acknowledged.as_ref());
    column.drift.acknowledged = known.and_then(|known| acknowledged(&column.drift, known, settings.tolerance));
    column.finding = finding(column, settings);
}

/// The verdict of the rule that was chosen, or of a chosen test.
fn by_rule(column: &ColumnReport, calibrated: Drift, choice: &TestChoice, settings: &Settings) -> Drift {
    let preset = settings.preset;
    let forced = chosen::forced(choice, &column.tests, settings);
    let by_rule = (preset != Preset::Calibrated).then(|| column.presets.get(preset.as_str())).flatten();
    let rule = if forced.is_some() { "a chosen test" } else { preset.title() };
    match forced.as_ref().or(by_rule) {
        Some(verdict) => chosen::apply(rule, preset, verdict, calibrated),
        None if preset == Preset::Calibrated || !calibrated.tested => calibrated,
        None => {
            let reason = (column.kind == Kind::Text).then(|| "the chosen rule has no test of free text".to_owned());
            chosen::apply(rule, preset, &PresetVerdict { reason, ..PresetVerdict::default() }, calibrated)
        }
    }
}

/// Whether a drift is the known one: it has grown where its effect is larger beyond chance and by the tolerance, as for every other verdict.
fn acknowledged(drift: &Drift, known: &Acknowledged, tolerance: f64) -> Option<Acknowledgement> {
    let is_larger = |before: f64| {
        let effect = drift.effect.unwrap_or(0.0);
        drift.low.unwrap_or(effect) > before && effect >= before + tolerance
    };
    drift.drifted.then(|| match known.effect.is_some_and(is_larger) {
        true => Acknowledgement::Grown,
        false => Acknowledgement::Known,
    })
}

fn as_verdict(calibrated: &Drift) -> PresetVerdict {
    PresetVerdict {
        drifted: calibrated.drifted,
        method: calibrated.method.clone(),
        score: calibrated.score,
        threshold: calibrated.threshold,
        ..PresetVerdict::default()
    }
}

/// Whether [`decide`] alone leads from one setting to another: they differ in nothing that needs rows. α, tolerance, correction,
/// the share of drifted columns, who decides alone, what is acknowledged, the rule and chosen tests need none; kinds, roles, ignored columns, a split,
/// a period, Evidently's tests and NannyML's threshold do.
pub fn can_decide(before: &Settings, after: &Settings) -> bool {
    for_rows(before) == for_rows(after)
}

/// The choices that need rows; all others are those of the default settings.
fn for_rows(settings: &Settings) -> Settings {
    let for_tests = |test: &Option<String>, threshold: Option<f64>| TestChoice {
        test: test.clone().filter(|_| settings.preset == Preset::Evidently),
        threshold: threshold.filter(|_| settings.preset == Preset::Nannyml),
    };
    let kinds = settings.kinds.iter().map(|(kind, choice)| (*kind, for_tests(&choice.test, choice.threshold)));
    let columns = settings.columns.iter().map(|(name, choice)| {
        let TestChoice { test, threshold } = for_tests(&choice.test, choice.threshold);
        let decided = ColumnSettings { test, threshold, decisive: false, acknowledged: None, ..choice.clone() };
        (name.clone(), decided)
    });
    let TestChoice { test, threshold } = for_tests(&settings.test, settings.threshold);
    Settings {
        test,
        threshold,
        kinds: kinds.filter(|(_, choice)| *choice != TestChoice::default()).collect(),
        columns: columns.filter(|(_, choice)| *choice != ColumnSettings::default()).collect(),
        ..settings.clone().without(Layer::Decide)
    }
}
