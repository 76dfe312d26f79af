//! One side's files: their names, how many rows they have, and the way to choose others.

use driftscope_present::numbers;
use web_sys::File;
use yew::prelude::*;

use crate::browser;
use crate::state::{Loading, Side, Slot};

/// What it shows, and whom it tells.
pub(crate) struct FileSlotProps {
    pub side: Side,
    pub slot: Slot,
    /// Which part of the one log this side is.
    pub part: Option<String>,
    /// The names and rows of a report that came without its files.
    pub carried: Option<(String, u64)>,
    pub on_files: Callback<(Side, Vec<File>)>,
}

/// Draws it.
pub(crate) fn file_slot(props: &FileSlotProps) -> Html {
    let side = props.side;
    let on_files = props.on_files.clone();
    let onchange = Callback::from(move |event: web_sys::Event| {
        let files = browser::chosen(&event);
        if !files.is_empty() {
            on_files.emit((side, files));
        }
    });
    let (title, detail) = title(props);
    let title = if title.is_empty() { format!("Open {}…", side.as_str()) } else { title };
    // One log's two sides have the same name: the part tells them apart.
    let (title, whole) = match &props.part {
        Some(part) => (part.clone(), format!("{title}, {part}")),
        None if props.slot.names.len() > 1 => (title, props.slot.names.join("\n")),
        None => (title.clone(), title),
    };
    html! {
        <label class={classes!("file", side.as_str(), detail.is_empty().then_some("empty"))} title={whole}>
            <span class="dot" aria-hidden="true"></span>
            <span class="file-name"><span class="visually-hidden">{ format!("{}: ", side.as_str()) }</span>{ title }</span>
            if !detail.is_empty() { <em>{ detail }</em> }
            <input
                id={format!("{}-input", side.as_str())}
                class="visually-hidden"
                type="file"
                multiple=true
                data-testid={format!("{}-input", side.as_str())}
                aria-label={format!("Open {} files", side.as_str())}
                onchange={onchange.clone()}
            />
            <input
                id={format!("{}-folder", side.as_str())}
                class="visually-hidden"
                type="file"
                webkitdirectory=true
                tabindex="-1"
                data-testid={format!("{}-folder", side.as_str())}
                aria-label={format!("Open a folder as {}", side.as_str())}
                {onchange}
            />
        </label>
    }
}

fn title(props: &FileSlotProps) -> (String, String) {
    let rows = |rows: u64| numbers::counted(rows, "row", "rows");
    match (&props.slot.loading, &props.carried) {
        (Loading::Idle, Some((name, count))) => (name.clone(), rows(*count)),
        (Loading::Idle, None) => (String::new(), String::new()),
        (Loading::Reading { .. }, _) => (props.slot.title(), "reading…".to_owned()),
        (Loading::Ready { rows: count, .. }, _) => (props.slot.title(), rows(*count)),
        (Loading::Failed(_), _) => (props.slot.title(), "not read".to_owned()),
    }
}
