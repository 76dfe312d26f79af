//! The rows of the models of two profiles, each of which stands for many.

use driftscope_table::Table;

use super::Profile;
use super::by_window::ProfileWindows;
use super::model::{ColumnBuilder, ModelTable};
use crate::windows::RowWindows;

/// The rows of two models.
pub(crate) struct CountedRows {
    /// A row for each combination of values, with the columns of the model.
    pub tables: [Table; 2],
    /// How many rows each stands for.
    pub counts: [Vec<u64>; 2],
    /// In which window each lies.
    pub windows: Option<RowWindows>,
}

impl CountedRows {
    /// The rows of two profiles, by their windows if they have some. `None` where a profile does not hold its model.
    pub(crate) fn of(profiles: [&Profile; 2], windows: Option<ProfileWindows<'_>>) -> Option<Self> {
        let whole = [profiles[0].model.as_ref()?, profiles[1].model.as_ref()?];
        let mut codes: [Vec<u16>; 2] = Default::default();
        let mut counts: [Vec<u64>; 2] = Default::default();
        let tables = [0, 1].map(|side| {
            let columns = &whole[side].columns;
            let names = columns.classes.iter().chain(&columns.score);
            let mut builders: Vec<ColumnBuilder> = names.clone().map(|_| ColumnBuilder::default()).collect();
            let mut list = |table: &ModelTable, window: u16| {
                for (values, score, count) in table.listed() {
                    builders.iter_mut().zip(values).for_each(|(column, value)| column.class(value));
                    builders.iter_mut().skip(values.len()).for_each(|column| column.score(score));
                    counts[side].push(count);
                    codes[side].push(window);
                }
            };
            match &windows {
                Some(windows) => windows.models(side).for_each(|(model, window)| list(model, window)),
                None => list(whole[side], RowWindows::NO_WINDOW),
            }
            let columns = names.zip(builders).map(|(name, builder)| builder.finish(name)).collect();
            Table { rows: counts[side].len(), columns, ..Table::default() }
        });
        let windows = windows.map(|windows| RowWindows { plan: windows.plan, codes });
        Some(Self { tables, counts, windows })
    }
}
