//! Reads the files of a side from chunks of bytes: rows into a table, profiles into a profile of all.

use driftscope_drift::{Profile, ProfileError, is_profile, profile_from_bytes};
use driftscope_table::{ReadError, ReadOptions, Table, TableReader};

use crate::SideData;
use crate::parquet_files::ParquetFiles;

/// Why the files of a side cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    /// The rows cannot.
    #[error(transparent)]
    Rows(#[from] ReadError),
    /// The profile that ended last, or one with the rows beside it, cannot.
    #[error(transparent)]
    Profile(#[from] ProfileError),
}

/// The reader of one side.
pub struct SideReader {
    rows: TableReader,
    /// Files of rows that have begun.
    files_of_rows: usize,
    parquet: ParquetFiles,
    profile: Option<Profile>,
    file: File,
}

/// The file that is being read.
enum File {
    /// Its first bytes have not come: they tell rows from a profile.
    Unknown(String),
    Rows,
    /// The bytes of a profile so far.
    Profile(Vec<u8>),
}

impl SideReader {
    /// A reader without a file.
    pub fn new(options: ReadOptions) -> Self {
        Self {
            rows: TableReader::new(options),
            files_of_rows: 0,
            parquet: ParquetFiles::default(),
            profile: None,
            file: File::Unknown(String::new()),
        }
    }

    /// Begins the next file.
    pub fn begin_file(&mut self, name: &str) {
        self.file = File::Unknown(name.to_owned());
    }

    /// Begins the next file, which is known to hold rows, and returns its reader.
    pub fn begin_file_of_rows(&mut self, name: &str) -> &mut TableReader {
        self.begin_file(name);
        self.begin_rows();
        &mut self.rows
    }

    /// Begins the next file, a Parquet file of this many bytes. Its rows go to the table as records, or as they are.
    pub fn begin_parquet(&mut self, name: &str, bytes: u64) -> &mut TableReader {
        self.parquet.begin(self.files_of_rows, name, bytes);
        self.begin_file_of_rows(name)
    }

    /// Ends a Parquet file, whose bytes have this SHA-256, with the columns of which values could not be read, and how many of each.
    pub fn end_parquet(&mut self, sha256: String, unread: Vec<(String, u64)>) {
        self.parquet.end(unread);
        self.rows.end_file(sha256);
    }

    /// Takes the next bytes of the file. An error ends the reading: the rows of the side are not a data set.
    pub fn feed(&mut self, chunk: &[u8]) -> Result<(), FeedError> {
        if matches!(self.file, File::Unknown(_)) {
            if is_profile(chunk) {
                self.file = File::Profile(Vec::new());
            } else {
                self.begin_rows();
            }
        }
        if let File::Profile(bytes) = &mut self.file {
            bytes.extend_from_slice(chunk);
            return Ok(());
        }
        self.rows.feed(chunk);
        match self.rows.is_hopeless() {
            Some(error) => Err(error.into()),
            None => Ok(()),
        }
    }

    /// Whether the file is known to be a profile.
    pub fn is_profile(&self) -> bool {
        matches!(self.file, File::Profile(_))
    }

    /// The reader of the rows, for what only a file of rows has: a tail, and bytes that need not be read.
    pub fn rows(&mut self) -> Option<&mut TableReader> {
        matches!(self.file, File::Rows).then_some(&mut self.rows)
    }

    /// The rows read so far.
    pub fn row_count(&self) -> u64 {
        self.rows.rows() as u64
    }

    /// Ends the file, whose bytes have this SHA-256; it may be empty, to be known later.
    pub fn end_file(&mut self, sha256: String) -> Result<(), FeedError> {
        if matches!(self.file, File::Unknown(_)) {
            self.begin_rows();
        }
        match std::mem::replace(&mut self.file, File::Rows) {
            File::Profile(bytes) => {
                let mut part = profile_from_bytes(&bytes)?;
                part.opened.extend(Some(sha256).filter(|sha256| !sha256.is_empty()));
                Ok(merge(&mut self.profile, part)?)
            }
            File::Rows | File::Unknown(_) => {
                self.rows.end_file(sha256);
                Ok(())
            }
        }
    }

    /// The data of the side.
    pub fn finish(self) -> Result<SideData, FeedError> {
        let Self { rows, parquet, files_of_rows, mut profile, .. } = self;
        let table = || {
            let mut table = rows.finish()?;
            parquet.settle(&mut table);
            Ok::<Table, ReadError>(table)
        };
        if profile.is_none() {
            return Ok(SideData::Rows(table()?));
        }
        if files_of_rows > 0 {
            merge(&mut profile, Profile::of(&table()?))?;
        }
        Ok(SideData::Profile(profile.unwrap_or_default()))
    }

    fn begin_rows(&mut self) {
        if let File::Unknown(name) = std::mem::replace(&mut self.file, File::Rows) {
            self.rows.begin_file(&name);
            self.files_of_rows += 1;
        }
    }
}

/// Adds a profile to those of the same side.
fn merge(all: &mut Option<Profile>, part: Profile) -> Result<(), ProfileError> {
    match all {
        Some(all) => all.merge(part),
        None => {
            *all = Some(part);
            Ok(())
        }
    }
}
