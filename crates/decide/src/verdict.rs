//! The verdict on the data set, and its sentence.

use std::collections::BTreeMap;

use driftscope_present::verdict::{basis, sentence};
use driftscope_report::{ColumnReport, DataSet, Outcome, PresetSummary, SchemaDifferences, Settings, Verdict};

/// Decides from the columns' verdicts.
pub(crate) fn verdict(
    columns: &[ColumnReport],
    schema: &SchemaDifferences,
    sides: [&DataSet; 2],
    settings: &Settings,
) -> Verdict {
    let of = |outcome: Outcome| columns.iter().filter(|column| column.drift.outcome == outcome).count() as u64;
    let tested = columns.iter().filter(|column| column.drift.tested).count() as u64;
    let drifted = of(Outcome::Drifted);
    let acknowledged = drifted - columns.iter().filter(|column| column.drift.needs_attention()).count() as u64;
    let share_of = |count: u64| (tested > 0).then(|| count as f64 / tested as f64);
    let decisive = columns.iter().any(|column| {
        let alone = settings.columns.get(&column.name).is_some_and(|choice| choice.decisive);
        column.drift.needs_attention() && (alone || settings.decisive_roles.contains(&column.role))
    });
    Verdict {
        drifted: decisive || share_of(drifted - acknowledged).is_some_and(|share| share >= settings.drift_share),
        drifted_columns: drifted,
        acknowledged_columns: acknowledged,
        tested_columns: tested,
        unclear_columns: of(Outcome::Unclear),
        identical_columns: of(Outcome::Identical),
        share: share_of(drifted),
        presets: presets(columns, settings),
        sentence: sentence(columns, schema, [tested, drifted, acknowledged], settings.alpha),
        basis: basis(sides, tested, settings),
    }
}

/// What each preset says of the data set.
fn presets(columns: &[ColumnReport], settings: &Settings) -> BTreeMap<String, PresetSummary> {
    let mut summaries = BTreeMap::<String, PresetSummary>::new();
    for (name, verdict) in columns.iter().flat_map(|column| &column.presets) {
        let summary = summaries.entry(name.clone()).or_default();
        summary.drifted_columns += u64::from(verdict.drifted);
        summary.tested_columns += u64::from(verdict.score.is_some());
    }
    for summary in summaries.values_mut().filter(|summary| summary.tested_columns > 0) {
        let share = summary.drifted_columns as f64 / summary.tested_columns as f64;
        summary.drifted = share >= settings.drift_share;
    }
    summaries
}
