//! Writes the result, whole or not at all.

use std::ffi::OsString;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Names that are tried for the temporary file before giving up.
const ATTEMPTS: u32 = 100;

/// Why a result cannot be written.
#[derive(Debug)]
pub(crate) enum OutputError {
    /// The output is a folder.
    Folder { path: PathBuf },
    /// The folder of the output does not exist.
    NoFolder { folder: PathBuf },
    /// Writing failed; the file that was there before still is.
    File { path: PathBuf, reason: io::Error },
    /// Writing to standard output failed.
    StandardOutput { reason: io::Error },
}

impl fmt::Display for OutputError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder { path } => {
                write!(formatter, "{0} is a folder: give a file in it, such as {0}/report.html", path.display())
            }
            Self::NoFolder { folder } => {
                write!(formatter, "there is no folder {} to write to: make it, or give another one", folder.display())
            }
            Self::File { path, reason } => {
                write!(formatter, "{} cannot be written, and nothing was changed: {reason}", path.display())
            }
            Self::StandardOutput { reason } => write!(formatter, "standard output cannot be written to: {reason}"),
        }
    }
}

impl std::error::Error for OutputError {}

/// Checks, before any work is done, that `path` can become a file.
pub(crate) fn check(path: &Path) -> Result<(), OutputError> {
    if path.is_dir() {
        return Err(OutputError::Folder { path: path.to_owned() });
    }
    let folder = folder_of(path);
    if folder.is_dir() { Ok(()) } else { Err(OutputError::NoFolder { folder }) }
}

/// What writes a result.
type Writing<'a> = &'a dyn Fn(&mut dyn Write) -> io::Result<()>;

/// Writes to `path`: first beside it, then in its place in one step.
pub(crate) fn to_file(path: &Path, write: Writing<'_>) -> Result<(), OutputError> {
    let failed = |reason| OutputError::File { path: path.to_owned(), reason };
    // Behind a link the file is replaced, not the link.
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if fs::metadata(&target).is_ok_and(|metadata| !metadata.is_file()) {
        // A device or a pipe, such as /dev/null, has no beside and is never replaced.
        let written = OpenOptions::new().write(true).open(&target).and_then(|file| fill(file, write));
        return written.map(drop).map_err(failed);
    }
    let (temporary, file) = create_beside(&target).map_err(failed)?;
    // Without the synchronisation, a crash of the machine soon after can leave the new name with no content.
    let written = fill(file, write).and_then(|file| file.sync_all()).and_then(|()| fs::rename(&temporary, &target));
    if written.is_err() {
        // The first failure is the one to report.
        let _ = fs::remove_file(&temporary);
    }
    written.map_err(failed)
}

/// Writes to standard output. A reader that has seen enough, such as `head`, is no failure.
pub(crate) fn to_standard_output(write: Writing<'_>) -> Result<(), OutputError> {
    let mut output = BufWriter::new(io::stdout().lock());
    match write(&mut output).and_then(|()| output.flush()) {
        Err(reason) if reason.kind() != io::ErrorKind::BrokenPipe => Err(OutputError::StandardOutput { reason }),
        _ => Ok(()),
    }
}

fn fill(file: File, write: Writing<'_>) -> io::Result<File> {
    let mut file = BufWriter::with_capacity(1 << 20, file);
    write(&mut file)?;
    file.into_inner().map_err(|error| error.into_error())
}

/// Makes a new file in the folder of `target`: a rename is one step only within a file system.
fn create_beside(target: &Path) -> io::Result<(PathBuf, File)> {
    let folder = folder_of(target);
    let process = std::process::id();
    let mut attempt = 0;
    loop {
        let mut name = OsString::from(".");
        name.push(target.file_name().unwrap_or_default());
        name.push(format!(".{process}-{attempt}.part"));
        let path = folder.join(name);
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && attempt < ATTEMPTS => attempt += 1,
            Err(error) => return Err(error),
        }
    }
}

pub(crate) fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}
