//! How the data set is judged, and the way to judge it otherwise.

use std::rc::Rc;

use driftscope_report::{Correction, NUMBER_SETTINGS, NumberSetting, Preset, Settings};
use yew::prelude::*;

use crate::actions::Actions;
use crate::browser;
use crate::controls::number_field::NumberField;
use crate::controls::select::{SelectProps, select};
use crate::state::{Change, Topic};
use crate::views::methods::topic_link;

/// Draws the settings. Changes within their ranges are passed on. `sent` are those under which the report of a shared page was
/// saved.
pub(crate) fn settings_panel(settings: &Settings, sent: Option<&Settings>, actions: &Actions) -> Html {
    let number = |setting: &'static NumberSetting| {
        html! { <NumberField {setting} settings={settings.clone()} actions={actions.clone()} /> }
    };
    let corrections = Correction::ALL.map(|(_, correction)| (correction, correction.title().to_owned()));
    let on_correction = actions.on_setting(|settings, correction: Correction| settings.correction = correction);
    let presets = Preset::ALL.map(|(_, preset)| (preset, preset.title().to_owned()));
    let on_preset = actions.on_setting(|settings, preset: Preset| settings.preset = preset);
    html! {
        <section class="panel settings" id="settings" aria-label="Settings">
            <div class="choices">
                { select(&SelectProps { label: "Rule", id: "preset", options: &presets, chosen: &settings.preset, on_choice: on_preset }) }
                { for NUMBER_SETTINGS.iter().map(number) }
                { select(&SelectProps {
                    label: "Correction for many columns",
                    id: "correction",
                    options: &corrections,
                    chosen: &settings.correction,
                    on_choice: on_correction,
                }) }
            </div>
            <p class="dim">{ "What these mean: " }{ topic_link(Topic::Presets, "rules") }{ ", " }{ topic_link(Topic::Effect, "effect") }{ ", " }{ topic_link(Topic::DataSet, "share of drifted columns") }{ ", " }{ topic_link(Topic::Correction, "correction") }</p>
            if let Some(sent) = sent {
                { as_sent(settings, sent, actions) }
            } else {
                <p class="dim">{ "Type and role of a column can be changed on its own page: open it in the table." }</p>
            }
            { file_buttons(actions) }
        </section>
    }
}

/// Saving the settings to a file and loading them from one.
fn file_buttons(actions: &Actions) -> Html {
    let on_save = actions.on(|actions, _: MouseEvent| actions.save_settings());
    let on_load = actions.on(|actions, event: Event| {
        if let Some(file) = browser::chosen(&event).into_iter().next() {
            actions.load_settings(&file);
        }
    });
    html! {
        <p class="setting-files">
            <button data-testid="save-settings" onclick={on_save}>{ "Save settings" }</button>
            <label class="load-settings">
                <span>{ "Load settings…" }</span>
                <input class="visually-hidden" type="file" accept=".json,application/json" data-testid="load-settings" onchange={on_load} />
            </label>
        </p>
    }
}

/// What can be changed in a shared page, and the way back.
fn as_sent(settings: &Settings, sent: &Settings, actions: &Actions) -> Html {
    if settings == sent {
        return html! {
            <p class="dim">{ "Try other settings here: only this view changes, not the file you opened." }</p>
        };
    }
    let back = {
        let sent = Rc::new(sent.clone());
        actions.on(move |actions, _: MouseEvent| {
            let sent = sent.clone();
            let change: Change = Rc::new(move |settings: &mut Settings| settings.clone_from(&sent));
            actions.change_setting(&change);
        })
    };
    html! {
        <p class="rule-banner" data-testid="changed-here">
            <span>{ "These are not the settings of the report that was sent" }</span>
            <button data-testid="as-sent" onclick={back}>{ "Back to the report as sent" }</button>
        </p>
    }
}
