//! Names texts without records, with advice on what to do instead.

use super::{Guess, HEAD};

/// Lines that are looked at.
pub(crate) const LINES: usize = 20;

/// The first lines of a text that have something on them. `whole` says that there is no more of it.
pub(crate) fn lines(head: &[u8], whole: bool) -> Vec<&[u8]> {
    let start = &head[..head.len().min(HEAD)];
    let mut lines: Vec<&[u8]> = start.split(|byte| matches!(byte, b'\n' | b'\r')).collect();
    if !whole || start.len() < head.len() {
        // The last one may be cut.
        lines.pop();
    }
    lines.retain(|line| !line.trim_ascii().is_empty());
    lines.truncate(LINES);
    lines
}

/// Whether most lines hold a dictionary as Python prints it.
pub(crate) fn holds_python(lines: &[&[u8]]) -> bool {
    share(lines, |line| memchr::memmem::find(line, b"{'").is_some()) >= 0.5
}

/// What a text is that is neither JSON, nor a log with JSON in it, nor a table.
pub(crate) fn by_text(head: &[u8], whole: bool) -> Guess {
    let lines = lines(head, whole);
    if holds_python(&lines) {
        return Guess {
            found: "a log with Python's own notation (repr) in it",
            advice: "log json.dumps(record) instead of the dictionary itself",
        };
    }
    let delimiter = *b"\t|;,";
    let has = |delimiter: u8| move |line: &[u8]| line.contains(&delimiter);
    if matches!(lines[..], [line] if delimiter.iter().any(|delimiter| line.contains(delimiter))) {
        return Guess {
            found: "a single line of text, with no row below it",
            advice: "check that the export has finished",
        };
    }
    if are_labelled(&lines) {
        return Guess {
            found: "a log whose values have their names before them (LTSV, TSKV)",
            advice: "convert it to JSON Lines, for example with Miller: mlr --idkvp --ifs tab --ips : --ojsonl cat access.log \
                     > access.jsonl (with --ips = where the names end in an equals sign)",
        };
    }
    if share(&lines, has_pairs) >= 0.8 {
        return Guess {
            found: "a log of key=value pairs",
            advice: "log the records as JSON, for example with structlog's JSONRenderer",
        };
    }
    if lines.len() > 1 && delimiter.iter().any(|delimiter| share(&lines, has(*delimiter)) >= 0.8) {
        return Guess {
            found: "text whose rows have different numbers of values",
            advice: "remove what stands above the names of the columns, put values with delimiters in them in quotes, or \
                     read it as CSV all the same (in the command: --read-as delimited)",
        };
    }
    if lines.len() > 2 && is_even(&lines, b'~') {
        return Guess {
            found: "a table with ~ between its values",
            advice: "save it with commas, for example with pandas: \
                     pd.read_csv(\"data.txt\", sep=\"~\").to_csv(\"data.csv\", index=False)",
        };
    }
    if is_split_by_blanks(&lines) {
        return Guess {
            found: "a table whose columns are separated by blanks",
            advice: "save it with commas, for example with pandas: \
                     pd.read_csv(\"data.txt\", sep=r\"\\s+\").to_csv(\"data.csv\", index=False)",
        };
    }
    Guess { found: "text without records", advice: "export the data as JSON Lines or CSV" }
}

/// Whether the values between tabs have names before them, which are the same in nearly all lines: `host:127.0.0.1`, `status=200`.
pub(crate) fn are_labelled(lines: &[&[u8]]) -> bool {
    fn labels(line: &[u8]) -> Option<Vec<&[u8]>> {
        let label = |field: &'_ [u8]| field.iter().position(|byte| matches!(byte, b':' | b'=')).filter(|end| *end > 0);
        let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || b"_.-".contains(byte);
        let fields = line.split(|byte| *byte == b'\t');
        let labels: Vec<&[u8]> = fields.map(|field| label(field).map(|end| &field[..end])).collect::<Option<_>>()?;
        let are_words = labels.iter().all(|label| label.iter().all(is_word) && !label.iter().all(u8::is_ascii_digit));
        (labels.len() > 1 && are_words).then_some(labels)
    }
    let Some(first) = lines.first().and_then(|line| labels(line)) else { return false };
    lines.len() > 1 && share(lines, |line| labels(line).as_ref() == Some(&first)) >= 0.8
}

/// The share of the lines of which something holds; 0 of none.
fn share(lines: &[&[u8]], holds: impl Fn(&[u8]) -> bool) -> f64 {
    let count = lines.iter().filter(|line| holds(line)).count();
    if lines.is_empty() { 0.0 } else { count as f64 / lines.len() as f64 }
}

/// Whether nearly all lines have as many of a delimiter as the last one.
fn is_even(lines: &[&[u8]], delimiter: u8) -> bool {
    let count = |line: &[u8]| memchr::memchr_iter(delimiter, line).count();
    let usual = lines.last().map_or(0, |line| count(line));
    usual > 0 && share(lines, |line| count(line) == usual) >= 0.8
}

/// Whether a line has at least two words with a value behind an equals sign: `level=info score=0.7`.
fn has_pairs(line: &[u8]) -> bool {
    let is_pair = |word: &&[u8]| {
        let equals = memchr::memchr(b'=', word).unwrap_or(0);
        equals > 0 && word[..equals].iter().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(byte))
    };
    line.split(u8::is_ascii_whitespace).filter(is_pair).count() >= 2
}

/// Whether nearly all lines have as many words, numbers among them.
fn is_split_by_blanks(lines: &[&[u8]]) -> bool {
    let words = |line: &[u8]| line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).count();
    let has_number = |line: &[u8]| {
        let mut words = line.split(u8::is_ascii_whitespace);
        words.any(|word| std::str::from_utf8(word).is_ok_and(|word| word.parse::<f64>().is_ok()))
    };
    let usual = lines.last().map_or(0, |line| words(line));
    lines.len() > 2 && usual > 1 && share(lines, |line| words(line) == usual) >= 0.8 && share(lines, has_number) >= 0.8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_get_their_names() {
        for (text, found) in [
            (
                "2026-01-02 INFO {'score': 0.7}\n2026-01-02 INFO {'score': 0.8}\n",
                "a log with Python's own notation (repr) in it",
            ),
            (
                "host:127.0.0.1\tstatus:200\nhost:127.0.0.2\tstatus:404\n",
                "a log whose values have their names before them (LTSV, TSKV)",
            ),
            ("level=info score=0.7\nlevel=info score=0.8\n", "a log of key=value pairs"),
            ("a,b,c\n", "a single line of text, with no row below it"),
            ("Report\n\nid,x\n1,2\n2,3\n4,5\n5,6\n", "text whose rows have different numbers of values"),
            ("id x\n1 2.5\n2 3.5\n3 4.5\n4 5.5\n", "a table whose columns are separated by blanks"),
            ("id~x\n1~a\n2~b\n", "a table with ~ between its values"),
            ("hello\nworld\n", "text without records"),
            ("", "text without records"),
        ] {
            assert_eq!(by_text(text.as_bytes(), true).found, found, "{text}");
        }
    }
}
