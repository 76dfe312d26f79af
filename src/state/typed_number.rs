//! Numbers that a person types into the settings.

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

#[cfg(test)]
mod tests {
    use super::*;

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
