//! Choosing columns: those that drifted, those of a kind, those of a role.

use driftscope_report::{ColumnReport, Kind, Outcome, Role};

/// Which columns are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    /// All.
    #[default]
    All,
    /// Those that drifted.
    Drifted,
    /// Numbers.
    Numeric,
    /// Categories and booleans.
    Category,
    /// Those for which the rows leave open whether they drifted.
    Unclear,
    /// Those that were not tested.
    NotTested,
    /// Of this kind.
    Kind(Kind),
    /// With this outcome.
    Outcome(Outcome),
    /// Those with missing values on a side.
    Missing,
    /// Those with this role.
    Role(Role),
}

impl Filter {
    /// Whether a column is shown.
    pub fn admits(self, column: &ColumnReport) -> bool {
        match self {
            Self::All => true,
            Self::Drifted => column.drift.drifted,
            Self::Numeric => column.kind == Kind::Numeric,
            Self::Category => matches!(column.kind, Kind::Category | Kind::Boolean),
            Self::Unclear => column.drift.outcome == Outcome::Unclear,
            Self::NotTested => !column.drift.tested,
            Self::Kind(kind) => column.kind == kind,
            Self::Outcome(outcome) => column.drift.outcome == outcome,
            Self::Missing => column.reference.missing + column.production.missing > 0,
            Self::Role(role) => column.role == role,
        }
    }
}
