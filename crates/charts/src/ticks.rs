//! Chooses round values for an axis and writes them all in the same form.
//!
//! Steps are 1, 2 or 5 times a power of ten. From ten thousand on, numbers are in thousands (k), millions (M), 10⁹ (G)
//! or 10¹² (T), as far as that takes no more than three decimals; very large and very small ones are `2e-7`.

use driftscope_present::numbers;

/// Stands between a number and its unit, as everywhere in the report.
const NARROW: char = '\u{202f}';

/// Divisors, their powers of ten, and what stands for them.
const SUFFIXES: [(f64, i32, &str); 4] = [(1e12, 12, "T"), (1e9, 9, "G"), (1e6, 6, "M"), (1e3, 3, "k")];

/// A value on an axis, and its text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tick {
    pub(crate) value: f64,
    pub(crate) label: String,
}

/// About `at_most` round numbers from `low` to `high`; one of the ends where the range has no round number that a
/// double can tell from the next.
pub(crate) fn numbers(low: f64, high: f64, at_most: usize) -> Vec<Tick> {
    let Some(step) = Step::within(low, high, at_most) else {
        return vec![Tick { value: low, label: numbers::number(low) }];
    };
    let values = step.multiples(low, high, at_most);
    let largest = values.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
    let form = Form::for_axis(largest, step.exponent);
    values.into_iter().map(|value| Tick { value, label: form.write(value) }).collect()
}

/// A number that need not be round, on an axis whose largest number is given: `150k` beside `100k`.
pub(crate) fn exact(value: f64, largest: f64) -> String {
    let scaled = SUFFIXES.into_iter().find(|(divisor, _, _)| (1e4..1e15).contains(&largest) && value.abs() >= *divisor);
    match scaled {
        Some((divisor, _, suffix)) => format!("{}{suffix}", numbers::number(value / divisor)),
        None => numbers::number(value),
    }
}

/// Shares from 0 to `high`, in per cent.
pub(crate) fn percents(high: f64, at_most: usize) -> Vec<Tick> {
    let Some(step) = Step::within(0.0, high * 100.0, at_most) else {
        return Vec::new();
    };
    let decimals = usize::try_from(-step.exponent).unwrap_or(0);
    step.multiples(0.0, high * 100.0, at_most)
        .into_iter()
        .map(|value| Tick { value: value / 100.0, label: percent_label(value, decimals) })
        .collect()
}

/// The powers of ten from `low` to 100 %, in per cent.
pub(crate) fn percent_powers(low: f64) -> Vec<Tick> {
    (-9..=0)
        .map(|exponent: i32| (exponent, libm::pow(10.0, f64::from(exponent))))
        .filter(|(_, share)| *share >= low * (1.0 - 1e-9))
        .map(|(exponent, value)| Tick {
            value,
            label: percent_label(value * 100.0, usize::try_from(-exponent - 2).unwrap_or(0)),
        })
        .collect()
}

fn percent_label(value: f64, decimals: usize) -> String {
    if value == 0.0 { format!("0{NARROW}%") } else { format!("{value:.decimals$}{NARROW}%") }
}

/// The distance between ticks: `digits` × 10^`exponent`.
#[derive(Clone, Copy)]
struct Step {
    digits: f64,
    exponent: i32,
}

impl Step {
    fn within(low: f64, high: f64, at_most: usize) -> Option<Self> {
        let span = high - low;
        if !(span > 0.0 && span.is_finite()) {
            return None;
        }
        let raw = span / at_most.max(1) as f64;
        let mut exponent = libm::floor(libm::log10(raw)) as i32;
        let mantissa = raw / libm::pow(10.0, f64::from(exponent));
        // A tick more than asked for is better than half of them.
        let mut digits = [1.0, 2.0, 5.0, 10.0].into_iter().find(|digits| *digits >= mantissa * 0.93)?;
        if digits > 9.0 {
            (digits, exponent) = (1.0, exponent + 1);
        }
        let step = Self { digits, exponent };
        // Below the smallest normal number, and where doubles are farther apart than the step, nothing is round.
        let resolution = low.abs().max(high.abs()) * f64::EPSILON;
        (exponent.abs() < 290 && step.times(1.0) > 4.0 * resolution).then_some(step)
    }

    fn multiples(self, low: f64, high: f64, at_most: usize) -> Vec<f64> {
        let step = self.times(1.0);
        // A tick that misses the end by rounding alone still belongs to the axis.
        let slack = step * 1e-9;
        let first = libm::ceil((low - slack) / step);
        (0..at_most.saturating_add(2))
            .map(|place| self.times(first + place as f64))
            .take_while(|value| *value <= high + slack)
            // The sum with zero turns −0 into 0.
            .map(|value| value + 0.0)
            .collect()
    }

    /// Division by a power of ten is exact where a product with 0.1 would not be.
    fn times(self, count: f64) -> f64 {
        let power = libm::pow(10.0, f64::from(self.exponent.abs()));
        if self.exponent < 0 { count * self.digits / power } else { count * self.digits * power }
    }
}

/// How all numbers of an axis are written.
enum Form {
    /// Whole numbers with thousands apart.
    Whole,
    /// Divided, with decimals and a suffix.
    Scaled { divisor: f64, suffix: &'static str, decimals: usize },
    /// `2.5e-7`.
    Scientific { decimals: usize },
}

impl Form {
    fn for_axis(largest: f64, exponent: i32) -> Self {
        if largest < 1e4 && exponent >= -6 {
            return if exponent >= 0 {
                Self::Whole
            } else {
                Self::Scaled { divisor: 1.0, suffix: "", decimals: exponent.unsigned_abs() as usize }
            };
        }
        for (divisor, power, suffix) in SUFFIXES {
            // 10 000 is 10k, and 1 500 000 is 1.5M, but 500 000 is 500k.
            if largest >= divisor && largest < 1e15 {
                let decimals = (power - exponent).max(0) as usize;
                if decimals <= 3 {
                    return Self::Scaled { divisor, suffix, decimals };
                }
                return if exponent >= 0 {
                    Self::Whole
                } else {
                    Self::Scaled { divisor: 1.0, suffix: "", decimals: exponent.unsigned_abs() as usize }
                };
            }
        }
        let magnitude = libm::floor(libm::log10(largest.max(f64::MIN_POSITIVE))) as i32;
        Self::Scientific { decimals: (magnitude - exponent).clamp(0, 15) as usize }
    }

    fn write(&self, value: f64) -> String {
        if value == 0.0 {
            return "0".to_owned();
        }
        let magnitude = value.abs();
        let digits = match self {
            Self::Whole => numbers::count(magnitude.round() as u64),
            Self::Scaled { divisor, suffix, decimals } => format!("{:.decimals$}{suffix}", magnitude / divisor),
            Self::Scientific { decimals } => format!("{magnitude:.decimals$e}"),
        };
        if value < 0.0 { format!("−{digits}") } else { digits }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(ticks: Vec<Tick>) -> Vec<String> {
        ticks.into_iter().map(|tick| tick.label.replace(NARROW, " ")).collect()
    }

    #[test]
    fn numbers_are_round_and_alike() {
        assert_eq!(labels(numbers(-1.0, 1.0, 4)), ["−1.0", "−0.5", "0", "0.5", "1.0"]);
        assert_eq!(labels(numbers(0.0, 47.0, 5)), ["0", "10", "20", "30", "40"]);
        assert_eq!(labels(numbers(0.0, 24_000.0, 5)), ["0", "5k", "10k", "15k", "20k"]);
        assert_eq!(labels(numbers(1e6, 2.6e6, 4)), ["1.0M", "1.5M", "2.0M", "2.5M"]);
        assert_eq!(labels(numbers(0.0, 9_000.0, 3)), ["0", "5 000"]);
        assert_eq!(
            labels(numbers(1_000_000.0, 1_000_004.0, 4)),
            ["1 000 000", "1 000 001", "1 000 002", "1 000 003", "1 000 004"]
        );
        assert_eq!(labels(numbers(0.0, 4e-7, 4)), ["0", "1e-7", "2e-7", "3e-7", "4e-7"]);
        assert_eq!(labels(numbers(0.0, 3e20, 3)), ["0", "1e20", "2e20", "3e20"]);
        assert_eq!(labels(numbers(0.1, 0.35, 3)), ["0.1", "0.2", "0.3"]);
    }

    #[test]
    fn ranges_without_room_for_round_numbers_still_have_a_label() {
        for (low, high) in
            [(5.0, 5.0), (9_007_199_254_740_992.0, 9_007_199_254_740_994.0), (-1.7e308, 1.7e308), (0.0, 5e-324)]
        {
            assert_eq!(numbers(low, high, 5).len(), 1, "{low} to {high}");
        }
    }

    #[test]
    fn numbers_between_ticks_keep_their_digits() {
        assert_eq!(exact(150_000.0, 150_000.0), "150k");
        assert_eq!(exact(2.5, 3.0), "2.5");
        assert_eq!(exact(-12_500.0, 20_000.0), "−12.5k");
        assert_eq!(exact(0.0, 20_000.0), "0");
    }

    #[test]
    fn shares_are_in_per_cent() {
        assert_eq!(labels(percents(0.11, 3)), ["0 %", "5 %", "10 %"]);
        assert_eq!(labels(percents(0.009, 4)), ["0 %", "0.5 %"]);
        assert_eq!(labels(percent_powers(0.001)), ["0.1 %", "1 %", "10 %", "100 %"]);
        assert!(percents(0.0, 3).is_empty());
    }
}
