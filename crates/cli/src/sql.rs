//! `driftscope sql`: what computes a profile inside the database that holds the rows.

use std::path::PathBuf;

use driftscope_drift::{KeptTogether, Profile};
use driftscope_sql::{ColumnSpec, ModelColumns, Request, parse_columns, statement};
use driftscope_table::Limits;

use crate::failure::Failure;
use crate::reading::Parts;
use crate::sql_arguments::SqlArguments;
use crate::sql_error::SqlError;
use crate::{output, reading, sources};

/// Runs the command.
pub(crate) fn run(arguments: &SqlArguments) -> Result<(), Failure> {
    if let Some(path) = &arguments.output {
        output::check(path)?;
    }
    let mut columns = match (&arguments.columns[..], &arguments.edges) {
        ([], Some(_)) => Vec::new(),
        (words, _) => parse_columns(words).map_err(SqlError::Columns)?,
    };
    let known = arguments.edges.as_ref().map(|path| profile(path, arguments)).transpose()?;
    if let Some(known) = &known {
        with_edges(&mut columns, known.sql_columns());
    }
    let windows = match (arguments.window, &arguments.time) {
        (Some(unit), Some(name)) => Some((unit, name.clone())),
        (Some(_), None) => return Err(SqlError::NoTime.into()),
        (None, _) => None,
    };
    let mut request = Request::new(arguments.table.clone(), columns, windows).map_err(SqlError::Columns)?;
    if !arguments.model.is_empty() {
        let model = ModelColumns::parse(&arguments.model, &request.columns).map_err(SqlError::Model)?;
        let dropped = known.map_or(0, |known| known.sql_dropped(&model, &request.columns));
        request.model = Some(ModelColumns { dropped, ..model });
    }
    if let Some(column) = &arguments.segment {
        request = request.by_segment(column).map_err(SqlError::Columns)?;
    }
    let text = statement(&request, arguments.dialect);
    match &arguments.output {
        Some(path) => output::to_file(path, &|file| file.write_all(text.as_bytes()))?,
        None => output::to_standard_output(&|output| output.write_all(text.as_bytes()))?,
    }
    Ok(())
}

/// The reference, with its model where one is asked for.
fn profile(path: &PathBuf, arguments: &SqlArguments) -> Result<Profile, Failure> {
    let sources = sources::of_sides(&[std::slice::from_ref(path)])?.pop().unwrap_or_default();
    let keeps = if arguments.model.is_empty() { KeptTogether::Nothing } else { KeptTogether::Model };
    let parts = Parts { keeps, ..Parts::default() };
    Ok(reading::read_profile(&sources, &arguments.reading.options(Limits::default()), &parts)?)
}

/// Takes the columns of the other profile if none are named, and its buckets in any case.
fn with_edges(columns: &mut Vec<ColumnSpec>, known: Vec<ColumnSpec>) {
    if columns.is_empty() {
        *columns = known;
        return;
    }
    for column in columns {
        column.dropped = known.iter().find(|other| other.name == column.name).map_or(0, |other| other.dropped);
    }
}
