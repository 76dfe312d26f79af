//! A rule that watches one figure of the report and fires past a bound.

use serde::{Deserialize, Serialize};

use super::SettingsError;
use crate::WatchedMetric;

/// The most rules of a report.
const MOST_RULES: usize = 1000;

/// The most windows that a rule can ask for.
const MOST_WINDOWS: u32 = 1000;

/// A rule: what is watched, and when it is an alert.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlertRule {
    /// Its name; no two rules have the same.
    pub name: String,
    /// What is watched: a name of the table of alertable metrics.
    pub metric: String,
    /// The side whose figures are watched.
    #[serde(default, skip_serializing_if = "AlertSide::is_production")]
    pub side: AlertSide,
    /// Whether each version of the model is watched by itself, over all of its rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<AlertGroups>,
    /// When it is an alert.
    pub when: AlertCondition,
    /// How sure it must be that the figure is past its bound, from 0 to 1, exclusive: the confidence of the interval that must lie past
    /// it. With 0 the figure alone is compared.
    #[serde(default = "usual_sure")]
    pub sure: f64,
    /// Windows in a row that must be past the bound before it fires, from 1.
    #[serde(default = "one", rename = "for")]
    pub for_windows: u32,
    /// Windows in a row that must be back before it is resolved, from 1.
    #[serde(default = "one")]
    pub keep: u32,
    /// How urgent it is.
    #[serde(default)]
    pub severity: AlertSeverity,
}

fn usual_sure() -> f64 {
    0.95
}

fn one() -> u32 {
    1
}

impl Default for AlertRule {
    fn default() -> Self {
        Self {
            name: String::new(),
            metric: String::new(),
            side: AlertSide::default(),
            by: None,
            when: AlertCondition::Above(0.0),
            sure: usual_sure(),
            for_windows: one(),
            keep: one(),
            severity: AlertSeverity::default(),
        }
    }
}

/// When a figure is an alert. Amounts are in the figure's own unit, shares from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertCondition {
    /// Above this number.
    Above(f64),
    /// Below this number.
    Below(f64),
    /// Below the reference's figure by more than this.
    FallsBy(f64),
    /// Above the reference's figure by more than this.
    RisesBy(f64),
    /// Below the first or above the second number.
    Outside([f64; 2]),
    /// Below the usual figure of the reference's windows by more than this share of it.
    BelowUsualBy(f64),
    /// A share of faults is higher than the reference's, however slowly: evidence is added up over windows.
    Worsens(Always),
    /// The report's verdict is that it changed: a column or the data set drifted, a metric or the service got worse.
    Drifted(Always),
    /// The report has too few rows for a verdict.
    CannotTell(Always),
}

impl AlertCondition {
    /// Whether a figure by itself, beside the reference's, shows it.
    fn is_of_one_look(&self) -> bool {
        matches!(self, Self::Above(_) | Self::Below(_) | Self::FallsBy(_) | Self::RisesBy(_) | Self::Outside(_))
    }
}

/// `true`, the only value of a condition without a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "bool", into = "bool")]
pub struct Always;

impl TryFrom<bool> for Always {
    type Error = &'static str;

    fn try_from(is_set: bool) -> Result<Self, &'static str> {
        if is_set { Ok(Self) } else { Err("a condition without a number is `true`, or leave the rule out") }
    }
}

impl From<Always> for bool {
    fn from(_: Always) -> Self {
        true
    }
}

/// Groups of rows that a rule watches one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AlertGroups {
    /// The versions of the model.
    Version,
}

/// The side that a rule watches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AlertSide {
    /// Production.
    #[default]
    Production,
    /// The reference.
    Reference,
}

impl AlertSide {
    /// Whether it is the default, which rules leave out.
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    fn is_production(&self) -> bool {
        *self == Self::Production
    }
}

/// How urgent an alert is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AlertSeverity {
    /// To know.
    Info,
    /// To look at.
    #[default]
    Warning,
    /// To act on.
    Critical,
}

impl AlertSeverity {
    /// All of them with their names, the least urgent first.
    pub const ALL: [(&'static str, Self); 3] =
        [("info", Self::Info), ("warning", Self::Warning), ("critical", Self::Critical)];

    /// Its name.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, severity)| *severity == self).map_or("", |(name, _)| name)
    }
}

/// Checks the rules: known metrics, names of their own, numbers in their ranges, and conditions that their metrics can meet.
pub(super) fn validate(rules: &[AlertRule]) -> Result<(), SettingsError> {
    if rules.len() > MOST_RULES {
        let name = rules.last().map_or_else(String::new, |rule| rule.name.clone());
        return Err(SettingsError::AlertRule { name, fault: "there are more than 1000 rules" });
    }
    for (place, rule) in rules.iter().enumerate() {
        let fault = match WatchedMetric::of(&rule.metric) {
            None => {
                let (name, metric) = (rule.name.clone(), rule.metric.clone());
                return Err(SettingsError::UnknownMetric { name, nearest: WatchedMetric::nearest(&metric), metric });
            }
            Some(metric) => rule.fault(&metric),
        };
        let is_taken = rules.iter().take(place).any(|other| other.name == rule.name);
        if let Some(fault) = fault.or(is_taken.then_some("another rule has the same name")) {
            return Err(SettingsError::AlertRule { name: rule.name.clone(), fault });
        }
    }
    Ok(())
}

impl AlertRule {
    /// What is wrong with it, if anything is.
    pub fn fault(&self, metric: &WatchedMetric<'_>) -> Option<&'static str> {
        let is_amount = |number: f64| number.is_finite() && number >= 0.0;
        let is_count = |windows: u32| (1..=MOST_WINDOWS).contains(&windows);
        let faults = [
            (self.name.trim().is_empty(), "`name` must not be empty"),
            (!(0.0..1.0).contains(&self.sure), "`sure` must be from 0 to less than 1"),
            (!is_count(self.for_windows), "`for` must be from 1 to 1000"),
            (!is_count(self.keep), "`keep` must be from 1 to 1000"),
            (
                self.by.is_some() && !(metric.is_by_version() && self.when.is_of_one_look()),
                "`by` a version needs a bound on a metric of the model or the service: above, below, falls_by, rises_by or outside",
            ),
        ];
        let of_condition = match self.when {
            AlertCondition::Above(number) | AlertCondition::Below(number) => {
                (!number.is_finite()).then_some("the bound must be a number")
            }
            AlertCondition::FallsBy(amount) | AlertCondition::RisesBy(amount) => {
                (!is_amount(amount)).then_some("the amount of a fall or a rise must be 0 or above")
            }
            AlertCondition::Outside([low, high]) => {
                let is_band = low.is_finite() && high.is_finite() && low < high;
                (!is_band).then_some("`outside` needs a lower and a higher number")
            }
            AlertCondition::BelowUsualBy(share) => {
                let is_share = (0.0..1.0).contains(&share);
                (!is_share).then_some("`below_usual_by` must be a share from 0 to less than 1")
            }
            AlertCondition::Worsens(_) => (!metric.is_share_of_counts()).then_some(
                "`worsens` is for shares of counted faults, such as performance.accuracy and service.error_share",
            ),
            AlertCondition::Drifted(_) | AlertCondition::CannotTell(_) => {
                (!metric.has_verdict()).then_some("the report has no verdict on this metric: give a bound")
            }
        };
        faults.into_iter().find(|(is_wrong, _)| *is_wrong).map(|(_, fault)| fault).or(of_condition)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Settings;

    fn refused(rules: &str) -> String {
        let settings: Settings = serde_json::from_str(&format!("{{\"alerts\":[{rules}]}}")).unwrap();
        settings.validate().map_or_else(|error| error.to_string(), |()| "accepted".to_owned())
    }

    #[test]
    fn every_condition_is_read_and_written_alike() {
        for when in [
            r#"{"above":100.0}"#,
            r#"{"below":0.85}"#,
            r#"{"falls_by":0.03}"#,
            r#"{"rises_by":0.5}"#,
            r#"{"outside":[1.0,2.0]}"#,
            r#"{"below_usual_by":0.4}"#,
            r#"{"worsens":true}"#,
            r#"{"drifted":true}"#,
            r#"{"cannot_tell":true}"#,
        ] {
            let condition: AlertCondition = serde_json::from_str(when).unwrap();
            assert_eq!(serde_json::to_string(&condition).unwrap(), when);
        }
        assert!(serde_json::from_str::<AlertCondition>(r#"{"drifted":false}"#).is_err());
    }

    #[test]
    fn a_rule_needs_a_name_a_metric_and_a_condition() {
        let rule: AlertRule =
            serde_json::from_str(r#"{"name":"slow","metric":"service.p99","when":{"above":0.25}}"#).unwrap();
        assert_eq!(
            rule,
            AlertRule {
                name: "slow".to_owned(),
                metric: "service.p99".to_owned(),
                when: AlertCondition::Above(0.25),
                ..AlertRule::default()
            }
        );
        assert_eq!((rule.sure, rule.for_windows, rule.keep, rule.severity), (0.95, 1, 1, AlertSeverity::Warning));
        let written = serde_json::to_string(&rule).unwrap();
        assert!(written.contains("\"for\":1,\"keep\":1,\"severity\":\"warning\"") && !written.contains("side"));
    }

    #[test]
    fn what_a_rule_cannot_be_is_refused_with_its_name() {
        let accuracy = r#""metric":"performance.accuracy""#;
        assert_eq!(refused(&format!(r#"{{"name":"a",{accuracy},"when":{{"falls_by":0.03}}}}"#)), "accepted");
        for (rule, fault) in [
            (format!(r#"{{"name":" ",{accuracy},"when":{{"below":0.8}}}}"#), "`name` must not be empty"),
            (format!(r#"{{"name":"a",{accuracy},"when":{{"below":0.8}},"sure":1}}"#), "`sure` must be"),
            (format!(r#"{{"name":"a",{accuracy},"when":{{"below":0.8}},"for":0}}"#), "`for` must be"),
            (format!(r#"{{"name":"a",{accuracy},"when":{{"outside":[2,1]}}}}"#), "`outside` needs"),
            (format!(r#"{{"name":"a",{accuracy},"when":{{"falls_by":-1}}}}"#), "the amount of a fall"),
            (r#"{"name":"a","metric":"rows","when":{"drifted":true}}"#.to_owned(), "no verdict on this metric"),
            (r#"{"name":"a","metric":"service.p99","when":{"worsens":true}}"#.to_owned(), "`worsens` is for shares"),
            (r#"{"name":"a","metric":"service.p99","when":{"below_usual_by":1}}"#.to_owned(), "must be a share"),
            (r#"{"name":"a","metric":"rows","by":"version","when":{"above":1}}"#.to_owned(), "`by` a version needs"),
            (format!(r#"{{"name":"a",{accuracy},"by":"version","when":{{"worsens":true}}}}"#), "`by` a version needs"),
        ] {
            let words = refused(&rule);
            assert!(words.contains(fault) && words.starts_with("the alert `"), "{words}");
        }
        let same = format!(r#"{{"name":"a",{accuracy},"when":{{"below":0.8}}}}"#);
        assert!(refused(&format!("{same},{same}")).contains("another rule has the same name"));
    }

    #[test]
    fn an_unknown_metric_is_refused_with_the_nearest_names() {
        let words = |metric: &str| refused(&format!(r#"{{"name":"a","metric":"{metric}","when":{{"above":1}}}}"#));
        let nearest = |metric: &str| words(metric).split("did you mean ").nth(1).map(str::to_owned);
        assert!(nearest("accuracy").is_some_and(|words| words.starts_with("performance.accuracy")));
        assert!(nearest("latency.p99").is_some_and(|words| words.starts_with("service.p99")));
        assert!(nearest("performance.acuracy").is_some_and(|words| words.starts_with("performance.accuracy")));
        assert!(nearest("missing_share").is_some_and(|words| words.starts_with("missing_share:COLUMN")));
        assert!(words("").contains("there is no metric ``"));
    }
}
