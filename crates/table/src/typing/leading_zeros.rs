//! Counts whole numbers with leading zeros, such as `01067` and `007`.
//!
//! A postcode, an article number or a code of a country loses its spelling as a number: `zero_padded.rs` decides when they are
//! labels.

/// The values of one side that are whole numbers with leading zeros, and the other numbers beside them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LeadingZeros {
    /// How many values have leading zeros.
    pub count: u64,
    /// Digits of the shortest of them.
    pub narrowest: u64,
    /// Digits of the longest of them.
    pub widest: u64,
    /// The smallest and the largest finite number without leading zeros; `None` where there is none.
    pub plain: Option<(f64, f64)>,
}

impl LeadingZeros {
    pub(crate) fn see(&mut self, digits: usize, count: u64) {
        let digits = digits as u64;
        self.narrowest = if self.count == 0 { digits } else { self.narrowest.min(digits) };
        self.widest = self.widest.max(digits);
        self.count = self.count.saturating_add(count);
    }
}

/// The digits of a whole number with leading zeros: two or more digits of which the first is a zero. White space around
/// them does not count.
pub fn padded_digits(text: &str) -> Option<usize> {
    let text = text.trim();
    let is_padded = text.len() > 1 && text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    is_padded.then_some(text.len())
}
