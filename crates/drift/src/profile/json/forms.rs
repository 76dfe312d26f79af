//! The forms and lengths of strings in the JSON of a profile.

use serde::{Deserialize, Serialize};

use super::super::error::Contradiction;
use crate::values::identifier::{ALL_NUMBERS, Detail, Forms, MOST_FORMS};

#[derive(Serialize, Deserialize)]
pub(super) struct WireForms {
    /// 0: with prefixes, 1: runs of letters and digits, 2: kinds of characters.
    detail: u8,
    form: Vec<String>,
    count: Vec<u64>,
    length: Vec<u64>,
    length_count: Vec<u64>,
    /// The smallest and the largest number in them, where every one has a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    range: Option<[f64; 2]>,
}

impl WireForms {
    pub(super) fn of(forms: &Forms) -> Self {
        Self {
            detail: forms.detail as u8,
            form: forms.counts.keys().cloned().collect(),
            count: forms.counts.values().copied().collect(),
            length: forms.lengths.keys().copied().collect(),
            length_count: forms.lengths.values().copied().collect(),
            range: Some(forms.range).filter(|range| range.iter().all(|end| end.is_finite())),
        }
    }

    /// The forms of this number of values in strings.
    pub(super) fn read(self, size: u64) -> Result<Forms, Contradiction> {
        if self.form.len() != self.count.len() || self.length.len() != self.length_count.len() {
            return Err(Contradiction::Lengths);
        }
        let sum = |counts: &[u64]| counts.iter().fold(0_u64, |sum, count| sum.saturating_add(*count));
        let fit = self.form.len() <= MOST_FORMS
            && self.form.iter().all(|form| form.len() <= LONGEST_FORM)
            && self.length.iter().all(|length| *length <= crate::values::identifier::LONGEST)
            && sum(&self.count) == size
            && sum(&self.length_count) == size;
        let detail = match self.detail {
            0 => Detail::Prefix,
            1 => Detail::Pattern,
            _ => Detail::Kinds,
        };
        fit.then(|| Forms {
            detail,
            counts: self.form.into_iter().zip(self.count).collect(),
            lengths: self.length.into_iter().zip(self.length_count).collect(),
            range: self.range.filter(|range| range[0] <= range[1]).unwrap_or(ALL_NUMBERS),
        })
        .ok_or(Contradiction::Labels)
    }
}

/// Bytes that no form has more of.
const LONGEST_FORM: usize = 64;
