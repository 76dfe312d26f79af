//! A period of two profiles: the windows that lie in it, and those that they are compared with.

use std::borrow::Cow;

use driftscope_report::{PeriodChoice, PeriodError};
use driftscope_table::{PeriodRows, part_words};

use super::Profile;

/// Within a window, what a period is may change at its own ends and at midnight.
const STEP: i64 = 3_600;

/// The windows of two profiles that a period chooses, in the order of time: as [`PeriodRows::of`] does with rows.
pub fn profile_period(profiles: [&Profile; 2], period: &PeriodChoice) -> Result<PeriodRows, PeriodError> {
    let [Some(reference), Some(production)] = profiles.map(Profile::windows) else { return Err(PeriodError::Profile) };
    if reference.column != production.column {
        return Err(PeriodError::Profile);
    }
    if period.column.as_ref().is_some_and(|column| *column != production.column) {
        return Err(PeriodError::OtherWindows { column: production.column.clone() });
    }
    let what = |moment: f64| (period.is_within(moment), period.is_against(moment));
    for windows in [reference, production] {
        for (start, end) in windows.edges() {
            let first = what(start as f64);
            let is_inside = |moment: f64| (start as f64) < moment && moment < end as f64;
            let differs = (start..end).step_by(STEP as usize).any(|second| what(second as f64) != first);
            if is_inside(period.from) || is_inside(period.to) || differs {
                return Err(PeriodError::WithinWindow { unit: windows.unit, start });
            }
        }
    }
    let [of_reference, of_production] = [reference, production]
        .map(|windows| windows.edges().iter().map(|(start, _)| Some(*start as f64)).collect::<Vec<_>>());
    PeriodRows::of_moments(&production.column, || of_reference, &of_production, period)
}

/// The two sides of the comparison: all columns of these profiles, or of parts of them, of the windows that are compared.
pub fn select_windows<'a>(chosen: &PeriodRows, profiles: [&'a Profile; 2]) -> [Cow<'a, Profile>; 2] {
    let part = |side: usize, is_of_period: bool, words: &str| {
        let (profile, kept) = (profiles[side], chosen.kept(side, is_of_period));
        let Some(windows) = profile.windows() else { return Cow::Borrowed(profile) };
        let part = profile.of_some_windows(windows, |place, _| kept.get(place).copied().unwrap_or(false));
        Cow::Owned(Profile { part: Some(part_words(words, profile.part.as_deref())), ..part })
    };
    let reference = match &chosen.outline.reference {
        Some(words) => part(chosen.outline.against & 1, false, words),
        None => Cow::Borrowed(profiles[0]),
    };
    [reference, part(1, true, &chosen.outline.production)]
}
