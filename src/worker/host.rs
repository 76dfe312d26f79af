//! The worker's side: reads files, keeps tables, compares them.

use std::cell::RefCell;
use std::collections::HashMap;

use driftscope_drift::{DescribedColumn, Extent, Settings, assemble, check_comparable, describe_all, to_json};
use driftscope_table::{Cell, Column, Fingerprint, Split, Table, TableReader, split, split_choices};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageEvent};

use super::{ColumnSize, Command, Event, Problem, parcel};
use crate::state::{ReadChoice, Side};

/// Bytes that are read at once. A browser gives slices of this size twice as fast as those of a quarter of it, and
/// progress is still seen ten times a second.
const SLICE: f64 = 16.0 * 1024.0 * 1024.0;

/// Bytes that are hashed at once.
const HASHED: usize = 64 * 1024;

thread_local! {
    /// The columns that are kept here, by side.
    static TABLES: RefCell<[Option<Table>; 2]> = const { RefCell::new([None, None]) };
    /// The comparison that waits for columns compared elsewhere.
    static BEGUN: RefCell<Option<Begun>> = const { RefCell::new(None) };
}

/// A comparison of which some columns are done.
struct Begun {
    job: u32,
    settings: Settings,
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
        match serde_json::from_str(&text) {
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
                Ok(table) => keep_read(job, side, table),
                Err(problem) => post(&Event::Failed { job: Some(job), problem }, None),
            }
        }),
        Command::OfferSplit { side } => TABLES.with_borrow(|tables| {
            if let Some(table) = &tables[side.index()] {
                post(&Event::SplitOffered { choices: split_choices(table) }, None);
            }
        }),
        Command::Split { side, by } => part(side, &by),
        Command::Give { side, columns, to } => {
            let packed = TABLES
                .with_borrow_mut(|tables| tables[side.index()].as_mut().map(|table| parcel::pack(table, &columns)));
            if let Some((label, buffers)) = packed {
                post(&Event::Given { side, to, label }, Some(&buffers));
            }
        }
        Command::Adopt { side, label } => {
            let table = TABLES.with_borrow_mut(|tables| tables[side.index()].take());
            keep(side, parcel::unpack(table, label, &attached));
        }
        Command::Forget { side } => keep(side, None),
        Command::Swap => TABLES.with_borrow_mut(|tables| tables.swap(0, 1)),
        Command::Compare { job, settings, extent, columns, is_part } => {
            compare(job, settings, extent, columns, is_part)
        }
        Command::Describe { job, settings, extent } => {
            let described = serde_json::to_string(&describe(job, &settings, extent)).unwrap_or_default();
            post(&Event::Described { job, described }, None);
        }
        Command::Complete { job, described } => {
            let other: Vec<DescribedColumn> = serde_json::from_str(&described).unwrap_or_default();
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

fn keep_read(job: u32, side: Side, table: Table) {
    let mut words: Vec<&str> = table.files.iter().map(|file| file.read_as.as_str()).collect();
    words.dedup();
    let read_as = words.join("; ");
    let columns = table.columns.iter().map(size).collect();
    let read = Event::Read { job, rows: table.rows as u64, skipped: table.skipped, read_as, columns };
    keep(side, Some(table));
    post(&read, None);
}

/// Parts the only table; it stays as it was where that cannot be done.
fn part(side: Side, by: &Split) {
    let parted = TABLES.with_borrow(|tables| tables[side.index()].as_ref().map(|table| split(table, by)));
    let event = match parted {
        None => return,
        Some(Ok(parts)) => {
            let rows = parts.each_ref().map(|part| part.rows as u64);
            TABLES.set(parts.map(Some));
            Event::Parted { rows }
        }
        Some(Err(error)) => Event::Failed { job: None, problem: Problem::Unsplittable { message: error.to_string() } },
    };
    post(&event, None);
}

fn keep(side: Side, table: Option<Table>) {
    TABLES.with_borrow_mut(|tables| tables[side.index()] = table);
}

async fn read(job: u32, names: &[String], choice: &ReadChoice, attached: &Array) -> Result<Table, Problem> {
    let mut reader = TableReader::new(choice.options());
    let mut bytes = 0;
    let all_names = names.join(", ");
    let unusable = |error| Problem::Unusable { file: all_names.clone(), error };
    for (name, file) in names.iter().zip(attached.iter()) {
        reader.begin_file(name);
        let mut slices = Slices::of(name, file)?;
        while let Some(slice) = slices.next().await? {
            reader.feed(slice);
            bytes += slice.len() as u64;
            if let Some(error) = reader.is_hopeless() {
                return Err(unusable(error));
            }
            post(&Event::Reading { job, bytes, rows: reader.rows() as u64 }, None);
        }
        // The fingerprint comes later: it takes as long as the reading, and no verdict waits for it.
        reader.end_file(String::new());
    }
    reader.finish().map_err(unusable)
}

/// Compares the columns that are here.
fn describe(job: u32, settings: &Settings, extent: Extent) -> Vec<DescribedColumn> {
    TABLES.with_borrow(|tables| {
        let [Some(reference), Some(production)] = tables else { return Vec::new() };
        describe_all(reference, production, settings, extent, |done, columns| {
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
    let begun = Begun { job, settings, columns, described };
    if is_part { BEGUN.set(Some(begun)) } else { complete(begun, Vec::new()) }
}

/// Puts the report together.
fn complete(begun: Begun, other: Vec<DescribedColumn>) {
    let Begun { job, settings, columns: [reference, production], mut described } = begun;
    described.extend(other);
    // As they are compared in one place: the reference's columns, and then those that only production has.
    let order: HashMap<&str, usize> =
        production.iter().chain(&reference).rev().enumerate().map(|(place, name)| (name.as_str(), place)).collect();
    described.sort_by_key(|column| std::cmp::Reverse(order.get(column.name()).copied()));
    TABLES.with_borrow(|tables| {
        let [Some(reference), Some(production)] = tables else { return };
        let report = assemble(described, reference, production, &settings);
        post(&Event::Compared { job, report: to_json(&report) }, None);
    });
}

/// A table of columns of which nothing is known but their names.
fn bare(names: &[String]) -> Table {
    let column = |name: &String| Column { name: name.clone(), ..Column::default() };
    Table { columns: names.iter().map(column).collect(), ..Table::default() }
}

fn size(column: &Column) -> ColumnSize {
    let cells = column.cells.len() * size_of::<Cell>();
    ColumnSize { name: column.name.clone(), bytes: (cells + column.dictionary.byte_len()) as u64 }
}

async fn fingerprints(names: &[String], attached: &Array) -> Result<Vec<String>, Problem> {
    let mut all = Vec::with_capacity(names.len());
    for (name, file) in names.iter().zip(attached.iter()) {
        let mut fingerprint = Fingerprint::new();
        let mut slices = Slices::of(name, file)?;
        while let Some(slice) = slices.next().await? {
            // In small pieces: a browser replaces slow code by fast code between calls, not within one.
            slice.chunks(HASHED).for_each(|piece| fingerprint.feed(piece));
        }
        all.push(fingerprint.finish());
    }
    Ok(all)
}

/// The bytes of a file, or of the page's own demo, a slice at a time in one buffer. While one slice is worked on, the
/// browser fetches the next.
struct Slices<'a> {
    name: &'a str,
    source: Blob,
    /// The slice that is on its way, and where it ends.
    coming: Option<(JsFuture, f64)>,
    buffer: Vec<u8>,
}

impl<'a> Slices<'a> {
    fn of(name: &'a str, source: JsValue) -> Result<Self, Problem> {
        let source = source.dyn_into::<Blob>().map_err(|reason| unreadable(name, &reason))?;
        let mut slices = Self { name, source, coming: None, buffer: Vec::new() };
        slices.fetch(0.0)?;
        Ok(slices)
    }

    fn fetch(&mut self, from: f64) -> Result<(), Problem> {
        let end = (from + SLICE).min(self.source.size());
        self.coming = None;
        if end > from {
            let slice =
                self.source.slice_with_f64_and_f64(from, end).map_err(|reason| unreadable(self.name, &reason))?;
            self.coming = Some((JsFuture::from(slice.array_buffer()), end));
        }
        Ok(())
    }

    async fn next(&mut self) -> Result<Option<&[u8]>, Problem> {
        let Some((slice, end)) = self.coming.take() else { return Ok(None) };
        let slice = slice.await.map_err(|reason| unreadable(self.name, &reason))?;
        self.fetch(end)?;
        let bytes = Uint8Array::new(&slice);
        self.buffer.resize(bytes.length() as usize, 0);
        bytes.copy_to(&mut self.buffer);
        Ok(Some(&self.buffer))
    }
}

fn unreadable(name: &str, reason: &JsValue) -> Problem {
    Problem::Unreadable { file: name.to_owned(), reason: words(reason) }
}

/// What a JavaScript exception says.
fn words(reason: &JsValue) -> String {
    match reason.dyn_ref::<js_sys::Error>() {
        Some(error) => String::from(error.message()),
        None => js_sys::Reflect::get(reason, &JsValue::from_str("message"))
            .ok()
            .and_then(|message| message.as_string())
            .unwrap_or_else(|| "no reason given".to_owned()),
    }
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

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
