//! Reads the words after `cargo xtask`.

use std::collections::VecDeque;

use crate::failure::Failure;

/// The words that have not been read yet.
#[derive(Clone, Debug)]
pub struct Arguments(VecDeque<String>);

impl Arguments {
    /// The arguments of this process, without its name.
    pub fn of_this_process() -> Self {
        Self(std::env::args().skip(1).collect())
    }

    /// Removes the next word, whether it is an option or not.
    pub fn next_word(&mut self) -> Option<String> {
        self.0.pop_front()
    }

    /// Removes a flag from anywhere among the words; returns whether it was there.
    pub fn take_flag(&mut self, flag: &str) -> bool {
        let place = self.0.iter().position(|word| word == flag);
        place.and_then(|place| self.0.remove(place)).is_some()
    }

    /// Removes an option with its value, written `--name value` or `--name=value`.
    ///
    /// # Errors
    ///
    /// If the value is missing.
    pub fn take_value(&mut self, name: &str) -> Result<Option<String>, Failure> {
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

    /// Checks that no word is left.
    ///
    /// # Errors
    ///
    /// If one is, with its name.
    pub fn finish(mut self) -> Result<(), Failure> {
        match self.next_word() {
            None => Ok(()),
            Some(word) => Err(Failure::Usage { problem: format!("\"{word}\" is not expected here") }),
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
