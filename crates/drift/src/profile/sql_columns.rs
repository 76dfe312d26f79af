//! What SQL needs to know about a profile to count other rows alike: columns, kinds and bits that are dropped.

use driftscope_sql::{ColumnSpec, SqlKind};

use super::{ColumnProfile, Profile};

impl Profile {
    /// The columns, each as most of its values are written; those without a value count as text.
    pub fn sql_columns(&self) -> Vec<ColumnSpec> {
        self.columns.iter().map(of_column).collect()
    }
}

fn of_column(column: &ColumnProfile) -> ColumnSpec {
    let evidence = &column.evidence;
    let counts = [
        (SqlKind::Number, evidence.numbers, column.numbers.sketch.dropped()),
        (SqlKind::Boolean, evidence.booleans, 0),
        (SqlKind::Time, evidence.datetime_texts, column.moments.dropped()),
        (SqlKind::Text, evidence.number_texts + evidence.boolean_texts + evidence.other_texts + evidence.hashed, 0),
    ];
    let mut most = (SqlKind::Text, 0, 0);
    for (kind, count, dropped) in counts {
        if count > most.1 {
            most = (kind, count, dropped);
        }
    }
    ColumnSpec { name: column.name.clone(), kind: most.0, expression: None, dropped: most.2 }
}
