//! Signal against noise: what no drift would give at these sizes, the tolerance, and what was found.

use driftscope_charts::effect_scale;
use driftscope_drift::{Drift, Severity, format};
use yew::prelude::*;

const WIDTH: f64 = 132.0;
const MARGIN: f64 = 5.0;

/// The effect of a column on a square-root scale from 0 to 1.
pub(super) fn effect_bar(drift: &Drift) -> Html {
    let Some(effect) = drift.effect else { return html! {} };
    let tolerance = drift.tolerance();
    let at = |value: f64| MARGIN + effect_scale(value.clamp(0.0, 1.0)) * (WIDTH - 2.0 * MARGIN);
    let band = drift.null_band.unwrap_or(0.0);
    let held_against =
        tolerance.map_or_else(String::new, |tolerance| format!(", tolerance {}", format::effect(tolerance)));
    let label =
        format!("Effect {}, without drift up to {}{held_against}", format::effect(effect), format::effect(band));
    let class = match drift.severity {
        Severity::None => "dot",
        Severity::Small => "dot small",
        Severity::Moderate | Severity::Large => "dot large",
    };
    let x = |value: f64| format!("{:.1}", at(value));
    html! {
        <svg class="effect-bar" width="132" height="22" viewBox="0 0 132 22" role="img" aria-label={label.clone()}>
            <title>{ label }</title>
            <line class="axis" x1={x(0.0)} x2={x(1.0)} y1="11" y2="11" />
            <rect class="null" x={x(0.0)} y="6" width={format!("{:.1}", (at(band) - at(0.0)).max(1.0))} height="10" rx="2" />
            if let Some(tolerance) = tolerance {
                <line class="tolerance" x1={x(tolerance)} x2={x(tolerance)} y1="3" y2="19" />
            }
            <circle class={class} cx={x(effect)} cy="11" r="4.5" />
        </svg>
    }
}
