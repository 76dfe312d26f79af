//! What a person says of how files are to be read.

use driftscope_report::Format;
use driftscope_table::{ReadOptions, Sample};
use serde::{Deserialize, Serialize};

/// How the files of one side are read. By default their shape is detected, and they are read whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReadChoice {
    /// The shape to read them in.
    pub format: Option<Format>,
    /// The keys that lead to the records of a document, with dots between; the longest list if there are none.
    pub path: String,
    /// The share of rows to keep.
    pub share: Option<f64>,
}

impl ReadChoice {
    /// Shares that are offered.
    pub const SHARES: [f64; 4] = [0.5, 0.2, 0.1, 0.01];

    /// The same for the reader.
    pub fn options(&self) -> ReadOptions {
        let sample = self.share.map(|share| Sample { share, seed: 0 });
        let keys = self.path.split('.').map(str::trim).filter(|key| !key.is_empty());
        ReadOptions { format: self.format, path: keys.map(str::to_owned).collect(), sample, ..ReadOptions::default() }
    }
}
