//! Recognises kinds of files by their first bytes.

use super::Guess;

const UNPACK: &str = "unpack it first, and open what is in it";
const NOT_DATA: &str = "choose the data export instead";
const FROM_ARROW: &str =
    "write it as JSON Lines, for example with pandas: df.to_json(\"data.jsonl\", orient=\"records\", lines=True)";
const AS_UTF8: &str = "save it as UTF-8, for example with: iconv -f UTF-16 -t UTF-8";
const EXPORT_SHEET: &str = "export the sheet as JSON, for example with pandas: \
                            pd.read_excel(\"data.xlsx\").to_json(\"data.jsonl\", orient=\"records\", lines=True)";

/// Where the bytes are, what they are, and what they say.
const KINDS: &[(usize, &[u8], Guess)] = &[
    (
        0,
        b"PAR1",
        Guess {
            found: "a Parquet file",
            advice: "such a file is read from its end, so open it as it is: not through a pipe, nor packed by gzip",
        },
    ),
    (0, b"ARROW1", Guess { found: "an Arrow file", advice: FROM_ARROW }),
    (0, b"\xFF\xFF\xFF\xFF", Guess { found: "an Arrow stream", advice: FROM_ARROW }),
    (0, b"FEA1", Guess { found: "a Feather file", advice: FROM_ARROW }),
    (0, b"ORC", Guess { found: "an ORC file", advice: FROM_ARROW }),
    (
        0,
        b"Obj\x01",
        Guess { found: "an Avro file", advice: "write it as JSON Lines, for example with: avro-tools tojson" },
    ),
    (0, b"\x89HDF\r\n", Guess { found: "an HDF5 file", advice: FROM_ARROW }),
    (0, b"\x93NUMPY", Guess { found: "a NumPy array", advice: FROM_ARROW }),
    (
        0,
        b"SQLite format 3\0",
        Guess {
            found: "an SQLite database",
            advice: "export a table as JSON, for example with: sqlite3 -json data.db \"SELECT * FROM predictions\"",
        },
    ),
    (0, b"\xD0\xCF\x11\xE0", Guess { found: "an old Excel or Office file", advice: EXPORT_SHEET }),
    (0, b"PK\x05\x06", Guess { found: "an empty zip archive", advice: NOT_DATA }),
    (0, b"PK\x03\x04", Guess { found: "a zip archive", advice: UNPACK }),
    (257, b"ustar", Guess { found: "a tar archive", advice: UNPACK }),
    (0, b"\x28\xB5\x2F\xFD", Guess { found: "a Zstandard file", advice: "unpack it first, for example with: zstd -d" }),
    (0, b"\xFD7zXZ\0", Guess { found: "an xz file", advice: "unpack it first, for example with: xz -d" }),
    (0, b"BZh", Guess { found: "a bzip2 file", advice: "unpack it first, for example with: bunzip2" }),
    (0, b"\x04\x22\x4D\x18", Guess { found: "an LZ4 file", advice: "unpack it first, for example with: lz4 -d" }),
    (0, b"7z\xBC\xAF\x27\x1C", Guess { found: "a 7-Zip archive", advice: UNPACK }),
    (0, b"\x89PNG\r\n", Guess { found: "a PNG picture", advice: NOT_DATA }),
    (0, b"\xFF\xD8\xFF", Guess { found: "a JPEG picture", advice: NOT_DATA }),
    (0, b"GIF8", Guess { found: "a GIF picture", advice: NOT_DATA }),
    (0, b"%PDF-", Guess { found: "a PDF document", advice: NOT_DATA }),
    (0, b"\x7FELF", Guess { found: "a program", advice: NOT_DATA }),
    (0, b"\0asm", Guess { found: "a WebAssembly module", advice: NOT_DATA }),
    (0, b"\xFF\xFE", Guess { found: "UTF-16 text", advice: AS_UTF8 }),
    (0, b"\xFE\xFF", Guess { found: "UTF-16 text", advice: AS_UTF8 }),
];

/// The kind of a file that cannot hold records, by its first bytes.
pub(crate) fn by_first_bytes(head: &[u8]) -> Option<Guess> {
    if head.starts_with(b"PK\x03\x04") && (contains(head, b"xl/") || contains(head, b"[Content_Types].xml")) {
        return Some(Guess { found: "an Excel or Office file", advice: EXPORT_SHEET });
    }
    if let Some((_, _, guess)) =
        KINDS.iter().find(|(at, magic, _)| head.get(*at..).is_some_and(|head| head.starts_with(magic)))
    {
        return Some(*guess);
    }
    match head {
        // The protocol number follows the opcode; a pickled object then begins with a frame or another opcode.
        [0x80, 2..=5, 0x95 | b'}' | b']' | b'c' | b'(' | b'X' | b'q', ..] => {
            Some(Guess { found: "a Python pickle", advice: FROM_ARROW })
        }
        [0, b'{' | b'[' | b'"' | b' ' | b'\n' | b'\r', 0, _, ..]
        | [b'{' | b'[' | b'"' | b' ' | b'\n' | b'\r', 0, _, 0, ..] => {
            Some(Guess { found: "UTF-16 text", advice: AS_UTF8 })
        }
        _ => None,
    }
}

pub(crate) fn contains(head: &[u8], needle: &[u8]) -> bool {
    memchr::memmem::find(head, needle).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(head: &[u8]) -> Option<&'static str> {
        by_first_bytes(head).map(|guess| guess.found)
    }

    #[test]
    fn files_are_known_by_their_first_bytes() {
        assert_eq!(found(b"PAR1\x15\x04"), Some("a Parquet file"));
        assert_eq!(found(b"PK\x03\x04\x14\0\x06\0[Content_Types].xml"), Some("an Excel or Office file"));
        assert_eq!(found(b"PK\x03\x04\x14\0data.json"), Some("a zip archive"));
        assert_eq!(found(&[b"\0".repeat(257), b"ustar\0".to_vec()].concat()), Some("a tar archive"));
        assert_eq!(found(b"\x80\x04\x95\x10\0\0"), Some("a Python pickle"));
        assert_eq!(found(b"\xFF\xFE{\0\"\0"), Some("UTF-16 text"));
        assert_eq!(found(b"[\0{\0"), Some("UTF-16 text"));
        assert_eq!(found(b"\0{\0\""), Some("UTF-16 text"));
    }

    #[test]
    fn json_is_none_of_them() {
        for head in [&b"{\"a\":1}"[..], b"[{}]", b"", b"  [", b"1", b"\xEF\xBB\xBF{}"] {
            assert_eq!(found(head), None, "{head:?}");
        }
    }
}
