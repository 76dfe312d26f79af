//! Measures, cleans and shortens the text of drawings where no browser can be asked.
//!
//! Labels come from data and can hold anything. [`clean`] takes out what would break an SVG file or turn the text
//! around it, and [`elide`] shortens without cutting an accent from its letter.
//!
//! [`estimated_width`] adds up the advance widths of DejaVu Sans, which is the widest of the usual system fonts, so
//! that a layout made with it leaves too much room rather than too little. Scripts beyond Latin have one generous
//! width each. Units are those of the font size.

/// Advance widths of DejaVu Sans 2.37 for U+0020 to U+007E, in thousandths of the font size, as
/// `tests/dejavu_widths.py` reads them.
const ASCII: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636,
    636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863,
    748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635,
    615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636,
    337, 636, 838,
];

/// The longest label that is looked at; nobody reads more, and a hostile file can hold more.
const LONGEST: usize = 400;

/// About how wide a text is in a font of the given size.
pub(crate) fn estimated_width(text: &str, size: f64) -> f64 {
    text.chars().map(|character| f64::from(advance(character))).sum::<f64>() * size / 1000.0
}

/// The label without control characters and without marks that change the direction of what follows.
pub(crate) fn clean(label: &str) -> String {
    let cleaned: String = label
        .chars()
        .take(LONGEST)
        .filter(|character| !turns_direction(*character) && *character != '\u{feff}')
        .map(|character| match character {
            '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
            character if character.is_control() => ' ',
            character => character,
        })
        .collect();
    if cleaned.trim().is_empty() { "(blank)".to_owned() } else { cleaned }
}

/// As much of a label as fits, with `…` where something was left out.
pub(crate) fn elide(label: &str, width: f64, measure: impl Fn(&str) -> f64) -> String {
    if measure(label) <= width {
        return label.to_owned();
    }
    // Reading starts at the right in some scripts, and the dots must then stand at the left.
    let ending =
        if label.chars().find(|c| c.is_alphabetic()).is_some_and(is_right_to_left) { "…\u{200f}" } else { "…" };
    let cuts: Vec<usize> =
        label.char_indices().filter(|(_, character)| !joins_previous(*character)).map(|(place, _)| place).collect();
    let shortened = |cut: usize| format!("{}{ending}", label[..cuts[cut]].trim_end());
    let (mut fits, mut too_long) = (0, cuts.len());
    while too_long - fits > 1 {
        let middle = (fits + too_long) / 2;
        if measure(&shortened(middle)) <= width { fits = middle } else { too_long = middle }
    }
    if cuts.is_empty() { String::new() } else { shortened(fits) }
}

fn advance(character: char) -> u16 {
    match u32::from(character) {
        code @ 0x20..=0x7e => ASCII[code as usize - 0x20],
        0xa0 => 318,
        0x202f | 0x2009 => 200,
        0x300..=0x36f
        | 0x483..=0x489
        | 0x591..=0x5bd
        | 0x610..=0x61a
        | 0x64b..=0x65f
        | 0x200b..=0x200f
        | 0xfe00..=0xfe0f => 0,
        0x2026 | 0x1100..=0x115f | 0x2e80..=0xd7af | 0xf900..=0xfaff | 0xff00..=0xff60 | 0x1f000.. => 1000,
        0x2190..=0x22ff | 0xd7 | 0xf7 => 838,
        0x2013 => 500,
        _ => 690,
    }
}

fn turns_direction(character: char) -> bool {
    matches!(u32::from(character), 0x202a..=0x202e | 0x2066..=0x2069 | 0x200e | 0x200f | 0x61c)
}

fn is_right_to_left(character: char) -> bool {
    matches!(u32::from(character), 0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff | 0x10800..=0x10fff | 0x1e800..=0x1efff)
}

/// Whether a character is drawn on or with the one before it.
fn joins_previous(character: char) -> bool {
    matches!(u32::from(character),
        0x300..=0x36f | 0x483..=0x489 | 0x591..=0x5c7 | 0x610..=0x61a | 0x64b..=0x65f | 0x93a..=0x94f | 0xe31 | 0xe34..=0xe3a
        | 0x200d | 0x20d0..=0x20ff | 0xfe00..=0xfe0f | 0x1f3fb..=0x1f3ff | 0xe0100..=0xe01ef)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(text: &str) -> f64 {
        estimated_width(text, 10.0)
    }

    #[test]
    fn digits_are_as_wide_as_the_font_says() {
        assert!((estimated_width("0123456789", 10.0) - 63.6).abs() < 1e-9);
    }

    #[test]
    fn a_label_that_fits_stays_and_another_ends_in_dots_and_fits() {
        assert_eq!(elide("carrier", 100.0, measure), "carrier");
        let short = elide("a very long label indeed", 60.0, measure);
        assert!(short.ends_with('…') && measure(&short) <= 60.0 && short.len() > 6, "{short}");
        assert_eq!(elide("carrier", 0.0, measure), "…");
        assert_eq!(elide("", -1.0, measure), "");
    }

    #[test]
    fn an_accent_stays_with_its_letter() {
        let label = "e\u{301}".repeat(30);
        let short = elide(&label, 40.0, measure);
        assert!(short.trim_end_matches('…').ends_with('\u{301}'), "{short}");
    }

    #[test]
    fn dots_follow_the_direction_of_reading() {
        assert!(elide("שלום עולם שלום עולם", 40.0, measure).ends_with("…\u{200f}"));
    }

    #[test]
    fn what_breaks_a_drawing_is_taken_out() {
        assert_eq!(clean("a\u{202e}b\nc\u{0}d"), "ab c d");
        assert_eq!(clean(" \t"), "(blank)");
        assert_eq!(clean(&"x".repeat(100_000)).len(), LONGEST);
    }
}
