//! Files that lie on both sides: a person dropped one twice.

use driftscope_report::{DataSet, Drift, Outcome, Presence, Report, ReportPart, Warning, WarningCode};

/// The report with the SHA-256 of each file, by side, where it was made before they were known. The same as if they had
/// been known from the start.
pub fn with_fingerprints(mut report: Report, fingerprints: [&[String]; 2]) -> Report {
    for (data_set, fingerprints) in [&mut report.reference, &mut report.production].into_iter().zip(fingerprints) {
        if data_set.profile {
            data_set.opened = fingerprints.to_vec();
        }
        // A profile that was read knows the files that it was made of, and they are not those that were opened.
        if data_set.profile && data_set.files.iter().any(|file| !file.sha256.is_empty()) {
            continue;
        }
        for (file, fingerprint) in data_set.files.iter_mut().zip(fingerprints) {
            file.sha256.clone_from(fingerprint);
        }
    }
    report.incomplete.retain(|part| *part != ReportPart::Fingerprints);
    note(&mut report);
    report
}

/// Warns where the same bytes lie on both sides. Where that is all there is, nothing can have drifted, however few rows there
/// are.
pub(crate) fn note(report: &mut Report) {
    report.production.warnings.retain(|warning| warning.code != WarningCode::SameFile);
    let [reference, production] = [&report.reference, &report.production];
    let same = same_file(reference, production);
    let fingerprints = |side: &DataSet| side.files.iter().map(|file| file.sha256.clone()).collect::<Vec<_>>();
    let whole = [reference, production].iter().all(|side| side.sampled_from.is_none());
    let is_all = same.is_some() && whole && fingerprints(reference) == fingerprints(production);
    if is_all && report.verdict.drifted_columns == 0 {
        "The files are identical".clone_into(&mut report.verdict.sentence);
        for column in report.columns.iter_mut().filter(|column| column.presence == Presence::Both) {
            column.drift = Drift {
                outcome: Outcome::Identical,
                low: None,
                high: None,
                rows_to_settle: None,
                ..std::mem::take(&mut column.drift)
            };
            driftscope_present::IDENTICAL.clone_into(&mut column.finding);
        }
        report.verdict.unclear_columns = 0;
        report.verdict.identical_columns =
            report.columns.iter().filter(|column| column.drift.outcome == Outcome::Identical).count() as u64;
    }
    report.production.warnings.extend(same);
}

/// A warning of the first file that is on both sides, byte for byte.
fn same_file(reference: &DataSet, production: &DataSet) -> Option<Warning> {
    // One log that was split in two is on both sides by choice.
    if reference.part != production.part {
        return None;
    }
    let same = production
        .files
        .iter()
        // One file of labels may be about both sides.
        .find(|file| {
            !file.sha256.is_empty()
                && !file.has_labels()
                && reference.files.iter().any(|other| other.sha256 == file.sha256)
        })?;
    let message = format!("The same file is on both sides, byte for byte: {}", same.name);
    Some(Warning { file: Some(same.name.clone()), ..Warning::of_values(WarningCode::SameFile, 1, message) })
}
