//! Puts the staged values of a record into their columns.

use super::column_builder::Written;
use super::columns::{Columns, LEFT_OUT};
use super::extended::{self, Meant, Wrapper};
use super::schema::{NO_FIELD, NONE, Schema};
use super::source::Source;
use super::staged::{Staged, Value};
use super::text_cells::Spot;
use crate::read::lex::number::Number;
use crate::read::lex::value::{Kind, unpair};
use crate::{Cell, WarningCode};

impl Columns {
    pub(super) fn add_values(&mut self, schema: &mut Schema, staged: &Staged, source: &mut Source<'_>) {
        let mut values = staged.values.iter();
        while let Some(value) = values.next() {
            if value.field == NO_FIELD || value.kind == Kind::Items {
                continue;
            }
            if value.kind == Kind::Array {
                let (length, own) = unpair(value.payload);
                let items = values.as_slice().get(..own).unwrap_or_default();
                if !self.add_array(schema, value.field, length, items, source) {
                    values = values.as_slice().get(own..).unwrap_or_default().iter();
                }
            } else {
                self.add_value(schema, value, source);
            }
        }
        for note in &staged.notes {
            source.warn_many(note.code, note.count, note.at, || match note.code {
                WarningCode::DuplicateKey => "A field stands twice in one record, and the last one counts".to_owned(),
                WarningCode::InvalidUtf8 => {
                    "A key is not valid UTF-8 and is read as Windows-1252: export as UTF-8 to be sure of its letters"
                        .to_owned()
                }
                WarningCode::LoneSurrogate => {
                    "A key has half of a surrogate pair, which is no character and is replaced".to_owned()
                }
                _ => self.too_many_columns(),
            });
        }
    }

    #[inline]
    fn add_value(&mut self, schema: &mut Schema, value: &Value, source: &mut Source<'_>) {
        let mut column = schema.fields[value.field as usize].column;
        if column >= LEFT_OUT {
            if column == NONE {
                column = self.column_of(schema, value.field);
            }
            if column == LEFT_OUT {
                return source.warn(WarningCode::TooManyColumns, 0, || self.too_many_columns());
            }
        }
        let number = f64::from_bits(value.payload);
        let meant = match schema.fields[value.field as usize].wrapper {
            Wrapper::None => None,
            _ => self.unwrap_value(schema, value, column, source),
        };
        let (cell, written) = match value.kind {
            _ if meant.is_some() => meant.unwrap_or((Cell::MISSING, Written::Missing)),
            Kind::Integer => (Cell::number(number), Written::Integer),
            Kind::Decimal => (Cell::number(number), Written::Decimal),
            Kind::Text => {
                let text = source.bytes(value.payload);
                let cell = match self.columns[column as usize].find(text) {
                    Ok(cell) => cell,
                    Err(hash) => self.new_text(Spot::of(column, value.payload), text, hash, source),
                };
                (cell, Written::Text)
            }
            Kind::EscapedText => (self.escaped_text(column, value.payload, source), Written::Text),
            Kind::BigInteger => (self.big_integer(column, value.payload, source), Written::BigInteger),
            Kind::Boolean => (Cell::boolean(value.payload != 0), Written::Boolean),
            Kind::NotANumber => (Cell::NOT_A_NUMBER, Written::NotANumber),
            Kind::Missing | Kind::Array | Kind::Items => (Cell::MISSING, Written::Missing),
        };
        if !self.columns[column as usize].put(self.at, cell, written) {
            source.warn(WarningCode::DuplicateKey, 0, || {
                let name = &self.columns[column as usize].name;
                format!("A field stands twice in one record, and the last one counts: {name}")
            });
        }
    }

    /// The cell of a value in an object that only says what it is; `None` where it is what is written there.
    #[cold]
    fn unwrap_value(
        &mut self,
        schema: &Schema,
        value: &Value,
        column: u32,
        source: &mut Source<'_>,
    ) -> Option<(Cell, Written)> {
        let field = &schema.fields[value.field as usize];
        let parent = schema.fields.get(field.parent as usize);
        let in_date = parent.is_some_and(|parent| parent.wrapper == Wrapper::Date);
        let meant = match (field.wrapper, value.kind) {
            (Wrapper::Number, Kind::Text) => extended::number_in(source.bytes(value.payload), in_date),
            (Wrapper::Date, Kind::Integer) => extended::timestamp(f64::from_bits(value.payload)),
            _ => Meant::Same,
        };
        Some(match meant {
            Meant::Same => return None,
            Meant::Number(Number::Integer(number)) => (Cell::number(number), Written::Integer),
            Meant::Number(Number::Decimal(number) | Number::CapitalE(number)) => {
                (Cell::number(number), Written::Decimal)
            }
            Meant::Number(Number::Nan) => (Cell::NOT_A_NUMBER, Written::NotANumber),
            Meant::Number(Number::Big) => (self.big_integer(column, value.payload, source), Written::BigInteger),
            Meant::Timestamp(text) => (self.text_cell(Spot { column, at: 0 }, &text, source), Written::Text),
        })
    }
}
