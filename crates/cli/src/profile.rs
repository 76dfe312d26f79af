//! `driftscope profile`: files in, what stands for their rows out.

use std::io::{self, Write};
use std::path::Path;

use driftscope_drift::{FEWEST_OF_SEGMENT, KeptTogether, MOST_SEGMENTS, Profile, profile_to_json};
use driftscope_present::numbers;
use driftscope_table::Limits;
use flate2::{Compression, GzBuilder};

use crate::arguments::ProfileArguments;
use crate::failure::Failure;
use crate::reading::Parts;
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
    let options = arguments.reading.options(Limits::default());
    let keeps = if arguments.model { KeptTogether::Model } else { KeptTogether::Nothing };
    let parts = Parts { windows: arguments.window.clone(), segment: arguments.segment.clone(), keeps };
    let mut profile = reading::read_profile(&sources, &options, &parts)?;
    let folded = profile.without_small_segments(FEWEST_OF_SEGMENT);
    let small = if arguments.window.is_some() { profile.without_small_windows(arguments.smallest_window) } else { 0 };
    warnings::print(&profile.warnings);
    say_windows(&profile, small, arguments.smallest_window);
    if let Some(column) = &arguments.segment {
        say_segments(&profile, column, folded);
    }
    if arguments.model {
        say_model(&profile);
    }
    let text = profile_to_json(&profile) + "\n";
    match &arguments.output {
        Some(path) if is_packed(path) => output::to_file(path, &|file| pack(text.as_bytes(), file))?,
        Some(path) => output::to_file(path, &|file| file.write_all(text.as_bytes()))?,
        None => output::to_standard_output(&|output| output.write_all(text.as_bytes()))?,
    }
    Ok(())
}

/// What became of the model, a line on standard error.
fn say_model(profile: &Profile) {
    let names: Vec<String> = profile.kept_together().into_iter().map(|name| numbers::name(name, 48)).collect();
    warnings::print_line(&match names.is_empty() {
        true => "No model is kept: it needs a column of labels (classes, not numbers), a column of answers or a single score, the same \
                 columns in all files, and at most 1000 combinations of their values"
            .to_owned(),
        false => format!("Kept together for the model’s metrics: {}", names.join(", ")),
    });
}

/// What became of the segments, a line on standard error.
fn say_segments(profile: &Profile, column: &str, folded: usize) {
    let column = numbers::name(column, 48);
    let Some((values, loose, left_out)) = profile.segment_sizes() else {
        return warnings::print_line(&format!(
            "No segments are kept: no value of {column} has {FEWEST_OF_SEGMENT} rows"
        ));
    };
    let mut line = format!("Segments by {column}: {}", numbers::counted(values as u64, "value", "values"));
    if folded > 0 {
        let folded =
            numbers::counted(folded as u64, "value with the fewest rows is", "values with the fewest rows are");
        line += &format!(
            "; {folded} kept as one: a segment needs {FEWEST_OF_SEGMENT} rows, and at most {MOST_SEGMENTS} are kept"
        );
    }
    if loose > 0 {
        line += &format!("; {} in no segment", numbers::counted(loose, "row is", "rows are"));
    }
    if !left_out.is_empty() {
        let names: Vec<String> = left_out.into_iter().map(|name| numbers::name(name, 48)).collect();
        line += &format!("; not counted by segment: {}", names.join(", "));
    }
    warnings::print_line(&line);
}

/// What became of the windows, a line on standard error.
fn say_windows(profile: &Profile, small: usize, smallest: u64) {
    let Some(windows) = profile.windows() else { return };
    let count = numbers::counted(windows.edges().len() as u64, "window", "windows");
    let mut line = format!("{count} of one {} by {}", windows.unit.as_str(), numbers::name(&windows.column, 48));
    if small > 0 {
        let small = numbers::counted(small as u64, "window", "windows");
        line += &format!("; {small} of fewer than {smallest} rows, or beside such, are kept without their time");
    }
    if windows.loose_rows() > 0 {
        line += &format!("; {} in no window", numbers::counted(windows.loose_rows(), "row is", "rows are"));
    }
    warnings::print_line(&line);
}

fn is_packed(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("gz"))
}

/// Without name and time, so that the same profile gives the same bytes.
fn pack(bytes: &[u8], file: &mut dyn Write) -> io::Result<()> {
    let mut packed = GzBuilder::new().mtime(0).write(file, Compression::default());
    packed.write_all(bytes)?;
    packed.finish().map(drop)
}
