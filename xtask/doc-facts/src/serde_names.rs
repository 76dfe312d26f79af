//! The names under which serde knows the fields of a struct or the variants of an enum.
//!
//! A type that derives `Deserialize` hands these names to its deserializer before it asks for a value. [`Names`] is a
//! deserializer that keeps them and gives no value, so the lists cannot differ from what the code reads.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};

/// The names of `T`'s fields or variants; none if `T` is neither a struct nor an enum, or has a flattened field.
pub(crate) fn names_of<T: for<'a> Deserialize<'a>>() -> Vec<&'static str> {
    match T::deserialize(Names) {
        Err(Found(names)) => names.to_vec(),
        Ok(_) => Vec::new(),
    }
}

struct Names;

/// The names, returned in the place of an error.
#[derive(Debug)]
struct Found(&'static [&'static str]);

impl fmt::Display for Found {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}", self.0)
    }
}

impl std::error::Error for Found {}

impl Error for Found {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self(&[])
    }
}

impl<'de> Deserializer<'de> for Names {
    type Error = Found;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Found> {
        Err(Found(fields))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Found> {
        Err(Found(variants))
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Found> {
        Err(Found(&[]))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    #[serde(rename_all = "snake_case")]
    #[allow(dead_code, reason = "only its names are looked at")]
    enum Letter {
        FirstOne,
        #[serde(rename = "two")]
        Second,
    }

    #[derive(Deserialize)]
    #[allow(dead_code, reason = "only its names are looked at")]
    struct Pair {
        left: u8,
        #[serde(rename = "right_one")]
        right: u8,
    }

    #[test]
    fn names_are_those_that_json_has() {
        assert_eq!(names_of::<Letter>(), ["first_one", "two"]);
        assert_eq!(names_of::<Pair>(), ["left", "right_one"]);
        assert!(names_of::<u8>().is_empty());
    }
}
