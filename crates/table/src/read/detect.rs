//! Tells by its first bytes what an input is: records to read, or another kind of file by its name.

use super::ReadError;
use super::problems::snippet;

/// Bytes that are enough to tell.
pub(super) const ENOUGH: usize = 4 << 10;

/// How an input of records begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beginning {
    /// With `[`: an array of records.
    Array,
    /// With `{`, or with something that later lines may make good for: records one after the other.
    Records,
}

/// The mark that some writers put before UTF-8.
pub(super) const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Kinds of files that have a mark of their own at their start, what they are, and what to do.
const MARKS: [(&[u8], &str, &str); 15] = [
    (
        b"PAR1",
        "a Parquet file",
        "write it as JSON Lines, for example with pandas' to_json(orient=\"records\", lines=True)",
    ),
    (
        b"ARROW1",
        "an Arrow file",
        "write it as JSON Lines, for example with pandas' to_json(orient=\"records\", lines=True)",
    ),
    (b"PK\x03\x04", "a zip archive or an Excel workbook", "take the data out of it and open that"),
    (b"\xD0\xCF\x11\xE0", "an old Excel workbook", "export its sheet and open that"),
    (b"SQLite format 3\0", "an SQLite database", "export the table as JSON Lines"),
    (b"\x89PNG", "a picture (PNG)", "open the data instead"),
    (b"\xFF\xD8\xFF", "a picture (JPEG)", "open the data instead"),
    (b"GIF8", "a picture (GIF)", "open the data instead"),
    (b"%PDF", "a PDF document", "open the data it was made from"),
    (b"\x28\xB5\x2F\xFD", "packed with Zstandard", "unpack it, or pack it with gzip"),
    (b"BZh", "packed with bzip2", "unpack it, or pack it with gzip"),
    (b"\xFD7zXZ", "packed with xz", "unpack it, or pack it with gzip"),
    (b"\x89HDF", "an HDF5 file", "write the table as JSON Lines"),
    (b"\x93NUMPY", "a NumPy array", "write it as JSON Lines, with names for its columns"),
    (b"Obj\x01", "an Avro file", "write it as JSON Lines"),
];

/// Judges the first bytes of an input: at least [`ENOUGH`] of them, or all there are.
pub(super) fn detect(input: &[u8]) -> Result<Beginning, ReadError> {
    let other =
        |found: &str, advice: &str| Err(ReadError::OtherFormat { found: found.to_owned(), advice: advice.to_owned() });
    if let Some((_, found, advice)) = MARKS.iter().find(|(mark, ..)| input.starts_with(mark)) {
        return other(found, advice);
    }
    if matches!(input, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, b'{' | b'[', ..] | [b'{' | b'[', 0, ..]) {
        return other("UTF-16 text", "save it as UTF-8");
    }
    if matches!(input, [0x80, 2..=5, ..]) {
        return other(
            "a Python pickle",
            "write the data as JSON Lines, for example with to_json(orient=\"records\", lines=True)",
        );
    }
    let input = input.strip_prefix(BYTE_ORDER_MARK).unwrap_or(input);
    let start = input.iter().position(|byte| !byte.is_ascii_whitespace() && *byte != 0x1E).unwrap_or(input.len());
    let text = &input[start..input.len().min(start + ENOUGH)];
    match text {
        [] => Err(ReadError::Empty),
        [b'[', ..] => Ok(Beginning::Array),
        [b'{', ..] => object(text),
        _ if is_markup(text) => {
            other("a web page or XML", "open the data itself. Was the download redirected to a sign-in page?")
        }
        _ if text.iter().take(512).any(|byte| *byte < 0x09 || (0x0E..0x1B).contains(byte)) => {
            Err(ReadError::Unrecognised { snippet: format!("bytes that are no text ({})", hex(text)) })
        }
        _ if text.contains(&b'{') && has_record_later(input) => Ok(Beginning::Records),
        _ if is_delimited(text) => other(
            "text in columns, such as CSV",
            "write it as JSON Lines, for example with pandas' read_csv(…).to_json(orient=\"records\", lines=True)",
        ),
        _ => Err(ReadError::Unrecognised { snippet: snippet(text) }),
    }
}

fn object(text: &[u8]) -> Result<Beginning, ReadError> {
    let inside = text[1..].iter().position(|byte| !byte.is_ascii_whitespace()).map(|at| text[1 + at]);
    let other =
        |found: &str, advice: &str| Err(ReadError::OtherFormat { found: found.to_owned(), advice: advice.to_owned() });
    let has = |needle: &str| memchr::memmem::find(text, needle.as_bytes()).is_some();
    if inside == Some(b'\'') {
        return other("what Python prints of a dict", "write it with json.dumps, which uses double quotes and null");
    }
    if has("\"nbformat\"") || (has("\"cells\"") && has("\"cell_type\"")) {
        return other("a Jupyter notebook", "open the data that it reads instead");
    }
    if has("\"FeatureCollection\"") {
        return other("GeoJSON", "write the features' properties as JSON Lines");
    }
    if has("\"schema_version\"") && has("\"engine_version\"") {
        return other("a Driftscope report", "open the data it was made from, or the shared page it came in");
    }
    Ok(Beginning::Records)
}

fn is_markup(text: &[u8]) -> bool {
    text.first() == Some(&b'<') && matches!(text.get(1), Some(b'!' | b'?' | b'a'..=b'z' | b'A'..=b'Z'))
}

/// Whether some line begins like a record: then a first line that does not is only a broken one.
fn has_record_later(input: &[u8]) -> bool {
    memchr::memchr_iter(b'\n', input).any(|at| {
        let line = &input[at + 1..];
        let start = line.iter().position(|byte| !matches!(byte, b' ' | b'\t' | 0x1E)).unwrap_or(line.len());
        line[start..].starts_with(b"{\"")
    })
}

/// Whether the first two lines have the same delimiters, as often.
fn is_delimited(text: &[u8]) -> bool {
    let mut lines = text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    let second = lines.next();
    [b',', b'\t', b';', b'|'].iter().any(|delimiter| {
        let count = |line: &[u8]| line.iter().filter(|byte| *byte == delimiter).count();
        count(first) > 0 && second.is_none_or(|second| count(second) >= count(first))
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().take(8).map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ")
}
