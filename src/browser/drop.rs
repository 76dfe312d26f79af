//! What was dropped on the page.

use wasm_bindgen::JsCast;
use web_sys::{DragEvent, File};

/// What a drop holds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dropped {
    /// Its files.
    pub files: Vec<File>,
    /// The names of its folders, which cannot be read as files.
    pub folders: Vec<String>,
}

/// Whether the thing over the page has files in it, rather than text or a link.
pub(crate) fn has_files(event: &DragEvent) -> bool {
    let types = event.data_transfer().map(|transfer| transfer.types());
    types.is_some_and(|types| types.iter().any(|kind| kind.as_string().as_deref() == Some("Files")))
}

/// The files and folders of a drop.
pub(crate) fn dropped(event: &DragEvent) -> Dropped {
    let mut dropped = Dropped::default();
    let Some(transfer) = event.data_transfer() else { return dropped };
    let items = transfer.items();
    for place in 0..items.length() {
        let Some(item) = items.get(place) else { continue };
        let folder = item.webkit_get_as_entry().ok().flatten().filter(|entry| entry.is_directory());
        match (folder, item.get_as_file()) {
            (Some(folder), _) => dropped.folders.push(folder.name()),
            (None, Ok(Some(file))) => dropped.files.push(file),
            (None, _) => {}
        }
    }
    if dropped.files.is_empty()
        && dropped.folders.is_empty()
        && let Some(files) = transfer.files()
    {
        dropped.files = (0..files.length()).filter_map(|place| files.get(place)).collect();
    }
    dropped.files.retain(|file| file.is_instance_of::<File>());
    dropped
}
