//! The labels of the rows of a file: the column that pandas and R write without a name.
//!
//! Nearly always they count the rows, from 0 or from 1, and say nothing.

use crate::read::assemble::rows::Rows;
use crate::read::assemble::schema::FieldId;

/// The labels so far.
#[derive(Debug)]
pub(crate) struct Labels {
    field: Option<FieldId>,
    /// The rows before those of the file.
    base: usize,
    /// What the next label is if they count.
    next: Option<u64>,
    /// They may count still.
    counts: bool,
}

impl Labels {
    /// Labels in this field of the rows from `base` on.
    pub(crate) fn new(field: Option<FieldId>, base: usize) -> Self {
        Self { field, base, next: None, counts: true }
    }

    /// The label of the next row.
    pub(crate) fn see(&mut self, label: &[u8]) {
        if !self.counts {
            return;
        }
        let number = match label {
            [b'0', _, ..] => None,
            digits if digits.iter().all(u8::is_ascii_digit) => {
                std::str::from_utf8(digits).ok().and_then(|digits| digits.parse::<u64>().ok())
            }
            _ => None,
        };
        self.counts = number.is_some_and(|number| self.next.map_or(number <= 1, |next| number == next));
        self.next = number.map(|number| number.saturating_add(1));
    }

    /// Decides whether they say more than the rows' numbers do.
    pub(crate) fn end(self, rows: &mut Rows) {
        if let Some(field) = self.field {
            rows.end_labels(field, self.base, !self.counts);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_count_say_nothing() {
        for (labels, counts) in [
            (&["0", "1", "2"][..], true),
            (&["1", "2", "3"], true),
            (&[], true),
            (&["2", "3"], false),
            (&["0", "2"], false),
            (&["0", "1", "1"], false),
            (&["00", "1"], false),
            (&["", "1"], false),
            (&["18446744073709551615"], false),
        ] {
            let mut all = Labels::new(None, 0);
            labels.iter().for_each(|label| all.see(label.as_bytes()));
            assert_eq!(all.counts, counts, "{labels:?}");
        }
    }
}
