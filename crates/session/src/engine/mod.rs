//! The worker's side of a session: reads files, keeps what was read, and compares it.
//!
//! An [`Engine`] turns [`Command`]s into [`Event`]s. How bytes are read and how buffers are sent are its host's: see
//! [`FileSource`] and [`Buffers`].

mod bar;
mod beside;
mod compare;
mod fine;
mod fingerprint;
mod parquet;
mod period;
mod read;
mod source;
mod tail;
mod windows;

use std::cell::RefCell;

use driftscope_drift::{Extent, KeptReference, KnownColumns, KnownParts, RowWindows, SortedColumns, sample_rows};
use driftscope_report::{Split, Zone};
use driftscope_table::{Table, split, split_choices, split_rows};

use self::bar::BegunBar;
use self::compare::Begun;
pub use self::source::{Chunks, FileSource, ParquetRows, ParquetStep};
use self::tail::TailSlot;
use crate::row_columns::RowColumns;
use crate::{Buffers, Command, Event, Problem, RowOutlines, Side, SideData, TableLabel, check_carried, parcel};

/// Bytes between two reports of progress: ten times a second.
const PROGRESS_STEP_BYTES: u64 = 16 * 1024 * 1024;

/// The state of a worker.
pub struct Engine<B> {
    /// The columns of either side that are here.
    kept: RefCell<[Option<SideData>; 2]>,
    /// What is compared instead, if a period is chosen: its rows, and other rows than the whole reference's.
    chosen: RefCell<[Option<SideData>; 2]>,
    /// Some whole rows of each side, taken before its columns were distributed; none of a profile.
    samples: RefCell<[Option<Table>; 2]>,
    /// The windows of the rows of both sides, for a comparison that counts by them.
    windows: RefCell<Option<RowWindows>>,
    /// The windows of all rows, while those of a period are compared.
    whole_windows: RefCell<Option<RowWindows>>,
    /// The zone by whose clock moments are given; UTC if there is none.
    zone: RefCell<Option<Zone>>,
    /// What was computed before of all rows, and of those of a period.
    known: RefCell<[KnownColumns; 2]>,
    /// What is kept of the reference's columns.
    kept_reference: RefCell<KeptReference>,
    /// Production's columns, sorted.
    sorted: RefCell<SortedColumns>,
    /// The moments of production's rows, by the name of the column.
    moments: RefCell<Option<(String, Vec<Option<f64>>)>>,
    /// The parts that the next report of all rows may have, too, and the next one of the period.
    parts: RefCell<[Option<KnownParts>; 2]>,
    /// The comparison that waits for columns of another worker.
    begun: RefCell<Option<Begun>>,
    /// The report of a bar's rows that waits for them.
    begun_bar: RefCell<Option<BegunBar>>,
    tail: TailSlot,
    emit: Box<dyn Fn(Event, B)>,
}

impl<B: Buffers> Engine<B> {
    /// An engine that holds nothing. `emit` sends an event, and what goes with it, to the page.
    pub fn new(emit: impl Fn(Event, B) + 'static) -> Self {
        Self {
            kept: RefCell::default(),
            chosen: RefCell::default(),
            samples: RefCell::default(),
            windows: RefCell::default(),
            whole_windows: RefCell::default(),
            zone: RefCell::default(),
            known: RefCell::default(),
            kept_reference: RefCell::default(),
            sorted: RefCell::default(),
            moments: RefCell::default(),
            parts: RefCell::default(),
            begun: RefCell::default(),
            begun_bar: RefCell::default(),
            tail: TailSlot::default(),
            emit: Box::new(emit),
        }
    }

    /// Does what needs no file; commands with files go to [`Self::read_files`].
    pub fn on_command(&self, command: Command, mut buffers: B) {
        if matches!(command, Command::Adopt { .. } | Command::Forget { .. } | Command::Swap) {
            self.chosen.take();
        }
        if command.changes_rows() {
            self.forget_known();
        }
        match command {
            Command::LeaveTail { file, at } => self.tail.ask(file, at),
            Command::AppendTail { file, tail } => self.tail.receive(file, tail, &mut buffers),
            Command::OfferSplit { side } => self.offer_split(side),
            Command::Split { side, by } => self.split(side, &by),
            Command::CountSplit { side, by } => self.count_split(side, by),
            Command::Give { side, columns, to } => self.give(side, &columns, to),
            Command::Adopt { side, label, sample } => {
                let data = self.kept.borrow_mut()[side.index()].take();
                self.adopt(side, SideData::unpack(data, label, &mut buffers), sample, &mut buffers);
            }
            Command::Forget { side } => {
                self.kept.borrow_mut()[side.index()] = None;
                self.samples.borrow_mut()[side.index()] = None;
            }
            Command::Swap => {
                self.kept.borrow_mut().swap(0, 1);
                self.samples.borrow_mut().swap(0, 1);
            }
            Command::SetZone { zone } => self.set_zone(zone),
            Command::FindPeriod { job, period } => self.find_period(job, &period),
            Command::TakePeriod { outline } => self.take_period(outline, &mut buffers),
            Command::FindBar { job, bar, settings, columns, is_part } => {
                self.find_bar(Begun::new(job, settings, Extent::Verdict, columns), &bar, is_part);
            }
            Command::TakeBar { job, bar, settings } => self.take_bar(job, &bar, &settings, &mut buffers),
            Command::CompleteBar { job } => self.complete_bar(job, &buffers.take_text()),
            Command::FindWindows { job, time, version, windowing } => {
                self.find_windows(job, [time.as_deref(), version.as_deref()], windowing);
            }
            Command::TakeWindows { plan } => self.take_windows(plan, &mut buffers),
            Command::DescribeAhead { job, settings, columns } => self.describe_ahead(job, &settings, &columns),
            Command::CountFinely { job, column, buckets } => self.count_finely(job, column, &buckets),
            Command::Compare { job, settings, extent, columns, known, is_part } => {
                self.compare(Begun::new(job, settings, extent, columns), &known, is_part);
            }
            Command::Describe { job, settings, extent, known } => {
                let (described, rows) = self.describe(job, &settings, extent, &known);
                buffers.push_text(&serde_json::to_string(&described).unwrap_or_default());
                let rows = rows.pack(&mut buffers);
                self.emit_with(Event::Described { job, rows }, buffers);
            }
            Command::Complete { job, rows } => self.complete(job, rows, buffers),
            Command::Verify => self.verify([(); 3].map(|()| buffers.take_text())),
            // These have files.
            _ => {}
        }
    }

    fn complete(&self, job: u32, rows: RowOutlines, mut buffers: B) {
        let described = buffers.take_text();
        let counts = self.with_sides(|sides| sides.map(|side| side.rows().0 as usize));
        let rows = RowColumns::unpack(rows, counts.unwrap_or_default(), &mut buffers);
        self.complete_with(job, &described, rows);
    }

    fn verify(&self, [carried, made, page]: [String; 3]) {
        self.emit(match check_carried(&carried, &made, &page) {
            Ok(findings) => Event::Verified { findings },
            Err(error) => Event::Failed { job: None, problem: Problem::BadReport { message: error.to_string() } },
        });
    }

    /// Keeps columns of a side, and whole rows of it if some came with them.
    fn adopt(&self, side: Side, data: Option<SideData>, sample: Option<TableLabel>, buffers: &mut B) {
        self.kept.borrow_mut()[side.index()] = data;
        if let Some(sample) = sample {
            self.samples.borrow_mut()[side.index()] = parcel::unpack(None, sample, buffers);
        }
        self.turn_to_zone();
    }

    /// Turns all rows to the clock of another zone.
    fn set_zone(&self, zone: Option<Zone>) {
        self.zone.replace(zone);
        self.turn_to_zone();
        self.chosen.take();
        self.windows.take();
        self.whole_windows.take();
        self.forget_known();
    }

    /// Has all rows that are here go by the zone.
    fn turn_to_zone(&self) {
        let zone = self.zone.borrow();
        let (mut kept, mut samples) = (self.kept.borrow_mut(), self.samples.borrow_mut());
        let kept = kept.iter_mut().flatten().filter_map(SideData::table_mut);
        kept.chain(samples.iter_mut().flatten()).for_each(|table| table.set_zone(zone.as_ref()));
    }

    /// The rows are others: nothing of what was computed of them holds.
    fn forget_known(&self) {
        self.known.take();
        self.kept_reference.take();
        self.sorted.take();
        self.moments.take();
        self.parts.take();
    }

    fn emit(&self, event: Event) {
        self.emit_with(event, B::default());
    }

    fn emit_with(&self, event: Event, buffers: B) {
        (self.emit)(event, buffers);
    }

    fn keep_read(&self, job: u32, side: Side, data: SideData) {
        let (rows, skipped) = data.rows();
        let read = Event::Read { job, rows, skipped, read_as: data.read_as(), columns: data.sizes() };
        self.samples.borrow_mut()[side.index()] = data.table().map(sample_rows);
        self.kept.borrow_mut()[side.index()] = Some(data);
        self.forget_known();
        self.emit(read);
    }

    fn offer_split(&self, side: Side) {
        let choices = match &self.kept.borrow()[side.index()] {
            Some(SideData::Rows(table)) => split_choices(table),
            Some(SideData::Profile(profile)) => profile.split_choices(),
            None => return,
        };
        self.emit(Event::SplitOffered { choices });
    }

    fn count_split(&self, side: Side, by: Split) {
        let rows = match &self.kept.borrow()[side.index()] {
            Some(SideData::Rows(table)) => split_rows(table, &by).ok(),
            Some(SideData::Profile(profile)) => profile.split(&by).ok().map(|parts| parts.map(|part| part.rows)),
            None => return,
        };
        self.emit(Event::SplitCounted { by, rows });
    }

    /// Splits the only data set; it stays as it was if that cannot be done.
    fn split(&self, side: Side, by: &Split) {
        let parts = match &self.kept.borrow()[side.index()] {
            Some(SideData::Rows(table)) => {
                split(table, by).map(|parts| parts.map(SideData::Rows)).map_err(|error| error.to_string())
            }
            Some(SideData::Profile(profile)) => {
                profile.split(by).map(|parts| parts.map(SideData::Profile)).map_err(|error| error.to_string())
            }
            None => return,
        };
        match parts {
            Ok(parts) => {
                let rows = parts.each_ref().map(|part| part.rows().0);
                *self.samples.borrow_mut() = parts.each_ref().map(|part| part.table().map(sample_rows));
                *self.kept.borrow_mut() = parts.map(Some);
                self.emit(Event::Split { rows });
            }
            Err(message) => self.emit(Event::Failed { job: None, problem: Problem::Unsplittable { message } }),
        }
    }

    fn give(&self, side: Side, columns: &[String], to: usize) {
        let mut buffers = B::default();
        let Some(label) = self.kept.borrow_mut()[side.index()].as_mut().map(|data| data.pack(columns, &mut buffers))
        else {
            return;
        };
        // The first of those that keep columns writes the report.
        let sample = if to == 0 { self.samples.borrow_mut()[side.index()].take() } else { None };
        let sample = sample.map(|mut rows| {
            let names: Vec<String> = rows.columns.iter().map(|column| column.name.clone()).collect();
            parcel::pack(&mut rows, &names, &mut buffers)
        });
        self.emit_with(Event::Given { side, to, label, sample }, buffers);
    }
}
