//! Finds the title lines above the names of the columns: the title of a report, its author and date.
//!
//! Programs for accounts, banks and dashboards put such lines into their exports. They differ from rows by their few
//! values: below them, up to the end of what is looked at, every row has as many as the others, and more than any line
//! above. Where that could mean something else, nothing is taken for a title.

/// Lines of a title, at most.
const MOST: usize = 20;

/// Rows below it at least, the names among them, and delimiters in all of them.
const LEAST_ROWS: usize = 3;
const LEAST_DELIMITERS: usize = 8;

/// A line with something on it.
struct Line<'a> {
    /// Where it begins.
    start: usize,
    text: &'a [u8],
    /// Delimiters in it, outside of quotes.
    delimiters: usize,
    /// Nothing is on the line before.
    is_apart: bool,
}

/// How many lines with something on them stand above the names of the columns, and how many bytes. `is_whole` says that
/// nothing follows.
pub(crate) fn above(start: &[u8], line_end: u8, is_whole: bool) -> (usize, usize) {
    let found = b"\t|;,".iter().filter_map(|delimiter| {
        let lines = lines(start, line_end, *delimiter, is_whole)?;
        let names = names(&lines, *delimiter)?;
        Some((lines[names].delimiters, names, lines[names].start))
    });
    found.max_by_key(|(delimiters, ..)| *delimiters).map_or((0, 0), |(_, lines, bytes)| (lines, bytes))
}

/// The lines of a text but for the last one, which may be cut; `None` where a quote goes over several.
fn lines(text: &[u8], line_end: u8, delimiter: u8, is_whole: bool) -> Option<Vec<Line<'_>>> {
    let (mut lines, mut start, mut is_apart) = (Vec::new(), 0, false);
    while start < text.len() {
        let end = memchr::memchr(line_end, &text[start..]).map(|length| start + length);
        let Some(end) = end.or(is_whole.then_some(text.len())) else { break };
        let line = text[start..end].trim_ascii_end();
        if line.is_empty() {
            is_apart = true;
        } else {
            let mut is_quoted = false;
            let delimiters = line.iter().filter(|byte| {
                is_quoted ^= **byte == b'"';
                **byte == delimiter && !is_quoted
            });
            let delimiters = delimiters.count();
            if is_quoted {
                return None;
            }
            lines.push(Line { start, text: line, delimiters, is_apart });
            is_apart = false;
        }
        start = end + 1;
    }
    Some(lines)
}

/// Which line has the names of the columns, if some stand above it.
fn names(lines: &[Line<'_>], delimiter: u8) -> Option<usize> {
    let usual = lines.last()?.delimiters;
    let names = lines.iter().rposition(|line| line.delimiters != usual)? + 1;
    let (titles, rows) = lines.split_at(names);
    let is_table = rows.len() >= LEAST_ROWS && rows.len() * usual >= LEAST_DELIMITERS && titles.len() <= MOST;
    // Rows of fewer values may be of this table, before it became wider, unless they are a few values and stand apart. A
    // row with one less may name all columns but that of the rows' own names.
    let most = titles.iter().map(|line| line.delimiters).max()?;
    let is_apart = rows.first()?.is_apart;
    let is_even = titles.len() > 1 && most > 0 && titles.iter().all(|line| line.delimiters == most);
    let is_other_table = is_even && !(is_apart && most * 2 <= usual);
    let lacks_one = titles.last()?.delimiters + 1 == usual && !is_apart;
    let is_name = |field: &[u8]| {
        let name = std::str::from_utf8(field).map(|name| name.trim().trim_matches('"'));
        name.is_ok_and(|name| !name.is_empty() && name.parse::<f64>().is_err())
    };
    let row = rows.first()?.text;
    // Some programs end each row with a delimiter.
    let row = row.strip_suffix(&[delimiter]).unwrap_or(row);
    let has_names = row.split(|byte| *byte == delimiter).all(is_name);
    (is_table && most < usual && !is_other_table && !lacks_one && has_names).then_some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (usize, usize) {
        above(text.as_bytes(), b'\n', true)
    }

    #[test]
    fn titles_stand_above_a_table() {
        let rows = "id,amount,region\n1,10.5,eu\n2,11.5,us\n3,9,eu\n";
        for (title, lines) in [
            ("Sales\n", 1),
            ("Sales report\nexported 2026-11-01\n\n", 2),
            ("\"Sales, of all regions\"\n", 1),
            ("Sales, 2026\n\n", 1),
            ("a;b;c\n\n", 1),
            ("Account:,12\nFrom:,2026-10-01\n\n", 2),
        ] {
            assert_eq!(of(&format!("{title}{rows}")), (lines, title.len()), "{title}");
            let cut = format!("{title}{rows}4,8");
            assert_eq!(above(cut.as_bytes(), b'\n', false), (lines, title.len()), "{title}");
        }
        assert_eq!(of("\"To:\";\"x; y\";\n\na;b;c;d;\n1;2;3;4;\n1;2;3;4;\n1;2;3;4;\n"), (1, 15));
        assert_eq!(of("Sales\r\n\r\nid;a;b\r\n1;2;3\r\n4;5;6\r\n7;8;9\r\n"), (1, 9));
    }

    #[test]
    fn what_may_be_rows_is_no_title() {
        for text in [
            "",
            "id,amount\n1,2\n3,4\n",
            // The names of the rows have none of their own.
            "a,b\n1,2,3\n4,5,6\n7,8,9\n10,11,12\n",
            // A table that became wider.
            "a,b\n1,2\nx,y,z,w\n1,2,3,4\n1,2,3,4\n1,2,3,4\n",
            "a,b,c\n1,2,3\n\nx,y,z,w\n1,2,3,4\n1,2,3,4\n1,2,3,4\n",
            // No names.
            "Sales\n1,2,3\n4,5,6\n7,8,9\n1,2,3\n",
            // Too little to tell.
            "Sales\nid,amount,region\n1,2,3\n",
            "Dear all,\nplease, read\nthis, too\nand, that\n",
            "Sales\nid,\"amount\n,\",region\n1,2,3\n1,2,3\n1,2,3\n",
            "a,b,c\nSales\n",
        ] {
            assert_eq!(of(text), (0, 0), "{text}");
        }
    }
}
