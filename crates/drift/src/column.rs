//! One column of both tables: its kind, its values on both sides, its tests.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use driftscope_stats::distinct_sorted;
use driftscope_stats::sample::Sample;
use driftscope_table::typing::{Evidence, TextClass, WrittenAs, decide, is_long, padded_digits};
use driftscope_table::{Cell, CellKind, Column, Split, Warning, WarningCode};
use serde::{Deserialize, Serialize};

use crate::buckets;
use crate::calibrated::TestedPart;
use crate::category;
use crate::compare::Extent;
use crate::labels::{self, Label};
use crate::numeric::{self, Numbers};
use crate::presets::{self, Subject};
use crate::test_results::TestResults;
use crate::{
    Binned, Categories, Histogram, Kind, MomentProfile, PrecisionChange, Presence, Preset, PresetVerdict, Quantiles,
    Role, Settings, Shift, Summary, TestResult, TextDrift, TypeChange, ValueChange,
};
use crate::{
    format, missing, moments, placeholder, precision, roles, running_number, shift, single_value, spelling, text,
};

/// Everything about a column but its verdict, which needs the other columns too.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Described {
    pub name: String,
    pub kind: Kind,
    pub role: Role,
    pub presence: Presence,
    pub sides: [Summary; 2],
    pub tests: BTreeMap<String, TestResult>,
    pub shift: Option<Shift>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_change: Option<ValueChange>,
    pub histogram: Option<Histogram>,
    pub quantiles: Option<Quantiles>,
    pub categories: Option<Categories>,
    pub text: Option<TextDrift>,
    pub moments: Option<MomentProfile>,
    pub parts: Vec<TestedPart>,
    /// Why its values are not tested.
    pub reason: Option<String>,
    /// It is left out of every test, that of the missing share too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub left_out: bool,
    pub type_change: Option<TypeChange>,
    pub precision_change: Option<PrecisionChange>,
    /// What each rule but the calibrated one says.
    pub presets: BTreeMap<String, PresetVerdict>,
    /// What is odd about the values of each side.
    pub warnings: [Vec<Warning>; 2],
    /// Both sides hold the same values equally often, whatever is missing.
    #[serde(default)]
    pub is_identical: bool,
    /// How coarse its values are, where only profiles of them are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub binned: Option<Binned>,
}

/// One side of a column: where it is found, the number of rows, and what they say of its type.
pub(crate) struct Side<'a> {
    pub column: Option<&'a Column>,
    pub evidence: Evidence,
    pub rows: u64,
}

impl<'a> Side<'a> {
    fn both(columns: [Option<&'a Column>; 2], rows: [u64; 2]) -> [Self; 2] {
        let [reference, production] = Evidence::of_sides(columns);
        [
            Self { column: columns[0], evidence: reference, rows: rows[0] },
            Self { column: columns[1], evidence: production, rows: rows[1] },
        ]
    }

    pub(crate) fn found(&self) -> Option<(&'a Column, &Evidence)> {
        self.column.map(|column| (column, &self.evidence))
    }

    /// The first text that is such.
    fn first_text(&self, is_such: impl Fn(&TextClass, &str) -> bool) -> Option<String> {
        let column = self.column?;
        let mut texts = self.evidence.classes.iter().zip(&self.evidence.code_counts).enumerate();
        let is_wanted = |code: usize, class| is_such(class, column.dictionary.get(code as u32));
        let found = texts.find(|(code, (class, count))| **count > 0 && is_wanted(*code, class));
        found.map(|(code, _)| column.dictionary.get(code as u32).to_owned())
    }

    fn numbers(&self, read: fn(&Column, &Evidence) -> Numbers) -> Numbers {
        self.column.map(|column| read(column, &self.evidence)).unwrap_or_default()
    }

    /// Rows without any of the labels' values.
    fn missing(&self, labels: &[Label], count: fn(&Label) -> u64) -> u64 {
        if self.column.is_none() { 0 } else { self.rows - labels.iter().map(count).sum::<u64>().min(self.rows) }
    }
}

/// Describes and tests a column. `rows` are those of the two tables.
pub(crate) fn describe(
    name: &str,
    columns: [Option<&Column>; 2],
    rows: [u64; 2],
    settings: &Settings,
    extent: Extent,
) -> Described {
    let choice = settings.columns.get(name);
    let sides = Side::both(columns, rows);
    let numbers = sides.each_ref().map(|side| side.numbers(numeric::numbers));
    // Whoever says that a column is the time says that it holds moments.
    let is_time = choice.is_some_and(|choice| choice.role == Some(Role::Time));
    let kind = choice.and_then(|choice| choice.kind.or(is_time.then_some(Kind::Datetime))).unwrap_or_else(|| {
        let evidence = sides.each_ref().map(|side| &side.evidence);
        let sorted = numbers.each_ref().map(|side| side.sorted.as_slice());
        let decided = decide(name, evidence[0], evidence[1], distinct(&sides, &numbers));
        running_number::or_identifier(decided, evidence, sorted)
    });
    let role = choice.and_then(|choice| choice.role).unwrap_or_else(|| {
        let content = roles::Content::of([&sides[0].evidence, &sides[1].evidence]);
        roles::guess_on(columns.map(|column| column.is_some()), name, kind, content)
    });
    let presence = match columns {
        [Some(_), None] => Presence::Reference,
        [None, Some(_)] => Presence::Production,
        _ => Presence::Both,
    };
    let evidence = sides.each_ref().map(|side| &side.evidence);
    let mut described = Described::undescribed(name, (kind, role, presence), evidence, settings);
    let is_tested = described.reason.is_none();
    let extent = match extent {
        _ if settings.choice(name, kind).test.is_some() => Extent::Full,
        Extent::Verdict if settings.preset != Preset::Calibrated => Extent::Full,
        other => other,
    };
    let mut labels = None;
    match kind {
        Kind::Numeric => described.fill_numeric(&numbers, is_tested, extent),
        Kind::Datetime => described.fill_datetime(&sides),
        Kind::Category | Kind::Boolean => labels = Some(described.fill_categories(&sides, &numbers, is_tested)),
        Kind::Constant => described.fill_constant(&sides, &numbers),
        Kind::Identifier => described.fill_counts(&sides, &numbers),
        Kind::Text => {
            described.fill_counts(&sides, &numbers);
            described.fill_text(&sides, is_tested, settings.alpha);
        }
    }
    for side in [0, 1] {
        let Side { evidence, .. } = &sides[side];
        let fits = fits(kind);
        let texts = || sides[side].first_text(|class, _| *class != TextClass::Null && !fits(class));
        let strangers = strangers((name, kind), evidence, described.sides[side].count, texts);
        let placeholder = (kind == Kind::Numeric).then(|| placeholder::warning(name, numbers[side].finite()));
        let hashed = buckets::warning(name, evidence);
        let open = spelling::warning((name, kind), evidence);
        let padded = || sides[side].first_text(|_, text| padded_digits(text).is_some());
        // Who chose the kind knows.
        let is_chosen = choice.is_some_and(|choice| choice.kind.is_some());
        let zeros = (!is_chosen).then(|| spelling::zeros_warning((name, kind), evidence, padded)).flatten();
        described.warnings[side].extend(zeros);
        described.warnings[side].extend(strangers.into_iter().chain(placeholder.flatten()).chain(hashed).chain(open));
    }
    described.test_missing();
    let is_part = matches!(&settings.split, Some(Split::Value { column, .. }) if column == name);
    let is_left_out = is_part || choice.is_some_and(|choice| choice.ignore);
    if extent != Extent::Verdict && presence == Presence::Both && !is_left_out {
        described.presets = presets::judge(&Subject {
            name,
            kind,
            sides: &sides,
            numbers: &numbers,
            labels: labels.as_deref(),
            tests: &described.tests,
            // No other rule has a test of words.
            is_tested: is_tested && kind != Kind::Text,
            choice: &settings.choice(name, kind),
            preset: settings.preset,
        });
    }
    described
}

impl Described {
    /// A column of which nothing is known yet but its name, its kind and what it is for, and how it is written.
    pub(crate) fn undescribed(
        name: &str,
        (kind, role, presence): (Kind, Role, Presence),
        evidence: [&Evidence; 2],
        settings: &Settings,
    ) -> Self {
        let ignored = settings.columns.get(name).is_some_and(|choice| choice.ignore);
        let parts_log = matches!(&settings.split, Some(Split::Value { column, .. }) if column == name);
        let left_out = left_out(role, presence, parts_log, ignored);
        let reason = left_out.or_else(|| untested_values(kind, role));
        Self {
            name: name.to_owned(),
            kind,
            role,
            presence,
            sides: [Summary::default(), Summary::default()],
            tests: BTreeMap::new(),
            shift: None,
            value_change: None,
            histogram: None,
            quantiles: None,
            categories: None,
            text: None,
            moments: None,
            parts: Vec::new(),
            reason: reason.map(str::to_owned),
            left_out: left_out.is_some(),
            type_change: type_change(name, evidence),
            precision_change: None,
            presets: BTreeMap::new(),
            warnings: [Vec::new(), Vec::new()],
            is_identical: false,
            binned: None,
        }
    }

    /// Tests whether the values are there, which does not depend on what they are: a field that stops coming is a fault of an
    /// identifier as well as of a number.
    pub(crate) fn test_missing(&mut self) {
        if self.left_out {
            return;
        }
        self.parts.extend(missing::test(&self.sides[0], &self.sides[1]));
        if self.parts.is_empty() {
            self.reason.get_or_insert_with(|| "Not tested: one side has no value to compare".to_owned());
        }
    }

    /// Takes the column out of every test.
    pub(crate) fn leave_out(&mut self, reason: &str) {
        self.parts.clear();
        self.left_out = true;
        self.reason = Some(reason.to_owned());
    }

    // What fills a column is a function of its own for each kind, so that a browser optimises what is hot and no more.
    #[inline(never)]
    fn fill_numeric(&mut self, numbers: &[Numbers; 2], is_tested: bool, extent: Extent) {
        let [reference, production] = numbers;
        let samples = numbers.each_ref().map(|side| Sample::of_sorted(&side.sorted));
        self.sides = [reference.summary(&samples[0]), production.summary(&samples[1])];
        self.histogram = numeric::bin(reference, production, false);
        self.quantiles = Some(numeric::quantiles(reference.finite(), production.finite()));
        self.is_identical = is_tested && reference.sorted == production.sorted;
        self.precision_change = {
            let finite = numbers.each_ref().map(Numbers::finite);
            precision::change(&self.name, finite, finite.map(|values| values.len() as u64))
        };
        match self.precision_change.as_ref().and_then(|change| change.places).filter(|_| is_tested) {
            Some(places) => {
                let rounded = numbers.each_ref().map(|side| side.rounded(places));
                let samples = rounded.each_ref().map(|side| Sample::of_sorted(&side.sorted));
                self.test_numeric(&rounded, &samples, extent);
            }
            None if is_tested => self.test_numeric(numbers, &samples, extent),
            None => {}
        }
    }

    /// Tests the values, both sides in the same precision.
    fn test_numeric(&mut self, numbers: &[Numbers; 2], samples: &[Sample<'_>; 2], extent: Extent) {
        let [reference, production] = numbers.each_ref().map(Numbers::finite);
        let mut results = TestResults::default();
        self.parts.extend(numeric::test(numbers, samples, extent, &mut results));
        self.tests = results.into_map();
        let distance = self.tests.get("wasserstein").and_then(|test| test.statistic);
        self.shift = shift::describe(reference, production, distance);
        self.value_change = single_value::change(reference, production);
    }

    fn fill_datetime(&mut self, sides: &[Side<'_>; 2]) {
        let seconds = sides.each_ref().map(|side| side.numbers(numeric::seconds));
        // The mean of moments is none that a person asks for.
        self.sides = seconds.each_ref().map(|side| {
            let summary = side.summary(&Sample::of_sorted(&side.sorted));
            Summary { mean: None, sd: None, ..summary }
        });
        for (side, seconds) in seconds.iter().enumerate() {
            self.warnings[side].extend(placeholder::date_warning(&self.name, seconds.finite()));
        }
        self.histogram = numeric::bin(&seconds[0], &seconds[1], true);
        self.moments = moments::describe(&seconds);
    }

    #[inline(never)]
    fn fill_text(&mut self, sides: &[Side<'_>; 2], is_tested: bool, alpha: f64) {
        let compared = text::compare(sides.each_ref().map(Side::found), alpha);
        self.text = Some(compared.drift);
        self.is_identical = compared.is_identical;
        if is_tested {
            self.parts.extend(compared.parts);
        }
    }

    #[inline(never)]
    fn fill_categories(&mut self, sides: &[Side<'_>; 2], numbers: &[Numbers; 2], is_tested: bool) -> Vec<Label> {
        let [reference, production] = sides.each_ref().map(Side::found);
        let is_boolean = self.kind == Kind::Boolean;
        let labels = if is_boolean {
            labels::by_boolean(reference, production)
        } else {
            labels::by_category(reference, production)
        };
        self.summarise(sides, numbers, &labels);
        self.list_categories(&labels, is_tested);
        labels
    }

    /// Lists the categories, and tests them.
    pub(crate) fn list_categories(&mut self, labels: &[Label], is_tested: bool) {
        let mut categories = category::list(labels, self.kind == Kind::Boolean);
        self.is_identical =
            labels.iter().all(|label| label.reference == label.production && !buckets::is_bucket(label));
        if is_tested {
            let mut results = TestResults::default();
            if let Some((part, decisive)) = category::test(labels, &mut results) {
                self.parts.push(part);
                categories.decisive = decisive;
            }
            self.tests = results.into_map();
        }
        self.categories = Some(categories);
    }

    fn fill_constant(&mut self, sides: &[Side<'_>; 2], numbers: &[Numbers; 2]) {
        let labels = labels::by_category(sides[0].found(), sides[1].found());
        self.summarise(sides, numbers, &labels);
    }

    /// Only how many there are: single texts and identifiers may be nobody's business.
    fn fill_counts(&mut self, sides: &[Side<'_>; 2], numbers: &[Numbers; 2]) {
        self.sides = [0, 1].map(|at| {
            let side = &sides[at];
            let count = side.evidence.present();
            Summary {
                count,
                missing: if side.column.is_none() { 0 } else { side.rows.saturating_sub(count) },
                distinct: distinct_on(side, &numbers[at]),
                ..Summary::default()
            }
        });
    }

    fn summarise(&mut self, sides: &[Side<'_>; 2], numbers: &[Numbers; 2], labels: &[Label]) {
        let counts: [fn(&Label) -> u64; 2] = [|label| label.reference, |label| label.production];
        self.sides =
            [0, 1].map(|side| category::summary(labels, sides[side].missing(labels, counts[side]), counts[side]));
        if buckets::are_needed(sides.each_ref().map(|side| Some(&side.evidence))) {
            for (at, side) in sides.iter().enumerate() {
                // A bucket is no value, and may hold many.
                self.sides[at].distinct = distinct_on(side, &numbers[at]);
            }
        }
    }
}

/// Distinct values of one side; of hashed strings at most as many as there are.
fn distinct_on(side: &Side<'_>, numbers: &Numbers) -> u64 {
    distinct_numbers(&[side], [&numbers.sorted, &[]]) + side.evidence.distinct_other_texts()
}

/// Distinct numbers of these sides, which have these sorted numbers. Integers past 2^53 are told apart by their digits, where as doubles several
/// of them are one.
fn distinct_numbers(sides: &[&Side<'_>], [one, other]: [&[f64]; 2]) -> u64 {
    if sides.iter().all(|side| side.evidence.big_integers + side.evidence.long_integers == 0) {
        return distinct_sorted::of_both(one, other);
    }
    let mut long: HashSet<Cow<'_, str>> = HashSet::new();
    for side in sides {
        let Some(column) = side.column else { continue };
        for (code, (class, count)) in side.evidence.classes.iter().zip(&side.evidence.code_counts).enumerate() {
            if *count > 0 && matches!(class, TextClass::Number(number) if is_long(*number)) {
                long.insert(column.dictionary.get(code as u32).trim().into());
            }
        }
        for cell in &column.cells {
            if let CellKind::Number(number) = cell.kind()
                && is_long(number)
            {
                long.insert(format!("{number:.0}").into());
            }
        }
    }
    let short = |sorted: &[f64]| sorted.iter().copied().filter(|number| !is_long(*number)).collect::<Vec<_>>();
    distinct_sorted::of_both(&short(one), &short(other)) + long.len() as u64
}

/// Of a column of nothing but numbers, some of them with fractions, it is only asked whether all are one: 1 or 2. `None` for
/// other columns.
fn distinct_amounts(sides: &[Side<'_>; 2], numbers: &[Numbers; 2]) -> Option<u64> {
    let sum = |count: fn(&Evidence) -> u64| sides.iter().map(|side| count(&side.evidence)).sum::<u64>();
    if sum(Evidence::present) != sum(Evidence::number_like) || sum(|side| side.fractions) == 0 {
        return None;
    }
    let mut ends = numbers.iter().flat_map(|side| [side.sorted.first(), side.sorted.last()]).flatten();
    let first = ends.next()?;
    Some(if ends.all(|other| other == first) { 1 } else { 2 })
}

/// Distinct values of both sides together: numbers, strings, true and false.
///
/// A million different moments are not counted: one string of each side tells that they are many, which is all that
/// is asked of them.
fn distinct(sides: &[Side<'_>; 2], numbers: &[Numbers; 2]) -> u64 {
    if let Some(distinct) = distinct_amounts(sides, numbers) {
        return distinct;
    }
    let distinct = distinct_numbers(&[&sides[0], &sides[1]], [&numbers[0].sorted, &numbers[1].sorted]);
    let sum = |count: fn(&Evidence) -> u64| sides.iter().map(|side| count(&side.evidence)).sum::<u64>();
    if sum(|side| side.other_texts + side.boolean_texts + side.booleans + side.hashed) == 0 {
        let moments = sides.iter().map(|side| side.evidence.distinct_texts()).max().unwrap_or(0);
        return if sum(|side| side.datetime_texts) == 0 { distinct } else { distinct.max(moments) };
    }
    let mut texts: HashSet<Cow<'_, str>> = HashSet::new();
    for side in sides {
        let Some(column) = side.column else { continue };
        for (code, (class, count)) in side.evidence.classes.iter().zip(&side.evidence.code_counts).enumerate() {
            match class {
                _ if *count == 0 => {}
                TextClass::Number(_) | TextClass::Null => {}
                // Spellings of one boolean are one value.
                TextClass::Boolean(value) => _ = texts.insert(boolean_text(*value).into()),
                TextClass::Datetime(_) | TextClass::Other => {
                    _ = texts.insert(column.dictionary.get(code as u32).trim().into())
                }
            }
        }
        if let Some(spelling) = column.spelling {
            let mut moments = column.sorted_moments();
            moments.dedup();
            texts.extend(moments.into_iter().map(|moment| Cow::from(spelling.write(moment))));
        }
        for value in [false, true] {
            if has_boolean(column, value) {
                texts.insert(boolean_text(value).into());
            }
        }
    }
    // Of hashed strings those of both sides may be the same.
    let hashed = sides.iter().map(|side| side.evidence.distinct_hashed).max().unwrap_or(0);
    distinct + texts.len() as u64 + hashed
}

fn boolean_text(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

fn has_boolean(column: &Column, value: bool) -> bool {
    column.tally.booleans > 0 && column.cells.chunks().any(|chunk| chunk.contains(&Cell::boolean(value)))
}

/// Why a column is left out of every test.
fn left_out(role: Role, presence: Presence, parts_log: bool, ignored: bool) -> Option<&'static str> {
    match (role, presence) {
        // Each side has its own values of it by choice.
        _ if parts_log => Some("Not tested: the log is parted by it"),
        (_, Presence::Reference | Presence::Production) => Some("Not tested: only one side has it"),
        _ if ignored => Some("Not tested: left out by choice"),
        (Role::Time, _) => Some(THE_TIME),
        _ => None,
    }
}

/// Why the one time column is left out.
pub(crate) const THE_TIME: &str = "Not tested: the time of each record";

/// Why the values of a column are not tested. Whether they are there is tested nevertheless.
fn untested_values(kind: Kind, role: Role) -> Option<&'static str> {
    match (kind, role) {
        (Kind::Constant, _) => Some("Not tested: constant"),
        (_, Role::Version) => Some("Not tested: names the model version"),
        (Kind::Datetime, _) => Some("Not tested: moments in time, described only"),
        (Kind::Identifier, _) => Some("Not tested: an identifier, with nearly as many distinct values as rows"),
        (_, Role::Identifier) => Some("Not tested: an identifier"),
        _ => None,
    }
}

fn type_change(name: &str, evidence: [&Evidence; 2]) -> Option<TypeChange> {
    let are_bare_digits =
        |side: &Evidence| side.leading_zeros.count > 0 && side.number_texts == side.leading_zeros.count;
    // A side of a text file may have nothing but digits with leading zeros, which no other file tells from a string.
    if evidence.iter().all(|side| are_bare_digits(side)) {
        return None;
    }
    let [reference, production] = evidence.map(Evidence::written_as);
    let known = reference != WrittenAs::Nothing && production != WrittenAs::Nothing;
    (known && reference != production).then(|| TypeChange {
        name: name.to_owned(),
        reference: reference.as_str().to_owned(),
        production: production.as_str().to_owned(),
    })
}

/// What texts that are of a kind read as.
pub(crate) fn fits(kind: Kind) -> fn(&TextClass) -> bool {
    match kind {
        Kind::Datetime => |class| matches!(class, TextClass::Datetime(_) | TextClass::Number(_)),
        Kind::Boolean => |class| matches!(class, TextClass::Boolean(_) | TextClass::Number(_)),
        _ => |class| matches!(class, TextClass::Number(_)),
    }
}

/// Values that are not of the column's kind: they count as missing, and are said to. `counted` are those that are of it;
/// `example` gives one that is not.
pub(crate) fn strangers(
    (name, kind): (&str, Kind),
    evidence: &Evidence,
    counted: u64,
    example: impl FnOnce() -> Option<String>,
) -> Option<Warning> {
    let count = evidence.present().saturating_sub(counted);
    if count == 0 {
        return None;
    }
    let what = match kind {
        Kind::Datetime => "no moment",
        Kind::Boolean => "neither true nor false",
        _ => "no number",
    };
    let example = example().map(|text| format!(", such as “{}”", format::name(&text, 32)));
    let is = if count == 1 { "is" } else { "are" };
    Some(Warning {
        code: WarningCode::MixedTypes,
        message: format!(
            "{} {is} {what} and count as missing, in column {name}{}",
            format::counted(count, "value", "values"),
            example.unwrap_or_default()
        ),
        count,
        file: None,
        line: None,
        byte_offset: None,
        snippet: None,
        further: Vec::new(),
    })
}
