//! The files that were named, checked before any of them is read.
//!
//! A wrong name is said at once, not after a minute of reading the file before it.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::reading::InputError;

/// Where the bytes of one file come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// A file, or a pipe with a name.
    File(PathBuf),
    /// Standard input, written `-`.
    StandardInput,
}

impl Source {
    /// The source that a person named.
    fn named(path: &Path) -> Self {
        if path.as_os_str() == "-" { Self::StandardInput } else { Self::File(path.to_owned()) }
    }

    /// The name in the report: without the folder, which is nobody else's business.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::File(path) => path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
            Self::StandardInput => "stdin".to_owned(),
        }
    }

    /// The name in a message: as it was given.
    pub(crate) fn place(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::StandardInput => "standard input".to_owned(),
        }
    }

    /// The bytes to come, where that is known.
    pub(crate) fn size(&self) -> Option<u64> {
        match self {
            Self::File(path) => fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|metadata| metadata.len()),
            Self::StandardInput => None,
        }
    }

    /// Opens the source.
    pub(crate) fn open(&self) -> io::Result<Box<dyn Read>> {
        Ok(match self {
            Self::File(path) => Box::new(File::open(path)?),
            Self::StandardInput => Box::new(io::stdin().lock()),
        })
    }

    /// Whether this is the file at `path`, by whatever name.
    pub(crate) fn is_same_file(&self, path: &Path) -> bool {
        match self {
            Self::File(own) => match (own.canonicalize(), path.canonicalize()) {
                (Ok(own), Ok(other)) => own == other,
                _ => false,
            },
            Self::StandardInput => false,
        }
    }
}

/// Both sides, as they were named: the reference's file and those of production.
pub(crate) fn of_both_sides(
    reference: &Path,
    production: &[PathBuf],
) -> Result<(Vec<Source>, Vec<Source>), InputError> {
    let reference = Source::named(reference);
    let production: Vec<_> = production.iter().map(|path| Source::named(path)).collect();
    for source in std::iter::once(&reference).chain(&production) {
        check(source)?;
    }
    let piped = |source: &&Source| **source == Source::StandardInput;
    if std::iter::once(&reference).chain(&production).filter(piped).count() > 1 {
        return Err(InputError::StandardInputTwice);
    }
    let mut seen = HashSet::new();
    for source in &production {
        if let Source::File(path) = source
            && let Ok(canonical) = path.canonicalize()
            && canonical.is_file()
            && !seen.insert(canonical)
        {
            return Err(InputError::GivenTwice { place: source.place() });
        }
    }
    Ok((vec![reference], production))
}

/// Opens the source and closes it again. A pipe can be opened only once, and is left alone.
fn check(source: &Source) -> Result<(), InputError> {
    let Source::File(path) = source else { return Ok(()) };
    let unreadable = |reason| InputError::Unreadable { place: source.place(), reason };
    let metadata = fs::metadata(path).map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(InputError::Folder { place: source.place() });
    }
    if metadata.is_file() {
        File::open(path).map_err(unreadable)?;
    }
    Ok(())
}
