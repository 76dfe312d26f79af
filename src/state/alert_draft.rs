//! A rule of alerts while a person writes it: texts that may not be numbers yet.

use driftscope_report::{AlertCondition, AlertGroups, AlertRule, AlertSeverity, AlertSide, Always, Settings};

/// The conditions by their words in the order in which they are offered.
pub const CONDITIONS: [(&str, Condition); 9] = [
    ("is above", Condition::Above),
    ("is below", Condition::Below),
    ("falls below the reference by", Condition::FallsBy),
    ("rises above the reference by", Condition::RisesBy),
    ("is outside", Condition::Outside),
    ("is below what is usual by the share", Condition::BelowUsualBy),
    ("gets worse, however slowly", Condition::Worsens),
    ("has changed by the report’s verdict", Condition::Drifted),
    ("has too few rows for a verdict", Condition::CannotTell),
];

/// A condition without its numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Condition {
    /// Above a number.
    #[default]
    Above,
    /// Below a number.
    Below,
    /// Below the reference's.
    FallsBy,
    /// Above the reference's.
    RisesBy,
    /// Outside two numbers.
    Outside,
    /// Below what is usual.
    BelowUsualBy,
    /// Slow decay.
    Worsens,
    /// A verdict.
    Drifted,
    /// No verdict.
    CannotTell,
}

impl Condition {
    /// How many numbers it has.
    pub fn numbers(self) -> usize {
        match self {
            Self::Outside => 2,
            Self::Worsens | Self::Drifted | Self::CannotTell => 0,
            _ => 1,
        }
    }
}

/// A rule as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AlertDraft {
    /// The name that the rule had; `None` for a new one.
    pub edits: Option<String>,
    /// Its name.
    pub name: String,
    /// What it watches.
    pub metric: String,
    /// On which side.
    pub side: AlertSide,
    /// Whether versions are watched one by one.
    pub by: Option<AlertGroups>,
    /// When it fires.
    pub condition: Condition,
    /// The numbers of the condition.
    pub numbers: [String; 2],
    /// `sure`.
    pub sure: String,
    /// `for`.
    pub for_windows: String,
    /// `keep`.
    pub keep: String,
    /// How urgent it is.
    pub severity: AlertSeverity,
}

impl AlertDraft {
    /// A new rule on a metric.
    pub fn new(metric: &str) -> Self {
        let rule = AlertRule { metric: metric.to_owned(), ..AlertRule::default() };
        Self { edits: None, numbers: Default::default(), ..Self::of(&rule) }
    }

    /// A rule that is edited.
    pub fn of(rule: &AlertRule) -> Self {
        let one = |number: f64| [number.to_string(), String::new()];
        let (condition, numbers) = match rule.when {
            AlertCondition::Above(bound) => (Condition::Above, one(bound)),
            AlertCondition::Below(bound) => (Condition::Below, one(bound)),
            AlertCondition::FallsBy(amount) => (Condition::FallsBy, one(amount)),
            AlertCondition::RisesBy(amount) => (Condition::RisesBy, one(amount)),
            AlertCondition::Outside(bounds) => (Condition::Outside, bounds.map(|bound| bound.to_string())),
            AlertCondition::BelowUsualBy(share) => (Condition::BelowUsualBy, one(share)),
            AlertCondition::Worsens(_) => (Condition::Worsens, Default::default()),
            AlertCondition::Drifted(_) => (Condition::Drifted, Default::default()),
            AlertCondition::CannotTell(_) => (Condition::CannotTell, Default::default()),
        };
        Self {
            edits: Some(rule.name.clone()),
            name: rule.name.clone(),
            metric: rule.metric.clone(),
            side: rule.side,
            by: rule.by,
            condition,
            numbers,
            sure: rule.sure.to_string(),
            for_windows: rule.for_windows.to_string(),
            keep: rule.keep.to_string(),
            severity: rule.severity,
        }
    }

    /// The settings with this rule in place of the one that it edits, or as their last.
    ///
    /// # Errors
    ///
    /// If a text is not a number, or the settings would not be valid: the words that say why.
    pub fn put_into(&self, settings: &Settings) -> Result<Settings, String> {
        let rule = self.rule()?;
        let mut next = settings.clone();
        let edited = next.alerts.iter_mut().find(|old| Some(&old.name) == self.edits.as_ref());
        match edited {
            Some(old) => *old = rule,
            None => next.alerts.push(rule),
        }
        next.validate().map_err(|error| error.to_string())?;
        Ok(next)
    }

    fn rule(&self) -> Result<AlertRule, String> {
        let number = |text: &String, what: &str| -> Result<f64, String> {
            let parsed = text.trim().replace(',', ".").parse();
            parsed.map_err(|_| format!("{what} must be a number such as 0.05"))
        };
        let count = |text: &String, what: &str| -> Result<u32, String> {
            text.trim().parse().map_err(|_| format!("{what} must be a whole number of windows"))
        };
        let bound = |place: usize| number(&self.numbers[place], "the bound");
        let when = match self.condition {
            Condition::Above => AlertCondition::Above(bound(0)?),
            Condition::Below => AlertCondition::Below(bound(0)?),
            Condition::FallsBy => AlertCondition::FallsBy(bound(0)?),
            Condition::RisesBy => AlertCondition::RisesBy(bound(0)?),
            Condition::Outside => AlertCondition::Outside([bound(0)?, bound(1)?]),
            Condition::BelowUsualBy => AlertCondition::BelowUsualBy(bound(0)?),
            Condition::Worsens => AlertCondition::Worsens(Always),
            Condition::Drifted => AlertCondition::Drifted(Always),
            Condition::CannotTell => AlertCondition::CannotTell(Always),
        };
        Ok(AlertRule {
            name: self.name.trim().to_owned(),
            metric: self.metric.clone(),
            side: self.side,
            by: self.by,
            when,
            sure: number(&self.sure, "how sure it must be")?,
            for_windows: count(&self.for_windows, "“for”")?,
            keep: count(&self.keep, "“keep”")?,
            severity: self.severity,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> Vec<AlertRule> {
        let whens = [
            AlertCondition::Above(0.25),
            AlertCondition::Below(-3.0),
            AlertCondition::FallsBy(0.03),
            AlertCondition::RisesBy(1e-7),
            AlertCondition::Outside([0.1, 0.3]),
            AlertCondition::BelowUsualBy(0.4),
            AlertCondition::Worsens(Always),
            AlertCondition::Drifted(Always),
            AlertCondition::CannotTell(Always),
        ];
        let rule = |(place, when): (usize, &AlertCondition)| AlertRule {
            name: format!("rule {place}"),
            metric: "performance.accuracy".to_owned(),
            when: *when,
            keep: 3,
            ..AlertRule::default()
        };
        whens.iter().enumerate().map(rule).collect()
    }

    #[test]
    fn a_rule_that_is_edited_and_left_alone_stays_as_it_is() {
        let settings = Settings { alerts: rules(), ..Settings::default() };
        for rule in &settings.alerts {
            assert_eq!(AlertDraft::of(rule).put_into(&settings), Ok(settings.clone()));
        }
    }

    #[test]
    fn a_new_rule_is_added_and_a_wrong_one_is_explained() {
        let settings = Settings { alerts: rules(), ..Settings::default() };
        let mut draft = AlertDraft::new("service.p99");
        let fault = |draft: &AlertDraft| draft.put_into(&settings).unwrap_err();
        assert!(fault(&draft).contains("the bound must be a number"));
        draft.numbers[0] = "0,25".to_owned();
        assert!(fault(&draft).contains("`name` must not be empty"));
        draft.name = "rule 1".to_owned();
        assert!(fault(&draft).contains("another rule has the same name"));
        draft.name = " slow ".to_owned();
        let added = draft.put_into(&settings).unwrap();
        assert_eq!(added.alerts.len(), settings.alerts.len() + 1);
        let last = added.alerts.last().unwrap();
        assert_eq!((last.name.as_str(), last.when, last.sure), ("slow", AlertCondition::Above(0.25), 0.95));
        draft.for_windows = "1.5".to_owned();
        assert!(fault(&draft).contains("whole number"));
    }

    #[test]
    fn a_rule_can_be_renamed() {
        let settings = Settings { alerts: rules(), ..Settings::default() };
        let mut draft = AlertDraft::of(&settings.alerts[2]);
        draft.name = "other".to_owned();
        let renamed = draft.put_into(&settings).unwrap();
        assert_eq!((renamed.alerts.len(), renamed.alerts[2].name.as_str()), (settings.alerts.len(), "other"));
    }
}
