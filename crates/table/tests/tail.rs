//! A file that two readers share gives the table that one gives, wherever it is cut.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use crate::common::{Random, mutated};
use driftscope_report::Format;
use driftscope_table::{Limits, ReadError, ReadOptions, Sample, Table, TableReader, Tail};

/// The files of a data set, of which the second is shared.
struct Input<'a> {
    before: &'a [u8],
    shared: &'a [u8],
    after: &'a [u8],
    options: ReadOptions,
}

impl<'a> Input<'a> {
    fn of(shared: &'a [u8]) -> Self {
        Self { before: b"", shared, after: b"", options: ReadOptions::default() }
    }

    /// What comes of the data set, and whether a second reader's part was taken in, if there was one: from `cut` on.
    fn read(&self, cut: Option<usize>) -> (Result<Table, ReadError>, bool) {
        let mut reader = TableReader::new(self.options.clone());
        let mut is_taken = false;
        for (name, bytes) in [("before", self.before), ("shared", self.shared), ("after", self.after)] {
            if bytes.is_empty() && name != "shared" {
                continue;
            }
            reader.begin_file(name);
            match cut.filter(|_| name == "shared") {
                None => reader.feed(bytes),
                Some(cut) => {
                    let (first, rest) = bytes.split_at(cut);
                    // Not as a whole, so that something may be left to be read when the cut is reached.
                    first.chunks(5_000).for_each(|piece| reader.feed(piece));
                    is_taken = self.tail(rest, cut).is_some_and(|tail| reader.append(tail));
                    if !is_taken {
                        reader.feed(rest);
                    }
                }
            }
            reader.end_file(format!("hash of {name}"));
        }
        (reader.finish(), is_taken)
    }

    fn tail(&self, rest: &[u8], cut: usize) -> Option<Tail> {
        let mut reader = TableReader::of_tail(self.options.clone(), "shared", cut as u64);
        rest.chunks(7_000).for_each(|piece| reader.feed(piece));
        let Tail { columns, outline } = reader.finish_tail()?;
        // As it crosses from worker to worker.
        let outline = serde_json::from_str(&serde_json::to_string(&outline).unwrap()).unwrap();
        Some(Tail { columns, outline })
    }

    /// Holds cuts against the whole. Gives at how many of them the second part was taken in.
    fn check(&self, cuts: impl IntoIterator<Item = usize>) -> usize {
        let (whole, _) = self.read(None);
        let check = |cut: &usize| {
            let (divided, is_taken) = self.read(Some(*cut));
            let shown = || String::from_utf8_lossy(&self.shared[cut.saturating_sub(60)..]).chars().take(120).collect();
            let shown: String = if divided == whole { String::new() } else { shown() };
            assert_eq!(divided, whole, "cut at {cut}, taken: {is_taken}, around {shown}");
            is_taken
        };
        cuts.into_iter().filter(check).count()
    }

    /// The lines from that on that begins past the bytes that are held until it is known what the file is.
    fn line_starts(&self) -> Vec<usize> {
        let begin = if self.shared.starts_with(FIRST.as_bytes()) { FIRST.len() * FIRST_LINES } else { 0 };
        memchr::memchr_iter(b'\n', &self.shared[begin..]).map(|at| begin + at + 1).collect()
    }
}

/// Lines that come before others, so that it is known what the file is.
const FIRST: &str = "{}\n";
const FIRST_LINES: usize = 1_400;

fn lines(count: usize, line: impl Fn(usize) -> String) -> Vec<u8> {
    (FIRST.repeat(FIRST_LINES) + &(0..count).map(|row| line(row) + "\n").collect::<String>()).into_bytes()
}

/// Which cuts are taken is part of the test: always to refuse would be right, too.
#[test]
fn every_line_of_a_plain_log_is_a_cut() {
    let log = lines(40, |row| {
        format!(
            "{{\"id\":{row},\"name\":\"n{}\",\"deep\":{{\"x\":{}.5}},\"list\":[1,\"{row}\"],\"big\":9007199254740{}}}",
            row % 7,
            row * 3,
            900 + row
        )
    });
    let input = Input::of(&log);
    assert_eq!(input.check(input.line_starts()), 40);
    assert_eq!(input.check(FIRST.len() * FIRST_LINES + 1..=log.len()), 40);
}

#[test]
fn every_byte_of_every_kind_of_file_may_be_the_cut() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/formats");
    let mut taken = HashMap::new();
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths.iter().filter(|path| path.is_file()) {
        let bytes = fs::read(path).unwrap();
        let step = 1 + bytes.len() / 60;
        Input::of(&bytes).check((0..=bytes.len()).step_by(step));
        // Behind records as well as by itself, and past the bytes that are held to know what it is.
        let behind = [FIRST.repeat(FIRST_LINES).as_bytes(), &bytes].concat();
        let input = Input::of(&behind);
        input.check((FIRST.len() * FIRST_LINES..=behind.len()).step_by(step));
        let starts = input.line_starts();
        let count = input.check(starts.iter().copied().step_by(1 + starts.len() / 60));
        taken.insert(path.file_name().unwrap().to_string_lossy().into_owned(), count);
    }
    for name in ["pandas-lines.jsonl", "polars.ndjson", "bom.jsonl", "structlog.jsonl", "mongo-canonical.jsonl"] {
        assert!(taken[name] > 1, "{name}: {}", taken[name]);
    }
}

#[test]
fn only_records_in_lines_are_shared() {
    let row = |row: usize| format!("{{\"a\":{row},\"b\":\"{row}\"}}");
    let rows = |between: &str| (0..600).map(row).collect::<Vec<_>>().join(between);
    let gzip = |bytes: &str| {
        use std::io::Write as _;
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
        encoder.write_all(bytes.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    for (kind, bytes) in [
        ("an array", format!("[\n{}\n]\n", rows(",\n")).into_bytes()),
        ("a document", format!("{{\"data\":[\n{}\n]}}\n", rows(",\n")).into_bytes()),
        ("one line", rows(" ").into_bytes()),
        ("over several lines", rows("\n").replace(',', ",\n").into_bytes()),
        ("lists in lines", (0..900).map(|row| format!("[{row},\"{row}\"]\n")).collect::<String>().into_bytes()),
        ("commas", (0..900).map(|row| format!("{row},{row}\n")).collect::<String>().into_bytes()),
        ("behind other text", rows("\nINFO ").into_bytes()),
        ("gzip", gzip(&rows("\n"))),
        ("UTF-16", rows("\n").bytes().flat_map(|byte| [byte, 0]).collect()),
    ] {
        let input = Input::of(&bytes);
        let starts = input.line_starts();
        let taken = input.check(starts.iter().copied().step_by(1 + starts.len() / 60));
        // Between two of the records, if they go over several lines.
        let most = if kind == "over several lines" { 40 } else { 0 };
        assert!(taken <= most, "{kind}: {taken}");
    }
    let plain = rows("\n").into_bytes();
    let starts = Input::of(&plain).line_starts();
    assert_eq!(Input::of(&plain).check(starts[300..].iter().copied()), starts.len() - 300);
}

#[test]
fn columns_and_strings_come_in_the_order_of_one_reader() {
    let log = lines(60, |row| match row % 5 {
        0 => format!("{{\"a\":\"s{}\",\"late{}\":{row}}}", row % 11, row / 20),
        1 => format!("{{\"late{}\":null,\"b\":{{\"c\":\"\\u00e9{}\"}}}}", row / 15, row % 3),
        2 => "{\"b\":null,\"a.b\":true}".to_owned(),
        3 => format!("{{\"a\":{row},\"b\":{{\"c\":{row}.5,\"d{}\":[{row},{{\"e\":1}}]}}}}", row / 30),
        _ => String::new(),
    });
    let input = Input::of(&log);
    assert_eq!(input.check(input.line_starts()), 60);
}

#[test]
fn warnings_keep_their_lines_and_counts() {
    let log = lines(50, |row| match row {
        13 | 31 => "{\"a\":1,}".to_owned(),
        17 | 33 => "[1]".to_owned(),
        21 => "{\"a\":1,\"a\":2}".to_owned(),
        40 => "{\"a\":\"\\uD83D\",\"b\":1}".to_owned(),
        45 => "7".to_owned(),
        49 => "{\"a\":\"unfin".to_owned(),
        row => format!("{{\"a\":{row}}}"),
    });
    let input = Input::of(&log);
    // Not right behind a broken record, of which forty bytes are waited for.
    assert_eq!(input.check(input.line_starts()), 39);
    input.check(FIRST.len() * FIRST_LINES..=log.len());
}

#[test]
fn arrays_of_one_length_and_of_several() {
    let same = lines(30, |row| format!("{{\"v\":[{row},{{\"x\":\"{row}\"}},[1,2]],\"e\":[],\"n\":{}}}", row % 2));
    assert_eq!(Input::of(&same).check(Input::of(&same).line_starts()), 30);
    let several = lines(30, |row| format!("{{\"v\":[{}7],\"n\":{row}}}", "\"s\",".repeat(row % 4)));
    // Once it is known that the lengths differ.
    assert_eq!(Input::of(&several).check(Input::of(&several).line_starts()), 29);
    let late = lines(30, |row| format!("{{\"v\":[1{}],\"n\":{row}}}", if row > 20 { ",2" } else { "" }));
    let taken = Input::of(&late).check(Input::of(&late).line_starts());
    assert!((8..12).contains(&taken), "{taken}");
}

#[test]
fn lists_of_labels_and_vectors() {
    let labels = lines(30, |row| format!("{{\"t\":[{}\"x\"],\"n\":{row}}}", "\"s\",".repeat(row % 4)));
    // Not where the lists of a part, the first or the last line, have one length: they could be columns.
    assert_eq!(Input::of(&labels).check(Input::of(&labels).line_starts()), 28);
    let numbers =
        |row: usize, length: usize| (0..length).map(|at| format!("{}", at * row)).collect::<Vec<_>>().join(",");
    let vectors = lines(30, |row| format!("{{\"v\":[{}],\"n\":{row}}}", numbers(row, 70)));
    assert_eq!(Input::of(&vectors).check(Input::of(&vectors).line_starts()), 30);
    let mixed = lines(30, |row| format!("{{\"v\":[{}],\"n\":{row}}}", numbers(row, 70 + row / 20)));
    // Where a vector of another length is left out, one reader reads all. Here the first has nothing.
    assert_eq!(Input::of(&mixed).check(Input::of(&mixed).line_starts()), 1);
}

#[test]
fn timestamps_are_kept_as_one_reader_keeps_them() {
    let timestamp = |row: usize| format!("2013-03-{:02}T{:02}:{:02}:00Z", 1 + row / 1440, row / 60 % 24, row % 60);
    let text = |kind: &str, row: usize| match kind {
        "timestamps, now and then another string" if row % 50 == 7 => format!("unknown {}", row % 400),
        "no timestamps" => format!("u{row}"),
        "many timestamps" if !row.is_multiple_of(3) => format!("x{row}"),
        "timestamps that come late" if row < 2_000 => "none".to_owned(),
        "timestamps without zone that come late" if row >= 2_000 => timestamp(row).replace('Z', ""),
        "strings of which some have escapes" if row % 7 < 3 => format!("u{row}"),
        "timestamps with escapes" => timestamp(row).replace('T', "\\u0054"),
        "timestamps of which some have escapes" if row % 8 < 3 => timestamp(row).replace('T', "\\u0054"),
        "strings with escapes" | "strings of which some have escapes" => format!("\\u0061{row}"),
        _ => timestamp(row),
    };
    for (kind, least, most) in [
        ("timestamps", 8, 10),
        ("timestamps, now and then another string", 8, 10),
        ("no timestamps", 12, 12),
        // Until it was looked for timestamps in vain.
        ("many timestamps", 12, 12),
        ("timestamps that come late", 2, 2),
        ("timestamps without zone that come late", 2, 8),
        ("strings with escapes", 12, 12),
        ("strings of which some have escapes", 12, 12),
        ("timestamps with escapes", 12, 12),
        ("timestamps of which some have escapes", 8, 12),
    ] {
        let log = lines(3_600, |row| format!("{{\"t\":\"{}\",\"n\":{row}}}", text(kind, row)));
        let input = Input::of(&log);
        let starts = input.line_starts();
        let taken = input.check(starts[150..].iter().copied().step_by(300));
        assert!((least..=most).contains(&taken), "{kind}: {taken}");
    }
}

/// Whether a limit is met in the second part is only known when all is put together.
#[test]
fn limits_leave_out_what_they_leave_out_of_one_reader() {
    let log = lines(300, |row| {
        format!(
            "{{\"id\":\"id {row}\",\"few\":\"{}\",\"k{}\":{row},\"b\":9007199254740{}}}",
            row % 5,
            row / 50,
            900 + row % 99
        )
    });
    let with = |limits: Limits| Input { options: ReadOptions { limits, ..ReadOptions::default() }, ..Input::of(&log) };
    let all = Limits::default;
    for (limits, least, most) in [
        (Limits { distinct: 100, ..all() }, 190, 210),
        (Limits { dictionary_bytes: 1_000, ..all() }, 100, 130),
        (Limits { text_bytes: 8_000, ..all() }, 0, 10),
        (Limits { columns: 5, ..all() }, 0, 0),
        (Limits { rows: 200, ..all() }, 0, 0),
        (Limits { cells: 1_500, ..all() }, 0, 0),
        (Limits { name_bytes: 15, ..all() }, 0, 0),
        (Limits { record_bytes: 50, ..all() }, 0, 300),
        (all(), 300, 300),
    ] {
        let input = with(limits);
        let taken = input.check(input.line_starts());
        assert!((least..=most).contains(&taken), "{taken}: {:?}", input.options.limits);
    }
    let sampled = Input {
        options: ReadOptions { sample: Some(Sample { share: 0.5, seed: 3 }), ..ReadOptions::default() },
        ..Input::of(&log)
    };
    assert_eq!(sampled.check(sampled.line_starts()), 0);
    let said =
        Input { options: ReadOptions { format: Some(Format::Records), ..ReadOptions::default() }, ..Input::of(&log) };
    assert_eq!(said.check(said.line_starts()), 300);
}

/// One log of all sorts of lines.
fn made_up(random: &mut Random) -> Vec<u8> {
    let mut log = lines(0, |_| String::new());
    let (rows, keys, distinct) = (20 + random.below(120), 1 + random.below(8), 1 + random.below(40));
    let oddity = 1 + random.below(60);
    for row in 0..rows {
        let mut line = String::from("{");
        for key in 0..1 + random.below(keys) {
            let key = (key + row / (1 + rows / 3)) % 9;
            let number = random.below(distinct);
            let kinds = if random.below(oddity) == 0 { 14 } else { 5 };
            let value = match (key, random.below(kinds)) {
                (1, 0..5) => format!("[{number},2]"),
                (2, 0..5) => format!("{{\"x\":{number},\"y\":\"t{number}\"}}"),
                (3, 0..5) => format!("\"2024-01-{:02}T00:00:{:02}Z\"", 1 + number % 28, row % 60),
                (_, 0 | 1) => format!("\"s{number}\""),
                (_, 2) => format!("{number}.5"),
                (_, 3) => number.to_string(),
                (_, 4 | 5) => "null".to_owned(),
                (_, 6) => format!("[{}1]", "0,".repeat(number % 4)),
                (_, 7) => format!("\"\\u00e9{number}\""),
                (_, 8) => format!("90071992547409{number:02}"),
                (_, 9) => format!("{{\"$date\":{}}}", 1_704_164_645_678_u64 + number as u64),
                (_, 10) => "NaN".to_owned(),
                (_, 11) => "true".to_owned(),
                (_, 12) => "oops".to_owned(),
                _ => format!("{{\"y\":[{number},\"{number}\"]}}"),
            };
            let between = if line.len() > 1 { "," } else { "" };
            let twice = if random.below(oddity * 20) == 0 { 7 } else { key };
            line.push_str(&format!("{between}\"k{twice}\":{value}"));
        }
        line.push('}');
        if random.below(oddity * 10) == 0 {
            line.truncate(random.below(line.len()));
        }
        log.extend_from_slice(line.as_bytes());
        log.extend_from_slice(random.pick(&["\n", "\n", "\n", "\n", "\r\n", "\n\n", ",\n", " "]).as_bytes());
    }
    if random.below(6) == 0 { mutated(&log, random) } else { log }
}

#[test]
fn made_up_logs_give_the_same_table_wherever_they_are_cut() {
    let mut random = Random(11);
    let (mut taken, mut tried) = (0, 0);
    for round in 0..300 {
        let [before, shared, after] = [0; 3].map(|_| made_up(&mut random));
        let all = Limits::default();
        let limits = match random.below(10) {
            0 => Limits { distinct: random.below(30), ..all },
            1 => Limits { columns: 1 + random.below(12), ..all },
            2 => Limits { text_bytes: random.below(4_000), ..all },
            3 => Limits { cells: random.below(1_000), ..all },
            4 => Limits { array_values: random.below(3), depth: 1 + random.below(3), ..all },
            5 => Limits { record_bytes: 20 + random.below(60), name_bytes: random.below(80), ..all },
            _ => all,
        };
        let input = Input {
            before: if round % 3 == 0 { &before } else { b"" },
            shared: &shared,
            after: if round % 2 == 0 { &after } else { b"" },
            options: ReadOptions { limits, ..ReadOptions::default() },
        };
        let starts = input.line_starts();
        let cuts: Vec<usize> = (0..12).map(|_| starts[random.below(starts.len())]).collect();
        taken += input.check(cuts);
        tried += 12;
        input.check((0..6).map(|_| random.below(shared.len() + 1)).collect::<Vec<_>>());
    }
    assert!(taken * 5 > tried, "{taken} of {tried}");
}

#[test]
fn a_file_that_will_not_fit_is_not_shared() {
    let beginning = "{\"a\":1,\"b\":2}\n".repeat(1_000);
    let may_be_shared = |limits: Limits, times: u64| {
        let mut reader = TableReader::new(ReadOptions { limits, ..ReadOptions::default() });
        reader.begin_file("before");
        reader.feed("{\"a\":1}\n".repeat(50).as_bytes());
        reader.begin_file("shared");
        reader.feed(beginning.as_bytes());
        reader.may_be_shared(times * beginning.len() as u64)
    };
    assert!(may_be_shared(Limits::default(), 1_000));
    // 50 rows, and 4000 or 5000 more.
    let rows = |rows| Limits { rows, ..Limits::default() };
    assert!(may_be_shared(rows(5_000), 4) && !may_be_shared(rows(5_000), 5));
    let cells = |cells| Limits { cells, ..Limits::default() };
    assert!(may_be_shared(cells(10_000), 4) && !may_be_shared(cells(10_000), 5));
}
