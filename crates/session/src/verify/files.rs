//! Which of the given files is which file of a report, by SHA-256.

use std::borrow::Cow;

use driftscope_report::{DataSet, FileRecord, Report};

use super::Findings;

/// A file that was given to verify a report with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenFile {
    /// Its name, as reports have it.
    pub name: String,
    /// Where it is, for a person.
    pub place: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
}

/// The places of the given files, by what they are in a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MatchedFiles {
    /// Those of the reference, or of the only log.
    pub reference: Vec<usize>,
    /// Those of production; none if one log was split.
    pub production: Vec<usize>,
    /// Those with labels, of either side.
    pub labels: Vec<usize>,
}

/// The files of both sides, if each file of the report was given; what is missing or left over is a difference.
pub fn matched_files(report: &Report, given: &[GivenFile], found: &mut Findings) -> Option<MatchedFiles> {
    let mut used = vec![false; given.len()];
    let mut is_complete = true;
    let mut labels = Vec::new();
    let mut side = |side: &DataSet, found: &mut Findings| {
        let mut places = Vec::new();
        for record in records(side).iter() {
            let Some(place) = place_of(record, given, &used, &labels) else {
                is_complete = false;
                found.differ(missing(record, given));
                continue;
            };
            used[place] = true;
            let list = if record.has_labels() { &mut labels } else { &mut places };
            if !list.contains(&place) {
                list.push(place);
            }
            let own = &given[place].name;
            let name = if record.name.is_empty() { own } else { &record.name };
            if record.sha256.is_empty() {
                let bytes = record.bytes;
                found.note(format!("{name}: the report has its size, {bytes} bytes, and no SHA-256; taken is {own}"));
            } else {
                found.agree(format!("{name}: SHA-256 {}", record.sha256));
            }
        }
        places
    };
    let reference = side(&report.reference, found);
    let production = if report.settings.split.is_some() { Vec::new() } else { side(&report.production, found) };
    for (given, _) in given.iter().zip(&used).filter(|(_, used)| !**used) {
        is_complete = false;
        found.differ(format!("{} is not a file of this report (SHA-256 {})", given.place, given.sha256));
    }
    is_complete.then_some(MatchedFiles { reference, production, labels })
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
fn place_of(record: &FileRecord, given: &[GivenFile], used: &[bool], labels: &[usize]) -> Option<usize> {
    if !record.sha256.is_empty() {
        return given.iter().position(|given| given.sha256 == record.sha256);
    }
    // A file of labels may be about both sides.
    let is_free = |place: usize| !used[place] || (record.has_labels() && labels.contains(&place));
    let of_size = (0..given.len()).filter(|place| given[*place].bytes == record.bytes && is_free(*place));
    of_size.min_by_key(|place| (given[*place].name != record.name, used[*place], *place))
}

/// A file of the report that was not given, or was changed.
fn missing(record: &FileRecord, given: &[GivenFile]) -> String {
    let FileRecord { name, sha256, bytes, .. } = record;
    let same_name = given.iter().find(|given| given.name == *name);
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
