//! Writes the inputs that the targets begin with: `cargo run --example seeds` in this folder.
//!
//! Each target has a folder of its own below `corpus`. What is put there: the cases of JSONTestSuite, the small files that
//! the tests read, a few files of each shape below, and whatever needs two files or settings made of them.

#[path = "../../crates/table/tests/json_suite/invalid.rs"]
mod invalid;
#[path = "../../crates/table/tests/json_suite/valid.rs"]
mod valid;

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use driftscope_drift::{KeptTogether, Profile, compare, is_profile, profile_to_json};
use driftscope_report::{Settings, to_json};
use driftscope_fuzz::read;
use driftscope_report::{WarningCode, WindowUnit};
use driftscope_table::{ReadOptions, WindowBy};

/// Longer files are no seeds: mutations of them hardly ever hit anything.
const LONGEST: usize = 16 << 10;

/// What the tables of the suite say of a case, which does not matter here.
#[allow(dead_code, reason = "the suite's own words")]
enum Field {
    At(usize),
    Unfinished,
    After(usize),
    Read,
}

/// The same for a case that is a file.
#[allow(dead_code, reason = "the suite's own words")]
enum Whole {
    Rows(usize),
    Part(usize, WarningCode, u64),
    NoRecord(u64),
    Nothing,
    No(&'static str),
}

/// A log, as its reference and its production.
const LOGS: [&str; 2] = [
    "{\"t\":\"2024-01-01\",\"a\":1,\"b\":\"x\",\"c\":true}\n{\"t\":\"2024-01-02\",\"a\":2.5,\"b\":\"y\",\"c\":false}\n",
    "{\"t\":\"2024-02-01\",\"a\":7,\"b\":\"z\",\"c\":true}\n{\"t\":\"2024-02-02\",\"a\":null,\"b\":\"y\"}\n{\"a\":\"12\"}\n",
];

/// One small file of each shape.
const SHAPES: &[&str] = &[
    "[{\"a\":1,\"b\":[1,2]},{\"a\":2,\"b\":[3,4]}]",
    "[[1,\"a\"],[2,\"b\"]]",
    "[1,2]\n[3,4]\n",
    "[1.0,null,3]",
    "{\"0\":1.0,\"1\":2.0}",
    "{\"x\":{\"0\":1.5,\"1\":null},\"y\":{\"0\":1,\"1\":2}}",
    "{\"a7\":{\"x\":1.5,\"y\":\"a\"},\"b8\":{\"x\":2,\"y\":\"b\"}}",
    "{\"columns\":[\"x\",\"y\"],\"index\":[\"a\",\"b\"],\"data\":[[1.5,1],[2,null]]}",
    "{\"schema\":{\"fields\":[{\"name\":\"index\",\"type\":\"integer\"},{\"name\":\"x\",\"type\":\"number\"}],\"primaryKey\":[\"index\"]},\"data\":[{\"index\":0,\"x\":1}]}",
    "{\"x\":[1,2],\"y\":[\"a\",\"b\"]}",
    "{\"meta\":{\"page\":1},\"data\":{\"rows\":[{\"x\":1},{\"x\":2}]}}",
    "2026-01-02 03:04:05,678 - api - INFO - Prediction: {\"score\":0.7}\nTraceback:\n  x\n2026-01-02 03:04:06,678 - api - INFO - Prediction: {\"score\":0.8}\n",
    "{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":{\"stringValue\":\"a\"}}]},\"scopeSpans\":[{\"spans\":[{\"name\":\"s\",\"startTimeUnixNano\":\"1704164645678000000\",\"endTimeUnixNano\":\"1704164645679000000\",\"attributes\":[{\"key\":\"k\",\"value\":{\"intValue\":\"5\"}}]}]}]}]}",
    "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":\"1704164645678000000\",\"severityText\":\"INFO\",\"body\":{\"stringValue\":\"m\"},\"attributes\":[{\"key\":\"k\",\"value\":{\"doubleValue\":0.5}}]}]}]}]}",
    "{\"took\":1,\"hits\":{\"total\":{\"value\":2},\"hits\":[{\"_id\":\"1\",\"_source\":{\"x\":1}},{\"_id\":\"2\",\"fields\":{\"x\":[2]}}]}}",
    "{\"_index\":\"a\",\"_source\":{\"x\":1}}\n{\"_index\":\"a\",\"_source\":{\"x\":2}}\n",
    "{\"index\":{\"_index\":\"a\"}}\n{\"x\":1}\n{\"create\":{}}\n{\"x\":2}\n{\"delete\":{\"_id\":\"1\"}}\n",
    "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"__name__\":\"up\",\"job\":\"a\"},\"values\":[[1704164645.5,\"1\"],[1704164655,\"NaN\"]]}]}}",
    "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{\"job\":\"a\"},\"value\":[1704164645,\"1\"]}]}}",
    "a,b,c\n1,\"x, y\",2024-01-02\n2,,2024-01-03\n",
    "a;b\r\n1,5;x\r\n2,5;\"y\"\"z\"\r\n",
    "{\"_id\":{\"$oid\":\"65931a25e4b0c1a2b3c4d5e6\"},\"n\":{\"$numberLong\":\"5\"},\"t\":{\"$date\":{\"$numberLong\":\"1704164645678\"}}}\n",
    "\u{1E}{\"a\":1}\n\u{1E}{\"a\":2}\n",
    "{\"x\":NaN,\"y\":-Infinity,\"z\":9007199254740993}\n",
];

/// Settings, and words for splitting a log.
const SETTINGS: &[&str] = &[
    "{\"version\":1,\"alpha\":0.01,\"tolerance\":0.1,\"correction\":\"holm\",\"drift_share\":0.3,\"decisive_roles\":[\"prediction\"],\"columns\":{\"a\":{\"kind\":\"category\",\"role\":\"prediction\",\"decisive\":true},\"b\":{\"ignore\":true}}}",
    "{\"split\":{\"share\":{\"reference\":0.5}}}",
    "50%",
    "t@2024-01-02",
    "b=x,y",
];

fn main() -> io::Result<()> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut count = 0;
    let mut put = |target: &str, bytes: &[u8]| -> io::Result<()> {
        count += 1;
        fs::create_dir_all(corpus.join(target))?;
        fs::write(corpus.join(target).join(format!("seed-{count:04}")), bytes)
    };
    let cases = valid::VALID.iter().map(|case| case.1).chain(invalid::INVALID.iter().map(|case| case.1));
    let mut results = Vec::new();
    gather(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sql_results"), &mut results)?;
    // The script that made them is no seed.
    for result in results.iter().filter(|result| is_profile(result)) {
        put("sql_result", result)?;
    }
    for case in cases {
        put("records", case)?;
        put("detect", case)?;
    }
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files: Vec<Vec<u8>> = SHAPES.iter().map(|shape| shape.as_bytes().to_vec()).collect();
    for folder in ["tests/formats", "tests/data", "crates/table/tests/delimited"] {
        gather(&repository.join(folder), &mut files)?;
    }
    for (place, file) in files.iter().enumerate() {
        for target in ["detect", "shapes", "gzip", "csv", "compare"] {
            put(target, file)?;
        }
        put("compare", &[file, &b"\x1C"[..], file].concat())?;
        put("gzip", &packed(file)?)?;
        put("settings", &[SETTINGS[place % SETTINGS.len()].as_bytes(), b"\x1C", file].concat())?;
    }
    let logs = LOGS.map(str::as_bytes);
    put("compare", &[logs[0], logs[1]].join(&0x1C))?;
    for settings in SETTINGS {
        put("settings", &[settings.as_bytes(), logs[0], logs[1]].join(&0x1C))?;
        put("settings", &[settings.as_bytes(), logs[0]].join(&0x1C))?;
    }
    put("csv", "long,1,a\u{1F}2\u{1F}g\u{1E}4\u{1F}\"g\"\u{1F}\ng".as_bytes())?;
    let options = ReadOptions::default();
    let tables: Vec<_> = logs.iter().filter_map(|log| read([[*log]], &options).ok()).collect();
    for [reference, production] in [[0, 1], [1, 0]] {
        let mut report = compare(&tables[reference], &tables[production], &Settings::default());
        put("report", to_json(&report).as_bytes())?;
        let profiles = [&tables[reference], &tables[production]].map(|table| profile_to_json(&Profile::of(table)));
        put("profile", profiles.join("\u{1c}").as_bytes())?;
        let models = [&tables[reference], &tables[production]]
            .map(|table| profile_to_json(&Profile::keeping(table, KeptTogether::Model)));
        put("profile", models.join("\u{1c}").as_bytes())?;
        let segments = [&tables[reference], &tables[production]].map(|table| {
            let mut profile = Profile::of(table);
            // A log without this column is a seed without segments.
            let _ = profile.count_segments(table, "b");
            profile_to_json(&profile)
        });
        put("profile", segments.join("\u{1c}").as_bytes())?;
        let by = WindowBy { column: None, unit: WindowUnit::Day };
        let windows: Vec<String> = [&tables[reference], &tables[production]]
            .into_iter()
            .filter_map(|table| Profile::of_windows_keeping(table, &by, KeptTogether::Model).ok())
            .map(|profile| profile_to_json(&profile))
            .collect();
        put("profile", windows.join("\u{1c}").as_bytes())?;
        for column in std::mem::take(&mut report.columns) {
            report.columns = vec![column];
            put("report", to_json(&report).as_bytes())?;
        }
    }
    println!("{count} seeds in {}", corpus.display());
    Ok(())
}

/// The small files of a folder and of those in it; none where there is no such folder.
fn gather(folder: &Path, files: &mut Vec<Vec<u8>>) -> io::Result<()> {
    let mut entries: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            gather(&path, files)?;
        } else if path.metadata()?.len() <= LONGEST as u64 {
            files.push(fs::read(path)?);
        }
    }
    Ok(())
}

fn packed(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}
