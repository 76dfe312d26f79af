//! Reads one large file with two threads, where a core would be idle otherwise: the only log, or a side that is much
//! larger than the other.
//!
//! One thread reads from the beginning, another from a line in its middle, and a third computes the fingerprint, which
//! needs all bytes in their order and a third of the time. What comes of it is what one thread would have read: where the
//! reader of tables cannot say so, the first thread reads the rest, too.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

use driftscope_table::{Fingerprint, TableReader, Tail, cut, line_search, line_start};

use super::context::Reading;
use super::pieces::each_piece_of;
use crate::input_error::InputError;
use crate::sources::Source;

/// Bytes from which it is seen how a file is written.
const BEGINNING: u64 = 1 << 20;

/// A file for two threads.
pub(crate) struct Share<'a> {
    source: &'a Source,
    path: &'a Path,
    /// Where the second part begins.
    at: u64,
    bytes: u64,
}

impl<'a> Share<'a> {
    /// The file, if sharing is worthwhile: parts of at least `least` bytes, and an idle core.
    pub(crate) fn of(reading: &Reading<'_>, source: &'a Source, least: u64) -> Option<Self> {
        let path = source.path()?;
        let bytes = source.size()?;
        // What the other side has not read yet; of a pipe nobody knows.
        let beside = match reading.other {
            None => 0,
            Some(bar) if bar.is_finished() => 0,
            Some(bar) => bar.length()?.saturating_sub(bar.position()),
        };
        let cut = cut(bytes, beside, least)?;
        let has_cores = thread::available_parallelism().is_ok_and(|cores| cores.get() > 1);
        // The reader itself reports a file that cannot be read.
        let at = has_cores.then(|| first_line(path, cut)).and_then(Result::ok).flatten()?;
        looks_shareable(path, bytes, reading).unwrap_or(false).then_some(Self { source, path, at, bytes })
    }

    /// Reads the whole file, which the reader has begun. Gives its SHA-256.
    pub(crate) fn read(&self, reading: &Reading<'_>, reader: &mut TableReader) -> Result<String, InputError> {
        let progress = AtomicU64::new(0);
        // The second part is in vain.
        let stop = AtomicBool::new(false);
        let (tail, hash) = thread::scope(|scope| {
            let second = scope.spawn(|| self.tail(reading, &progress, &stop));
            let hash = scope.spawn(|| self.fingerprint(reading));
            let first = self.feed(reading, reader, 0..self.at);
            if first.is_err() || !reader.is_divisible() {
                stop.store(true, Ordering::Relaxed);
            }
            let broken = || InputError::Broken { side: reading.side };
            let second = second.join().unwrap_or_else(|_| Err(broken()));
            let hash = hash.join().unwrap_or_else(|_| Err(broken()));
            first.map(|()| (second, hash))
        })?;
        if !tail?.is_some_and(|tail| reader.append(tail)) {
            // What was read in vain is no progress.
            reading.bar.dec(progress.into_inner());
            self.feed(reading, reader, self.at..self.bytes)?;
        }
        hash
    }

    /// Feeds these bytes of the file to the reader.
    fn feed(&self, reading: &Reading<'_>, reader: &mut TableReader, range: Range<u64>) -> Result<(), InputError> {
        self.each_piece(range, &mut |piece| {
            reader.feed(piece);
            reading.bar.inc(piece.len() as u64);
            reading.go_on()
        })
    }

    /// What another reader makes of the second part; nothing where that is in vain.
    fn tail(&self, reading: &Reading<'_>, progress: &AtomicU64, stop: &AtomicBool) -> Result<Option<Tail>, InputError> {
        let mut reader = TableReader::of_tail(reading.options.clone(), &self.source.name(), self.at);
        let read = self.each_piece(self.at..self.bytes, &mut |piece| {
            reader.feed(piece);
            reading.bar.inc(piece.len() as u64);
            progress.fetch_add(piece.len() as u64, Ordering::Relaxed);
            if stop.load(Ordering::Relaxed) { Err(InputError::GivenUp) } else { reading.go_on() }
        });
        match read {
            Err(InputError::GivenUp) => reading.go_on().map(|()| None),
            Err(error) => Err(error),
            Ok(()) => Ok(reader.finish_tail()),
        }
    }

    fn fingerprint(&self, reading: &Reading<'_>) -> Result<String, InputError> {
        let mut fingerprint = Fingerprint::new();
        self.each_piece(0..self.bytes, &mut |piece| {
            fingerprint.feed(piece);
            reading.go_on()
        })?;
        Ok(fingerprint.finish())
    }

    /// Hands over these bytes of the file. What is appended meanwhile is not looked at.
    fn each_piece(
        &self,
        range: Range<u64>,
        take: &mut dyn FnMut(&[u8]) -> Result<(), InputError>,
    ) -> Result<(), InputError> {
        let unreadable = |reason| InputError::Unreadable { place: self.source.place(), reason };
        let mut left = range.end - range.start;
        let part = part(self.path, range).map_err(unreadable)?;
        each_piece_of(part, self.source, &mut |piece| {
            left -= piece.len() as u64;
            take(piece)
        })?;
        if left == 0 { Ok(()) } else { Err(unreadable(io::Error::other("it became shorter while it was read"))) }
    }
}

/// These bytes of a file.
fn part(path: &Path, range: Range<u64>) -> io::Result<impl Read> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(range.start))?;
    Ok(file.take(range.end - range.start))
}

/// The first place from `cut` on at which a line begins, if there is one soon.
fn first_line(path: &Path, cut: u64) -> io::Result<Option<u64>> {
    let mut bytes = Vec::new();
    let search = line_search(cut);
    part(path, search.clone())?.read_to_end(&mut bytes)?;
    Ok(line_start(search.start, &bytes))
}

/// Whether two readers can share the file, judged by its beginning. `bytes` is its size.
fn looks_shareable(path: &Path, bytes: u64, reading: &Reading<'_>) -> io::Result<bool> {
    let mut beginning = Vec::new();
    part(path, 0..BEGINNING)?.read_to_end(&mut beginning)?;
    let mut reader = TableReader::new(reading.options.clone());
    reader.begin_file("");
    reader.feed(&beginning);
    Ok(reader.may_be_shared(bytes))
}

#[cfg(test)]
mod tests {
    use std::{env, fs, process};

    use driftscope_table::{ReadOptions, Table};
    use indicatif::ProgressBar;

    use super::*;

    /// A file of its own, which goes with the test.
    struct TestFile(Source);

    impl TestFile {
        fn new(name: &str, text: &str) -> Self {
            let path = env::temp_dir().join(format!("driftscope-{}-{name}", process::id()));
            fs::write(&path, text).unwrap();
            Self(Source::File(path))
        }

        /// Its table as two threads read it, if they do, and as one does. `beside` is the number of bytes that the other side has to read.
        fn tables(&self, beside: Option<u64>) -> (Option<Table>, Table) {
            let (bar, other) = (ProgressBar::hidden(), ProgressBar::hidden());
            other.set_length(beside.unwrap_or(0));
            let (options, give_up) = (ReadOptions::default(), AtomicBool::new(false));
            let other = beside.map(|_| &other);
            let reading = Reading { side: "log", options: &options, bar: &bar, other, give_up: &give_up, read_on: 0 };
            let bytes = fs::read(self.0.path().unwrap()).unwrap();
            let begun = || {
                let mut reader = TableReader::new(options.clone());
                reader.begin_file(&self.0.name());
                reader
            };
            let shared = Share::of(&reading, &self.0, 1_000).map(|share| {
                let mut reader = begun();
                let sha256 = share.read(&reading, &mut reader).unwrap();
                reader.end_file(sha256);
                assert_eq!(bar.position(), bytes.len() as u64);
                reader.finish().unwrap()
            });
            let mut fingerprint = Fingerprint::new();
            fingerprint.feed(&bytes);
            let mut reader = begun();
            reader.feed(&bytes);
            reader.end_file(fingerprint.finish());
            (shared, reader.finish().unwrap())
        }
    }

    impl Drop for TestFile {
        fn drop(&mut self) {
            if let Some(path) = self.0.path() {
                let _ = fs::remove_file(path);
            }
        }
    }

    fn line(row: usize, t: &str) -> String {
        format!("{{\"id\":\"n{row}\",\"x\":{row}.5,\"t\":\"{t}\"}}\n")
    }

    fn log(rows: usize) -> String {
        (0..rows).map(|row| line(row, "none")).collect()
    }

    #[test]
    fn two_threads_read_what_one_reads() {
        if thread::available_parallelism().is_ok_and(|cores| cores.get() == 1) {
            return;
        }
        let file = TestFile::new("plain", &log(4_000));
        let (shared, whole) = file.tables(None);
        assert_eq!(shared, Some(whole));
        let (shared, whole) = file.tables(Some(30_000));
        assert_eq!(shared, Some(whole));
        // As large as the other side.
        assert_eq!(file.tables(Some(1 << 20)).0, None);
    }

    #[test]
    fn the_first_thread_reads_on_where_that_would_not_be_the_same() {
        let moment = |row: usize| format!("2024-01-01T{:02}:{:02}:{:02}Z", row / 3_600, row / 60 % 60, row % 60);
        let late: String = (0..2_000).map(|row| line(row, &moment(row))).collect();
        let file = TestFile::new("late", &(log(2_500) + &late));
        let (shared, whole) = file.tables(None);
        assert!(shared.is_none_or(|shared| shared == whole));
    }

    #[test]
    fn other_files_are_left_to_one_thread() {
        let array = format!("[{}]", log(4_000).trim_end().replace('\n', ",\n"));
        for (name, text) in [("array", array), ("small", log(20)), ("line", log(4_000).replace('\n', " "))] {
            assert_eq!(TestFile::new(name, &text).tables(None).0, None, "{name}");
        }
    }
}
