//! The words after `cargo xtask`.

use std::collections::VecDeque;

use crate::failure::Failure;

/// What `cargo xtask help` prints.
pub(crate) const USAGE: &str = "\
Usage: cargo xtask <command>

  dist [--accept-imports]       build the page: dist/driftscope.html and its checksum
  serve [--port N]              build the page and serve it on this computer
  test [native|wasm|browser] [filter]
                                run all tests, or those of one kind
  check                         formatting, lints, documentation, page size, what the page can reach
  bench [page|command|reader|tests|calibration] [--rows N] [--runs N] [--against OTHER.html]
                                measure times and memory on two large files, which it makes;
                                calibration, how often verdicts are right, only if named

What dist can be told besides: --accept-imports writes static/imports.txt anew, the list of
what the page may ask of the browser.";

/// The words that are left.
#[derive(Clone, Debug)]
pub(crate) struct Arguments(VecDeque<String>);

impl Arguments {
    /// Those of this process, without its name.
    pub(crate) fn of_this_process() -> Self {
        Self(std::env::args().skip(1).collect())
    }

    /// The next word, be it an option or not.
    pub(crate) fn next_word(&mut self) -> Option<String> {
        self.0.pop_front()
    }

    /// Takes a flag out, wherever it stands.
    pub(crate) fn take_flag(&mut self, flag: &str) -> bool {
        let place = self.0.iter().position(|word| word == flag);
        place.and_then(|place| self.0.remove(place)).is_some()
    }

    /// Takes an option with its value out, written `--name value` or `--name=value`.
    pub(crate) fn take_value(&mut self, name: &str) -> Result<Option<String>, Failure> {
        let joined = format!("{name}=");
        let Some(place) = self.0.iter().position(|word| word == name || word.starts_with(&joined)) else {
            return Ok(None);
        };
        let word = self.0.remove(place).unwrap_or_default();
        if let Some(value) = word.strip_prefix(&joined) {
            return Ok(Some(value.to_owned()));
        }
        match self.0.remove(place) {
            Some(value) => Ok(Some(value)),
            None => Err(Failure::Usage { problem: format!("{name} needs a value") }),
        }
    }

    /// Fails if anything is left over.
    pub(crate) fn finish(mut self) -> Result<(), Failure> {
        match self.next_word() {
            None => Ok(()),
            Some(word) => Err(Failure::Usage { problem: format!("\"{word}\" means nothing here") }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(words: &[&str]) -> Arguments {
        Arguments(words.iter().map(|&word| word.to_owned()).collect())
    }

    #[test]
    fn options_are_found_anywhere_and_what_is_left_over_is_named() {
        let mut some = arguments(&["--port", "9000", "--quick", "rest"]);
        assert!(some.take_flag("--quick") && !some.take_flag("--quick"));
        assert_eq!(some.take_value("--port").unwrap().as_deref(), Some("9000"));
        assert!(some.finish().unwrap_err().to_string().contains("\"rest\""));
        assert_eq!(arguments(&["--port=1"]).take_value("--port").unwrap().as_deref(), Some("1"));
        assert!(arguments(&["--port"]).take_value("--port").is_err());
    }
}
