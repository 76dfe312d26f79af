//! The single value of a numeric column whose share changed most.

use serde::{Deserialize, Serialize};

/// How often one value of a numeric column occurs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ValueChange {
    /// The value.
    pub value: f64,
    /// How often the reference has it.
    pub reference: u64,
    /// How often production has it.
    pub production: u64,
    /// Whether the column has few distinct values, at most 20 a side, so that its values say more than its median.
    pub few: bool,
}

impl ValueChange {
    /// Its share on each side, from 0 to 1; `rows` are the values of each side.
    pub fn shares(&self, rows: [u64; 2]) -> [f64; 2] {
        let share = |count: u64, rows: u64| if rows == 0 { 0.0 } else { count as f64 / rows as f64 };
        [share(self.reference, rows[0]), share(self.production, rows[1])]
    }
}
