//! Checks that links and paths in documents lead somewhere.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use xtask::{Failure, workspace};

/// The folders whose paths documents name in code type.
const ROOTS: [&str; 11] = [
    ".ci/",
    ".github/",
    "crates/",
    "docs/",
    "fuzz/",
    "integrations/",
    "python/",
    "src/",
    "static/",
    "tests/",
    "xtask/",
];

/// What is wrong with the links and paths of a document, a line for each.
pub(super) fn problems(path: &str, document: &str) -> Result<Vec<String>, Failure> {
    let mut problems = Vec::new();
    for name in paths(document) {
        if !workspace::root().join(name).exists() {
            problems.push(format!("{path} names `{name}`, which does not exist"));
        }
    }
    let folder = Path::new(path).parent().unwrap_or(Path::new(""));
    for target in targets(document) {
        let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
        let linked = if file.is_empty() { PathBuf::from(path) } else { flat(&folder.join(file)) };
        if !workspace::root().join(&linked).exists() {
            problems.push(format!("{path} links to {target}, which does not exist"));
        } else if !anchor.is_empty() && linked.extension().is_some_and(|ending| ending == "md") {
            let text = workspace::read(&linked.to_string_lossy())?;
            if !anchors(&text).contains(anchor) {
                problems.push(format!("{path} links to {target}, and there is no such heading"));
            }
        }
    }
    Ok(problems)
}

/// The text outside of code blocks.
fn prose(document: &str) -> impl Iterator<Item = &str> {
    let mut is_code = false;
    document.lines().filter(move |line| {
        let is_fence = line.trim_start().starts_with("```");
        is_code ^= is_fence;
        !is_code && !is_fence
    })
}

/// The paths of the repository in code type. A span with a placeholder (`NAME`, `*`) or a space is not a path.
fn paths(document: &str) -> BTreeSet<&str> {
    let spans = prose(document).flat_map(|line| line.split('`').skip(1).step_by(2));
    spans
        .filter(|span| ROOTS.iter().any(|root| span.starts_with(root)))
        .filter(|span| {
            span.chars().all(|letter| !letter.is_uppercase() && !" *{}…".contains(letter)) || span.ends_with(".md")
        })
        .collect()
}

/// The targets of links within the repository.
fn targets(document: &str) -> BTreeSet<&str> {
    let links = prose(document).flat_map(|line| line.split("](").skip(1));
    let targets = links.filter_map(|rest| rest.split_once(')').map(|(target, _)| target));
    targets.filter(|target| !target.contains("://") && !target.contains(' ')).collect()
}

/// The path without `.` and `..`.
fn flat(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut flat, component| {
        match component {
            Component::ParentDir => {
                flat.pop();
            }
            Component::CurDir => {}
            other => flat.push(other),
        }
        flat
    })
}

/// The anchors that a forge gives to the headings.
fn anchors(document: &str) -> BTreeSet<String> {
    let headings = prose(document).filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim());
    headings
        .map(|heading| {
            let letters = heading.chars().filter_map(|letter| match letter {
                ' ' | '-' => Some('-'),
                '_' => Some('_'),
                letter => letter.is_alphanumeric().then_some(letter),
            });
            letters.flat_map(char::to_lowercase).collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_links_that_lead_nowhere_are_problems() {
        let text = "`xtask/src/main.rs` `xtask/src/gone.rs` `crates/NAME.rs` `tests/a b` [g](docs/glossary.md) [x](docs/x.md)\n\
                    [y](docs/glossary.md#reading) [z](docs/glossary.md#nothing) [w](https://example.org/a)\n\
                    ```text\n`xtask/in/code.rs`\n```\n";
        let found = problems("README.md", text).unwrap();
        assert_eq!(found.len(), 3, "{found:?}");
        for (problem, part) in found.iter().zip(["xtask/src/gone.rs", "docs/glossary.md#nothing", "docs/x.md"]) {
            assert!(problem.contains(part), "{problem}");
        }
    }

    #[test]
    fn links_are_relative_to_their_document() {
        assert_eq!(
            problems("docs/decisions/README.md", "[m](../methods.md#the-effect)\n").unwrap(),
            Vec::<String>::new()
        );
    }

    #[test]
    fn anchors_are_those_of_a_forge() {
        let anchors = anchors("## `ks`: Kolmogorov–Smirnov, two samples\n```\n# no heading\n```\n");
        assert_eq!(anchors.into_iter().collect::<Vec<_>>(), ["ks-kolmogorovsmirnov-two-samples"]);
    }
}
