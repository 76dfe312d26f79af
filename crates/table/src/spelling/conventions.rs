//! Decides how a column's numbers and dates are written, where a single value would leave it open.
//!
//! `12,345` has a comma for thousands or a decimal one; `03/04/2024` is in March or in April. Other values of the same
//! column nearly always tell: `0,5` and `13/04/2024` leave no choice. Both sides are asked together, since one writer
//! made them. Where none tells, commas part thousands and the month comes first, as pandas has it, and a finding says so.

use super::units::Unit;

/// What a value says of how its column is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hint {
    /// Nothing.
    None,
    /// A comma that can be for thousands or decimals.
    Comma,
    /// A comma that can only be for decimals.
    DecimalComma,
    /// A comma that can only be for thousands.
    ThousandsComma,
    /// A date that can begin with the day or the month.
    DayOrMonth,
    /// A date that can only begin with the day.
    DayFirst,
    /// A date that can only begin with the month.
    MonthFirst,
    /// A date without a year.
    NoYear,
}

/// How the values of a column are written.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Conventions {
    /// A comma before three digits is for decimals.
    pub decimal_comma: bool,
    /// `03/04/2024` is in April.
    pub day_first: bool,
    /// What letters behind a number are.
    pub units: Units,
}

/// What letters behind a number are.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) enum Units {
    /// Part of a label.
    #[default]
    None,
    /// Units and scales of any kind, each number as it stands: for a first look.
    Any,
    /// Units of one kind, whose numbers are converted to this one.
    In(Unit),
    /// K, M and B.
    Scales,
}

/// How many distinct values say what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hints {
    counts: [u64; 8],
}

impl Hints {
    pub(crate) fn see(&mut self, hint: Hint) {
        self.counts[hint as usize] += 1;
    }

    pub(crate) fn and(mut self, other: Self) -> Self {
        self.counts.iter_mut().zip(other.counts).for_each(|(count, other)| *count += other);
        self
    }

    fn of(&self, hint: Hint) -> u64 {
        self.counts[hint as usize]
    }

    /// What they say together.
    pub(crate) fn conventions(&self) -> Conventions {
        Conventions {
            decimal_comma: self.of(Hint::DecimalComma) > self.of(Hint::ThousandsComma),
            day_first: self.of(Hint::DayFirst) > self.of(Hint::MonthFirst),
            units: Units::None,
        }
    }

    /// Whether no value tells what the commas of others are for.
    pub(crate) fn leave_commas_open(&self) -> bool {
        self.of(Hint::Comma) > 0 && self.of(Hint::DecimalComma) == self.of(Hint::ThousandsComma)
    }

    /// Whether no value tells where the day of others is.
    pub(crate) fn leave_days_open(&self) -> bool {
        self.of(Hint::DayOrMonth) > 0 && self.of(Hint::DayFirst) == self.of(Hint::MonthFirst)
    }

    /// Whether some have no year.
    pub(crate) fn lack_years(&self) -> bool {
        self.of(Hint::NoYear) > 0
    }
}

/// A value whose meaning is open, since no value of its column tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenSpelling {
    /// As it was written.
    pub example: String,
    /// How it is read.
    pub read: ReadAs,
}

/// How a value is read whose meaning is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadAs {
    /// Its comma separates thousands.
    Thousands,
    /// Its first number is the month.
    MonthFirst,
    /// Its first number is the day.
    DayFirst,
    /// It has no year, and counts in 2000.
    NoYear,
}

/// Whether dates that may begin with the day or with the month are more likely to begin with the day: where all of them lie
/// within a few days or weeks, the month is what stays the same.
pub(crate) fn is_day_likely_first<'a>(dates: impl Iterator<Item = &'a str>) -> bool {
    let mut seen = [0_u16; 2];
    for date in dates {
        let numbers = date.split(|letter: char| !letter.is_ascii_digit()).filter(|part| !part.is_empty());
        for (place, number) in numbers.take(2).enumerate() {
            seen[place] |= number.parse::<u32>().ok().and_then(|number| 1_u16.checked_shl(number)).unwrap_or(0);
        }
    }
    seen[0].count_ones() > seen[1].count_ones()
}
