//! A file that is something else gets its name, and advice on what to do.

use driftscope_table::{ReadError, ReadOptions, TableReader};

/// The error, and whether it was known before the end.
fn error(bytes: &[u8]) -> (ReadError, bool) {
    let mut reader = TableReader::new(ReadOptions::default());
    reader.begin_file("wrong");
    reader.feed(bytes);
    let early = reader.is_hopeless();
    reader.end_file(String::new());
    let error = reader.finish().expect_err("there is nothing to read");
    if let Some(early) = &early {
        assert_eq!(*early, error);
    }
    (error, early.is_some())
}

#[test]
fn wrong_files_get_their_name() {
    let utf_16: Vec<u8> = "[{\"a\":1}]".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: [(&[u8], &str); 20] = [
        (b"PAR1\x15\x04\x15\x10", "Parquet"),
        (b"ARROW1\0\0\xFF\xFF", "Arrow"),
        (b"PK\x03\x04\x14\0\x06\0[Content_Types].xml", "Excel"),
        (b"PK\x03\x04\x14\0\x06\0data.json", "zip"),
        (b"SQLite format 3\0\x10\0", "SQLite"),
        (b"\x89PNG\r\n\x1A\n\0\0", "PNG"),
        (b"\xFF\xD8\xFF\xE0\0\x10JFIF", "JPEG"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x80\x04\x95\x10\0\0\0\0\0\0\0}", "pickle"),
        (b"<!DOCTYPE html><html><title>Sign in</title>", "redirected"),
        (b"\xFF\xFE[\0{\0", "UTF-16"),
        (&utf_16, "UTF-16"),
        (b"[2026-01-02 03:04:05,678] INFO - Prediction: {'score': 0.7, 'ok': True}\n", "json.dumps"),
        (b"2026-01-02 03:04:05,678 - INFO - {'a': 0.7, 'b': 1}\n2026-01-02 03:04:06,678 - INFO - {'a': 0.7, 'b': 1}\n", "json.dumps"),
        (b"level=info score=0.7\nlevel=info score=0.8\n", "key=value"),
        (b"--\n-- PostgreSQL database dump\n--\n\nCOPY public.t (a, b) FROM stdin;\n1\tx\n\\.\n", "--inserts"),
        (b"a,b,c\n", "export has finished"),
        (b"hello world\nagain\n", "JSON Lines or CSV"),
        (b"\xcf\xf0\xe8\xe2\xe5\xf2,\xcc\xe8\xf0\n\xcf\xf0\xe8\xe2\xe5\xf2,1\n", "iconv"),
        (b"{\"cells\":[{\"cell_type\":\"code\"}],\"metadata\":{},\"nbformat\":4}", "notebook"),
    ];
    for (bytes, words) in cases {
        let (error, _) = error(bytes);
        assert!(error.to_string().contains(words), "{words}: {error}");
        assert!(error.code() == "other_format", "{words}: {error:?}");
    }
}

#[test]
fn a_picture_is_known_before_all_of_it_is_read() {
    let mut picture = b"\x89PNG\r\n\x1A\n".to_vec();
    picture.resize(5_000, 7);
    assert_eq!(error(&picture), (error(&picture).0, true));
}

#[test]
fn nothing_usable_says_what_was_found() {
    for bytes in [&b""[..], b" \n\t", b"\xEF\xBB\xBF", b"\xEF\xBB\xBF\r\n"] {
        let (error, _) = error(bytes);
        assert!(error == ReadError::Empty, "{bytes:?}: {error:?}");
    }
    assert_eq!(error(b"\x1F").0.code(), "unrecognised");
    for bytes in [&b"[]"[..], b"42", b"\"text\"", b"null"] {
        let (error, _) = error(bytes);
        assert_eq!(error.code(), "no_records", "{}: {error:?}", String::from_utf8_lossy(bytes));
        assert!(error.to_string().starts_with("There is no record to read. "), "{error}");
    }
    let noise: Vec<u8> = (0..10_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8 | 0x80).collect();
    assert_eq!(error(&noise).0.code(), "unrecognised");
    assert_eq!(error(b"\x1F\x8B\x08\0\0\0\0\0\0\xFF\xFF\xFF").0, ReadError::DamagedGzip);
}

#[test]
fn errors_survive_the_way_to_the_page() {
    for bytes in [&b""[..], b"PAR1", b"42"] {
        let (error, _) = error(bytes);
        let text = serde_json::to_string(&error).expect("an error is plain data");
        assert_eq!(serde_json::from_str::<ReadError>(&text).expect("it was just written"), error);
    }
}

#[test]
fn a_single_object_is_one_record() {
    let mut reader = TableReader::new(ReadOptions::default());
    reader.begin_file("one");
    reader.feed(b"{\"a\":1}");
    let table = reader.finish().expect("it is a record");
    assert_eq!((table.rows, table.columns.len()), (1, 1));
}
