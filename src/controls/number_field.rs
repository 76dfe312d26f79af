//! A labelled field for a number of the settings; explains the range if something else was typed.

use std::rc::Rc;

use driftscope_report::Settings;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::actions::Actions;
use crate::state::{Change, typed_number};

/// What it shows, and who receives changes.
#[derive(Properties)]
pub(crate) struct NumberFieldProps {
    pub label: &'static str,
    /// Part of the element's name for tests and scripts.
    pub id: &'static str,
    pub settings: Settings,
    pub get: fn(&Settings) -> f64,
    pub set: fn(&mut Settings, f64),
    pub actions: Actions,
}

// Functions cannot be compared, and the id identifies the number that they are for.
impl PartialEq for NumberFieldProps {
    fn eq(&self, other: &Self) -> bool {
        (self.label, self.id) == (other.label, other.id)
            && self.settings == other.settings
            && self.actions == other.actions
    }
}

/// Draws it. It takes a decimal comma as well as a point, whatever the language of the browser.
#[function_component]
pub(crate) fn NumberField(props: &NumberFieldProps) -> Html {
    let refused = use_state(|| None::<String>);
    let value = (props.get)(&props.settings);
    let onchange = {
        let (settings, actions, set, refused) =
            (props.settings.clone(), props.actions.clone(), props.set, refused.clone());
        Callback::from(move |event: Event| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            let typed = input.value();
            match typed_number(&settings, set, &typed) {
                Ok(number) => {
                    refused.set(None);
                    let change: Change = Rc::new(move |settings| set(settings, number));
                    actions.change_setting(&change);
                }
                Err(range) => {
                    // The field shows the old value again.
                    input.set_value(&value.to_string());
                    refused.set(Some(format!("“{}” is not used: it must be {range}", typed.trim())));
                }
            }
        })
    };
    html! {
        <label class="choice">
            <span>{ props.label }</span>
            <input type="text" inputmode="decimal" autocomplete="off" data-testid={props.id} value={value.to_string()} {onchange} />
            if let Some(refused) = &*refused {
                <span class="refused" role="alert">{ refused }</span>
            }
        </label>
    }
}
