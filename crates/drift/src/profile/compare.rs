//! Two profiles compared: the same report that two tables give, as far as counts, sums and buckets tell.
//!
//! Nothing is computed here that is not computed for rows. Buckets of both sides become counted values beside each other
//! ([`driftscope_stats::side_by_side`]), texts become counted categories, and the same tests take them.

use std::collections::{BTreeMap, HashMap};

use driftscope_stats::ordered::Ordered;
use driftscope_stats::side_by_side::{SideBySide, side_by_side};
use driftscope_stats::value_sketch::{Bucket, ValueSketch};
use driftscope_table::typing::{TextClass, Variety, classify_text, decide, moment_of, padded_digits};

use super::Profile;
use super::column::ColumnProfile;
use super::texts;
use crate::category;
use crate::compare::{CompareError, DescribedColumn, assemble_described};
use crate::described::Described;
use crate::histogram::{Scale, histogram};
use crate::labels::{Label, UNKEPT, number_label};
use crate::test_results::TestResults;
use crate::{
    gone_or_mixed, numeric, numeric_tests, placeholder, precision, presets, roles, running_number, shift, single_value,
    spelling, strangers,
};
use driftscope_report::{Binned, DataSet, Kind, Presence, Report, Role, Settings, Summary};

/// Compares two profiles under the given settings.
///
/// Never fails, as [`compare`](crate::compare) does not: see [`check_profiles_comparable`].
pub fn compare_profiles(reference: &Profile, production: &Profile, settings: &Settings) -> Report {
    assemble_profiles(describe_profiles(reference, production, settings, |_, _| {}), reference, production, settings)
}

/// Describes and tests the columns of two profiles, or of parts of two, each by itself: [`describe_all`](crate::describe_all)
/// of rows. `progress` is told how many are done, and of how many.
pub fn describe_profiles(
    reference: &Profile,
    production: &Profile,
    settings: &Settings,
    mut progress: impl FnMut(usize, usize),
) -> Vec<DescribedColumn> {
    let there = places(production);
    let here = places(reference);
    let pairs = reference.columns.iter().map(|column| {
        let other = there.get(column.name.as_str()).map(|&place| &production.columns[place]);
        [Some(column), other]
    });
    let added = production.columns.iter().filter(|column| !here.contains_key(column.name.as_str()));
    let pairs: Vec<_> = pairs.chain(added.map(|column| [None, Some(column)])).collect();
    let rows = [reference.rows, production.rows];
    let mut described = Vec::with_capacity(pairs.len());
    for &pair in &pairs {
        described.push(DescribedColumn(describe(pair, rows, settings)));
        progress(described.len(), pairs.len());
    }
    described
}

/// The report on columns that were described by [`describe_profiles`]. Of the profiles only what is said of them counts, not
/// their columns.
pub fn assemble_profiles(
    described: Vec<DescribedColumn>,
    reference: &Profile,
    production: &Profile,
    settings: &Settings,
) -> Report {
    let described = described.into_iter().map(|column| column.0).collect();
    assemble_described(described, [reference, production].map(data_set), settings)
}

/// Checks that two profiles have anything to compare.
pub fn check_profiles_comparable(reference: &Profile, production: &Profile) -> Result<(), CompareError> {
    CompareError::unless_common(reference.column_names(), production.column_names())
}

fn places(profile: &Profile) -> HashMap<&str, usize> {
    profile.columns.iter().enumerate().rev().map(|(place, column)| (column.name.as_str(), place)).collect()
}

fn data_set(profile: &Profile) -> DataSet {
    DataSet {
        rows: profile.rows,
        skipped: profile.skipped,
        files: profile.files.clone(),
        part: profile.part.clone(),
        sampled_from: None,
        warnings: profile.warnings.clone(),
        period: None,
        profile: true,
    }
}

/// One side of a column.
struct Side<'a> {
    column: &'a ColumnProfile,
    is_there: bool,
    rows: u64,
}

impl Side<'_> {
    /// Rows without one of so many values.
    fn missing(&self, values: u64) -> u64 {
        if self.is_there { self.rows.saturating_sub(values) } else { 0 }
    }
}

/// Values of a side that the tests by order can count; of more they see every second one, every fourth, and so on.
const MOST_VALUES: u64 = 1 << 31;

fn describe(pair: [Option<&ColumnProfile>; 2], rows: [u64; 2], settings: &Settings) -> Described {
    let nothing = ColumnProfile::default();
    let name = pair.into_iter().flatten().next().map_or("", |column| column.name.as_str());
    let sides = [0, 1].map(|side| Side {
        column: pair[side].unwrap_or(&nothing),
        is_there: pair[side].is_some(),
        rows: rows[side],
    });
    let choice = settings.columns.get(name);
    let evidence = sides.each_ref().map(|side| &side.column.evidence);
    let mut is_order_unknown = false;
    // Whoever says that a column is the time says that it holds moments.
    let is_time = choice.is_some_and(|choice| choice.role == Some(Role::Time));
    let kind = choice.and_then(|choice| choice.kind.or(is_time.then_some(Kind::Datetime))).unwrap_or_else(|| {
        let decided = decide(name, evidence[0], evidence[1], variety(&sides));
        let sorted = sides.each_ref().map(|side| side.column.numbers.sketch.mostly_single());
        match &sorted {
            [Some(reference), Some(production)] => {
                running_number::or_identifier(decided, evidence, [reference, production], || {
                    is_order_unknown = true;
                    true
                })
            }
            _ => decided,
        }
    });
    let role = choice.and_then(|choice| choice.role).unwrap_or_else(|| {
        let found = pair.map(|column| column.is_some());
        roles::guess_on(found, name, kind, roles::Content::of(evidence))
    });
    let presence = match pair {
        [Some(_), None] => Presence::Reference,
        [None, Some(_)] => Presence::Production,
        _ => Presence::Both,
    };
    let mut described = Described::undescribed(name, (kind, role, presence), evidence, settings);
    let number_texts = |side: &Side<'_>| {
        let counts = side.column.texts.counts.iter().map(|(text, count)| (text.as_str(), *count));
        let numbers = gone_or_mixed::plain(counts.filter(|(text, _)| texts::is_number(text)));
        numbers.saturating_sub(side.column.evidence.big_integers)
    };
    described.mixed_types = gone_or_mixed::mixed_types(name, evidence, || sides.each_ref().map(number_texts));
    if let Some(reason) = described.reason.as_mut().filter(|_| is_order_unknown) {
        reason.push_str(running_number::ORDER_UNKNOWN);
    }
    if kind == Kind::Text {
        described.reason.get_or_insert_with(|| "Not tested: free text, whose words no profile has".to_owned());
    }
    let is_tested = described.reason.is_none();
    let mut labels = None;
    match kind {
        Kind::Numeric => fill_numeric(&mut described, &sides, is_tested),
        Kind::Datetime => fill_datetime(&mut described, &sides),
        Kind::Category | Kind::Boolean => labels = Some(fill_categories(&mut described, &sides, is_tested)),
        Kind::Constant => _ = fill_labels(&mut described, &sides),
        Kind::Text => fill_counts(&mut described, &sides),
        Kind::Identifier => {
            fill_counts(&mut described, &sides);
            let values = sides.each_ref().map(|side| side.column.identifiers());
            described.fill_identifier([&values[0], &values[1]]);
        }
    }
    for (side, found) in sides.iter().enumerate() {
        let fits = strangers::fits(kind);
        let strange = || found.column.texts.counts.keys().find(|text| !fits(&classify_text(text))).cloned();
        let counted = described.sides[side].count;
        described.warnings[side].extend(strangers::strangers((name, kind), evidence[side], counted, strange));
        let padded = || found.column.texts.counts.keys().find(|text| padded_digits(text).is_some()).cloned();
        let zeros = spelling::zeros_warning((name, kind), evidence[side], padded);
        described.warnings[side].extend(zeros.filter(|_| choice.is_none_or(|choice| choice.kind.is_none())));
    }
    described.test_missing();
    if presence == Presence::Both && !choice.is_some_and(|choice| choice.ignore) {
        described.presets = presets::judge_profiled(
            &described,
            labels.as_deref(),
            is_tested,
            settings.preset,
            &settings.choice(name, kind),
        );
    }
    described
}

/// The distinct values of both sides: see the same of rows.
fn variety([reference, production]: &[Side<'_>; 2]) -> Variety {
    let [reference, production] = [reference.column, production.column];
    let sum = |count: fn(&ColumnProfile) -> u64| count(reference).saturating_add(count(production));
    let booleans = [0, 1].map(|value| reference.booleans[value] > 0 || production.booleans[value] > 0);
    let texts = reference.texts.pooled_distinct(&production.texts, booleans);
    let numbers = reference.numbers.pooled_distinct(&production.numbers);
    let shared = |here: &ColumnProfile, there: &ColumnProfile| {
        let known = there.numbers.sketch.buckets();
        let is_known = |value: f64| known.binary_search_by(|bucket| bucket.low.total_cmp(&value)).is_ok();
        let is_shared = |bucket: &&Bucket| bucket.low == bucket.high && is_known(bucket.low);
        let numbers = here.numbers.sketch.buckets().iter().filter(is_shared).map(|bucket| bucket.count);
        let is_kept = |(text, _): &(&String, &u64)| there.texts.counts.contains_key(*text) && !texts::is_number(text);
        let texts = here.texts.counts.iter().filter(is_kept).map(|(_, count)| *count);
        numbers.chain(texts).fold(0, u64::saturating_add)
    };
    let both = reference.texts.counts.iter().filter_map(|(text, count)| {
        let other = production.texts.counts.get(text).filter(|_| !texts::is_number(text))?;
        Some(count.saturating_add(*other))
    });
    Variety {
        distinct: numbers + texts + u64::from(sum(|side| side.evidence.hashed) > 0),
        of_side: [reference, production].map(|side| side.numbers.distinct() + side.texts.distinct()),
        shared: [shared(reference, production), shared(production, reference)],
        most: both.max().unwrap_or(0),
    }
}

fn fill_numeric(described: &mut Described, sides: &[Side<'_>; 2], is_tested: bool) {
    let [reference, production] = sides.each_ref().map(|side| &side.column.numbers);
    let both = side_by_side(&reference.sketch, &production.sketch);
    let moments = [reference.moments(), production.moments()];
    let SideBySide { reference: left, production: right, .. } = &both;
    described.sides = [
        numeric::summary(left, &moments[0], reference.distinct(), sides[0].missing(left.size())),
        numeric::summary(right, &moments[1], production.distinct(), sides[1].missing(right.size())),
    ];
    let (finite_left, finite_right) = (left.finite(), right.finite());
    let are_whole = sides.iter().all(|side| side.column.evidence.fractions == 0);
    let scale = if are_whole { Scale::Whole } else { Scale::Fractional };
    described.histogram = histogram(&finite_left, &finite_right, scale);
    described.quantiles = Some(numeric::quantiles(&finite_left, &finite_right));
    described.binned = (both.width > 0.0).then_some(Binned { share: both.bound, width: both.width });
    // The bounds of buckets are values as they were written.
    let [low_left, low_right] = [&reference.sketch, &production.sketch]
        .map(|sketch| sketch.buckets().iter().map(|bucket| bucket.low).collect::<Vec<f64>>());
    described.precision_change =
        precision::change(&described.name, [&low_left, &low_right], [left.size(), right.size()]);
    let places = described.precision_change.as_ref().and_then(|change| change.places);
    let rounded = places.and_then(|places| {
        let round = |side: &ValueSketch| precision::rounded_sketch(side, places);
        round(&reference.sketch).zip(round(&production.sketch))
    });
    let rounded = rounded.map(|(left, right)| side_by_side(&left, &right));
    let (left, right) = rounded.as_ref().map_or((left, right), |both| (&both.reference, &both.production));
    if is_tested {
        let (finite_left, finite_right) = (left.finite(), right.finite());
        let mut results = TestResults::default();
        let [left, right] = [&left.thinned(MOST_VALUES), &right.thinned(MOST_VALUES)];
        numeric_tests::add_counted([left, right], [&moments[0], &moments[1]], &mut results);
        described.parts.extend(numeric::decide(left, right, &mut results));
        described.tests = results.into_map();
        let distance = described.tests.get("wasserstein").and_then(|test| test.statistic);
        described.shift = shift::describe(&finite_left, &finite_right, distance);
        described.value_change = single_value::change(&finite_left, &finite_right);
    }
    for (side, finite) in [&finite_left, &finite_right].into_iter().enumerate() {
        described.warnings[side].extend(placeholder::warning(&described.name, finite));
    }
}

fn fill_datetime(described: &mut Described, sides: &[Side<'_>; 2]) {
    let sketches = sides.each_ref().map(|side| seconds(side.column));
    let both = side_by_side(&sketches[0], &sketches[1]);
    let runs = [&both.reference, &both.production];
    described.sides = [0, 1].map(|side| {
        let (min, max) = sketches[side].ends().map_or((None, None), |(min, max)| (Some(min), Some(max)));
        let moments = driftscope_stats::moments::Moments { min, max, ..Default::default() };
        let (column, sketch) = (sides[side].column, &sketches[side]);
        let distinct = match sketch.is_exact() {
            true => sketch.buckets().len() as u64,
            false => column.texts.distinct() + column.numbers.distinct(),
        };
        numeric::summary(runs[side], &moments, distinct, sides[side].missing(runs[side].size()))
    });
    for (side, runs) in runs.iter().enumerate() {
        described.warnings[side].extend(placeholder::date_warning(&described.name, &runs.finite()));
    }
    described.histogram = histogram(runs[0], runs[1], Scale::Seconds);
    described.binned = (both.width > 0.0).then_some(Binned { share: both.bound, width: both.width });
}

/// The moments of a column in seconds since 1970, from texts and from numbers in any of the usual units.
fn seconds(column: &ColumnProfile) -> ValueSketch {
    let numbers = column.numbers.sketch.finite().mapped(|number| moment_of(number, column.evidence.largest));
    match (numbers.size(), column.moments.size()) {
        (0, _) => column.moments.clone(),
        (_, 0) => numbers,
        _ => {
            let mut all = column.moments.clone();
            all.merge(&numbers);
            all
        }
    }
}

fn fill_categories(described: &mut Described, sides: &[Side<'_>; 2], is_tested: bool) -> Vec<Label> {
    let labels = fill_labels(described, sides);
    described.list_categories(&labels, is_tested);
    labels
}

/// Counts both sides by category, and says of either how many there are.
fn fill_labels(described: &mut Described, sides: &[Side<'_>; 2]) -> Vec<Label> {
    let (labels, binned) = match described.kind {
        Kind::Boolean => (by_boolean(sides), None),
        _ => by_category(sides),
    };
    let counts: [fn(&Label) -> u64; 2] = [|label| label.reference, |label| label.production];
    described.sides = [0, 1].map(|side| {
        let present = labels.iter().map(counts[side]).sum();
        category::summary(&labels, sides[side].missing(present), counts[side])
    });
    described.binned = binned;
    labels
}

/// Every value under its label. The labels and their order are those of rows.
fn by_category(sides: &[Side<'_>; 2]) -> (Vec<Label>, Option<Binned>) {
    // `"1"` is the category of the number 1 where one side writes numbers, and else a text. "007" stays "007".
    let numbers = sides.iter().any(|side| side.column.evidence.numbers > 0);
    let mut counts = BTreeMap::<String, [u64; 2]>::new();
    let mut bound = 0.0_f64;
    for (side, Side { column, .. }) in sides.iter().enumerate() {
        let mut add = |label: &str, count: u64| {
            if count > 0 {
                let known = &mut counts.entry(label.to_owned()).or_default()[side];
                *known = known.saturating_add(count);
            }
        };
        for (text, &count) in &column.texts.counts {
            match classify_text(text) {
                TextClass::Number(_) if numbers && padded_digits(text).is_none() => {}
                _ => add(text, count),
            }
        }
        if numbers {
            let sketch = &column.numbers.sketch;
            for bucket in sketch.buckets() {
                // Values of a bucket that holds several are in none of its own categories.
                let label = if bucket.low == bucket.high { number_label(bucket.low) } else { UNKEPT.to_owned() };
                add(&label, bucket.count);
            }
            add(&number_label(f64::NEG_INFINITY), sketch.infinite()[0]);
            add(&number_label(f64::INFINITY), sketch.infinite()[1]);
        }
        add("false", column.booleans[0]);
        add("true", column.booleans[1]);
        let cut = column.texts.other;
        add(UNKEPT, cut.saturating_add(column.evidence.hashed));
        let size = column.evidence.present();
        bound = bound.max(if size > 0 { cut as f64 / size as f64 } else { 0.0 });
        if numbers {
            take_padded(&mut counts, side, column);
        }
    }
    fold_unknown(&mut counts, sides);
    let labels = counts.into_iter().map(|(text, [reference, production])| Label { text, reference, production });
    (labels.collect(), (bound > 0.0).then_some(Binned { share: bound.min(1.0), width: 0.0 }))
}

/// Takes the texts with leading zeros, which are categories of their own, from the numbers that they count among.
fn take_padded(counts: &mut BTreeMap<String, [u64; 2]>, side: usize, column: &ColumnProfile) {
    for (text, &count) in &column.texts.counts {
        if let (TextClass::Number(number), Some(_)) = (classify_text(text), padded_digits(text)) {
            let label = number_label(number);
            let label = if counts.contains_key(&label) { label.as_str() } else { UNKEPT };
            if let Some(known) = counts.get_mut(label) {
                known[side] = known[side].saturating_sub(count);
            }
        }
    }
    counts.retain(|_, count| *count != [0, 0]);
}

/// Counts a category among those that are not kept, where one side has it and the other, which keeps none that rare, may well
/// have had it as often: else chance would be said to be a new category, or one that vanished.
fn fold_unknown(counts: &mut BTreeMap<String, [u64; 2]>, sides: &[Side<'_>; 2]) {
    /// Standard deviations that tell a category from one that was cut.
    const SURE: f64 = 5.0;
    let size = |side: usize| sides[side].column.evidence.present().max(1) as f64;
    // How many values were to be expected there, against the most that were cut there.
    let is_unknown = |label: &[u64; 2], here: usize, there: usize| {
        let (ratio, cut) = (size(there) / size(here), sides[there].column.texts.bound as f64);
        let expected = label[here] as f64 * ratio;
        cut > 0.0 && label[there] == 0 && expected - cut <= SURE * (expected * ratio + cut).sqrt()
    };
    let mut folded = [0_u64; 2];
    counts.retain(|text, label| {
        let is_folded = text != UNKEPT && (is_unknown(label, 0, 1) || is_unknown(label, 1, 0));
        if is_folded {
            folded = [0, 1].map(|side| folded[side].saturating_add(label[side]));
        }
        !is_folded
    });
    if folded != [0, 0] {
        let known = counts.entry(UNKEPT.to_owned()).or_default();
        *known = [0, 1].map(|side| known[side].saturating_add(folded[side]));
    }
}

fn by_boolean(sides: &[Side<'_>; 2]) -> Vec<Label> {
    let spelled = sides.iter().any(|side| side.column.evidence.booleans + side.column.evidence.boolean_texts > 0);
    let names = if spelled { ["false", "true"] } else { ["0", "1"] };
    let counts = sides.each_ref().map(|Side { column, .. }| {
        let mut counts = column.booleans;
        for (text, count) in &column.texts.counts {
            if let TextClass::Boolean(value) = classify_text(text) {
                counts[usize::from(value)] = counts[usize::from(value)].saturating_add(*count);
            }
        }
        for bucket in column.numbers.sketch.buckets() {
            let value = usize::from(bucket.high != 0.0);
            counts[value] = counts[value].saturating_add(bucket.count);
        }
        counts
    });
    [0, 1]
        .map(|value| Label { text: names[value].to_owned(), reference: counts[0][value], production: counts[1][value] })
        .into_iter()
        .filter(|label| label.reference > 0 || label.production > 0)
        .collect()
}

/// Only how many there are, as for rows.
fn fill_counts(described: &mut Described, sides: &[Side<'_>; 2]) {
    described.sides = sides.each_ref().map(|side| {
        let count = side.column.evidence.present();
        Summary {
            count,
            missing: side.missing(count),
            distinct: side.column.numbers.distinct() + side.column.texts.distinct(),
            ..Summary::default()
        }
    });
}
