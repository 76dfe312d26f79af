//! A period of time that is compared with other rows than the reference's, and why it cannot be.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::WindowUnit;
use crate::calendar::{format_datetime, parse_datetime};

const DAY: f64 = 86_400.0;

/// The period of production that is compared, and what it is compared with.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeriodChoice {
    /// The column of the timestamps; found by its name and content if it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The first moment of the period, in seconds since 1970-01-01T00:00:00Z.
    pub from: f64,
    /// The first moment after it.
    pub to: f64,
    /// What it is compared with.
    #[serde(default, skip_serializing_if = "Against::is_reference")]
    pub against: Against,
}

/// The rows that a period is compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Against {
    /// All rows of the reference.
    #[default]
    Reference,
    /// Production's other rows.
    Rest,
    /// The rows of the period of the same length that ends where this one begins: production's, or the reference's where production
    /// has none there.
    Before,
    /// Production's rows before the period, on the same weekdays; the reference's where production has none there.
    Weekdays,
}

/// Why a period cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodError {
    /// The words describe no period.
    Unclear {
        /// The words.
        words: String,
    },
    /// Production, or what the period is compared with, has no such column.
    NoColumn {
        /// Its name.
        name: String,
    },
    /// No column holds timestamps on both sides.
    NoTime,
    /// Only a profile without windows is there.
    Profile,
    /// The period, or what it is compared with, holds a part of a window of a profile.
    WithinWindow {
        /// How long the window is.
        unit: WindowUnit,
        /// When it begins, in seconds since 1970.
        start: i64,
    },
    /// The windows of a profile are by another column.
    OtherWindows {
        /// Its name.
        column: String,
    },
    /// No row of production lies in the period.
    Empty {
        /// The period in words.
        period: String,
        /// What the column holds.
        holds: String,
    },
    /// There are no rows to compare the period with.
    NothingAgainst {
        /// Which rows there should be, in words.
        against: String,
    },
}

impl Against {
    /// All of them with their names in settings and on the command line.
    pub const ALL: [(&'static str, Self); 4] =
        [("reference", Self::Reference), ("rest", Self::Rest), ("before", Self::Before), ("weekdays", Self::Weekdays)];

    /// Whether it is the default, which settings leave out.
    pub fn is_reference(&self) -> bool {
        *self == Self::Reference
    }

    /// The rows in words, for a choice: "the reference".
    pub fn words(self) -> &'static str {
        match self {
            Self::Reference => "the reference",
            Self::Rest => "the rest of production",
            Self::Before => "the period before",
            Self::Weekdays => "the same weekdays before",
        }
    }
}

impl PeriodChoice {
    /// Whether it begins before it ends.
    pub fn is_span(&self) -> bool {
        self.from.is_finite() && self.to.is_finite() && self.from < self.to
    }

    /// Whether a moment lies in the period.
    pub fn is_within(&self, moment: f64) -> bool {
        (self.from..self.to).contains(&moment)
    }

    /// Whether a row of this moment is one that the period is compared with, on whichever side it is looked for; never where that is the
    /// whole reference.
    pub fn is_against(&self, moment: f64) -> bool {
        match self.against {
            Against::Reference => false,
            Against::Rest => !self.is_within(moment),
            Against::Before => self.before().is_within(moment),
            Against::Weekdays => {
                let day = |moment: f64| (moment / DAY).floor();
                let (first, days) = (day(self.from), day(self.to.next_down()) - day(self.from) + 1.0);
                moment < self.from && (day(moment) - first).rem_euclid(7.0) < days
            }
        }
    }

    /// Which rows the period is compared with, in words; `None` for the whole reference.
    pub fn against_words(&self) -> Option<String> {
        match self.against {
            Against::Reference => None,
            Against::Rest => Some(format!("without {}", self.words())),
            Against::Before => Some(self.before().words()),
            Against::Weekdays => Some(format!("the same weekdays before {}", self.words())),
        }
    }

    /// The period of the same length before it.
    fn before(&self) -> Self {
        Self { from: self.from - (self.to - self.from), to: self.from, ..self.clone() }
    }

    /// The period in words: "2013-07-01 to 2013-07-14", the last date included, or with the times of day where it does not begin and
    /// end at midnight.
    pub fn words(&self) -> String {
        let moment = |second: f64| format_datetime(second).unwrap_or_else(|| second.to_string());
        if self.from.rem_euclid(DAY) != 0.0 || self.to.rem_euclid(DAY) != 0.0 {
            return format!("{} until {}", moment(self.from), moment(self.to));
        }
        let date = |second: f64| moment(second).chars().take_while(|&letter| letter != 'T').collect::<String>();
        let (first, last) = (date(self.from), date(self.to - DAY));
        if first == last { first } else { format!("{first} to {last}") }
    }
}

impl FromStr for PeriodChoice {
    type Err = PeriodError;

    /// `2013-07-01..2013-07-14`, the last date included; times of day are possible, and end the period there:
    /// `2013-07-01T06:00..2013-07-01T09:00`. `COLUMN@` may come first.
    fn from_str(words: &str) -> Result<Self, PeriodError> {
        let unclear = || PeriodError::Unclear { words: words.to_owned() };
        let (column, span) = match words.rsplit_once('@') {
            Some((column, span)) => (Some(column.trim().to_owned()), span),
            None => (None, words),
        };
        let (from, to) = span.split_once("..").ok_or_else(unclear)?;
        let from = parse_datetime(from.trim()).ok_or_else(unclear)?;
        let until = to.trim();
        let to = parse_datetime(until).ok_or_else(unclear)?;
        let is_date = until.len() <= "2013-07-01".len();
        let to = if is_date { to + DAY } else { to };
        if from < to { Ok(Self { column, from, to, against: Against::Reference }) } else { Err(unclear()) }
    }
}

impl std::fmt::Display for PeriodError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unclear { words } => write!(
                formatter,
                "A period is two dates, the last one included (2013-07-01..2013-07-14), or two times \
                 (2013-07-01T06:00..2013-07-01T09:00), the earlier one first, not {words}"
            ),
            Self::NoColumn { name } => write!(formatter, "A side has no column {name} to choose a period by"),
            Self::NoTime => formatter.write_str(
                "No column holds timestamps on both sides to choose a period by: name one (COLUMN@2013-07-01..2013-07-14)",
            ),
            Self::Profile => formatter.write_str(
                "These profiles have no windows by a common column to choose a period from: make them with \
                 `driftscope profile --window day`, or use the files of rows",
            ),
            Self::WithinWindow { unit, start } => write!(
                formatter,
                "The period, or what it is compared with, cuts the window of one {} that begins {}: of a profile, choose whole windows",
                unit.as_str(),
                format_datetime(*start as f64).unwrap_or_else(|| start.to_string())
            ),
            Self::OtherWindows { column } => {
                write!(formatter, "The windows of the profile are by the column {column}: choose a period by that one")
            }
            Self::Empty { period, holds } => write!(formatter, "Production has no rows in {period}: {holds}"),
            Self::NothingAgainst { against } => {
                write!(formatter, "There are no rows to compare the period with ({against}): choose other ones")
            }
        }
    }
}

impl std::error::Error for PeriodError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_date_is_included_and_a_time_is_not() {
        let period = |words: &str| words.parse::<PeriodChoice>().unwrap();
        let days = period("2013-07-01..2013-07-14");
        assert_eq!((days.to - days.from, days.words().as_str()), (14.0 * DAY, "2013-07-01 to 2013-07-14"));
        assert_eq!(period("at@2013-07-01..2013-07-01").words(), "2013-07-01");
        assert_eq!(period(" flown@at @ 2013-07-01 .. 2013-07-02").column.as_deref(), Some("flown@at"));
        let hours = period("2013-07-01T06:00:00..2013-07-01T09:00:00");
        assert_eq!(hours.to - hours.from, 3.0 * 3600.0);
        assert_eq!(hours.words(), "2013-07-01T06:00:00Z until 2013-07-01T09:00:00Z");
        for wrong in ["", "2013-07-01", "2013-07-14..2013-07-01", "..", "a..b", "2013-07-01..x"] {
            assert!(matches!(wrong.parse::<PeriodChoice>(), Err(PeriodError::Unclear { .. })), "{wrong}");
        }
    }
}
