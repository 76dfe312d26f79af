//! Reads files: those of a side, the tail of one, another tool's report, or all bytes of each for their fingerprints.

use super::beside::read_beside;
use super::fingerprint::fingerprints;
use super::parquet::{OneParquet, first_lines, is_parquet};
use super::source::{Chunks, FileSource, from_end, turn};
use super::tail::TailOf;
use super::{Engine, PROGRESS_STEP_BYTES};
use crate::feed::{FeedError, SideReader};
use crate::{Buffers, Command, Event, Problem, ReadChoice, SideData};

/// The files of a side, and how to read them.
struct Reading<'a, S> {
    job: u32,
    names: &'a [String],
    files: &'a [S],
    choice: &'a ReadChoice,
}

/// A file that is being read.
struct OneFile<'a, S> {
    number: usize,
    name: &'a str,
    source: &'a S,
    /// Bytes that were read of it.
    at: u64,
    /// The offset at which another worker reads on.
    tail_from: Option<u64>,
}

/// What is left to do of a file after a chunk.
#[derive(PartialEq)]
enum Rest {
    Chunks,
    Nothing,
}

impl<B: Buffers> Engine<B> {
    /// Does what needs files, which come in the order of the command's names.
    pub async fn read_files<S: FileSource>(&self, command: Command, files: Vec<S>) {
        match command {
            Command::Read { job, side, names, labels, choice } => {
                let with_rows = names.len().saturating_sub(labels).min(files.len());
                let (own, others) = (names.split_at(with_rows), files.split_at(with_rows));
                let reading = |names, files, choice| Reading { job, names, files, choice };
                match self.read(reading(own.0, others.0, &choice)).await {
                    Ok(data) if labels == 0 => self.keep_read(job, side, data),
                    Ok(data) => {
                        let labels = self.read(reading(own.1, others.1, &ReadChoice::default())).await;
                        let labels = labels.map_err(|problem| (own.1.join(", "), problem.advice()));
                        self.keep_read(job, side, data.with_labels(own.1, labels));
                    }
                    Err(problem) => self.emit(Event::Failed { job: Some(job), problem }),
                }
            }
            Command::ReadTail { job, name, from, choice } => {
                let Some(file) = files.first() else { return self.emit(Event::TailRead { tail: None }) };
                let tail = TailOf { job, name: &name, file, from, choice: &choice };
                if let Err(problem) = self.read_tail(tail).await {
                    self.emit(Event::Failed { job: Some(job), problem });
                }
            }
            Command::ReadFirst => {
                let lines = match files.first() {
                    Some(file) => first_lines(file).await.unwrap_or_default(),
                    None => String::new(),
                };
                self.emit(Event::FirstRead { lines });
            }
            Command::ReadBeside { name } => {
                let Some(file) = files.first() else { return self.emit(Event::BesideRead { beside: None }) };
                self.emit(match read_beside(&name, file).await {
                    Ok(beside) => Event::BesideRead { beside: beside.map(Box::new) },
                    Err(problem) => Event::Failed { job: None, problem },
                });
            }
            Command::Fingerprint { names } => match fingerprints(&names, &files).await {
                Ok(sha256) => self.emit(Event::Fingerprinted { sha256 }),
                Err(problem) => self.emit(Event::Failed { job: None, problem }),
            },
            _ => {}
        }
    }

    async fn read<S: FileSource>(&self, reading: Reading<'_, S>) -> Result<SideData, Problem> {
        let all_names = reading.names.join(", ");
        let mut reader = SideReader::new(reading.choice.options());
        let mut bytes = 0;
        for (number, (name, source)) in reading.names.iter().zip(reading.files).enumerate() {
            if is_parquet(source).await {
                let Reading { job, choice, .. } = reading;
                let file = OneParquet { job, name, source, choice, before: bytes };
                self.read_parquet(file, &mut reader).await?;
                bytes += source.size();
                continue;
            }
            reader.begin_file(name);
            let file = OneFile { number, name, source, at: 0, tail_from: None };
            self.read_file(reading.job, file, &mut reader, &mut bytes)
                .await?
                .map_err(|error| problem(error, &all_names))?;
            // The fingerprint comes later: it takes as long as the reading, and no verdict waits for it.
            reader.end_file(String::new()).map_err(|error| problem(error, name))?;
        }
        reader.finish().map_err(|error| problem(error, &all_names))
    }

    /// Reads one file. `bytes` counts those of all files.
    async fn read_file<S: FileSource>(
        &self,
        job: u32,
        mut file: OneFile<'_, S>,
        reader: &mut SideReader,
        bytes: &mut u64,
    ) -> Result<Result<(), FeedError>, Problem> {
        let unreadable = |reason| Problem::Unreadable { file: file.name.to_owned(), reason };
        let mut chunks = file.source.chunks(0).map_err(unreadable)?;
        let mut count = 0_u32;
        while let Some(chunk) = chunks.next().await.map_err(unreadable)? {
            let before = *bytes / PROGRESS_STEP_BYTES;
            *bytes += chunk.len() as u64;
            if *bytes / PROGRESS_STEP_BYTES > before {
                self.emit(Event::Reading { job, bytes: *bytes, rows: reader.row_count() });
            }
            match self.take(chunk, &mut file, reader, bytes).await {
                Ok(Rest::Chunks) => {}
                Ok(Rest::Nothing) => break,
                Err(error) => return Ok(Err(error)),
            }
            if reader.is_profile() {
                continue;
            }
            count += 1;
            if count == 1 && reader.rows().is_some_and(|rows| rows.may_be_shared(file.source.size())) {
                self.emit(Event::CanLeaveTail { file: file.number });
            }
            // The answer comes soon: it is looked for ever more rarely.
            if count.is_power_of_two() {
                turn(file.source).await;
            }
            if let Some(from) = self.tail.leave(file.number, file.source, file.at).await {
                file.tail_from = Some(from);
                self.emit(Event::TailLeft { file: file.number, from });
            }
        }
        Ok(Ok(()))
    }

    /// Feeds a chunk to the reader, and appends the tail once its offset is reached.
    async fn take<S: FileSource>(
        &self,
        mut chunk: &[u8],
        file: &mut OneFile<'_, S>,
        reader: &mut SideReader,
        bytes: &mut u64,
    ) -> Result<Rest, FeedError> {
        let end = file.at + chunk.len() as u64;
        if let (Some(from), Some(rows)) = (file.tail_from.filter(|from| *from < end), reader.rows()) {
            let (before, after) = chunk.split_at((from - file.at) as usize);
            rows.feed(before);
            let is_appended = self.tail.append(rows).await;
            if is_appended {
                *bytes += from_end(file.source, end);
            }
            self.emit(Event::TailAppended { bytes: *bytes, rows: reader.row_count() });
            if is_appended {
                return Ok(Rest::Nothing);
            }
            (chunk, file.tail_from) = (after, None);
        }
        file.at = end;
        reader.feed(chunk)?;
        let Some(rows) = reader.rows().filter(|rows| file.tail_from.is_none() && rows.is_done()) else {
            return Ok(Rest::Chunks);
        };
        let rest = from_end(file.source, end);
        rows.pass(rest);
        *bytes += rest;
        Ok(Rest::Nothing)
    }
}

/// What stops the work if the files cannot be used.
fn problem(error: FeedError, file: &str) -> Problem {
    let file = file.to_owned();
    match error {
        FeedError::Rows(error) => Problem::Unusable { file, error },
        FeedError::Profile(error) => Problem::BadProfile { file, message: error.to_string() },
    }
}
