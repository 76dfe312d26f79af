//! What was dropped on the page, or chosen in a field: files, and folders with files in them.
//!
//! A page opened from a file may not read a folder through the older entries of a drop (Chromium answers with an
//! `EncodingError`), but may through handles; browsers without handles have the entries. So handles come first.

use driftscope_present::sorting::sort_by;
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransferItem, DragEvent, Event, File, FileList, HtmlInputElement};

/// One thing that was dropped: a file, or a folder with all files in it.
#[derive(Clone, Debug)]
pub(crate) struct Dropped {
    /// The name of the file or folder.
    pub name: String,
    /// Its files, in the order of their paths; none for a folder that is empty or may not be read.
    pub files: Vec<File>,
}

/// Folders within each other that are looked through.
const DEEPEST: usize = 8;

/// Files of one folder that are taken.
const MOST_FILES: usize = 10_000;

/// Whether the thing over the page has files in it, rather than text or a link.
pub(crate) fn has_files(event: &DragEvent) -> bool {
    let types = event.data_transfer().map(|transfer| transfer.types());
    types.is_some_and(|types| types.iter().any(|kind| kind.as_string().as_deref() == Some("Files")))
}

/// Calls `done` with what was dropped, once the folders in it are read.
pub(crate) fn dropped(event: &DragEvent, done: impl FnOnce(Vec<Dropped>) + 'static) {
    // All of it must be asked for before the event is over.
    let Some(transfer) = event.data_transfer() else { return };
    let items = transfer.items();
    let mut found: Vec<Found> = (0..items.length()).filter_map(|place| items.get(place)).filter_map(found).collect();
    if found.is_empty()
        && let Some(files) = transfer.files()
    {
        found = list(&files).into_iter().map(Found::File).collect();
    }
    if found.iter().all(|found| matches!(found, Found::File(_))) {
        return done(found.into_iter().filter_map(Found::into_file).collect());
    }
    wasm_bindgen_futures::spawn_local(async move {
        let mut dropped = Vec::new();
        for found in found {
            dropped.push(match found {
                Found::Folder { name, handle, entry } => {
                    let mut files = Vec::new();
                    if read_handle(handle, String::new(), 0, &mut files).await.is_err() {
                        files.clear();
                        let _ = read_entry(entry, String::new(), 0, &mut files).await;
                    }
                    sort_by(&mut files, &|one, other| one.0.cmp(&other.0));
                    Dropped { name, files: files.into_iter().map(|(place, file)| named(&place, file)).collect() }
                }
                Found::File(file) => Dropped { name: file.name(), files: vec![file] },
            });
        }
        done(dropped);
    });
}

/// The files that were chosen in a field, which forgets them: else choosing the same file again would say nothing.
pub(crate) fn chosen(event: &Event) -> Vec<File> {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let files = input.as_ref().and_then(HtmlInputElement::files).map(|files| list(&files)).unwrap_or_default();
    input.iter().for_each(|input| input.set_value(""));
    files
}

/// The files of an input, without those that only mark that an export is done. Those of a folder come in the order of
/// their paths.
fn list(files: &FileList) -> Vec<File> {
    let files = (0..files.length()).filter_map(|place| files.get(place));
    let files = files.filter(|file| file.is_instance_of::<File>() && !is_mark(&file.name()));
    let mut placed: Vec<(String, File)> = files.map(|file| (place_below(&file), file)).collect();
    sort_by(&mut placed, &|one, other| one.0.cmp(&other.0));
    placed.into_iter().map(|(place, file)| named(&place, file)).collect()
}

/// Where a file lies below the folder that was chosen; an empty text where the file itself was.
fn place_below(file: &File) -> String {
    let path = get(file, "webkitRelativePath").as_string().unwrap_or_default();
    path.split_once('/').map_or_else(String::new, |(_, below)| below.to_owned())
}

/// The file at a place in a folder. Folders that name a column are part of its name.
fn named(place: &str, file: File) -> File {
    let name = driftscope_table::file_name(place.as_ref());
    if place.is_empty() || name == file.name() {
        return file;
    }
    // The same bytes where they lie, by another name.
    File::new_with_blob_sequence(&Array::of1(&file), &name).unwrap_or(file)
}

/// What an item of a drop is, as far as that can be told at once.
enum Found {
    File(File),
    Folder { name: String, handle: JsValue, entry: JsValue },
}

impl Found {
    fn into_file(self) -> Option<Dropped> {
        match self {
            Self::File(file) => Some(Dropped { name: file.name(), files: vec![file] }),
            Self::Folder { .. } => None,
        }
    }
}

fn found(item: DataTransferItem) -> Option<Found> {
    let folder = item.webkit_get_as_entry().ok().flatten().filter(|entry| entry.is_directory());
    match folder {
        Some(entry) => {
            let handle = call(&item, "getAsFileSystemHandle", &[]).unwrap_or(JsValue::UNDEFINED);
            Some(Found::Folder { name: entry.name(), handle, entry: entry.into() })
        }
        None => item.get_as_file().ok().flatten().filter(|file| file.is_instance_of::<File>()).map(Found::File),
    }
}

/// Adds the files below a directory handle, or a promise of one, with their paths.
async fn read_handle(
    handle: JsValue,
    path: String,
    depth: usize,
    files: &mut Vec<(String, File)>,
) -> Result<(), JsValue> {
    let handle = JsFuture::from(Promise::resolve(&handle)).await?;
    let values = call(&handle, "values", &[])?;
    while files.len() < MOST_FILES {
        let step = JsFuture::from(call(&values, "next", &[])?.unchecked_into::<Promise>()).await?;
        if get(&step, "done").is_truthy() {
            break;
        }
        let child = get(&step, "value");
        let name = get(&child, "name").as_string().unwrap_or_default();
        let place = format!("{path}/{name}");
        if is_mark(&name) {
            continue;
        }
        if get(&child, "kind").as_string().as_deref() == Some("directory") {
            if depth < DEEPEST {
                Box::pin(read_handle(child, place, depth + 1, files)).await?;
            }
        } else {
            let file = JsFuture::from(call(&child, "getFile", &[])?.unchecked_into::<Promise>()).await?;
            files.extend(file.dyn_into::<File>().ok().map(|file| (place, file)));
        }
    }
    Ok(())
}

/// The same below an entry of a drop.
async fn read_entry(
    entry: JsValue,
    path: String,
    depth: usize,
    files: &mut Vec<(String, File)>,
) -> Result<(), JsValue> {
    let reader = call(&entry, "createReader", &[])?;
    while files.len() < MOST_FILES {
        // A reader gives some of the entries each time, and none at the end.
        let children: Array = answer(&reader, "readEntries").await?.unchecked_into();
        if children.length() == 0 {
            break;
        }
        for child in children.iter() {
            let name = get(&child, "name").as_string().unwrap_or_default();
            let place = format!("{path}/{name}");
            if is_mark(&name) {
                continue;
            }
            if get(&child, "isDirectory").is_truthy() {
                if depth < DEEPEST {
                    Box::pin(read_entry(child, place, depth + 1, files)).await?;
                }
            } else {
                files.extend(answer(&child, "file").await?.dyn_into::<File>().ok().map(|file| (place, file)));
            }
        }
    }
    Ok(())
}

/// What a method tells the first of its two callbacks.
async fn answer(object: &JsValue, method: &str) -> Result<JsValue, JsValue> {
    let mut call_now = |resolve: Function, reject: Function| {
        if let Err(error) = call(object, method, &[resolve.into(), reject.clone().into()]) {
            let _ = reject.call1(&JsValue::NULL, &error);
        }
    };
    JsFuture::from(Promise::new(&mut call_now)).await
}

fn call(object: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(object, &JsValue::from_str(method))?.dyn_into()?;
    method.apply(object, &arguments.iter().collect())
}

fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(key)).unwrap_or(JsValue::UNDEFINED)
}

/// Whether a file only says something of the others: hidden ones, `_SUCCESS`, checksums.
fn is_mark(name: &str) -> bool {
    name.starts_with(['.', '_']) || name.ends_with(".crc")
}
