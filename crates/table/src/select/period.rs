//! Selects a period of production by its timestamps, and the rows that it is compared with.
//!
//! ```
//! use driftscope_table::{PeriodRows, ReadOptions, TableReader};
//!
//! let mut reader = TableReader::new(ReadOptions::default());
//! reader.begin_file("log.jsonl");
//! reader.feed(b"{\"at\":\"2024-02-28\"}\n{\"at\":\"2024-02-29\"}\n{\"at\":\"2024-03-01\"}\n");
//! let log = reader.finish()?;
//! let mut period: driftscope_table::PeriodChoice = "2024-02-29..2024-03-01".parse()?;
//! period.against = driftscope_table::Against::Before;
//! let rows = PeriodRows::of(["at"; 2].map(|name| log.column(name)), &period)?;
//! let [reference, production] = rows.select([&log, &log]);
//! assert_eq!((reference.rows, production.rows), (1, 2));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::borrow::Cow;

use driftscope_report::calendar::without_utc;
use driftscope_report::{Against, PeriodChoice, PeriodError};
use serde::{Deserialize, Serialize};

use super::split::{span_words, time_columns, timestamps};
use crate::{Column, Table};

/// A row that the period is compared with.
const AGAINST: u8 = 1;

/// A row of the period.
const WITHIN: u8 = 2;

/// The rows of a period, and those that it is compared with.
#[derive(Clone, Debug, PartialEq)]
pub struct PeriodRows {
    /// Where the rows are that the period is compared with, and what both are in words.
    pub outline: PeriodOutline,
    /// For each row of a side whether it is compared: 1 for rows that the period is compared with, 2 for rows of the period, 0 for
    /// others. Empty for a side that is taken as a whole or not at all.
    pub codes: [Vec<u8>; 2],
}

/// All of a period's rows that is not an array.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodOutline {
    /// The side whose rows the period is compared with: 0 for the reference, 1 for production.
    pub against: usize,
    /// Which rows these are, in words; `None` for the whole reference.
    pub reference: Option<String>,
    /// Which rows of production are compared, in words.
    pub production: String,
}

impl PeriodRows {
    /// The column of timestamps that a period goes by: the one it names, or the likeliest one that both sides have.
    pub fn column<'a>(
        [reference, production]: [&Table; 2],
        period: &'a PeriodChoice,
    ) -> Result<Cow<'a, str>, PeriodError> {
        if let Some(name) = &period.column {
            return Ok(Cow::Borrowed(name));
        }
        let found = time_columns(production).into_iter().find(|column| reference.column(&column.name).is_some());
        found.map(|column| Cow::Owned(column.name.clone())).ok_or(PeriodError::NoTime)
    }

    /// The rows of a period, by the columns of the timestamps of the reference and of production.
    pub fn of(columns: [Option<&Column>; 2], period: &PeriodChoice) -> Result<Self, PeriodError> {
        Self::of_known(columns, &columns[1].map(timestamps).unwrap_or_default(), period)
    }

    /// The same where the timestamps of production's column are known.
    pub fn of_known(
        [reference, production]: [Option<&Column>; 2],
        moments: &[Option<f64>],
        period: &PeriodChoice,
    ) -> Result<Self, PeriodError> {
        let absent = || PeriodError::NoColumn { name: period.column.clone().unwrap_or_default() };
        let (reference, production) = reference.zip(production).ok_or_else(absent)?;
        let mut found = Self::of_moments(&production.name, || timestamps(reference), moments, period)?;
        if production.zone.is_some() {
            let PeriodOutline { reference, production, .. } = &mut found.outline;
            reference.iter_mut().chain([production]).for_each(without_utc);
        }
        Ok(found)
    }

    /// The rows of a period, or whatever else has a moment in seconds since 1970: those of the reference are asked for where they matter.
    /// `name` is the column of production's.
    pub fn of_moments(
        name: &str,
        of_reference: impl FnOnce() -> Vec<Option<f64>>,
        moments: &[Option<f64>],
        period: &PeriodChoice,
    ) -> Result<Self, PeriodError> {
        let mut codes = coded(moments, |moment| if period.is_within(moment) { WITHIN } else { 0 });
        if !codes.contains(&WITHIN) {
            return Err(PeriodError::Empty { period: period.words(), holds: span_words(name, moments) });
        }
        let outline = |against, reference| PeriodOutline { against, reference, production: period.words() };
        let Some(words) = period.against_words() else {
            return Ok(Self { outline: outline(0, None), codes: [Vec::new(), codes] });
        };
        let against =
            |moments: &[Option<f64>]| coded(moments, |moment| if period.is_against(moment) { AGAINST } else { 0 });
        let of_production = against(moments);
        if of_production.contains(&AGAINST) {
            codes.iter_mut().zip(of_production).for_each(|(within, against)| *within |= against);
            return Ok(Self { outline: outline(1, Some(format!("production, {words}"))), codes: [Vec::new(), codes] });
        }
        let of_reference = against(&of_reference());
        if period.against == Against::Rest || !of_reference.contains(&AGAINST) {
            return Err(PeriodError::NothingAgainst { against: format!("production, {words}") });
        }
        Ok(Self { outline: outline(0, Some(words)), codes: [of_reference, codes] })
    }

    /// The two sides of the comparison: all columns of these tables, or of parts of them, with the rows that are compared.
    pub fn select<'a>(&self, tables: [&'a Table; 2]) -> [Cow<'a, Table>; 2] {
        let PeriodOutline { against, reference, production } = &self.outline;
        let whole = tables[0];
        let reference = match reference {
            Some(words) => Cow::Owned(self.part(tables[*against & 1], *against & 1, false, words)),
            None => Cow::Borrowed(whole),
        };
        let mut production = self.part(tables[1], 1, true, production);
        // Where both are of production, labels of the reference's rows belong to somebody all the same.
        if let (Some(own), Some(other)) = (&mut production.labels, &tables[0].labels) {
            own.unite(other);
        }
        [reference, Cow::Owned(production)]
    }

    fn part(&self, table: &Table, side: usize, is_of_period: bool, words: &str) -> Table {
        table.chosen(&self.kept(side, is_of_period), part_words(words, table.part.as_deref()))
    }

    /// For each row of a side whether it is one of the period, or else one that the period is compared with.
    pub fn kept(&self, side: usize, is_of_period: bool) -> Vec<bool> {
        let wanted = if is_of_period { WITHIN } else { AGAINST };
        self.codes[side].iter().map(|code| code & wanted != 0).collect()
    }
}

/// Which rows a part is, in words, where `of` may be a part itself.
pub fn part_words(words: &str, of: Option<&str>) -> String {
    of.map_or_else(|| words.to_owned(), |part| format!("{words}, of {part}"))
}

/// A code for each row, by its moment; 0 for rows without one.
fn coded(moments: &[Option<f64>], code: impl Fn(f64) -> u8) -> Vec<u8> {
    moments.iter().map(|moment| moment.map_or(0, &code)).collect()
}

#[cfg(test)]
mod tests {
    use driftscope_report::calendar::{format_datetime, parse_datetime};

    use super::*;
    use crate::{ReadOptions, TableReader};

    const DAY: f64 = 86_400.0;

    /// Twelve days from a Monday on, two rows a day but on the last, and one row without a time.
    fn log(from: &str) -> Table {
        let start = parse_datetime(from).unwrap();
        let mut reader = TableReader::new(ReadOptions::default());
        reader.begin_file("log.jsonl");
        for row in 0..23 {
            let at = format_datetime(start + f64::from(row) * DAY / 2.0).unwrap();
            reader.feed(format!("{{\"at\":\"{at}\",\"row\":{row}}}\n").as_bytes());
        }
        reader.feed(b"{\"at\":null,\"row\":99}\n");
        reader.finish().unwrap()
    }

    fn rows(tables: [&Table; 2], period: &str, against: Against) -> Result<[Vec<String>; 2], PeriodError> {
        let period = PeriodChoice { against, ..period.parse()? };
        let name = PeriodRows::column(tables, &period)?;
        let found = PeriodRows::of(tables.map(|table| table.column(&name)), &period)?;
        Ok(found.select(tables).map(|side| {
            let column = side.column("row").unwrap();
            assert_eq!(column.cells.len(), side.rows);
            std::iter::once(side.part.clone().unwrap_or_default())
                .chain(column.cells.iter().map(|cell| cell.as_number().unwrap().to_string()))
                .collect()
        }))
    }

    #[test]
    fn each_choice_takes_the_rows_that_it_names() {
        let (before, log) = (log("2024-02-19"), log("2024-03-04"));
        let tables = [&before, &log];
        let [whole, within] = rows(tables, "2024-03-05..2024-03-06", Against::Reference).unwrap();
        assert_eq!(
            (whole.len(), within),
            (25, ["2024-03-05 to 2024-03-06", "2", "3", "4", "5"].map(str::to_owned).to_vec())
        );
        let [rest, _] = rows(tables, "2024-03-05..2024-03-15", Against::Rest).unwrap();
        assert_eq!(rest, ["production, without 2024-03-05 to 2024-03-15", "0", "1"]);
        let [other, _] = rows(tables, "2024-03-06..2024-03-07", Against::Before).unwrap();
        assert_eq!(other, ["production, 2024-03-04 to 2024-03-05", "0", "1", "2", "3"]);
        // 2024-03-13 is a Wednesday: so is the 6th.
        let [wednesday, _] = rows(tables, "2024-03-13..2024-03-13", Against::Weekdays).unwrap();
        assert_eq!(wednesday, ["production, the same weekdays before 2024-03-13", "4", "5"]);
        // Production has nothing before its first day, the reference has.
        let [of_reference, _] = rows(tables, "2024-03-04..2024-03-05", Against::Weekdays).unwrap();
        assert_eq!(of_reference[1..], ["0", "1", "2", "3", "14", "15", "16", "17"]);
    }

    #[test]
    fn a_period_that_cannot_be_compared_is_refused_in_words() {
        let log = log("2024-03-04");
        let refused = |period: &str, against| rows([&log, &log], period, against).unwrap_err().to_string();
        assert_eq!(
            refused("2025-01-01..2025-01-02", Against::Reference),
            "Production has no rows in 2025-01-01 to 2025-01-02: at goes from 2024-03-04T00:00:00Z to 2024-03-15T00:00:00Z"
        );
        assert!(refused("2024-03-01..2024-03-31", Against::Rest).starts_with("There are no rows to compare"));
        assert!(refused("2024-03-01..2024-03-31", Against::Before).contains("production, 2024-01-30 to 2024-02-29"));
        assert_eq!(
            refused("when@2024-03-01..2024-03-31", Against::Reference),
            "A side has no column when to choose a period by"
        );
    }
}
