//! The parts of a report that do not depend on segments, kept for the next report of the same rows.
//!
//! Invariant: a report made with what is known has the bytes of one made without. It is to be dropped with the rows.

use driftscope_report::{Business, Explanation, Multivariate, Report, Service, Settings};

/// The parts of a whole report that do not depend on segments.
#[derive(Clone, Debug, Default)]
pub struct KnownParts {
    settings: Settings,
    multivariate: Option<Multivariate>,
    explanation: Option<Explanation>,
    business: Option<Business>,
    service: Option<Service>,
}

impl KnownParts {
    /// Those of a report.
    pub fn of(report: &Report) -> Self {
        Self {
            settings: without_segments(&report.settings),
            multivariate: report.multivariate.clone(),
            explanation: report.explanation.clone(),
            business: report.business.clone(),
            service: report.service.clone(),
        }
    }

    /// The report with what the columns show together.
    pub fn with_columns_together(&self, report: Report) -> Report {
        crate::multivariate::with_found(report, self.multivariate.clone())
    }

    /// Adds the parts on the model, but for its performance, which may be by segment.
    pub(crate) fn add_model(&self, report: &mut Report) {
        report.explanation.clone_from(&self.explanation);
        report.business.clone_from(&self.business);
        report.service.clone_from(&self.service);
    }

    /// Whether a report of the same rows under these settings has the same parts.
    pub fn hold_for(&self, settings: &Settings) -> bool {
        self.settings == without_segments(settings)
    }
}

fn without_segments(settings: &Settings) -> Settings {
    Settings { segment: None, find_segments: false, ..settings.clone() }
}
