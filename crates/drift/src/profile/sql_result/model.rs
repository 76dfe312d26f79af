//! The table of a model from the rows of a result, as `driftscope profile --model` makes it from rows.
//!
//! The SQL names the columns of the model. What they hold decides as it does for rows: a label must be of classes,
//! another column that is not is left out, and there are at most [`MOST_CELLS`] combinations.

use std::collections::BTreeMap;

use driftscope_sql::result::{BETWEEN, ESCAPE, ESCAPED, ESCAPED_BETWEEN};
use driftscope_stats::sorting::sort_by_key;

use super::column::{Counted, sketch};
use super::gathered::Gathered;
use super::rows::Row;
use crate::performance::{MOST_CLASSES, MOST_NUMBERS};
use crate::profile::ProfileError;
use crate::profile::model::{ClassValue, MOST_CELLS, ModelColumns, ModelTable, ScoredRows};

/// What a column is to the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ClassRole {
    Target,
    Prediction,
    Version,
}

/// The columns of the model by their numbers, and its own.
#[derive(Debug)]
pub(super) struct NumberedModel {
    pub number: usize,
    /// Labels, answers and versions, in the order of the columns.
    classes: Vec<(usize, ClassRole)>,
    score: Option<usize>,
}

/// The columns of a result by their numbers.
type Columns = BTreeMap<usize, (String, Counted)>;

impl NumberedModel {
    /// The model that a row tells. `None` if the SQL does not return such a row.
    pub(super) fn of(number: usize, row: &Row) -> Option<Self> {
        let mut model = Self { number, classes: Vec::new(), score: None };
        let roles =
            [(&row.low, ClassRole::Target), (&row.high, ClassRole::Prediction), (&row.first, ClassRole::Version)];
        for (text, role) in roles {
            for word in Row::text(text)?.split_ascii_whitespace() {
                model.classes.push((word.parse().ok()?, role));
            }
        }
        sort_by_key(&mut model.classes, &|(number, _)| *number as i64);
        if model.classes.windows(2).any(|pair| pair[0].0 == pair[1].0) {
            return None;
        }
        model.score = match Row::text(&row.second)? {
            "" => None,
            number => Some(number.parse().ok()?),
        };
        Some(model)
    }

    /// The rows of a window, of which there are this many. `Ok(None)` where there are too many combinations.
    pub(super) fn table(
        &self,
        gathered: &mut Gathered,
        columns: &Columns,
        rows: u64,
    ) -> Result<Option<ModelTable>, ProfileError> {
        if gathered.total != Some(rows) || gathered.found != rows {
            return Err(ProfileError::Model);
        }
        if gathered.other[0] > 0 || gathered.combinations.len() > MOST_CELLS {
            return Ok(None);
        }
        let known = |number: &usize| columns.get(number).map(|(name, counted)| (name.clone(), *counted));
        let classes: Vec<(String, Counted)> =
            self.classes.iter().map(|(number, _)| known(number)).collect::<Option<_>>().ok_or(ProfileError::Model)?;
        let is_score = |number: &usize| self.classes.iter().all(|(class, _)| class != number);
        let score =
            |number: usize| known(&number).filter(|(_, counted)| is_score(&number) && *counted == Counted::Numbers);
        let score = self.score.map(|number| score(number).ok_or(ProfileError::Model)).transpose()?;
        let kinds: Vec<Counted> = classes.iter().map(|(_, counted)| *counted).collect();
        let mut cells: BTreeMap<Vec<ClassValue>, ScoredRows> = BTreeMap::new();
        for (text, of) in &mut gathered.combinations {
            let values = combination(text, &kinds).ok_or(ProfileError::Model)?;
            sort_by_key(&mut of.buckets, &|bucket| bucket.key);
            of.dropped = gathered.dropped;
            let scores = sketch(of, of.infinite).map_err(|_| ProfileError::Model)?;
            cells.entry(values).or_default().add(of.found.saturating_sub(scores.size()), &scores);
        }
        let classes = classes.into_iter().map(|(name, _)| name).collect();
        let mut table = ModelTable { columns: ModelColumns { classes, score: score.map(|(name, _)| name) }, cells };
        table.fit();
        Ok(Some(table))
    }

    /// Leaves out columns of all windows that are no classes, and a score that no row has. Gives whether a model is left.
    pub(super) fn settle(&self, tables: &mut [&mut ModelTable]) -> bool {
        let roles: Vec<ClassRole> = self.classes.iter().map(|(_, role)| *role).collect();
        let kept: Vec<bool> = (0..roles.len()).map(|place| are_classes(tables, place)).collect();
        let cells = || tables.iter().flat_map(|table| table.cells.values());
        let has_score = self.score.is_some() && cells().any(|rows| rows.scores.size() > 0);
        let of_role =
            |role: ClassRole| roles.iter().zip(&kept).filter(move |(one, _)| **one == role).map(|(_, kept)| *kept);
        let is_labelled = of_role(ClassRole::Target).all(|kept| kept);
        let is_answered = of_role(ClassRole::Prediction).any(|kept| kept) || has_score;
        if !is_labelled || !is_answered {
            return false;
        }
        for table in tables {
            let classes = std::mem::take(&mut table.columns.classes);
            let score = table.columns.score.take().filter(|_| has_score);
            table.columns = ModelColumns { classes: chosen(classes, &kept), score };
            for (values, rows) in std::mem::take(&mut table.cells) {
                table.cells.entry(chosen(values, &kept)).or_default().add(rows.without, &rows.scores);
            }
            table.fit();
        }
        true
    }
}

fn chosen<T>(all: Vec<T>, kept: &[bool]) -> Vec<T> {
    all.into_iter().zip(kept).filter(|(_, kept)| **kept).map(|(one, _)| one).collect()
}

/// Whether the values at this place are classes, as `are_classes` of a table's column tells.
fn are_classes(tables: &[&mut ModelTable], place: usize) -> bool {
    let (mut distinct, mut numbers): (Vec<&ClassValue>, usize) = (Vec::new(), 0);
    for values in tables.iter().flat_map(|table| table.cells.keys()) {
        let Some(value) = values.get(place).filter(|value| **value != ClassValue::Missing) else { continue };
        if distinct.contains(&value) {
            continue;
        }
        if let ClassValue::Number(bits) = value {
            let number = f64::from_bits(*bits);
            if number != number.trunc() || number.is_infinite() {
                return false;
            }
            numbers += 1;
        }
        distinct.push(value);
        if distinct.len() > MOST_CLASSES || numbers > MOST_NUMBERS {
            return false;
        }
    }
    !distinct.is_empty()
}

/// The values of a combination, one for each column. `None` if the SQL does not write such a text.
fn combination(text: &str, kinds: &[Counted]) -> Option<Vec<ClassValue>> {
    let parts: Vec<&str> = text.split(BETWEEN).collect();
    if parts.len() != kinds.len() {
        return None;
    }
    parts.into_iter().zip(kinds).map(|(part, counted)| value(part, *counted)).collect()
}

pub(super) fn value(part: &str, counted: Counted) -> Option<ClassValue> {
    if part.is_empty() {
        return Some(ClassValue::Missing);
    }
    let text = Row::text(part)?;
    Some(match counted {
        Counted::Booleans => ClassValue::Boolean(text.parse().ok()?),
        Counted::Numbers => match text.parse::<f64>().ok()? {
            number if number.is_nan() => ClassValue::Missing,
            number => ClassValue::Number((number + 0.0).to_bits()),
        },
        Counted::Texts => ClassValue::Text(unescaped(text)?),
        Counted::Times => return None,
    })
}

fn unescaped(text: &str) -> Option<String> {
    let mut letters = text.chars();
    let mut found = String::new();
    while let Some(letter) = letters.next() {
        found.push(match letter {
            ESCAPE => match letters.next()? {
                ESCAPED => ESCAPE,
                ESCAPED_BETWEEN => BETWEEN,
                _ => return None,
            },
            letter => letter,
        });
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use driftscope_sql::result;

    use super::*;
    use crate::profile::model::MOST_SCORES;

    #[test]
    fn limits_are_those_of_profiles() {
        assert_eq!([result::MOST_SCORES as usize, result::MOST_COMBINATIONS as usize], [MOST_SCORES, MOST_CELLS]);
    }

    #[test]
    fn values_are_read_as_the_statement_writes_them() {
        let text = |text: &str| Some(ClassValue::Text(text.to_owned()));
        let number = |number: f64| Some(ClassValue::Number(number.to_bits()));
        assert_eq!(value(":a~0~1", Counted::Texts), text("a~|"));
        assert_eq!(value(":", Counted::Texts), text(""));
        assert_eq!(value("", Counted::Numbers), Some(ClassValue::Missing));
        for spelling in [":1", ":1.0", ":1E0", ":1.0E+00"] {
            assert_eq!(value(spelling, Counted::Numbers), number(1.0), "{spelling}");
        }
        assert_eq!(value(":-0", Counted::Numbers), number(0.0));
        assert_eq!(value(":true", Counted::Booleans), Some(ClassValue::Boolean(true)));
        for (part, counted) in [
            ("a", Counted::Texts),
            (":~2", Counted::Texts),
            (":~", Counted::Texts),
            (":yes", Counted::Booleans),
            (":one", Counted::Numbers),
            (":0", Counted::Times),
        ] {
            assert_eq!(value(part, counted), None, "{part}");
        }
    }
}
