//! The files in `integrations`, which docs/integrations.md shows whole, and the options that both use.
//!
//! The tools themselves run the files in `cargo xtask integrations`, which needs a network. That the command has the options is judged
//! here, against its help in docs/command.md, which a test of the command holds up to date.

use std::collections::{BTreeMap, BTreeSet};

use xtask::{Failure, workspace};

use super::files;
use super::marked::{Made, parts};

const FOLDER: &str = "integrations/";
const TESTS: &str = "integrations/tests/";
const DOCUMENT: &str = "docs/integrations.md";

/// Lines of a file, so that it can be read at a glance.
const MOST_LINES: usize = 19;

/// The options of each subcommand.
type Options = BTreeMap<String, BTreeSet<String>>;

/// The text of each file as a part of documents, under its path.
pub(super) fn made() -> Result<Made, Failure> {
    let mut made = Made::new();
    for path in shown()? {
        let language = if path.ends_with(".py") { "python" } else { "yaml" };
        made.insert(path.clone(), format!("```{language}\n{}\n```", workspace::read(&path)?.trim_end()));
    }
    Ok(made)
}

/// What is wrong with the files and their document, a line for each.
pub(super) fn problems() -> Result<Vec<String>, Failure> {
    let options = options(&workspace::read("docs/command.md")?);
    let document = workspace::read(DOCUMENT)?;
    let mut problems = unknown(DOCUMENT, &document, &options);
    for path in shown()? {
        let text = workspace::read(&path)?;
        problems.extend(unknown(&path, &text, &options));
        let lines = text.lines().count();
        if lines > MOST_LINES {
            problems.push(format!("{path} has {lines} lines, at most {MOST_LINES}"));
        }
        if parts(&document, &path).is_empty() {
            problems.push(format!("{DOCUMENT} does not show {path}"));
        }
    }
    Ok(problems)
}

/// The files that the document shows.
fn shown() -> Result<Vec<String>, Failure> {
    let is_shown = |path: &String| path.starts_with(FOLDER) && !path.starts_with(TESTS);
    Ok(files::texts()?.into_iter().filter(is_shown).collect())
}

/// The options of each subcommand, from its help in a document.
fn options(document: &str) -> Options {
    let helps = parts(document, "help-").into_iter();
    helps
        .map(|(name, help)| {
            // An option begins its line, after its short form.
            let first = help.lines().filter_map(|line| line.split_whitespace().find(|word| !is_short(word)));
            let options = first.filter(|word| word.starts_with("--")).map(str::to_owned).collect();
            (name.trim_start_matches("help-").to_owned(), options)
        })
        .collect()
}

/// Whether this is a short form: `-o,`.
fn is_short(word: &str) -> bool {
    word.len() == 3 && word.starts_with('-') && word.ends_with(',')
}

/// The options in a text that the command does not have, and subcommands likewise.
fn unknown(path: &str, text: &str, options: &Options) -> Vec<String> {
    let text = text.replace("\\\n", " ");
    let mut problems = Vec::new();
    for (command, option) in text.lines().flat_map(in_shell).chain(in_python(&text)) {
        match options.get(&command) {
            None => problems.push(format!("{path}: driftscope has no command {command}")),
            Some(known) if !option.is_empty() && !known.contains(&option) => {
                problems.push(format!("{path}: driftscope {command} has no option {option}"));
            }
            Some(_) => {}
        }
    }
    problems
}

/// Each option of `driftscope COMMAND … --option`, with the command; and the command alone.
fn in_shell(line: &str) -> Vec<(String, String)> {
    let Some((_, rest)) = line.split_once("driftscope ") else { return Vec::new() };
    let mut words = rest.split(|letter: char| letter.is_whitespace() || "\"'`,()".contains(letter));
    let command = words.next().unwrap_or_default();
    // Prose goes on with something else than a command and its options.
    let options: Vec<&str> = words.filter(|word| word.starts_with("--")).collect();
    if options.is_empty() {
        return Vec::new();
    }
    let name = |option: &&str| option.split('=').next().unwrap_or_default().to_owned();
    options.iter().map(|option| (command.to_owned(), name(option))).collect()
}

/// Each keyword argument of `driftscope.compare(…)`, as the option that it stands for.
fn in_python(text: &str) -> Vec<(String, String)> {
    let calls = text.split("driftscope.compare(").skip(1).filter_map(|rest| rest.split_once(')'));
    let arguments = calls.flat_map(|(inside, _)| inside.split(','));
    let keywords = arguments.filter_map(|argument| argument.split_once('=')).map(|(name, _)| name.trim());
    keywords.map(|name| ("compare".to_owned(), format!("--{}", name.replace('_', "-")))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_those_of_the_help() {
        let options = options(&workspace::read("docs/command.md").unwrap());
        assert!(options["compare"].contains("--fail-on") && options["compare"].contains("--output"));
        assert!(options["profile"].contains("--smallest-window") && !options["profile"].contains("--fail-on"));
    }

    #[test]
    fn options_and_commands_that_are_not_there_are_found() {
        let options = Options::from([("compare".to_owned(), BTreeSet::from(["--fail-on".to_owned()]))]);
        let text = "run: driftscope compare a b --fail-on drift \\\n  --fial-on=x\nit has driftscope in it\n\
                    driftscope judge --fail-on drift\ndriftscope.compare(a, b, fail_on=1, fial_on=2)";
        let found = unknown("x", text, &options);
        let of_compare = "x: driftscope compare has no option --fial-on";
        assert_eq!(found, [of_compare, "x: driftscope has no command judge", of_compare]);
    }

    #[test]
    fn the_files_use_only_what_the_command_has() {
        assert_eq!(problems().unwrap(), Vec::<String>::new());
        assert!(made().unwrap().len() >= 8);
    }
}
