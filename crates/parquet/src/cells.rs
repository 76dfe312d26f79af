//! Hands the values of a flat column over as they are, without text between: see [`ColumnBatch`].
//!
//! Every value becomes what its JSON would have become: what [`Meaning::write`] writes as text is text here, what it writes as a whole
//! number is one, and so on.

use driftscope_table::{BatchText, ColumnBatch, Spelling};
use parquet::data_type::ByteArray;

use crate::column::{Column, Values};
use crate::decimal;
use crate::leaf::{Meaning, from_half, write_uuid};
use crate::timestamp::{Unit, julian, julian_parts, write_date, write_julian, write_time, write_timestamp};

/// A batch for a column of this name and meaning.
pub(crate) fn batch(name: String, meaning: Meaning, values: &Values) -> ColumnBatch {
    let text: &[u8] = match (meaning, values) {
        (Meaning::Timestamp { unit: Unit::Millisecond, is_utc: true }, _) => b"1970-01-01T00:00:00.000Z",
        (Meaning::Timestamp { unit: Unit::Millisecond, is_utc: false }, _) => b"1970-01-01T00:00:00.000",
        (Meaning::Timestamp { is_utc: true, .. }, _) => b"1970-01-01T00:00:00.000000Z",
        (Meaning::Timestamp { is_utc: false, .. }, _) | (_, Values::Int96(_)) => b"1970-01-01T00:00:00.000000",
        _ => b"",
    };
    ColumnBatch::new(name, Spelling::of(text))
}

/// Fills cells from a column.
#[derive(Debug, Default)]
pub(crate) struct Filler {
    known: Known,
    text: Vec<u8>,
}

impl Filler {
    /// Replaces what is in the batch by the values that the column holds now, and gives how many of them no cell could hold.
    pub(crate) fn fill(&mut self, column: &Column, meaning: Meaning, batch: &mut ColumnBatch) -> u64 {
        batch.clear();
        self.known.forget();
        let Self { known, text } = self;
        let (values, _) = column.value();
        match values {
            _ if meaning == Meaning::Unreadable => each(column, &[] as &[()], batch, |_, ()| false),
            Values::Boolean(values) => each(column, values, batch, |batch, value| {
                batch.boolean(*value);
                true
            }),
            Values::Int32(values) => match meaning {
                Meaning::Unsigned => each(column, values, batch, |batch, value| {
                    batch.integer(i64::from(*value as u32));
                    true
                }),
                _ => each(column, values, batch, |batch, value| {
                    integer(meaning, i64::from(*value), batch, known, text);
                    true
                }),
            },
            Values::Int64(values) => each(column, values, batch, |batch, value| {
                integer(meaning, *value, batch, known, text);
                true
            }),
            Values::Int96(values) => each(column, values, batch, |batch, value| {
                let Some((day, nanoseconds)) = julian_parts(value.data()) else { return false };
                if !julian(day, nanoseconds).is_some_and(|value| batch.timestamp(value)) {
                    written(batch, text, |text| write_julian(day, nanoseconds, text));
                }
                true
            }),
            Values::Float(values) => each(column, values, batch, |batch, value| {
                batch.decimal(widen(*value, text));
                true
            }),
            Values::Double(values) => each(column, values, batch, |batch, value| {
                batch.decimal(*value);
                true
            }),
            Values::Bytes(values) if meaning == Meaning::AsStored => {
                each(column, values, batch, |batch, value| string(value, batch, known))
            }
            Values::Bytes(values) => {
                each(column, values, batch, |batch, value| bytes(meaning, value.data(), batch, text))
            }
            Values::Fixed(values) => {
                each(column, values, batch, |batch, value| bytes(meaning, value.data(), batch, text))
            }
        }
    }
}

/// Puts a value in each row that has one, and gives how many could not be put.
#[inline]
fn each<T>(
    column: &Column,
    values: &[T],
    batch: &mut ColumnBatch,
    mut put: impl FnMut(&mut ColumnBatch, &T) -> bool,
) -> u64 {
    let (mut values, mut unread) = (values.iter(), 0);
    let mut next = |batch: &mut ColumnBatch| {
        if !values.next().is_some_and(|value| put(batch, value)) {
            batch.missing();
            unread += 1;
        }
    };
    match column.are_there() {
        None => (0..column.places()).for_each(|_| next(batch)),
        Some(are_there) => are_there.for_each(|is_there| if is_there { next(batch) } else { batch.missing() }),
    }
    unread
}

#[inline]
fn integer(meaning: Meaning, value: i64, batch: &mut ColumnBatch, known: &mut Known, text: &mut Vec<u8>) {
    match meaning {
        Meaning::Timestamp { unit, is_utc } => {
            let fits = match unit {
                Unit::Nanosecond => value % 1_000 == 0 && batch.timestamp(value / 1_000),
                Unit::Millisecond | Unit::Microsecond => batch.timestamp(value),
            };
            if !fits {
                again(value, batch, known, text, |text| write_timestamp(value, unit, is_utc, text));
            }
        }
        Meaning::Date => again(value, batch, known, text, |text| write_date(value, text)),
        Meaning::Time(unit) => again(value, batch, known, text, |text| write_time(value, unit, text)),
        Meaning::Decimal { scale } => decimal(value.into(), scale, batch, text),
        Meaning::Unsigned => match i64::try_from(value as u64) {
            Ok(value) => batch.integer(value),
            Err(_) => batch.digits(&(value as u64).to_string()),
        },
        _ => batch.integer(value),
    }
}

/// Puts a text that follows from a number, which is made once where the number comes again.
#[inline]
fn again(value: i64, batch: &mut ColumnBatch, known: &mut Known, text: &mut Vec<u8>, write: impl Fn(&mut Vec<u8>)) {
    let key = (value as u64, 0);
    match known.get(key) {
        Some(known) => batch.text_again(known),
        None => known.put(key, written(batch, text, write)),
    }
}

/// Puts a text that is written into the buffer: digits, letters and signs of ASCII.
fn written(batch: &mut ColumnBatch, text: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) -> BatchText {
    text.clear();
    write(text);
    batch.text(std::str::from_utf8(text).unwrap_or_default())
}

/// Puts a text, which is looked at once for each place of a dictionary. `false` if it is none.
#[inline]
fn string(value: &ByteArray, batch: &mut ColumnBatch, known: &mut Known) -> bool {
    let bytes = value.data();
    // All values of a batch are in memory at once, so a place stands for what is there.
    let key = (bytes.as_ptr() as u64, bytes.len());
    if let Some(known) = known.get(key) {
        batch.text_again(known);
        return true;
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    known.put(key, batch.text(text));
    true
}

fn bytes(meaning: Meaning, bytes: &[u8], batch: &mut ColumnBatch, text: &mut Vec<u8>) -> bool {
    match meaning {
        Meaning::AsStored => std::str::from_utf8(bytes).map(|text| batch.text(text)).is_ok(),
        Meaning::Decimal { scale } => {
            decimal::from_bytes(bytes).map(|unscaled| decimal(unscaled, scale, batch, text)).is_some()
        }
        Meaning::HalfFloat => {
            <[u8; 2]>::try_from(bytes).map(|bytes| batch.decimal(from_half(u16::from_le_bytes(bytes)))).is_ok()
        }
        Meaning::Uuid if bytes.len() == 16 => {
            written(batch, text, |text| write_uuid(bytes, text));
            true
        }
        _ => false,
    }
}

/// Puts a decimal number: whole without digits after the point, else the nearest double.
fn decimal(unscaled: i128, scale: u32, batch: &mut ColumnBatch, text: &mut Vec<u8>) {
    match i64::try_from(unscaled) {
        Ok(whole) if scale == 0 => batch.integer(whole),
        Ok(unscaled) if batch.scaled(unscaled, scale) => {}
        _ => {
            text.clear();
            decimal::write(unscaled, scale, text);
            let text = std::str::from_utf8(text).unwrap_or_default();
            match scale {
                0 => batch.digits(text),
                // Digits with a point are a number.
                _ => batch.decimal(text.parse().unwrap_or(f64::NAN)),
            }
        }
    }
}

/// The double that the shortest text of a number gives, as every writer of JSON has it: 0.1 stays 0.1.
fn widen(value: f32, text: &mut Vec<u8>) -> f64 {
    let double = f64::from(value);
    let is_short = value == value.trunc() && value.abs() < 16_777_216.0;
    if is_short || !value.is_finite() {
        return double;
    }
    text.clear();
    // A vector takes every byte, and a number's text is a number.
    let _ = serde_json::to_writer(&mut *text, &value);
    std::str::from_utf8(text).ok().and_then(|text| text.parse().ok()).unwrap_or(double)
}

/// Where a text lies and how long it is; or the number that it is of, whole on computers of 32 bits, too, and 0.
type Key = (u64, usize);

/// Texts of this batch that were met, each in the one place that its key may have.
#[derive(Debug, Default)]
struct Known {
    places: Vec<Place>,
    /// Places of another batch are free.
    batch: u64,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    key: Key,
    batch: u64,
    text: BatchText,
}

impl Known {
    const BITS: u32 = 10;

    fn forget(&mut self) {
        self.batch += 1;
    }

    #[inline]
    fn get(&self, key: Key) -> Option<BatchText> {
        let place = self.places.get(Self::place(key))?;
        (place.key == key && place.batch == self.batch).then_some(place.text)
    }

    fn put(&mut self, key: Key, text: BatchText) {
        let Self { places, batch } = self;
        places.resize(1 << Self::BITS, Place { key, batch: 0, text });
        places[Self::place(key)] = Place { key, batch: *batch, text };
    }

    #[inline]
    fn place((at, length): Key) -> usize {
        // An odd multiplier, so that every bit reaches the upper ones.
        let mixed = (at ^ (length as u64).rotate_left(40)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (mixed >> (u64::BITS - Self::BITS)) as usize
    }
}
