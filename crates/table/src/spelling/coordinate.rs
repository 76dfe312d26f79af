//! Parses latitudes and longitudes with the point of the compass: `16.67° N`, `46.9481S`, `16°40'12"N`, `N 46° 56.9'`.
//!
//! They are degrees, negative in the south and in the west. Without the sign of a degree a number needs four decimals: `12N` may be the
//! name of a road, and `0.25W` is a quarter of a watt.

/// Bytes of the longest text that is looked at.
const LONGEST: usize = 40;

/// The degrees that a text spells; `None` where it spells none.
#[inline(never)]
pub(crate) fn parse(text: &str) -> Option<f64> {
    let compass = ['N', 'S', 'E', 'W'];
    if text.len() > LONGEST {
        return None;
    }
    let (point, rest) = match text.chars().next().filter(|point| compass.contains(point)) {
        Some(point) => (point, &text[1..]),
        None => (text.chars().next_back().filter(|point| compass.contains(point))?, &text[..text.len() - 1]),
    };
    let rest = rest.trim();
    let (degrees, behind) = rest.split_once(['°', 'º']).unwrap_or((rest, ""));
    let has_sign = degrees.len() < rest.len();
    let is_fine = degrees.split_once('.').is_some_and(|(_, decimals)| decimals.len() >= 4);
    let mut sum = part(degrees, 180.0).filter(|_| has_sign || is_fine)?;
    let (minutes, seconds) = behind.split_once(['\'', '′', '’']).unwrap_or((behind, ""));
    if !behind.is_empty() && minutes.len() == behind.len() {
        return None;
    }
    for (text, size) in [(minutes, 60.0), (seconds.trim_end_matches(['"', '″', '”', '\'', '′']), 3_600.0)] {
        sum += if text.trim().is_empty() { 0.0 } else { part(text, 60.0)? / size };
    }
    let most = if matches!(point, 'N' | 'S') { 90.0 } else { 180.0 };
    (sum <= most).then_some(if matches!(point, 'S' | 'W') { -sum } else { sum })
}

/// A number without a sign up to this one.
fn part(text: &str, most: f64) -> Option<f64> {
    let text = text.trim();
    let is_plain = text.starts_with(|first: char| first.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    is_plain.then(|| text.parse().ok()).flatten().filter(|number| *number <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_degrees() {
        for (text, expected) in [
            ("16.67° N", 16.67),
            ("16.67°N", 16.67),
            ("46.9481S", -46.9481),
            ("7.4474 E", 7.4474),
            ("16°40'12\"N", 16.67),
            ("16° 40′ 12″ W", -16.67),
            ("46°30'N", 46.5),
            ("N 46° 30.0'", 46.5),
            ("12° E", 12.0),
        ] {
            let found = parse(text).unwrap();
            assert!((found - expected).abs() < 1e-12, "{text}: {found}");
        }
    }

    #[test]
    fn roads_and_sizes_are_no_places() {
        for text in [
            "12N",
            "N12",
            "E10",
            "0.25W",
            "S1.25",
            "95.0000 N",
            "181.0000 E",
            "16°70'N",
            "16°40N",
            "N",
            "",
            "NE",
            "°N",
            "-5° N",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
