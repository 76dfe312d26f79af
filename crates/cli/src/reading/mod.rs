//! Reads both sides at the same time, each on a thread of its own, and takes the fingerprint of every byte on the way. A
//! large file that would leave a core idle is read by two threads: see `shared_file`.

mod context;
mod data;
mod files;
mod parquet_files;
mod pieces;
mod shared_file;

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use driftscope_drift::Profile;
use driftscope_session::SideData;
use driftscope_table::{ReadOptions, Table};

use crate::input_error::InputError;
use crate::progress;
use crate::sources::Source;
use context::Reading;
pub(crate) use data::Parts;

/// Bytes of a side that are read even if the other has failed, so that the faults of both are named, and which ones does not
/// hang on which thread was faster. A quarter of a second; nobody waits for a pipe.
const READ_ON: u64 = 64 << 20;

/// Reads the only log, whose rows are needed.
pub(crate) fn read_one(sources: &[Source], options: &ReadOptions) -> Result<Table, InputError> {
    if let Some(profile) = sources.iter().find(|source| source.is_profile()) {
        return Err(InputError::ProfileWithoutRows { place: profile.place() });
    }
    alone("log", sources, options, |reading| files::read_rows(reading, sources))
}

/// Reads files of rows and profiles into one profile.
pub(crate) fn read_profile(sources: &[Source], options: &ReadOptions, parts: &Parts) -> Result<Profile, InputError> {
    alone("data", sources, options, |reading| data::profile(reading, sources, parts))
}

fn alone<T>(side: &'static str, sources: &[Source], options: &ReadOptions, read: impl FnOnce(&Reading<'_>) -> T) -> T {
    let bars = progress::bars([sources, &[]]);
    let read = read(&Reading {
        side,
        options,
        bar: &bars.reference,
        other: None,
        give_up: &AtomicBool::new(false),
        read_on: 0,
    });
    bars.clear();
    read
}

/// Reads the reference and production.
pub(crate) fn read_both(
    reference: &[Source],
    production: &[Source],
    options: &ReadOptions,
) -> Result<(SideData, SideData), InputError> {
    let bars = progress::bars([reference, production]);
    let give_up = AtomicBool::new(false);
    let [reference, production] = thread::scope(|scope| {
        let bars = [&bars.reference, &bars.production];
        let sides = [("reference", reference, bars), ("production", production, [bars[1], bars[0]])];
        let threads = sides.map(|(side, sources, [bar, other])| {
            let give_up = &give_up;
            let work = move || {
                let read_on = if sources.iter().all(|source| source.size().is_some()) { READ_ON } else { 0 };
                let reading = Reading { side, options, bar, other: Some(other), give_up, read_on };
                let data = data::data(&reading, sources);
                bar.finish();
                if data.is_err() {
                    give_up.store(true, Ordering::Relaxed);
                }
                data
            };
            (side, scope.spawn(work))
        });
        threads.map(|(side, thread)| thread.join().unwrap_or(Err(InputError::Broken { side })))
    });
    bars.clear();
    match (reference, production) {
        (Ok(reference), Ok(production)) => Ok((reference, production)),
        // What was given up says nothing: the reason is the other side's.
        (Err(InputError::GivenUp), Err(error)) | (Err(error), Err(InputError::GivenUp)) => Err(error),
        (Err(reference), Err(production)) => Err(InputError::Both(Box::new([reference, production]))),
        (Err(error), Ok(_)) | (Ok(_), Err(error)) => Err(error),
    }
}
