//! One column of both data sets: its kind, its values on both sides, its tests.

mod described;
mod fill;
mod sides;

use driftscope_report::{Kind, Presence, Preset, Reading, Role, Settings, Split};
use driftscope_table::typing::decide;

pub(crate) use described::{Described, THE_TIME};
use fill::Filled;
pub(crate) use sides::{ColumnSides, Labels, NumberSides, Running};

use crate::checks::missing_words;
use crate::checks::mixed_types;
use crate::checks::reading;
use crate::checks::running_number;
use crate::checks::sequence;
use crate::extent::Extent;
use crate::roles;
use crate::rules::Subject;
use crate::values::label::Label;

/// Describes and tests a column.
pub(crate) fn describe<S: ColumnSides>(name: &str, sides: &S, settings: &Settings, extent: Extent) -> Described {
    let choice = settings.columns.get(name);
    let evidence = sides.evidence();
    let (Running { kind, is_order_unknown, is_sequence }, reading) = kind(name, sides, settings);
    let there = sides.are_there();
    // A label is what really happened, whatever its name says: the duration of a ride is no latency of the service.
    let guessed = || match kind {
        Kind::Numeric | Kind::Boolean | Kind::Category | Kind::Constant if sides.are_labels() => Role::Target,
        _ => roles::guess_on(there, name, kind, roles::Content::of(evidence)),
    };
    let role = choice.and_then(|choice| choice.role).unwrap_or_else(guessed);
    let presence = match there {
        [true, false] => Presence::Reference,
        [false, true] => Presence::Production,
        _ => Presence::Both,
    };
    let mut described = Described::new(name, (kind, role, presence), evidence, settings);
    described.report.reading.extend(reading);
    let words = sides.missing_words();
    let rows = [0, 1].map(|side| sides.missing(side, 0));
    described.report.reading.extend(missing_words::reading(&words, kind, rows));
    described.report.missing_words = words;
    if let Some(unit) = evidence.iter().find_map(|side| side.unit).filter(|_| kind == Kind::Numeric) {
        described.report.unit = Some(unit.0.to_owned());
        described.report.reading.push(reading::of_unit(unit));
    }
    if kind == Kind::Numeric && described.report.unit.is_none() && reading::are_spans(evidence) {
        described.report.unit = Some("s".to_owned());
        described.report.reading.push(reading::of_spans());
    }
    described.mixed_types = mixed_types::mixed_types(name, evidence, || sides.number_texts());
    if let Some(reason) = described.report.not_tested.as_mut().filter(|_| is_order_unknown) {
        reason.push_str(running_number::ORDER_UNKNOWN);
    }
    if let Some(reason) = sides.without_values(kind) {
        described.report.not_tested.get_or_insert_with(|| reason.to_owned());
    }
    let is_tested = described.report.not_tested.is_none();
    let extent = match extent {
        _ if settings.choice(name, kind).test.is_some() => Extent::Full,
        Extent::Verdict if settings.preset != Preset::Calibrated => Extent::Full,
        other => other,
    };
    let Filled { labels, placeholders } = described.fill(sides, is_tested, extent);
    described.warn(sides, placeholders, choice.is_some_and(|choice| choice.kind.is_some()));
    if is_sequence && !described.left_out {
        described.report.drift.parts.clear();
        described.report.not_tested = Some(sequence::REASON.to_owned());
    }
    described.test_missing();
    let is_left_out = splits_by(settings, name) || choice.is_some_and(|choice| choice.ignore);
    if extent != Extent::Verdict && presence == Presence::Both && !is_left_out {
        described.judge(sides, labels.as_deref(), is_tested, settings);
    }
    described
}

/// The kind and the role of a column of which one side is known.
pub(crate) fn kind_alone<S: ColumnSides>(name: &str, sides: &S) -> (Kind, Role) {
    let (Running { kind, .. }, _) = kind(name, sides, &Settings::default());
    (kind, roles::guess_on(sides.are_there(), name, kind, roles::Content::of(sides.evidence())))
}

/// Whether one log was split by the values of this column.
fn splits_by(settings: &Settings, name: &str) -> bool {
    matches!(&settings.split, Some(Split::Value { column, .. }) if column == name)
}

/// The kind, and how the values were read if there was a choice.
fn kind<S: ColumnSides>(name: &str, sides: &S, settings: &Settings) -> (Running, Option<Reading>) {
    let choice = settings.columns.get(name);
    // The role of time, set by a person, implies that the column holds date-times.
    let is_time = choice.is_some_and(|choice| choice.role == Some(Role::Time));
    match choice.and_then(|choice| choice.kind.or(is_time.then_some(Kind::Datetime))) {
        Some(kind) => (Running { kind, is_order_unknown: false, is_sequence: false }, None),
        None => {
            let [reference, production] = sides.evidence();
            let variety = sides.variety();
            let decided = decide(name, reference, production, variety);
            let running = sides.tell_running_numbers(decided.kind, &variety);
            let reading = || {
                reading::of_codes(decided).or_else(|| reading::of_clocks(name, running.kind, [reference, production]))
            };
            (running, (!running.is_sequence).then(reading).flatten())
        }
    }
}

impl Described {
    /// Adds what the rules of other tools make of the column.
    fn judge<S: ColumnSides>(&mut self, sides: &S, labels: Option<&[Label]>, is_tested: bool, settings: &Settings) {
        let (name, kind) = (self.report.name.as_str(), self.report.kind);
        self.report.presets = sides.judge(&Subject {
            name,
            kind,
            labels,
            tests: &self.report.tests,
            // No other rule has a test of words, of lists, of vectors or on the circle.
            is_tested: is_tested && !matches!(kind, Kind::Text | Kind::Tags | Kind::Vector | Kind::TimeOfDay),
            choice: &settings.choice(name, kind),
            preset: settings.preset,
        });
    }
}
