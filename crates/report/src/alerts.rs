//! The alerts of a report: for each rule of the settings whether it fires, since when, and by which figure.

use serde::{Deserialize, Serialize};

use crate::{Acknowledgement, AlertSeverity};

/// What a rule found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Alert {
    /// The name of its rule.
    pub name: String,
    /// What the rule watches.
    pub metric: String,
    /// The version of the model that it is about, of a rule by version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// How urgent it is.
    pub severity: AlertSeverity,
    /// Whether it fires.
    pub state: AlertState,
    /// Whether it fires as the settings acknowledge; `None` where they do not, and where it does not fire.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged: Option<Acknowledgement>,
    /// When the window begins from which on the state holds: of a firing alert the first window past the bound, of a recovering one the
    /// first that is back. `None` of an alert that never fired, and where no date is known.
    pub since: Option<String>,
    /// The figure of the last window, or of the side where there are no windows.
    pub value: Option<f64>,
    /// The lower end of its interval.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
    /// The bound that the figure must not pass; of a rule with two bounds the nearer one.
    pub bound: Option<f64>,
    /// When the last window begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<String>,
    /// Why there is no data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// When it fired, the newest last; at most 10.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recent: Vec<AlertEpisode>,
}

impl Alert {
    /// Whether it fires as a person acknowledged.
    pub fn is_known(&self) -> bool {
        self.acknowledged == Some(Acknowledgement::Known)
    }

    /// Whether it fires, and nobody acknowledged that.
    pub fn needs_attention(&self) -> bool {
        self.state.is_firing() && !self.is_known()
    }
}

/// Whether an alert fires.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertState {
    /// The figure is not surely past its bound.
    Ok,
    /// It is, but not for as many windows as the rule asks.
    Pending,
    /// It is, or was and is not back.
    Firing,
    /// It is back, but not for as many windows as the rule asks.
    Recovering,
    /// The last window has no such figure; never a sign that all is well.
    #[default]
    NoData,
}

impl AlertState {
    /// All of them with their names, in the order of the states that an alert goes through.
    pub const ALL: [(&'static str, Self); 5] = [
        ("ok", Self::Ok),
        ("pending", Self::Pending),
        ("firing", Self::Firing),
        ("recovering", Self::Recovering),
        ("no_data", Self::NoData),
    ];

    /// Its name in a report.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, state)| *state == self).map_or("", |(name, _)| name)
    }

    /// Whether people are to be woken: an alert that recovers still fires.
    pub fn is_firing(self) -> bool {
        matches!(self, Self::Firing | Self::Recovering)
    }
}

/// A time in which an alert fired.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertEpisode {
    /// When the first window begins.
    pub since: String,
    /// When the window begins in which it was resolved; `None` while it fires.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}
