//! The logs that the page brings along, as files.

use js_sys::{Array, Uint8Array};
use web_sys::File;

use crate::state::Side;

/// The demo's file for a side; `None` where the page was built without one.
fn demo_file(side: Side) -> Option<File> {
    let id = format!("driftscope-demo-{}", side.as_str());
    let element = super::document()?.get_element_by_id(&id)?;
    let name = element.get_attribute("data-name")?;
    let packed = element.text_content()?;
    let binary = super::window()?.atob(packed.trim()).ok()?;
    let bytes: Vec<u8> = binary.chars().map(|letter| letter as u8).collect();
    File::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes.as_slice())), &name).ok()
}

/// Both of the demo's files.
pub(crate) fn demo_files() -> Option<[File; 2]> {
    Some([demo_file(Side::Reference)?, demo_file(Side::Production)?])
}
