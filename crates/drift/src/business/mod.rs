//! How much the model is used, and what comes of it: predictions by day, week and month, in total and by class, and key figures.
//!
//! Works on the columns that are read together ([`JointColumn`]): time, prediction, and key figures by their role or their name.
//! Method: `docs/methods.md`, Business.

mod changes;
mod figures;
mod series;

use driftscope_report::{Business, Role, WindowUnit};

use self::series::{Classes, Days};
use crate::joint::JointColumn;
use crate::performance::Named;
use crate::roles::names_a_key_figure;

/// A column of predictions with more distinct values has no classes.
const MOST_CLASSES: usize = 20;

/// How much the model is used. `None` without a time column.
pub(crate) fn of(columns: &[JointColumn]) -> Option<Business> {
    let of_role = |role: Role| columns.iter().filter(move |column| column.outline.role == role);
    let time = of_role(Role::Time).next()?;
    let moments = time.values.each_ref().map(|values| values.numbers());
    let sides = moments.map(Days::of);
    if sides.iter().all(Option::is_none) {
        return None;
    }
    let prediction = of_role(Role::Prediction).find_map(|column| Some((column, Named::of(column, MOST_CLASSES)?)));
    let classes = prediction.as_ref().map(|(_, named)| Classes::of(named));
    let series = |unit: WindowUnit| series::of(unit, moments, &sides, classes.as_ref());
    let days = series(WindowUnit::Day);
    let (changes, no_changes) = changes::of(&days);
    let mut business = Business {
        column: time.outline.name.clone(),
        prediction: prediction.as_ref().map(|(column, _)| column.outline.name.clone()),
        sentence: String::new(),
        weeks: series(WindowUnit::Week),
        months: series(WindowUnit::Month),
        days,
        figures: of_role(Role::Kpi)
            .chain(of_role(Role::Feature).filter(|column| names_a_key_figure(&column.outline.name)))
            .map(|column| figures::of(column, moments, &sides))
            .collect(),
        changes,
        no_changes,
    };
    business.figures.retain(|figure| !figure.reference.is_empty() || !figure.production.is_empty());
    business.sentence = driftscope_present::business::sentence(&business);
    Some(business)
}
