//! Corrects the tests among production's files or versions for the number of columns.

use driftscope_report::{AmongWindows, Report};
use driftscope_stats::correction::benjamini_hochberg;

/// Sets the adjusted p-values of the columns that a verdict looks at.
pub(crate) fn decide(report: &mut Report) {
    let mut tested: Vec<(&mut AmongWindows, f64)> = Vec::new();
    for column in &mut report.columns {
        let Some(among) = column.windows.as_mut().and_then(|windows| windows.among.as_mut()) else { continue };
        among.p_adjusted = None;
        if let Some(p_value) = among.p_value.filter(|_| column.drift.tested) {
            tested.push((among, p_value));
        }
    }
    let p_values: Vec<f64> = tested.iter().map(|(_, p_value)| *p_value).collect();
    for ((among, _), p_adjusted) in tested.iter_mut().zip(benjamini_hochberg(&p_values)) {
        among.p_adjusted = Some(p_adjusted);
    }
}
