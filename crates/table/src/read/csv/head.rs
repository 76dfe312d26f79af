//! The start of a file, from which its dialect and header are detected.
//!
//! Invariant: where it ends depends on the file alone, not on how much of it there is so far.

use super::titles;
use crate::read::limits::HEAD;

/// Bytes that are looked at, at most: rows of ten thousand columns are long.
const MOST: usize = 1 << 20;

/// Rows that are looked at, at least.
const LEAST_ROWS: usize = 2;

/// The start of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Head<'a> {
    /// Its rows.
    pub rows: &'a [u8],
    /// Bytes before them: comments, titles, and the line that tells Excel the delimiter.
    pub before: usize,
    /// Lines of text above the names of the columns.
    pub titles: usize,
    /// The last of the comments, without its mark.
    pub comment: Option<&'a [u8]>,
    /// Lines before the rows begin with `#`.
    pub has_comments: bool,
    /// What that line says.
    pub delimiter: Option<u8>,
    /// What ends a line.
    pub line_end: u8,
    /// There is nothing after it.
    pub is_whole: bool,
}

impl<'a> Head<'a> {
    /// The head of a file that starts like this. `None` asks for more of it; `last` says that there is no more.
    pub(crate) fn of(input: &'a [u8], last: bool) -> Option<Self> {
        let window = &input[..input.len().min(MOST)];
        let is_all = last && window.len() == input.len();
        let line_end = match line_end(window) {
            None if window.len() < MOST && !last => return None,
            found => found.unwrap_or(b'\n'),
        };
        let (mut before, mut comment, mut delimiter) = (0, None, None);
        while let Some(length) = memchr::memchr(line_end, &window[before..]) {
            let line = window[before..before + length].trim_ascii_end();
            match line {
                [b'#', inner @ ..] => comment = Some(inner.trim_ascii_start()),
                _ if before == 0 && of_excel(line).is_some() => delimiter = of_excel(line),
                [] if line_end == b'\n' || length == 0 => {}
                _ => break,
            }
            before += length + 1;
        }
        let mut end = before;
        for _ in 0..LEAST_ROWS {
            end = memchr::memchr(line_end, &window[end..]).map_or(MOST, |length| end + length + 1).min(MOST);
            if end > window.len() {
                break;
            }
        }
        let end = end.max(before + HEAD).min(MOST);
        if end > window.len() && !is_all {
            return None;
        }
        let end = end.min(window.len());
        let is_whole = last && end == input.len();
        let shown = end.min(before + HEAD);
        let (titles, bytes) = titles::above(&window[before..shown], line_end, is_whole && shown == end);
        before += bytes;
        Some(Self {
            rows: &window[before..end],
            before,
            titles,
            comment: comment.filter(|_| titles == 0),
            has_comments: comment.is_some(),
            delimiter,
            line_end,
            is_whole,
        })
    }
}

/// What ends the first line; `None` where none is known to end.
fn line_end(window: &[u8]) -> Option<u8> {
    let mut is_quoted = false;
    let place = window.iter().position(|byte| {
        is_quoted ^= *byte == b'"';
        !is_quoted && matches!(byte, b'\r' | b'\n')
    })?;
    match (window[place], window.get(place + 1)) {
        (b'\n', _) | (_, Some(b'\n')) => Some(b'\n'),
        (_, Some(_)) => Some(b'\r'),
        (_, None) => None,
    }
}

/// The delimiter in `sep=;`, which tells Excel how to open a file.
fn of_excel(line: &[u8]) -> Option<u8> {
    let line = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
    let (name, delimiter) = line.split_at_checked(4)?;
    match delimiter {
        &[delimiter] if name.eq_ignore_ascii_case(b"sep=") => Some(delimiter),
        // The white space at the end of the line was the delimiter.
        [] if name.eq_ignore_ascii_case(b"sep=") => Some(b'\t'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_before_the_rows_is_known() {
        let head = Head::of(b"# made by a tool\n#a b\n\nx,y\n1,2\n", true).unwrap();
        assert_eq!((head.rows, head.comment, head.before), (&b"x,y\n1,2\n"[..], Some(&b"a b"[..]), 23));
        for (text, delimiter) in [("sep=;\r\na;b\r\n", b';'), ("\"SEP=|\"\na|b\n", b'|'), ("sep=\t\na\tb\n", b'\t')] {
            let head = Head::of(text.as_bytes(), true).unwrap();
            assert_eq!((head.delimiter, head.is_whole), (Some(delimiter), true), "{text}");
            assert!(head.rows.starts_with(b"a"), "{text}");
        }
    }

    #[test]
    fn lines_end_as_the_first_one_does() {
        for (text, end) in [("a\nb", b'\n'), ("a\r\nb", b'\n'), ("a\rb\n", b'\r'), ("\"a\rb\"\nc", b'\n'), ("a", b'\n')]
        {
            assert_eq!(Head::of(text.as_bytes(), true).unwrap().line_end, end, "{text:?}");
        }
    }

    #[test]
    fn more_of_a_file_never_changes_its_head() {
        let long = "x".repeat(3000);
        let texts = [
            "a,b\n1,2\n".repeat(2000),
            format!("{}{}", "# comment\n".repeat(700), "a,b\n1,2\n".repeat(800)),
            format!("{long},{long},{long}\n1,2,3\n4,5,6\n"),
            "a\rb\n".repeat(1500),
            long.repeat(500),
            format!("A report, of 2026\n\n{}", "a,b,c,d\n1,2,3,4\n".repeat(900)),
        ];
        for text in texts {
            let whole = Head::of(text.as_bytes(), true).unwrap();
            let line_ends = (0..text.len()).filter(|at| matches!(text.as_bytes()[*at], b'\n' | b'\r')).take(50);
            for end in (0..text.len()).step_by(1 + text.len() / 150).chain(line_ends.map(|at| at + 1)) {
                let part = Head::of(&text.as_bytes()[..end], false);
                assert!(part.is_none_or(|part| part == Head { is_whole: false, ..whole }), "{end}");
            }
        }
    }
}
