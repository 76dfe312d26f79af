//! Reads JSON in which every struct is an object.
//!
//! Serde writes two readers for each struct: one for objects, one for arrays that list the fields in order. Nothing here
//! ever writes the second form, and the code of both for all of the report's structs was a sixth of the page's module.
//! serde_json offers an array wherever a struct is asked for, so these wrappers ask it for a map instead.

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};

/// Reads a value from a text that holds nothing else.
///
/// # Errors
///
/// What serde_json finds wrong with the text, with its line and column.
pub fn value_from_json<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, serde_json::Error> {
    let mut json = serde_json::Deserializer::from_str(text);
    let value = T::deserialize(Objects(&mut json))?;
    json.end()?;
    Ok(value)
}

/// Any part of serde's reading, with maps asked for where structs are.
struct Objects<T>(T);

/// Methods that only pass on to the wrapped deserializer.
macro_rules! pass_on {
    ($($name:ident($($argument:ident: $kind:ty),*);)*) => {
        $(fn $name<V: Visitor<'a>>(self, $($argument: $kind,)* visitor: V) -> Result<V::Value, D::Error> {
            self.0.$name($($argument,)* Objects(visitor))
        })*
    };
}

impl<'a, D: Deserializer<'a>> Deserializer<'a> for Objects<D> {
    type Error = D::Error;

    pass_on! {
        deserialize_any();
        deserialize_bool();
        deserialize_i8();
        deserialize_i16();
        deserialize_i32();
        deserialize_i64();
        deserialize_u8();
        deserialize_u16();
        deserialize_u32();
        deserialize_u64();
        deserialize_f32();
        deserialize_f64();
        deserialize_char();
        deserialize_str();
        deserialize_string();
        deserialize_bytes();
        deserialize_byte_buf();
        deserialize_option();
        deserialize_unit();
        deserialize_unit_struct(name: &'static str);
        deserialize_newtype_struct(name: &'static str);
        deserialize_seq();
        deserialize_tuple(length: usize);
        deserialize_tuple_struct(name: &'static str, length: usize);
        deserialize_map();
        deserialize_enum(name: &'static str, variants: &'static [&'static str]);
        deserialize_identifier();
        deserialize_ignored_any();
    }

    fn deserialize_struct<V: Visitor<'a>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(Objects(visitor))
    }
}

/// Methods that only pass a plain value on to the wrapped visitor.
macro_rules! visit {
    ($($name:ident: $kind:ty;)*) => {
        $(fn $name<E: Error>(self, value: $kind) -> Result<V::Value, E> {
            self.0.$name(value)
        })*
    };
}

impl<'a, V: Visitor<'a>> Visitor<'a> for Objects<V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.expecting(formatter)
    }

    visit! {
        visit_bool: bool;
        visit_i64: i64;
        visit_u64: u64;
        visit_f64: f64;
        visit_str: &str;
        visit_borrowed_str: &'a str;
        visit_string: String;
        visit_bytes: &[u8];
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_unit()
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_none()
    }

    fn visit_some<D: Deserializer<'a>>(self, value: D) -> Result<V::Value, D::Error> {
        self.0.visit_some(Objects(value))
    }

    fn visit_newtype_struct<D: Deserializer<'a>>(self, value: D) -> Result<V::Value, D::Error> {
        self.0.visit_newtype_struct(Objects(value))
    }

    fn visit_seq<A: SeqAccess<'a>>(self, items: A) -> Result<V::Value, A::Error> {
        self.0.visit_seq(Objects(items))
    }

    fn visit_map<A: MapAccess<'a>>(self, entries: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(Objects(entries))
    }

    fn visit_enum<A: EnumAccess<'a>>(self, value: A) -> Result<V::Value, A::Error> {
        self.0.visit_enum(Objects(value))
    }
}

impl<'a, S: DeserializeSeed<'a>> DeserializeSeed<'a> for Objects<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'a>>(self, value: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(Objects(value))
    }
}

impl<'a, A: SeqAccess<'a>> SeqAccess<'a> for Objects<A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        self.0.next_element_seed(Objects(seed))
    }
}

impl<'a, A: MapAccess<'a>> MapAccess<'a> for Objects<A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        // A key is a string or a number: nothing within it.
        self.0.next_key_seed(seed)
    }

    fn next_value_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.0.next_value_seed(Objects(seed))
    }
}

impl<'a, A: EnumAccess<'a>> EnumAccess<'a> for Objects<A> {
    type Error = A::Error;
    type Variant = Objects<A::Variant>;

    fn variant_seed<S: DeserializeSeed<'a>>(self, seed: S) -> Result<(S::Value, Self::Variant), A::Error> {
        self.0.variant_seed(seed).map(|(name, variant)| (name, Objects(variant)))
    }
}

impl<'a, A: VariantAccess<'a>> VariantAccess<'a> for Objects<A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.0.unit_variant()
    }

    fn newtype_variant_seed<S: DeserializeSeed<'a>>(self, seed: S) -> Result<S::Value, A::Error> {
        self.0.newtype_variant_seed(Objects(seed))
    }

    fn tuple_variant<V: Visitor<'a>>(self, length: usize, visitor: V) -> Result<V::Value, A::Error> {
        self.0.tuple_variant(length, Objects(visitor))
    }

    fn struct_variant<V: Visitor<'a>>(
        self,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.0.newtype_variant_seed(Fields(visitor))
    }
}

/// The fields of a variant, which are an object, too.
struct Fields<V>(V);

impl<'a, V: Visitor<'a>> DeserializeSeed<'a> for Fields<V> {
    type Value = V::Value;

    fn deserialize<D: Deserializer<'a>>(self, value: D) -> Result<V::Value, D::Error> {
        value.deserialize_map(Objects(self.0))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]
mod tests {
    use super::value_from_json;

    #[derive(Debug, PartialEq, serde::Deserialize)]
    enum Shape {
        Point,
        Circle(Round),
        Box { width: Option<f64>, sides: Vec<(i32, String)> },
    }

    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Round {
        radius: u32,
        #[serde(default)]
        name: Option<String>,
    }

    #[test]
    fn values_of_every_form_are_read_as_serde_json_reads_them() {
        let text = r#"["Point",{"Circle":{"radius":3,"unknown":[{}]}},{"Circle":{"radius":3,"name":"a\n"}},
            {"Box":{"width":-1.5e-3,"sides":[[1,"x"],[-2,"y"]]}},{"Box":{"width":null,"sides":[]}}]"#;
        let read: Vec<Shape> = value_from_json(text).unwrap();
        assert_eq!(read, serde_json::from_str::<Vec<Shape>>(text).unwrap());
        assert_eq!(read.len(), 5);
    }

    #[test]
    fn arrays_are_no_structs_and_the_text_ends_with_the_value() {
        assert!(serde_json::from_str::<Round>("[3,null]").is_ok());
        assert!(value_from_json::<Round>("[3,null]").is_err());
        assert!(value_from_json::<Shape>(r#"{"Box":[null,[]]}"#).is_err());
        let error = value_from_json::<Round>("{\"radius\":3} 4").unwrap_err();
        assert!(error.to_string().contains("trailing characters at line 1 column 14"), "{error}");
    }
}
