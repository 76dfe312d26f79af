//! Where a person has chosen to split a log, so far.

use driftscope_report::Split;
use driftscope_table::{SplitChoices, TimeChoice, ValueChoice};

/// The kind of split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Time,
    Value,
    Share,
}

/// What a person has chosen so far.
#[derive(Clone, PartialEq)]
pub(super) struct Choice {
    pub(super) way: Way,
    /// The place of the column among those that are offered.
    pub(super) column: usize,
    pub(super) moment: Option<f64>,
    pub(super) values: Option<Vec<String>>,
    pub(super) percent: f64,
}

impl Choice {
    /// How the log is split now, or else by the likeliest.
    pub(super) fn first(choices: &SplitChoices, current: Option<&Split>) -> Self {
        let way = match current {
            Some(Split::Time { .. }) => Way::Time,
            Some(Split::Value { .. }) => Way::Value,
            Some(Split::Share { .. }) => Way::Share,
            None if !choices.times.is_empty() => Way::Time,
            None if !choices.values.is_empty() => Way::Value,
            None => Way::Share,
        };
        let mut choice = Self { way, column: 0, moment: None, values: None, percent: 50.0 };
        match current {
            Some(Split::Time { column, at }) => {
                let place = choices.times.iter().position(|time| Some(&time.column) == column.as_ref());
                (choice.column, choice.moment) = (place.unwrap_or(0), Some(*at));
            }
            Some(Split::Value { column, reference }) => {
                let place = choices.values.iter().position(|value| value.column == *column);
                (choice.column, choice.values) = (place.unwrap_or(0), Some(reference.clone()));
            }
            Some(Split::Share { reference }) => choice.percent = (reference * 1_000.0).round() / 10.0,
            None => {}
        }
        choice
    }

    pub(super) fn moment_of(&self, time: &TimeChoice) -> f64 {
        self.moment.unwrap_or(time.middle)
    }

    pub(super) fn values_of(&self, choice: &ValueChoice) -> Vec<String> {
        let first = || choice.values.iter().find(|(_, count)| *count > 0).map(|(value, _)| value.clone());
        self.values.clone().unwrap_or_else(|| first().into_iter().collect())
    }

    /// Where the log is split this way; nothing where one side would have no row.
    pub(super) fn split(&self, choices: &SplitChoices) -> Option<Split> {
        match self.way {
            Way::Time => {
                let time = choices.times.get(self.column)?;
                let at = self.moment_of(time);
                (time.first < at && at <= time.last).then(|| Split::Time { column: Some(time.column.clone()), at })
            }
            Way::Value => {
                let choice = choices.values.get(self.column)?;
                let reference = self.values_of(choice);
                let is_part = !reference.is_empty() && reference.len() < choice.values.len();
                is_part.then(|| Split::Value { column: choice.column.clone(), reference })
            }
            Way::Share => {
                let reference = self.percent / 100.0;
                (reference > 0.0 && reference < 1.0).then_some(Split::Share { reference })
            }
        }
    }
}
