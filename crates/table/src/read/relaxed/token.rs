//! The tokens of a text that is nearly JSON, one byte after the other.

use super::{LONGEST_WORD, Level, Relaxed};

/// The token within which the next byte lies.
#[derive(Debug)]
pub(super) enum Token {
    /// None.
    Between,
    /// A string between double quotes; whether a backslash came last.
    Double(bool),
    /// A string between single quotes; whether a backslash came last.
    Single(bool),
    /// A name or a number.
    Word(Vec<u8>),
    /// A word is over, and blanks follow it: a colon or a bracket may still show what it is.
    AfterWord(Vec<u8>),
    /// A slash, which may begin a comment.
    Slash,
    /// A comment up to the end of the line.
    Line,
    /// A comment up to `*/`; whether a star came last.
    Block(bool),
}

impl Relaxed {
    pub(super) fn byte(&mut self, byte: u8, out: &mut Vec<u8>) {
        match std::mem::replace(&mut self.token, Token::Between) {
            Token::Between => self.between(byte, out),
            Token::Double(is_escaped) => {
                self.emit(&[byte], out);
                if byte != b'"' || is_escaped {
                    self.token = Token::Double(byte == b'\\' && !is_escaped);
                }
            }
            Token::Single(is_escaped) => self.single(byte, is_escaped, out),
            Token::Word(word) => self.word(word, byte, out),
            Token::AfterWord(word) => self.after_word(word, byte, out),
            Token::Slash => match byte {
                b'/' => self.comment(Token::Line, out),
                b'*' => self.comment(Token::Block(false), out),
                _ => {
                    self.emit(b"/", out);
                    self.between(byte, out);
                }
            },
            Token::Line if byte == b'\n' => out.push(b'\n'),
            Token::Line => {
                out.push(b' ');
                self.token = Token::Line;
            }
            Token::Block(true) if byte == b'/' => out.push(b' '),
            Token::Block(_) => {
                out.push(if byte == b'\n' { b'\n' } else { b' ' });
                self.token = Token::Block(byte == b'*');
            }
        }
    }

    fn comment(&mut self, token: Token, out: &mut Vec<u8>) {
        self.found.comments = true;
        out.extend_from_slice(b"  ");
        self.token = token;
    }

    fn between(&mut self, byte: u8, out: &mut Vec<u8>) {
        if self.before && !matches!(byte, b'{' | b'[' | b'/' | b'#') {
            self.found.prefix |= !byte.is_ascii_whitespace();
            return out.push(if byte == b'\n' { b'\n' } else { b' ' });
        }
        match byte {
            b'{' | b'[' => {
                self.before = false;
                self.begin_value(out);
                self.open(if byte == b'{' { Level::Object } else { Level::Array }, &[byte], out);
            }
            b'(' => {
                self.begin_value(out);
                self.open(Level::Tuple, b"[", out);
            }
            b'}' | b']' | b')' => self.close(byte, out),
            b',' => self.pass_comma(out),
            b':' => {
                self.emit(b":", out);
                self.after_value = false;
            }
            b'"' => {
                self.begin_value(out);
                self.emit(b"\"", out);
                self.token = Token::Double(false);
            }
            b'\'' => {
                self.begin_value(out);
                self.found.single_quotes |= self.muted.is_none();
                self.emit(b"\"", out);
                self.token = Token::Single(false);
            }
            b'/' => self.token = Token::Slash,
            b'#' => {
                self.found.comments = true;
                out.push(b' ');
                self.token = Token::Line;
            }
            b';' if self.levels.is_empty() => out.push(b' '),
            _ if is_of_word(byte) => self.token = Token::Word(vec![byte]),
            b'\n' => out.push(b'\n'),
            _ => self.emit(&[byte], out),
        }
    }

    fn single(&mut self, byte: u8, is_escaped: bool, out: &mut Vec<u8>) {
        self.token = Token::Single(!is_escaped && byte == b'\\');
        match (is_escaped, byte) {
            (false, b'\'') => {
                self.emit(b"\"", out);
                self.token = Token::Between;
            }
            (false, b'"') => self.emit(b"\\\"", out),
            (false, b'\\') => {}
            (false, b'\t') => self.emit(b"\\t", out),
            (false, _) => self.emit(&[byte], out),
            (true, b'\'') => self.emit(b"'", out),
            (true, b'x') => self.emit(b"\\u00", out),
            (true, b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' | b'u') => self.emit(&[b'\\', byte], out),
            (true, _) => self.emit(&[b'\\', b'\\', byte], out),
        }
    }

    fn word(&mut self, mut word: Vec<u8>, byte: u8, out: &mut Vec<u8>) {
        if is_of_word(byte) {
            word.push(byte);
            if word.len() > LONGEST_WORD {
                self.begin_value(out);
                return self.emit(&word, out);
            }
            self.token = Token::Word(word);
        } else {
            self.after_word(word, byte, out);
        }
    }

    /// A word is over: what follows it decides what it is.
    fn after_word(&mut self, word: Vec<u8>, byte: u8, out: &mut Vec<u8>) {
        let is_name = word.first().is_some_and(|first| first.is_ascii_alphabetic() || matches!(first, b'_' | b'$'));
        match byte {
            b' ' | b'\t' | b'\r' if word == b"new" => self.emit(b"    ", out),
            b' ' | b'\t' | b'\r' if word.len() <= LONGEST_WORD && is_name => {
                out.push(byte);
                self.token = Token::AfterWord(word);
            }
            b':' if self.levels.last() == Some(&Level::Object) && !self.after_value => {
                self.begin_value(out);
                self.found.bare_keys |= self.muted.is_none();
                self.emit(&[b"\"", &word[..], b"\""].concat(), out);
                self.between(byte, out);
            }
            b'(' if is_name => self.call(&word, out),
            b'\'' | b'"' if matches!(&word[..], b"b" | b"u" | b"r" | b"B" | b"U") => self.between(byte, out),
            // An argument with a name.
            b'=' if matches!(self.levels.last(), Some(Level::Call | Level::Date)) => {
                self.muted.get_or_insert(self.levels.len());
            }
            _ => {
                self.value(&word, out);
                self.between(byte, out);
            }
        }
    }

    fn call(&mut self, name: &[u8], out: &mut Vec<u8>) {
        self.begin_value(out);
        self.found.constructors |= self.muted.is_none();
        let blanks = vec![b' '; name.len() + 1];
        let is_date = matches!(name, b"datetime.datetime" | b"datetime.date" | b"datetime" | b"date");
        self.date.clear();
        self.open(if is_date { Level::Date } else { Level::Call }, &blanks, out);
    }

    /// A number or a word that is a value.
    fn value(&mut self, word: &[u8], out: &mut Vec<u8>) {
        if self.levels.last() == Some(&Level::Date) {
            let number = std::str::from_utf8(word).ok().and_then(|word| word.parse::<u32>().ok());
            return self.date.extend(number.filter(|_| self.date.len() < 7 && self.muted.is_none()));
        }
        self.begin_value(out);
        let written: &[u8] = match word {
            b"True" => b"true",
            b"False" => b"false",
            b"None" | b"undefined" | b"NaT" | b"pd.NaT" => b"null",
            b"nan" | b"np.nan" => b"NaN",
            b"inf" | b"np.inf" => b"Infinity",
            b"-inf" | b"-np.inf" => b"-Infinity",
            _ => return self.number(word, out),
        };
        self.found.python |= self.muted.is_none();
        self.emit(written, out);
    }

    /// A number, which may lack a digit before or after its point.
    fn number(&mut self, word: &[u8], out: &mut Vec<u8>) {
        let (sign, digits) = match word {
            [b'+', digits @ ..] if !digits.is_empty() => (&b""[..], digits),
            [b'-', digits @ ..] => (&b"-"[..], digits),
            digits => (&b""[..], digits),
        };
        let is_number =
            digits.iter().any(u8::is_ascii_digit) && digits.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
        match digits {
            [b'.', ..] if is_number => self.emit(&[sign, b"0", digits].concat(), out),
            [.., b'.'] if is_number => self.emit(&[sign, digits, b"0"].concat(), out),
            _ if is_number => self.emit(&[sign, digits].concat(), out),
            _ => self.emit(word, out),
        }
    }
}

fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'.' | b'+' | b'-') || byte >= 0x80
}
