//! The fields that were met, as a tree: which key leads to which column, and which key came after which.

use std::collections::HashMap;

use super::columns::Columns;
use super::limits::Limits;

/// A place in the tree.
pub(super) type NodeId = u32;

/// The node of a value that is read and dropped.
pub(super) const DROPPED: NodeId = u32::MAX;

/// Children up to which a key is looked for one by one.
const FEW: usize = 12;

/// All fields that were met.
#[derive(Debug)]
pub(super) struct Schema {
    nodes: Vec<Node>,
    most_nodes: usize,
    array_values: usize,
}

#[derive(Debug, Default)]
struct Node {
    path: String,
    column: ColumnOf,
    children: Vec<(Box<[u8]>, NodeId)>,
    places: HashMap<Box<[u8]>, u32>,
    array: Option<Box<Array>>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum ColumnOf {
    #[default]
    Unknown,
    Column(u32),
    /// There were too many.
    None,
}

/// What is known of the arrays at a place.
#[derive(Debug, Default)]
struct Array {
    elements: Vec<NodeId>,
    /// The one length that all arrays had which had any.
    length: Option<usize>,
    /// They had more than one, or too many values: then only the length is kept.
    is_varied: bool,
    length_column: ColumnOf,
}

impl Schema {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            nodes: vec![Node::default()],
            // Objects and arrays on the way to a column are nodes too.
            most_nodes: limits.columns.saturating_mul(4).saturating_add(1024),
            array_values: limits.array_values,
        }
    }

    /// The node of the record itself.
    pub(super) const ROOT: NodeId = 0;

    /// The first key that records had.
    pub(super) fn first_key(&self) -> Option<&[u8]> {
        self.nodes[0].children.first().map(|(key, _)| &**key)
    }

    /// The child at `place` if the input goes on with its key and a quote: then its node and the key's length.
    #[inline]
    pub(super) fn predicted(&self, node: NodeId, place: usize, input: &[u8]) -> Option<(NodeId, usize)> {
        let (key, child) = self.nodes.get(node as usize)?.children.get(place)?;
        let length = key.len();
        (input.len() > length && input[length] == b'"' && input[..length] == **key).then_some((*child, length))
    }

    /// The child with this key, made if there is none yet, and its place; [`DROPPED`] where there are too many.
    pub(super) fn child(&mut self, node: NodeId, key: &[u8]) -> (NodeId, usize) {
        let Some(parent) = self.nodes.get(node as usize) else { return (DROPPED, usize::MAX) };
        let place = if parent.children.len() <= FEW {
            parent.children.iter().position(|(known, _)| **known == *key)
        } else {
            parent.places.get(key).map(|&place| place as usize)
        };
        if let Some(place) = place {
            return (parent.children[place].1, place);
        }
        let name = String::from_utf8_lossy(key);
        let path = if parent.path.is_empty() { name.into_owned() } else { format!("{}.{name}", parent.path) };
        let Some(child) = self.add(path) else { return (DROPPED, usize::MAX) };
        let parent = &mut self.nodes[node as usize];
        let place = parent.children.len();
        parent.children.push((key.into(), child));
        if place == FEW {
            parent.places =
                parent.children.iter().enumerate().map(|(place, (key, _))| (key.clone(), place as u32)).collect();
        } else if place > FEW {
            parent.places.insert(key.into(), place as u32);
        }
        (child, place)
    }

    /// The node of an array's value, or [`DROPPED`] where only its length is kept.
    pub(super) fn element(&mut self, node: NodeId, index: usize) -> NodeId {
        let most = self.array_values;
        let Some(array) = self.array(node).filter(|array| !array.is_varied && index < most) else { return DROPPED };
        if let Some(&element) = array.elements.get(index) {
            return element;
        }
        let path = format!("{}.{index}", self.nodes[node as usize].path);
        let Some(element) = self.add(path) else { return DROPPED };
        if let Some(array) = self.array(node) {
            array.elements.push(element);
        }
        element
    }

    /// Notes the length of an array of a complete record. Gives whether it is the first that does not fit.
    pub(super) fn note_length(&mut self, node: NodeId, length: usize) -> bool {
        let most = self.array_values;
        let Some(array) = self.array(node).filter(|_| length > 0) else { return false };
        let fits = length <= most && array.length.is_none_or(|known| known == length);
        array.length.get_or_insert(length);
        !fits && !std::mem::replace(&mut array.is_varied, true)
    }

    /// The column of a node, made if there is none yet; `None` where there are too many.
    #[inline]
    pub(super) fn column(&mut self, node: NodeId, columns: &mut Columns) -> Option<u32> {
        let node = self.nodes.get_mut(node as usize)?;
        match node.column {
            ColumnOf::Column(column) => Some(column),
            ColumnOf::None => None,
            ColumnOf::Unknown => {
                let column = columns.named(&node.path);
                node.column = column.map_or(ColumnOf::None, ColumnOf::Column);
                column
            }
        }
    }

    /// The column for the lengths of a node's arrays.
    pub(super) fn length_column(&mut self, node: NodeId, columns: &mut Columns) -> Option<u32> {
        let name = format!("{}.length", self.nodes.get(node as usize)?.path);
        let array = self.array(node)?;
        if array.length_column == ColumnOf::Unknown {
            array.length_column = columns.named(&name).map_or(ColumnOf::None, ColumnOf::Column);
        }
        if let ColumnOf::Column(column) = array.length_column { Some(column) } else { None }
    }

    pub(super) fn path(&self, node: NodeId) -> &str {
        self.nodes.get(node as usize).map_or("", |node| node.path.as_str())
    }

    /// The columns to leave out: lengths where all arrays had one, else the values of those that had several.
    pub(super) fn superfluous(&self) -> Vec<u32> {
        let mut columns = Vec::new();
        for array in self.nodes.iter().filter_map(|node| node.array.as_ref()) {
            if !array.is_varied {
                columns.extend(column_of(array.length_column));
                continue;
            }
            let mut below = array.elements.clone();
            while let Some(node) = below.pop().and_then(|node| self.nodes.get(node as usize)) {
                columns.extend(column_of(node.column));
                below.extend(node.children.iter().map(|(_, child)| *child));
                if let Some(array) = &node.array {
                    below.extend(&array.elements);
                    columns.extend(column_of(array.length_column));
                }
            }
        }
        columns.sort_unstable();
        columns
    }

    fn array(&mut self, node: NodeId) -> Option<&mut Array> {
        self.nodes.get_mut(node as usize).map(|node| &mut **node.array.get_or_insert_default())
    }

    fn add(&mut self, path: String) -> Option<NodeId> {
        if self.nodes.len() >= self.most_nodes {
            return None;
        }
        self.nodes.push(Node { path, ..Node::default() });
        Some(self.nodes.len() as NodeId - 1)
    }
}

fn column_of(column: ColumnOf) -> Option<u32> {
    if let ColumnOf::Column(column) = column { Some(column) } else { None }
}
