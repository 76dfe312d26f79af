//! Numbers in words, in one place, so that page, command and findings say the same.

/// Separates thousands: a narrow space at which no line breaks.
const GROUP: char = '\u{202f}';

/// Stands between a number and its unit.
const NARROW: char = '\u{202f}';

/// A count with its thousands apart: `12 000`.
pub fn count(value: u64) -> String {
    group(&value.to_string())
}

/// A measured number in four significant digits or all of its whole ones: `39.92`, `1 576`, `0.0031`, `1.2e-9`.
pub fn number(value: f64) -> String {
    number_with(value, 0)
}

/// Two numbers with as many digits as it takes to see which is larger: `20` and `20.11`, `0.3000001` and `0.3000002`.
pub fn numbers(values: [f64; 2]) -> [String; 2] {
    apart(values, number_with)
}

/// Both values in words, with as many more digits as it takes for the texts to differ where the values do.
fn apart(values: [f64; 2], text: fn(f64, usize) -> String) -> [String; 2] {
    // More digits than a double has do not help.
    const MOST: usize = 13;
    let differ = values[0] != values[1];
    let with = |extra| values.map(|value| text(value, extra));
    (0..=MOST).map(with).find(|[one, other]| !differ || one != other).unwrap_or_else(|| with(0))
}

/// A number in four significant digits and some more.
fn number_with(value: f64, extra: usize) -> String {
    let magnitude = value.abs();
    if value == 0.0 {
        return "0".to_owned();
    }
    if !value.is_finite() {
        return if value.is_nan() {
            "–"
        } else if value > 0.0 {
            "∞"
        } else {
            "−∞"
        }
        .to_owned();
    }
    if !(1e-4..1e9).contains(&magnitude) {
        let decimals = 2 + extra;
        return signed(&trim_zeros_before_exponent(&format!("{magnitude:.decimals$e}")), value);
    }
    let decimals = extra
        + match magnitude {
            m if m >= 1000.0 => 0,
            m if m >= 100.0 => 1,
            m if m >= 10.0 => 2,
            m if m >= 1.0 => 3,
            m if m >= 0.1 => 4,
            m if m >= 0.01 => 5,
            m if m >= 0.001 => 6,
            _ => 7,
        };
    let digits = format!("{magnitude:.decimals$}");
    let digits = trim_zeros(&digits);
    let (whole, fraction) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    signed(&format!("{}{fraction}", group(whole)), value)
}

/// A share from 0 to 1 in per cent: `12 %`, `3.1 %`, `0.04 %`.
pub fn percent(share: f64) -> String {
    format!("{}{NARROW}%", percent_digits(share, 0))
}

/// Two shares in per cent, with as many digits as it takes to see which is larger: `99.7 %` and `98.8 %`.
pub fn percents(shares: [f64; 2]) -> [String; 2] {
    apart(shares, percent_digits).map(|digits| format!("{digits}{NARROW}%"))
}

/// The change from one share to another: `22 → 32 %`.
pub fn percent_change(from: f64, to: f64) -> String {
    let [from, to] = apart([from, to], percent_digits);
    format!("{from} → {to}{NARROW}%")
}

/// Whole per cent, and digits where it or what it lacks to 100 is small: 98.8 is not 99, as 1.2 is not 1.
fn percent_digits(share: f64, extra: usize) -> String {
    let value = share * 100.0;
    if value <= 0.0 {
        return "0".to_owned();
    }
    if value >= 100.0 {
        return "100".to_owned();
    }
    let smaller = value.min(100.0 - value);
    let decimals = extra
        + match smaller {
            v if v < 0.095 => 2,
            v if v < 9.95 => 1,
            _ => 0,
        };
    // Nothing only where nothing is, and all only where nothing is left.
    let least = libm::pow(10.0, -(decimals as f64));
    if smaller < least {
        let is_low = value == smaller;
        let (sign, end) = if is_low { ("<", least) } else { (">", 100.0 - least) };
        return format!("{sign} {end:.decimals$}");
    }
    trim_zeros(&format!("{value:.decimals$}")).to_owned()
}

/// A p-value: `0.27`, `0.0031`, `4e-9`, `< 1e-16`.
pub fn p_value(p: f64) -> String {
    p_value_with(p, 0)
}

fn p_value_with(p: f64, extra: usize) -> String {
    match p {
        p if p.is_nan() => "–".to_owned(),
        p if p < 1e-16 => "< 1e-16".to_owned(),
        p if p < 0.001 => format!("{p:.extra$e}"),
        p => {
            let decimals = extra
                + match p {
                    p if p < 0.01 => 4,
                    p if p < 0.1 => 3,
                    _ => 2,
                };
            format!("{p:.decimals$}")
        }
    }
}

/// A p-value with as many digits as show on which side of its limit it is: `0.0496` and not `0.050` if the limit is 0.05.
pub fn p_value_against(p: f64, limit: f64) -> String {
    on_its_side(p, limit, p_value_with)
}

/// The same after its name: `p = 0.0496`.
pub fn p_relation_against(p: f64, limit: f64) -> String {
    let text = p_value_against(p, limit);
    if text.starts_with('<') { format!("p {text}") } else { format!("p = {text}") }
}

/// A value in words, with as many more digits as it takes for them to be on the same side of a limit as the value.
fn on_its_side(value: f64, limit: f64, text: fn(f64, usize) -> String) -> String {
    let is_clear = |text: &String| {
        text.parse::<f64>().map_or(true, |shown| shown.partial_cmp(&limit) == value.partial_cmp(&limit))
    };
    (0..=8).map(|extra| text(value, extra)).find(is_clear).unwrap_or_else(|| text(value, 0))
}

/// A p-value after its name: `p = 0.27`, `p < 1e-16`.
pub fn p_relation(p: f64) -> String {
    p_relation_against(p, f64::NAN)
}

/// An effect from 0 to 1: `0.11`.
pub fn effect(value: f64) -> String {
    format!("{value:.2}")
}

/// An effect that lies between two ends: `0.11`, or `0.10–0.12` where they differ as they are written.
pub fn effect_between([low, high]: [f64; 2]) -> String {
    let (low, high) = (effect(low.max(0.0)), effect(high.min(1.0)));
    if low == high { low } else { format!("{low}–{high}") }
}

/// An effect with as many digits as show on which side of its limit it is: `0.048` and not `0.05` if the limit is 0.05.
pub fn effect_against(value: f64, limit: f64) -> String {
    on_its_side(value, limit, |value, extra| format!("{value:.*}", 2 + extra))
}

/// A correlation from −1 to 1: `−0.50`.
pub fn coefficient(value: f64) -> String {
    decimals(value, 2)
}

/// A number with this many decimals, without a sign where all of them are 0: `−2.9`, `0.0`.
pub fn decimals(value: f64, decimals: usize) -> String {
    let digits = format!("{:.decimals$}", value.abs());
    let is_zero = digits.chars().all(|digit| matches!(digit, '0' | '.'));
    if is_zero { digits } else { signed(&digits, value) }
}

/// An area under a ROC curve: `0.87`, and near its ends `0.998`.
pub fn area(value: f64) -> String {
    if (0.01..=0.99).contains(&value) { format!("{value:.2}") } else { format!("{value:.3}") }
}

/// Bytes in units of a thousand: `2.2 MB`.
pub fn bytes(value: u64) -> String {
    let value = value as f64;
    match value {
        v if v < 1e3 => format!("{v:.0}{NARROW}B"),
        v if v < 1e6 => format!("{:.0}{NARROW}kB", v / 1e3),
        v if v < 1e8 => format!("{:.1}{NARROW}MB", v / 1e6),
        v if v < 1e9 => format!("{:.0}{NARROW}MB", v / 1e6),
        v => format!("{:.2}{NARROW}GB", v / 1e9),
    }
}

/// A time in the largest unit that it has one of: `45 s`, `5 min`, `7.6 h`, `31 days`.
pub fn duration(seconds: f64) -> String {
    let rounded = |value: f64| number((value * 10.0).round() / 10.0);
    match seconds {
        s if s < 120.0 => format!("{}{NARROW}s", number(s)),
        s if s < 7_200.0 => format!("{}{NARROW}min", rounded(s / 60.0)),
        s if s < 172_800.0 => format!("{}{NARROW}h", rounded(s / 3_600.0)),
        s => format!("{}{NARROW}days", rounded(s / 86_400.0)),
    }
}

/// Seconds since midnight on the clock, to the minute: `14:30`; the end of the day is `24:00`.
pub fn clock(seconds: f64) -> String {
    const DAY: u32 = 1_440;
    let minutes = (seconds / 60.0).round().clamp(0.0, f64::from(DAY)) as u32;
    let minutes = if minutes == DAY && seconds < 60.0 * f64::from(DAY) { 0 } else { minutes };
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// `1 column`, `2 columns`.
pub fn counted(value: u64, one: &str, many: &str) -> String {
    format!("{}{}{}", count(value), ' ', if value == 1 { one } else { many })
}

/// The day of a moment written as `2013-03-01T10:45:00Z`: `2013-03-01`.
pub fn day(moment: &str) -> &str {
    moment.split('T').next().unwrap_or(moment)
}

/// At most `length` characters, the last one `…` where some were left out.
pub fn shortened(text: &str, length: usize) -> String {
    if text.chars().count() <= length {
        return text.to_owned();
    }
    let kept: String = text.chars().take(length.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// A name from the data within a sentence: one that is written from right to left must not turn the words around it.
pub fn name(text: &str, length: usize) -> String {
    let right_to_left =
        |letter: char| matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}');
    let text = shortened(text, length);
    // First strong isolate, pop directional isolate.
    if text.contains(right_to_left) { format!("\u{2068}{text}\u{2069}") } else { text }
}

fn signed(digits: &str, value: f64) -> String {
    if value < 0.0 { format!("−{digits}") } else { digits.to_owned() }
}

fn group(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) && digits.len() > 3 {
            grouped.push(GROUP);
        }
        grouped.push(digit);
    }
    grouped
}

fn trim_zeros(digits: &str) -> &str {
    if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { digits }
}

fn trim_zeros_before_exponent(digits: &str) -> String {
    match digits.split_once('e') {
        Some((mantissa, exponent)) => format!("{}e{exponent}", trim_zeros(mantissa)),
        None => digits.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: String) -> String {
        text.replace('\u{202f}', " ")
    }

    #[test]
    fn coefficients_and_areas_have_their_digits() {
        let texts = [coefficient(-0.5), coefficient(-0.001), coefficient(0.3), area(0.87), area(0.998), area(1.0)];
        assert_eq!(texts, ["−0.50", "0.00", "0.30", "0.87", "0.998", "1.000"]);
    }

    #[test]
    fn numbers_keep_what_matters() {
        for (value, text) in [
            (0.0, "0"),
            (39.92, "39.92"),
            (10.0, "10"),
            (-4.0, "−4"),
            (1576.4, "1 576"),
            (123_456_789.0, "123 456 789"),
            (0.003_1, "0.0031"),
            (1.234e-9, "1.23e-9"),
            (2e12, "2e12"),
            (f64::INFINITY, "∞"),
        ] {
            assert_eq!(plain(number(value)), text);
        }
    }

    #[test]
    fn shares_are_never_rounded_to_nothing_or_all() {
        for (share, text) in [
            (0.0, "0 %"),
            (0.000_01, "< 0.01 %"),
            (0.000_4, "0.04 %"),
            (0.031, "3.1 %"),
            (0.22, "22 %"),
            (0.9999999, "> 99.99 %"),
            (0.99996, "> 99.99 %"),
            (0.9994, "99.94 %"),
            (0.988, "98.8 %"),
            (0.904, "90.4 %"),
            (0.78, "78 %"),
            (1.0, "100 %"),
        ] {
            assert_eq!(plain(percent(share)), text);
        }
        assert_eq!(plain(percent_change(0.05, 0.15)), "5 → 15 %");
    }

    #[test]
    fn two_numbers_that_differ_look_different() {
        for (shares, texts) in [
            ([0.997, 0.988], ["99.7 %", "98.8 %"]),
            ([0.5, 0.503], ["50 %", "50.3 %"]),
            ([0.5, 0.5], ["50 %", "50 %"]),
            ([0.000_01, 0.000_04], ["0.001 %", "0.004 %"]),
            ([0.499_96, 0.5], ["49.996 %", "50 %"]),
        ] {
            assert_eq!(percents(shares).map(plain), texts);
        }
        for (values, texts) in [
            ([20.0, 20.11], ["20", "20.11"]),
            ([0.3, 0.300_001], ["0.3", "0.300001"]),
            ([15_000.2, 15_000.4], ["15 000.2", "15 000.4"]),
            ([1.0e12, 1.000_1e12], ["1e12", "1.0001e12"]),
            ([3.0, f64::NAN], ["3", "–"]),
        ] {
            assert_eq!(numbers(values).map(plain), texts);
        }
        // The last bit of a double is seen, too, and nothing runs on.
        let [one, other] = numbers([0.1 + 0.2, 0.3]);
        assert!(one != other, "{one} {other}");
        assert_eq!(plain(percent_change(0.221, 0.224)), "22.1 → 22.4 %");
    }

    #[test]
    fn it_can_be_seen_on_which_side_of_its_limit_a_value_lies() {
        for (p, text) in [
            (0.0496, "0.0496"),
            (0.0504, "0.0504"),
            (0.049_999_6, "0.0499996"),
            (0.05, "0.050"),
            (0.03, "0.030"),
            (1e-20, "< 1e-16"),
        ] {
            assert_eq!(p_value_against(p, 0.05), text);
        }
        assert_eq!(p_relation_against(0.000_96, 0.001), "p = 9.6e-4");
        assert_eq!([0.048, 0.0502, 0.11].map(|size| effect_against(size, 0.05)), ["0.048", "0.0502", "0.11"]);
        assert_eq!(p_value_against(f64::NAN, 0.05), "–");
    }

    #[test]
    fn p_values_and_sizes() {
        assert_eq!(p_value(0.0), "< 1e-16");
        assert_eq!(p_value(3.8e-9), "4e-9");
        assert_eq!(p_value(0.266), "0.27");
        assert_eq!(plain(bytes(2_186_799)), "2.2 MB");
        assert_eq!([0.27, 1e-20].map(p_relation), ["p = 0.27", "p < 1e-16"]);
        let durations = [0.25, 45.0, 300.0, 27_300.0, 2_649_600.0].map(|seconds| plain(duration(seconds)));
        assert_eq!(durations, ["0.25 s", "45 s", "5 min", "7.6 h", "30.7 days"]);
        assert_eq!(
            [0.0, 52_200.0, 32_729.9, 86_390.0, 86_400.0].map(clock),
            ["00:00", "14:30", "09:05", "00:00", "24:00"]
        );
        assert_eq!(shortened("abcdef", 4), "abc…");
        assert_eq!(name("abcdef", 4), "abc…");
        assert_eq!(name("أسعار", 9), "\u{2068}أسعار\u{2069}");
    }
}
