//! Every invariant of ARCHITECTURE.md names what holds it.
//!
//! A paragraph that begins with `**Invariant:**` ends with `Held by`, and either "the compiler" or, in code type, a file or folder followed
//! by the tests or lints in it: Held by `tests/floors/main.rs`: `a_circle_is_found`.

use xtask::{Failure, workspace};

use super::files;

const BEGIN: &str = "**Invariant:**";
const HELD: &str = "Held by ";

/// The problems of the invariants of a document, a line for each.
pub(super) fn problems(path: &str, document: &str) -> Result<Vec<String>, Failure> {
    let mut problems = Vec::new();
    for paragraph in document.split("\n\n").filter(|paragraph| paragraph.starts_with(BEGIN)) {
        let start: String = paragraph.chars().skip(BEGIN.len() + 1).take(60).collect();
        let Some((_, held)) = paragraph.rsplit_once(HELD) else {
            problems.push(format!("{path}: no test is named for \"{start}…\": end it with \"{HELD}…\""));
            continue;
        };
        let (mut place, mut holders) = (None, 0);
        for name in held.split('`').skip(1).step_by(2) {
            if name.contains('/') || name.ends_with(".toml") {
                place = Some(name);
                continue;
            }
            holders += 1;
            if !place.map_or(Ok(false), |place| has(place, name))? {
                problems.push(format!(
                    "{path}: there is no {name} in {}, which would hold \"{start}…\"",
                    place.unwrap_or("any file")
                ));
            }
        }
        if holders == 0 && !held.contains("the compiler") {
            problems.push(format!("{path}: neither a test nor a lint is named for \"{start}…\""));
        }
    }
    Ok(problems)
}

/// Whether a file, or one below a folder, has this test or lint.
fn has(place: &str, name: &str) -> Result<bool, Failure> {
    if place.ends_with(".toml") {
        return Ok(workspace::read(place)?.contains(name));
    }
    let is_within = |path: &String| path == place || path.strip_prefix(place).is_some_and(|rest| rest.starts_with('/'));
    for path in files::texts()?.iter().filter(|path| path.ends_with(".rs") && is_within(path)) {
        if workspace::read(path)?.contains(&format!("fn {name}(")) {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        problems("x.md", text).expect("files can be read")
    }

    #[test]
    fn what_names_a_test_a_lint_or_the_compiler_passes() {
        let text = "**Invariant:** a. Held by `xtask/src/docs/invariants.rs`: `what_names_a_test_a_lint_or_the_compiler_passes`.\n\n\
                    **Invariant:** b. Held by `Cargo.toml`: `unwrap_used`, and by the compiler.\n\nHeld by nobody.\n\n\
                    **Invariant:** c. Held by `xtask/src`: `what_names_nothing_is_listed`.";
        assert_eq!(found(text), Vec::<String>::new());
    }

    #[test]
    fn what_names_nothing_is_listed() {
        let text = "**Invariant:** a.\n\n**Invariant:** b. Held by care.\n\n**Invariant:** c. Held by `xtask/src`: `a_test_of_nobody`.\n\n\
                    **Invariant:** d. Held by `Cargo.toml`.";
        let found = found(text);
        assert_eq!(found.len(), 4, "{found:?}");
        assert!(found[2].contains("a_test_of_nobody in xtask/src"), "{}", found[2]);
    }
}
