//! How the files of a side are read, and the way to read them otherwise.

use driftscope_present::numbers;
use driftscope_report::Format;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::controls::select::{SelectProps, select};
use crate::state::{ReadChoice, Side, Slot};

/// What it shows, and whom it tells.
pub(crate) struct ReadAsProps<'a> {
    pub side: Side,
    pub slot: &'a Slot,
    pub on_choice: Callback<(Side, ReadChoice)>,
}

/// Draws it.
pub(crate) fn read_as(props: &ReadAsProps<'_>) -> Html {
    let (side, choice) = (props.side, &props.slot.choice);
    let found = if props.slot.read_as.is_empty() || choice.format.is_some() {
        "As detected".to_owned()
    } else {
        format!("Detected: {}", props.slot.read_as)
    };
    let formats: Vec<_> = std::iter::once((None, found))
        .chain(Format::ALL.into_iter().map(|format| (Some(format), format.words().to_owned())))
        .collect();
    let shares: Vec<_> = std::iter::once((None, "All".to_owned()))
        .chain(ReadChoice::SHARES.map(|share| (Some(share), format!("A sample of {}", numbers::percent(share)))))
        .collect();
    let on_choice = &props.on_choice;
    html! {
        <div class="read-as">
            <span class={classes!("dot", side.as_str())} aria-hidden="true"></span>
            <span class="read-as-name">{ props.slot.title() }</span>
            { select(&SelectProps {
                label: "Read as",
                id: if side == Side::Reference { "reference-format" } else { "production-format" },
                options: &formats,
                chosen: &choice.format,
                on_choice: {
                    let choice = choice.clone();
                    on_choice.reform(move |format| (side, ReadChoice { format, path: String::new(), ..choice.clone() }))
                },
            }) }
            if may_have_path(props.slot) { { path(side, choice, on_choice) } }
            if choice.components || may_have_path(props.slot) {
                { select(&SelectProps {
                    label: "Vectors",
                    id: if side == Side::Reference { "reference-vectors" } else { "production-vectors" },
                    options: &[(false, "One column each".to_owned()), (true, "A column for each number".to_owned())],
                    chosen: &choice.components,
                    on_choice: {
                        let choice = choice.clone();
                        on_choice.reform(move |components| (side, ReadChoice { components, ..choice.clone() }))
                    },
                }) }
            }
            { select(&SelectProps {
                label: "Rows",
                id: if side == Side::Reference { "reference-share" } else { "production-share" },
                options: &shares,
                chosen: &choice.share,
                on_choice: {
                    let choice = choice.clone();
                    on_choice.reform(move |share| (side, ReadChoice { share, ..choice.clone() }))
                },
            }) }
        </div>
    }
}

/// Whether a person may name the list that holds the records: in any JSON, and where nothing was read at the keys that were named.
fn may_have_path(slot: &Slot) -> bool {
    match slot.choice.format {
        None => !slot.choice.path.is_empty() || slot.read_as.contains("JSON"),
        Some(format) => matches!(format, Format::Envelope | Format::Batches | Format::NamedArrays),
    }
}

/// The keys that lead to the records.
fn path(side: Side, choice: &ReadChoice, on_choice: &Callback<(Side, ReadChoice)>) -> Html {
    let value = choice.path.clone();
    let onchange = {
        let choice = choice.clone();
        on_choice.reform(move |event: Event| {
            let path = event.target_unchecked_into::<HtmlInputElement>().value();
            (side, ReadChoice { path, ..choice.clone() })
        })
    };
    html! {
        <label class="choice">
            <span>{ "Records at" }</span>
            <input type="text" placeholder="found, or data.items" data-testid={format!("{}-path", side.as_str())} {value} {onchange} />
        </label>
    }
}
