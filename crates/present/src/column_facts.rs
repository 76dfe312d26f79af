//! The figures of a column in one row: what was found, where it may lie, what is missing, how sure it is.

use driftscope_report::{ColumnReport, Drift, Part, Presence, Role, Settings, Summary};

use crate::numbers;

/// Stands where there is no value.
pub const NONE: &str = "–";

/// How far a column moved, by whatever decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Size {
    /// Nothing was measured.
    None,
    /// The effect.
    Effect {
        /// The effect, with the digits that show on which side of the limit it lies.
        effect: String,
        /// The ends of its 95 % interval.
        interval: Option<[String; 2]>,
    },
    /// The score of another rule.
    Score {
        /// What the score is: "PSI".
        method: String,
        /// The score and its limit; nothing where the rule has none for this column.
        figures: Option<[String; 2]>,
    },
}

impl Size {
    /// The size in one cell of a table: "0.19 (0.17 to 0.20)", "PSI 0.31, limit 0.1".
    pub fn words(self) -> String {
        match self {
            Self::Effect { effect, interval: Some([low, high]) } => format!("{effect} ({low} to {high})"),
            Self::Effect { effect, interval: None } => effect,
            Self::Score { method, figures: Some([score, limit]) } => format!("{method} {score}, limit {limit}"),
            Self::None | Self::Score { figures: None, .. } => NONE.to_owned(),
        }
    }
}

/// The size of a drift in figures.
pub fn size(drift: &Drift) -> Size {
    if drift.rule.is_some() {
        let figures = drift.score.zip(drift.threshold).map(|(score, limit)| numbers::numbers([score, limit]));
        return Size::Score { method: drift.method.clone(), figures };
    }
    let Some(effect) = drift.effect else { return Size::None };
    let limit = drift.limit();
    let against =
        |value: f64| limit.map_or_else(|| numbers::effect(value), |limit| numbers::effect_against(value, limit));
    let interval = drift.low.zip(drift.high).map(|(low, high)| [numbers::effect(low), against(high)]);
    Size::Effect { effect: against(effect), interval }
}

/// The missing values of a column: "2 % → 8 %"; of a column that one side has, that side's share alone.
pub fn missing(column: &ColumnReport) -> String {
    let [reference, production] = [&column.reference, &column.production].map(Summary::missing_share);
    if reference + production == 0.0 {
        return NONE.to_owned();
    }
    match column.presence {
        Presence::Both => numbers::percent_change(reference, production),
        Presence::Reference | Presence::Production => numbers::percent(reference + production),
    }
}

/// Whether missing values are part of why a column drifted: significant, and at least as large as the limit of this column. Not
/// where another rule decided, since its limit is for something else.
pub fn missing_moved(column: &ColumnReport, settings: &Settings) -> bool {
    let Some(limit) = column.drift.limit().filter(|_| column.drift.drifted) else { return false };
    let has_moved = |part: &driftscope_report::DriftPart| {
        part.part == Part::Missing && part.p_adjusted < settings.alpha && part.effect >= limit
    };
    column.drift.parts.iter().any(has_moved)
}

/// The adjusted p-value, with the digits that show on which side of α it lies.
pub fn p_adjusted(column: &ColumnReport, settings: &Settings) -> Option<String> {
    column.drift.p_adjusted.map(|p| numbers::p_value_against(p, settings.alpha))
}

/// The role in a word; a feature has none, since most columns are.
pub fn role(role: Role) -> Option<&'static str> {
    (role != Role::Feature).then(|| role.as_str())
}

/// The name of a column, or that it has none: JSON allows the empty key.
pub fn column_name(name: &str) -> &str {
    if name.trim().is_empty() { "(no name)" } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftscope_report::DriftPart;

    fn column(effect: f64, p_adjusted: f64, limit: f64) -> ColumnReport {
        let part = DriftPart {
            part: Part::Missing,
            test: "z".to_owned(),
            p_value: p_adjusted,
            p_adjusted,
            change: None,
            effect,
            low: None,
            high: None,
            null_band: 0.0,
            rows: [0, 0],
        };
        let drift = Drift {
            drifted: true,
            effect: Some(0.3),
            score: Some(0.3),
            threshold: Some(limit),
            parts: vec![part],
            ..Drift::default()
        };
        ColumnReport { drift, ..ColumnReport::default() }
    }

    #[test]
    fn missing_values_moved_by_the_columns_own_limit_and_significantly() {
        let settings = Settings::default();
        assert!(missing_moved(&column(0.08, 0.01, 0.05), &settings));
        assert!(!missing_moved(&column(0.08, 0.01, 0.1), &settings), "below the limit of this column");
        assert!(!missing_moved(&column(0.08, 0.2, 0.05), &settings), "not significant");
        let mut by_rule = column(0.08, 0.01, 0.05);
        by_rule.drift.rule = Some("PSI".to_owned());
        assert!(!missing_moved(&by_rule, &settings), "another rule decided");
    }
}
