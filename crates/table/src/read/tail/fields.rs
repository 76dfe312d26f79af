//! Finds the fields and arrays of a tail among those that are known, and makes those that are new.
//!
//! The fields come in the order in which they were made, so a new one takes the place that it would have taken had there
//! been one reader.
//!
//! An array that had several lengths before is kept by its length alone, so one reader would not have looked at its
//! values: what lies within them is left out. An array that only turns out so in the tail would take back
//! columns at a record that is not known here, and is refused.

use super::{ArrayOutline, Outline};
use crate::read::assemble::schema::{FieldId, ListForm, NO_FIELD, NONE, ROOT, Schema};

/// Where the fields and arrays of a tail are here.
pub(crate) struct Fields {
    /// By field of the tail; [`NO_FIELD`] where its values are left out.
    pub fields: Vec<FieldId>,
    /// By array of the tail; [`NONE`] where it lies within what is left out.
    pub arrays: Vec<u32>,
    /// Whether anything is left out.
    pub leaves_out: bool,
}

impl Fields {
    /// Finds or makes all fields. `None` where the tail cannot be taken in.
    pub(crate) fn of(schema: &mut Schema, outline: &Outline) -> Option<Self> {
        let key_bytes = outline.fields.iter().map(|field| field.key.len()).sum();
        if !schema.has_room_for(outline.fields.len(), key_bytes) {
            return None;
        }
        let positions = positions(outline);
        let mut fields = vec![NO_FIELD; outline.fields.len()];
        let mut arrays = vec![NONE; outline.arrays.len()];
        let mut leaves_out = false;
        if let Some(root) = fields.first_mut() {
            *root = ROOT;
        }
        for (id, field) in outline.fields.iter().enumerate() {
            if id != ROOT as usize {
                let parent = *fields.get(field.parent as usize)?;
                fields[id] = match *positions.get(id)? {
                    _ if parent == NO_FIELD => NO_FIELD,
                    None => schema.child(parent, field.key.as_bytes())?,
                    Some((array, position)) => {
                        let array = *arrays.get(array)?;
                        if schema.arrays.get(array as usize)?.ragged {
                            leaves_out = true;
                            NO_FIELD
                        } else {
                            schema.item(array, position)?
                        }
                    }
                };
            }
            if let (true, Some(array)) = (fields[id] != NO_FIELD, outline.arrays.get(field.array as usize)) {
                arrays[field.array as usize] = known_array(schema, fields[id], array)?;
            }
        }
        Some(Self { fields, arrays, leaves_out })
    }

    /// Where a field of the tail is.
    pub(crate) fn get(&self, field: FieldId) -> FieldId {
        self.fields.get(field as usize).copied().unwrap_or(NO_FIELD)
    }
}

/// The array of a field, if those of the tail are no reason to take its values' columns back.
fn known_array(schema: &mut Schema, field: FieldId, later: &ArrayOutline) -> Option<u32> {
    let id = schema.array_of(field);
    let known = &schema.arrays[id as usize];
    let length = |length: Option<u32>| length.filter(|length| *length > 0);
    let is_of_one_length = match (length(known.length), length(later.length)) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    // A list of labels that is read as columns there, or a vector of another length, would be read differently by one reader.
    let keeps_list = |list| matches!(list, ListForm::Tags | ListForm::Vector);
    let is_as_long = known.list != ListForm::Vector || known.length == later.length;
    let is_of_one_form = known.list == later.list && is_as_long && later.other_lists == 0;
    if known.ragged && (keeps_list(known.list) || keeps_list(later.list)) && !is_of_one_form {
        return None;
    }
    (known.ragged || is_of_one_length && !later.ragged).then_some(id)
}

/// The array and the position of each field that is a value of an array.
fn positions(outline: &Outline) -> Vec<Option<(usize, usize)>> {
    let mut positions = vec![None; outline.fields.len()];
    for (array, known) in outline.arrays.iter().enumerate() {
        for (position, item) in known.items.iter().enumerate() {
            if let Some(place) = positions.get_mut(*item as usize) {
                *place = Some((array, position));
            }
        }
    }
    positions
}
