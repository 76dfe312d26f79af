//! How the data set is judged, and the way to judge it otherwise.

use std::rc::Rc;

use driftscope_report::{Correction, Preset, Settings};
use yew::prelude::*;

use crate::actions::Actions;
use crate::controls::number_field::NumberField;
use crate::controls::select::{SelectProps, select};
use crate::state::{Change, Topic};
use crate::views::methods::topic_link;

/// Draws the settings. Changes within their ranges are passed on.
pub(crate) fn settings_panel(settings: &Settings, actions: &Actions) -> Html {
    let number = |label, id, get: fn(&Settings) -> f64, set: fn(&mut Settings, f64)| {
        html! { <NumberField {label} {id} settings={settings.clone()} {get} {set} actions={actions.clone()} /> }
    };
    let corrections = Correction::ALL.map(|(_, correction)| (correction, correction.title().to_owned()));
    let on_correction = actions.on(|actions, correction: Correction| {
        let change: Change = Rc::new(move |settings: &mut Settings| settings.correction = correction);
        actions.change_setting(&change);
    });
    let presets = Preset::ALL.map(|(_, preset)| (preset, preset.title().to_owned()));
    let on_preset = actions.on(|actions, preset: Preset| {
        let change: Change = Rc::new(move |settings: &mut Settings| settings.preset = preset);
        actions.change_setting(&change);
    });
    html! {
        <section class="panel settings" id="settings" aria-label="Settings">
            <h2>{ "Settings" }</h2>
            <div class="choices">
                { select(&SelectProps { label: "Rule", id: "preset", options: &presets, chosen: &settings.preset, on_choice: on_preset }) }
                { number("False-alarm rate (α)", "alpha", |settings| settings.alpha, |settings, value| settings.alpha = value) }
                { number("Limit of the effect", "tolerance", |settings| settings.tolerance, |settings, value| settings.tolerance = value) }
                { number("The data set has drifted when this share of columns has", "drift-share", |settings| settings.drift_share, |settings, value| settings.drift_share = value) }
                { select(&SelectProps {
                    label: "Correction for many columns",
                    id: "correction",
                    options: &corrections,
                    chosen: &settings.correction,
                    on_choice: on_correction,
                }) }
            </div>
            <p class="dim">{ "What these mean: " }{ topic_link(Topic::Presets, "rules") }{ ", " }{ topic_link(Topic::Effect, "effect") }{ ", " }{ topic_link(Topic::DataSet, "share of drifted columns") }{ ", " }{ topic_link(Topic::Correction, "correction") }</p>
            <p class="dim">{ "Type and role of a column can be changed on its own page: open it in the table." }</p>
        </section>
    }
}
