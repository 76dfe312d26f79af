//! Both sides of a column whose rows are known.

use std::borrow::Cow;
use std::collections::BTreeMap;

use driftscope_report::{Binned, DriftPart, Kind, MissingWord, MomentProfile, PrecisionChange, PresetVerdict, Summary};
use driftscope_stats::kuiper::{Kuiper, kuiper};
use driftscope_stats::sample::Sample;
use driftscope_table::Column;
use driftscope_table::typing::{CellCounts, Evidence, ReadWords, TextClass, Variety, is_day};

use crate::checks::label_forms;
use crate::checks::missing_words;
use crate::checks::mixed_types;
use crate::checks::precision;
use crate::checks::running_number;
use crate::checks::sequence;
use crate::column::{ColumnSides, Labels, NumberSides, Running};
use crate::extent::Extent;
use crate::kept::KeptPair;
use crate::rules::{self, Subject};
use crate::statistics::results::TestResults;
use crate::values::buckets;
use crate::values::clock;
use crate::values::datetimes;
use crate::values::distinct_values::{distinct_on, variety};
use crate::values::histogram::Scale;
use crate::values::identifier::{Forms, IdentifierValues, Repetition};
use crate::values::kept_side::KeptSide;
use crate::values::labels;
use crate::values::numeric::{self, Numbers};
use crate::values::side::Side;
use crate::values::tags;
use crate::values::text;
use crate::values::vectors;

/// Distinct numbers without which a column holds no days, unless its name says so.
const FEWEST_DAYS: u64 = 10;

/// Both sides of a column.
pub(crate) struct RowSides<'a> {
    sides: [Side<'a>; 2],
    /// All numbers of either side, sorted.
    numbers: [Cow<'a, Numbers>; 2],
    /// What is kept of the reference.
    kept: Option<&'a KeptSide>,
}

impl<'a> RowSides<'a> {
    /// The columns of both sides, and the rows of the two tables. `words_are_labels` says that words such as `NA` are no missing values.
    /// What is `kept` of the sides is used, and what was not computed yet of the reference is kept.
    pub(crate) fn new(
        columns: [Option<&'a Column>; 2],
        rows: [u64; 2],
        words_are_labels: bool,
        kept: KeptPair<'a>,
    ) -> Self {
        let KeptPair { reference: kept, parts } = kept;
        let how = ReadWords { of_both_sides: true, as_labels: words_are_labels };
        let of_reference = |column| kept.map_or_else(|| CellCounts::of(column), |kept| kept.counts(column));
        let counts = [columns[0].map(of_reference), columns[1].map(CellCounts::of)].map(Option::unwrap_or_default);
        let [reference, production] = Evidence::read_counted(columns, counts, how);
        let sides = [
            Side { column: columns[0], evidence: reference, rows: rows[0] },
            Side { column: columns[1], evidence: production, rows: rows[1] },
        ];
        let kept = kept.filter(|_| columns[0].is_some());
        let of_reference = kept.and_then(|kept| kept.numbers(&sides[0])).map(Cow::Borrowed);
        let numbers = |at: usize| {
            let side: &Side<'_> = &sides[at];
            let of_part = parts[at].zip(side.column).and_then(|(part, column)| part.numbers(column));
            Cow::Owned(of_part.unwrap_or_else(|| side.numbers(numeric::numbers)))
        };
        let numbers = [of_reference.unwrap_or_else(|| numbers(0)), numbers(1)];
        Self { sides, numbers, kept }
    }
}

impl ColumnSides for RowSides<'_> {
    type Numbers<'b>
        = RowNumbers<'b>
    where
        Self: 'b;

    fn evidence(&self) -> [&Evidence; 2] {
        self.sides.each_ref().map(|side| &side.evidence)
    }

    fn are_there(&self) -> [bool; 2] {
        self.sides.each_ref().map(|side| side.column.is_some())
    }

    fn are_labels(&self) -> bool {
        self.sides.iter().any(|side| side.column.is_some_and(|column| column.is_label))
    }

    fn variety(&self) -> Variety {
        variety(&self.sides, self.numbers.each_ref().map(|side| &**side))
    }

    fn tell_running_numbers(&self, decided: Kind, variety: &Variety) -> Running {
        let sorted = self.numbers.each_ref().map(|side| side.sorted.as_slice());
        let kind = running_number::or_identifier(decided, self.evidence(), sorted, || {
            self.sides.iter().all(|side| running_number::rises(side.numbers_by_row()))
        });
        // Of few values it is chance that all are days.
        let is_days = kind == Kind::Numeric && variety.distinct >= FEWEST_DAYS && are_days(sorted);
        let kind = if is_days { Kind::Datetime } else { kind };
        let is_sequence = match kind {
            Kind::Numeric => sequence::of_numbers(&self.sides, sorted),
            Kind::Category | Kind::Text | Kind::Identifier => {
                variety.shared == [0, 0] && sequence::of_texts(&self.sides)
            }
            _ => false,
        };
        Running { kind: if is_sequence { Kind::Identifier } else { kind }, is_order_unknown: false, is_sequence }
    }

    fn number_texts(&self) -> [u64; 2] {
        self.sides
            .each_ref()
            .map(|side| side.column.map_or(0, |column| mixed_types::number_texts(column, &side.evidence)))
    }

    fn first_text(&self, side: usize, is_such: &dyn Fn(&TextClass, &str) -> bool) -> Option<String> {
        let side = &self.sides[side];
        let column = side.column?;
        let mut texts = side.evidence.classes.iter().zip(&side.evidence.code_counts).enumerate();
        let is_wanted = |code: usize, class| is_such(class, column.dictionary.get(code as u32));
        let found = texts.find(|(code, (class, count))| **count > 0 && is_wanted(*code, class));
        found.map(|(code, _)| column.dictionary.get(code as u32).to_owned())
    }

    fn missing_words(&self) -> Vec<MissingWord> {
        missing_words::of_rows(&self.sides)
    }

    fn missing(&self, side: usize, present: u64) -> u64 {
        let side = &self.sides[side];
        if side.column.is_none() { 0 } else { side.rows.saturating_sub(present) }
    }

    fn distinct(&self, side: usize) -> u64 {
        distinct_on(&self.sides[side], &self.numbers[side])
    }

    fn numbers(&self) -> RowNumbers<'_> {
        RowNumbers(self.numbers.each_ref().map(|side| Cow::Borrowed(&**side)))
    }

    fn seconds(&self) -> RowNumbers<'_> {
        let reference = self.kept.and_then(|kept| kept.seconds(&self.sides[0]));
        let seconds = |side: usize| Cow::Owned(self.sides[side].numbers(numeric::seconds));
        RowNumbers([reference.map_or_else(|| seconds(0), Cow::Borrowed), seconds(1)])
    }

    fn times_of_day(&self) -> RowNumbers<'_> {
        RowNumbers(self.sides.each_ref().map(|side| Cow::Owned(side.numbers(clock::times))))
    }

    fn labels(&self, kind: Kind) -> Labels {
        let [reference, production] = self.sides.each_ref().map(Side::found);
        let labels = match kind {
            Kind::Boolean => labels::by_boolean(reference, production),
            _ => labels::by_category(reference, production),
        };
        // A bucket is not a value, and may hold many.
        let in_buckets = buckets::are_needed(self.evidence().map(Some));
        let distinct = in_buckets.then(|| [0, 1].map(|side| self.distinct(side)));
        let are_formed = distinct.is_none() && label_forms::are_formed(&self.sides);
        Labels { labels, binned: None, distinct, are_formed }
    }

    fn identifiers(&self) -> [IdentifierValues; 2] {
        [0, 1].map(|at| {
            let Side { column, evidence, .. } = &self.sides[at];
            let Some(column) = column else { return IdentifierValues::default() };
            IdentifierValues {
                repetition: Some(Repetition::of(column, evidence, &self.numbers[at])),
                forms: Forms::of_column(column, evidence).map(|forms| forms.with_numbers_of(evidence)),
            }
        })
    }

    fn texts(&self) -> Option<text::Compared> {
        Some(text::compare(self.sides.each_ref().map(Side::found)))
    }

    fn tags(&self) -> Option<tags::Compared> {
        Some(tags::compare(self.sides.each_ref().map(Side::found)))
    }

    fn vectors(&self) -> Option<vectors::Compared> {
        Some(vectors::compare(self.sides.each_ref().map(Side::found)))
    }

    fn without_values(&self, _: Kind) -> Option<&'static str> {
        None
    }

    fn judge(&self, subject: &Subject<'_>) -> BTreeMap<String, PresetVerdict> {
        let numbers = self.numbers.each_ref().map(|side| &**side);
        rules::judge(subject, Some(&rules::Rows { sides: &self.sides, numbers }))
    }
}

/// Whether the numbers of both sides are the digits of days.
fn are_days(sorted: [&[f64]; 2]) -> bool {
    sorted.iter().all(|side| !side.is_empty() && side.iter().all(|number| is_day(*number)))
}

/// The numbers of both sides, each value by itself.
pub(crate) struct RowNumbers<'a>([Cow<'a, Numbers>; 2]);

impl NumberSides for RowNumbers<'_> {
    type Values = [f64];

    fn finite(&self) -> [&[f64]; 2] {
        self.0.each_ref().map(|side| side.finite())
    }

    fn summaries(&self) -> [Summary; 2] {
        self.0.each_ref().map(|side| side.summary())
    }

    fn scale(&self) -> Scale {
        if self.0.iter().all(|side| side.are_whole()) { Scale::Whole } else { Scale::Fractional }
    }

    fn binned(&self) -> Option<Binned> {
        None
    }

    fn are_equal(&self) -> bool {
        self.0[0].sorted == self.0[1].sorted
    }

    fn precision_change(&self, name: &str) -> Option<PrecisionChange> {
        let finite = self.finite();
        precision::change(name, finite, finite.map(|values| values.len() as u64))
    }

    fn rounded(&self, places: u32) -> Option<Self> {
        let rounded =
            |side: &Cow<'_, Numbers>| Numbers::of_sorted(precision::rounded(&side.sorted, places), side.missing);
        Some(Self(self.0.each_ref().map(|side| Cow::Owned(rounded(side)))))
    }

    fn test(&self, extent: Extent, results: &mut TestResults) -> Option<DriftPart> {
        let samples = self.0.each_ref().map(|side| Sample::with_moments(&side.sorted, *side.moments()));
        numeric::test(self.0.each_ref().map(|side| side.sorted.as_slice()), &samples, extent, results)
    }

    fn kuiper(&self) -> Option<Kuiper> {
        kuiper(&self.0[0].sorted, &self.0[1].sorted)
    }

    fn calendar(&self) -> Option<MomentProfile> {
        datetimes::describe(self.0.each_ref().map(|side| &**side))
    }
}
