//! Which of the given files is which file of a report, by SHA-256.

use std::io::Read;
use std::path::PathBuf;

use driftscope_report::{FileRecord, Report};
use driftscope_table::Fingerprint;

use super::Findings;
use crate::failure::Failure;
use crate::input_error::InputError;
use crate::sources::{self, Source};

/// A file that was given.
pub(crate) struct Given {
    source: Source,
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
        let given = sources.into_iter().map(|source| Ok(Self { sha256: fingerprint(&source)?, source }));
        given.collect()
    }
}

/// The SHA-256 of bytes, in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    let mut fingerprint = Fingerprint::new();
    fingerprint.feed(bytes);
    fingerprint.finish()
}

fn fingerprint(source: &Source) -> Result<String, InputError> {
    let unreadable = |reason| InputError::Unreadable { place: source.place(), reason };
    let mut file = source.open().map_err(unreadable)?;
    let (mut fingerprint, mut piece) = (Fingerprint::new(), vec![0; 1 << 20]);
    loop {
        match file.read(&mut piece).map_err(unreadable)? {
            0 => return Ok(fingerprint.finish()),
            read => fingerprint.feed(&piece[..read]),
        }
    }
}

/// The files of both sides, if each file of the report was given; what is missing or left over is a difference.
pub(crate) fn matched(report: &Report, given: &[Given], found: &mut Findings) -> Option<Sides> {
    let mut used = vec![false; given.len()];
    let mut is_complete = true;
    let mut labels = Vec::new();
    let mut side = |records: &[FileRecord], found: &mut Findings| {
        let mut sources = Vec::new();
        for record in records {
            // Without a fingerprint, the order in which the files were given has to do.
            let is_it = |place: &usize| match record.sha256.as_str() {
                "" if record.has_labels() => labels.contains(&given[*place].source) || !used[*place],
                "" => !used[*place],
                sha256 => given[*place].sha256 == sha256,
            };
            let Some(place) = (0..given.len()).find(is_it) else {
                is_complete = false;
                found.differ(missing(record, given));
                continue;
            };
            used[place] = true;
            let list = if record.has_labels() { &mut labels } else { &mut sources };
            if !list.contains(&given[place].source) {
                list.push(given[place].source.clone());
            }
            if !record.sha256.is_empty() {
                found.agree(format!("{}: SHA-256 {}", record.name, record.sha256));
            }
        }
        sources
    };
    let reference = side(&report.reference.files, found);
    let is_split = report.settings.split.is_some();
    let production = if is_split { Vec::new() } else { side(&report.production.files, found) };
    for (given, _) in given.iter().zip(&used).filter(|(_, used)| !**used) {
        is_complete = false;
        found.differ(format!("{} is not a file of this report (SHA-256 {})", given.source.place(), given.sha256));
    }
    is_complete.then_some(Sides { reference, production, labels })
}

/// A file of the report that was not given, or was changed.
fn missing(record: &FileRecord, given: &[Given]) -> String {
    let FileRecord { name, sha256, .. } = record;
    match given.iter().find(|given| given.source.name() == *name) {
        Some(other) => format!("{name} is another file: its SHA-256 is {}, the report has {sha256}", other.sha256),
        None => format!("{name} is missing: none of the given files has its SHA-256, {sha256}"),
    }
}
