//! The result of `driftscope sql`, read as the profile that the SQL computed.
//!
//! *Exact*, to the bit that of the exported rows: counts, missing and infinite values, buckets of numbers and timestamps, smallest and
//! largest values, mean and standard deviation (but of columns whose buckets drop more than 46 bits, which span hundreds of
//! powers of two: their sums are those of the middles), up to 10 000 distinct strings a column with their counts, beyond that those that
//! a profile keeps. *Bounded:* how many values differ in columns with more than 4096 numbers or 10 000 strings, as for a
//! profile; its hashes are others than those of rows, so that beside rows, values of both sides may count twice.
//! *Not known:* what strings that are not kept spell, and their forms.

mod column;
mod gathered;
mod rows;

use std::collections::BTreeMap;

use driftscope_report::calendar::days_from_civil;
use driftscope_report::{FileRecord, WindowUnit};
use driftscope_sql::Dialect;
use driftscope_sql::result::{COLUMNS, LABEL, VERSION};
use driftscope_table::{Fingerprint, MOST_WINDOWS};

use self::column::Counted;
use self::gathered::Gathered;
use self::rows::{Row, each_row};
use super::error::MOST_ROWS;
use super::sql_result_error::SqlResultError;
use super::windows::Part;
use super::{ColumnProfile, Profile, ProfileError, Windows, merge_columns};

/// Whether unpacked bytes begin as an exported result does: with its columns.
pub(super) fn is_result(beginning: &[u8]) -> bool {
    let text = String::from_utf8_lossy(beginning).to_ascii_lowercase();
    COLUMNS.iter().chain([&LABEL]).all(|name| text.contains(name))
}

/// What the rows of a result hold.
#[derive(Default)]
struct Gathering {
    table: String,
    dialect: String,
    windows: Option<(WindowUnit, String)>,
    /// Names, and what they are counted as, by the number of the column.
    columns: BTreeMap<usize, (String, Counted)>,
    parts: BTreeMap<(Option<i64>, usize), Gathered>,
}

/// Reads a result.
pub(super) fn read(bytes: &[u8]) -> Result<Profile, ProfileError> {
    let mut result = Gathering::default();
    each_row(bytes, |number, row| {
        if row.version != VERSION {
            return Err(SqlResultError::Version { version: row.version });
        }
        result.see(&row).ok_or(SqlResultError::Row { row: number })
    })?;
    let mut fingerprint = Fingerprint::new();
    fingerprint.feed(bytes);
    let title = Dialect::named(&result.dialect).map_or("a database", |dialect| dialect.title);
    let file = FileRecord {
        name: result.table.clone(),
        bytes: bytes.len() as u64,
        sha256: fingerprint.finish(),
        read_as: format!("result of driftscope sql in {title}"),
        rows: None,
        format: None,
    };
    let profile = result.profile()?;
    Ok(Profile { files: vec![FileRecord { rows: Some(profile.rows), ..file }], ..profile })
}

impl Gathering {
    fn see(&mut self, row: &Row) -> Option<()> {
        match (row.what.as_str(), row.column) {
            ("table", None) => {
                self.table = Row::text(&row.label)?.to_owned();
                self.dialect = row.amount.clone();
                if !row.low.is_empty() {
                    self.windows = Some((WindowUnit::named(&row.low)?, Row::text(&row.high)?.to_owned()));
                }
                Some(())
            }
            ("column", Some(number)) => {
                let counted = match row.low.as_str() {
                    "number" => Counted::Numbers,
                    "time" => Counted::Times,
                    "boolean" => Counted::Booleans,
                    "text" => Counted::Texts,
                    _ => return None,
                };
                self.columns.insert(number, (Row::text(&row.label)?.to_owned(), counted)).is_none().then_some(())
            }
            (_, Some(number)) => self.parts.entry((row.start, number)).or_default().see(row),
            _ => None,
        }
    }

    fn profile(self) -> Result<Profile, ProfileError> {
        let mut parts: BTreeMap<Option<i64>, Part> = BTreeMap::new();
        let unit = self.windows.as_ref().map(|(unit, _)| *unit);
        let mut by_start: BTreeMap<Option<i64>, Vec<(usize, Gathered)>> = BTreeMap::new();
        for ((start, number), gathered) in self.parts {
            by_start.entry(start).or_default().push((number, gathered));
        }
        for (start, gathered) in by_start {
            let part = part(&self.columns, gathered)?;
            let start = unit.and_then(|unit| edge(unit, start?));
            let known = parts.entry(start).or_default();
            known.rows = known.rows.saturating_add(part.rows);
            merge_columns(&mut known.columns, part.columns);
            if parts.len() > MOST_WINDOWS + 1 {
                return Err(ProfileError::TooManyWindows);
            }
        }
        let rows = parts.values().map(|part| part.rows).fold(0, u64::saturating_add);
        if rows > MOST_ROWS {
            return Err(ProfileError::TooManyRows);
        }
        let has_window = parts.keys().any(Option::is_some);
        match self.windows.filter(|_| has_window) {
            Some((unit, column)) => {
                let windows = Windows { column, unit, parts, known_ends: None };
                Ok(Profile { rows, columns: windows.whole(), windows: Some(windows), ..Profile::default() })
            }
            None => {
                let mut columns = Vec::new();
                parts.into_values().for_each(|part| merge_columns(&mut columns, part.columns));
                Ok(Profile { rows, columns, ..Profile::default() })
            }
        }
    }
}

/// When the window begins, in seconds since 1970; months come as their number since the year 0.
fn edge(unit: WindowUnit, start: i64) -> Option<i64> {
    let second = match unit {
        WindowUnit::Month if start.abs() > 1_000_000 => return None,
        WindowUnit::Month => days_from_civil(start.div_euclid(12), start.rem_euclid(12) + 1, 1) * 86_400,
        _ => start,
    };
    unit.start(second as f64)
}

/// The columns of one window, whose values must be as many as the engine counted.
fn part(names: &BTreeMap<usize, (String, Counted)>, gathered: Vec<(usize, Gathered)>) -> Result<Part, ProfileError> {
    let rows = gathered.iter().filter_map(|(_, gathered)| gathered.total).max().unwrap_or(0);
    let mut columns: Vec<ColumnProfile> = Vec::new();
    let mut gathered: BTreeMap<usize, Gathered> = gathered.into_iter().collect();
    for (number, (name, counted)) in names {
        let gathered = gathered.remove(number).unwrap_or_default();
        if gathered.total != Some(rows) || gathered.found != rows {
            let (column, found) = (driftscope_present::numbers::name(name, 48), gathered.found);
            return Err(SqlResultError::NotWhole { column, found, expected: rows }.into());
        }
        let column = column::column(name, *counted, gathered, rows);
        columns.push(column.map_err(|what| ProfileError::Contradiction { column: name.clone(), what })?);
    }
    Ok(Part { rows, columns, model: None })
}
