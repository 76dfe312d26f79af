//! Both sides of a column of which only profiles are known.
//!
//! Nothing is computed here that is not computed for rows. Buckets of both sides become counted values beside each other
//! ([`driftscope_stats::side_by_side`]), texts become counted categories, and the same tests take them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use driftscope_report::{Binned, DriftPart, Kind, MissingWord, MomentProfile, PrecisionChange, PresetVerdict, Summary};
use driftscope_stats::kuiper::Kuiper;
use driftscope_stats::merged::Merged;
use driftscope_stats::moments::Moments;
use driftscope_stats::ordered::Ordered;
use driftscope_stats::runs::Runs;
use driftscope_stats::side_by_side::{SideBySide, side_by_side};
use driftscope_stats::value_sketch::ValueSketch;
use driftscope_table::typing::{Evidence, TextClass, Variety, classify_text, is_kept_as_written};

use super::column::ColumnProfile;
use super::texts;
use super::times::{seconds, times_of_day};
use super::variety::{distinct_numbers, variety};
use crate::checks::mixed_types;
use crate::checks::precision;
use crate::checks::running_number;
use crate::column::{ColumnSides, Labels, NumberSides, Running};
use crate::extent::Extent;
use crate::rules::{self, Subject};
use crate::statistics::numbers;
use crate::statistics::results::TestResults;
use crate::values::histogram::Scale;
use crate::values::identifier::IdentifierValues;
use crate::values::label::Label;
use crate::values::labels::{UNKEPT, number_label};
use crate::values::numeric;
use crate::values::tags;
use crate::values::text;
use crate::values::vectors;

/// One side of a column.
struct Side<'a> {
    column: Cow<'a, ColumnProfile>,
    is_there: bool,
    rows: u64,
}

/// Both sides of a column.
pub(crate) struct ProfileSides<'a>([Side<'a>; 2]);

impl<'a> ProfileSides<'a> {
    /// The columns of both sides, and the rows of the two profiles.
    pub(crate) fn new(columns: [Option<&'a ColumnProfile>; 2], rows: [u64; 2]) -> Self {
        Self([0, 1].map(|side| Side {
            column: columns[side].map_or_else(|| Cow::Owned(ColumnProfile::default()), Cow::Borrowed),
            is_there: columns[side].is_some(),
            rows: rows[side],
        }))
    }
}

impl ColumnSides for ProfileSides<'_> {
    type Numbers<'b>
        = ProfileNumbers
    where
        Self: 'b;

    fn evidence(&self) -> [&Evidence; 2] {
        self.0.each_ref().map(|side| &side.column.evidence)
    }

    fn are_there(&self) -> [bool; 2] {
        self.0.each_ref().map(|side| side.is_there)
    }

    fn variety(&self) -> Variety {
        variety(self.0.each_ref().map(|side| &*side.column))
    }

    fn tell_running_numbers(&self, decided: Kind, _: &Variety) -> Running {
        let sorted = self.0.each_ref().map(|side| side.column.numbers.sketch.mostly_single());
        let [Some(reference), Some(production)] = &sorted else {
            return Running { kind: decided, is_order_unknown: false, is_sequence: false };
        };
        let mut is_order_unknown = false;
        let kind = running_number::or_identifier(decided, self.evidence(), [reference, production], || {
            is_order_unknown = true;
            true
        });
        Running { kind, is_order_unknown, is_sequence: false }
    }

    fn number_texts(&self) -> [u64; 2] {
        self.0.each_ref().map(|side| {
            let counts = side.column.texts.counts.iter().map(|(text, count)| (text.as_str(), *count));
            let numbers = mixed_types::plain(counts.filter(|(text, _)| texts::is_number(text)));
            numbers.saturating_sub(side.column.evidence.big_integers)
        })
    }

    fn first_text(&self, side: usize, is_such: &dyn Fn(&TextClass, &str) -> bool) -> Option<String> {
        self.0[side].column.texts.counts.keys().find(|text| is_such(&classify_text(text), text)).cloned()
    }

    fn missing_words(&self) -> Vec<MissingWord> {
        Vec::new()
    }

    fn missing(&self, side: usize, present: u64) -> u64 {
        let side = &self.0[side];
        if side.is_there { side.rows.saturating_sub(present) } else { 0 }
    }

    fn distinct(&self, side: usize) -> u64 {
        let column = &self.0[side].column;
        distinct_numbers(column) + column.texts.distinct()
    }

    fn numbers(&self) -> ProfileNumbers {
        let numbers = self.0.each_ref().map(|side| &side.column.numbers);
        let are_whole = self.0.iter().all(|side| side.column.evidence.fractions == 0);
        let sketches = numbers.map(|side| side.sketch.clone());
        let scale = if are_whole { Scale::Whole } else { Scale::Fractional };
        let moments = numbers.map(|side| side.moments());
        self.laid_out(sketches, moments, numbers.map(|side| side.distinct()), scale)
    }

    fn seconds(&self) -> ProfileNumbers {
        let sketches = self.0.each_ref().map(|side| seconds(&side.column));
        let moments = sketches.each_ref().map(|sketch| {
            let (min, max) = sketch.ends().map_or((None, None), |(min, max)| (Some(min), Some(max)));
            Moments { min, max, ..Default::default() }
        });
        let distinct = [0, 1].map(|side| match sketches[side].is_exact() {
            true => sketches[side].buckets().len() as u64,
            false => self.distinct(side),
        });
        self.laid_out(sketches, moments, distinct, Scale::Seconds)
    }

    fn times_of_day(&self) -> ProfileNumbers {
        let sketches = self.0.each_ref().map(|side| times_of_day(&side.column));
        let distinct = [0, 1].map(|side| self.distinct(side));
        self.laid_out(sketches, [Moments::default(), Moments::default()], distinct, Scale::Seconds)
    }

    fn labels(&self, kind: Kind) -> Labels {
        let (labels, binned) = match kind {
            Kind::Boolean => (by_boolean(&self.0), None),
            _ => by_category(&self.0),
        };
        Labels { labels, binned, distinct: None, are_formed: false }
    }

    fn identifiers(&self) -> [IdentifierValues; 2] {
        self.0.each_ref().map(|side| side.column.identifiers())
    }

    fn texts(&self) -> Option<text::Compared> {
        None
    }

    fn tags(&self) -> Option<tags::Compared> {
        None
    }

    fn vectors(&self) -> Option<vectors::Compared> {
        None
    }

    fn without_values(&self, kind: Kind) -> Option<&'static str> {
        match kind {
            Kind::Text => Some("Not tested: free text, whose words no profile has"),
            Kind::Tags => Some("Not tested: lists of labels, which no profile has"),
            Kind::Vector => Some("Not tested: vectors, which no profile has"),
            _ => None,
        }
    }

    fn judge(&self, subject: &Subject<'_>) -> BTreeMap<String, PresetVerdict> {
        rules::judge(subject, None)
    }
}

impl ProfileSides<'_> {
    /// The numbers of both sides on common edges.
    fn laid_out(
        &self,
        sketches: [ValueSketch; 2],
        moments: [Moments; 2],
        distinct: [u64; 2],
        scale: Scale,
    ) -> ProfileNumbers {
        let both = side_by_side(&sketches[0], &sketches[1]);
        let sizes = [both.reference.size(), both.production.size()];
        let missing = [0, 1].map(|side| self.missing(side, sizes[side]));
        let finite = [both.reference.finite(), both.production.finite()];
        ProfileNumbers { sketches, both, finite, moments, distinct, missing, scale }
    }
}

/// The numbers of both sides, counted by value or by bucket.
pub(crate) struct ProfileNumbers {
    sketches: [ValueSketch; 2],
    both: SideBySide,
    finite: [Runs; 2],
    moments: [Moments; 2],
    distinct: [u64; 2],
    missing: [u64; 2],
    scale: Scale,
}

/// Values of a side that the tests by order can count; of more they see every second one, every fourth, and so on.
const MOST_VALUES: u64 = 1 << 31;

impl NumberSides for ProfileNumbers {
    type Values = Runs;

    fn finite(&self) -> [&Runs; 2] {
        self.finite.each_ref()
    }

    fn summaries(&self) -> [Summary; 2] {
        let all = [&self.both.reference, &self.both.production];
        [0, 1].map(|side| numeric::summary(all[side], &self.moments[side], self.distinct[side], self.missing[side]))
    }

    fn scale(&self) -> Scale {
        self.scale
    }

    fn binned(&self) -> Option<Binned> {
        (self.both.width > 0.0).then_some(Binned { share: self.both.bound, width: self.both.width })
    }

    fn are_equal(&self) -> bool {
        // Equal buckets may hold values that differ.
        false
    }

    fn precision_change(&self, name: &str) -> Option<PrecisionChange> {
        // The bounds of buckets are values as they were written.
        let [reference, production] = self
            .sketches
            .each_ref()
            .map(|sketch| sketch.buckets().iter().map(|bucket| bucket.low).collect::<Vec<f64>>());
        let sizes = [self.both.reference.size(), self.both.production.size()];
        precision::change(name, [&reference, &production], sizes)
    }

    fn rounded(&self, places: u32) -> Option<Self> {
        let [reference, production] = self.sketches.each_ref().map(|sketch| precision::rounded_sketch(sketch, places));
        let sketches = [reference?, production?];
        let both = side_by_side(&sketches[0], &sketches[1]);
        let finite = [both.reference.finite(), both.production.finite()];
        let Self { moments, distinct, missing, scale, .. } = *self;
        Some(Self { sketches, both, finite, moments, distinct, missing, scale })
    }

    fn test(&self, _: Extent, results: &mut TestResults) -> Option<DriftPart> {
        let [reference, production] =
            [&self.both.reference, &self.both.production].map(|side| side.thinned(MOST_VALUES));
        let [left, right] = &self.moments;
        numbers::add_counted([&reference, &production], [left, right], results);
        numeric::decide(&reference, &production, results)
    }

    fn kuiper(&self) -> Option<Kuiper> {
        let [reference, production] =
            [&self.both.reference, &self.both.production].map(|side| side.thinned(MOST_VALUES));
        Merged::of_runs(&reference, &production).map(|merged| merged.kuiper())
    }

    fn calendar(&self) -> Option<MomentProfile> {
        None
    }
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
                TextClass::Number(_) if numbers && !is_kept_as_written(text) => {}
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
            take_written(&mut counts, side, column);
        }
    }
    fold_unknown(&mut counts, sides);
    let labels = counts.into_iter().map(|(text, [reference, production])| Label { text, reference, production });
    (labels.collect(), (bound > 0.0).then_some(Binned { share: bound.min(1.0), width: 0.0 }))
}

/// Takes the texts that are categories of their own as they were written from the numbers that they count among.
fn take_written(counts: &mut BTreeMap<String, [u64; 2]>, side: usize, column: &ColumnProfile) {
    for (text, &count) in &column.texts.counts {
        if let (TextClass::Number(number), true) = (classify_text(text), is_kept_as_written(text)) {
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
