//! The verdicts on the model.

use driftscope_report::Report;

use crate::{alerts, performance, service};

/// The report with the verdicts on its parts that describe the model, which were added after it was decided. The same as if they had been
/// there from the start.
pub fn with_model(mut report: Report) -> Report {
    decide(&mut report);
    report
}

/// Decides what describes the model, and the alerts, which watch it.
pub(crate) fn decide(report: &mut Report) {
    if let Some(mut performance) = report.performance.take() {
        performance::decide(&mut performance, report);
        report.performance = Some(performance);
    }
    if let Some(mut explanation) = report.explanation.take() {
        explanation.sentence = driftscope_present::explanation::sentence(&explanation, report);
        report.explanation = Some(explanation);
    }
    let Report { service, settings, .. } = &mut *report;
    service.iter_mut().for_each(|service| service::decide(service, settings));
    alerts::decide(report);
}
