//! Long names cut where they agree, so that no two rows look alike.
//!
//! Names of nested fields share their beginning (`captureData.endpointOutput.…`), and a cut at the end leaves only that. Where
//! names would look alike, what they have in common is cut instead: `captureData.e…data.0` and `captureData.e…mode`.

use std::collections::BTreeMap;

use crate::numbers;

/// How texts are measured and cut where they are shown.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// The places that a text takes.
    pub width: fn(&str) -> usize,
    /// The text in at most this many places, ending in `…` if it was shortened.
    pub shortened: fn(&str, usize) -> String,
}

impl Measure {
    /// A place for each character.
    pub const CHARACTERS: Self = Self { width: |text| text.chars().count(), shortened: crate::numbers::shortened };
}

/// The names in at most `room` places each.
pub fn apart(names: &[String], room: usize, measure: Measure) -> Vec<String> {
    let Measure { width, shortened } = measure;
    let mut cut: Vec<String> = names.iter().map(|name| shortened(name, room)).collect();
    let mut alike: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, text) in cut.iter().enumerate() {
        alike.entry(text).or_default().push(place);
    }
    let groups: Vec<Vec<usize>> = alike.into_values().filter(|group| group.len() > 1 && room > 2).collect();
    for group in groups {
        let common = common_beginning(group.iter().map(|&place| names[place].as_str()));
        // Equal names cannot be distinguished.
        if common == names[group[0]].len() && group.iter().all(|&place| names[place].len() == common) {
            continue;
        }
        let rests: Vec<String> = group.iter().map(|&place| names[place][common..].to_owned()).collect();
        let longest = rests.iter().map(|rest| width(rest)).max().unwrap_or(0);
        // A third for what they share, more where the rest is short.
        let beginning = (room / 3).max(room.saturating_sub(longest + 1)).min(room - 2);
        let head = shortened(&names[group[0]][..common], beginning + 1);
        let head = if head.ends_with('…') { head } else { head + "…" };
        let rests = apart(&rests, room - width(&head).min(room), measure);
        for (place, rest) in group.into_iter().zip(rests) {
            cut[place] = format!("{head}{rest}");
        }
    }
    cut
}

/// How many bytes all names begin with.
fn common_beginning<'a>(mut names: impl Iterator<Item = &'a str>) -> usize {
    let Some(first) = names.next() else { return 0 };
    names.fold(first.len(), |common, name| {
        let agree = first.char_indices().zip(name.chars()).find(|((_, one), other)| one != other);
        agree.map_or(first.len().min(name.len()), |((at, _), _)| at).min(common)
    })
}

/// Words one after the other: `a`, `a and b`, `a, b and c`.
pub fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The first of some names: `a`, `a and b`, `a, b, c and 4 more`.
pub fn first_names(names: &[String]) -> String {
    const MOST: usize = 3;
    let (shown, rest) = names.split_at(names.len().min(MOST));
    let mut shown: Vec<String> = shown.iter().map(|name| numbers::name(name, 40)).collect();
    if !rest.is_empty() {
        shown.push(format!("{} more", rest.len()));
    }
    listed(&shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn width(text: &str) -> usize {
        text.chars().count()
    }

    fn apart(names: &[String], room: usize) -> Vec<String> {
        super::apart(names, room, Measure::CHARACTERS)
    }

    #[test]
    fn names_that_agree_at_the_beginning_are_cut_there() {
        let names = ["observedContentType", "mode", "encoding", "data"]
            .map(|last| format!("captureData.endpointOutput.{last}"))
            .into_iter()
            .chain(["short".to_owned()])
            .collect::<Vec<_>>();
        for room in 12..50 {
            let cut = apart(&names, room);
            assert!(cut.iter().all(|name| width(name) <= room), "{room}: {cut:?}");
            assert_eq!(cut.iter().collect::<std::collections::BTreeSet<_>>().len(), 5, "{room}: {cut:?}");
            assert_eq!(cut[4], "short");
        }
        assert_eq!(apart(&names, 24)[1], "captureD…mode");
    }

    #[test]
    fn numbers_at_the_end_stay() {
        let names: Vec<String> = (0..96).map(|number| format!("request.inputs.embedding.{number}")).collect();
        let cut = apart(&names, 16);
        assert_eq!(cut.iter().collect::<std::collections::BTreeSet<_>>().len(), 96, "{cut:?}");
    }

    #[test]
    fn other_names_are_cut_at_their_end() {
        let names = ["a_very_long_name", "another_long_name"].map(str::to_owned);
        assert_eq!(apart(&names, 8), ["a_very_…", "another…"]);
        assert_eq!(apart(&["x".to_owned(), "x".to_owned()], 8), ["x", "x"]);
    }
}
