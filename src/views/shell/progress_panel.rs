//! How far the reading and the comparison are, how fast, and the way to stop.

use driftscope_present::numbers;
use yew::prelude::*;

use crate::actions::Actions;
use crate::state::{AppState, Loading, Side, Slot};

#[derive(Properties, PartialEq)]
pub(crate) struct ProgressPanelProps {
    pub state: AppState,
    pub actions: Actions,
}

#[component]
pub(crate) fn ProgressPanel(props: &ProgressPanelProps) -> Html {
    let state = &props.state;
    let started = use_state(js_sys::Date::now);
    let seconds = (js_sys::Date::now() - *started) / 1e3;
    html! {
        <section class="progress" data-testid="progress" aria-live="polite">
            <div class="progress-lines">
                { for Side::BOTH.into_iter().filter_map(|side| line(side, &state.slots[side.index()], seconds)) }
                if let Some((done, columns)) = state.comparing {
                    <div class="progress-line">
                        <span class="progress-what">{ "Comparing" }</span>
                        <progress max={columns.max(1).to_string()} value={done.to_string()} aria-label="Comparing"></progress>
                        <span class="progress-detail">
                            if columns > 0 { { format!("{} of {}", numbers::count(done), numbers::counted(columns, "column", "columns")) } }
                        </span>
                    </div>
                }
            </div>
            <button data-testid="cancel" onclick={props.actions.on(|actions, _: MouseEvent| actions.cancel())}>{ "Cancel" }</button>
        </section>
    }
}

fn line(side: Side, slot: &Slot, seconds: f64) -> Option<Html> {
    let (bytes, detail) = match &slot.loading {
        Loading::Reading { bytes, rows } => {
            let rate = if seconds > 0.5 {
                format!(", {}/s", numbers::bytes((*bytes as f64 / seconds) as u64))
            } else {
                String::new()
            };
            (
                *bytes,
                format!(
                    "{} of {}, {}{rate}",
                    numbers::bytes(*bytes),
                    numbers::bytes(slot.bytes),
                    numbers::counted(*rows, "row", "rows")
                ),
            )
        }
        Loading::Ready { rows, .. } => (slot.bytes, format!("{} read", numbers::counted(*rows, "row", "rows"))),
        Loading::Idle | Loading::Failed(_) => return None,
    };
    Some(html! {
        <div class={classes!("progress-line", side.as_str())}>
            <span class="progress-what"><span class="dot" aria-hidden="true"></span>{ slot.title() }</span>
            <progress max={slot.bytes.max(1).to_string()} value={bytes.to_string()} aria-label={format!("Reading {}", side.as_str())}></progress>
            <span class="progress-detail">{ detail }</span>
        </div>
    })
}
