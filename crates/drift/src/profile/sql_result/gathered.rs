//! The rows of one column and window, put together.

use std::collections::HashMap;

use driftscope_sql::result::MOST_PAIRS;
use driftscope_stats::distinct::Distinct;
use driftscope_stats::value_sketch::Bucket;

use super::rows::Row;

/// A bucket with the sums of what its values are above the beginning of the bucket.
#[derive(Clone, Copy, Debug)]
pub(super) struct SummedBucket {
    /// Its place in the order of numbers.
    pub key: i64,
    pub bucket: Bucket,
    pub rests: u128,
    pub squares: u128,
}

/// What the rows of one column and window hold.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// All values, those that are missing included, as the engine counted them.
    pub total: Option<u64>,
    /// The values in the rows that are there.
    pub found: u64,
    pub dropped: u32,
    pub bound: u64,
    pub fractions: u64,
    pub beyond_bits: u64,
    pub infinite: [u64; 2],
    pub buckets: Vec<SummedBucket>,
    pub labels: Vec<(String, u64)>,
    pub booleans: [u64; 2],
    /// Values in strings that are not kept, and how many of them are sentences.
    pub other: [u64; 2],
    pub distinct: Option<Distinct>,
    /// Of a model: the scores of each combination of values, which is written as in `driftscope_sql::result`. Of a column by segment: the
    /// numbers of each segment, or the rows of each segment and value.
    pub combinations: Vec<(String, Gathered)>,
    /// Their places.
    places: HashMap<String, usize>,
}

impl Gathered {
    /// Strings, each with its count.
    pub(super) fn of_labels(labels: Vec<(String, u64)>) -> Self {
        Self { labels, ..Self::default() }
    }

    /// Adds a row. `None` if the SQL does not return such a row.
    pub(super) fn see(&mut self, row: &Row) -> Option<()> {
        let count = row.count();
        if is_value(row) && !row.label.is_empty() {
            self.found = self.found.saturating_add(count?);
            let of = Row::text(&row.label)?;
            let known = self.places.get(of).copied();
            let is_full = self.combinations.len() > MOST_PAIRS as usize;
            let place = match known {
                Some(place) => place,
                None if is_full => return Some(()),
                None => {
                    self.places.insert(of.to_owned(), self.combinations.len());
                    self.combinations.push((of.to_owned(), Self::default()));
                    self.combinations.len() - 1
                }
            };
            return self.combinations[place].1.see(&Row { label: String::new(), ..row.clone() });
        }
        match row.what.as_str() {
            "total" => return self.see_total(row),
            "register" => return self.see_register(row),
            "absent" | "not_a_number" => {}
            "minus_infinity" => self.infinite[0] = self.infinite[0].saturating_add(count?),
            "plus_infinity" => self.infinite[1] = self.infinite[1].saturating_add(count?),
            "number" | "time" => self.buckets.push(bucket(row)?),
            "text" => self.labels.push((Row::text(&row.label)?.to_owned(), count?)),
            "boolean" => {
                let value = usize::from(Row::text(&row.label)? == "true");
                self.booleans[value] = self.booleans[value].saturating_add(count?);
            }
            "other" => {
                let sentences: u64 = row.second.parse().ok()?;
                self.other = [self.other[0].saturating_add(count?), self.other[1].saturating_add(sentences)];
            }
            _ => return None,
        }
        self.found = self.found.saturating_add(count?);
        Some(())
    }

    fn see_total(&mut self, row: &Row) -> Option<()> {
        let number = |text: &str| if text.is_empty() { Some(0) } else { text.parse::<u64>().ok() };
        if self.total.replace(row.count()?).is_some() {
            return None;
        }
        self.dropped = u32::try_from(number(&row.low)?).ok().filter(|dropped| *dropped <= 52)?;
        self.bound = number(&row.high)?;
        self.fractions = number(&row.first)?;
        self.beyond_bits = number(&row.second)?;
        Some(())
    }

    /// The least hash of those that begin with the same three digits.
    fn see_register(&mut self, row: &Row) -> Option<()> {
        let (first, rest) = (Row::text(&row.low)?, Row::text(&row.high)?);
        if first.len() != 3 || rest.len() != 13 {
            return None;
        }
        let hash = u64::from_str_radix(&format!("{first}{rest}"), 16).ok()?;
        self.distinct.get_or_insert_default().add_hash(hash);
        Some(())
    }
}

/// Whether a row is of numbers, or of what is none: only in a model these are of a string, the combination that they belong to.
fn is_value(row: &Row) -> bool {
    ["number", "absent", "not_a_number", "minus_infinity", "plus_infinity"].contains(&row.what.as_str())
}

fn bucket(row: &Row) -> Option<SummedBucket> {
    let key = row.low.parse().ok()?;
    let bucket = Bucket { low: number(key)?, high: number(row.high.parse().ok()?)?, count: row.count()? };
    Some(SummedBucket { key, bucket, rests: row.first.parse().ok()?, squares: row.second.parse().ok()? })
}

/// The number whose place in the order of numbers this is: the bits of one from 0, less one and counted down below.
fn number(key: i64) -> Option<f64> {
    let value = if key >= 0 { f64::from_bits(key as u64) } else { -f64::from_bits(!key as u64) };
    value.is_finite().then_some(value)
}
