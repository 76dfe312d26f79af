//! Every choice a person can make.

mod acknowledged_change;
mod alert_rule;
mod column_choice;
mod correction;
mod error;
mod kind;
mod period;
mod preset;
mod role;
#[allow(clippy::module_inception, reason = "the file is named by its type")]
mod settings;
mod split;
mod zone;

pub use acknowledged_change::{Acknowledgeable, AcknowledgedChange};
pub use alert_rule::{AlertCondition, AlertGroups, AlertRule, AlertSeverity, AlertSide, Always};
pub use column_choice::{Acknowledged, ColumnSettings, TestChoice};
pub use correction::Correction;
pub use error::SettingsError;
pub use kind::Kind;
pub use period::{Against, PeriodChoice, PeriodError};
pub use preset::{DOCUMENTED_RULES, DocumentedRule, Preset, Rule, RuleThreshold};
pub use role::Role;
pub use settings::{
    DOCUMENTED_SETTINGS, DocumentedSetting, Layer, NUMBER_SETTINGS, NumberSetting, RANKING_DEPTH, Settings,
};
pub use split::{Split, SplitError};
pub use zone::Zone;

/// The version of [`Settings`] that this engine writes.
pub const SETTINGS_VERSION: u32 = 1;
