//! Numbers of the settings that a person types, or sets by a slider.

use driftscope_report::{Settings, SettingsError};

/// Parses a number for a setting; the error is the range that it must be in.
///
/// It takes a decimal comma as well as a point.
///
/// # Errors
///
/// If the text is not a number, or the settings would not be valid with it.
pub fn typed_number(settings: &Settings, set: fn(&mut Settings, f64), typed: &str) -> Result<f64, &'static str> {
    let number: f64 = typed.trim().replace(',', ".").parse().map_err(|_| "a number such as 0.05")?;
    let mut next = settings.clone();
    set(&mut next, number);
    match next.validate() {
        Ok(()) => Ok(number),
        Err(SettingsError::OutOfRange { range, .. }) => Err(range),
        Err(_) => Err("a number such as 0.05"),
    }
}

/// The place of the stop of a slider that is nearest to a number, the first of equals.
pub fn nearest(stops: &[f64], number: f64) -> usize {
    let distance = |place: usize| (stops[place] - number).abs();
    (0..stops.len()).min_by(|&one, &other| distance(one).total_cmp(&distance(other))).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slider_stands_at_the_nearest_stop() {
        let stops = [0.0, 0.1, 0.5];
        assert_eq!([-1.0, 0.04, 0.06, 0.31, 7.0].map(|number| nearest(&stops, number)), [0, 0, 1, 2, 2]);
        assert_eq!(nearest(&[], 1.0), 0);
    }

    #[test]
    fn what_is_typed_is_a_number_in_its_range() {
        let typed = |text| typed_number(&Settings::default(), |settings, value| settings.tolerance = value, text);
        assert_eq!(typed(" 0,1 "), Ok(0.1));
        assert_eq!(typed("1e-3"), Ok(0.001));
        assert_eq!(typed("5"), Err("from 0 to 1"));
        assert_eq!(typed("NaN"), Err("from 0 to 1"));
        for text in ["", "abc", "1.234,5"] {
            assert_eq!(typed(text), Err("a number such as 0.05"), "{text}");
        }
    }
}
