//! A last row of totals, as spreadsheets and reports have it: `Total,27020.5,102.1`.

/// The first field of such a row.
const WORDS: [&[u8]; 10] =
    [b"total", b"totals", b"grand total", b"sum", b"overall", b"gesamt", b"summe", b"insgesamt", b"suma", b"totale"];

/// Rows that begin like a row of totals.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Totals {
    /// Some stand among the others, so that the last one may be a row like them.
    are_labels: bool,
    /// The last row of the file was one.
    pub is_last: bool,
}

impl Totals {
    /// Whether such a row is left out, as the last one is. `is_last` says that nothing is known to follow, `is_end` that nothing will.
    pub(super) fn of(&mut self, is_last: bool, is_end: bool) -> Option<bool> {
        if self.are_labels {
            return Some(false);
        }
        match (is_last, is_end) {
            (true, false) => None,
            (true, true) => {
                self.is_last = true;
                Some(true)
            }
            (false, _) => {
                self.are_labels = true;
                Some(false)
            }
        }
    }
}

/// Whether the first field of a row says that it holds totals.
#[inline]
pub(super) fn begins(field: &[u8]) -> bool {
    // Most rows begin with a digit or a longer text.
    matches!(field.first(), Some(b'T' | b't' | b'S' | b's' | b'G' | b'g' | b'O' | b'o' | b'I' | b'i')) && is_word(field)
}

#[cold]
fn is_word(field: &[u8]) -> bool {
    let word = field.trim_ascii();
    let word = word.strip_suffix(b":").unwrap_or(word);
    WORDS.iter().any(|known| word.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_named() {
        for field in ["Total", "TOTAL:", "Grand total", "Summe "] {
            assert!(begins(field.as_bytes()), "{field}");
        }
        for field in ["", "Totally", "1", "Station", "total_a"] {
            assert!(!begins(field.as_bytes()), "{field}");
        }
    }
}
