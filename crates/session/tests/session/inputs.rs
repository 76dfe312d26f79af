//! Logs, and the reports that they must have.

use driftscope_drift::{Profile, compare, compare_profiles, profile_to_json};
use driftscope_report::{Settings, Split, to_json};
use driftscope_session::{InputFile, SideData, SideReader};
use driftscope_table::{Fingerprint, ReadOptions, Table, split};

use crate::memory::{MemoryFile, file, text_of};

pub(crate) type File = InputFile<MemoryFile>;

/// A log of 60 rows whose numbers are higher by this much; with another column in the first half of it.
pub(crate) fn log(name: &str, higher: usize) -> File {
    let row = |row: usize| {
        let x = row * 7 % 60 + higher;
        let plan = ["free", "team", "firm"][row * row % (3 - higher % 2)];
        let day = 1 + row / 3;
        format!(
            "{{\"x\":{x},\"y\":{row}.5,\"plan\":\"{plan}\",\"at\":\"2026-01-{day:02}T20:00:00Z\",\"extra{}\":1}}\n",
            higher % 2
        )
    };
    file(name, &(0..60).map(row).collect::<String>())
}

pub(crate) fn reference() -> File {
    log("reference.ndjson", 0)
}

pub(crate) fn production() -> File {
    log("production.ndjson", 45)
}

/// Where one log is split.
pub(crate) fn by_time() -> Split {
    Split::Time { column: Some("at".to_owned()), at: 1768089600.0 }
}

/// The profile of a log, as a file.
pub(crate) fn profile_file(name: &str, log: &File) -> File {
    file(name, &profile_to_json(&Profile::of(&table(&[log], true))))
}

/// The report of two sides, read and compared on the spot.
pub(crate) fn report(reference: &File, production: &File, settings: &Settings) -> String {
    let [reference, production] = [reference, production].map(|file| {
        let mut table = table(&[file], true);
        table.set_zone(settings.zone.as_ref());
        table
    });
    to_json(&compare(&reference, &production, settings))
}

/// The report of one log that is split.
pub(crate) fn split_report(log: &File, by: &Split) -> String {
    let settings = Settings { split: Some(by.clone()), ..Settings::default() };
    let [reference, production] = split(&table(&[log], true), by).unwrap();
    to_json(&compare(&reference, &production, &settings))
}

/// The report of a profile against rows.
pub(crate) fn profiled_report(profile: &File, rows: &File) -> String {
    let reference = data(&[profile], true).into_profile();
    let production = Profile::of(&table(&[rows], true));
    to_json(&compare_profiles(&reference, &production, &Settings::default()))
}

pub(crate) fn table(files: &[&File], has_fingerprints: bool) -> Table {
    match data(files, has_fingerprints) {
        SideData::Rows(table) => table,
        SideData::Profile(_) => panic!("a profile"),
    }
}

fn data(files: &[&File], has_fingerprints: bool) -> SideData {
    let mut reader = SideReader::new(ReadOptions::default());
    for file in files {
        reader.begin_file(&file.name);
        reader.feed(text_of(file)).unwrap();
        let mut fingerprint = Fingerprint::new();
        fingerprint.feed(text_of(file));
        reader.end_file(if has_fingerprints { fingerprint.finish() } else { String::new() }).unwrap();
    }
    reader.finish().unwrap()
}
