//! `driftscope verify`: a report and its files in, whether the files give this report out.
//!
//! The files are found by their SHA-256, whatever they are called and in whatever order they are given, and compared again under the
//! report's own settings. The two reports must be the same, byte for byte; of a shared page everything around the report, too.

use std::io::Read;
use std::path::Path;

use driftscope_report::{Build, Report, Settings, carried_json, from_json, shared_page_parts};
use driftscope_session::{
    Findings, GivenFile, MatchedFiles, VerifyError, check_build, check_page, check_report, check_seal, matched_files,
    settings_to_verify,
};
use driftscope_table::Fingerprint;

use crate::arguments::VerifyArguments;
use crate::failure::Failure;
use crate::input_error::InputError;
use crate::sources::{self, Source};
use crate::{compare, output, page, settings_file, sign};

/// Runs the command. `true` says that something differs.
pub(crate) fn run(arguments: &VerifyArguments) -> Result<bool, Failure> {
    let mut found = Findings::default();
    if let Some((signature, key)) = arguments.signature.as_ref().zip(arguments.key.as_ref()) {
        let (holds, words) = sign::check(&arguments.report, signature, key)?;
        if holds { found.agree(words) } else { found.differ(words) }
    }
    let text = read(&arguments.report)?;
    if arguments.code {
        if let Some(report) = carried_json(&text).and_then(Result::ok).and_then(|json| from_json(&json).ok()) {
            check_build(&report, own_build(arguments).as_ref(), &mut found);
        }
        code(&text, arguments, &mut found)?;
    } else if !arguments.files.is_empty() {
        recompute(&text, arguments, &mut found)?;
    }
    let is_equal = found.are_equal();
    let verdict = if is_equal { "Verified" } else { "Not verified" };
    output::to_standard_output(&|output| {
        for line in &found.lines {
            let sign = line.is_equal.map_or("", |is_equal| if is_equal { "= " } else { "! " });
            writeln!(output, "{sign}{}", line.words)?;
        }
        writeln!(output, "{verdict}")
    })?;
    Ok(!is_equal)
}

fn read(path: &Path) -> Result<String, Failure> {
    let place = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|reason| InputError::Unreadable { place, reason })?;
    // A byte that is not UTF-8 was changed: no report and no page has one.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Which build the packed page is, if there is one.
fn own_build(arguments: &VerifyArguments) -> Option<Build> {
    template(arguments).ok().and_then(|template| Build::of(&template))
}

/// Compares the code of a page with the packed page of this command, or with the one that is named.
fn code(page: &str, arguments: &VerifyArguments, found: &mut Findings) -> Result<(), Failure> {
    let template = template(arguments)?;
    let place = arguments.report.display().to_string();
    let parts = shared_page_parts(page).ok_or(Failure::NotShared { place })?;
    let own = shared_page_parts(&template).ok_or(page::NoPage)?;
    found.note(format!("SHA-256 of the packed page: {}", sha256(template.as_bytes())));
    match (0..3).find(|part| parts[*part] != own[*part]) {
        None => found.agree("The page around the report is the packed page, byte for byte".to_owned()),
        Some(part) => {
            let before: usize = parts[..part].iter().map(|part| part.len()).sum();
            let same = parts[part].bytes().zip(own[part].bytes()).take_while(|(one, other)| one == other).count();
            found.differ(format!("The page differs from the packed page, first at byte {} of its code", before + same));
        }
    }
    Ok(())
}

/// The packed page.
fn template(arguments: &VerifyArguments) -> Result<String, Failure> {
    match &arguments.page {
        Some(path) => read(path),
        None => Ok(page::embedded()?.to_owned()),
    }
}

/// Makes the report again.
fn recompute(text: &str, arguments: &VerifyArguments, found: &mut Findings) -> Result<(), Failure> {
    let place = arguments.report.display().to_string();
    let carried = carried_json(text).transpose().map_err(|reason| Failure::Report { place: place.clone(), reason })?;
    let is_page = carried.is_some();
    let json = carried.unwrap_or_else(|| text.trim_end_matches('\n').to_owned());
    let report = from_json(&json).map_err(|reason| Failure::Report { place, reason })?;
    let own_settings = settings_to_verify(&report);
    if own_settings == Err(VerifyError::Profile) {
        return Err(Failure::VerifyProfile);
    }
    check_seal(&json, found);
    check_build(&report, own_build(arguments).as_ref(), found);
    let sources = sources::of_sides(&[&arguments.files])?.pop().unwrap_or_default();
    let given = sources.iter().map(given).collect::<Result<Vec<GivenFile>, InputError>>()?;
    let Some(files) = matched_files(&report, &given, found) else { return Ok(()) };
    let settings = match &arguments.settings {
        Some(path) => settings_file::read(path)?,
        None => own_settings.map_err(|_| Failure::VerifyNeutral)?,
    };
    let whole = compared(files, &sources, settings, arguments)?;
    let made = check_report(&json, &report, whole, found);
    if is_page {
        whole_page(text, &made, arguments, found)?;
    }
    Ok(())
}

/// The report of these files under these settings.
fn compared(
    files: MatchedFiles,
    sources: &[Source],
    mut settings: Settings,
    arguments: &VerifyArguments,
) -> Result<Report, Failure> {
    let sources = |places: Vec<usize>| places.into_iter().map(|place| sources[place].clone()).collect::<Vec<_>>();
    let MatchedFiles { reference, production, labels } = files;
    let split = settings.split.clone();
    let inputs = match &split {
        Some(by) => compare::Inputs::One { log: sources(reference), by },
        None => compare::Inputs::Two { reference: sources(reference), production: sources(production) },
    };
    compare::compared(&inputs, &sources(labels), &arguments.reading, &mut settings)
}

/// A file that was given.
fn given(source: &Source) -> Result<GivenFile, InputError> {
    let (bytes, sha256) = fingerprint(source)?;
    Ok(GivenFile { name: source.name(), place: source.place(), bytes, sha256 })
}

/// The SHA-256 of bytes, in hexadecimal.
fn sha256(bytes: &[u8]) -> String {
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

/// Compares the whole page with the one that this report makes.
fn whole_page(text: &str, made: &Report, arguments: &VerifyArguments, found: &mut Findings) -> Result<(), Failure> {
    if arguments.page.is_none() && page::embedded().is_err() {
        found.note("The page's code was not compared: this build has no page, name one with --page".to_owned());
        return Ok(());
    }
    code(text, arguments, found)?;
    check_page(text, &template(arguments)?, made, found);
    Ok(())
}
