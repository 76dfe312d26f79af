//! What SQL needs to know about a profile to count other rows alike: columns, kinds and bits that are dropped.

use driftscope_sql::{ColumnSpec, ModelColumns, SqlKind};
use driftscope_stats::value_sketch::ValueSketch;

use super::{ColumnProfile, Profile};

impl Profile {
    /// The columns, each as most of its values are written; those without a value count as text.
    pub fn sql_columns(&self) -> Vec<ColumnSpec> {
        self.columns.iter().map(of_column).collect()
    }

    /// The bits that scores of a model of these columns drop here; 0 where the model is of others.
    pub fn sql_dropped(&self, asked: &ModelColumns, columns: &[ColumnSpec]) -> u32 {
        let name = |number: usize| columns.get(number.wrapping_sub(1)).map(|column| column.name.as_str());
        let score = asked.score.and_then(name);
        let model = self.model.iter().filter(|model| score.is_some() && model.columns.score.as_deref() == score);
        model
            .flat_map(|model| model.cells.values())
            .map(|rows| &rows.scores)
            .map(ValueSketch::dropped)
            .max()
            .unwrap_or(0)
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
