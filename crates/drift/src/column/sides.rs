//! Both sides of a column, whether their rows or only their profiles are known.
//!
//! A comparison asks both sides together, not one after the other: two profiles are laid on common edges before either has
//! values that can be compared, and the kind of a column is decided over both.

use driftscope_report::{Binned, DriftPart, Kind, MissingWord, MomentProfile, PrecisionChange, PresetVerdict, Summary};
use driftscope_stats::kuiper::Kuiper;
use driftscope_stats::ordered::Ordered;
use driftscope_table::typing::{Evidence, TextClass, Variety};

use std::collections::BTreeMap;

use crate::extent::Extent;
use crate::rules::Subject;
use crate::statistics::results::TestResults;
use crate::values::histogram::Scale;
use crate::values::identifier::IdentifierValues;
use crate::values::label::Label;
use crate::values::tags;
use crate::values::text;
use crate::values::vectors;

/// Both sides of a column. Rows implement it in [`crate::rows`], profiles in [`crate::profile`].
pub(crate) trait ColumnSides {
    /// The numbers of both sides.
    type Numbers<'a>: NumberSides
    where
        Self: 'a;

    /// What the values of each side show of its type.
    fn evidence(&self) -> [&Evidence; 2];

    /// Whether each side has the column.
    fn are_there(&self) -> [bool; 2];

    /// Whether the values of a side are labels that came in files of their own.
    fn are_labels(&self) -> bool {
        false
    }

    /// The distinct values of both sides.
    fn variety(&self) -> Variety;

    /// The kind, once running numbers and other sequences are distinguished from measurements and labels.
    fn tell_running_numbers(&self, decided: Kind, variety: &Variety) -> Running;

    /// How many strings of each side look like numbers.
    fn number_texts(&self) -> [u64; 2];

    /// The first string of a side that is such.
    fn first_text(&self, side: usize, is_such: &dyn Fn(&TextClass, &str) -> bool) -> Option<String>;

    /// Words that count as missing values.
    fn missing_words(&self) -> Vec<MissingWord>;

    /// Rows of a side without one of `present` values.
    fn missing(&self, side: usize, present: u64) -> u64;

    /// Distinct values of a side.
    fn distinct(&self, side: usize) -> u64;

    /// The values as numbers.
    fn numbers(&self) -> Self::Numbers<'_>;

    /// The values as seconds since 1970.
    fn seconds(&self) -> Self::Numbers<'_>;

    /// The values as times of the day, in seconds since midnight.
    fn times_of_day(&self) -> Self::Numbers<'_>;

    /// The values by category, or as false and true.
    fn labels(&self, kind: Kind) -> Labels;

    /// The values of an identifier, by how they are made.
    fn identifiers(&self) -> [IdentifierValues; 2];

    /// The texts of both sides compared; `None` where no texts are kept.
    fn texts(&self) -> Option<text::Compared>;

    /// The lists of labels of both sides compared; `None` where none are kept.
    fn tags(&self) -> Option<tags::Compared>;

    /// The vectors of both sides compared; `None` where none are kept.
    fn vectors(&self) -> Option<vectors::Compared>;

    /// Why the values of a kind are not tested, where they are not kept.
    fn without_values(&self, kind: Kind) -> Option<&'static str>;

    /// The verdicts of other tools' rules.
    fn judge(&self, subject: &Subject<'_>) -> BTreeMap<String, PresetVerdict>;
}

/// The kind of a column that may number its rows.
#[derive(Clone, Copy)]
pub(crate) struct Running {
    pub kind: Kind,
    /// Whether the order of the rows would have been asked, and is not known.
    pub is_order_unknown: bool,
    /// Its values follow the rows and nothing else.
    pub is_sequence: bool,
}

/// The values of both sides by category.
pub(crate) struct Labels {
    pub labels: Vec<Label>,
    /// How many values are in no category of their own, where a profile keeps not all of them.
    pub binned: Option<Binned>,
    /// Distinct values of each side, where labels are buckets that may hold many.
    pub distinct: Option<[u64; 2]>,
    /// Some labels were written in another form than they are listed in.
    pub are_formed: bool,
}

/// The numbers of both sides of a column, in order.
pub(crate) trait NumberSides: Sized {
    /// One side.
    type Values: Ordered + ?Sized;

    /// The finite values of each side.
    fn finite(&self) -> [&Self::Values; 2];

    /// The figures of each side.
    fn summaries(&self) -> [Summary; 2];

    /// Whether the values are whole.
    fn scale(&self) -> Scale;

    /// How coarse the values are, where they are not exact.
    fn binned(&self) -> Option<Binned>;

    /// Whether both sides hold the same values.
    fn are_equal(&self) -> bool;

    /// The precision of both sides, where it differs.
    fn precision_change(&self, name: &str) -> Option<PrecisionChange>;

    /// The same values, rounded to decimal places; `None` where single values are not known.
    fn rounded(&self, places: u32) -> Option<Self>;

    /// Tests the values, and adds the statistics that belong to this extent.
    fn test(&self, extent: Extent, results: &mut TestResults) -> Option<DriftPart>;

    /// Kuiper's test of the values; `None` where a side has none.
    fn kuiper(&self) -> Option<Kuiper>;

    /// Periods, gaps, hours and weekdays, where the values are seconds since 1970 and each of them is known.
    fn calendar(&self) -> Option<MomentProfile>;
}
