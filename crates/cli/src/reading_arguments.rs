//! The options for reading files, shared by every command that reads them.

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use driftscope_report::Format as Shape;
use driftscope_table::{Limits, ReadOptions, Sample};

/// How to read the files.
#[derive(Args, Debug)]
pub(crate) struct ReadingArguments {
    /// Read the files in this shape instead of detecting it
    #[arg(long, value_name = "SHAPE", value_parser = shape_parser())]
    pub(crate) read_as: Option<Shape>,

    /// The path of keys to the records within a document: data.items
    #[arg(long, value_name = "KEYS", conflicts_with = "read_as")]
    pub(crate) records_at: Option<String>,

    /// Make each number of a vector a column, up to 4096 of them, instead of one column for the vector
    #[arg(long)]
    pub(crate) components: bool,

    /// Read a reproducible random sample of the rows; 0.1 keeps a tenth
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(crate) sample: Option<f64>,
}

impl ReadingArguments {
    /// The options of the table reader, with these limits.
    pub(crate) fn options(&self, limits: Limits) -> ReadOptions {
        let sample = self.sample.map(|share| Sample { share, seed: 0 });
        let path = self.records_at.as_ref().map(|keys| keys.split('.').map(str::to_owned).collect::<Vec<_>>());
        let format = self.read_as.or(path.is_some().then_some(Shape::Envelope));
        let limits = if self.components { limits.with_components() } else { limits };
        ReadOptions { limits, format, path: path.unwrap_or_default(), sample }
    }
}

/// Parses a shape by its name; the error for a wrong name lists all of them.
fn shape_parser() -> impl TypedValueParser<Value = Shape> {
    PossibleValuesParser::new(Shape::ALL.map(Shape::as_str)).map(|given| Shape::named(&given).unwrap_or(Shape::Records))
}

fn share(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(share) if share > 0.0 && share < 1.0 => Ok(share),
        _ => Err("a share is a number above 0 and below 1, such as 0.1".to_owned()),
    }
}
