//! A value of a document that is converted, and what is done with it.

/// What is done with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// What is in it is looked at.
    Open,
    /// It is another document, whatever is open.
    Begin,
    /// It is a unit: rows are in it.
    Unit,
    /// It is passed over, since there are no rows in it.
    Skip,
}

/// An object or array that is open.
#[derive(Debug)]
pub(crate) struct Level {
    /// It is an object.
    pub is_object: bool,
    /// The key that it is the value of.
    pub key: String,
}

/// A step on the way to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The value of a key.
    Key(String),
    /// Each item of a list.
    Items,
}

/// A value, before it is known what is done with it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found<'a> {
    /// The objects and arrays around it, the outermost first.
    pub around: &'a [Level],
    /// The key that it is the value of, or that the array is that it lies in; empty for a document.
    pub key: &'a str,
    /// It lies in an array under that key.
    pub is_item: bool,
    /// The value, or its start.
    pub start: &'a [u8],
}

impl Found<'_> {
    /// How many of these steps, from the outermost value on, lead to it; `None` where it does not lie on the way.
    pub(crate) fn steps_of(&self, way: &[Step]) -> Option<usize> {
        let keys = self.around.iter().skip(1).map(|level| level.key.as_str()).chain([self.key]);
        let mut steps = self.around.iter().zip(keys).zip(way);
        let is_on_way = steps.all(|((level, key), step)| match step {
            Step::Key(name) => level.is_object && name == key,
            Step::Items => !level.is_object,
        });
        (is_on_way && self.around.len() <= way.len()).then_some(self.around.len())
    }

    /// Whether it is an object.
    pub(crate) fn is_object(&self) -> bool {
        self.start.first() == Some(&b'{')
    }

    /// Whether it is an array.
    pub(crate) fn is_array(&self) -> bool {
        self.start.first() == Some(&b'[')
    }

    /// What comes first in an object or array.
    pub(crate) fn first(&self) -> &[u8] {
        self.start.get(1..).unwrap_or_default().trim_ascii_start()
    }

    /// The first key of an object, as it is written.
    pub(crate) fn first_key(&self) -> &[u8] {
        let inner = self.first().strip_prefix(b"\"").filter(|_| self.is_object()).unwrap_or_default();
        &inner[..memchr::memchr(b'"', inner).unwrap_or(0)]
    }
}
