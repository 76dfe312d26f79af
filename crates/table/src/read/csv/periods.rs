//! Names of columns that are years or dates: `Month,2021,2022`, `site,Jan 2021,Feb 2021`.

use super::dialect::Text;
use crate::spelling::text_class::{TextClass, classify_text};

/// Whether a row of which some fields are values names columns: all fields differ, those that are values are years or dates, and no
/// column below such a field holds one. `is_typed` says whether a field is a value.
pub(super) fn are_names(first: &[Text], others: &[Vec<Text>], is_typed: impl Fn(&Text) -> bool) -> bool {
    let mut names: Vec<&[u8]> = first.iter().map(|name| &name.bytes[..]).collect();
    names.sort_unstable();
    let is_plain = names.windows(2).all(|pair| pair[0] != pair[1]) && !names.contains(&&b""[..]);
    let mut typed = first.iter().enumerate().filter(|(_, name)| is_typed(name));
    let is_apart = |(place, name): (usize, &Text)| {
        let mut below = others.iter().filter_map(|row| row.get(place)).filter(|text| !text.bytes.is_empty()).peekable();
        is_period(name) && below.peek().is_some() && !below.any(is_period)
    };
    is_plain && first.len() > 1 && !others.is_empty() && typed.all(is_apart)
}

/// A year of four digits, or a date.
fn is_period(text: &Text) -> bool {
    let Ok(text) = std::str::from_utf8(&text.bytes) else { return false };
    let year = text.trim().parse::<u32>().ok().filter(|_| text.trim().len() == 4);
    year.is_some_and(|year| (1_900..2_200).contains(&year)) || matches!(classify_text(text), TextClass::Datetime(_))
}
