//! Reads what is typed after `--model`: `target=actual prediction="the answer" score=probability version=model_version`.

use thiserror::Error;

use crate::column::{split, unquoted};
use crate::{ColumnSpec, SqlKind};

/// The columns of a model of classes, by their numbers from 1.
///
/// Nothing is guessed: a database tells the types of columns, and only their values tell a label.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ModelColumns {
    /// Labels.
    pub targets: Vec<usize>,
    /// The model's answers.
    pub predictions: Vec<usize>,
    /// Which model answered.
    pub versions: Vec<usize>,
    /// The score.
    pub score: Option<usize>,
    /// Bits that buckets of scores drop at least, so that they are not finer than those of another profile.
    pub dropped: u32,
}

/// Why columns are not those of a model.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ModelError {
    /// Not a role and a column.
    #[error("{part} is not ROLE=COLUMN; write target=, prediction=, score= or version= before the name of a column")]
    NoRole {
        /// What was typed.
        part: String,
    },
    /// The column is not counted.
    #[error("{name} is not among the columns; add it to --columns, with its kind")]
    NoColumn {
        /// The column.
        name: String,
    },
    /// A column is named twice.
    #[error("{name} is named twice")]
    Twice {
        /// The column.
        name: String,
    },
    /// Times are no classes, and have no one spelling.
    #[error("{name} is a time; labels, answers and versions are text, booleans or numbers: write {name}:text")]
    NoClass {
        /// The column.
        name: String,
    },
    /// Scores are numbers.
    #[error("a score is a number; write {name}:number or {name}:decimal, or compute one by SQL after =")]
    NoNumber {
        /// The column.
        name: String,
    },
    /// There are several scores.
    #[error(
        "several scores are named; each is of one class, and the table of a model holds one: name one, or none beside answers"
    )]
    SeveralScores,
    /// There is no label, or nothing to hold it against.
    #[error(
        "a model needs a label and an answer or a score: target=COLUMN with prediction=COLUMN, score=COLUMN or both"
    )]
    Incomplete,
}

impl ModelColumns {
    /// The labels, answers and versions, in the order of the columns.
    pub fn classes(&self) -> Vec<usize> {
        let mut classes = [&self.targets[..], &self.predictions, &self.versions].concat();
        classes.sort_unstable();
        classes
    }

    /// Reads words, each with commas between pairs, on these columns.
    pub fn parse(words: &[String], columns: &[ColumnSpec]) -> Result<Self, ModelError> {
        let mut found = Self::default();
        let mut seen = Vec::new();
        for part in words.iter().flat_map(|word| split(word)) {
            let part = part.trim();
            let (role, name) = part.split_once('=').ok_or_else(|| ModelError::NoRole { part: part.to_owned() })?;
            let name = name.trim();
            let name = name.strip_prefix('"').map_or_else(|| name.to_owned(), |quoted| unquoted(quoted).0);
            let Some(place) = columns.iter().position(|column| column.name == name) else {
                return Err(ModelError::NoColumn { name });
            };
            if seen.contains(&place) {
                return Err(ModelError::Twice { name });
            }
            seen.push(place);
            let (kind, number) = (columns[place].kind, place + 1);
            let is_score = role.trim() == "score";
            match kind {
                SqlKind::Number | SqlKind::Decimal => {}
                _ if is_score => return Err(ModelError::NoNumber { name }),
                SqlKind::Time | SqlKind::Date => return Err(ModelError::NoClass { name }),
                SqlKind::Text | SqlKind::Boolean => {}
            }
            match role.trim() {
                "target" => found.targets.push(number),
                "prediction" => found.predictions.push(number),
                "version" => found.versions.push(number),
                "score" if found.score.is_some() => return Err(ModelError::SeveralScores),
                "score" => found.score = Some(number),
                _ => return Err(ModelError::NoRole { part: part.to_owned() }),
            }
        }
        match found.targets.is_empty() || found.predictions.is_empty() && found.score.is_none() {
            true => Err(ModelError::Incomplete),
            false => Ok(found),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_columns;

    fn model(words: &[&str]) -> Result<ModelColumns, ModelError> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let columns =
            ["p:decimal", "\"a,\"\"=b\":text", "actual:boolean", "v:number", "at:time", "q:number"].map(str::to_owned);
        ModelColumns::parse(&words, &parse_columns(&columns).unwrap_or_default())
    }

    #[test]
    fn roles_and_columns_are_read() {
        let found = model(&["version=v,target = actual", "score=p", "prediction=\"a,\"\"=b\""]);
        let expected =
            ModelColumns { targets: vec![3], predictions: vec![2], versions: vec![4], score: Some(1), dropped: 0 };
        assert_eq!(found, Ok(expected.clone()));
        assert_eq!(expected.classes(), [2, 3, 4]);
        assert!(model(&["target=actual", "score=q"]).is_ok());
    }

    #[test]
    fn what_is_no_model_is_refused() {
        let name = |name: &str| name.to_owned();
        let part = name;
        for (words, error) in [
            (["actual", "score=p"], ModelError::NoRole { part: part("actual") }),
            (["label=actual", "score=p"], ModelError::NoRole { part: part("label=actual") }),
            (["target=actual", "score=pp"], ModelError::NoColumn { name: name("pp") }),
            (["target=v", "prediction=v"], ModelError::Twice { name: name("v") }),
            (["target=at", "score=p"], ModelError::NoClass { name: name("at") }),
            (["target=v", "score=actual"], ModelError::NoNumber { name: name("actual") }),
            (["score=p,score=q", "target=v"], ModelError::SeveralScores),
            (["target=actual", "version=v"], ModelError::Incomplete),
            (["prediction=actual", "score=p"], ModelError::Incomplete),
        ] {
            assert_eq!(model(&words), Err(error), "{words:?}");
        }
    }
}
