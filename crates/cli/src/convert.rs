//! `driftscope convert`: files in, JSON Lines out.

use driftscope_table::Limits;

use crate::arguments::ConvertArguments;
use crate::failure::Failure;
use crate::{json_lines, output, reading, sources, warnings};

/// Runs the command.
pub(crate) fn run(arguments: &ConvertArguments) -> Result<(), Failure> {
    let sources = sources::of_sides(&[&arguments.files])?.pop().unwrap_or_default();
    if let Some(path) = &arguments.output {
        output::check(path)?;
        if sources.iter().any(|source| source.is_same_file(path)) {
            return Err(Failure::OutputIsInput { path: path.clone() });
        }
    }
    let table = reading::read_one(&sources, &arguments.reading.options(wide()))?;
    warnings::print(&table.warnings);
    match &arguments.output {
        Some(path) => output::to_file(path, &|file| json_lines::write(&table, file))?,
        None => output::to_standard_output(&|output| json_lines::write(&table, output))?,
    }
    Ok(())
}

/// What is lost to a comparison in a report is lost to a file for good: more may be held.
fn wide() -> Limits {
    Limits {
        distinct: u32::MAX as usize,
        dictionary_bytes: u32::MAX as usize,
        text_bytes: usize::MAX,
        rows: u32::MAX as usize,
        cells: usize::MAX,
        ..Limits::default()
    }
}
