//! Text on a terminal: what is safe to print, how wide it is, and where it breaks.

/// Stands for a character that a terminal would obey rather than show.
const REPLACEMENT: char = '\u{fffd}';

/// The text without control sequences: a column's name comes from a file, and could otherwise colour, move or delete what is
/// on the screen, or reverse the direction of the line.
pub(crate) fn plain(text: &str) -> String {
    let obeyed = |character: char| {
        character.is_control()
            || matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars()
        .map(|character| match character {
            '\n' | '\t' => ' ',
            other if obeyed(other) => REPLACEMENT,
            other => other,
        })
        .collect()
}

/// How many places the text takes.
pub(crate) fn width(text: &str) -> usize {
    console::measure_text_width(text)
}

/// The text and blanks up to a width, at least one blank.
pub(crate) fn padded(text: &str, to: usize) -> String {
    format!("{text}{}", " ".repeat(to.saturating_sub(width(text)).max(1)))
}

/// The text in at most `room` places, the last one `…` where some of it was left out.
pub(crate) fn shortened(text: &str, room: usize) -> String {
    console::truncate_str(text, room, "…").into_owned()
}

/// The text broken at spaces into lines of at most `room` places; all but the first are moved in by `indent`.
/// A word that is longer than a line stands in a line of its own.
pub(crate) fn wrapped(text: &str, room: usize, indent: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let margin = text.len() - text.trim_start_matches(' ').len();
    let mut line = " ".repeat(margin);
    let mut is_fresh = true;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if !is_fresh && width(&line) + 1 + width(word) > room {
            lines.push(std::mem::replace(&mut line, " ".repeat(indent)));
            is_fresh = true;
        }
        if !is_fresh {
            line.push(' ');
        }
        line.push_str(word);
        is_fresh = false;
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_a_terminal_obeys_is_left() {
        assert_eq!(plain("a\u{1b}[2Jb\r\u{7}\u{202e}c\td\u{9b}e"), "a\u{fffd}[2Jb\u{fffd}\u{fffd}\u{fffd}c d\u{fffd}e");
        assert_eq!(plain("größe 長さ עברית"), "größe 長さ עברית");
    }

    #[test]
    fn wide_characters_count_twice() {
        assert_eq!(width("長さ"), 4);
        assert_eq!(shortened("長さ長さ", 5), "長さ…");
        assert_eq!(shortened("abcdef", 6), "abcdef");
        assert_eq!(shortened("abcdef", 5), "abcd…");
    }

    #[test]
    fn lines_break_at_words() {
        assert_eq!(wrapped("  one two three", 9, 4), ["  one two", "    three"]);
        assert_eq!(wrapped("a muchlongerword b", 6, 0), ["a", "muchlongerword", "b"]);
        assert_eq!(wrapped("", 10, 2), [""]);
    }
}
