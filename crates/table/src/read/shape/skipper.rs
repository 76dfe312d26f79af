//! Skips a value of any length without storing it.

/// How far a value was passed over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Skipper {
    /// Brackets that are open.
    depth: u64,
    in_text: bool,
    after_backslash: bool,
    /// Something of the value came already.
    has_begun: bool,
}

impl Skipper {
    /// Goes on to the end of the value. Gives how much that is, and whether the end was met.
    ///
    /// Brackets count and nothing else is looked at, so that a value that is no JSON costs no more than itself.
    pub(crate) fn skip(&mut self, input: &[u8]) -> (usize, bool) {
        let mut at = 0;
        while let Some(&byte) = input.get(at) {
            if self.in_text {
                if self.after_backslash {
                    self.after_backslash = false;
                } else if byte == b'\\' {
                    self.after_backslash = true;
                } else if byte == b'"' {
                    self.in_text = false;
                    if self.depth == 0 {
                        return (at + 1, true);
                    }
                }
                at += 1;
                continue;
            }
            match byte {
                b'"' => self.in_text = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' if self.depth > 0 => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return (at + 1, true);
                    }
                }
                b',' | b'}' | b']' if self.depth == 0 => return (at, true),
                b' ' | b'\t' | b'\n' | b'\r' if self.depth == 0 && self.has_begun => return (at, true),
                _ => {}
            }
            self.has_begun |= !byte.is_ascii_whitespace();
            at += 1;
        }
        (at, false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_passed_whole_however_it_is_cut() {
        for (text, end) in [
            (r#"{"a":"}\"]","b":[1,{}]},"#, 23),
            ("[[],[]] x", 7),
            ("12.5,", 4),
            ("null}", 4),
            (r#""a,b\"" ,"#, 7),
            ("  true ]", 6),
        ] {
            assert_eq!(Skipper::default().skip(text.as_bytes()), (end, true), "{text}");
            for cut in 0..end {
                let mut skipper = Skipper::default();
                let (first, is_done) = skipper.skip(&text.as_bytes()[..cut]);
                assert_eq!((first, is_done), (cut, false), "{text} {cut}");
                assert_eq!(skipper.skip(&text.as_bytes()[cut..]), (end - cut, true), "{text} {cut}");
            }
        }
    }
}
