//! `driftscope profile`: files in, what stands for their rows out.

use driftscope_drift::profile_to_json;
use driftscope_table::Limits;

use crate::arguments::ProfileArguments;
use crate::failure::Failure;
use crate::{output, reading, sources, warnings};

/// Runs the command.
pub(crate) fn run(arguments: &ProfileArguments) -> Result<(), Failure> {
    let sources = sources::of_sides(&[&arguments.files])?.pop().unwrap_or_default();
    if let Some(path) = &arguments.output {
        output::check(path)?;
        if sources.iter().any(|source| source.is_same_file(path)) {
            return Err(Failure::OutputIsInput { path: path.clone() });
        }
    }
    let profile = reading::read_profile(&sources, &arguments.reading.options(Limits::default()))?;
    warnings::print(&profile.warnings);
    let text = profile_to_json(&profile) + "\n";
    match &arguments.output {
        Some(path) => output::to_file(path, &|file| file.write_all(text.as_bytes()))?,
        None => output::to_standard_output(&|output| output.write_all(text.as_bytes()))?,
    }
    Ok(())
}
