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

/// A value, before it is known what is done with it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found<'a> {
    /// The key that it is the value of, or that the array is that it lies in; empty for a document.
    pub key: &'a str,
    /// It lies in an array under that key.
    pub is_item: bool,
    /// The value, or its start.
    pub start: &'a [u8],
}

impl Found<'_> {
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
