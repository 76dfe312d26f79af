//! Looks for phrases that `docs/glossary.md` tells us to avoid.

use xtask::{Failure, workspace};

use crate::docs::files;

const GLOSSARY: &str = "docs/glossary.md";

/// The files that have the phrases on purpose.
const EXEMPT: [&str; 2] = [GLOSSARY, "xtask/src/words.rs"];
const BEGIN: &str = "<!-- phrases: read by cargo xtask check -->";

/// Phrases that mean the same, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Phrase {
    /// What to avoid, in lower case but for doc comments.
    avoid: Vec<String>,
    write: String,
}

/// Fails if a phrase occurs in a path that is checked.
pub(crate) fn check() -> Result<(), Failure> {
    let phrases = phrases(&workspace::read(GLOSSARY)?);
    if phrases.is_empty() {
        return Err(Failure::Documents { problems: format!("{GLOSSARY} has no phrases below \"{BEGIN}\"") });
    }
    let mut problems = Vec::new();
    for path in files::texts()?.into_iter().filter(|path| !EXEMPT.contains(&path.as_str())) {
        let bytes = workspace::read_bytes(&path)?;
        let text = String::from_utf8_lossy(&bytes);
        problems.extend(found(&text, &phrases).into_iter().map(|problem| format!("{path}:{problem}")));
    }
    if problems.is_empty() { Ok(()) } else { Err(Failure::Documents { problems: problems.join("\n  ") }) }
}

/// The phrases of the glossary's table.
fn phrases(glossary: &str) -> Vec<Phrase> {
    let Some((_, table)) = glossary.split_once(BEGIN) else { return Vec::new() };
    let rows = table.lines().filter(|line| line.starts_with("| ")).skip(1);
    rows.filter_map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [avoid, _, write] = cells[..] else { return None };
        Some(Phrase { avoid: avoid.split(", ").map(str::to_owned).collect(), write: write.to_owned() })
    })
    .collect()
}

/// `line: "phrase", write …` for each phrase in a text, also where a line ends within the phrase.
fn found(text: &str, phrases: &[Phrase]) -> Vec<String> {
    let mut problems = Vec::new();
    let lower = text.to_lowercase();
    for phrase in phrases {
        for avoid in &phrase.avoid {
            // Doc comments keep their capital letter: `/// Gives` and not `/// gives`.
            let (haystack, avoid) =
                if avoid.starts_with('/') { (text, avoid.clone()) } else { (lower.as_str(), avoid.to_lowercase()) };
            for place in places(haystack, &avoid) {
                let line = haystack[..place].lines().count().max(1);
                problems.push(format!("{line}: \"{avoid}\", write {}", phrase.write));
            }
        }
    }
    problems.sort();
    problems
}

/// Where a phrase begins in a text. Between its words there may be any white space, and the marks of a comment after a line end.
fn places(text: &str, phrase: &str) -> Vec<usize> {
    let mut words = phrase.split(' ');
    let first = words.next().unwrap_or_default();
    let rest: Vec<&str> = words.collect();
    let starts = text.match_indices(first).map(|(start, _)| start);
    starts.filter(|&start| is_border(text, start) && follows(&text[start + first.len()..], &rest)).collect()
}

/// Whether a text goes on with these words and ends the last one.
fn follows(mut text: &str, words: &[&str]) -> bool {
    for word in words {
        let after_space = text.trim_start_matches(|letter: char| letter.is_whitespace() || "/!#".contains(letter));
        if after_space.len() == text.len() {
            return false;
        }
        let Some(after_word) = after_space.strip_prefix(word) else { return false };
        text = after_word;
    }
    !text.starts_with(|letter: char| letter.is_alphanumeric() || letter == '_')
}

/// Whether a word can begin here: no letter stands before it.
fn is_border(text: &str, place: usize) -> bool {
    !text[..place].ends_with(|letter: char| letter.is_alphanumeric() || letter == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrase(avoid: &[&str], write: &str) -> Phrase {
        Phrase { avoid: avoid.iter().map(|&word| word.to_owned()).collect(), write: write.to_owned() }
    }

    #[test]
    fn the_table_of_the_glossary_is_read() {
        let text = format!("{BEGIN}\n\n| avoid | because | write |\n|---|---|---|\n| so many, whoever | old | n |\n");
        assert_eq!(phrases(&text), [phrase(&["so many", "whoever"], "n")]);
        assert!(phrases(&workspace::read(GLOSSARY).unwrap()).len() >= 20);
    }

    #[test]
    fn phrases_are_found_with_their_line_in_any_case_and_across_lines() {
        let phrases = [phrase(&["so many"], "n")];
        assert_eq!(found("one\ntwo so many rows", &phrases), ["2: \"so many\", write n"]);
        assert_eq!(found("So many rows", &phrases).len(), 1);
        assert_eq!(found("/// so\n/// many rows", &phrases), ["1: \"so many\", write n"]);
        assert_eq!(found("also many, so manyfold, so_many", &phrases).len(), 0);
    }

    #[test]
    fn doc_comments_are_only_found_with_their_capital() {
        let phrases = [phrase(&["/// Gives"], "Returns")];
        assert_eq!(found("/// Gives the mean.", &phrases).len(), 1);
        assert_eq!(found("/// gives the mean.", &phrases).len(), 0);
    }
}
