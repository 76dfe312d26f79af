//! A labelled number of the settings, which says what it may be where something else was typed.

use std::rc::Rc;

use driftscope_report::{Settings, SettingsError};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::state::Change;

/// What it shows, and whom it tells.
#[derive(Properties)]
pub(crate) struct NumberFieldProps {
    pub label: &'static str,
    /// Part of the element's name for tests and scripts.
    pub id: &'static str,
    pub settings: Settings,
    pub get: fn(&Settings) -> f64,
    pub set: fn(&mut Settings, f64),
    /// Gets changes to numbers that are in their ranges.
    pub on_settings: Callback<Change>,
}

// Functions cannot be compared, and which number they are for is told by the id.
impl PartialEq for NumberFieldProps {
    fn eq(&self, other: &Self) -> bool {
        (self.label, self.id) == (other.label, other.id)
            && self.settings == other.settings
            && self.on_settings == other.on_settings
    }
}

/// Draws it. It takes a decimal comma as well as a point, whatever the language of the browser.
#[function_component]
pub(crate) fn NumberField(props: &NumberFieldProps) -> Html {
    let refused = use_state(|| None::<String>);
    let value = (props.get)(&props.settings);
    let onchange = {
        let (settings, on_settings, set, refused) =
            (props.settings.clone(), props.on_settings.clone(), props.set, refused.clone());
        Callback::from(move |event: Event| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            let typed = input.value();
            match changed(&settings, set, &typed) {
                Ok(number) => {
                    refused.set(None);
                    on_settings.emit(Rc::new(move |settings| set(settings, number)));
                }
                Err(range) => {
                    // What cannot be used is taken back where it was typed.
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

/// The number that was typed, or what it may be.
fn changed(settings: &Settings, set: fn(&mut Settings, f64), typed: &str) -> Result<f64, &'static str> {
    let number: f64 = typed.trim().replace(',', ".").parse().map_err(|_| "a number such as 0.05")?;
    let mut next = settings.clone();
    set(&mut next, number);
    match next.validate() {
        Ok(()) => Ok(number),
        Err(SettingsError::OutOfRange { range, .. }) => Err(range),
        Err(_) => Err("a number such as 0.05"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_a_number_in_its_range() {
        let typed = |text| changed(&Settings::default(), |settings, value| settings.tolerance = value, text);
        assert_eq!(typed(" 0,1 "), Ok(0.1));
        assert_eq!(typed("1e-3"), Ok(0.001));
        assert_eq!(typed("5"), Err("from 0 to 1"));
        assert_eq!(typed("NaN"), Err("from 0 to 1"));
        for text in ["", "abc", "1.234,5"] {
            assert_eq!(typed(text), Err("a number such as 0.05"), "{text}");
        }
    }
}
