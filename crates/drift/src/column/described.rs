//! One column, described and tested, before the verdict on all of them.

use driftscope_report::{
    ColumnReport, Kind, MixedTypes, PrecisionChange, Presence, Role, Settings, Summary, TopCategory, TypeChange,
    Warning,
};
use driftscope_table::typing::{Evidence, WrittenAs};
use serde::{Deserialize, Serialize};

use crate::values::identifier::{self, IdentifierValues};
use crate::values::missing;

/// A column of the report that is not decided yet, and what it adds to the report beside itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Described {
    /// The column. Its parts have p-values of their own; its verdict needs the other columns.
    pub report: ColumnReport,
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
    /// Warnings of the values of each side.
    pub warnings: [Vec<Warning>; 2],
    /// The inner edges of the bins of the effect of numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub edges: Vec<f64>,
}

impl Described {
    /// A column without figures: its name, kind and role, and how it is written.
    pub(crate) fn new(
        name: &str,
        (kind, role, presence): (Kind, Role, Presence),
        evidence: [&Evidence; 2],
        settings: &Settings,
    ) -> Self {
        let ignored = settings.columns.get(name).is_some_and(|choice| choice.ignore);
        let left_out = left_out(role, presence, super::splits_by(settings, name), ignored);
        let not_tested = left_out.or_else(|| untested_values(kind, role)).map(str::to_owned);
        Self {
            report: ColumnReport { name: name.to_owned(), kind, role, presence, not_tested, ..ColumnReport::default() },
            left_out: left_out.is_some(),
            type_change: type_change(name, evidence),
            precision_change: None,
            mixed_types: None,
            is_empty: evidence.map(|side| side.present() == 0),
            warnings: [Vec::new(), Vec::new()],
            edges: Vec::new(),
        }
    }

    /// The figures of both sides.
    pub(crate) fn summaries(&self) -> [&Summary; 2] {
        [&self.report.reference, &self.report.production]
    }

    pub(super) fn set_summaries(&mut self, [reference, production]: [Summary; 2]) {
        (self.report.reference, self.report.production) = (reference, production);
    }

    /// Tests whether the values are there, which does not depend on what they are: a field that stops coming is a fault of an
    /// identifier as well as of a number.
    pub(crate) fn test_missing(&mut self) {
        if self.left_out {
            return;
        }
        self.report.drift.parts.extend(missing::test(&self.report.reference, &self.report.production));
        if self.report.drift.parts.is_empty() {
            self.report.not_tested.get_or_insert_with(|| "Not tested: one side has no value to compare".to_owned());
        }
    }

    /// Compares the values of an identifier by how they are made.
    pub(crate) fn fill_identifier(&mut self, values: [&IdentifierValues; 2]) {
        let compared = identifier::compare(values);
        self.report.identifier = Some(compared.drift);
        self.report.categories = compared.forms;
        for (side, values) in [&mut self.report.reference, &mut self.report.production].into_iter().zip(values) {
            side.top = values.frequent().map(|(label, count)| TopCategory { label: label.clone(), count: *count });
        }
        if self.left_out {
            return;
        }
        self.report.drift.parts.extend(compared.parts);
        if let Some(reason) = self.report.not_tested.as_mut().filter(|_| self.report.presence == Presence::Both) {
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
        self.report.drift.parts.clear();
        self.left_out = true;
        self.report.not_tested = Some(reason.to_owned());
    }
}

/// Why a column is left out of every test.
fn left_out(role: Role, presence: Presence, parts_log: bool, ignored: bool) -> Option<&'static str> {
    match (role, presence) {
        // Each side has its own values of it by choice.
        _ if parts_log => Some("Not tested: the log is split by it"),
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
        (_, Role::Query) => Some("Not tested: names the query of a ranking"),
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
    // With seconds on one side and without on the other, times of the day are the same.
    if evidence.iter().all(|side| side.present() > 0 && side.clocks.times() == side.present()) {
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
