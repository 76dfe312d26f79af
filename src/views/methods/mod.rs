//! The methods: what each figure sees, what it misses, when to use it. And the links to them.

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use crate::browser::{METHODS, METHODS_TEXT, close_methods, open_methods};
use crate::state::Topic;

/// The dialog that shows them. Its text is put in when it is first opened.
#[component]
pub(crate) fn Methods() -> Html {
    let on_close = Callback::from(|_: MouseEvent| close_methods());
    // A click beside the text is one on the dialog itself.
    let on_beside = Callback::from(|event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if target.is_some_and(|target| target.tag_name().eq_ignore_ascii_case("dialog")) {
            close_methods();
        }
    });
    html! {
        <dialog id={METHODS} class="methods" aria-labelledby="methods-title" onclick={on_beside} data-testid="methods">
            <div class="methods-head">
                <h2 id="methods-title">{ "Methods" }</h2>
                <button class="icon" aria-label="Close the methods" data-testid="close-methods" onclick={on_close}>{ "✕" }</button>
            </div>
            <div class="methods-text" id={METHODS_TEXT} tabindex="-1"></div>
        </dialog>
    }
}

/// Words that open the methods at their topic.
pub(crate) fn topic_link(topic: Topic<'_>, words: impl Into<AttrValue>) -> Html {
    let anchor = topic.anchor();
    let name = anchor.clone();
    html! {
        <button class="topic" aria-haspopup="dialog" data-topic={name} onclick={move |_: MouseEvent| open_methods(&anchor)}>{ words.into() }</button>
    }
}
