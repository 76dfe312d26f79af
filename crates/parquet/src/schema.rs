//! The schema of a file as a tree that says how to put its columns together again as records.
//!
//! Lists and maps are written with groups in between that hold nothing of their own. Which these are follows the rules
//! of the format, those for old files included
//! (<https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#nested-types>).

use std::ops::Range;

use parquet::basic::{ConvertedType, LogicalType, Repetition};
use parquet::schema::types::Type;

use crate::error::ParquetError;
use crate::leaf::Meaning;

/// Groups within each other, each of which may be a list: far more than become columns.
const DEEPEST: usize = 128;

/// A value within a record.
#[derive(Debug)]
pub(crate) struct Node {
    /// The definition level from which on it is there.
    pub(crate) present: i16,
    /// The columns that hold it and what is in it.
    pub(crate) columns: Range<usize>,
    pub(crate) shape: Shape,
}

/// What a value is.
#[derive(Debug)]
pub(crate) enum Shape {
    Leaf(Meaning),
    Group(Vec<Field>),
    List(Elements, Box<Node>),
    Map(Elements, Box<Node>, Option<Box<Node>>),
}

/// The levels of a list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Elements {
    /// The definition level from which on there is an element.
    pub(crate) present: i16,
    /// The repetition level at which a further element begins.
    pub(crate) repetition: i16,
}

/// A named value.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    /// The name as JSON, and a colon.
    pub(crate) key: Vec<u8>,
    pub(crate) node: Node,
}

/// The fields of a record.
pub(crate) fn fields(root: &Type) -> Result<Vec<Field>, ParquetError> {
    let mut builder = Builder { columns: 0, is_unreadable: false };
    builder.fields(root, Levels::default())
}

/// How deep a place is.
#[derive(Clone, Copy, Default)]
struct Levels {
    definition: i16,
    repetition: i16,
    depth: usize,
}

struct Builder {
    /// Columns met so far.
    columns: usize,
    /// Whether everything is within a group that no cell holds.
    is_unreadable: bool,
}

impl Builder {
    fn fields(&mut self, group: &Type, levels: Levels) -> Result<Vec<Field>, ParquetError> {
        let mut fields = Vec::new();
        for field in children(group) {
            let mut key = serde_json::to_vec(field.name()).unwrap_or_default();
            key.push(b':');
            fields.push(Field { name: field.name().to_owned(), key, node: self.node(field, levels)? });
        }
        Ok(fields)
    }

    /// A field with its own repetition.
    fn node(&mut self, field: &Type, mut levels: Levels) -> Result<Node, ParquetError> {
        levels.depth += 1;
        if levels.depth > DEEPEST {
            return Err(ParquetError::Unsupported { what: format!("groups more than {DEEPEST} deep") });
        }
        match repetition(field) {
            Repetition::REQUIRED => self.value(field, levels),
            Repetition::OPTIONAL => self.value(field, Levels { definition: levels.definition + 1, ..levels }),
            // A list by itself, as protocol buffers are written: never null, only empty.
            Repetition::REPEATED => {
                let first = self.columns;
                let (elements, inner) = repeated(levels);
                let element = self.value(field, inner)?;
                let shape = Shape::List(elements, Box::new(element));
                Ok(Node { present: levels.definition, columns: first..self.columns, shape })
            }
        }
    }

    /// A field whose own repetition is dealt with.
    fn value(&mut self, field: &Type, levels: Levels) -> Result<Node, ParquetError> {
        let first = self.columns;
        let shape = match field {
            Type::PrimitiveType { .. } => {
                self.columns += 1;
                Shape::Leaf(if self.is_unreadable { Meaning::Unreadable } else { Meaning::of(field) })
            }
            Type::GroupType { .. } => self.group(field, levels)?,
        };
        Ok(Node { present: levels.definition, columns: first..self.columns, shape })
    }

    fn group(&mut self, field: &Type, levels: Levels) -> Result<Shape, ParquetError> {
        let information = field.get_basic_info();
        let converted = information.converted_type();
        if let [inner] = children(field)
            && repetition(inner) == Repetition::REPEATED
        {
            let (elements, below) = repeated(levels);
            match information.logical_type_ref() {
                Some(LogicalType::List) => return self.list(field, inner, elements, below),
                Some(LogicalType::Map) => return self.map(inner, elements, below),
                None if converted == ConvertedType::LIST => return self.list(field, inner, elements, below),
                None if matches!(converted, ConvertedType::MAP | ConvertedType::MAP_KEY_VALUE) => {
                    return self.map(inner, elements, below);
                }
                _ => {}
            }
        }
        let was_unreadable = self.is_unreadable;
        self.is_unreadable |= matches!(
            information.logical_type_ref(),
            Some(LogicalType::Variant(_) | LogicalType::File | LogicalType::_Unknown { .. })
        );
        let fields = self.fields(field, levels);
        self.is_unreadable = was_unreadable;
        Ok(Shape::Group(fields?))
    }

    fn list(&mut self, list: &Type, inner: &Type, elements: Elements, levels: Levels) -> Result<Shape, ParquetError> {
        let is_element = |only: &Type| {
            inner.name() == "array"
                || inner.name() == format!("{}_tuple", list.name())
                || repetition(only) == Repetition::REPEATED
        };
        let element = match children(inner) {
            [only] if !is_element(only) => self.node(only, levels)?,
            _ => self.value(inner, levels)?,
        };
        Ok(Shape::List(elements, Box::new(element)))
    }

    fn map(&mut self, inner: &Type, elements: Elements, levels: Levels) -> Result<Shape, ParquetError> {
        match children(inner) {
            [key] => Ok(Shape::Map(elements, Box::new(self.node(key, levels)?), None)),
            [key, value] => {
                let key = Box::new(self.node(key, levels)?);
                Ok(Shape::Map(elements, key, Some(Box::new(self.node(value, levels)?))))
            }
            // Not as the format has it: a list of whatever it is.
            _ => Ok(Shape::List(elements, Box::new(self.value(inner, levels)?))),
        }
    }
}

/// The levels within a list.
fn repeated(levels: Levels) -> (Elements, Levels) {
    let (present, repetition) = (levels.definition + 1, levels.repetition + 1);
    (Elements { present, repetition }, Levels { definition: present, repetition, ..levels })
}

fn children(field: &Type) -> &[parquet::schema::types::TypePtr] {
    match field {
        Type::GroupType { fields, .. } => fields,
        Type::PrimitiveType { .. } => &[],
    }
}

/// The root has none, and is there once.
fn repetition(field: &Type) -> Repetition {
    let information = field.get_basic_info();
    if information.has_repetition() { information.repetition() } else { Repetition::REQUIRED }
}
