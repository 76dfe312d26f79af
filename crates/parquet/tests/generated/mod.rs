//! Parquet files of every type, with the values at which types differ, drawn from a seed.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use parquet::basic::{Compression, Encoding};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::{ByteArray, FixedLenByteArray, Int96};
use parquet::file::properties::{WriterProperties, WriterVersion};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::Type;

/// Every type that a column without lists can have.
const TYPES: [&str; 37] = [
    "boolean {}",
    "int32 {}",
    "int32 {} (INTEGER(8,true))",
    "int32 {} (INTEGER(16,false))",
    "int32 {} (INTEGER(32,false))",
    "int32 {} (UINT_32)",
    "int32 {} (DATE)",
    "int32 {} (TIME(MILLIS,true))",
    "int32 {} (DECIMAL(9,2))",
    "int32 {} (DECIMAL(9,0))",
    "int64 {}",
    "int64 {} (INTEGER(64,false))",
    "int64 {} (TIME(MICROS,false))",
    "int64 {} (TIME(NANOS,true))",
    "int64 {} (TIMESTAMP(MILLIS,true))",
    "int64 {} (TIMESTAMP(MILLIS,false))",
    "int64 {} (TIMESTAMP(MICROS,true))",
    "int64 {} (TIMESTAMP(MICROS,false))",
    "int64 {} (TIMESTAMP(NANOS,true))",
    "int64 {} (TIMESTAMP(NANOS,false))",
    "int64 {} (TIMESTAMP_MILLIS)",
    "int64 {} (TIMESTAMP_MICROS)",
    "int64 {} (DECIMAL(18,6))",
    "int64 {} (DECIMAL(18,0))",
    "int96 {}",
    "float {}",
    "double {}",
    "binary {}",
    "binary {} (STRING)",
    "binary {} (ENUM)",
    "binary {} (JSON)",
    "binary {} (BSON)",
    "binary {} (DECIMAL(38,9))",
    "fixed_len_byte_array(16) {} (DECIMAL(38,0))",
    "fixed_len_byte_array(16) {} (UUID)",
    "fixed_len_byte_array(2) {} (FLOAT16)",
    "fixed_len_byte_array(5) {}",
];

/// Texts that look like something else, or need escapes in JSON.
const TEXTS: [&str; 22] = [
    "",
    " ",
    "a",
    "A",
    "null",
    "NA",
    "N/A",
    "nan",
    "-",
    "0",
    "007",
    "1.50",
    "1e5",
    "1,5",
    "true",
    "2024-01-02",
    "2024-01-02T03:04:05Z",
    "2024-01-02T03:04:05.678Z",
    "say \"so\"",
    "back\\slash",
    "line\nbreak\u{1}",
    "größer 😀",
];

/// Numbers at which something begins or ends.
const EDGES: [i64; 16] = [
    0,
    -1,
    1 << 53,
    (1 << 53) + 1,
    (1 << 53) + 2,
    -(1 << 53) - 1,
    1 << 60,
    (1 << 60) + 1,
    i64::MAX,
    i64::MIN,
    (1 << 51) - 1,
    1 << 51,
    -(1 << 51),
    253_402_300_799_999,
    253_402_300_800_000,
    -62_167_219_200_001,
];

const DOUBLES: [f64; 12] = [
    0.0,
    -0.0,
    1.0,
    -2.5,
    0.1,
    f64::NAN,
    f64::INFINITY,
    f64::NEG_INFINITY,
    5e-324,
    f64::MAX,
    1e21,
    9_007_199_254_740_993.0,
];

/// A seeded stream of numbers.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn bits(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.bits() % end
    }
}

/// How the values of a column are drawn.
#[derive(Clone, Copy)]
enum Manner {
    /// Edges, and anything.
    Any,
    /// A few values again and again.
    Few,
    /// Each other than the one before.
    Rising,
}

struct Source<'a> {
    random: &'a mut Random,
    manner: Manner,
    row: u64,
}

impl Source<'_> {
    fn integer(&mut self) -> i64 {
        self.row += 1;
        match self.manner {
            Manner::Any if self.random.below(2) == 0 => EDGES[self.random.below(16) as usize],
            Manner::Any => self.random.bits() as i64 >> self.random.below(64),
            Manner::Few => self.random.below(40) as i64 * 86_400_000,
            Manner::Rising => 1_704_164_645_678 + self.row as i64 * 1_000,
        }
    }

    fn double(&mut self) -> f64 {
        match self.random.below(3) {
            0 => DOUBLES[self.random.below(12) as usize],
            1 => f64::from_bits(self.random.bits()),
            _ => self.integer() as f64 / 1_000.0,
        }
    }

    fn text(&mut self) -> Vec<u8> {
        let number = self.integer();
        match self.manner {
            Manner::Rising if self.random.below(50) > 0 => format!("2024-01-02T03:04:05.{:06}Z", self.row).into_bytes(),
            Manner::Rising => TEXTS[self.random.below(22) as usize].as_bytes().to_vec(),
            Manner::Any if self.random.below(9) == 0 => self.random.bits().to_le_bytes().to_vec(),
            Manner::Any => format!("{}{number}", TEXTS[self.random.below(22) as usize]).into_bytes(),
            Manner::Few => TEXTS[self.random.below(22) as usize].as_bytes().to_vec(),
        }
    }

    fn fixed(&mut self, length: usize) -> Vec<u8> {
        let sign = if self.random.below(2) == 0 { 0 } else { 0xFF };
        let mut bytes = vec![sign; length];
        let tail = self.integer().to_be_bytes();
        let from = length.saturating_sub(tail.len());
        bytes[from..].copy_from_slice(&tail[tail.len().saturating_sub(length)..]);
        bytes
    }
}

/// Writes a file with some columns of any types; `columns` at most.
pub(crate) fn write(path: &Path, random: &mut Random, rows: usize, columns: usize) {
    let mut fields = Vec::new();
    for number in 0..columns {
        let repetition = if random.below(4) == 0 { "required" } else { "optional" };
        let kind = TYPES[random.below(TYPES.len() as u64) as usize];
        fields.push(format!("{repetition} {};", kind.replace("{}", &format!("c{number}"))));
    }
    let schema = Arc::new(parse_message_type(&format!("message m {{ {} }}", fields.join(" "))).unwrap());
    let manners: Vec<Manner> =
        (0..columns).map(|_| [Manner::Any, Manner::Few, Manner::Rising][random.below(3) as usize]).collect();
    let version = [WriterVersion::PARQUET_1_0, WriterVersion::PARQUET_2_0][random.below(2) as usize];
    let properties = WriterProperties::builder()
        .set_dictionary_enabled(random.below(2) == 0)
        .set_dictionary_page_size_limit([256, 1 << 20][random.below(2) as usize])
        .set_data_page_row_count_limit([700, 20_000][random.below(2) as usize])
        .set_write_batch_size(256)
        .set_compression([Compression::UNCOMPRESSED, Compression::SNAPPY][random.below(2) as usize])
        .set_encoding(Encoding::PLAIN)
        .set_writer_version(version)
        .build();
    let mut writer =
        SerializedFileWriter::new(File::create(path).unwrap(), schema.clone(), Arc::new(properties)).unwrap();
    let mut written = 0;
    while written < rows {
        let group = (rows - written).min(1 + random.below(rows as u64) as usize);
        write_group(&mut writer, &schema, random, &manners, written..written + group);
        written += group;
    }
    writer.close().unwrap();
}

fn write_group(
    writer: &mut SerializedFileWriter<File>,
    schema: &Type,
    random: &mut Random,
    manners: &[Manner],
    rows: std::ops::Range<usize>,
) {
    let mut group = writer.next_row_group().unwrap();
    for (field, manner) in schema.get_fields().iter().zip(manners) {
        let share = [0, 1, 5, 10][random.below(4) as usize];
        let levels: Vec<i16> = rows.clone().map(|_| i16::from(random.below(10) >= share)).collect();
        let count = if field.is_optional() { levels.iter().filter(|level| **level == 1).count() } else { rows.len() };
        let levels = field.is_optional().then_some(&levels[..]);
        let width = match &**field {
            Type::PrimitiveType { type_length, .. } => *type_length as usize,
            Type::GroupType { .. } => 0,
        };
        let source = &mut Source { random: &mut *random, manner: *manner, row: rows.start as u64 };
        let mut column = group.next_column().unwrap().unwrap();
        macro_rules! put {
            ($writer:expr, $value:expr) => {{
                let values: Vec<_> = (0..count).map(|_| $value).collect();
                $writer.write_batch(&values, levels, None).unwrap();
            }};
        }
        match column.untyped() {
            ColumnWriter::BoolColumnWriter(writer) => put!(writer, source.integer() % 2 == 0),
            ColumnWriter::Int32ColumnWriter(writer) => put!(writer, source.integer() as i32),
            ColumnWriter::Int64ColumnWriter(writer) => put!(writer, source.integer()),
            ColumnWriter::Int96ColumnWriter(writer) => put!(writer, {
                let number = source.integer() as u64;
                let day = if number.is_multiple_of(7) { number as u32 } else { 2_460_312 };
                let mut value = Int96::new();
                value.set_data(number.wrapping_mul(1_000) as u32, (number >> 32) as u32 & 0x3FFF, day);
                value
            }),
            ColumnWriter::FloatColumnWriter(writer) => put!(writer, source.double() as f32),
            ColumnWriter::DoubleColumnWriter(writer) => put!(writer, source.double()),
            ColumnWriter::ByteArrayColumnWriter(writer) => put!(writer, ByteArray::from(source.text())),
            ColumnWriter::FixedLenByteArrayColumnWriter(writer) => {
                put!(writer, FixedLenByteArray::from(ByteArray::from(source.fixed(width))));
            }
        }
        column.close().unwrap();
    }
    group.close().unwrap();
}
