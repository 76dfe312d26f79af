//! What the values of a column stand for, and how each is written in JSON.

use std::io::Write;

use parquet::basic::{ConvertedType, LogicalType, TimeUnit};
use parquet::schema::types::Type;

use crate::column::Values;
use crate::decimal;
use crate::timestamp::{Unit, julian_parts, write_date, write_julian, write_time, write_timestamp};

/// What the values of a column stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// What their storage says: booleans, integers, floating-point numbers, timestamps of 96 bits, and bytes as text.
    AsStored,
    Unsigned,
    HalfFloat,
    Date,
    Time(Unit),
    Timestamp {
        unit: Unit,
        is_utc: bool,
    },
    Decimal {
        scale: u32,
    },
    Uuid,
    /// Intervals, places on earth, BSON, variants: nothing that a cell holds.
    Unreadable,
}

impl Meaning {
    /// What the type of a column says.
    pub(crate) fn of(column: &Type) -> Self {
        let information = column.get_basic_info();
        match information.logical_type_ref() {
            Some(logical) => Self::of_logical(logical),
            None => Self::of_converted(information.converted_type(), column),
        }
    }

    fn of_logical(logical: &LogicalType) -> Self {
        match logical {
            LogicalType::Decimal(decimal) => Self::Decimal { scale: u32::try_from(decimal.scale).unwrap_or(0) },
            LogicalType::Date => Self::Date,
            LogicalType::Time(time) => Self::Time(unit(&time.unit)),
            LogicalType::Timestamp(timestamp) => {
                Self::Timestamp { unit: unit(&timestamp.unit), is_utc: timestamp.is_adjusted_to_u_t_c }
            }
            LogicalType::Integer(integer) if !integer.is_signed => Self::Unsigned,
            LogicalType::Uuid => Self::Uuid,
            LogicalType::Float16 => Self::HalfFloat,
            LogicalType::Bson
            | LogicalType::Variant(_)
            | LogicalType::Geometry(_)
            | LogicalType::Geography(_)
            | LogicalType::File
            | LogicalType::_Unknown { .. } => Self::Unreadable,
            _ => Self::AsStored,
        }
    }

    /// The older way to say it, in which every timestamp is in UTC.
    fn of_converted(converted: ConvertedType, column: &Type) -> Self {
        match (converted, column) {
            (ConvertedType::DECIMAL, Type::PrimitiveType { scale, .. }) => {
                Self::Decimal { scale: u32::try_from(*scale).unwrap_or(0) }
            }
            (ConvertedType::DATE, _) => Self::Date,
            (ConvertedType::TIME_MILLIS, _) => Self::Time(Unit::Millisecond),
            (ConvertedType::TIME_MICROS, _) => Self::Time(Unit::Microsecond),
            (ConvertedType::TIMESTAMP_MILLIS, _) => Self::Timestamp { unit: Unit::Millisecond, is_utc: true },
            (ConvertedType::TIMESTAMP_MICROS, _) => Self::Timestamp { unit: Unit::Microsecond, is_utc: true },
            (ConvertedType::UINT_8 | ConvertedType::UINT_16 | ConvertedType::UINT_32 | ConvertedType::UINT_64, _) => {
                Self::Unsigned
            }
            (ConvertedType::BSON | ConvertedType::INTERVAL, _) => Self::Unreadable,
            _ => Self::AsStored,
        }
    }

    /// Writes a value as JSON. `false` and nothing written if no cell could hold it.
    pub(crate) fn write(self, values: &Values, at: usize, out: &mut Vec<u8>) -> bool {
        match values {
            _ if self == Self::Unreadable => false,
            Values::Boolean(values) => values.get(at).is_some_and(|value| {
                out.extend_from_slice(if *value { b"true" } else { b"false" });
                true
            }),
            Values::Int32(values) => values.get(at).is_some_and(|value| self.write_integer((*value).into(), true, out)),
            Values::Int64(values) => values.get(at).is_some_and(|value| self.write_integer(*value, false, out)),
            Values::Int96(values) => values.get(at).is_some_and(|value| {
                let Some((day, nanoseconds)) = julian_parts(value.data()) else { return false };
                quoted(out, |out| write_julian(day, nanoseconds, out))
            }),
            // The shortest text that gives the same number again, as every writer of JSON has it.
            Values::Float(values) => values.get(at).is_some_and(|value| match value.is_finite() {
                true => serde_json::to_writer(out, value).is_ok(),
                false => write_infinite((*value).into(), out),
            }),
            Values::Double(values) => values.get(at).is_some_and(|value| write_number(*value, out)),
            Values::Bytes(values) => values.get(at).is_some_and(|value| self.write_bytes(value.data(), out)),
            Values::Fixed(values) => values.get(at).is_some_and(|value| self.write_bytes(value.data(), out)),
        }
    }

    fn write_integer(self, value: i64, is_narrow: bool, out: &mut Vec<u8>) -> bool {
        match self {
            Self::Date => quoted(out, |out| write_date(value, out)),
            Self::Time(unit) => quoted(out, |out| write_time(value, unit, out)),
            Self::Timestamp { unit, is_utc } => quoted(out, |out| write_timestamp(value, unit, is_utc, out)),
            Self::Decimal { scale } => {
                decimal::write(value.into(), scale, out);
                true
            }
            Self::Unsigned if is_narrow => write!(out, "{}", value as u32).is_ok(),
            Self::Unsigned => write!(out, "{}", value as u64).is_ok(),
            _ => serde_json::to_writer(out, &value).is_ok(),
        }
    }

    fn write_bytes(self, bytes: &[u8], out: &mut Vec<u8>) -> bool {
        match self {
            Self::AsStored => match std::str::from_utf8(bytes) {
                Ok(text) => serde_json::to_writer(out, text).is_ok(),
                Err(_) => false,
            },
            Self::Decimal { scale } => decimal::from_bytes(bytes).is_some_and(|value| {
                decimal::write(value, scale, out);
                true
            }),
            Self::HalfFloat => {
                <[u8; 2]>::try_from(bytes).is_ok_and(|bytes| write_number(from_half(u16::from_le_bytes(bytes)), out))
            }
            Self::Uuid => bytes.len() == 16 && quoted(out, |out| write_uuid(bytes, out)),
            _ => false,
        }
    }
}

fn unit(unit: &TimeUnit) -> Unit {
    match unit {
        TimeUnit::MILLIS => Unit::Millisecond,
        TimeUnit::MICROS => Unit::Microsecond,
        TimeUnit::NANOS => Unit::Nanosecond,
    }
}

fn quoted(out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) -> bool {
    out.push(b'"');
    write(out);
    out.push(b'"');
    true
}

fn write_number(value: f64, out: &mut Vec<u8>) -> bool {
    if value.is_finite() { serde_json::to_writer(out, &value).is_ok() } else { write_infinite(value, out) }
}

/// Bare words, which are no JSON and which Python and pandas write all the same.
fn write_infinite(value: f64, out: &mut Vec<u8>) -> bool {
    out.extend_from_slice(match value {
        f64::INFINITY => b"Infinity",
        f64::NEG_INFINITY => b"-Infinity",
        _ => b"NaN",
    });
    true
}

pub(crate) fn write_uuid(bytes: &[u8], out: &mut Vec<u8>) {
    for (place, byte) in bytes.iter().enumerate() {
        if matches!(place, 4 | 6 | 8 | 10) {
            out.push(b'-');
        }
        // A vector takes every byte.
        let _ = write!(out, "{byte:02x}");
    }
}

/// The number that sixteen bits stand for (IEEE 754 binary16).
pub(crate) fn from_half(bits: u16) -> f64 {
    /// 2⁻²⁴, the smallest number above 0.
    const SMALLEST: f64 = 1.0 / 16_777_216.0;
    let (exponent, fraction) = (i32::from(bits >> 10 & 0x1F), f64::from(bits & 0x3FF));
    let size = match exponent {
        0 => fraction * SMALLEST,
        0x1F if fraction == 0.0 => f64::INFINITY,
        0x1F => f64::NAN,
        // Doubling is exact, and at most thirty times.
        _ => (fraction + 1024.0) * SMALLEST * f64::from(1_u32 << (exponent - 1)),
    };
    if bits & 0x8000 == 0 { size } else { -size }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values from numpy: `np.array([bits], dtype=np.uint16).view(np.float16)`.
    #[test]
    fn half_floats_are_those_of_numpy() {
        for (bits, value) in [
            (0x0001, 5.960464477539063e-8),
            (0x03FF, 6.097555160522461e-5),
            (0x0400, 6.103515625e-5),
            (0x3555, 0.333251953125),
            (0x3C00, 1.0),
            (0x7BFF, 65504.0),
            (0xC000, -2.0),
            (0x7C00, f64::INFINITY),
        ] {
            assert_eq!(from_half(bits), value, "{bits:#06x}");
        }
        assert!(from_half(0x7E00).is_nan());
    }

    #[test]
    fn a_uuid_has_its_hyphens() {
        let mut out = Vec::new();
        write_uuid(&(0..16).collect::<Vec<u8>>(), &mut out);
        assert_eq!(out, b"00010203-0405-0607-0809-0a0b0c0d0e0f");
    }
}
