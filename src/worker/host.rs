//! The worker's side: reads files, keeps tables, compares them.

use std::cell::RefCell;
use std::collections::HashMap;

use driftscope_drift::{
    DescribedColumn, Extent, Profile, ProfileError, check_comparable, is_profile, profile_from_bytes, sample_rows,
    with_columns_together,
};
use driftscope_report::Split;
use driftscope_report::{Settings, to_json};
use driftscope_table::{Column, Fingerprint, Table, TableReader, split, split_choices, split_rows};
use js_sys::Array;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageEvent};

use super::kept::{self, Kept};
use super::slices::{self, Slices};
use super::{parcel, tail};
use crate::state::{ReadChoice, Side};
use driftscope_session::{Command, Event, Problem};

/// Bytes after which it is said how far the reading is: ten times a second.
const TOLD: u64 = 16 * 1024 * 1024;

/// Bytes that are hashed at once: a browser replaces slow code by fast code between calls, not within one.
const HASHED: usize = 64 * 1024;

thread_local! {
    /// What is kept here of either side: columns of a table, or of a profile.
    static KEPT: RefCell<[Option<Kept>; 2]> = const { RefCell::new([None, None]) };
    /// Some whole rows of each side, taken before its columns parted; none of a profile.
    static SAMPLES: RefCell<[Option<Table>; 2]> = const { RefCell::new([None, None]) };
    /// The comparison that waits for columns compared elsewhere.
    static BEGUN: RefCell<Option<Begun>> = const { RefCell::new(None) };
}

/// A comparison of which some columns are done.
struct Begun {
    job: u32,
    settings: Settings,
    extent: Extent,
    columns: [Vec<String>; 2],
    described: Vec<DescribedColumn>,
}

/// Answers messages from now on.
pub(crate) fn start() {
    std::panic::set_hook(Box::new(|panic| {
        post(&Event::Failed { job: None, problem: Problem::Crashed { message: panic.to_string() } }, None);
    }));
    let answer = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| {
        let parts: Array = event.data().unchecked_into();
        let text = parts.shift().as_string().unwrap_or_default();
        match driftscope_report::value_from_json(&text) {
            Ok(command) => obey(command, parts),
            Err(error) => {
                post(&Event::Failed { job: None, problem: Problem::Crashed { message: error.to_string() } }, None);
            }
        }
    });
    scope().set_onmessage(Some(answer.as_ref().unchecked_ref()));
    // The worker listens until it is terminated.
    answer.forget();
}

fn obey(command: Command, attached: Array) {
    match command {
        Command::Read { job, side, names, choice } => spawn_local(async move {
            match read(job, &names, &choice, &attached).await {
                Ok(data) => keep_read(job, side, data),
                Err(problem) => post(&Event::Failed { job: Some(job), problem }, None),
            }
        }),
        Command::LeaveTail { file, at } => tail::divide(file, at),
        Command::ReadTail { job, name, from, choice } => spawn_local(async move {
            let mut told = 0;
            let progress = |bytes, rows| {
                if bytes / TOLD > told {
                    told = bytes / TOLD;
                    post(&Event::Reading { job, bytes, rows }, None);
                }
            };
            match tail::read((&name, attached.shift()), from, &choice, progress).await {
                Ok((event, buffers)) => post(&event, Some(&buffers)),
                Err(problem) => post(&Event::Failed { job: Some(job), problem }, None),
            }
        }),
        Command::AppendTail { file, tail } => tail::append(file, tail, &attached),
        Command::OfferSplit { side } => KEPT.with_borrow(|kept| {
            let choices = match &kept[side.index()] {
                Some(Kept::Rows(table)) => split_choices(table),
                Some(Kept::Profile(profile)) => profile.split_choices(),
                None => return,
            };
            post(&Event::SplitOffered { choices }, None);
        }),
        Command::Split { side, by } => part(side, &by),
        Command::CountSplit { side, by } => KEPT.with_borrow(|kept| {
            let rows = match &kept[side.index()] {
                Some(Kept::Rows(table)) => split_rows(table, &by).ok(),
                Some(Kept::Profile(profile)) => profile.split(&by).ok().map(|parts| parts.map(|part| part.rows)),
                None => return,
            };
            post(&Event::SplitCounted { by, rows }, None);
        }),
        Command::Give { side, columns, to } => {
            let packed = KEPT.with_borrow_mut(|kept| kept[side.index()].as_mut().map(|data| data.pack(&columns)));
            if let Some((label, buffers)) = packed {
                // The first of those that keep columns puts the report together.
                let sample =
                    if to == 0 { SAMPLES.with_borrow_mut(|samples| samples[side.index()].take()) } else { None };
                let sample = sample.map(|mut rows| {
                    let names: Vec<String> = rows.columns.iter().map(|column| column.name.clone()).collect();
                    let (label, more) = parcel::pack(&mut rows, &names);
                    more.iter().for_each(|buffer| _ = buffers.push(&buffer));
                    label
                });
                post(&Event::Given { side, to, label, sample }, Some(&buffers));
            }
        }
        Command::Adopt { side, label, sample } => {
            let data = KEPT.with_borrow_mut(|kept| kept[side.index()].take());
            keep(side, Kept::unpack(data, label, &attached));
            if let Some(sample) = sample {
                keep_sample(side, parcel::unpack(None, sample, &attached));
            }
        }
        Command::Forget { side } => {
            keep(side, None);
            keep_sample(side, None);
        }
        Command::Swap => {
            KEPT.with_borrow_mut(|kept| kept.swap(0, 1));
            SAMPLES.with_borrow_mut(|samples| samples.swap(0, 1));
        }
        Command::Compare { job, settings, extent, columns, is_part } => {
            compare(job, settings, extent, columns, is_part)
        }
        Command::Describe { job, settings, extent } => {
            let described = serde_json::to_string(&describe(job, &settings, extent)).unwrap_or_default();
            post_with_text(&Event::Described { job }, &described);
        }
        Command::Complete { job } => {
            let described = attached.shift().as_string().unwrap_or_default();
            let other: Vec<DescribedColumn> = driftscope_report::value_from_json(&described).unwrap_or_default();
            if let Some(begun) = BEGUN.take().filter(|begun| begun.job == job) {
                complete(begun, other);
            }
        }
        Command::Fingerprint { names } => spawn_local(async move {
            match fingerprints(&names, &attached).await {
                Ok(sha256) => post(&Event::Fingerprinted { sha256 }, None),
                Err(problem) => post(&Event::Failed { job: None, problem }, None),
            }
        }),
    }
}

fn keep_read(job: u32, side: Side, data: Kept) {
    let (rows, skipped) = data.rows();
    let read = Event::Read { job, rows, skipped, read_as: data.read_as(), columns: data.sizes() };
    keep_sample(side, if let Kept::Rows(table) = &data { Some(sample_rows(table)) } else { None });
    keep(side, Some(data));
    post(&read, None);
}

/// Parts the only table; it stays as it was where that cannot be done.
fn part(side: Side, by: &Split) {
    let parted = KEPT.with_borrow(|kept| match &kept[side.index()] {
        Some(Kept::Rows(table)) => {
            Some(split(table, by).map(|parts| parts.map(Kept::Rows)).map_err(|error| error.to_string()))
        }
        Some(Kept::Profile(profile)) => {
            Some(profile.split(by).map(|parts| parts.map(Kept::Profile)).map_err(|error| error.to_string()))
        }
        None => None,
    });
    let event = match parted {
        None => return,
        Some(Ok(parts)) => {
            let rows = parts.each_ref().map(|part| part.rows().0);
            SAMPLES.set(parts.each_ref().map(|part| part.table().map(sample_rows)));
            KEPT.set(parts.map(Some));
            Event::Split { rows }
        }
        Some(Err(error)) => Event::Failed { job: None, problem: Problem::Unsplittable { message: error } },
    };
    post(&event, None);
}

fn keep(side: Side, data: Option<Kept>) {
    KEPT.with_borrow_mut(|kept| kept[side.index()] = data);
}

fn keep_sample(side: Side, rows: Option<Table>) {
    SAMPLES.with_borrow_mut(|samples| samples[side.index()] = rows);
}

async fn read(job: u32, names: &[String], choice: &ReadChoice, attached: &Array) -> Result<Kept, Problem> {
    let mut reader = TableReader::new(choice.options());
    let mut bytes = 0;
    let all_names = names.join(", ");
    let unusable = |error| Problem::Unusable { file: all_names.clone(), error };
    let mut profile: Option<Profile> = None;
    let mut files_of_rows = 0;
    for (number, (name, file)) in names.iter().zip(attached.iter()).enumerate() {
        let mut slices = Slices::of(name, file.clone())?;
        let mut written: Option<Vec<u8>> = None;
        let mut is_first = true;
        // Bytes of this file, and where another worker reads on.
        let (mut at, mut division) = (0, None);
        let mut pieces = 0_u32;
        while let Some(mut piece) = slices.next().await? {
            let before = bytes / TOLD;
            bytes += piece.len() as u64;
            if bytes / TOLD > before {
                post(&Event::Reading { job, bytes, rows: reader.rows() as u64 }, None);
            }
            let begins = std::mem::take(&mut is_first);
            if begins {
                if is_profile(piece) {
                    written = Some(Vec::new());
                } else {
                    reader.begin_file(name);
                }
            }
            if let Some(written) = &mut written {
                written.extend_from_slice(piece);
                continue;
            }
            if let Some(from) = division.filter(|from| *from < at + piece.len() as u64) {
                let (before, after) = piece.split_at((from - at) as usize);
                reader.feed(before);
                let is_joined = tail::join(&mut reader).await;
                if is_joined {
                    bytes += from_end(&file, at + piece.len() as u64);
                }
                post(&Event::TailAppended { bytes, rows: reader.rows() as u64 }, None);
                if is_joined {
                    break;
                }
                (at, piece, division) = (from, after, None);
            }
            at += piece.len() as u64;
            reader.feed(piece);
            if let Some(error) = reader.is_hopeless() {
                return Err(unusable(error));
            }
            if division.is_none() && reader.is_done() {
                let rest = from_end(&file, at);
                reader.pass(rest);
                bytes += rest;
                break;
            }
            if begins && reader.may_be_shared(from_end(&file, 0)) {
                post(&Event::CanLeaveTail { file: number }, None);
            }
            pieces += 1;
            // The answer comes soon: it is looked for ever more rarely.
            if pieces.is_power_of_two() {
                slices::turn(&file).await;
            }
            if let Some(from) = tail::division(number, &file, at).await {
                division = Some(from);
                post(&Event::TailLeft { file: number, from }, None);
            }
        }
        if let Some(written) = written {
            add(&mut profile, name, profile_from_bytes(&written))?;
            continue;
        }
        if is_first {
            reader.begin_file(name);
        }
        // The fingerprint comes later: it takes as long as the reading, and no verdict waits for it.
        reader.end_file(String::new());
        files_of_rows += 1;
    }
    if profile.is_some() && files_of_rows > 0 {
        let table = reader.finish().map_err(unusable)?;
        add(&mut profile, &all_names, Ok(Profile::of(&table)))?;
        return Ok(Kept::Profile(profile.unwrap_or_default()));
    }
    match profile {
        Some(profile) => Ok(Kept::Profile(profile)),
        None => reader.finish().map(Kept::Rows).map_err(unusable),
    }
}

/// Adds a profile to those of the same side.
fn add(all: &mut Option<Profile>, file: &str, part: Result<Profile, ProfileError>) -> Result<(), Problem> {
    let added = part.and_then(|part| match all {
        Some(all) => all.merge(part),
        None => {
            *all = Some(part);
            Ok(())
        }
    });
    added.map_err(|error| Problem::BadProfile { file: file.to_owned(), message: error.to_string() })
}

/// Compares the columns that are here.
fn describe(job: u32, settings: &Settings, extent: Extent) -> Vec<DescribedColumn> {
    KEPT.with_borrow(|kept| {
        let [Some(reference), Some(production)] = kept else { return Vec::new() };
        kept::describe(reference, production, settings, extent, |done, columns| {
            post(&Event::Comparing { job, done: done as u64, columns: columns as u64 }, None);
        })
    })
}

fn compare(job: u32, settings: Settings, extent: Extent, columns: [Vec<String>; 2], is_part: bool) {
    BEGUN.take();
    let [reference, production] = columns.each_ref().map(|names| bare(names));
    if let Err(error) = check_comparable(&reference, &production) {
        let problem = Problem::Incomparable { message: error.to_string() };
        return post(&Event::Failed { job: Some(job), problem }, None);
    }
    let described = describe(job, &settings, extent);
    let begun = Begun { job, settings, extent, columns, described };
    if is_part { BEGUN.set(Some(begun)) } else { complete(begun, Vec::new()) }
}

/// Puts the report together.
fn complete(begun: Begun, other: Vec<DescribedColumn>) {
    let Begun { job, settings, extent, columns: [reference, production], mut described } = begun;
    described.extend(other);
    // As they are compared in one place: the reference's columns, and then those that only production has.
    let order: HashMap<&str, usize> =
        production.iter().chain(&reference).rev().enumerate().map(|(place, name)| (name.as_str(), place)).collect();
    described.sort_by_key(|column| std::cmp::Reverse(order.get(column.name()).copied()));
    KEPT.with_borrow(|kept| {
        let [Some(reference), Some(production)] = kept else { return };
        let report = kept::assemble(described, reference, production, &settings);
        let are_rows = matches!((reference, production), (Kept::Rows(_), Kept::Rows(_)));
        let report = SAMPLES.with_borrow(|samples| match samples {
            [Some(reference), Some(production)] if are_rows && extent == Extent::Full => {
                with_columns_together(report, [reference, production])
            }
            _ => report,
        });
        post_with_text(&Event::Compared { job }, &to_json(&report));
    });
}

/// A table of columns of which nothing is known but their names.
fn bare(names: &[String]) -> Table {
    let column = |name: &String| Column { name: name.clone(), ..Column::default() };
    Table { columns: names.iter().map(column).collect(), ..Table::default() }
}

/// How many bytes of a file lie behind this place.
fn from_end(file: &JsValue, at: u64) -> u64 {
    file.dyn_ref::<Blob>().map_or(0, |file| (file.size() as u64).saturating_sub(at))
}

async fn fingerprints(names: &[String], attached: &Array) -> Result<Vec<String>, Problem> {
    let mut all = Vec::with_capacity(names.len());
    for (name, file) in names.iter().zip(attached.iter()) {
        let mut fingerprint = Fingerprint::new();
        let mut slices = Slices::of(name, file)?;
        while let Some(piece) = slices.next().await? {
            piece.chunks(HASHED).for_each(|piece| fingerprint.feed(piece));
        }
        all.push(fingerprint.finish());
    }
    Ok(all)
}

/// Sends an event, and with it buffers that change owner.
fn post(event: &Event, buffers: Option<&Array>) {
    let message = Array::of1(&JsValue::from_str(&serde_json::to_string(event).unwrap_or_default()));
    let scope = scope();
    // A message can only be refused for want of memory, and then there is no way left to say so.
    let _ = match buffers {
        None => scope.post_message(&message),
        Some(buffers) => {
            for buffer in buffers.iter() {
                message.push(&buffer);
            }
            scope.post_message_with_transfer(&message, buffers)
        }
    };
}

/// Sends an event, and with it a long text: as it is, since within the event's own it would be quoted, and read twice.
fn post_with_text(event: &Event, text: &str) {
    let message = Array::of1(&JsValue::from_str(&serde_json::to_string(event).unwrap_or_default()));
    message.push(&JsValue::from_str(text));
    let _ = scope().post_message(&message);
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
