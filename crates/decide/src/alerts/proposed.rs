//! Rules that suit the data of a report, for people who have none yet.

use driftscope_report::{
    AlertCondition, AlertRule, AlertSeverity, Always, FEWEST_ROWS_OF_A_WINDOW, Report, Role, WatchedMetric,
};

use super::series::Series;

/// The fall of a share that people act on.
const FALL: f64 = 0.03;

/// The relative rise of a loss or of a latency that people act on.
const RISE: f64 = 0.25;

/// The share of the usual records below which a log has broken off.
const SILENT: f64 = 0.5;

/// Windows of each side from which on a rule goes by windows.
const ENOUGH: usize = 7;

/// Proposes rules: the model got worse, at once or slowly; the service fails more often or got slower; records stay away; the predictions
/// drifted; a label or prediction is missing more often. Only of figures that the report has.
pub fn proposed_rules(report: &Report) -> Vec<AlertRule> {
    let mut rules = Vec::new();
    performance(report, &mut rules);
    service(report, &mut rules);
    let is_by_window = |rule: &AlertRule| {
        WatchedMetric::of(&rule.metric).is_some_and(|metric| {
            let series = Series::of(report, rule, &metric, None);
            let with_usual = |one: &&super::series::Observation| one.figure.is_some() && one.usual.is_some();
            series.is_by_window() && series.observations.iter().filter(with_usual).count() >= ENOUGH
        })
    };
    let silent = rule("too few records", "rows", AlertCondition::BelowUsualBy(SILENT), AlertSeverity::Critical);
    rules.extend(Some(silent).filter(is_by_window));
    let predictions = report.columns.iter().filter(|column| column.role == Role::Prediction && column.drift.tested);
    rules.extend(predictions.take(1).map(|column| {
        let metric = format!("effect:{}", column.name);
        rule("predictions drifted", &metric, AlertCondition::Drifted(Always), AlertSeverity::Warning)
    }));
    if report.verdict.tested_columns > 0 {
        let when = AlertCondition::Drifted(Always);
        rules.push(rule("data drifted", "drifted_share", when, AlertSeverity::Info));
    }
    rules
}

fn rule(name: &str, metric: &str, when: AlertCondition, severity: AlertSeverity) -> AlertRule {
    AlertRule { name: name.to_owned(), metric: metric.to_owned(), when, severity, ..AlertRule::default() }
}

fn performance(report: &Report, rules: &mut Vec<AlertRule>) {
    let Some(performance) = &report.performance else { return };
    let reference = |id: &str| {
        let found = performance.metrics.iter().find(|metric| metric.id == id)?;
        Some(found.reference?).filter(|value| value.n >= FEWEST_ROWS_OF_A_WINDOW)?.value
    };
    if reference("accuracy").is_some() {
        let falls = AlertCondition::FallsBy(FALL);
        rules.push(AlertRule {
            for_windows: 2,
            keep: 2,
            ..rule("accuracy fell", "performance.accuracy", falls, AlertSeverity::Critical)
        });
        let worsens = AlertCondition::Worsens(Always);
        rules.push(rule("accuracy falls slowly", "performance.accuracy", worsens, AlertSeverity::Warning));
    } else if let Some(mae) = reference("mae").filter(|mae| *mae > 0.0) {
        let rises = AlertCondition::RisesBy(rounded(RISE * mae));
        rules.push(AlertRule {
            for_windows: 2,
            keep: 2,
            ..rule("errors grew", "performance.mae", rises, AlertSeverity::Critical)
        });
    }
}

fn service(report: &Report, rules: &mut Vec<AlertRule>) {
    let Some(service) = &report.service else { return };
    if service.reference.error_share.is_some() {
        let worsens = AlertCondition::Worsens(Always);
        rules.push(rule("more server errors", "service.error_share", worsens, AlertSeverity::Critical));
    }
    if let Some(p95) = service.reference.p95.filter(|p95| *p95 > 0.0) {
        let rises = AlertCondition::RisesBy(rounded(RISE * p95));
        rules.push(AlertRule {
            for_windows: 2,
            keep: 2,
            ..rule("slow answers", "service.p95", rises, AlertSeverity::Warning)
        });
    }
}

/// A positive number to two digits, as a person would set it.
fn rounded(number: f64) -> f64 {
    let digits = libm::floor(libm::log10(number)) - 1.0;
    // A quotient by a whole power of ten is the nearest number to its decimals.
    let scale = libm::exp10(digits.abs());
    if digits < 0.0 { libm::round(number * scale) / scale } else { libm::round(number / scale) * scale }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_two_digits() {
        for (number, expected) in [(0.012_345, 0.012), (4.56, 4.6), (123.4, 120.0), (99.7, 100.0), (0.25, 0.25)] {
            assert_eq!(rounded(number), expected);
        }
    }

    #[test]
    fn rules_are_proposed_for_what_there_is() {
        assert!(proposed_rules(&Report::default()).is_empty());
        let mut report = Report::default();
        report.verdict.tested_columns = 3;
        assert_eq!(proposed_rules(&report).len(), 1);
    }
}
