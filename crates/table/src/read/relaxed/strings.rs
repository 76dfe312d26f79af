//! Takes documents out of the strings that each was written into: `"{\"v\": 1}"` in each line.

/// Takes what the strings of a file hold.
#[derive(Debug, Default)]
pub(crate) struct Unquote {
    is_within: bool,
    is_escaped: bool,
    /// The digits of `\u…`, of which two may make one letter.
    hex: Option<(u8, u16)>,
    /// The first half of a pair.
    high: Option<u16>,
}

impl Unquote {
    /// Appends the content of the strings; what is between them stays.
    pub(crate) fn feed(&mut self, input: &[u8], out: &mut Vec<u8>) {
        for &byte in input {
            self.byte(byte, out);
        }
    }

    fn byte(&mut self, byte: u8, out: &mut Vec<u8>) {
        if let Some((digits, value)) = self.hex {
            let digit = char::from(byte).to_digit(16).unwrap_or(0) as u16;
            let (digits, value) = (digits + 1, value << 4 | digit);
            self.hex = (digits < 4).then_some((digits, value));
            if digits == 4 {
                self.unit(value, out);
            }
            return;
        }
        if !self.is_within {
            self.is_within = byte == b'"';
            return out.push(if self.is_within { b' ' } else { byte });
        }
        if self.is_escaped {
            self.is_escaped = false;
            return match byte {
                b'u' => self.hex = Some((0, 0)),
                b'n' | b'r' | b't' | b'b' | b'f' => out.push(b' '),
                _ => out.push(byte),
            };
        }
        match byte {
            b'"' => {
                self.is_within = false;
                out.push(b' ');
            }
            b'\\' => self.is_escaped = true,
            _ => out.push(byte),
        }
    }

    fn unit(&mut self, unit: u16, out: &mut Vec<u8>) {
        let units = [self.high.take(), Some(unit)];
        if (0xD800..0xDC00).contains(&unit) {
            self.high = Some(unit);
            return;
        }
        for letter in char::decode_utf16(units.into_iter().flatten()) {
            let letter = letter.unwrap_or(char::REPLACEMENT_CHARACTER);
            out.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_give_what_they_hold() {
        let mut out = Vec::new();
        Unquote::default().feed(
            br#""{\"a\": \"\\u00e9 x\\\"\", \"b\":\ud83d\ude00}"
"[1]""#,
            &mut out,
        );
        assert_eq!(String::from_utf8(out).unwrap(), " {\"a\": \"\\u00e9 x\\\"\", \"b\":😀} \n [1] ");
    }
}
