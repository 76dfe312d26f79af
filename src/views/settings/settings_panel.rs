//! How the data set is judged, and the way to judge it otherwise.

use std::rc::Rc;

use driftscope_report::{Correction, Preset, Settings};
use yew::prelude::*;

use crate::actions::Actions;
use crate::controls::number_field::NumberField;
use crate::controls::select::{SelectProps, select};
use crate::state::{Change, Topic};
use crate::views::methods::topic_link;

/// The stops of the sliders.
const ALPHAS: [f64; 10] = [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1];
const LIMITS: [f64; 15] = [0.0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.4];
const SHARES: [f64; 12] = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0];

/// Draws the settings. Changes within their ranges are passed on. `sent` are those under which the report of a shared page was
/// saved.
pub(crate) fn settings_panel(settings: &Settings, sent: Option<&Settings>, actions: &Actions) -> Html {
    let number = |label, id, stops: &'static [f64], get: fn(&Settings) -> f64, set: fn(&mut Settings, f64)| {
        html! { <NumberField {label} {id} {stops} settings={settings.clone()} {get} {set} actions={actions.clone()} /> }
    };
    let corrections = Correction::ALL.map(|(_, correction)| (correction, correction.title().to_owned()));
    let on_correction = actions.on_setting(|settings, correction: Correction| settings.correction = correction);
    let presets = Preset::ALL.map(|(_, preset)| (preset, preset.title().to_owned()));
    let on_preset = actions.on_setting(|settings, preset: Preset| settings.preset = preset);
    html! {
        <section class="panel settings" id="settings" aria-label="Settings">
            <h2>{ "Settings" }</h2>
            <div class="choices">
                { select(&SelectProps { label: "Rule", id: "preset", options: &presets, chosen: &settings.preset, on_choice: on_preset }) }
                { number("False-alarm rate (α)", "alpha", &ALPHAS, |settings| settings.alpha, |settings, value| settings.alpha = value) }
                { number("Limit of the effect", "tolerance", &LIMITS, |settings| settings.tolerance, |settings, value| settings.tolerance = value) }
                { number("The data set has drifted when this share of columns has", "drift-share", &SHARES, |settings| settings.drift_share, |settings, value| settings.drift_share = value) }
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
        </section>
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
