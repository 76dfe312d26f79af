//! Rewrites notations that are nearly JSON to JSON: comments, trailing commas, JavaScript, Python literals, the shell of MongoDB.
//!
//! People paste data from source code and from shells: `export const data = [{v: 1,}]`, `{'age': 41, 'vip': True}`,
//! `{"_id": ObjectId("…")}`. The text is rewritten as it comes, token by token, and what reads JSON reads the result. Text
//! that no notation allows stays as it is, and the JSON reader reports it with its place. Lines stay lines, and
//! what is left out becomes blanks, so that places in the result are near those in the file.
//!
//! | in the text | becomes |
//! |---|---|
//! | `// …`, `/* … */`, `# …` | blanks |
//! | a comma before a closing bracket | a blank |
//! | `'text'`, `b'text'` | `"text"` |
//! | `key:` | `"key":` |
//! | `True`, `False`, `None`, `undefined`, `nan`, `inf` | `true`, `false`, `null`, `null`, `NaN`, `Infinity` |
//! | `(1, 2)` | `[1, 2]` |
//! | `ObjectId("x")`, `np.float64(0.5)`, `array([1, 2], dtype=…)`: any call | its first argument |
//! | `datetime.datetime(2026, 3, 1)` | `"2026-03-01T00:00:00"` |
//! | `.5`, `5.`, `+5` | `0.5`, `5.0`, `5` |
//! | text before the first bracket | blanks |

mod strings;
mod token;

pub(crate) use strings::Unquote;
use token::Token;

/// Letters of a name or a number, at most.
const LONGEST_WORD: usize = 256;

/// What is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Object,
    Array,
    Tuple,
    Call,
    /// The arguments of a date.
    Date,
}

/// What a text had that JSON does not have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    comments: bool,
    trailing_commas: bool,
    single_quotes: bool,
    bare_keys: bool,
    constructors: bool,
    python: bool,
    prefix: bool,
}

impl Found {
    /// Whether there was anything.
    pub(crate) fn any(self) -> bool {
        self != Self::default()
    }

    /// Whether text stood before the first bracket.
    pub(crate) fn has_prefix(self) -> bool {
        self.prefix
    }

    /// What there was, for a person.
    pub(crate) fn words(self) -> String {
        let all = [
            (self.prefix, "text before it"),
            (self.comments, "comments"),
            (self.trailing_commas, "trailing commas"),
            (self.single_quotes, "single quotes"),
            (self.bare_keys, "bare keys"),
            (self.constructors, "constructors such as ObjectId(…)"),
            (self.python, "Python's words"),
        ];
        let found: Vec<&str> = all.iter().filter(|(is_there, _)| *is_there).map(|(_, words)| *words).collect();
        match &found[..] {
            [] => String::new(),
            [only] => (*only).to_owned(),
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
        }
    }
}

/// Rewrites one text.
#[derive(Debug)]
pub(crate) struct Relaxed {
    token: Token,
    levels: Vec<Level>,
    /// A comma came, and it is not known yet whether a value follows.
    comma: bool,
    /// The last thing was a value.
    after_value: bool,
    /// In this many levels and deeper nothing is written.
    muted: Option<usize>,
    /// Values may follow each other without a comma, as NumPy prints them.
    by_blanks: bool,
    /// Nothing but text came yet.
    before: bool,
    /// The arguments of a date.
    date: Vec<u32>,
    /// What was found.
    pub found: Found,
}

/// Levels, at most: deeper ones are left to the reader of JSON.
const DEEPEST: usize = 512;

impl Relaxed {
    /// Rewrites a file, whose first bracket may stand behind other text.
    pub(crate) fn of_file() -> Self {
        Self { before: true, ..Self::of_value() }
    }

    /// Rewrites a single value.
    pub(crate) fn of_value() -> Self {
        Self {
            token: Token::Between,
            levels: Vec::new(),
            comma: false,
            after_value: false,
            muted: None,
            by_blanks: false,
            before: false,
            date: Vec::new(),
            found: Found::default(),
        }
    }

    /// Rewrites a value in which blanks may separate numbers.
    pub(crate) fn of_printed_value() -> Self {
        Self { by_blanks: true, ..Self::of_value() }
    }

    /// Rewrites what comes next, and appends it.
    pub(crate) fn feed(&mut self, input: &[u8], out: &mut Vec<u8>) {
        for &byte in input {
            self.byte(byte, out);
        }
    }

    /// The text ends.
    pub(crate) fn end(&mut self, out: &mut Vec<u8>) {
        self.byte(b'\n', out);
    }

    /// Whether every bracket that was opened is closed.
    pub(crate) fn is_closed(&self) -> bool {
        self.levels.is_empty() && matches!(self.token, Token::Between)
    }

    fn emit(&self, bytes: &[u8], out: &mut Vec<u8>) {
        if self.muted.is_none() {
            out.extend_from_slice(bytes);
        } else {
            out.extend(bytes.iter().map(|_| b' '));
        }
    }

    /// A value begins: the comma before it counts.
    fn begin_value(&mut self, out: &mut Vec<u8>) {
        let is_apart = self.comma || self.by_blanks && self.after_value && self.levels.last() == Some(&Level::Array);
        if is_apart {
            self.emit(b",", out);
        }
        self.comma = false;
        self.after_value = true;
    }

    /// A bracket opens.
    fn open(&mut self, level: Level, bracket: &[u8], out: &mut Vec<u8>) {
        if self.levels.len() < DEEPEST {
            self.levels.push(level);
        }
        self.emit(bracket, out);
        self.after_value = false;
    }

    /// A bracket closes.
    fn close(&mut self, bracket: u8, out: &mut Vec<u8>) {
        self.found.trailing_commas |= self.comma && self.muted.is_none();
        self.comma = false;
        let level = self.levels.pop();
        if self.muted.is_some_and(|muted| self.levels.len() < muted) {
            self.muted = None;
        }
        match level {
            Some(Level::Tuple) if bracket == b')' => self.emit(b"]", out),
            Some(Level::Call) if bracket == b')' => self.emit(b" ", out),
            Some(Level::Date) if bracket == b')' => self.end_date(out),
            // What follows the last bracket of a script.
            None if bracket == b')' => out.push(b' '),
            _ => self.emit(&[bracket], out),
        }
        self.after_value = true;
    }

    fn end_date(&mut self, out: &mut Vec<u8>) {
        let date = std::mem::take(&mut self.date);
        let at = |place: usize| date.get(place).copied().unwrap_or(u32::from(place == 1 || place == 2));
        let text = match date.len() {
            0..3 => "null".to_owned(),
            3..7 => format!("\"{:04}-{:02}-{:02}T{:02}:{:02}:{:02}\"", at(0), at(1), at(2), at(3), at(4), at(5)),
            _ => format!(
                "\"{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}\"",
                at(0),
                at(1),
                at(2),
                at(3),
                at(4),
                at(5),
                at(6)
            ),
        };
        self.emit(text.as_bytes(), out);
    }

    /// A comma.
    fn pass_comma(&mut self, out: &mut Vec<u8>) {
        self.after_value = false;
        match self.levels.last() {
            // Further arguments only qualify the first, such as a type.
            Some(Level::Call) if self.muted.is_none() => self.muted = Some(self.levels.len()),
            Some(Level::Date | Level::Call) => {}
            // One comma too many is left for the reader of JSON to see.
            _ if self.comma => self.emit(b",", out),
            _ => self.comma = true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(mut relaxed: Relaxed, text: &str) -> String {
        let whole = {
            let mut out = Vec::new();
            relaxed.feed(text.as_bytes(), &mut out);
            relaxed.end(&mut out);
            out
        };
        String::from_utf8(whole).unwrap()
    }

    #[test]
    fn what_people_write_becomes_json() {
        for (text, expected) in [
            (r#"{"a": 1, /* b */ "c": [1, 2,], } // d"#, r#"{"a":1,"c":[1,2]}"#),
            (
                r#"{'a': None, 'b': True, "c": 'it\'s "x"', 'd': (1, 2)}"#,
                r#"{"a":null,"b":true,"c":"it's\"x\"","d":[1,2]}"#,
            ),
            (
                r#"{ "_id" : ObjectId("x"), at: ISODate("2026-03-01"), n: NumberInt(5) }"#,
                r#"{"_id":"x","at":"2026-03-01","n":5}"#,
            ),
            ("[np.float64(0.5), array([1., .5, -2], dtype=float32), nan, -inf]", "[0.5,[1.0,0.5,-2],NaN,-Infinity]"),
            ("{'t': datetime.datetime(2026, 3, 1, 10, 5)}", r#"{"t":"2026-03-01T10:05:00"}"#),
            ("{a: undefined, $b: +5, 3: 'x'}", r#"{"a":null,"$b":5,"3":"x"}"#),
            (r#"{"a":"// no comment","b":"x,]"}"#, r#"{"a":"//nocomment","b":"x,]"}"#),
            ("{'a': '\\x41\\n\\q'}", r#"{"a":"\u0041\n\\q"}"#),
            ("{t: new Date(17)}", r#"{"t":17}"#),
        ] {
            let found = rewritten(Relaxed::of_value(), text);
            assert_eq!(found.split_whitespace().collect::<String>(), expected, "{text}");
        }
        assert_eq!(
            rewritten(Relaxed::of_printed_value(), "[ 0.1  2.\n -3e-2]").split_whitespace().collect::<String>(),
            "[0.1,2.0,-3e-2]"
        );
        assert_eq!(rewritten(Relaxed::of_file(), "export const a = [{v: 1}];").trim(), "[{\"v\": 1}]");
    }

    #[test]
    fn json_stays_as_it_is() {
        for text in
            [r#"{"a":[1,-2.5e3,"x\"'\\",{"b":null}],"c":true}"#, "[]", "{}", r#"{"a":NaN,"b":-Infinity}"#, "[1,,2]"]
        {
            let mut relaxed = Relaxed::of_value();
            let mut out = Vec::new();
            relaxed.feed(text.as_bytes(), &mut out);
            assert_eq!((String::from_utf8(out).unwrap().as_str(), relaxed.found.any()), (text, false));
        }
    }
}
