//! Reads records that are laid out like earlier ones, without parsing their keys.

pub(crate) mod at_once;
mod course;
pub(crate) mod layout;
pub(crate) mod patience;

use super::record;
use crate::read::assemble::schema::{NO_FIELD, ROOT, Schema};
use crate::read::assemble::staged::Staged;
use crate::read::lex::fault::Fault;
use crate::read::lex::value::Parsed;
use crate::read::limits::Limits;
use layout::Layout;

/// Parses the object at the start of the input, by its layout where that is known, and stages its values.
pub(crate) fn parse_record(
    input: &[u8],
    layout: &mut Layout,
    schema: &mut Schema,
    staged: &mut Staged,
    limits: &Limits,
) -> Result<Parsed, Fault> {
    if let Some((parsed, first)) = layout.read(input, staged) {
        if first != NO_FIELD {
            schema.fields[ROOT as usize].first = first;
        }
        return Ok(parsed);
    }
    staged.clear();
    staged.is_noting_steps = layout.is_learning();
    let parsed = record::parse_record(input, schema, staged, limits)?;
    layout.learn(&input[..parsed.end], staged);
    Ok(parsed)
}
