//! Long names cut for a terminal, on which some letters take two places.

use driftscope_present::names::Measure;

use crate::text::{shortened, width};

/// The names in at most `room` places each, cut where they agree.
pub(crate) fn apart(names: &[String], room: usize) -> Vec<String> {
    driftscope_present::names::apart(names, room, Measure { width, shortened })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_letters_take_two_places() {
        assert_eq!(apart(&["長さ長さ".to_owned(), "長さ長高".to_owned()], 7), ["長さ…さ", "長さ…高"]);
    }
}
