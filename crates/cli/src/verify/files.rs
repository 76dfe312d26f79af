//! Which of the given files is which file of a report, by SHA-256.

use std::borrow::Cow;
use std::io::Read;
use std::path::PathBuf;

use driftscope_report::{DataSet, FileRecord, Report};
use driftscope_table::Fingerprint;

use super::Findings;
use crate::failure::Failure;
use crate::input_error::InputError;
use crate::sources::{self, Source};

/// A file that was given.
pub(crate) struct Given {
    source: Source,
    bytes: u64,
    sha256: String,
}

/// The files by what they are in a report.
pub(crate) struct Sides {
    /// Those of the reference, or of the only log.
    pub(crate) reference: Vec<Source>,
    pub(crate) production: Vec<Source>,
    pub(crate) labels: Vec<Source>,
}

impl Given {
    /// Reads all of them once.
    pub(crate) fn of(files: &[PathBuf]) -> Result<Vec<Self>, Failure> {
        let sources = sources::of_sides(&[files])?.pop().unwrap_or_default();
        let given = sources.into_iter().map(|source| {
            let (bytes, sha256) = fingerprint(&source)?;
            Ok(Self { source, bytes, sha256 })
        });
        given.collect()
    }
}

/// The SHA-256 of bytes, in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    let mut fingerprint = Fingerprint::new();
    fingerprint.feed(bytes);
    fingerprint.finish()
}

/// The bytes of a file: how many, and their SHA-256.
fn fingerprint(source: &Source) -> Result<(u64, String), InputError> {
    let unreadable = |reason| InputError::Unreadable { place: source.place(), reason };
    let mut file = source.open().map_err(unreadable)?;
    let (mut fingerprint, mut piece, mut bytes) = (Fingerprint::new(), vec![0; 1 << 20], 0);
    loop {
        match file.read(&mut piece).map_err(unreadable)? {
            0 => return Ok((bytes, fingerprint.finish())),
            read => {
                fingerprint.feed(&piece[..read]);
                bytes += read as u64;
            }
        }
    }
}

/// The files of both sides, if each file of the report was given; what is missing or left over is a difference.
pub(crate) fn matched(report: &Report, given: &[Given], found: &mut Findings) -> Option<Sides> {
    let mut used = vec![false; given.len()];
    let mut is_complete = true;
    let mut labels = Vec::new();
    let mut side = |side: &DataSet, found: &mut Findings| {
        let mut sources = Vec::new();
        for record in records(side).iter() {
            let Some(place) = place_of(record, given, &used, &labels) else {
                is_complete = false;
                found.differ(missing(record, given));
                continue;
            };
            used[place] = true;
            let list = if record.has_labels() { &mut labels } else { &mut sources };
            if !list.contains(&given[place].source) {
                list.push(given[place].source.clone());
            }
            let own = given[place].source.name();
            let name = if record.name.is_empty() { &own } else { &record.name };
            if record.sha256.is_empty() {
                found.lines.push(format!(
                    "{name}: the report has its size, {} bytes, and no SHA-256; taken is {own}",
                    record.bytes
                ));
            } else {
                found.agree(format!("{name}: SHA-256 {}", record.sha256));
            }
        }
        sources
    };
    let reference = side(&report.reference, found);
    let production = if report.settings.split.is_some() { Vec::new() } else { side(&report.production, found) };
    for (given, _) in given.iter().zip(&used).filter(|(_, used)| !**used) {
        is_complete = false;
        found.differ(format!("{} is not a file of this report (SHA-256 {})", given.source.place(), given.sha256));
    }
    is_complete.then_some(Sides { reference, production, labels })
}

/// What is known about each file that was opened. Of a side that was compared by its profile, a
/// profile's SHA-256 is.
fn records(side: &DataSet) -> Cow<'_, [FileRecord]> {
    if !side.profile {
        return Cow::Borrowed(&side.files);
    }
    let known = |sha256: &String| side.files.iter().find(|file| file.sha256 == *sha256).cloned();
    let unknown = |sha256: &String| FileRecord { sha256: sha256.clone(), ..FileRecord::default() };
    side.opened.iter().map(|sha256| known(sha256).unwrap_or_else(|| unknown(sha256))).collect()
}

/// Which of the given files a file of the report is: by its SHA-256, or without one by its size, rather under its name, rather one that is no
/// other file yet.
fn place_of(record: &FileRecord, given: &[Given], used: &[bool], labels: &[Source]) -> Option<usize> {
    if !record.sha256.is_empty() {
        return given.iter().position(|given| given.sha256 == record.sha256);
    }
    // A file of labels may be about both sides.
    let is_free = |place: usize| !used[place] || (record.has_labels() && labels.contains(&given[place].source));
    let of_size = (0..given.len()).filter(|place| given[*place].bytes == record.bytes && is_free(*place));
    of_size.min_by_key(|place| (given[*place].source.name() != record.name, used[*place], *place))
}

/// A file of the report that was not given, or was changed.
fn missing(record: &FileRecord, given: &[Given]) -> String {
    let FileRecord { name, sha256, bytes, .. } = record;
    let same_name = given.iter().find(|given| given.source.name() == *name);
    match (same_name, sha256.as_str()) {
        (Some(other), "") => format!("{name} is another file: it has {} bytes, in the report {bytes}", other.bytes),
        (None, "") => format!("{name} is missing: none of the given files has its size, {bytes} bytes"),
        (Some(other), _) => format!("{name} is another file: its SHA-256 is {}, the report has {sha256}", other.sha256),
        (None, _) => {
            let name = if name.is_empty() { "A file that was opened" } else { name };
            format!("{name} is missing: none of the given files has its SHA-256, {sha256}")
        }
    }
}
