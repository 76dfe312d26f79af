//! The parts of a report that come after the verdict, and which of them it lacks.
//!
//! A page shows the verdict before everything else is computed, and the work may stop there. The list of missing parts is written
//! with the report, so that a reader of it knows why a figure is absent. Labels that production does not have yet are not listed:
//! they are missing from the data ([`labels_awaited`](crate::SchemaDifferences::labels_awaited)), and no further work adds them.

use std::fmt;

use serde::de::value::SeqAccessDeserializer;
use serde::de::{Deserializer, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};

/// A part of a report that comes after the verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportPart {
    /// The tests that do not decide.
    Tests,
    /// The verdicts of the other rules.
    Rules,
    /// What the columns show together.
    Multivariate,
    /// The windows of time, and since when columns differ.
    Windows,
    /// For whom columns drifted.
    Segments,
    /// What needs the columns of the model together: performance, explanation, service and business.
    Model,
    /// The SHA-256 of each file.
    Fingerprints,
}

impl ReportPart {
    /// Every part, in the order in which they are listed.
    pub const ALL: [Self; 7] =
        [Self::Tests, Self::Rules, Self::Multivariate, Self::Windows, Self::Segments, Self::Model, Self::Fingerprints];
}

/// Reads the list of missing parts. Version 2 had `true` instead: some part, which the rest of the report shows; see `upgrade.rs`.
pub(crate) fn read_list<'a, D: Deserializer<'a>>(deserializer: D) -> Result<Vec<ReportPart>, D::Error> {
    struct List;

    impl<'a> Visitor<'a> for List {
        type Value = Vec<ReportPart>;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("a list of parts")
        }

        fn visit_bool<E>(self, incomplete: bool) -> Result<Self::Value, E> {
            Ok(if incomplete { ReportPart::ALL.to_vec() } else { Vec::new() })
        }

        fn visit_seq<A: SeqAccess<'a>>(self, parts: A) -> Result<Self::Value, A::Error> {
            Vec::deserialize(SeqAccessDeserializer::new(parts))
        }
    }

    deserializer.deserialize_any(List)
}
