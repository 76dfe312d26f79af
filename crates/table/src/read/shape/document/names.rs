//! The names of the columns, where they come as a list.

use super::{Document, State};
use crate::read::assemble::schema::NO_FIELD;
use crate::read::json::record_reader::RecordReader;
use crate::read::shape::skipper::Skipper;
use crate::read::tree::{Node, Tree};

impl Document {
    /// The list of the columns' names.
    pub(super) fn read_names(&mut self, input: &[u8], last: bool, reader: &mut RecordReader) -> (usize, bool) {
        let window = &input[..input.len().min(reader.rows.limits.record_bytes)];
        let tree = Tree::of(window, reader.rows.limits.columns.saturating_mul(16), reader.rows.limits.depth);
        let Some((root, end)) = tree.root.zip(tree.end) else {
            if tree.is_broken || last || window.len() < input.len() {
                self.state = State::Skip(Skipper::default());
                return (0, true);
            }
            return (0, false);
        };
        let mut known: Vec<String> = Vec::new();
        for (place, node) in root.items().iter().enumerate().take(reader.rows.limits.columns) {
            let name = name_of(node, place);
            // pandas, too, counts columns of one name.
            let mut unique = name.clone();
            let mut count = 1;
            while known.contains(&unique) {
                unique = format!("{name}.{count}");
                count += 1;
            }
            self.names.push(reader.rows.field(unique.as_bytes()).unwrap_or(NO_FIELD));
            known.push(unique);
        }
        self.state = State::After;
        (self.cursor.pass(&input[..end]), true)
    }
}

/// The name of a column: that of several levels has a dot between each.
fn name_of(node: &Node<'_>, place: usize) -> String {
    match node {
        Node::Array(levels) => {
            let levels: Vec<String> = levels.iter().map(|level| name_of(level, place)).collect();
            levels.join(".")
        }
        Node::Plain(b"null") | Node::Object(_) => format!("c{place}"),
        Node::Plain(raw) => node.text().map_or_else(|| String::from_utf8_lossy(raw).into_owned(), Into::into),
    }
}
