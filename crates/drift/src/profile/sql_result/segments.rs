//! The segments in a result: each column again, by the values of one.

use std::collections::BTreeMap;

use driftscope_present::numbers::name;
use driftscope_report::{Kind, Warning, WarningCode};
use driftscope_sql::result::BETWEEN;
use driftscope_stats::sorting::sort_by_key;
use driftscope_table::typing::label_form;

use super::column::{Counted, of_texts, sketch};
use super::gathered::Gathered;
use super::model::value;
use super::rows::Row;
use crate::profile::model::ClassValue;
use crate::profile::segments::{FEWEST_OF_SEGMENT, Segments, Values, hour_label, of_text, put, under};
use crate::profile::sql_result_error::SqlResultError;
use crate::profile::texts::LONGEST;
use crate::profile::{Profile, ProfileError};

/// Which column makes the segments, and where the others are again.
#[derive(Clone, Copy, Debug)]
pub(super) struct NumberedSegments {
    /// A column has this number and its own.
    behind: usize,
    by: usize,
}

/// The columns of a result by their numbers.
type Columns = BTreeMap<usize, (String, Counted)>;

/// What is counted by segment, by the number of the column.
type Found = BTreeMap<usize, Gathered>;

impl NumberedSegments {
    /// The segments that a row tells. `None` if the SQL does not return such a row.
    pub(super) fn of(behind: usize, row: &Row) -> Option<Self> {
        Some(Self { behind, by: Row::text(&row.low)?.parse().ok()? })
    }

    /// Takes what is counted by segment out of the rows of a result.
    pub(super) fn take(self, parts: &mut BTreeMap<(Option<i64>, usize), Gathered>) -> Found {
        let mut found = Found::new();
        let numbers: Vec<usize> =
            parts.keys().filter(|key| key.0.is_none() && key.1 > self.behind).map(|key| key.1).collect();
        for number in numbers {
            found.extend(parts.remove(&(None, number)).map(|gathered| (number - self.behind, gathered)));
        }
        found
    }

    /// Adds the segments to the profile of the same result, without those of few rows.
    pub(super) fn add(self, profile: &mut Profile, mut found: Found, columns: &Columns) -> Result<(), ProfileError> {
        let (by, of_by) = columns.get(&self.by).ok_or(ProfileError::Segments)?;
        let mut segments = Segments { column: by.clone(), folded: Some(Vec::new()), ..Segments::default() };
        let kind = match profile.group_kind(by) {
            Ok(kind) => kind,
            Err(reason) => {
                profile.warnings.push(no_segments(&reason.to_string()));
                return Ok(());
            }
        };
        for (number, (of, counted)) in columns {
            if *counted == Counted::Times {
                profile.counted_kind(of).into_iter().for_each(|_| put(&mut segments.left_out, of.clone()));
                continue;
            }
            let gathered = found.remove(number).unwrap_or_default();
            if gathered.total != Some(profile.rows) || gathered.found != profile.rows {
                let (column, found) = (name(of, 48), gathered.found);
                return Err(SqlResultError::NotWhole { column, found, expected: profile.rows }.into());
            }
            let is_cut = gathered.other[0] > 0;
            if is_cut && *number == self.by {
                profile.warnings.push(no_segments(&format!("{} has too many values", name(by, 48))));
                return Ok(());
            }
            let parts = parts(gathered, *counted, (*of_by, kind))?;
            if *number == self.by {
                parts.iter().for_each(|(value, part)| under(&mut segments.parts, value.clone()).rows += part.rows);
            }
            match profile.counted_kind(of) {
                None => {}
                Some(Ok((kind, is_written))) if !is_cut => {
                    is_written.then(|| put(&mut segments.written, of.clone()));
                    for (value, part) in parts {
                        let values = part.values(kind);
                        if values != Values::default() {
                            *under(&mut under(&mut segments.parts, value).columns, of.clone()) = values;
                        }
                    }
                }
                Some(_) => put(&mut segments.left_out, of.clone()),
            }
        }
        let is_open = segments.parts.iter().any(|(value, _)| value.is_none());
        segments.folded.take_if(|_| is_open);
        segments.hold();
        segments.fit();
        profile.segments = Some(Box::new(segments));
        profile.without_small_segments(FEWEST_OF_SEGMENT);
        Ok(())
    }
}

/// What a result has of a column and a segment.
#[derive(Default)]
struct CountedPart {
    rows: u64,
    numbers: Values,
    labels: Vec<(String, u64)>,
}

/// A column by segment; `by` is what the column of the segments is counted as, and what it holds.
fn parts(
    gathered: Gathered,
    counted: Counted,
    by: (Counted, Kind),
) -> Result<Vec<(Option<ClassValue>, CountedPart)>, ProfileError> {
    let mut parts = Vec::new();
    for (text, mut of) in gathered.combinations {
        let (segment, label) = match text.split_once(BETWEEN) {
            Some((segment, label)) => (segment, Some(label)),
            None => (text.as_str(), None),
        };
        let segment = segment_of(segment, by).ok_or(ProfileError::Segments)?;
        let part: &mut CountedPart = under(&mut parts, segment);
        part.rows = part.rows.saturating_add(of.found);
        match (label, counted) {
            (None, Counted::Numbers) => {
                sort_by_key(&mut of.buckets, &|bucket| bucket.key);
                of.dropped = gathered.dropped;
                let numbers = sketch(&of, of.infinite).map_err(|_| ProfileError::Segments)?;
                part.numbers.numbers.merge(&numbers);
            }
            (Some(label), Counted::Texts | Counted::Booleans) => {
                match value(label, counted).ok_or(ProfileError::Segments)? {
                    ClassValue::Boolean(value) => part.numbers.booleans[usize::from(value)] += of.found,
                    ClassValue::Text(text) => part.labels.push((text, of.found)),
                    _ => {}
                }
            }
            _ => return Err(ProfileError::Segments),
        }
    }
    Ok(parts)
}

impl CountedPart {
    /// Its values, as they are counted of rows.
    fn values(self, kind: Kind) -> Values {
        let mut values = self.numbers;
        let is_kept = |text: &String| kind == Kind::TimeOfDay || label_form(text).len() <= LONGEST;
        let (labels, long): (Vec<_>, Vec<_>) = self.labels.into_iter().partition(|(text, _)| is_kept(text));
        values.other = long.into_iter().fold(0, |sum, (_, count)| sum.saturating_add(count));
        let column = of_texts(Gathered::of_labels(labels));
        values.numbers.merge(&column.numbers.sketch);
        for (text, count) in column.texts.counts {
            let label = if kind == Kind::TimeOfDay { hour_label(&text) } else { Some(text) };
            let sum = label.map_or(&mut values.other, |label| values.texts.entry(label).or_default());
            *sum = sum.saturating_add(count);
        }
        values
    }
}

/// The value of a segment; `Some(None)` if it cannot be written down. `None` if the SQL does not write such a text.
fn segment_of(text: &str, (counted, kind): (Counted, Kind)) -> Option<Option<ClassValue>> {
    Some(match value(text, counted)? {
        ClassValue::Text(text) => of_text(&text, kind),
        ClassValue::Number(bits) => Some(ClassValue::Number(bits)).filter(|_| f64::from_bits(bits).is_finite()),
        value => Some(value),
    })
}

fn no_segments(reason: &str) -> Warning {
    Warning::of_values(WarningCode::Segments, 1, format!("no segments are kept of this result: {reason}"))
}

#[cfg(test)]
mod tests {
    use driftscope_sql::result;

    use crate::profile::segments::MOST_NUMBERS;

    #[test]
    fn limits_are_those_of_profiles() {
        assert_eq!(result::MOST_SCORES as usize, MOST_NUMBERS);
    }
}
