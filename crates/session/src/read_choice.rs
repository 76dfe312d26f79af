//! What a person says of how files are to be read.

use driftscope_report::Format;
use driftscope_table::{Limits, ReadOptions, Sample};
use serde::{Deserialize, Serialize};

/// How the files of one side are read. By default their shape is detected, and they are read whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReadChoice {
    /// The shape to read them in.
    pub format: Option<Format>,
    /// The keys that lead to the records within JSON, with dots between; where there are none, they are found.
    pub path: String,
    /// Each number of a vector becomes a column, instead of one column for the vector.
    pub components: bool,
    /// The share of rows to keep.
    pub share: Option<f64>,
}

impl ReadChoice {
    /// Shares that are offered.
    pub const SHARES: [f64; 4] = [0.5, 0.2, 0.1, 0.01];

    /// The same for the reader. Keys alone say that the records lie below them, as `--records-at` does.
    pub fn options(&self) -> ReadOptions {
        let sample = self.share.map(|share| Sample { share, seed: 0 });
        let keys = self.path.split('.').map(str::trim).filter(|key| !key.is_empty());
        let path: Vec<String> = keys.map(str::to_owned).collect();
        let format = self.format.or((!path.is_empty()).then_some(Format::Envelope));
        let limits = if self.components { Limits::default().with_components() } else { Limits::default() };
        ReadOptions { format, path, sample, limits }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_alone_say_where_the_records_are() {
        let options =
            |format, path: &str| ReadChoice { format, path: path.to_owned(), ..ReadChoice::default() }.options();
        let found = options(None, " data. rows.");
        assert_eq!((found.format, found.path), (Some(Format::Envelope), vec!["data".to_owned(), "rows".to_owned()]));
        assert_eq!(options(None, " .").format, None);
        assert_eq!(options(Some(Format::NamedArrays), "data").format, Some(Format::NamedArrays));
    }
}
