//! Recognises JSON documents that are not data sets.

use super::Guess;
use crate::read::tree::Node;

const NOT_DATA: &str = "choose the data export instead";

/// The keys that tell, what they say, and what to do.
const KEYS: &[(&[&str], Guess)] = &[
    (&["cells", "nbformat"], Guess { found: "a Jupyter notebook", advice: NOT_DATA }),
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
];

/// What a document is that is no data set.
pub(crate) fn by_keys(root: &Node<'_>) -> Option<Guess> {
    let has = |key: &&str| root.get(key).is_some();
    // The key that names a notebook's version comes after all its cells.
    let is_notebook = root
        .get("cells")
        .is_some_and(|cells| cells.items().first().is_some_and(|cell| cell.get("cell_type").is_some()));
    let keys = if is_notebook { KEYS.first() } else { KEYS.iter().find(|(names, _)| names.iter().all(has)) };
    keys.map(|(_, guess)| *guess)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::tree::Tree;

    fn name(document: &str) -> Option<&'static str> {
        by_keys(&Tree::of(document.as_bytes(), 100, 8).root?).map(|guess| guess.found)
    }

    #[test]
    fn documents_are_known_by_their_keys() {
        assert_eq!(name(r#"{"cells":[{"a":1}],"metadata":{},"nbformat":4}"#), Some("a Jupyter notebook"));
        assert_eq!(name(r#"{"cells":[{"cell_type":"code","source":["x"#), Some("a Jupyter notebook"));
        assert_eq!(name(r#"{"$schema":"x","mark":"bar"}"#), Some("a Vega-Lite chart"));
    }

    #[test]
    fn a_record_is_a_record() {
        for text in [r#"{"a":1}"#, "{}", r#"{"id":1,"features":[1,2,3]}"#, r#"{"type":"a","cells":[1]}"#] {
            assert_eq!(name(text), None, "{text}");
        }
    }
}
