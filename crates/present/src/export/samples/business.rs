//! Samples of the use of the model: predictions by day, and key figures by week. Windows that the data do not cover are left out.

use driftscope_report::Report;

use super::{Family, over_time};

pub(super) fn of_windows(report: &Report) -> Vec<Family> {
    let Some(business) = &report.business else { return Vec::new() };
    let (mut predictions, mut figures) = (Vec::new(), Vec::new());
    for (side, days) in [("reference", &business.days.reference), ("production", &business.days.production)] {
        let whole = days.iter().filter(|day| !day.partial);
        predictions.extend(whole.map(|day| (vec![("side", side.to_owned())], day.start.as_str(), day.count as f64)));
    }
    for figure in &business.figures {
        for (side, weeks) in [("reference", &figure.reference), ("production", &figure.production)] {
            let labels = vec![("column", figure.name.clone()), ("side", side.to_owned())];
            let whole = weeks.iter().filter(|week| !week.partial);
            figures.extend(whole.map(|week| (labels.clone(), week.start.as_str(), week.mean)));
        }
    }
    let families = [
        ("driftscope_day_predictions", "Predictions of the day.", predictions),
        ("driftscope_week_key_figure", "Mean of the key figure in the week.", figures),
    ];
    families.map(|(name, help, points)| Family { name, help, samples: over_time(report, points) }).into()
}
