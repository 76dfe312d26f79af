//! The texts of one side, a sample of them, and its two halves.
//!
//! **The order of rows must not matter**, so texts are put in the order of a hash of theirs, and the sample is drawn from
//! that order. **Chance must not be shared between the sides**: were both sides halved by one pattern, what chance put into
//! one half of each would be missing from the other half of each, and a classifier would find it. So each side's pattern
//! comes from a seed that is made of its own texts. Two sides with the same texts have the same halves, and no difference
//! whatever.

use driftscope_stats::random::Random;
use driftscope_stats::selection::Selection;
use driftscope_stats::sorting::sort_by;
use driftscope_table::Column;
use driftscope_table::typing::{Evidence, TextClass};

/// Texts of a side that are looked at word by word.
pub(super) const MOST_TEXTS: u64 = 20_000;

/// The distinct texts of one side.
#[derive(Debug, Default)]
pub(super) struct Texts<'a> {
    column: Option<&'a Column>,
    /// Ascending by hash.
    distinct: Vec<Distinct>,
    count: u64,
    seed: u64,
}

#[derive(Clone, Copy, Debug)]
struct Distinct {
    hash: u64,
    code: u32,
    copies: u64,
}

/// A text of the sample.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sampled<'a> {
    pub text: &'a str,
    /// How often it stands in the half that is learned from, and in the other one.
    pub training: u64,
    pub held_out: u64,
}

impl<'a> Texts<'a> {
    /// Whether another side holds the same texts, each equally often.
    pub(super) fn holds_the_same(&self, other: &Texts<'_>) -> bool {
        let (Some(here), Some(there)) = (self.column, other.column) else { return false };
        let is_same = |(one, another): (&Distinct, &Distinct)| {
            one.copies == another.copies && here.dictionary.get(one.code) == there.dictionary.get(another.code)
        };
        self.distinct.len() == other.distinct.len() && self.distinct.iter().zip(&other.distinct).all(is_same)
    }

    /// Takes the strings of a column that do not spell "missing".
    pub(super) fn of(found: Option<(&'a Column, &Evidence)>) -> Self {
        let Some((column, evidence)) = found else { return Self::default() };
        let kept = evidence.classes.iter().zip(&evidence.code_counts).enumerate();
        let mut distinct: Vec<Distinct> = kept
            .filter(|(_, (class, copies))| **copies > 0 && **class != TextClass::Null)
            .map(|(code, (_, &copies))| {
                let code = code as u32;
                Distinct { hash: hash(column.dictionary.get(code)), code, copies }
            })
            .collect();
        let text = |at: &Distinct| column.dictionary.get(at.code);
        sort_by(&mut distinct, &|a, b| a.hash.cmp(&b.hash).then_with(|| text(a).cmp(text(b))));
        let count = distinct.iter().map(|text| text.copies).sum();
        let seed = distinct.iter().fold(0, |seed, text| mixed(mixed(seed ^ text.hash) ^ text.copies));
        Self { column: Some(column), distinct, count, seed }
    }

    /// How many there are.
    pub(super) fn len(&self) -> u64 {
        self.count
    }

    /// The number of characters of each.
    pub(super) fn lengths(&self) -> Vec<f64> {
        let mut lengths = Vec::with_capacity(self.count as usize);
        for text in &self.distinct {
            let length = self.text(text.code).chars().count() as f64;
            lengths.extend(std::iter::repeat_n(length, text.copies as usize));
        }
        lengths
    }

    /// At most [`MOST_TEXTS`] of them, half of them to learn from.
    pub(super) fn sample(&self) -> impl Iterator<Item = Sampled<'_>> {
        let looked_at = self.count.min(MOST_TEXTS);
        let mut sample = Selection::new(self.count, looked_at, Random::new(self.seed));
        let mut halves = Selection::new(looked_at, looked_at / 2, Random::new(mixed(self.seed)));
        self.distinct.iter().filter_map(move |text| {
            let copies = (0..text.copies).filter(|_| sample.takes_next()).count() as u64;
            let training = (0..copies).filter(|_| halves.takes_next()).count() as u64;
            (copies > 0).then(|| Sampled { text: self.text(text.code), training, held_out: copies - training })
        })
    }

    fn text(&self, code: u32) -> &str {
        self.column.map_or("", |column| column.dictionary.get(code))
    }
}

/// FNV-1a (draft-eastlake-fnv), mixed once more: its low bits are weak.
fn hash(text: &str) -> u64 {
    mixed(text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)))
}

/// The first number of a generator with that seed.
fn mixed(seed: u64) -> u64 {
    Random::new(seed).next_u64()
}
