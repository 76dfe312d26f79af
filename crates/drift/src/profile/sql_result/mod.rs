//! The result of `driftscope sql`, read as the profile that the SQL computed.
//!
//! *Exact*, to the bit that of the exported rows: counts, missing and infinite values, buckets of numbers and timestamps, smallest and
//! largest values, mean and standard deviation (but of columns whose buckets drop more than 46 bits, which span hundreds of
//! powers of two: their sums are those of the middles), up to 10 000 distinct strings a column with their counts, beyond that those that
//! a profile keeps. *Bounded:* how many values differ in columns with more than 4096 numbers or 10 000 strings, as for a
//! profile; its hashes are others than those of rows, so that beside rows, values of both sides may count twice.
//! A model's table is that of the rows, if the SQL was told its columns.
//! *Not known:* what strings that are not kept spell, and their forms.

mod column;
mod gathered;
mod model;
mod rows;
mod segments;

use std::collections::BTreeMap;

use driftscope_report::calendar::days_from_civil;
use driftscope_report::{FileRecord, Warning, WarningCode, WindowUnit};
use driftscope_sql::Dialect;
use driftscope_sql::result::{COLUMNS, LABEL, VERSION};
use driftscope_table::{Fingerprint, MOST_WINDOWS};

use self::column::Counted;
use self::gathered::Gathered;
use self::model::NumberedModel;
use self::rows::{Row, each_row};
use self::segments::NumberedSegments;
use super::error::MOST_ROWS;
use super::model::ModelTable;
use super::sql_result_error::SqlResultError;
use super::windows::Part;
use super::{ColumnProfile, Profile, ProfileError, Windows, merge_columns, merged_models};

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
    model: Option<NumberedModel>,
    segments: Option<NumberedSegments>,
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
            ("model", Some(number)) => self.model.replace(NumberedModel::of(number, row)?).is_none().then_some(()),
            ("segment", Some(behind)) => {
                self.segments.replace(NumberedSegments::of(behind, row)?).is_none().then_some(())
            }
            (_, Some(number)) => self.parts.entry((row.start, number)).or_default().see(row),
            _ => None,
        }
    }

    fn profile(mut self) -> Result<Profile, ProfileError> {
        let of_segments = self.segments.as_ref().map(|segments| segments.take(&mut self.parts));
        let mut parts: BTreeMap<Option<i64>, Part> = BTreeMap::new();
        let unit = self.windows.as_ref().map(|(unit, _)| *unit);
        let mut by_start: BTreeMap<Option<i64>, Vec<(usize, Gathered)>> = BTreeMap::new();
        for ((start, number), gathered) in self.parts {
            by_start.entry(start).or_default().push((number, gathered));
        }
        for (start, gathered) in by_start {
            let part = part(&self.columns, self.model.as_ref(), gathered)?;
            let start = unit.and_then(|unit| edge(unit, start?));
            let known = parts.entry(start).or_default();
            known.model = merged_models((known.rows, known.model.take()), (part.rows, part.model));
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
        if let Some(model) = &self.model {
            let mut tables: Vec<&mut ModelTable> = parts.values_mut().filter_map(|part| part.model.as_mut()).collect();
            if !model.settle(&mut tables) {
                parts.values_mut().for_each(|part| part.model = None);
            }
        }
        let has_window = parts.keys().any(Option::is_some);
        let (unit, column) = self.windows.filter(|_| has_window).unzip();
        let windows = Windows {
            column: column.unwrap_or_default(),
            unit: unit.unwrap_or(WindowUnit::Day),
            parts,
            known_ends: None,
        };
        let (columns, model) = (windows.whole(), windows.whole_model());
        let warnings = (self.model.is_some() && model.is_none() && rows > 0).then(no_model).into_iter().collect();
        let windows = unit.map(|_| windows);
        let mut profile = Profile { rows, columns, windows, model, warnings, ..Profile::default() };
        if let Some((segments, found)) = self.segments.zip(of_segments).filter(|_| rows > 0) {
            segments.add(&mut profile, found, &self.columns)?;
        }
        Ok(profile)
    }
}

/// That the columns of the model do not make one.
fn no_model() -> Warning {
    let message = "no model is kept of this result: labels must be classes (at most 50, and no numbers with fractions), rows need answers or \
                   scores, and at most 1000 combinations of label, answer and version can be counted";
    Warning::of_values(WarningCode::TooManyDistinct, 1, message.to_owned())
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
fn part(
    names: &BTreeMap<usize, (String, Counted)>,
    model: Option<&NumberedModel>,
    gathered: Vec<(usize, Gathered)>,
) -> Result<Part, ProfileError> {
    let rows = gathered.iter().filter_map(|(_, gathered)| gathered.total).max().unwrap_or(0);
    let mut columns: Vec<ColumnProfile> = Vec::new();
    let mut gathered: BTreeMap<usize, Gathered> = gathered.into_iter().collect();
    for (number, (name, counted)) in names {
        let gathered = gathered.remove(number).unwrap_or_default();
        if gathered.total != Some(rows) || gathered.found != rows || !gathered.combinations.is_empty() {
            let (column, found) = (driftscope_present::numbers::name(name, 48), gathered.found);
            return Err(SqlResultError::NotWhole { column, found, expected: rows }.into());
        }
        let column = column::column(name, *counted, gathered, rows);
        columns.push(column.map_err(|what| ProfileError::Contradiction { column: name.clone(), what })?);
    }
    let model = match model {
        Some(model) => model.table(&mut gathered.remove(&model.number).unwrap_or_default(), names, rows)?,
        None => None,
    };
    Ok(Part { rows, columns, model })
}
