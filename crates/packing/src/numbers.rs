//! Numbers: decimals with few digits by their digits, others by the bits of their double.
//!
//! In a list, what counts is the difference to the element before: quantiles rise, edges have equal steps.

use super::coder::{Coder, mixed};
use super::paths::Path;

/// Digits up to which a decimal is shorter by its digits.
const MOST_DIGITS: usize = 11;

/// Bits behind the highest one that are predicted.
const PREDICTED: u32 = 3;

/// Bits of a double behind its sign and exponent.
const MANTISSA: u32 = 52;

/// A number with few digits: `digits` without the point, which stands before the last `scale` of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    negative: bool,
    digits: u64,
    scale: u32,
}

impl Decimal {
    /// Nought, where a reader has nothing yet.
    pub(super) const ZERO: Self = Self { negative: false, digits: 0, scale: 0 };

    /// The decimal that is written like this.
    pub(super) fn of(text: &[u8]) -> Option<Self> {
        let (negative, body) = text.strip_prefix(b"-").map_or((false, text), |body| (true, body));
        let point = body.iter().position(|byte| *byte == b'.');
        let scale = point.map_or(0, |point| body.len() - point - 1);
        let figures = body.iter().filter(|byte| **byte != b'.');
        if body.len() > MOST_DIGITS + 5 || !figures.clone().all(u8::is_ascii_digit) {
            return None;
        }
        let digits = figures.fold(0, |digits, byte| digits * 10 + u64::from(byte - b'0'));
        let decimal = Self { negative, digits, scale: scale as u32 };
        (digits < 10_u64.pow(MOST_DIGITS as u32) && decimal.text().as_bytes() == text).then_some(decimal)
    }

    /// As it is written.
    pub(super) fn text(self) -> String {
        let sign = if self.negative { "-" } else { "" };
        let scale = self.scale as usize;
        let figures = format!("{:0width$}", self.digits, width = scale + 1);
        let (whole, part) = figures.split_at(figures.len() - scale);
        if scale == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
    }

    /// Written, or read.
    pub(super) fn coded(self, coder: &mut Coder, context: u32, seen: &mut Path, before: Option<Self>) -> Self {
        let usual = mixed(context, before.map_or(99, |before| before.scale));
        let scale = coder.tree(mixed(usual, 11), 4, self.scale.min(15));
        match before.filter(|before| before.scale == scale) {
            Some(before) => {
                let step = self.signed().wrapping_sub(before.signed());
                let next = before.signed().wrapping_add(stepped(coder, mixed(context, 12), seen, step));
                Self { negative: next < 0, digits: next.unsigned_abs(), scale }
            }
            None => {
                let negative = coder.bit(mixed(context, 13), self.negative);
                let digits = counted(coder, mixed(context, 14), seen, self.digits);
                Self { negative, digits, scale }
            }
        }
    }

    /// Whether a step from it leads here: not to `-0.0`, which no step reaches.
    pub(super) fn is_reached(self) -> bool {
        !(self.negative && self.digits == 0)
    }

    fn signed(self) -> i64 {
        if self.negative { (self.digits as i64).wrapping_neg() } else { self.digits as i64 }
    }
}

/// A double, written or read.
pub(super) fn double(coder: &mut Coder, context: u32, seen: &mut Path, number: f64, before: Option<f64>) -> f64 {
    if let Some(before) = before {
        let step = ordered(number).wrapping_sub(ordered(before));
        return of_ordered(ordered(before).wrapping_add(stepped(coder, mixed(context, 15), seen, step)));
    }
    let bits = number.to_bits();
    let head = coder.tree(mixed(context, 16), 12, (bits >> MANTISSA) as u32);
    let next = coder.tree(mixed(mixed(context, 17), head), PREDICTED, (bits >> (MANTISSA - PREDICTED)) as u32 & 7);
    let rest = coder.plain(MANTISSA - PREDICTED, bits);
    f64::from_bits(u64::from(head) << MANTISSA | u64::from(next) << (MANTISSA - PREDICTED) | rest)
}

/// A double as a whole number in the same order. -0 is just below 0.
fn ordered(number: f64) -> i64 {
    turned(number.to_bits() as i64)
}

fn of_ordered(place: i64) -> f64 {
    f64::from_bits(turned(place) as u64)
}

/// Turns the order of negative numbers around.
fn turned(bits: i64) -> i64 {
    bits ^ ((bits >> 63) as u64 >> 1) as i64
}

/// A step up or down.
fn stepped(coder: &mut Coder, context: u32, seen: &mut Path, step: i64) -> i64 {
    let down = coder.bit(mixed(context, 18), step < 0);
    let size = counted(coder, context, seen, step.unsigned_abs());
    if down { (size as i64).wrapping_neg() } else { size as i64 }
}

/// A size: how many bits it has, given how many the one before had, then the bits behind the highest.
fn counted(coder: &mut Coder, context: u32, seen: &mut Path, size: u64) -> u64 {
    let length = coder.tree(mixed(context, seen.length), 7, u64::BITS - size.leading_zeros()).min(64);
    seen.length = length;
    let Some(below) = length.checked_sub(1) else { return 0 };
    let predicted = below.min(PREDICTED);
    let high = (size >> (below - predicted)) as u32 & ((1 << predicted) - 1);
    let high = coder.tree(mixed(mixed(context, length), 19), predicted, high);
    let rest = coder.plain(below - predicted, size);
    1 << below | u64::from(high) << (below - predicted) | rest
}
