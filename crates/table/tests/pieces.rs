//! The table does not depend on where the pieces of the input end.

use crate::common::{Random, read_pieces};
use driftscope_table::{Limits, ReadError, ReadOptions, Table};

fn read_in(pieces: &[&[u8]], limits: &Limits) -> Result<Table, ReadError> {
    read_pieces(pieces.iter().copied(), ReadOptions { limits: limits.clone(), ..ReadOptions::default() })
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

const SAMPLES: [&[u8]; 42] = [
    b"{\"a\":1,\"b\":\"x\"}\n{\"a\":2.5,\"b\":\"y\"}\r\n\n{\"b\":\"x\",\"a\":null}",
    b"[{\"a\":1,\"b\":[1,2]},\n {\"a\":-2e3,\"b\":[3,4]} , {\"a\":true}]\n",
    b"\xEF\xBB\xBF{\"a\":1}\n{\"a\":2}\n",
    b"\x1E{\"a\":1}\n\x1E{\"a\":2}\n",
    b"{\"a\":1}{\"a\":2} {\"a\":3}\n{\"a\":4},\n{\"a\":5}",
    b"{\n  \"a\": 1,\n  \"b\": {\"c\": \"d\"}\n}\n{\n  \"a\": 2\n}\n",
    b"{\"a\":1}\n{\"a\":2,}\n{\"a\":}\n{\"a\":3}\n[1]\n7\n{\"a\":4}\n{\"a\":\"unfinis",
    b"[{\"a\":1,\"s\":\"x\"},{\"a\":2,\"s\":\"quote open},{\"a\":3,\"s\":\"y\"},{\"a\":4,\"s\":\"z\"}]",
    b"[{\"a\":1},{\"a\":},{\"a\":3},,{\"a\":4} {\"a\":5},7,{\"a\":6}",
    b"[{\"a\":nope},{\"a\":1},{\"a\":2}]",
    b"{\"a\":\"\\u00e9\\uD83D\\uDE00\\n\",\"b\":\"\\uD83D\"}\n{\"a\":\"\xFF\xFE\",\"b\":\"ok\"}\n",
    b"{\"a\":NaN,\"b\":Infinity,\"c\":-Infinity}\n{\"a\":1e400,\"b\":9007199254740993,\"c\":-0}\n",
    b"{\"a\":1,\"a\":2}\n{\"a.b\":1,\"a\":{\"b\":2}}\n",
    b"{\"t\":[1,2,3]}\n{\"t\":[1,2]}\n{\"t\":[]}\n{\"t\":null}\n",
    b"{\"a\":1}\n{\"a\":[[[[[[[[[[1]]]]]]]]]]}\n{\"a\":2}\n",
    b"[]",
    b"",
    b"   \n\n ",
    b"a,b\n1,2\n3,4\n",
    b"<!doctype html><html></html>",
    b"{'a': None}\n",
    b"day,load\n(yyyy-mm-dd),[MW]\n2026-03-01,5.5\n2026-03-02,6.5\n2026-03-03,7\nTotal,19\n\n",
    b"# station\nx;y\n1;2\n# checked\n3;4\n# of two;5\n# \"quote\n5;6",
    b"x,y\nTotal,1\na,2\nTotal,3\n",
    b",p,p\n,m,s\nday,,\n2026-03-01,1,2\n2026-03-02,3,4\nTotal:,4,6",
    b"name,2021,2022\nGr\xf6\xdfe,1.5,2.5\n\x80,3.5,4.5\n",
    b"{\"meta\":[{\"name\":\"a\"},{\"name\":\"b\"}],\"data\":[[1,\"x\"],[2.5],[3,\"y\",4],7]}",
    b"{\"columns\":[\"a\",{\"name\":\"b\"}],\"values\":[[1,2,3],[\"x\",null,\"y\"]]}\n",
    b"{\"results\":[{\"series\":[{\"name\":\"m\",\"tags\":{\"h\":\"a\"},\"columns\":[\"a\",\"b\"],\"values\":[[1,2],[3]]},{\"x\":1}]}]}",
    b"[\"a\",\"b\"]\n[\"Int8\",\"String\"]\n[1,\"x\"]\n[2,\"y\"]\n{\"a\":1}\n[3,",
    b"{\"schema\":{\"fields\":[{\"name\":\"a\"},{\"name\":\"b\"}]},\"rows\":[{\"f\":[{\"v\":\"1\"},{\"v\":null}]},{\"f\":[{\"v\":\"2\"},{\"v\":",
    b"CREATE TABLE t (a int, b text);\nINSERT INTO t VALUES (1, 'x;('),\n(NULL, 'it''s'), (3);\nINSERT INTO t (b) VALUES ('y",
    b"text\n\n| a | b |\n|--:|---|\n| 1 | x\\|y |\n| 2 |\n| 3 | z | w |\n",
    b"@relation r\n@attribute a numeric\n@attribute b {x,y}\n@data\n1,x\n% c\n?,'y'\n{1 x}\n{9 x}\n",
    b"#Fields: date time n\r\n2026-03-01 00:00:01 5\r\n2026-03-01 00:00:02\r\n#x\r\n2026-03-01 00:00:03 -",
    b"h - - [10/Oct/2025:13:55:36 -0700] \"GET /a HTTP/1.1\" 200 5\nh - - [10/Oct/2025:13:55:36 -0700] \"-\" 408 -\n",
    b"[ // a\n {v: 1, 'g': \"y\",}, /* b */ {v: ObjectId('x'), g: None,}, {v: },\n]",
    b"export const a = [{v: .5, t: datetime.date(2026, 3, 1)}];\n",
    b"{ '_id' : 1, 'n' : (1, 2) }\n{ '_id' : 2, 'n' : np.array([1, 2], dtype=x) }\n{ '_id' : 3, 'n",
    b"\"{\\\"a\\\": 1, \\\"b\\\": \\\"\\u00e9\\\"}\"\n\"{\\\"a\\\": 2}\"\n",
    b"[{\"page\":1},[{\"a\":1},{\"a\":2}]]",
    b"starting up\n{\"a\":1}\n{\"a\":2}\nTraceback (most recent call last):\n{\"a\":3}\n",
];

fn limits() -> Limits {
    Limits { depth: 8, ..Limits::default() }
}

#[test]
fn every_boundary_gives_the_same_table() {
    for sample in SAMPLES {
        for bytes in [sample.to_vec(), gzip(sample)] {
            let whole = read_in(&[&bytes], &limits());
            for at in 0..=bytes.len() {
                let (left, right) = bytes.split_at(at);
                assert_eq!(read_in(&[left, right], &limits()), whole, "at {at} of {}", String::from_utf8_lossy(sample));
            }
            let single: Vec<&[u8]> = bytes.chunks(1).collect();
            assert_eq!(read_in(&single, &limits()), whole, "byte by byte: {}", String::from_utf8_lossy(sample));
        }
    }
}

/// The sample between whole records, so that the boundary lies past the bytes that are held to know the kind of file.
fn among_records(sample: &[u8]) -> (Vec<u8>, usize) {
    let (open, between, close) = if sample.starts_with(b"[") { ("[", ",", "]") } else { ("", "\n", "") };
    let before = format!("{open}{}", format!("{{\"a\":0,\"b\":\"x\"}}{between}").repeat(300));
    let after = format!("{between}{}{{\"a\":0}}{close}\n", format!("{{\"a\":0,\"b\":\"x\"}}{between}").repeat(600));
    let inner = sample.strip_prefix(b"[").unwrap_or(sample);
    let inner = inner.trim_ascii_end().strip_suffix(b"]").unwrap_or(inner);
    ([before.as_bytes(), inner, after.as_bytes()].concat(), before.len())
}

#[test]
fn every_boundary_within_a_long_input_gives_the_same_table() {
    for sample in SAMPLES {
        let (bytes, start) = among_records(sample);
        let whole = read_in(&[&bytes], &limits());
        for at in start.saturating_sub(3)..=(start + sample.len() + 3).min(bytes.len()) {
            let (left, right) = bytes.split_at(at);
            assert_eq!(read_in(&[left, right], &limits()), whole, "at {at} of {}", String::from_utf8_lossy(sample));
            // The second piece ends soon after, and the next comes at once.
            let (middle, right) = right.split_at(7.min(right.len()));
            assert_eq!(
                read_in(&[left, middle, right], &limits()),
                whole,
                "at {at} of {}",
                String::from_utf8_lossy(sample)
            );
        }
        let single: Vec<&[u8]> = bytes.chunks(1).collect();
        assert_eq!(read_in(&single, &limits()), whole, "byte by byte: {}", String::from_utf8_lossy(sample));
    }
}

#[test]
fn random_pieces_of_a_long_input_give_the_same_table() {
    let mut random = Random(7);
    let mut lines = Vec::new();
    let mut array = vec![b'['];
    for row in 0..4_000 {
        let broken = if row % 97 == 5 { ":" } else { "" };
        let record = format!("{{\"id\":{row},\"name\":\"n{}\",\"deep\":{{\"x\":{}.5{broken}}}}}", row % 13, row * 3);
        lines.extend_from_slice(record.as_bytes());
        lines.push(b'\n');
        if row > 0 {
            array.extend_from_slice(b", \n");
        }
        array.extend_from_slice(record.as_bytes());
    }
    array.push(b']');
    // Records past a megabyte without a line end, and past the limit of a record.
    let limits = Limits { record_bytes: 3_000, ..Limits::default() };
    lines.extend_from_slice(format!("{{\"id\":1,\"name\":\"{}\"}}\n{{\"id\":2}}\n", "x".repeat(5_000)).as_bytes());
    for bytes in [lines.clone(), array, gzip(&lines)] {
        let whole = read_in(&[&bytes], &limits).unwrap();
        assert!(whole.rows > 3_900 && whole.skipped >= 40, "{} {}", whole.rows, whole.skipped);
        for round in 0..12 {
            let mut pieces = Vec::new();
            let mut rest = bytes.as_slice();
            while !rest.is_empty() {
                let (piece, after) =
                    rest.split_at((1 + random.below(if round < 4 { 300 } else { 40_000 })).min(rest.len()));
                pieces.push(piece);
                rest = after;
            }
            assert_eq!(read_in(&pieces, &limits).unwrap(), whole);
        }
    }
}
