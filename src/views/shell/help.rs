//! The keys, made from the keyboard table and the list of views.

use yew::prelude::*;

use crate::state::KEYS;
use crate::views::VIEWS;

/// Draws it.
pub(crate) fn help(on_close: &Callback<()>) -> Html {
    let close = on_close.reform(|_: MouseEvent| ());
    html! {
        <div class="veil" onclick={close.clone()}>
            <div class="help" role="dialog" aria-modal="true" aria-labelledby="help-title" onclick={|event: MouseEvent| event.stop_propagation()}>
                <h2 id="help-title">{ "Keys" }</h2>
                <dl>
                    { for KEYS.iter().map(|key| html! {
                        <div><dt><kbd>{ key.label }</kbd></dt><dd>{ key.action }</dd></div>
                    }) }
                    { for VIEWS.iter().map(|view| html! {
                        <div><dt><kbd>{ view.key }</kbd></dt><dd>{ format!("Go to {}", view.title) }</dd></div>
                    }) }
                </dl>
                <button onclick={close}>{ "Close" }</button>
            </div>
        </div>
    }
}
