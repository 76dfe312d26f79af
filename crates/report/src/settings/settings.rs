//! Every choice a person can make, in one versioned value that page, command and saved file share.
//!
//! Each setting is declared once: type, default, what it changes and its row in docs/formats.md in `settings!`; for a number, its range,
//! its field on the page and its words in the record of a report in [`NUMBER_SETTINGS`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    AcknowledgedChange, AlertRule, ColumnSettings, Correction, Kind, PeriodChoice, Preset, Role, SETTINGS_VERSION,
    SettingsError, Split, TestChoice, Zone, acknowledged_change, alert_rule,
};
use crate::{DEEPEST_RANK, USUAL_RANK, Windowing};

fn is_usual_rank(rank: &u32) -> bool {
    *rank == USUAL_RANK
}

/// What a setting changes, and so what has to be done again when it changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// Verdicts alone: they follow from the figures of a report.
    Decide,
    /// The figures of single columns.
    Columns,
    /// The rows that are compared.
    Rows,
}

/// The row of a setting in the table of docs/formats.md.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentedSetting {
    /// Its name in JSON.
    pub id: &'static str,
    /// What it changes.
    pub layer: Layer,
    /// What it means.
    pub meaning: &'static str,
    /// Its range. `names` stands for the names of an enum.
    pub range: &'static str,
}

/// Declares every setting: its type, default and layer, and its row in the documentation, which no program carries.
macro_rules! settings {
    ($($(#[$meta:meta])* $name:ident: $type:ty = $default:expr, $layer:ident; $meaning:literal, $range:literal;)*) => {
        /// Every choice a person can make.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct Settings {
            $($(#[$meta])* pub $name: $type,)*
        }

        impl Default for Settings {
            fn default() -> Self {
                Self { $($name: $default,)* }
            }
        }

        impl Settings {
            /// The settings with the default of each one of a layer.
            pub fn without(mut self, layer: Layer) -> Self {
                $(if layer == Layer::$layer { self.$name = $default; })*
                self
            }
        }

        /// The rows of the table of settings in docs/formats.md.
        pub static DOCUMENTED_SETTINGS: &[DocumentedSetting] = &[
            $(DocumentedSetting { id: stringify!($name), layer: Layer::$layer, meaning: $meaning, range: $range }),*
        ];
    };
}

settings! {
    /// The version of this structure.
    version: u32 = SETTINGS_VERSION, Decide; "version of this structure", "up to the current one";

    /// The rule that decides.
    preset: Preset = Preset::Calibrated, Decide; "the rule that decides ([rules](methods.md#presets))", "names";

    /// The error rate, from 0 to 1, exclusive.
    alpha: f64 = 0.05, Decide; "false-alarm rate", "above 0, below 1";

    /// The smallest effect that counts, from 0 to 1.
    tolerance: f64 = 0.05, Decide; "the smallest effect that counts as drift", "0 to 1";

    /// The correction over columns.
    correction: Correction = Correction::BenjaminiHochberg, Decide; "the correction for the number of columns", "names";

    /// The share of tested columns that must have drifted before the data set has, above 0, up to 1.
    drift_share: f64 = 0.5, Decide; "the data set has drifted when at least this share of its tested columns has", "above 0, at most 1";

    /// Columns with a role in this list decide alone.
    decisive_roles: Vec<Role> = Vec::new(), Decide; "the data set has drifted when a column with one of these roles has", "roles";

    /// The rules of alerts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    alerts: Vec<AlertRule> = Vec::new(), Decide; "[rules of alerts](#rules-of-alerts)", "";

    /// The false alarms a month that all rules together may have: see [`Settings::alert_budget`].
    #[serde(skip_serializing_if = "Option::is_none")]
    alert_budget: Option<f64> = None, Decide; "the [false alarms a month](methods.md#false-alarms) that all rules of alerts together may have; 1 if absent", "above 0, at most 100";

    /// Changes of the model and the service, and alerts, that are known and expected.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    acknowledged: BTreeMap<String, AcknowledgedChange> = BTreeMap::new(), Decide; "changes besides those of columns that are [known](methods.md#known-drifts): of a metric, of a figure of the service, or an alert: `{\"metric:accuracy\": {\"note\": \"new labels\", \"change\": -0.03}, \"service:p95\": {}, \"alert:Errors\": {\"since\": \"2026-03-14T00:00:00Z\"}}`; each field is optional; a larger `change` than this, or an alert that fires since a later time, is not known any more", "";

    /// Where the log is split into reference and production, if there is only one.
    #[serde(skip_serializing_if = "Option::is_none")]
    split: Option<Split> = None, Rows; "where the only log is split: `{\"time\": {\"column\": \"at\", \"at\": 1372636800}}` (seconds since 1970; `column` is optional), `{\"value\": {\"column\": \"model_version\", \"reference\": [\"v1\"]}}` or `{\"share\": {\"reference\": 0.6}}`; `--split` overrides it", "";

    /// The period of production that is compared, if not all of it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<PeriodChoice> = None, Rows; "the period of production that is compared, and with which rows: `{\"column\": \"at\", \"from\": 1372636800, \"to\": 1373846400, \"against\": \"rest\"}` (seconds since 1970, `to` is where the period ends, exclusive; `column` and `against` are optional); `--period` and `--against` override it", "`against`: `\"reference\"`, `\"rest\"`, `\"before\"`, `\"weekdays\"`";

    /// The column whose values are compared as segments.
    #[serde(skip_serializing_if = "Option::is_none")]
    segment: Option<String> = None, Rows; "the column whose values are compared as [segments](methods.md#for-whom); `--segment` overrides it", "";

    /// Whether to search for the segments that hold most of the drift.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    find_segments: bool = false, Rows; "search for the [segments](methods.md#for-whom) that hold most of the drift; `--find-segments` does the same", "";

    /// The class that recall and precision are about, of a model that answers one of two.
    #[serde(skip_serializing_if = "Option::is_none")]
    positive: Option<String> = None, Rows; "the class that [precision, recall and scores](methods.md#performance) are about, of a model with two classes; absent for a guess", "a label";

    /// The rank down to which items of a ranked list count, from 1 to [`DEEPEST_RANK`].
    #[serde(skip_serializing_if = "is_usual_rank")]
    ranking_depth: u32 = USUAL_RANK, Rows; "the rank k down to which items count in [metrics of ranked lists](methods.md#performance), which are named after it: `ndcg_at_25`; absent if 10; `--ranking-depth` overrides it", "1 to 1000, whole";

    /// How long the windows of time are.
    #[serde(skip_serializing_if = "Windowing::is_auto")]
    window: Windowing = Windowing::Auto, Rows; "how long the [windows of time](methods.md#since-when) are; absent if `\"auto\"`, what fits the data", "names";

    /// The time zone whose clock windows, periods and times of the day go by; UTC if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    zone: Option<Zone> = None, Rows; "the [time zone](methods.md#time-zones) whose clock windows, periods and times of the day go by, with its clock changes: `{\"name\": \"Europe/Berlin\", \"offset\": 3600, \"changes\": [[1711846800, 7200], [1729990800, 3600]]}` (seconds since 1970, and seconds east of UTC before the first change and from each on); UTC if absent; `--zone` overrides it", "at most 93600 seconds from UTC, at most 1000 changes";

    /// The test of every column: see [`TestChoice::test`].
    #[serde(skip_serializing_if = "Option::is_none")]
    test: Option<String> = None, Columns; "the test that decides every column that has it, instead of the rule's own", "a name under `tests`; under `evidently` one of Evidently's short names";

    /// The threshold of every column: see [`TestChoice::threshold`].
    #[serde(skip_serializing_if = "Option::is_none")]
    threshold: Option<f64> = None, Columns; "the threshold of that test; without a test that of the rule, under `calibrated` the tolerance", "from 0";

    /// Tests and thresholds for all columns of a kind; they override those of every column.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    kinds: BTreeMap<Kind, TestChoice> = BTreeMap::new(), Columns; "`test` and `threshold` by kind of column; they override those for every column", "";

    /// Choices for single columns, by name; they override those of a kind.
    columns: BTreeMap<String, ColumnSettings> = BTreeMap::new(), Columns; "choices for single columns, by dotted name; they override those for a kind", "";
}

/// A number among the settings, as the page has a field and the record of a report a place for it.
#[derive(Debug)]
pub struct NumberSetting {
    /// Its name in JSON.
    pub id: &'static str,
    /// The label of its field.
    pub title: &'static str,
    /// Its words in the record of a report, with `{}` for the number.
    pub record: &'static str,
    /// Whether it is shown as a percentage in the record.
    pub is_share: bool,
    /// The numbers that its slider stops at, in rising order.
    pub stops: &'static [f64],
    /// Its range, to be named where a number is refused.
    pub range: &'static str,
    /// Whether a number lies in the range.
    pub accepts: fn(f64) -> bool,
    /// Its value.
    pub get: fn(&Settings) -> f64,
    /// Changes it.
    pub set: fn(&mut Settings, f64),
}

/// Every number among the settings, in the order in which they are shown.
pub static NUMBER_SETTINGS: &[NumberSetting] = &[
    NumberSetting {
        id: "alpha",
        title: "False-alarm rate (α)",
        record: "α {}",
        is_share: false,
        stops: &[0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1],
        range: "above 0 and below 1",
        accepts: |alpha| alpha > 0.0 && alpha < 1.0,
        get: |settings| settings.alpha,
        set: |settings, alpha| settings.alpha = alpha,
    },
    NumberSetting {
        id: "tolerance",
        title: "Limit of the effect",
        record: "limit {}",
        is_share: false,
        stops: &[0.0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.4],
        range: "from 0 to 1",
        accepts: |limit| (0.0..=1.0).contains(&limit),
        get: |settings| settings.tolerance,
        set: |settings, limit| settings.tolerance = limit,
    },
    NumberSetting {
        id: "drift_share",
        title: "The data set has drifted when this share of columns has",
        record: "data set drifts at {} of its columns",
        is_share: true,
        stops: &[0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0],
        range: "above 0, at most 1",
        accepts: |share| share > 0.0 && share <= 1.0,
        get: |settings| settings.drift_share,
        set: |settings, share| settings.drift_share = share,
    },
];

/// The rank down to which items of a ranked list count: a field beside the metrics of the model.
pub static RANKING_DEPTH: NumberSetting = NumberSetting {
    id: "ranking_depth",
    title: "Ranks that count (k)",
    record: "ranks down to {}",
    is_share: false,
    stops: &[1.0, 3.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0],
    range: "from 1 to 1000",
    accepts: |rank| (1.0..=f64::from(DEEPEST_RANK)).contains(&rank),
    get: |settings| f64::from(settings.ranking_depth),
    set: |settings, rank| settings.ranking_depth = rank as u32,
};

impl Settings {
    /// Checks that every number is in its range.
    pub fn validate(&self) -> Result<(), SettingsError> {
        if self.version > SETTINGS_VERSION {
            return Err(SettingsError::TooNew { version: self.version });
        }
        for NumberSetting { id: field, range, accepts, get, .. } in NUMBER_SETTINGS.iter().chain([&RANKING_DEPTH]) {
            let value = get(self);
            if !accepts(value) {
                return Err(SettingsError::OutOfRange { field, range, value });
            }
        }
        if let Some(PeriodChoice { from, to, .. }) = self.period.as_ref().filter(|period| !period.is_span()) {
            let (field, range, value) = ("period", "from an earlier to a later moment", to - from);
            return Err(SettingsError::OutOfRange { field, range, value });
        }
        if let Some(value) = self.alert_budget.filter(|budget| !(*budget > 0.0 && *budget <= 100.0)) {
            return Err(SettingsError::OutOfRange { field: "alert_budget", range: "above 0 and at most 100", value });
        }
        self.zone.as_ref().map_or(Ok(()), Zone::validate)?;
        alert_rule::validate(&self.alerts)?;
        acknowledged_change::validate(&self.acknowledged)?;
        let known = self.columns.values().filter_map(|choice| choice.acknowledged.as_ref()?.effect);
        if let Some(value) = known.into_iter().find(|effect| !(0.0..=1.0).contains(effect)) {
            return Err(SettingsError::OutOfRange { field: "acknowledged.effect", range: "from 0 to 1", value });
        }
        let names = self.preset.test_names();
        let kinds = self.kinds.values().map(|choice| (&choice.test, choice.threshold));
        let columns = self.columns.values().map(|choice| (&choice.test, choice.threshold));
        for (test, threshold) in kinds.chain(columns).chain([(&self.test, self.threshold)]) {
            if let Some(value) = threshold.filter(|threshold| !(*threshold >= 0.0 && threshold.is_finite())) {
                return Err(SettingsError::OutOfRange { field: "threshold", range: "0 or above", value });
            }
            if let Some(name) = test.as_ref().filter(|name| !names.contains(&name.as_str())) {
                return Err(SettingsError::UnknownTest { name: name.clone(), preset: self.preset });
            }
        }
        Ok(())
    }

    /// The test and the threshold chosen for a column: its own, or those of its kind, or those of every column.
    ///
    /// A threshold belongs to the test beside which it stands: it does not carry over to a test that is chosen more closely.
    pub fn choice(&self, column: &str, kind: Kind) -> TestChoice {
        let own = self.columns.get(column).map(|choice| (choice.test.as_ref(), choice.threshold));
        let of_kind = self.kinds.get(&kind).map(|choice| (choice.test.as_ref(), choice.threshold));
        let mut found = TestChoice::default();
        for (test, threshold) in own.into_iter().chain(of_kind).chain([(self.test.as_ref(), self.threshold)]) {
            if found.threshold.is_none() {
                found.threshold = threshold;
            }
            if let Some(test) = test {
                found.test = Some(test.clone());
                break;
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(text: &str) -> Settings {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn the_closest_choice_goes_first_and_thresholds_stay_with_their_tests() {
        let all = settings(
            r#"{"test":"ks","threshold":0.01,"kinds":{"category":{"test":"psi"}},"columns":{"a":{"threshold":0.2},"b":{"test":"mood"}}}"#,
        );
        let choice = |column, kind| {
            let choice = all.choice(column, kind);
            (choice.test.unwrap(), choice.threshold)
        };
        assert_eq!(choice("x", Kind::Numeric), ("ks".to_owned(), Some(0.01)));
        assert_eq!(choice("x", Kind::Category), ("psi".to_owned(), None));
        assert_eq!(choice("a", Kind::Numeric), ("ks".to_owned(), Some(0.2)));
        assert_eq!(choice("b", Kind::Numeric), ("mood".to_owned(), None));
    }

    #[test]
    fn a_test_must_be_one_of_the_preset() {
        assert_eq!(settings(r#"{"preset":"evidently","test":"ed"}"#).validate(), Ok(()));
        assert_eq!(settings(r#"{"columns":{"a":{"test":"energy","threshold":1}}}"#).validate(), Ok(()));
        let refused = settings(r#"{"kinds":{"numeric":{"test":"ed"}}}"#).validate().unwrap_err();
        assert!(
            refused
                .to_string()
                .starts_with("there is no test `ed` under the preset calibrated: it may be combined_rank, ")
        );
        assert!(settings(r#"{"threshold":-1}"#).validate().is_err());
    }

    #[test]
    fn ranks_are_whole_and_within_their_range_and_the_usual_one_is_not_written() {
        for (rank, is_valid) in [(0, false), (1, true), (1000, true), (1001, false)] {
            assert_eq!(settings(&format!("{{\"ranking_depth\":{rank}}}")).validate().is_ok(), is_valid, "{rank}");
        }
        assert!(serde_json::from_str::<Settings>(r#"{"ranking_depth":2.5}"#).is_err());
        assert!(!serde_json::to_string(&Settings::default()).unwrap().contains("ranking_depth"));
    }

    #[test]
    fn every_number_is_declared_and_keeps_its_range() {
        let settings = serde_json::to_value(Settings::default()).unwrap();
        let numbers = settings.as_object().unwrap().iter().filter(|(_, value)| value.is_f64());
        let names: Vec<&str> = numbers.map(|(name, _)| name.as_str()).collect();
        let declared: Vec<&str> = NUMBER_SETTINGS.iter().map(|number| number.id).collect();
        assert!(names.iter().all(|name| declared.contains(name)) && !names.is_empty(), "{names:?}");
        for number in NUMBER_SETTINGS {
            assert!(number.stops.is_sorted() && number.stops.iter().all(|stop| (number.accepts)(*stop)), "{number:?}");
            for (value, is_valid) in [(0.7, true), (-0.1, false), (1.1, false), (f64::NAN, false)] {
                let mut changed = Settings::default();
                (number.set)(&mut changed, value);
                assert_eq!(changed.validate().is_ok(), is_valid, "{number:?}");
                assert!(serde_json::to_value(&changed).unwrap()[number.id] == value || value.is_nan(), "{number:?}");
            }
        }
    }
}
