//! Identifiers: compared by what can be seen without knowing their values.
//!
//! The values of an identifier are other ones on the other side by nature. What must not change is how they are made. So four
//! parts are tested, each with a p-value and an effect of its own:
//!
//! - **distinct**: the share of distinct values, which falls where identifiers collapse or rows come twice;
//! - **frequent**: the share of the most frequent value, such as `anonymous` for everyone without a name;
//! - **length**: the characters of strings;
//! - **form**: prefixes, letters, digits and signs ([`form`]).
//!
//! **Size.** More rows repeat more values. So shares of distinct values are compared as they stand and at the size of the smaller
//! side ([`rarefaction`]), and what lies between the two is no difference: values drawn from a large stock (users) keep to the
//! second, values with their own number of rows each (sessions) to the first.
//!
//! **Rows that belong together.** The rows of one session are no independent draws. So all counts are divided by the number of rows
//! that share the value of a row on average, Σc²/n, on the side where it is smaller: the design effect of clusters (Kish 1965).
//!
//! **One frequent value** is judged by its share. Length and form are those of all others.
//!
//! **Counters** grow, and their length with them: where all of production's numbers are above all of the reference's, a greater
//! length is no change.

mod form;
mod forms;
mod repetition;

use std::collections::BTreeMap;

use driftscope_stats::rarefaction::rarefied;

pub(crate) use form::Detail;
pub(crate) use forms::{ALL_NUMBERS, Forms, LONGEST, MOST_FORMS};
pub(crate) use repetition::Repetition;

use crate::statistics::part_size::PartSize;
use crate::statistics::results::TestResults;
use crate::statistics::shares;
use crate::values::category;
use crate::values::label::Label;
use crate::values::numeric::Numbers;
use crate::values::text;
use driftscope_report::{Categories, DriftPart, IdentifierDrift, IdentifierSide, Part};

/// One side, as far as a profile or hashed strings reveal it.
#[derive(Clone, Debug, Default)]
pub(crate) struct IdentifierValues {
    pub repetition: Option<Repetition>,
    pub forms: Option<Forms>,
}

impl IdentifierValues {
    /// The most frequent string and how often it occurs, if it is so frequent that it names no row.
    pub(crate) fn frequent(&self) -> Option<&(String, u64)> {
        let repetition = self.repetition.as_ref()?;
        let is_frequent = |count: u64| count > 1 && count as f64 >= FREQUENT * repetition.rows() as f64;
        repetition.top.as_ref().filter(|(_, count)| is_frequent(*count))
    }

    /// The forms of all values but a frequent one, which is judged by its share.
    fn forms_of_others(&self) -> Option<Forms> {
        let forms = self.forms.clone()?;
        Some(match self.frequent() {
            Some((text, count)) => forms.without(text, *count),
            None => forms,
        })
    }
}

/// A column compared by how its values are made.
pub(crate) struct Compared {
    pub drift: IdentifierDrift,
    /// The forms of both sides, where there are several.
    pub forms: Option<Categories>,
    pub parts: Vec<DriftPart>,
}

/// Of the values of a side, the share from which on a value is frequent.
const FREQUENT: f64 = 0.1;

/// A form with a prefix has at least this share of both sides; rarer ones are known without it.
const LEAST_SHARE: f64 = 0.01;

/// Lengths that the test by order looks at; of more it sees every second one, every third, and so on.
const MOST_LENGTHS: u64 = 1 << 22;

/// Compares both sides.
pub(crate) fn compare(sides: [&IdentifierValues; 2]) -> Compared {
    let repetition = sides.map(|side| side.repetition.as_ref());
    let together = match repetition {
        [Some(one), Some(other)] => one.rows_per_row().min(other.rows_per_row()),
        _ => 1.0,
    };
    let step = if together.is_finite() { together.round().max(1.0) as u64 } else { 1 };
    let mut parts = Vec::new();
    if let [Some(reference), Some(production)] = repetition {
        parts.extend(distinct_part([reference, production], step));
        parts.extend(frequent_part([reference, production], step));
    }
    let mut forms = None;
    if let [Some(reference), Some(production)] = sides.map(IdentifierValues::forms_of_others) {
        parts.extend(length_part([&reference, &production], step));
        let (part, listed) = form_part([&reference, &production], step);
        parts.extend(part);
        forms = listed;
    }
    let [reference, production] = sides.map(described);
    Compared { drift: IdentifierDrift { reference, production }, forms, parts }
}

fn described(side: &IdentifierValues) -> IdentifierSide {
    let lengths = side.forms.as_ref().map(|forms| &forms.lengths);
    IdentifierSide {
        most_frequent: side.repetition.as_ref().map(Repetition::most).filter(|most| *most > 0),
        shortest: lengths.and_then(|lengths| lengths.keys().next().copied()),
        median_length: lengths.and_then(median),
        longest: lengths.and_then(|lengths| lengths.keys().next_back().copied()),
    }
}

fn median(lengths: &BTreeMap<u64, u64>) -> Option<u64> {
    let half = lengths.values().fold(0_u64, |sum, count| sum.saturating_add(*count)).div_ceil(2);
    let mut passed = 0_u64;
    for (length, count) in lengths {
        passed = passed.saturating_add(*count);
        if passed >= half {
            return Some(*length);
        }
    }
    None
}

/// The shares of distinct values, both as of samples of the same size.
fn distinct_part(sides: [&Repetition; 2], step: u64) -> Option<DriftPart> {
    let rows = sides.map(Repetition::rows);
    let larger = usize::from(rows[1] > rows[0]);
    let smaller = 1 - larger;
    if rows[smaller] == 0 {
        return None;
    }
    let share = |side: usize| sides[side].distinct() as f64 / rows[side] as f64;
    let at_same_size = rarefied(sides[larger].times(), rows[smaller])? / rows[smaller] as f64;
    let mut compared = [share(0), share(1)];
    compared[larger] = share(smaller).clamp(share(larger), at_same_size.max(share(larger)));
    let rows = rows.map(|rows| rows / step);
    let hits = [0, 1].map(|side| ((compared[side] * rows[side] as f64).round() as u64).min(rows[side]));
    two_shares(Part::Distinct, hits, rows)
}

/// The shares of each side's own most frequent value, beyond the rows that a value has on average. On either side any value may have been
/// the most frequent, and each of them counts as a look.
fn frequent_part(sides: [&Repetition; 2], step: u64) -> Option<DriftPart> {
    let hits = sides.map(|side| side.most().saturating_sub(step) / step);
    let rows = sides.map(|side| side.rows().saturating_sub(step) / step);
    let mut part = two_shares(Part::Frequent, hits, rows)?;
    let is_higher = hits[1] as f64 * rows[0] as f64 > hits[0] as f64 * rows[1] as f64;
    part.p_value = (part.p_value * sides[usize::from(is_higher)].distinct() as f64).min(1.0);
    Some(part)
}

fn two_shares(part: Part, hits: [u64; 2], rows: [u64; 2]) -> Option<DriftPart> {
    let (test, p_value) = shares::test(hits, rows)?;
    let counts = [0, 1].map(|side| [hits[side], rows[side] - hits[side]]);
    Some(PartSize::of(&counts[0], &counts[1])?.part(part, test, p_value))
}

/// The lengths of strings. `None` where all are one, and where counters have grown.
fn length_part(sides: [&Forms; 2], step: u64) -> Option<DriftPart> {
    let lengths = sides.map(|side| &side.lengths);
    let ends = |lengths: &BTreeMap<u64, u64>| Some((*lengths.keys().next()?, *lengths.keys().next_back()?));
    let [reference, production] = [ends(lengths[0])?, ends(lengths[1])?];
    let has_counted_on = sides[1].range[0] > sides[0].range[1] && production.0 >= reference.0;
    if has_counted_on || reference == production && reference.0 == reference.1 {
        return None;
    }
    text::length_part(&lengths.map(|lengths| {
        let rows = lengths.values().fold(0_u64, |sum, count| sum.saturating_add(*count));
        let step = step.max(rows.div_ceil(MOST_LENGTHS));
        let times = |(length, count): (&u64, &u64)| std::iter::repeat_n(*length as f64, thinned(*count, step) as usize);
        Numbers::of_sorted(lengths.iter().flat_map(times).collect(), 0)
    }))
}

fn thinned(count: u64, step: u64) -> u64 {
    count.saturating_add(step / 2) / step
}

/// The forms of strings, and their list.
fn form_part(sides: [&Forms; 2], step: u64) -> (Option<DriftPart>, Option<Categories>) {
    let detail = sides[0].detail.max(sides[1].detail);
    let rows = sides[0].len().saturating_add(sides[1].len()) as f64;
    let mut pooled = BTreeMap::<String, [u64; 2]>::new();
    for (side, forms) in sides.into_iter().enumerate() {
        let mut forms = forms.clone();
        forms.coarsen(detail);
        for (form, count) in forms.counts {
            pooled.entry(form).or_default()[side] = count;
        }
    }
    let mut shown = BTreeMap::<String, [u64; 2]>::new();
    for (form, counts) in pooled {
        let is_rare = ((counts[0] as f64) + (counts[1] as f64)) < LEAST_SHARE * rows;
        let form = if is_rare { form::coarser(&form, Detail::Pattern) } else { form };
        let known = shown.entry(form::shown(&form)).or_default();
        *known = [0, 1].map(|side| known[side].saturating_add(counts[side]));
    }
    if shown.len() < 2 {
        return (None, None);
    }
    let label = |(text, [reference, production]): (String, [u64; 2])| Label { text, reference, production };
    let labels: Vec<Label> = shown.into_iter().map(label).collect();
    let mut listed = category::list(&labels, false);
    let apart: Vec<Label> = labels
        .into_iter()
        .map(|Label { text, reference, production }| Label {
            text,
            reference: thinned(reference, step),
            production: thinned(production, step),
        })
        .filter(|label| label.reference + label.production > 0)
        .collect();
    let tested = category::test(&apart, &mut TestResults::default());
    let part = tested.map(|(part, decisive)| {
        listed.decisive = decisive.and_then(|decisive| listed.count_of(&decisive.label));
        DriftPart { part: Part::Form, ..part }
    });
    (part, Some(listed))
}
