//! CSV, TSV and their like: the same data gives the same table as in JSON Lines, and nothing is lost in silence.

use crate::common::{Random, read_pieces};
use driftscope_report::{Format, WarningCode};
use driftscope_table::{Limits, ReadError, ReadOptions, Sample, Table, TableReader};
use serde_json::Value;

fn read_in(bytes: &[u8], piece: usize, options: &ReadOptions) -> Result<Table, ReadError> {
    crate::common::read_in_pieces(bytes, piece, options.clone())
}

/// The table, which must be the same for every size of pieces.
fn read(bytes: impl AsRef<[u8]>) -> Table {
    let (bytes, options) = (bytes.as_ref(), ReadOptions::default());
    let said = ReadOptions { format: Some(Format::Delimited), ..options.clone() };
    let whole = read_in(bytes, usize::MAX, &options);
    for piece in 1..=bytes.len().min(60) {
        assert_eq!(read_in(bytes, piece, &options), whole, "pieces of {piece}: {}", String::from_utf8_lossy(bytes));
    }
    assert_eq!(read_in(bytes, 7, &said), whole, "under its own name: {}", String::from_utf8_lossy(bytes));
    whole.unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(bytes)))
}

fn rows(table: &Table) -> Vec<String> {
    crate::common::quoted_lines(table)
}

/// The rows of a text of which nothing is to be said.
fn clean(bytes: impl AsRef<[u8]>) -> Vec<String> {
    let table = read(bytes.as_ref());
    assert!(table.warnings.is_empty(), "{:?}", table.warnings);
    rows(&table)
}

/// Kind, count, line and offset of each warning.
fn warnings(table: &Table) -> Vec<(WarningCode, u64, u64, u64)> {
    let place = |place: Option<u64>| place.unwrap_or(u64::MAX);
    table.warnings.iter().map(|each| (each.code, each.count, place(each.line), place(each.byte_offset))).collect()
}

#[test]
fn what_other_programs_write_is_what_they_were_given() {
    let cases: Value = serde_json::from_str(include_str!("delimited/cases.json")).unwrap();
    let cases = cases["cases"].as_array().unwrap();
    assert!(cases.len() > 70);
    for case in cases {
        let [name, text, lines] = ["name", "text", "lines"].map(|key| case[key].as_str().unwrap());
        let (table, expected) = (read(text), read_in(lines.as_bytes(), usize::MAX, &ReadOptions::default()).unwrap());
        assert_eq!(rows(&table), rows(&expected), "{name}:\n{text}");
        assert_eq!(table.columns, expected.columns, "{name}:\n{text}");
        assert!(table.warnings.is_empty(), "{name}: {:?}", table.warnings);
        assert_eq!(table.files[0].format, Some(Format::Delimited));
    }
}

/// As MySQL's `--batch`, PostgreSQL's `COPY` and ClickHouse write line breaks, tabs and what is missing.
#[test]
fn escapes_of_databases_are_what_they_stand_for() {
    let text = "id\tnote\n1\ttwo\\nlines\n2\ta\\tb\\\\c\n3\t\\N\n4\tplain\n";
    assert_eq!(clean(text), ["id note", "1 'two\nlines'", "2 'a\tb\\c'", "3 '\\N'", "4 'plain'"]);
    // Paths, patterns and formulas are none, nor are the backslashes of other delimiters.
    for plain in ["C:\\new", "\\d+\\n", "\\alpha + \\nu", "a\\"] {
        let text = format!("id\tnote\n1\t{plain}\n2\tx\\ny\n");
        assert_eq!(clean(&text)[1..], [format!("1 '{plain}'"), "2 'x\\ny'".to_owned()], "{plain}");
    }
    assert_eq!(clean("id,note\n1,a\\tb\n2,\\N\n")[1], "1 'a\\tb'");
}

#[test]
fn values_are_what_they_look_like() {
    let text = "a,b,c,d,e\n1,-2.5,true,x,\n+3,.5,FALSE,007,\"\"\n1e5,nan,True,\"1\",NA\n9007199254740993,inf,0,+9007199254740993, 7 \n";
    let expected = [
        "a b c d e",
        "1 -2.5 true 'x' -",
        "3 0.5 false '007' ''",
        "100000 NotANumber true '1' 'NA'",
        "9007199254740993 inf 0 9007199254740993 7",
    ];
    assert_eq!(clean(text), expected);
    assert_eq!(clean("\"a\",\"b\"\n\"1\",\"\"\n\"true\",\"x\"\n"), ["a b", "1 -", "true 'x'"], "all in quotes");
}

#[test]
fn delimiters_are_found() {
    for (text, words) in [
        ("a,b\n1,2\n", "CSV"),
        ("a\tb\n1\t2\n", "TSV"),
        ("a;b\n1;2\n", "CSV with semicolons"),
        ("a|b\n1|2\n", "CSV with vertical bars"),
        ("a\x01b\n1\x012\n", "CSV with the delimiter \\x01"),
        ("\u{FEFF}a,b\r\n1,2\r\n", "CSV"),
        ("a,b\r1,2\r", "CSV"),
        ("\n\n a, b\n1, 2\n\n", "CSV"),
        ("sep=^\na^b\n1^2\n", "CSV with the delimiter ^"),
        ("# written by a tool, today\n# twice\na;b\n1;2\n", "CSV with semicolons"),
    ] {
        let table = read(text);
        assert_eq!(rows(&table), ["a b", "1 2"], "{text:?}");
        assert_eq!((table.files[0].read_as.as_str(), table.warnings.len()), (words, 0), "{text:?}");
    }
    assert_eq!(clean("x;y\n1,5;a,b\n-2,25;c\n"), ["x y", "1.5 'a,b'", "-2.25 'c'"]);
    assert_eq!(clean("x\ty\n1;2\ta,b\n3;4\tc,d\n"), ["x y", "'1;2' 'a,b'", "'3;4' 'c,d'"]);
    assert_eq!(clean("score\n0.5\n\n0.25"), ["score", "0.5", "0.25"]);
}

#[test]
fn columns_without_names_are_numbered() {
    let table = read("1,a\n2,b\n");
    assert_eq!(rows(&table), ["c0 c1", "1 'a'", "2 'b'"]);
    assert_eq!(table.files[0].read_as, "CSV, without names");
    assert_eq!(clean("x,x,,y\n1,2,3,4\n"), ["x x.1 c2 y", "1 2 3 4"]);
}

#[test]
fn labels_that_only_count_the_rows_are_no_column() {
    for text in [",x,y\n0,5,a\n1,6,b\n", "x,y\n1,5,a\n2,6,b\n", "\"\",\"x\",\"y\"\n\"1\",5,\"a\"\n\"2\",6,\"b\"\n"] {
        assert_eq!(clean(text), ["x y", "5 'a'", "6 'b'"], "{text}");
    }
    assert_eq!(clean("\tx\ty\n0\t5\ta\n1\t6\tb\n"), ["x y", "5 'a'", "6 'b'"]);
    assert_eq!(clean(",x\n17,5\n4,6\n"), ["index x", "17 5", "4 6"]);
    assert_eq!(clean("mpg,cyl\nMazda,21,6\nDatsun,22.8,4\n"), ["index mpg cyl", "'Mazda' 21 6", "'Datsun' 22.8 4"]);
}

#[test]
fn rows_of_another_length_are_read_as_far_as_they_fit() {
    let even = "1,2,3\n".repeat(12);
    let table = read(format!("a,b,c\n1,2,3\n4,5\n6,7,8,9\n10,11,12,\n{even}"));
    assert_eq!(rows(&table)[..6], ["a b c", "1 2 3", "4 5 -", "6 7 8", "10 11 12", "1 2 3"]);
    assert_eq!(table.rows, 16);
    assert_eq!(warnings(&table), [(WarningCode::UnequalLengths, 2, 3, 12)]);
    assert_eq!(table.warnings[0].snippet.as_deref(), Some("4,5"));
    assert_eq!(table.skipped, 0);
}

#[test]
fn a_row_that_is_cut_off_is_left_out() {
    let table = read("a,b,c\n1,2,3\n4,5,6\n7,8");
    assert_eq!(rows(&table), ["a b c", "1 2 3", "4 5 6"]);
    assert_eq!((table.skipped, warnings(&table)), (1, vec![(WarningCode::Truncated, 1, 4, 18)]));
    let table = read("a,b,c\n1,2,3\n4,5,6\n7,8,\"nine");
    assert_eq!(rows(&table).len(), 3);
    assert_eq!((table.skipped, warnings(&table)), (1, vec![(WarningCode::Truncated, 1, 4, 18)]));
    assert_eq!(clean("a,b,c\n1,2,3\n4,5,6\n7,8,").len(), 4);
}

#[test]
fn a_quote_that_is_never_closed_costs_its_row() {
    let table = read("a,b\n1,x\n2,\"open\n3,y\n4,z\n");
    assert_eq!(rows(&table), ["a b", "1 'x'", "3 'y'", "4 'z'"]);
    assert_eq!((table.skipped, warnings(&table)), (1, vec![(WarningCode::InvalidRecord, 1, 3, 10)]));
    let table = read("a,b\n1,x\n2,\"open\n3,\"closed\"\n4,z\n");
    assert_eq!(rows(&table), ["a b", "1 'x'", "3 'closed'", "4 'z'"]);
    assert_eq!(table.skipped, 1);
    let table = read("a,b\n1,\"said \"so\" twice\"\n2,y\n");
    assert_eq!(rows(&table), ["a b", "1 'said so\" twice\"'", "2 'y'"]);
    assert_eq!(warnings(&table), [(WarningCode::InvalidRecord, 1, 2, 7)]);
}

#[test]
fn an_open_quote_does_not_swallow_a_long_file() {
    let line = "12345,some text of a row\n";
    let mut text = format!("a,b\n{}", line.repeat(300));
    let place = text.len() as u64;
    text.push_str("7,\"never closed\n");
    text.push_str(&line.repeat(100_000));
    for piece in [usize::MAX, 1 << 16, 1000] {
        let table = read_in(text.as_bytes(), piece, &ReadOptions::default()).unwrap();
        assert_eq!((table.rows, table.skipped), (100_300, 1));
        assert_eq!(warnings(&table), [(WarningCode::InvalidRecord, 1, 302, place + 2)]);
    }
}

#[test]
fn text_that_is_not_utf8_is_read_with_a_warning() {
    let table = read(b"id,town\n1,K\xF6ln\n2,Bern\n3,\"Z\xFCrich \"\"West\"\"\"\n");
    assert_eq!(rows(&table), ["id town", "1 'Köln'", "2 'Bern'", "3 'Zürich \"West\"'"]);
    assert_eq!(
        (table.warnings[0].code, table.warnings[0].count, table.warnings[0].line),
        (WarningCode::InvalidUtf8, 2, Some(2))
    );
    assert!(table.warnings[0].message.contains("export as UTF-8"));
}

#[test]
fn lines_count_where_values_go_over_several() {
    let table = read("a,b\n1,\"x\ny\r\nz\"\n2,w\n3\n4,v\n");
    assert_eq!(rows(&table), ["a b", "1 'x\ny\r\nz'", "2 'w'", "3 -", "4 'v'"]);
    assert_eq!(warnings(&table), [(WarningCode::UnequalLengths, 1, 6, 19)]);
}

#[test]
fn several_files_are_one_table() {
    let mut reader = TableReader::new(ReadOptions::default());
    for (name, text) in
        [("a", "x,y\n1,a\n"), ("b", "{\"y\":\"b\",\"x\":2}\n"), ("c", ",y;x\n0;c;3\n".trim_start_matches(','))]
    {
        reader.begin_file(name);
        reader.feed(text.as_bytes());
        reader.end_file(String::new());
    }
    let table = reader.finish().unwrap();
    assert_eq!(rows(&table)[1..3], ["1 'a'", "2 'b'"]);
    assert_eq!(table.rows, 3);
}

#[test]
fn a_sample_holds_the_rows_it_would_hold_as_json() {
    let options = ReadOptions { sample: Some(Sample { share: 0.3, seed: 5 }), ..ReadOptions::default() };
    let join = |row: fn(usize) -> String| (0..2000).map(row).collect::<String>();
    let lines = join(|row| format!("{{\"x\":{row},\"y\":\"{}\"}}\n", row % 7));
    let table = read_in(lines.as_bytes(), 1000, &options).unwrap();
    assert!((500..700).contains(&table.rows));
    let text = format!(",x,y\n{}", join(|row| format!("{row},{row},\"{}\"\n", row % 7)));
    assert_eq!(read_in(text.as_bytes(), 1000, &options).unwrap().columns, table.columns);
}

#[test]
fn limits_bound_what_is_held() {
    let limited = |text: &str, limits: Limits| {
        let options = ReadOptions { limits, ..ReadOptions::default() };
        let table = read_in(text.as_bytes(), 1 << 16, &options).unwrap();
        assert_eq!(read_in(text.as_bytes(), usize::MAX, &options).unwrap(), table);
        table
    };
    let codes = |table: &Table| table.warnings.iter().map(|warning| warning.code).collect::<Vec<_>>();
    let long = format!("a,b\n1,2\n3,{}\n4,5\n", "x".repeat(20 << 20));
    let table = limited(&long, Limits { record_bytes: 1 << 16, ..Limits::default() });
    assert_eq!((table.rows, table.skipped, codes(&table)), (2, 1, vec![WarningCode::RecordTooLong]));
    let text = format!("a,b\n{}", "1,2\n".repeat(10_000));
    let table = limited(&text, Limits { cells: 5_000, ..Limits::default() });
    assert_eq!((table.rows, codes(&table)), (2_500, vec![WarningCode::TooManyRows]));
    let names: Vec<String> = (0..50_000).map(|name| format!("name{name}")).collect();
    let values = vec!["1"; 50_000].join(",");
    let wide = format!("{}\n{values}\n{values}\n", names.join(","));
    let table = limited(&wide, Limits { columns: 100, ..Limits::default() });
    assert_eq!((table.rows, table.columns.len(), codes(&table)), (2, 100, vec![WarningCode::TooManyColumns]));
    assert_eq!(limited(&wide, Limits { columns: 50_000, ..Limits::default() }).columns.len(), 50_000);
    let table = limited(&wide, Limits { name_bytes: 1_000, columns: 50_000, ..Limits::default() });
    assert!(table.columns.len() < 200 && codes(&table).contains(&WarningCode::TooManyColumns));
}

#[test]
fn what_is_no_table_is_none() {
    for text in ["hello, world\nand so on\nto the end, my friend, of it\n", "a,b\n1\n2\n3\n", "Dear all,\nhello\n"] {
        let error = read_in(text.as_bytes(), 5, &ReadOptions::default()).unwrap_err();
        assert_eq!(error.code(), "other_format", "{text}");
    }
}

/// A field and the JSON of its value.
fn field(random: &mut Random, delimiter: char) -> (String, String) {
    let plain = match random.below(6) {
        0 => return (String::new(), "null".into()),
        1 => random.pick(&["true", "false"]).to_owned(),
        2 => format!("{}", random.below(1 << 30) as i64 - (1 << 29)),
        3 => format!("{:?}", random.below(1 << 30) as f64 / 1e4),
        4 => format!("{}{:07}", 10_000_000_000_u64 + random.below(1 << 30) as u64, random.below(10_000_000)),
        _ => {
            let texts =
                ["blue", "007", "a b", "2024-01-02", "x,y;z", "tab\there", "a|b", "say \"hi\"", "two\nlines", "żółć"];
            let text = match random.below(3) {
                0 => format!("value {}", random.below(300)),
                _ => random.pick(&texts).to_owned(),
            };
            let must_quote = text.contains([delimiter, '"', '\n']);
            let quoted = if must_quote || random.below(3) == 0 {
                format!("\"{}\"", text.replace('"', "\"\""))
            } else {
                text.clone()
            };
            return (quoted, Value::from(text).to_string());
        }
    };
    (plain.clone(), plain)
}

#[test]
fn random_tables_are_the_same_as_csv_and_as_json() {
    let mut random = Random(3);
    for round in 0..300 {
        let delimiter = [',', ';', '\t', '|'][random.below(4)];
        let line_end = random.pick(&["\n", "\r\n"]);
        let names: Vec<String> = (0..2 + random.below(8)).map(|name| format!("n{name}")).collect();
        let between = delimiter.to_string();
        let (mut text, mut lines) = (format!("{}{line_end}", names.join(&between)), String::new());
        for row in 0..2 + random.below(200) {
            let mut fields: Vec<(String, String)> = names.iter().map(|_| field(&mut random, delimiter)).collect();
            fields[0] = (row.to_string(), row.to_string());
            let keys = names.iter().zip(&fields).map(|(name, (_, json))| format!("\"{name}\":{json}"));
            lines += &format!("{{{}}}\n", keys.collect::<Vec<_>>().join(","));
            text += &fields.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>().join(&between);
            text += line_end;
        }
        let expected = read_in(lines.as_bytes(), usize::MAX, &ReadOptions::default()).unwrap();
        for piece in [usize::MAX, 1 + random.below(50), 1 + random.below(5000)] {
            let table = read_in(text.as_bytes(), piece, &ReadOptions::default()).unwrap();
            assert_eq!(table.columns, expected.columns, "{round}: {text}");
            assert_eq!(table.warnings, expected.warnings, "{round}: {text}");
        }
    }
}

#[test]
fn no_damage_makes_the_pieces_count() {
    let mut random = Random(9);
    let limits = Limits { record_bytes: 3000, ..Limits::default() };
    let options = ReadOptions { limits, ..ReadOptions::default() };
    for _ in 0..60 {
        let mut text = b"a,b,c\n1,\"x\",2.5\n2,\"y \"\"z\"\"\",-1\n".to_vec();
        (0..600).for_each(|row| {
            text.extend_from_slice(format!("{row},\"text {}\r\nof two lines\",0.5\n", row % 9).as_bytes())
        });
        for _ in 0..1 + random.below(12) {
            let at = random.below(text.len());
            let noise = [&b"\""[..], b"\n", b"\r", b",", b"\\\"", b"\xFF", b"\"\"", b" "][random.below(8)];
            text.splice(at..at + random.below(2), noise.iter().copied());
        }
        let whole = read_in(&text, usize::MAX, &options);
        for piece in [1, 2, 3, 7, 64, 1000, 4096, 5000] {
            assert_eq!(read_in(&text, piece, &options), whole, "pieces of {piece}");
        }
        for _ in 0..40 {
            let (left, right) = text.split_at(random.below(text.len()));
            assert_eq!(read_pieces([left, right], options.clone()), whole, "at {}", left.len());
        }
    }
}

#[test]
fn a_single_column_is_known_by_numbers_dates_or_labels() {
    assert_eq!(clean("0.5\n0.25\n1e-3\n"), ["c0", "0.5", "0.25", "0.001"]);
    assert_eq!(clean("day\n2026-06-02\n2026-06-01\n")[0], "day");
    let labels = clean(format!("city\n{}", "New York\nRome\n".repeat(6)));
    assert_eq!((labels.len(), &labels[..2]), (13, &["city".to_owned(), "'New York'".to_owned()][..]));
}

#[test]
fn letters_of_windows_are_read_with_a_warning() {
    let table = read(b"id,name\n1,Z\xfcrich\n2,Z\xfcrich\n3,Bern\n");
    assert_eq!(rows(&table)[1], "1 'Zürich'");
    assert!(warnings(&table).iter().any(|warning| warning.0 == WarningCode::InvalidUtf8));
}

#[test]
fn a_title_above_the_names_costs_nothing() {
    let table = "id,amount,region\n1,10.5,eu\n2,11.5,us\n3,9,\"e\nu\"\n4,8,us\n5,x\"\n6,1,eu\n";
    let plain = rows(&read("id,amount,region\n1,10.5,eu\n2,11.5,us\n3,9,eu\n4,8,us\n"));
    for (title, words) in [
        ("Sales of 2026\n", "CSV, below a line of other text"),
        ("Sales, of 2026\r\nexported 2026-11-01\r\n\r\n", "CSV, below 2 lines of other text"),
        ("\u{FEFF}# made by a tool\n\nSales\n\n", "CSV, below a line of other text"),
    ] {
        let text = format!("{title}id,amount,region\n1,10.5,eu\n2,11.5,us\n3,9,eu\n4,8,us\n");
        let text = if title.contains('\r') { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text };
        let read = read(&text);
        assert_eq!((rows(&read), read.files[0].read_as.as_str()), (plain.clone(), words), "{title}");
        assert!(read.warnings.is_empty(), "{:?}", read.warnings);
    }
    // A quote over two lines within what is looked at leaves the decision to a person.
    assert!(read_in(format!("Sales\n{table}").as_bytes(), usize::MAX, &ReadOptions::default()).is_err());
    // Past that, what is wrong is found where it is.
    let rows = "1,2,3\n".repeat(2_000);
    let broken = read(format!("Sales\n\na,b,c\n{rows}4,5\n"));
    assert_eq!((broken.rows, warnings(&broken)[0].2), (2_001, 2_004), "{:?}", broken.warnings);
}

#[test]
fn a_line_of_types_below_the_names_is_no_row() {
    for text in [
        "id,x,label\nInt64,Nullable(Float64),LowCardinality(String)\n1,2.5,a\n2,\\N,b\n",
        "id\tx\tlabel\nUInt8\tDecimal(9, 2)\tEnum8('a' = 1, 'b' = 2)\n1\t2.5\ta\n2\t\\N\tb\n",
    ] {
        let table = read(text);
        assert_eq!((table.rows, table.warnings.len()), (2, 0), "{text}");
        assert_eq!(rows(&table)[..2], ["id x label", "1 2.5 'a'"], "{text}");
    }
    assert_eq!(read("kind,n\nString,1\nInt,2\n").rows, 2);
}
