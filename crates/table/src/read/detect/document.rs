//! Documents that are JSON but hold no records, or not where records are looked for.

use super::Guess;
use crate::read::schema::{NO_FIELD, ROOT, Schema};

/// What a file with a single document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Document {
    /// Something known by its keys.
    Known(Guess),
    /// Its keys are columns, or rows.
    Columns,
}

const NOT_DATA: &str = "choose the data export instead";

/// The keys that tell, what they say, and what to do.
const KEYS: &[(&[&str], Guess)] = &[
    (&["cells", "nbformat"], Guess { found: "a Jupyter notebook", advice: NOT_DATA }),
    (
        &["type", "features"],
        Guess {
            found: "a GeoJSON document",
            advice: "write the properties of its features as JSON Lines, for example with: jq -c '.features[].properties'",
        },
    ),
    (&["$schema", "mark"], Guess { found: "a Vega-Lite chart", advice: NOT_DATA }),
    (&["$schema", "marks"], Guess { found: "a Vega chart", advice: NOT_DATA }),
    (
        &["schema_version", "engine_version"],
        Guess { found: "a Driftscope report", advice: "open the data it was made from, or the shared page it came in" },
    ),
    (
        &["version", "preset", "alpha"],
        Guess { found: "a file of Driftscope settings", advice: "open it with the settings, and a data export here" },
    ),
    (
        &["columns", "data"],
        Guess {
            found: "a table as pandas writes it with orient=\"split\"",
            advice: "write it with to_json(orient=\"records\", lines=True)",
        },
    ),
    (
        &["schema", "data"],
        Guess {
            found: "a table as pandas writes it with orient=\"table\"",
            advice: "write it with to_json(orient=\"records\", lines=True)",
        },
    ),
];

const ENVELOPE: Guess = Guess {
    found: "one JSON document with its records in a list within",
    advice: "write that list as JSON Lines, for example with: jq -c '.data[]'",
};

/// What the only record of a file is, if it is no record.
pub(in super::super) fn name_document(schema: &Schema) -> Option<Document> {
    let keys: Vec<_> = (1..schema.fields.len()).filter(|&id| schema.fields[id].parent == ROOT).collect();
    let has = |key: &&str| keys.iter().any(|&id| schema.fields[id].key() == key.as_bytes());
    if let Some((_, guess)) = KEYS.iter().find(|(names, _)| names.iter().all(has)) {
        return Some(Document::Known(*guess));
    }
    let shapes = shapes(schema);
    if keys.iter().any(|&id| shapes[id] == Shape::ListOfMore) {
        return Some(Document::Known(ENVELOPE));
    }
    let columns = !keys.is_empty() && keys.iter().all(|&id| matches!(shapes[id], Shape::List | Shape::Numbered));
    columns.then_some(Document::Columns)
}

/// What the value of a field looked like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Other,
    /// An array of plain values.
    List,
    /// An array of objects or arrays.
    ListOfMore,
    /// An object whose keys are numbers.
    Numbered,
}

fn shapes(schema: &Schema) -> Vec<Shape> {
    let holds_array =
        |id: usize| schema.arrays.get(schema.fields[id].array as usize).is_some_and(|array| array.length > Some(0));
    let mut shapes: Vec<Shape> =
        (0..schema.fields.len()).map(|id| if holds_array(id) { Shape::List } else { Shape::Other }).collect();
    for (id, field) in schema.fields.iter().enumerate().skip(1) {
        let holds_more = field.first != NO_FIELD || holds_array(id);
        let shape = &mut shapes[field.parent as usize];
        *shape = match *shape {
            Shape::List if holds_more => Shape::ListOfMore,
            // The first key decides, and any other that is no number undoes it.
            Shape::Other if is_number(field.key()) && schema.fields[field.parent as usize].first == id as u32 => {
                Shape::Numbered
            }
            Shape::Numbered if !is_number(field.key()) => Shape::Other,
            same => same,
        };
    }
    shapes
}

fn is_number(key: &[u8]) -> bool {
    !key.is_empty() && key.iter().all(u8::is_ascii_digit)
}

/// Whether a document that is too long to be one record opens as one that holds columns.
pub(in super::super) fn opens_columns(head: &[u8]) -> bool {
    let Some(rest) = head.trim_ascii_start().strip_prefix(b"{") else { return false };
    let mut parts = rest.trim_ascii_start().splitn(3, |byte| *byte == b'"');
    let (Some(b""), Some(_), Some(after)) = (parts.next(), parts.next(), parts.next()) else { return false };
    let Some(value) = after.trim_ascii_start().strip_prefix(b":") else { return false };
    let value = value.trim_ascii_start();
    let within = value.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    value.starts_with(b"[") || within.is_some_and(|within| within.starts_with(b"\"0\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::limits::Limits;
    use crate::read::record::parse_record;
    use crate::read::staged::Staged;

    fn name(document: &str) -> Option<Document> {
        let limits = Limits::default();
        let mut schema = Schema::new(&limits);
        let mut staged = Staged::default();
        parse_record(document.as_bytes(), &mut schema, &mut staged, &limits).unwrap();
        // The lengths of arrays are only noted when a record is whole.
        for value in &staged.values {
            if let Some(array) = schema.arrays.get_mut(schema.fields[value.field as usize].array as usize) {
                array.length = Some((value.payload >> 32) as u32);
            }
        }
        name_document(&schema)
    }

    #[test]
    fn documents_are_known_by_their_shape() {
        for text in [r#"{"x":{"0":1.5,"1":null},"y":{"0":1,"1":2}}"#, r#"{"x":[1,2],"y":["a","b"]}"#] {
            assert_eq!(name(text), Some(Document::Columns), "{text}");
        }
        for text in [
            r#"{"cells":[{"a":1}],"metadata":{},"nbformat":4}"#,
            r#"{"data":[{"x":1},{"x":2}],"meta":{"page":1}}"#,
            r#"{"columns":["x"],"index":[0],"data":[[1.5]]}"#,
            r#"{"type":"FeatureCollection","features":[]}"#,
        ] {
            assert!(matches!(name(text), Some(Document::Known(_))), "{text}");
        }
    }

    #[test]
    fn a_record_is_a_record() {
        for text in [r#"{"a":1}"#, "{}", r#"{"id":1,"features":[1,2,3]}"#, r#"{"a":{"b":1}}"#, r#"{"a":{"0":1,"b":2}}"#]
        {
            assert_eq!(name(text), None, "{text}");
        }
    }

    #[test]
    fn long_documents_are_known_by_their_start() {
        assert!(opens_columns(br#" { "x": {"0": 1, "#));
        assert!(opens_columns(br#"{"x":[1,2,"#));
        assert!(!opens_columns(br#"{"x":{"a":1"#));
        assert!(!opens_columns(br#"{"x":1"#));
        assert!(!opens_columns(b"[{"));
    }
}
