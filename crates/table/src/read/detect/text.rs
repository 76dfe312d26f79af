//! Texts that are no JSON.

use super::Guess;
use super::magic::contains;

/// Lines that are compared.
const LINES: usize = 20;

/// What a text is, by the lines at its start. `whole` says that there is nothing after them.
pub(in super::super) fn by_lines(head: &[u8], whole: bool) -> Option<Guess> {
    let start = head.trim_ascii_start();
    let lower = start[..start.len().min(64)].to_ascii_lowercase();
    if lower.starts_with(b"<!doctype html") || lower.starts_with(b"<html") {
        return Some(Guess {
            found: "a web page (HTML)",
            advice: "was the download redirected to a sign-in page? Sign in and download the data again",
        });
    }
    if lower.starts_with(b"<?xml") || lower.starts_with(b"<") {
        return Some(Guess { found: "an XML document", advice: "export the data as JSON Lines instead" });
    }
    if is_python(start) {
        return Some(Guess {
            found: "text in Python's own notation (repr)",
            advice: "write each record with json.dumps(record) instead of str(record) or print(record)",
        });
    }
    if matches!(start.first(), Some(b'{' | b'[')) {
        return None;
    }
    let mut lines: Vec<&[u8]> = start.split(|byte| *byte == b'\n').collect();
    if !whole {
        // The last one may be cut.
        lines.pop();
    }
    lines.retain(|line| !line.trim_ascii().is_empty());
    lines.truncate(LINES);
    if lines.iter().any(|line| contains(line, b"{\"")) {
        return Some(Guess {
            found: "a log whose records follow other text on their lines",
            advice: "cut each line before its first bracket, for example with: sed -n 's/^[^{]*{/{/p'",
        });
    }
    delimiter(&lines)
}

/// Whether the bytes are no text at all.
pub(in super::super) fn looks_binary(head: &[u8]) -> bool {
    let odd = head.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=29 | 31)).count();
    let broken = match std::str::from_utf8(head) {
        Ok(_) => 0,
        Err(_) => String::from_utf8_lossy(head).chars().filter(|letter| *letter == '\u{FFFD}').count(),
    };
    (odd + broken) * 10 > head.len()
}

/// `{'a': None}`: keys in single quotes.
fn is_python(start: &[u8]) -> bool {
    let inner = start.strip_prefix(b"[").unwrap_or(start).trim_ascii_start();
    inner.strip_prefix(b"{").is_some_and(|inner| inner.trim_ascii_start().starts_with(b"'"))
}

/// A delimiter that comes equally often in every line.
fn delimiter(lines: &[&[u8]]) -> Option<Guess> {
    if lines.len() < 2 {
        return None;
    }
    let names =
        [(b',', "a CSV file"), (b'\t', "a file of tab-separated values"), (b';', "a CSV file"), (b'|', "a CSV file")];
    let found = names.iter().find(|(delimiter, _)| {
        let mut counts = lines.iter().map(|line| outside_quotes(line, *delimiter));
        let first = counts.next().unwrap_or(0);
        first > 0 && counts.all(|count| count == first)
    });
    found.map(|(_, found)| Guess {
        found,
        advice: "write it as JSON Lines, for example with pandas: \
                 pd.read_csv(\"data.csv\").to_json(\"data.jsonl\", orient=\"records\", lines=True)",
    })
}

fn outside_quotes(line: &[u8], delimiter: u8) -> usize {
    let mut quoted = false;
    line.iter()
        .filter(|byte| {
            quoted ^= **byte == b'"';
            !quoted && **byte == delimiter
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(head: &[u8]) -> Option<&'static str> {
        by_lines(head, true).map(|guess| guess.found)
    }

    #[test]
    fn texts_are_known_by_their_lines() {
        assert_eq!(found(b"a,b\n1,\"x,y\"\n"), Some("a CSV file"));
        assert_eq!(found(b"a;b;c\r\n1,5;2;3\r\n"), Some("a CSV file"));
        assert_eq!(found(b"a\tb\n1\t2\n"), Some("a file of tab-separated values"));
        assert_eq!(found(b"  <!DOCTYPE HTML><html>"), Some("a web page (HTML)"));
        assert_eq!(found(b"<?xml version=\"1.0\"?>"), Some("an XML document"));
        assert_eq!(found(b"{'a': None}"), Some("text in Python's own notation (repr)"));
        assert_eq!(found(b"[{ 'a': 1}]"), Some("text in Python's own notation (repr)"));
        assert_eq!(
            found(b"2026-01-02 - INFO - Prediction: {\"score\":0.7}\n"),
            Some("a log whose records follow other text on their lines")
        );
    }

    #[test]
    fn json_and_prose_are_none_of_them() {
        for head in
            [&b"{\"a\":1,\"b\":2}\n{\"a\":1,\"b\":2}"[..], b"[1,2,3]\n[4,5,6]", b"hello\nworld", b"a,b\n1", b"1,2", b""]
        {
            assert_eq!(found(head), None, "{}", head.escape_ascii());
        }
    }

    #[test]
    fn noise_is_no_text() {
        let noise: Vec<u8> = (0..1000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 23) as u8).collect();
        assert!(looks_binary(&noise));
        assert!(!looks_binary("Zażółć gęślą jaźń\r\n\t1".as_bytes()));
        assert!(!looks_binary(b""));
    }
}
