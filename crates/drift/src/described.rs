//! What is known of one column before the verdict on all of them.

use std::collections::BTreeMap;

use driftscope_report::Split;
use driftscope_report::Warning;
use driftscope_table::typing::{Evidence, WrittenAs};
use serde::{Deserialize, Serialize};

use crate::calibrated::TestedPart;
use crate::identifier::{self, IdentifierValues};
use crate::missing;
use driftscope_report::{
    Binned, Categories, Histogram, IdentifierDrift, Kind, MixedTypes, MomentProfile, PrecisionChange, Presence,
    PresetVerdict, Quantiles, Role, Settings, Shift, Summary, TestResult, TextDrift, TopCategory, TypeChange,
    ValueChange,
};

/// Everything about a column but its verdict, which needs the other columns too.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Described {
    pub name: String,
    pub kind: Kind,
    pub role: Role,
    pub presence: Presence,
    pub sides: [Summary; 2],
    pub tests: BTreeMap<String, TestResult>,
    pub shift: Option<Shift>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_change: Option<ValueChange>,
    pub histogram: Option<Histogram>,
    pub quantiles: Option<Quantiles>,
    pub categories: Option<Categories>,
    pub text: Option<TextDrift>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identifier: Option<IdentifierDrift>,
    pub moments: Option<MomentProfile>,
    pub parts: Vec<TestedPart>,
    /// Why its values are not tested.
    pub reason: Option<String>,
    /// It is left out of every test, that of the missing share too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub left_out: bool,
    pub type_change: Option<TypeChange>,
    pub precision_change: Option<PrecisionChange>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mixed_types: Option<MixedTypes>,
    /// Which sides have no value of any type.
    #[serde(default)]
    pub is_empty: [bool; 2],
    /// What each rule but the calibrated one says.
    pub presets: BTreeMap<String, PresetVerdict>,
    /// What is odd about the values of each side.
    pub warnings: [Vec<Warning>; 2],
    /// Both sides hold the same values equally often, whatever is missing.
    #[serde(default)]
    pub is_identical: bool,
    /// How coarse its values are, where only profiles of them are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub binned: Option<Binned>,
}

impl Described {
    /// A column of which nothing is known yet but its name, its kind and what it is for, and how it is written.
    pub(crate) fn undescribed(
        name: &str,
        (kind, role, presence): (Kind, Role, Presence),
        evidence: [&Evidence; 2],
        settings: &Settings,
    ) -> Self {
        let ignored = settings.columns.get(name).is_some_and(|choice| choice.ignore);
        let parts_log = matches!(&settings.split, Some(Split::Value { column, .. }) if column == name);
        let left_out = left_out(role, presence, parts_log, ignored);
        let reason = left_out.or_else(|| untested_values(kind, role));
        Self {
            name: name.to_owned(),
            kind,
            role,
            presence,
            sides: [Summary::default(), Summary::default()],
            tests: BTreeMap::new(),
            shift: None,
            value_change: None,
            histogram: None,
            quantiles: None,
            categories: None,
            text: None,
            identifier: None,
            moments: None,
            parts: Vec::new(),
            reason: reason.map(str::to_owned),
            left_out: left_out.is_some(),
            type_change: type_change(name, evidence),
            precision_change: None,
            mixed_types: None,
            is_empty: evidence.map(|side| side.present() == 0),
            presets: BTreeMap::new(),
            warnings: [Vec::new(), Vec::new()],
            is_identical: false,
            binned: None,
        }
    }

    /// Tests whether the values are there, which does not depend on what they are: a field that stops coming is a fault of an
    /// identifier as well as of a number.
    pub(crate) fn test_missing(&mut self) {
        if self.left_out {
            return;
        }
        self.parts.extend(missing::test(&self.sides[0], &self.sides[1]));
        if self.parts.is_empty() {
            self.reason.get_or_insert_with(|| "Not tested: one side has no value to compare".to_owned());
        }
    }

    /// Compares the values of an identifier by how they are made.
    pub(crate) fn fill_identifier(&mut self, values: [&IdentifierValues; 2]) {
        let compared = identifier::compare(values);
        self.identifier = Some(compared.drift);
        self.categories = compared.forms;
        for (side, values) in self.sides.iter_mut().zip(values) {
            side.top = values.frequent().map(|(label, count)| TopCategory { label: label.clone(), count: *count });
        }
        if self.left_out {
            return;
        }
        self.parts.extend(compared.parts);
        if let Some(reason) = self.reason.as_mut().filter(|_| self.presence == Presence::Both) {
            if values.iter().any(|side| side.forms.is_none()) {
                reason.push_str(", nor length and form: not all strings are kept");
            }
            if values.iter().any(|side| side.repetition.is_none()) {
                reason.push_str(", nor repetition: the profile does not keep it");
            }
        }
    }

    /// Takes the column out of every test.
    pub(crate) fn leave_out(&mut self, reason: &str) {
        self.parts.clear();
        self.left_out = true;
        self.reason = Some(reason.to_owned());
    }
}

/// Why a column is left out of every test.
fn left_out(role: Role, presence: Presence, parts_log: bool, ignored: bool) -> Option<&'static str> {
    match (role, presence) {
        // Each side has its own values of it by choice.
        _ if parts_log => Some("Not tested: the log is parted by it"),
        (_, Presence::Reference | Presence::Production) => Some("Not tested: only one side has it"),
        _ if ignored => Some("Not tested: left out by choice"),
        (Role::Time, _) => Some(THE_TIME),
        _ => None,
    }
}

/// Why the one time column is left out.
pub(crate) const THE_TIME: &str = "Not tested: the time of each record";

/// Why the values of a column are not tested. Whether they are there is tested nevertheless.
fn untested_values(kind: Kind, role: Role) -> Option<&'static str> {
    match (kind, role) {
        (Kind::Constant, _) => Some("Not tested: constant"),
        (_, Role::Version) => Some("Not tested: names the model version"),
        (Kind::Datetime, _) => Some("Not tested: moments in time, described only"),
        (Kind::Identifier, _) => Some("Not tested: an identifier, whose values name rows"),
        (_, Role::Identifier) => Some("Not tested: an identifier"),
        _ => None,
    }
}

fn type_change(name: &str, evidence: [&Evidence; 2]) -> Option<TypeChange> {
    let are_bare_digits =
        |side: &Evidence| side.leading_zeros.count > 0 && side.number_texts == side.leading_zeros.count;
    // A side of a text file may have nothing but digits with leading zeros, which no other file tells from a string.
    if evidence.iter().all(|side| are_bare_digits(side)) {
        return None;
    }
    let [reference, production] = evidence.map(Evidence::written_as);
    let known = reference != WrittenAs::Nothing && production != WrittenAs::Nothing;
    (known && reference != production).then(|| TypeChange {
        name: name.to_owned(),
        reference: reference.as_str().to_owned(),
        production: production.as_str().to_owned(),
    })
}
