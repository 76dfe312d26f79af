//! The shapes of input: how the rows of a data set lie in a file.
//!
//! Each shape is a file with a [`Declaration`], listed in [`SHAPES`]. `recognise` looks at the start of a file and asks the
//! declarations which shape it is. Three machines do the work, and a shape only decides what is different about it:
//! `document` walks through one JSON document, `converted` writes the answers of monitoring and search systems as records,
//! and `log_lines` finds records behind other text. Plain records are read by `json`, delimited rows by `csv`.
//!
//! To add a shape: a line in `Format` (crates/report), a file here with its declaration and sample, and its two lines below.

mod batches;
mod columns;
mod converted;
mod delimited;
mod document;
mod elasticsearch;
mod elasticsearch_bulk;
mod envelope;
mod index;
mod lists;
mod log_lines;
mod named;
mod orientation;
mod otlp;
mod overlooked;
mod plan;
mod prometheus;
mod recognise;
mod records;
mod relaxed;
mod rows;
#[expect(clippy::module_inception, reason = "the trait is what the folder is about")]
mod shape;
mod skipper;
mod split;
mod table;
mod text_tables;
mod values;

use crate::Format;
pub(crate) use overlooked::Overlooked;
pub(crate) use plan::Plan;
pub(crate) use recognise::{Decision, recognise};
pub(crate) use shape::{Declaration, Shape};

/// Every shape, in the order in which they are asked whether a file is theirs.
const SHAPES: [&Declaration; 23] = [
    &otlp::SHAPE,
    &elasticsearch::SHAPE,
    &prometheus::SHAPE,
    &elasticsearch_bulk::SHAPE,
    &table::SHAPE,
    &split::SHAPE,
    &columns::SHAPE,
    &index::SHAPE,
    &values::SHAPE,
    &lists::SHAPE,
    &rows::SHAPE,
    &envelope::SHAPE,
    &batches::SHAPE,
    &named::SHAPE,
    &relaxed::SHAPE,
    &log_lines::SHAPE,
    &text_tables::MARKDOWN,
    &text_tables::ARFF,
    &text_tables::SQL,
    &text_tables::W3C_LOG,
    &text_tables::ACCESS_LOG,
    &delimited::SHAPE,
    &records::SHAPE,
];

const _: () = assert!(SHAPES.len() == Format::ALL.len(), "every format has a shape");

/// The shape of a format. Parquet has none of its own: its reader hands over records.
pub(crate) fn declaration(format: Format) -> &'static Declaration {
    SHAPES.into_iter().find(|shape| shape.format == format).unwrap_or(&records::SHAPE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ReadOptions, Table, TableReader};

    fn read(text: &str, chunk: usize, format: Option<Format>) -> Table {
        let mut reader = TableReader::new(ReadOptions { format, ..ReadOptions::default() });
        reader.begin_file("sample");
        text.as_bytes().chunks(chunk).for_each(|chunk| reader.feed(chunk));
        reader.end_file(String::new());
        reader.finish().unwrap_or_else(|error| panic!("{error}: {text}"))
    }

    #[test]
    fn every_format_has_one_shape() {
        for format in Format::ALL {
            assert_eq!(SHAPES.iter().filter(|shape| shape.format == format).count(), 1, "{format:?}");
        }
    }

    #[test]
    fn every_shape_is_recognised_and_read_in_chunks_of_any_size() {
        for shape in SHAPES {
            let table = read(shape.sample, usize::MAX, None);
            assert_eq!((table.files[0].format, table.rows), (Some(shape.format), 2), "{}", shape.sample);
            assert!(table.warnings.is_empty(), "{:?}", table.warnings);
            for chunk in 1..shape.sample.len() {
                assert_eq!(read(shape.sample, chunk, None), table, "{chunk}: {}", shape.sample);
            }
            assert_eq!(read(shape.sample, usize::MAX, Some(shape.format)), table, "{}", shape.sample);
        }
    }
}
