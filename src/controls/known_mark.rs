//! The way to say that a change is known, why, and to take that back.

use driftscope_report::{Acknowledgeable, AcknowledgedChange, Settings};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::actions::Actions;
use crate::state::Change;

/// What a person says of a change.
#[derive(Clone)]
pub(crate) enum Mark {
    /// It is known as it is now.
    Known,
    /// It is known for this reason.
    Because(String),
    /// It is not known any more.
    Unknown,
}

/// Draws it for a change with this reason, if it is known, which may need attention nevertheless.
pub(crate) fn known_mark(reason: Option<String>, needs_attention: bool, on_mark: &Callback<Mark>) -> Html {
    let button = |words: &'static str| {
        let onclick = on_mark.reform(|_: MouseEvent| Mark::Known);
        html! {
            if needs_attention {
                <button class="toggle" data-testid="acknowledge" title="A known change needs no attention and counts for no verdict, unless it grows" {onclick}>{ words }</button>
            }
        }
    };
    let Some(reason) = reason else { return button("Mark as known") };
    let on_reason =
        on_mark.reform(|event: Event| Mark::Because(event.target_unchecked_into::<HtmlInputElement>().value()));
    html! {
        <>
            <label class="choice"><span>{ "Why it is expected" }</span>
                <input type="text" data-testid="acknowledge-note" placeholder="New origin since 3 March" value={reason} onchange={on_reason} /></label>
            { button("Known as it is now, too") }
            <button class="toggle on" data-testid="acknowledge-undo" aria-pressed="true" onclick={on_mark.reform(|_: MouseEvent| Mark::Unknown)}>{ "Known" }</button>
        </>
    }
}

/// The same for a change of the model or the service, or an alert: with this one, as it is now. Without actions only the reason is shown.
pub(crate) fn change_mark(
    thing: Acknowledgeable<'_>,
    now: AcknowledgedChange,
    needs_attention: bool,
    settings: &Settings,
    actions: Option<&Actions>,
) -> Html {
    let key = thing.key();
    let reason = settings.acknowledged.get(&key).map(|known| known.note.clone());
    let Some(actions) = actions else {
        let sent = |reason: String| html! { <small class="sent-note">{ reason }</small> };
        return reason.filter(|reason| !reason.is_empty()).map_or_else(Html::default, sent);
    };
    let on_mark = actions.on(move |actions, mark: Mark| {
        let (key, now) = (key.clone(), now.clone());
        let change: Change = std::rc::Rc::new(move |settings: &mut Settings| {
            let known = settings.acknowledged.remove(&key);
            let note = known.as_ref().map(|known| known.note.clone()).unwrap_or_default();
            let known = match &mark {
                Mark::Known => AcknowledgedChange { note, ..now.clone() },
                Mark::Because(note) => AcknowledgedChange { note: note.clone(), ..known.unwrap_or_default() },
                Mark::Unknown => return,
            };
            settings.acknowledged.insert(key.clone(), known);
        });
        actions.change_setting(&change);
    });
    html! { <div class="marks">{ known_mark(reason, needs_attention, &on_mark) }</div> }
}
