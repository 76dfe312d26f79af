//! Tables in text that is neither JSON nor CSV: Markdown, ARFF, logs of web servers, SQL.

use driftscope_report::Format;
use driftscope_table::{ReadOptions, Table};

fn read_in(text: &str, piece: usize, format: Option<Format>) -> Table {
    let options = ReadOptions { format, ..ReadOptions::default() };
    crate::common::read_in_pieces(text.as_bytes(), piece, options).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// The rows, which must be the same for every size of pieces, and under the name of the format.
fn rows(text: &str, format: Format) -> Vec<String> {
    let whole = read_in(text, usize::MAX, None);
    assert_eq!(whole.files[0].format, Some(format), "{text}");
    for piece in 1..=text.len().min(40) {
        assert_eq!(read_in(text, piece, None), whole, "pieces of {piece}: {text}");
    }
    assert_eq!(read_in(text, 7, Some(format)), whole, "under its own name: {text}");
    assert!(whole.warnings.is_empty(), "{:?}", whole.warnings);
    crate::common::lines(&whole, " ")
}

#[test]
fn insertions_are_rows() {
    for text in [
        "INSERT INTO t (temp, site) VALUES\n(16.06, 'b'),\n(NULL, 'it''s');\n",
        "-- PostgreSQL database dump\nSET x = 'values (1)';\nCREATE TABLE public.t (\n    temp double precision,\n    site character varying(3) DEFAULT 'a,b'\n);\nINSERT INTO public.t VALUES (16.06, 'b');\nINSERT INTO public.t VALUES (NULL, 'it''s');\n",
        "/*!40101 SET NAMES utf8 */;\nDROP TABLE IF EXISTS `t`;\nCREATE TABLE `t` (\n  `temp` double,\n  `site` varchar(3),\n  PRIMARY KEY (`temp`)\n) ENGINE=InnoDB;\nLOCK TABLES `t` WRITE;\nINSERT INTO `t` VALUES (16.06,'b'),(NULL,'it\\'s');\nUNLOCK TABLES;\n",
        "BEGIN TRANSACTION;\ninsert into \"t\" values(16.06,'b')\n,(null,N'it''s')",
    ] {
        let expected = if text.starts_with("BEGIN") { "c0 c1" } else { "temp site" };
        assert_eq!(rows(text, Format::Sql), [expected, "16.06 b", "- it's"], "{text}");
    }
    let text = "INSERT INTO a (x) VALUES (1);\nINSERT INTO b (y) VALUES ('007');\n";
    assert_eq!(rows(text, Format::Sql), ["x y", "1 -", "- 007"]);
    assert_eq!(read_in(text, 9, None).files[0].read_as, "SQL INSERT into a and b");
}

#[test]
fn a_cut_dump_is_warned_of() {
    let table = read_in("INSERT INTO t (a, b) VALUES (1, 'x'), (2, 'y", 5, None);
    assert_eq!((table.rows, table.skipped), (1, 1));
    assert!(table.warnings[0].message.contains("ends in the middle"), "{:?}", table.warnings);
}

#[test]
fn tables_with_bars_are_tables() {
    for text in [
        "| temp | site |\n|-----:|:-----|\n| 16.06 | b |\n|  | a\\|c |\n",
        "# Report\n\nSome text.\n\ntemp | site\n--- | ---\n16.06 | b\n | a\\|c\n\nMore.\n",
        "+-------+------+\n| temp  | site |\n+-------+------+\n| 16.06 | b    |\n|       | a\\|c  |\n+-------+------+\n2 rows in set\n",
        " temp  | site \n-------+------\n 16.06 | b\n       | a\\|c\n(2 rows)\n",
    ] {
        assert_eq!(rows(text, Format::Markdown), ["temp site", "16.06 b", "- a|c"], "{text}");
    }
}

/// As sqlite3 3.40 (`.mode box`, `.mode table`) and mysql print them.
#[test]
fn cells_go_on_in_further_lines() {
    let box_of = |rows: &[&str]| {
        let rule = "├────┼───────┼─────┤\n";
        format!("┌────┬───────┬─────┐\n│ id │ note  │ x   │\n{rule}{}└────┴───────┴─────┘\n", rows.join(rule))
    };
    let [plain, two, blank] =
        ["│ 1  │ plain │ 1.5 │\n", "│ 2  │ two   │ 2.5 │\n│    │ lines │     │\n", "│ 3  │       │ 3.5 │\n"];
    let [one, other, third] = ["1 plain 1.5", "2 two\nlines 2.5", "3 - 3.5"];
    let names = "id note x";
    assert_eq!(rows(&box_of(&[plain, two, blank]), Format::Markdown), [names, one, other, third]);
    assert_eq!(rows(&box_of(&[two, plain, blank]), Format::Markdown), [names, other, one, third]);
    let ascii = |text: String| {
        text.replace('│', "|").replace('─', "-").replace(['├', '┼', '┤', '┌', '┬', '┐', '└', '┴', '┘'], "+")
    };
    assert_eq!(rows(&ascii(box_of(&[plain, two])), Format::Markdown), [names, one, other]);
    // Without rules between them, lines with blanks are rows.
    assert_eq!(rows(&box_of(&[&format!("{plain}{blank}{blank}")]), Format::Markdown), [names, one, third, third]);
    let many = blank.repeat(30);
    assert_eq!(rows(&box_of(&[&many]), Format::Markdown).len(), 31);
    let mysql = "+----+------+\n| id | note |\n+----+------+\n|  1 | a\n\nb,\nc |\n|  2 | d    |\n+----+------+\n2 rows in set\n";
    assert_eq!(rows(mysql, Format::Markdown), ["id note", "1 a\nb,\nc", "2 d"]);
    let cut = read_in("+---+---+\n| i | n |\n+---+---+\n| 1 | a |\n| 2 | b\n", 3, None);
    assert_eq!((cut.rows, cut.skipped), (1, 1));
}

#[test]
fn tables_are_drawn_in_many_ways() {
    for text in [
        // DuckDB, polars, rich, and ClickHouse's Pretty and PrettyCompact.
        "┌────────┬─────────┐\n│  temp  │  site   │\n│ double │ varchar │\n├────────┼─────────┤\n│  16.06 │ b       │\n│        │ c       │\n├────────┴─────────┤\n│ 2 rows           │\n└──────────────────┘\n",
        "shape: (2, 2)\n┌───────┬──────┐\n│ temp  ┆ site │\n│ ---   ┆ ---  │\n│ f64   ┆ str  │\n╞═══════╪══════╡\n│ 16.06 ┆ b    │\n│ null  ┆ c    │\n└───────┴──────┘\n",
        "┏━━━━━━━┳━━━━━━┓\n┃ temp  ┃ site ┃\n┡━━━━━━━╇━━━━━━┩\n│ 16.06 │ b    │\n│       │ c    │\n└───────┴──────┘\n",
        "   ┏━━━━━━━┳━━━━━━┓\n   ┃  temp ┃ site ┃\n   ┡━━━━━━━╇━━━━━━┩\n1. │ 16.06 │ b    │\n   ├───────┼──────┤\n2. │       │ c    │\n   └───────┴──────┘\n",
        "   ┌──temp─┬─site─┐\n1. │ 16.06 │ b    │\n2. │       │ c    │\n   └───────┴──────┘\n",
    ] {
        let lines = rows(text, Format::Markdown);
        assert_eq!(lines[..2], ["temp site", "16.06 b"], "{text}");
        assert!(lines.len() == 3 && ["- c", "null c"].contains(&lines[2].as_str()), "{lines:?}: {text}");
    }
}

#[test]
fn a_cell_may_go_on_in_the_next_line() {
    for text in [
        " n | site \n---+------\n 1 | a   +\n   | b   +\n   | c\n 2 | d\n(2 rows)\n",
        "+---+------+\n| n | site |\n+---+------+\n| 1 | a   +|\n|   | b   +|\n|   | c    |\n| 2 | d    |\n+---+------+\n",
        "   ┌─n─┬─site─┐\n1. │ 1 │ a   ↴│\n   │   │↳b   ↴│\n   │   │↳c    │\n2. │ 2 │ d    │\n   └───┴──────┘\n",
        "┌───┬──────┐\n│ n │ site │\n├───┼──────┤\n│ 1 │ a   ↵│\n│   │ b   ↵│\n│   │ c    │\n│ 2 │ d    │\n└───┴──────┘\n",
    ] {
        assert_eq!(rows(text, Format::Markdown), ["n site", "1 a\nb\nc", "2 d"], "{text}");
    }
    // A plus sign of the text's own.
    let text = " n | site \n---+------\n 1 | C++\n 2 | d\n 3 | A+\n";
    assert_eq!(rows(text, Format::Markdown), ["n site", "1 C++", "2 d", "3 A+"]);
}

#[test]
fn rows_that_are_not_shown_are_counted() {
    let text = "┌───┬───┐\n│ a ┆ b │\n╞═══╪═══╡\n│ 1 ┆ 2 │\n│ … ┆ … │\n│ 9 ┆ 8 │\n└───┴───┘\n";
    let table = read_in(text, 5, None);
    assert_eq!((table.rows, table.skipped), (2, 1));
    assert_eq!(table.warnings.len(), 1);
}

#[test]
fn dumps_begin_as_their_tools_write_them() {
    let postgresql = "--\n-- PostgreSQL database dump\n--\n\n\\restrict K\n\nSET x = 0;\n\nCREATE TABLE public.t (\n    temp double precision,\n    site text\n);\n\n\nALTER TABLE public.t OWNER TO me;\n\nINSERT INTO public.t VALUES (16.06, 'b');\n\n\n\\unrestrict K\n";
    let mariadb = "/*M!999999\\- enable the sandbox mode */ \n-- MariaDB dump 10.19\n\n--\n-- Table structure for table `t`\n--\n\nDROP TABLE IF EXISTS `t`;\nCREATE TABLE `t` (\n  `temp` double,\n  `site` text\n);\n\n--\n-- Dumping data for table `t`\n--\n\nLOCK TABLES `t` WRITE;\n/*!40000 ALTER TABLE `t` DISABLE KEYS */;\nINSERT INTO `t` VALUES (16.06,'b');\n/*!40000 ALTER TABLE `t` ENABLE KEYS */;\n";
    for text in [postgresql, mariadb] {
        assert_eq!(rows(text, Format::Sql), ["temp site", "16.06 b"], "{text}");
    }
}

#[test]
fn attributes_name_the_columns_of_arff() {
    let text = "% weka\n@relation iris\n@attribute sepallength numeric\n@ATTRIBUTE 'the class' {a,b}\n@data\n5.6,b\n?,'it\\'s, b'\n";
    assert_eq!(rows(text, Format::Arff), ["sepallength the class", "5.6 b", "- it's, b"]);
    let sparse = "@relation r\n@attribute a numeric\n@attribute b numeric\n@attribute c {x,y}\n@data\n{0 1.5, 2 x}\n{1 2, 2 y}\n";
    assert_eq!(rows(sparse, Format::Arff), ["a b c", "1.5 0 x", "0 2 y"]);
}

#[test]
fn logs_of_web_servers_are_rows() {
    let iis = "#Software: Microsoft Internet Information Services 10.0\r\n#Fields: date time cs-method cs(User-Agent) sc-status time-taken\r\n2026-03-01 00:00:01 GET curl/8 200 15\r\n#Fields: date time cs-method cs(User-Agent) sc-status time-taken\r\n2026-03-01 00:00:02 POST - 404 27\r\n";
    assert_eq!(
        rows(iis, Format::W3cLog),
        [
            "time cs-method cs(User-Agent) sc-status time-taken",
            "2026-03-01T00:00:01Z GET curl/8 200 15",
            "2026-03-01T00:00:02Z POST - 404 27"
        ]
    );
    let cloudfront = "#Version: 1.0\n#Fields: date\ttime\tx-edge-location\tsc-bytes\n2026-03-01\t00:00:01\tFRA2\t2390\n2026-03-01\t00:00:02\tFRA2\t17\n";
    assert_eq!(rows(cloudfront, Format::W3cLog)[1], "2026-03-01T00:00:01Z FRA2 2390");
    let combined = "203.0.113.9 - ann [10/Oct/2025:13:55:36 -0700] \"GET /a?b HTTP/1.1\" 200 2326 \"https://example.org/\" \"curl/8 \\\"x\\\"\" 0.125\n\
                    2001:db8::1 - - [10/Oct/2025:13:55:37 -0700] \"-\" 408 - \"-\" \"-\" 0.5\n";
    assert_eq!(
        rows(combined, Format::AccessLog),
        [
            "host identity user time method path protocol status bytes referer user_agent extra.0",
            "203.0.113.9 - ann 10/Oct/2025:13:55:36 -0700 GET /a?b HTTP/1.1 200 2326 https://example.org/ curl/8 \\\"x\\\" 0.125",
            "2001:db8::1 - - 10/Oct/2025:13:55:37 -0700 - - - 408 - - - 0.5"
        ]
    );
}

#[test]
fn tables_with_delimiters_are_read_as_before() {
    for (text, format) in [
        ("a|b\n1|2\n3|4\n", Format::Delimited),
        ("set a,b\n1,2\n3,4\n", Format::Delimited),
        ("#a,b\n1,2\n3,4\n", Format::Delimited),
        ("begin,end\n1,2\n3,4\n", Format::Delimited),
        ("10:45 | INFO | {\"a\":1}\n10:46 | INFO | {\"a\":2}\n", Format::LogLines),
    ] {
        assert_eq!(read_in(text, 7, None).files[0].format, Some(format), "{text}");
    }
}

#[test]
fn access_logs_may_begin_with_the_site_and_name_several_addresses() {
    let rest = "- - [07/Dec/2016:11:05:07 +0100] \"GET /a HTTP/1.1\" 200 571";
    let text = format!(
        "example.com:80 10.0.0.2, 10.0.0.1 {rest}\nexample.com:80 unix: {rest}\n1.2.3.4:80 81.2.69.143 {rest}\n"
    );
    let lines = rows(&text, Format::AccessLog);
    assert!(lines[0].starts_with("site host identity user time method path"), "{}", lines[0]);
    for (line, start) in
        lines[1..].iter().zip(["example.com:80 10.0.0.2 ", "example.com:80 unix: ", "1.2.3.4:80 81.2.69.143 "])
    {
        assert!(line.starts_with(start), "{line}");
    }
    let lines = rows(&format!("10.0.0.2, 10.0.0.1, 127.0.0.1 {rest}\n10.0.0.3 {rest}\n"), Format::AccessLog);
    assert!(lines[0].starts_with("host identity") && lines[1].starts_with("10.0.0.2 - -"), "{lines:?}");
}

#[test]
fn a_cell_that_goes_on_for_ever_ends_at_a_limit() {
    let text =
        format!(" a | b\n---+---\n{} 2 | y\n", " 1 | x         +\n".to_owned() + &"   | x         +\n".repeat(300_000));
    let table = read_in(&text, usize::MAX, None);
    assert_eq!((table.files[0].format, table.columns.len()), (Some(Format::Markdown), 2));
    // Nothing of it is lost: what is over a megabyte is further rows.
    let letters = |row: usize| {
        table.columns[1].text(*table.columns[1].cells.iter().nth(row).unwrap()).unwrap().matches('x').count()
    };
    assert_eq!((0..table.rows - 1).map(letters).sum::<usize>(), 300_001);
    assert!((2..10).contains(&table.rows), "{}", table.rows);
}
