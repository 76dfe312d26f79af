//! A labelled field and a slider for a number of the settings. Valid numbers count while they are typed or dragged; for others the
//! field explains the range.

use driftscope_report::{NumberSetting, Settings};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::actions::Actions;
use crate::state::{nearest, typed_number};

/// What it shows, and who receives changes.
#[derive(Properties)]
pub(crate) struct NumberFieldProps {
    pub setting: &'static NumberSetting,
    pub settings: Settings,
    pub actions: Actions,
}

// Functions cannot be compared, and the id identifies the number that they are for.
impl PartialEq for NumberFieldProps {
    fn eq(&self, other: &Self) -> bool {
        self.setting.id == other.setting.id && self.settings == other.settings && self.actions == other.actions
    }
}

/// Draws it. It takes a decimal comma as well as a point, whatever the language of the browser.
#[component]
pub(crate) fn NumberField(props: &NumberFieldProps) -> Html {
    // The text as it is being typed: "0." is not a number yet, and must not be replaced.
    let draft = use_state(|| None::<String>);
    let refused = use_state(|| None::<String>);
    let value = (props.setting.get)(&props.settings);
    let apply = props.actions.on_setting(props.setting.set);
    let typed = {
        let (settings, set) = (props.settings.clone(), props.setting.set);
        move |event: &Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let text = input.value();
            let number = typed_number(&settings, set, &text);
            (input, text, number)
        }
    };
    let oninput = {
        let (typed, apply, draft, refused) = (typed.clone(), apply.clone(), draft.clone(), refused.clone());
        Callback::from(move |event: InputEvent| {
            let (_, text, number) = typed(&event);
            draft.set(Some(text));
            if let Ok(number) = number {
                refused.set(None);
                apply.emit(number);
            }
        })
    };
    let onchange = {
        let (apply, draft, refused) = (apply.clone(), draft.clone(), refused.clone());
        Callback::from(move |event: Event| {
            let (input, text, number) = typed(&event);
            draft.set(None);
            match number {
                Ok(number) if number == value => refused.set(None),
                Ok(number) => {
                    refused.set(None);
                    apply.emit(number);
                }
                Err(range) => {
                    // The field shows the old value again.
                    input.set_value(&value.to_string());
                    refused.set(Some(format!("“{}” is not used: it must be {range}", text.trim())));
                }
            }
        })
    };
    let shown = draft.as_ref().cloned().unwrap_or_else(|| value.to_string());
    html! {
        <div class="choice">
            <label>
                <span>{ props.setting.title }</span>
                <input type="text" inputmode="decimal" autocomplete="off" data-testid={test_id(props)} value={shown} {oninput} {onchange} />
            </label>
            { slider(props, value, apply) }
            if let Some(refused) = &*refused {
                <span class="refused" role="alert">{ refused }</span>
            }
        </div>
    }
}

/// The name by which tests and scripts find the field.
fn test_id(props: &NumberFieldProps) -> String {
    props.setting.id.replace('_', "-")
}

/// The slider, which stops at round numbers.
fn slider(props: &NumberFieldProps, value: f64, apply: Callback<f64>) -> Html {
    let stops = props.setting.stops;
    let oninput = Callback::from(move |event: InputEvent| {
        let place = event.target_unchecked_into::<HtmlInputElement>().value();
        if let Some(&number) = place.parse::<usize>().ok().and_then(|place| stops.get(place)) {
            apply.emit(number);
        }
    });
    html! {
        <input type="range" min="0" max={(stops.len() - 1).to_string()} value={nearest(stops, value).to_string()}
            aria-label={props.setting.title} aria-valuetext={value.to_string()} data-testid={format!("{}-slider", test_id(props))} {oninput} />
    }
}
