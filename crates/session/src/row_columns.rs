//! Columns by row, on their way to the worker that writes the report: levels for segments, and what is read together of the model.

use driftscope_drift::{JointColumn, JointForm, JointOutline, JointValues, LevelOutline, LevelledColumn};
use serde::{Deserialize, Serialize};

use crate::Buffers;

/// Columns by row.
#[derive(Clone, Debug, Default)]
pub(crate) struct RowColumns {
    /// The columns as levels, if segments are asked for.
    pub levels: Vec<LevelledColumn>,
    /// The columns that are read together.
    pub joint: Vec<JointColumn>,
}

/// What the buffers of columns by row hold.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RowOutlines {
    /// The columns as levels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<LevelOutline>,
    /// The columns that are read together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub joint: Vec<JointOutline>,
}

impl RowColumns {
    /// Puts the values into buffers.
    pub(crate) fn pack<B: Buffers>(self, buffers: &mut B) -> RowOutlines {
        let levels = self.levels.into_iter().map(|column| {
            column.levels.iter().for_each(|levels| buffers.push_bytes(levels));
            column.outline
        });
        let levels = levels.collect();
        let joint = self.joint.into_iter().map(|column| {
            for values in column.values {
                match values {
                    JointValues::Absent => {}
                    JointValues::Labels(codes) => buffers.push_numbers(&codes),
                    JointValues::Numbers(numbers) => {
                        let bits: Vec<u64> = numbers.iter().map(|number| number.to_bits()).collect();
                        let mut cells = B::cells(bits.len());
                        B::write(&mut cells, 0, &bits);
                        buffers.push_cells(cells);
                    }
                }
            }
            column.outline
        });
        RowOutlines { levels, joint: joint.collect() }
    }

    /// Takes the values out of the buffers; `rows` are those of each side.
    pub(crate) fn unpack<B: Buffers>(outlines: RowOutlines, rows: [usize; 2], buffers: &mut B) -> Self {
        let levels = outlines.levels.into_iter().map(|outline| {
            let levels = [(); 2].map(|()| buffers.take_bytes());
            LevelledColumn { outline, levels }
        });
        let levels = levels.collect();
        let joint = outlines.joint.into_iter().map(|outline| {
            let values = [0, 1].map(|side| match outline.forms[side] {
                JointForm::Absent => JointValues::Absent,
                JointForm::Labels => JointValues::Labels(buffers.take_numbers()),
                JointForm::Numbers => {
                    let bits = B::read(&buffers.take_cells(), 0..rows[side]);
                    JointValues::Numbers(bits.into_iter().map(f64::from_bits).collect())
                }
            });
            JointColumn { outline, values }
        });
        Self { levels, joint: joint.collect() }
    }
}
