//! The columns that are read together, row by row: labels, answers, scores, queries, versions, latency, status, segments and time.
//!
//! What a model's answers are worth shows in no single column. These few are taken out of the tables where their values are, and
//! brought to one place.

use driftscope_report::{ColumnReport, Kind, Role};
use driftscope_table::typing::Evidence;
use driftscope_table::{Column, Table, timestamps};
use serde::{Deserialize, Serialize};

use crate::DescribedColumn;
use crate::roles::names_a_key_figure;
use crate::values::labels::{RowLabels, boolean_labels};
use crate::values::{booleans, numeric};

/// The label code of a row without a value.
pub const NO_LABEL: u32 = RowLabels::MISSING;

/// The most columns with one role; of more, the first ones are taken.
const MOST_OF_A_ROLE: usize = 64;

/// A column that is read together with others.
#[derive(Clone, Debug, PartialEq)]
pub struct JointColumn {
    /// What the values are.
    pub outline: JointOutline,
    /// The value of each row of the reference, and of production.
    pub values: [JointValues; 2],
}

/// What the values of a [`JointColumn`] are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct JointOutline {
    /// The column.
    pub name: String,
    /// What it is for.
    pub role: Role,
    /// Its kind.
    pub kind: Kind,
    /// The labels that codes stand for, without order; none of numbers.
    pub labels: Vec<String>,
    /// How the values of each side are held.
    pub forms: [JointForm; 2],
}

/// How the values of one side are held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JointForm {
    /// The side has no such column.
    #[default]
    Absent,
    /// As numbers.
    Numbers,
    /// As codes of labels.
    Labels,
}

/// The value of each row of a side.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum JointValues {
    /// The side has no such column.
    #[default]
    Absent,
    /// Numbers, NaN where a row has none; timestamps in seconds since 1970.
    Numbers(Vec<f64>),
    /// Places among the labels of the outline, [`NO_LABEL`] where a row has none.
    Labels(Vec<u32>),
}

impl JointValues {
    /// How they are held.
    pub fn form(&self) -> JointForm {
        match self {
            Self::Absent => JointForm::Absent,
            Self::Numbers(_) => JointForm::Numbers,
            Self::Labels(_) => JointForm::Labels,
        }
    }

    /// The numbers; none of a side that has something else.
    pub fn numbers(&self) -> &[f64] {
        if let Self::Numbers(numbers) = self { numbers } else { &[] }
    }

    /// The codes; none of a side that has something else.
    pub fn codes(&self) -> &[u32] {
        if let Self::Labels(codes) = self { codes } else { &[] }
    }
}

/// Takes the columns that are read together out of two tables. `described` has the columns of these tables or of parts of them; `time` is
/// the name of the time column, which may lie elsewhere, and `segment` that of a column whose values are segments by choice.
pub fn joint_columns(
    described: &[DescribedColumn],
    reference: &Table,
    production: &Table,
    time: Option<&str>,
    segment: Option<&str>,
) -> Vec<JointColumn> {
    joint_by(described, time, segment, |column, role| {
        of(column, role, [reference, production].map(|table| table.column(column.name())))
    })
}

/// The columns that are read together, as `take` takes each of them for a role.
pub(crate) fn joint_by(
    described: &[DescribedColumn],
    time: Option<&str>,
    segment: Option<&str>,
    mut take: impl FnMut(&DescribedColumn, Role) -> Option<JointColumn>,
) -> Vec<JointColumn> {
    let mut taken: Vec<(Role, usize)> = Role::ALL.into_iter().map(|role| (role, 0)).collect();
    let mut joint = Vec::new();
    for column in described {
        let report = &column.0.report;
        let role = if time == Some(column.name()) { Role::Time } else { report.role };
        let Some((_, count)) = taken.iter_mut().find(|(known, count)| *known == role && *count < MOST_OF_A_ROLE) else {
            continue;
        };
        let is_figure = role == Role::Feature && is_key_figure(report);
        if role.is_joint() || is_figure || segment == Some(column.name()) {
            let found = take(column, role);
            *count += usize::from(found.is_some());
            joint.extend(found);
        }
    }
    joint
}

/// Whether a feature is a key figure of the business, by its name: it keeps its role, and is tested as any other.
fn is_key_figure(report: &ColumnReport) -> bool {
    matches!(report.kind, Kind::Numeric | Kind::Boolean | Kind::Category) && names_a_key_figure(&report.name)
}

/// A column as values by row; `None` if its values are neither numbers nor labels nor timestamps.
pub(crate) fn of(column: &DescribedColumn, role: Role, columns: [Option<&Column>; 2]) -> Option<JointColumn> {
    let report = &column.0.report;
    if columns.iter().all(Option::is_none) {
        return None;
    }
    let mut labels = Vec::new();
    let values = match report.kind {
        _ if role == Role::Time => columns.map(|column| column.map_or(JointValues::Absent, moments)),
        // Only which rows have the same query matters.
        Kind::Identifier | Kind::Text if role == Role::Query => by_kind(report, columns, &mut labels),
        Kind::Datetime | Kind::TimeOfDay | Kind::Text | Kind::Identifier | Kind::Tags | Kind::Vector => return None,
        _ => by_kind(report, columns, &mut labels),
    };
    let forms = values.each_ref().map(JointValues::form);
    let outline = JointOutline { name: report.name.clone(), role, kind: report.kind, labels, forms };
    Some(JointColumn { outline, values })
}

fn by_kind(report: &ColumnReport, columns: [Option<&Column>; 2], labels: &mut Vec<String>) -> [JointValues; 2] {
    let evidence = Evidence::of_sides(columns);
    let sides = [0, 1].map(|side: usize| columns[side].map(|column| (column, &evidence[side])));
    match report.kind {
        Kind::Numeric => sides.map(|side| {
            side.map_or(JointValues::Absent, |(column, evidence)| JointValues::Numbers(numeric::rows(column, evidence)))
        }),
        Kind::Boolean => {
            *labels = boolean_labels(evidence.iter()).map(str::to_owned).to_vec();
            let code = |value: Option<bool>| value.map_or(NO_LABEL, u32::from);
            sides.map(|side| {
                side.map_or(JointValues::Absent, |(column, evidence)| {
                    JointValues::Labels(booleans::rows(column, evidence).map(code).collect())
                })
            })
        }
        _ => {
            let mut texts = RowLabels::new(sides.map(|side| side.map(|(_, evidence)| evidence)));
            let values = sides.map(|side| match side {
                Some(found) => JointValues::Labels(texts.of_rows(Some(found))),
                None => JointValues::Absent,
            });
            *labels = texts.into_texts();
            values
        }
    }
}

/// The seconds since 1970 of each row.
fn moments(column: &Column) -> JointValues {
    JointValues::Numbers(timestamps(column).into_iter().map(|moment| moment.unwrap_or(f64::NAN)).collect())
}
