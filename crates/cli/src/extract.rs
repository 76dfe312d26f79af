//! `driftscope extract`: a shared page in, its report as JSON out.

use driftscope_report::carried_json;

use crate::arguments::ExtractArguments;
use crate::failure::Failure;
use crate::input_error::InputError;
use crate::output;

/// Runs the command.
pub(crate) fn run(arguments: &ExtractArguments) -> Result<(), Failure> {
    let place = arguments.page.display().to_string();
    if let Some(path) = &arguments.output {
        output::check(path)?;
    }
    let bytes =
        std::fs::read(&arguments.page).map_err(|reason| InputError::Unreadable { place: place.clone(), reason })?;
    let json = match carried_json(&String::from_utf8_lossy(&bytes)) {
        Some(json) => json.map_err(|reason| Failure::Report { place, reason })? + "\n",
        None => return Err(Failure::NotShared { place }),
    };
    match &arguments.output {
        Some(path) => output::to_file(path, &|file| file.write_all(json.as_bytes()))?,
        None => output::to_standard_output(&|output| output.write_all(json.as_bytes()))?,
    }
    Ok(())
}
