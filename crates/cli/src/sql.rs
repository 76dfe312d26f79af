//! `driftscope sql`: what computes a profile inside the database that holds the rows.

use driftscope_drift::KeptTogether;
use driftscope_sql::{ColumnSpec, Request, parse_columns, statement};
use driftscope_table::Limits;

use crate::failure::Failure;
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
    if let Some(path) = &arguments.edges {
        let sources = sources::of_sides(&[std::slice::from_ref(path)])?.pop().unwrap_or_default();
        let options = arguments.reading.options(Limits::default());
        with_edges(&mut columns, reading::read_profile(&sources, &options, None, KeptTogether::Nothing)?.sql_columns());
    }
    let windows = match (arguments.window, &arguments.time) {
        (Some(unit), Some(name)) => Some((unit, name.clone())),
        (Some(_), None) => return Err(SqlError::NoTime.into()),
        (None, _) => None,
    };
    let request = Request::new(arguments.table.clone(), columns, windows).map_err(SqlError::Columns)?;
    let text = statement(&request, arguments.dialect);
    match &arguments.output {
        Some(path) => output::to_file(path, &|file| file.write_all(text.as_bytes()))?,
        None => output::to_standard_output(&|output| output.write_all(text.as_bytes()))?,
    }
    Ok(())
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
