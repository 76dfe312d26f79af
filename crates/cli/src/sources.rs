//! The files that were named, checked before any of them is read.
//!
//! A wrong name is reported at once, not after a minute of reading the file before it.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use driftscope_table::file_name;

use crate::input_error::InputError;

/// Where the bytes of one file come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// A file, or a pipe with a name.
    File(PathBuf),
    /// A file below a folder that was named.
    Within { path: PathBuf, name: String },
    /// Standard input, written `-`.
    StandardInput,
}

impl Source {
    /// The source that a person named.
    fn named(path: &Path) -> Self {
        if path.as_os_str() == "-" { Self::StandardInput } else { Self::File(path.to_owned()) }
    }

    /// The name in the report: without the folder, which is nobody else's business, but for those below the one that was
    /// named that name a column.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::File(path) => path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
            Self::Within { name, .. } => name.clone(),
            Self::StandardInput => "stdin".to_owned(),
        }
    }

    /// The name in a message: as it was given.
    pub(crate) fn place(&self) -> String {
        match self {
            Self::File(path) | Self::Within { path, .. } => path.display().to_string(),
            Self::StandardInput => "standard input".to_owned(),
        }
    }

    /// Where the file lies.
    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) | Self::Within { path, .. } => Some(path),
            Self::StandardInput => None,
        }
    }

    /// The bytes to come, where that is known.
    pub(crate) fn size(&self) -> Option<u64> {
        fs::metadata(self.path()?).ok().filter(fs::Metadata::is_file).map(|metadata| metadata.len())
    }

    /// Opens the source.
    pub(crate) fn open(&self) -> io::Result<Box<dyn Read>> {
        Ok(match self.path() {
            Some(path) => Box::new(File::open(path)?),
            None => Box::new(io::stdin().lock()),
        })
    }

    /// The path of a Parquet file that can be read from its end.
    pub(crate) fn parquet(&self) -> Option<&Path> {
        let path = self.path()?;
        // A pipe would lose the bytes that are looked at.
        let is_file = fs::metadata(path).is_ok_and(|metadata| metadata.is_file());
        let mut head = [0; driftscope_parquet::MAGIC.len()];
        let is_parquet = || File::open(path)?.read_exact(&mut head).map(|()| head == *driftscope_parquet::MAGIC);
        is_file.then(is_parquet).is_some_and(|found: io::Result<bool>| found.unwrap_or(false)).then_some(path)
    }

    /// Whether this is a file with a profile in it, by its beginning.
    pub(crate) fn is_profile(&self) -> bool {
        let Some(path) = self.path() else { return false };
        // A pipe would lose the bytes that are looked at.
        let is_file = fs::metadata(path).is_ok_and(|metadata| metadata.is_file());
        let beginning = || -> io::Result<Vec<u8>> {
            let mut head = Vec::new();
            File::open(path)?.take(driftscope_drift::BEGINNING as u64).read_to_end(&mut head)?;
            Ok(head)
        };
        is_file && beginning().is_ok_and(|head| driftscope_drift::is_profile(&head))
    }

    /// Whether this is the file at `path`, by whatever name.
    pub(crate) fn is_same_file(&self, path: &Path) -> bool {
        let own = self.path().and_then(|own| own.canonicalize().ok());
        own.is_some_and(|own| path.canonicalize().is_ok_and(|other| own == other))
    }
}

/// The files of each data set, as they were named; a folder stands for those in it.
pub(crate) fn of_sides(sides: &[&[PathBuf]]) -> Result<Vec<Vec<Source>>, InputError> {
    let mut found = Vec::new();
    for side in sides {
        let mut sources = Vec::new();
        for path in *side {
            match Source::named(path) {
                Source::File(path) if path.is_dir() => {
                    let before = sources.len();
                    add_folder(&path, &path, 0, &mut sources)?;
                    if sources.len() == before {
                        return Err(InputError::EmptyFolder { place: path.display().to_string() });
                    }
                }
                source => sources.push(source),
            }
        }
        sources.iter().try_for_each(check)?;
        refuse_twice(&sources)?;
        found.push(sources);
    }
    let piped = |source: &&Source| **source == Source::StandardInput;
    match found.iter().flatten().filter(piped).count() {
        0 | 1 => Ok(found),
        _ => Err(InputError::StandardInputTwice),
    }
}

/// The rows of a file that is given twice on one side would count twice.
fn refuse_twice(sources: &[Source]) -> Result<(), InputError> {
    let mut seen = HashSet::new();
    for source in sources {
        if let Some(path) = source.path()
            && let Ok(canonical) = path.canonicalize()
            && canonical.is_file()
            && !seen.insert(canonical)
        {
            return Err(InputError::GivenTwice { place: source.place() });
        }
    }
    Ok(())
}

/// Folders within each other that are looked through: exports by day and hour have two levels.
const DEEPEST: usize = 8;

/// Adds the files of a folder, which lies in the one that was named or is it, in the order of their names, but for those
/// that only mark that an export is done.
fn add_folder(named: &Path, folder: &Path, depth: usize, sources: &mut Vec<Source>) -> Result<(), InputError> {
    let unreadable = |reason| InputError::Unreadable { place: folder.display().to_string(), reason };
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect())
        .map_err(unreadable)?;
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_mark = name.starts_with('.') || name.starts_with('_') || name.ends_with(".crc");
        match path.is_dir() {
            _ if is_mark => {}
            true if depth < DEEPEST => add_folder(named, &path, depth + 1, sources)?,
            true => {}
            false => {
                let name = file_name(path.strip_prefix(named).unwrap_or(&path));
                sources.push(Source::Within { path, name });
            }
        }
    }
    Ok(())
}

/// Opens the source and closes it again. A pipe can be opened only once, and is left alone.
fn check(source: &Source) -> Result<(), InputError> {
    let Some(path) = source.path() else { return Ok(()) };
    let unreadable = |reason| InputError::Unreadable { place: source.place(), reason };
    let metadata = fs::metadata(path).map_err(unreadable)?;
    if metadata.is_file() {
        File::open(path).map_err(unreadable)?;
    }
    Ok(())
}

/// The first files by name, and how many more.
pub(crate) fn places(sources: &[Source]) -> String {
    match sources {
        [only] => only.place(),
        [first, rest @ ..] => format!("{} and {} more", first.place(), rest.len()),
        [] => String::new(),
    }
}
