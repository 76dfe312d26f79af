//! `driftscope diff`: what is new, gone, worse and better in a report since an earlier one.

use std::path::Path;

use driftscope_present::report_changes::{Section, cautions, sections};
use driftscope_report::{Report, carried_json, from_json};

use crate::arguments::DiffArguments;
use crate::failure::Failure;
use crate::input_error::InputError;
use crate::{output, text};

/// Runs the command. `true` says that something is new or worse.
pub(crate) fn run(arguments: &DiffArguments) -> Result<bool, Failure> {
    let [before, after] = [report(&arguments.before)?, report(&arguments.after)?];
    let sections = sections(&before, &after);
    let is_bad = sections.iter().any(|section| section.is_bad && !section.lines.is_empty());
    let mut lines = vec![format!("before  {}", before.verdict.sentence), format!("after   {}", after.verdict.sentence)];
    lines.extend(cautions(&before, &after).into_iter().map(|caution| format!("note    {caution}")));
    for Section { sign, title, lines: found, .. } in sections.iter().filter(|section| !section.lines.is_empty()) {
        lines.push(format!("\n{title} ({})", found.len()));
        lines.extend(found.iter().map(|line| format!("{sign} {line}")));
    }
    if sections.iter().all(|section| section.lines.is_empty()) {
        lines.push("\nNothing is new, gone, worse or better".to_owned());
    }
    let lines: Vec<String> = lines.iter().flat_map(|line| line.split('\n')).map(text::plain).collect();
    output::to_standard_output(&|output| writeln!(output, "{}", lines.join("\n")))?;
    Ok(is_bad)
}

/// The report in a file: JSON, or a shared page.
fn report(path: &Path) -> Result<Report, Failure> {
    let place = path.display().to_string();
    let text =
        std::fs::read_to_string(path).map_err(|reason| InputError::Unreadable { place: place.clone(), reason })?;
    let json = carried_json(&text).unwrap_or(Ok(text));
    json.and_then(|json| from_json(json.trim_end())).map_err(|reason| Failure::Report { place, reason })
}
