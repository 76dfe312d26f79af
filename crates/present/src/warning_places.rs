//! Where a kind of problem was met, in words: the first places by file, and how many more there are.

use driftscope_report::Warning;

use crate::numbers::count;

/// "a.ndjson, lines 7 and 19 (bytes 120 and 388), and 12 more". `None` where no place is known.
pub fn warning_places(warning: &Warning) -> Option<String> {
    places(warning, in_file)
}

/// The same without bytes and without the file of the first: "lines 7 and 19, and 12 more".
pub fn warning_lines(warning: &Warning) -> Option<String> {
    let of = |file: &str, places: &[(Option<u64>, Option<u64>)]| {
        let lines: Vec<u64> = places.iter().filter_map(|(line, _)| *line).collect();
        let file = Some(file.to_owned()).filter(|file| warning.file.as_ref() != Some(file));
        file.into_iter().chain(numbered("line", "lines", &lines)).collect::<Vec<_>>().join(", ")
    };
    places(warning, of)
}

/// The line and the byte offset of a record, as far as they are known.
type Place = (Option<u64>, Option<u64>);

fn places(warning: &Warning, of: impl Fn(&str, &[Place]) -> String) -> Option<String> {
    let first = (warning.file.as_deref(), warning.line, warning.byte_offset);
    if first == (None, None, None) {
        return None;
    }
    let mut by_file: Vec<(&str, Vec<Place>)> = vec![(first.0.unwrap_or_default(), vec![(first.1, first.2)])];
    for place in &warning.further {
        let at = (place.line, place.byte_offset);
        match (&place.file, by_file.last_mut()) {
            (None, Some((_, places))) => places.push(at),
            (file, _) => by_file.push((file.as_deref().unwrap_or_default(), vec![at])),
        }
    }
    let files: Vec<String> = by_file.into_iter().map(|(file, places)| of(file, &places)).collect();
    let more = warning.count.saturating_sub(1 + warning.further.len() as u64);
    // Kinds of which only the first place is kept are counted beside it.
    let more =
        if more > 0 && !warning.further.is_empty() { format!(", and {} more", count(more)) } else { String::new() };
    Some(files.join("; ") + &more)
}

fn in_file(file: &str, places: &[(Option<u64>, Option<u64>)]) -> String {
    let lines: Vec<u64> = places.iter().filter_map(|(line, _)| *line).collect();
    let bytes: Vec<u64> = places.iter().filter_map(|(_, byte)| *byte).collect();
    let mut words = vec![file.to_owned()];
    words.retain(|file| !file.is_empty());
    words.extend(numbered("line", "lines", &lines));
    let bytes = numbered("byte", "bytes", &bytes);
    match (lines.is_empty(), bytes) {
        (true, bytes) => words.extend(bytes),
        (false, Some(bytes)) => {
            if let Some(last) = words.last_mut() {
                *last = format!("{last} ({bytes})");
            }
        }
        (false, None) => {}
    }
    words.join(", ")
}

/// "line 7", "lines 7, 19 and 31".
fn numbered(one: &str, many: &str, numbers: &[u64]) -> Option<String> {
    let texts: Vec<String> = numbers.iter().map(|number| count(*number)).collect();
    match texts.as_slice() {
        [] => None,
        [only] => Some(format!("{one} {only}")),
        [others @ .., last] => Some(format!("{many} {} and {last}", others.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use driftscope_report::{WarningCode, WarningPlace};

    use super::*;

    fn warning(count: u64, further: Vec<WarningPlace>) -> Warning {
        Warning {
            code: WarningCode::CutOff,
            message: String::new(),
            count,
            file: Some("a.ndjson".to_owned()),
            line: Some(7),
            byte_offset: Some(120),
            snippet: None,
            further,
        }
    }

    #[test]
    fn places_are_gathered_by_file() {
        assert_eq!(warning_places(&warning(1, Vec::new())).as_deref(), Some("a.ndjson, line 7 (byte 120)"));
        let place = |file: Option<&str>, line| WarningPlace {
            file: file.map(str::to_owned),
            line: Some(line),
            byte_offset: Some(10 * line),
        };
        let further = vec![place(None, 19), place(Some("b.ndjson"), 2), place(None, 3)];
        assert_eq!(
            warning_places(&warning(16, further)).as_deref(),
            Some(
                "a.ndjson, lines 7 and 19 (bytes 120 and 190); b.ndjson, lines 2 and 3 (bytes 20 and 30), and 12 more"
            )
        );
        assert_eq!(
            warning_lines(&warning(16, vec![place(None, 19), place(Some("b.ndjson"), 2)])).as_deref(),
            Some("lines 7 and 19; b.ndjson, line 2, and 13 more")
        );
        let nowhere = Warning { file: None, line: None, byte_offset: None, ..warning(3, Vec::new()) };
        assert_eq!(warning_places(&nowhere), None);
    }
}
