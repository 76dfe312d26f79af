//! What a person sees before any file: what this is, and where the files go.

use driftscope_present::numbers;
use driftscope_report::Split;
use yew::prelude::*;

use crate::browser;
use crate::state::{AppState, Loading, ReadChoice, Side};
use crate::views::settings::read_as::{ReadAsProps, read_as};
use crate::views::split::split_panel::LonePanel;

/// What it shows, and whom it tells.
pub(crate) struct WelcomeProps {
    pub state: AppState,
    pub has_demo: bool,
    pub on_demo: Callback<()>,
    pub on_choice: Callback<(Side, ReadChoice)>,
    pub on_ask_split: Callback<()>,
    pub on_count_split: Callback<Split>,
    pub on_split: Callback<Split>,
}

/// Draws it.
pub(crate) fn welcome(props: &WelcomeProps) -> Html {
    let zone = |side: Side, what: &'static str| {
        let slot = &props.state.slots[side.index()];
        let (title, detail) = match &slot.loading {
            Loading::Ready { rows, .. } => {
                let read = numbers::counted(*rows, "row", "rows");
                let next = match props.state.slots[side.other().index()].is_ready() {
                    // Both are read, and cannot be compared.
                    true => format!("{read} read. Open another file here"),
                    false => format!("{read} read. Now open {}", side.other().as_str()),
                };
                (slot.title(), next)
            }
            Loading::Reading { .. } => (slot.title(), "Reading…".to_owned()),
            Loading::Idle | Loading::Failed(_) => (format!("Open {}…", side.as_str()), what.to_owned()),
        };
        html! {
            <label class={classes!("zone", side.as_str(), slot.is_ready().then_some("ready"))} for={format!("{}-input", side.as_str())}>
                <span class="dot" aria-hidden="true"></span>
                <strong>{ title }</strong>
                <span>{ detail }</span>
            </label>
        }
    };
    html! {
        <section class="welcome">
            <h1>{ "Drop two files, see what moved, send one page" }</h1>
            <p class="lead">
                { "Compare the data a model was trained on with what it sees now: which columns drifted, how, and how sure that is." }
            </p>
            <div class="zones">
                { zone(Side::Reference, "What the model was trained on, or a period that was good") }
                { zone(Side::Production, "What it sees now; several files together are one data set") }
            </div>
            <>{ for Side::BOTH.into_iter().filter(|side| is_read(&props.state.slots[side.index()].loading)).map(|side| {
                read_as(&ReadAsProps { side, slot: &props.state.slots[side.index()], on_choice: props.on_choice.clone() })
            }) }</>
            if props.state.only_side().is_some() {
                <LonePanel choices={props.state.split_choices.clone()} counted={props.state.split_rows.clone()} on_ask={props.on_ask_split.clone()}
                    on_count={props.on_count_split.clone()} on_split={props.on_split.clone()} />
            }
            <p class="or">
                { "Drop both anywhere on this page, open a folder as " }
                <button class="link" onclick={Callback::from(|_| browser::click("reference-folder"))}>{ "reference" }</button>
                { " or " }
                <button class="link" onclick={Callback::from(|_| browser::click("production-folder"))}>{ "production" }</button>
                if props.has_demo {
                    { ", or " }
                    <button class="link" data-testid="load-demo" onclick={props.on_demo.reform(|_| ())}>{ "try it with real flight logs" }</button>
                }
            </p>
            <ul class="promises">
                <li><b>{ "Stays on this computer" }</b>{ "The files are read, tested and drawn inside this page. It works with the network unplugged." }</li>
                <li><b>{ "Takes logs as they are" }</b>{ "JSON in whatever shape your tools write it, CSV, service and trace logs, gzip or plain. Broken lines are skipped, counted and shown." }</li>
                <li><b>{ "Few false alarms, little missed" }</b>{ "A column has drifted when it is both significant and large enough to matter, at thirty rows and at a million." }</li>
            </ul>
        </section>
    }
}

/// Whether the files were read, or could not be: then a person may say what they are.
fn is_read(loading: &Loading) -> bool {
    matches!(loading, Loading::Ready { .. } | Loading::Failed(_))
}
