//! The sentences of a redacted report, made from what is left in it.
//!
//! A sentence that follows from nothing but the redacted report cannot hold more than that. Verdicts are those of the whole report: they
//! are not decided again, since rounded figures could fall on the other side of a limit.

use driftscope_present::{
    IDENTICAL, calibration, did_it_hurt, estimate, explanation, fairness, finding, segments, service, together,
    verdict, windows,
};
use driftscope_report::Report;

/// Makes the sentences again; `whole` is the report before it was redacted.
pub(crate) fn renew(report: &mut Report, whole: &Report) {
    let settings = report.settings.clone();
    for (column, before) in report.columns.iter_mut().zip(&whole.columns) {
        if before.finding != IDENTICAL {
            column.finding = finding(column, &settings);
        }
    }
    let unit = report.windows.as_ref().map(|windows| windows.unit).unwrap_or_default();
    if let Some(found) = &mut report.since {
        // Without a date there is only the reason, which names nothing.
        if !found.groups.is_empty() {
            found.sentence = windows::since(found, unit, None);
        }
    }
    let are_same_files = whole.verdict.sentence == SAME_FILES;
    let Report { columns, schema, reference, production, verdict: of_all, .. } = &mut *report;
    of_all.basis = verdict::basis([&*reference, &*production], of_all.tested_columns, &settings);
    if !are_same_files {
        let counts = [of_all.tested_columns, of_all.drifted_columns, of_all.acknowledged_columns];
        of_all.sentence = verdict::sentence(columns, schema, counts, settings.alpha);
        if let Some(clause) = report.since.as_ref().and_then(|since| windows::clause(since, unit)) {
            report.verdict.sentence += &format!("; {clause}");
        }
    }
    if let Some(found) = &mut report.windows {
        let zone = whole.zone().filter(|_| found.unit.is_of_time()).map(|zone| zone.name.as_str());
        found.sentence = windows::sentence(found.unit, [&found.reference, &found.production], zone);
    }
    if let Some(found) = &mut report.multivariate {
        found.finding = together::finding(found, report.verdict.drifted_columns);
    }
    if let Some(mut found) = report.segments.take() {
        found.sentence = segments::sentence(&found, report);
        report.segments = Some(found);
    }
    let alpha = report.settings.alpha;
    if let Some(found) = &mut report.performance {
        let positive = found.positive.clone().unwrap_or_else(|| "positive".to_owned());
        if let Some(calibration) = &mut found.calibration {
            calibration.sentence = calibration::sentence(calibration, &positive);
        }
        if let Some(found) = &mut found.estimate {
            found.sentence = estimate::sentence(found);
        }
        for groups in &mut found.fairness {
            groups.sentence = fairness::sentence(groups, alpha);
        }
        found.sentence = did_it_hurt::sentence(found, alpha);
    }
    if let Some(mut found) = report.explanation.take() {
        found.sentence = explanation::sentence(&found, report);
        report.explanation = Some(found);
    }
    if let Some(found) = &mut report.service {
        found.sentence = service::sentence(found);
    }
    if let Some(found) = &mut report.business {
        found.sentence = driftscope_present::business::sentence(found);
    }
}

/// What the verdict says of files that are the same, byte for byte.
const SAME_FILES: &str = "The files are identical";
