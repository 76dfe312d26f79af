//! `cargo xtask docs`: writes the parts of the documents that are made from code.
//!
//! Two kinds of marks in a document connect it with the code:
//!
//! ```text
//! <!-- begin NAME: made by cargo xtask docs -->
//! …text that this command replaces…
//! <!-- end NAME -->
//!
//! <!-- names NAME: checked by cargo xtask check -->
//! | key | …          a table written by hand, whose first column must list exactly the names that the code has
//! ```
//!
//! `cargo xtask check` fails when a made part is out of date, a table lacks a name, a link or a path leads nowhere, or an invariant names no
//! test.

mod decisions;
mod facts;
pub(crate) mod files;
mod help;
mod integrations;
mod invariants;
mod links;
mod marked;
mod names;

use xtask::{Arguments, Failure, workspace};

use crate::usage::USAGE;
use crate::words;
use facts::Facts;
use marked::Made;

/// Runs the command.
pub(crate) fn run(mut arguments: Arguments) -> Result<(), Failure> {
    let only_check = arguments.take_flag("--check");
    arguments.finish()?;
    if only_check {
        let (made, words) = (check(), words::check());
        return made.and(words);
    }
    let mut made = made(&facts::facts()?)?;
    made.extend(help::of_the_command()?);
    for path in files::documents()? {
        let old = workspace::read(&path)?;
        let new = marked::filled(&path, &old, &made)?;
        if new != old {
            workspace::write(&workspace::root().join(&path), new.as_bytes())?;
            println!("{path}");
        }
    }
    Ok(())
}

/// Fails if a made part is out of date, a checked table lacks a name, a link or path leads nowhere, or a decision does not keep the
/// form.
pub(crate) fn check() -> Result<(), Failure> {
    let facts = facts::facts()?;
    let mut made = made(&facts)?;
    let mut problems = Vec::new();
    for path in files::documents()? {
        let text = workspace::read(&path)?;
        // A test of the command looks after its help, which would have to be built here.
        made.extend(marked::parts(&text, "help"));
        if marked::filled(&path, &text, &made)? != text {
            problems.push(format!("{path} is out of date: run `cargo xtask docs`"));
        }
        problems.extend(names::problems(&path, &text, &facts.names));
        problems.extend(links::problems(&path, &text)?);
        problems.extend(invariants::problems(&path, &text)?);
    }
    problems.extend(integrations::problems()?);
    if problems.is_empty() { Ok(()) } else { Err(Failure::Documents { problems: problems.join("\n  ") }) }
}

/// Every made part but the help texts, by its name.
fn made(facts: &Facts) -> Result<Made, Failure> {
    let mut made = facts.parts.clone();
    made.insert("xtask-help".to_owned(), format!("```text\n{}\n```", USAGE.trim_end()));
    made.insert("decisions".to_owned(), decisions::index()?);
    made.extend(integrations::made()?);
    Ok(made)
}
