//! What makes the command end with exit code 1: `--fail-on drift`, `--fail-on column`, `--fail-on column:NAME`.

use std::fmt;
use std::str::FromStr;

use driftscope_report::{AlertSeverity, MetricOutcome, Presence, Report};

/// What makes the command fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FailOn {
    /// The data set has drifted.
    Drift,
    /// Any column has drifted, and its drift is not known.
    AnyColumn,
    /// A metric of the model got worse, and that is not known.
    Performance,
    /// An alert of at least this severity fires, and that is not known.
    Alert(AlertSeverity),
    /// This column has drifted, and its drift is not known, or one side lacks it.
    Column(String),
}

impl FromStr for FailOn {
    type Err = UnknownCondition;

    fn from_str(text: &str) -> Result<Self, UnknownCondition> {
        match text.split_once(':') {
            None if text == "drift" => Ok(Self::Drift),
            None if text == "column" => Ok(Self::AnyColumn),
            None if text == "performance" => Ok(Self::Performance),
            None if text == "alert" => Ok(Self::Alert(AlertSeverity::Info)),
            Some(("alert", name)) => {
                let found = AlertSeverity::ALL.into_iter().find(|(severity, _)| *severity == name);
                found.map(|(_, severity)| Self::Alert(severity)).ok_or(UnknownCondition)
            }
            // A name may have colons in it.
            Some(("column", name)) if !name.is_empty() => Ok(Self::Column(name.to_owned())),
            _ => Err(UnknownCondition),
        }
    }
}

impl FailOn {
    /// Whether the report has what is asked for.
    pub(crate) fn is_met(&self, report: &Report) -> Result<bool, NoSuchColumn> {
        match self {
            Self::Drift => Ok(report.verdict.drifted),
            Self::Performance => {
                Ok(report.performance.as_ref().is_some_and(|found| found.outcome == MetricOutcome::Worse))
            }
            Self::Alert(least) => {
                Ok(report.alerts.iter().any(|alert| alert.needs_attention() && alert.severity >= *least))
            }
            Self::AnyColumn => Ok(report.columns.iter().any(|column| column.drift.needs_attention())),
            Self::Column(name) => match report.columns.iter().find(|column| column.name == *name) {
                Some(column) => {
                    Ok(column.drift.needs_attention() || column.presence != Presence::Both && !column.awaits_labels())
                }
                None => Err(NoSuchColumn { name: name.clone() }),
            },
        }
    }
}

/// What was typed is none of the conditions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct UnknownCondition;

impl fmt::Display for UnknownCondition {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .write_str("possible values: drift, column, column:NAME, performance, alert, alert:warning, alert:critical")
    }
}

impl std::error::Error for UnknownCondition {}

/// Neither side has the column that was named. A test that passes because of a misspelt name would be worse than none.
#[derive(Clone, Debug)]
pub(crate) struct NoSuchColumn {
    name: String,
}

impl fmt::Display for NoSuchColumn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "--fail-on column:{0}: neither side has a column {0}; nested fields have dotted names, such as input.temp",
            self.name
        )
    }
}

impl std::error::Error for NoSuchColumn {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_may_have_colons() {
        assert_eq!("column:a:b".parse::<FailOn>().ok(), Some(FailOn::Column("a:b".to_owned())));
        assert_eq!("alert".parse::<FailOn>().ok(), Some(FailOn::Alert(AlertSeverity::Info)));
        assert_eq!("alert:critical".parse::<FailOn>().ok(), Some(FailOn::Alert(AlertSeverity::Critical)));
        for wrong in ["", "columns", "column:", "drift:x", "Drift", "alert:", "alert:urgent"] {
            assert!(wrong.parse::<FailOn>().is_err(), "{wrong}");
        }
    }
}
