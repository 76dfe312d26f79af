//! The time zone by whose clock moments are given: a field that offers the names that the browser knows.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::actions::Actions;
use crate::browser::{find_zone, zone_names};

/// What it shows, and who receives changes.
#[derive(Properties, PartialEq)]
pub(crate) struct ZoneFieldProps {
    /// The name of the zone that is chosen.
    pub name: AttrValue,
    pub actions: Actions,
}

const UNKNOWN: &str = "No such time zone: a name such as Europe/Berlin, a distance such as +02:00, or UTC";

/// Draws it. Names are listed once a person comes to it.
#[component]
pub(crate) fn ZoneField(props: &ZoneFieldProps) -> Html {
    let names = use_state(Vec::new);
    let onfocus = {
        let names = names.clone();
        Callback::from(move |_: FocusEvent| {
            if names.is_empty() {
                names.set(zone_names());
            }
        })
    };
    let onchange = {
        let (apply, name) = (props.actions.on_setting(|settings, zone| settings.zone = zone), props.name.clone());
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let (apply, name, text) = (apply.clone(), name.clone(), input.value());
            find_zone(&text, move |found| match found {
                Ok(zone) => {
                    input.set_custom_validity("");
                    input.set_value(zone.as_ref().map_or("UTC", |zone| &zone.name));
                    apply.emit(zone);
                }
                Err(()) => {
                    input.set_custom_validity(UNKNOWN);
                    input.report_validity();
                    input.set_value(&name);
                }
            });
        })
    };
    html! {
        <label class="choice" title="Whose days, hours and dates count. Times that name no zone stay as they are.">
            <span>{ "Time zone" }</span>
            <input class="zone" list="zones" data-testid="zone" autocomplete="off" spellcheck="false" value={props.name.clone()} {onfocus} {onchange} />
            <datalist id="zones">{ for names.iter().map(|name| html! { <option value={name.clone()} /> }) }</datalist>
        </label>
    }
}
