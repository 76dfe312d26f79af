//! The decisions in `docs/decisions`: their form, and the index that is made from them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use xtask::{Failure, workspace};

use super::files;

const FOLDER: &str = "docs/decisions/";
const SECTIONS: [&str; 3] = ["\n## Context\n", "\n## Choice\n", "\n## Consequences\n"];

/// Relations of a decision to another, with the relation that the other must have to it.
const RELATIONS: [[&str; 2]; 4] = [
    ["superseded by", "supersedes"],
    ["supersedes", "superseded by"],
    ["amended by", "amends"],
    ["amends", "amended by"],
];

/// One decision, as its page describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Decision {
    file: String,
    title: String,
    date: String,
    status: String,
    /// Relations to other decisions, with the file of each.
    relations: Vec<(&'static str, String)>,
}

/// The table of all decisions. Fails if a page does not keep the form.
pub(super) fn index() -> Result<String, Failure> {
    let mut decisions = BTreeMap::new();
    let mut problems = Vec::new();
    for path in files::documents()? {
        let Some(file) = path.strip_prefix(FOLDER).filter(|file| *file != "README.md") else { continue };
        match read(file, &workspace::read(&path)?) {
            Ok(decision) => {
                decisions.insert(file.to_owned(), decision);
            }
            Err(problem) => problems.push(format!("{path}: {problem}")),
        }
    }
    problems.extend(one_sided(&decisions));
    if !problems.is_empty() {
        return Err(Failure::Documents { problems: problems.join("\n  ") });
    }
    let mut table = "| decision | date | status |\n|---|---|---|\n".to_owned();
    for Decision { file, title, date, status, .. } in decisions.values() {
        let _ = writeln!(table, "| [{title}]({file}) | {date} | {status} |");
    }
    Ok(table)
}

/// Reads a page that keeps the form.
fn read(file: &str, text: &str) -> Result<Decision, String> {
    let number: u32 =
        file.get(..4).and_then(|digits| digits.parse().ok()).ok_or("the name must begin with four digits")?;
    let mut lines = text.lines();
    let title = lines.next().and_then(|line| line.strip_prefix("# ")).unwrap_or_default();
    if !title.starts_with(&format!("{number}. ")) {
        return Err(format!("the title must begin with \"# {number}. \""));
    }
    let form = "the third line must be \"Date: YYYY-MM-DD. Status: in force\", or \"superseded by\" and a link";
    let (date, status) = lines
        .nth(1)
        .and_then(|line| line.strip_prefix("Date: ")?.split_once(". Status: "))
        .filter(|(date, _)| is_date(date))
        .ok_or(form)?;
    if !status.starts_with("in force") && !status.starts_with("superseded by [") {
        return Err(form.to_owned());
    }
    let places: Vec<_> = SECTIONS.iter().map(|section| text.find(section)).collect();
    if places.iter().any(Option::is_none) || !places.is_sorted() {
        return Err("the sections must be Context, Choice and Consequences".to_owned());
    }
    let relations = status.split("; ").filter_map(|part| {
        let (relation, _) = RELATIONS
            .map(|[relation, _]| relation)
            .into_iter()
            .find_map(|relation| Some((relation, part.strip_prefix(relation)?)))?;
        let target = part.split_once("](")?.1.split_once(')')?.0;
        Some((relation, target.to_owned()))
    });
    Ok(Decision {
        file: file.to_owned(),
        title: title.to_owned(),
        date: date.to_owned(),
        status: status.to_owned(),
        relations: relations.collect(),
    })
}

/// Relations that only one of the two pages mentions.
fn one_sided(decisions: &BTreeMap<String, Decision>) -> Vec<String> {
    let mut problems = Vec::new();
    for decision in decisions.values() {
        for (relation, target) in &decision.relations {
            let back = RELATIONS.iter().find(|[one, _]| one == relation).map_or("", |[_, back]| back);
            let is_mutual = decisions.get(target).is_some_and(|other| {
                other.relations.iter().any(|(relation, file)| *relation == back && *file == decision.file)
            });
            if !is_mutual {
                problems
                    .push(format!("{FOLDER}{}: {relation} {target}, which must say \"{back}\" in turn", decision.file));
            }
        }
    }
    problems
}

fn is_date(text: &str) -> bool {
    let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    matches!(text.split('-').collect::<Vec<_>>()[..], [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# 7. Small\n\nDate: 2026-11-21. Status: in force; supersedes [decision 3](0003-x.md)\n\n\
                        ## Context\n\na\n\n## Choice\n\nb\n\n## Consequences\n\nc\n";

    #[test]
    fn a_page_that_keeps_the_form_is_read() {
        let decision = read("0007-small.md", PAGE).unwrap();
        assert_eq!((decision.title.as_str(), decision.date.as_str()), ("7. Small", "2026-11-21"));
        assert_eq!(decision.relations, [("supersedes", "0003-x.md".to_owned())]);
    }

    #[test]
    fn pages_that_do_not_keep_it_are_refused() {
        for (from, to) in [
            ("# 7.", "# 8."),
            ("Date: 2026-11-21", "Date: today"),
            ("Status: in force", "Status: perhaps"),
            ("## Choice", "## Decided"),
            ("## Context", "## Why"),
        ] {
            assert!(read("0007-small.md", &PAGE.replace(from, to)).is_err(), "{to}");
        }
        assert!(read("small.md", PAGE).is_err());
    }

    #[test]
    fn a_relation_must_be_on_both_pages() {
        let decision = read("0007-small.md", PAGE).unwrap();
        let mut older = Decision { file: "0003-x.md".to_owned(), relations: Vec::new(), ..decision.clone() };
        let all =
            |older: &Decision| BTreeMap::from([decision.clone(), older.clone()].map(|page| (page.file.clone(), page)));
        assert_eq!(one_sided(&all(&older)).len(), 1);
        older.relations.push(("superseded by", "0007-small.md".to_owned()));
        assert_eq!(one_sided(&all(&older)).len(), 0);
    }
}
