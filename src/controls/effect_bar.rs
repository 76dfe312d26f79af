//! Signal against noise: what chance alone gives at these sizes, the limit, what was found and where it may lie.

use driftscope_charts::effect_scale;
use driftscope_present::{Size, numbers};
use driftscope_report::{Drift, Severity};
use yew::prelude::*;

/// Of the bar, and beside its ends, in pixels.
pub(super) const WIDTH: f64 = 132.0;
pub(super) const MARGIN: f64 = 5.0;

/// The effect of a column on a square-root scale from 0 to 1; where another rule decided, that rule's score.
pub(crate) fn effect_bar(drift: &Drift) -> Html {
    if drift.rule.is_some() {
        return score_bar(drift);
    }
    let Some(effect) = drift.effect else { return html! {} };
    let limit = drift.limit();
    let interval = drift.low.zip(drift.high);
    let at = |value: f64| MARGIN + effect_scale(value.clamp(0.0, 1.0)) * (WIDTH - 2.0 * MARGIN);
    let x = |value: f64| format!("{:.1}", at(value));
    let class = match drift.severity {
        Severity::None => "dot",
        Severity::Small => "dot small",
        Severity::Moderate | Severity::Large => "dot large",
    };
    let label = label(drift, effect);
    html! {
        <svg class="effect-bar" width="132" height="22" viewBox="0 0 132 22" role="img" aria-label={label.clone()}>
            <title>{ label }</title>
            <line class="axis" x1={x(0.0)} x2={x(1.0)} y1="11" y2="11" />
            if let Some(band) = drift.null_band {
                <rect class="null" x={x(0.0)} y="5" width={format!("{:.1}", (at(band) - at(0.0)).max(1.0))} height="12" rx="2" />
            }
            if let Some((low, high)) = interval {
                <line class="interval" x1={x(low)} x2={x(high)} y1="11" y2="11" />
            }
            if let Some(limit) = limit {
                <line class="limit" x1={x(limit)} x2={x(limit)} y1="2" y2="20" />
            }
            <circle class={class} cx={x(effect)} cy="11" r="4.5" />
        </svg>
    }
}

/// "Effect 0.08, 95 % interval 0.02 to 0.11, chance alone up to 0.03, limit 0.05".
fn label(drift: &Drift, effect: f64) -> String {
    let limit = drift.limit();
    let against =
        |value: f64| limit.map_or_else(|| numbers::effect(value), |limit| numbers::effect_against(value, limit));
    let mut label = format!("Effect {}", against(effect));
    if let Some((low, high)) = drift.low.zip(drift.high) {
        label += &format!(", 95 % interval {} to {}", numbers::effect(low), against(high));
    }
    if let Some(band) = drift.null_band {
        label += &format!(", chance alone up to {}", numbers::effect(band));
    }
    limit.map_or(label.clone(), |limit| format!("{label}, limit {}", numbers::effect(limit)))
}

/// The score of another rule and its limit, on a scale that holds both. A p-value that decides has no place on it.
fn score_bar(drift: &Drift) -> Html {
    let Some((score, limit)) = drift.score.zip(drift.threshold).filter(|_| drift.p_value.is_none()) else {
        return html! {};
    };
    let end = 1.25 * score.abs().max(limit).max(f64::MIN_POSITIVE);
    let x = |value: f64| format!("{:.1}", MARGIN + (value / end).clamp(0.0, 1.0) * (WIDTH - 2.0 * MARGIN));
    let [shown, against] = numbers::numbers([score, limit]);
    let label = format!("{} {shown}, limit {against}", drift.method);
    html! {
        <svg class="effect-bar" width="132" height="22" viewBox="0 0 132 22" role="img" aria-label={label.clone()}>
            <title>{ label }</title>
            <line class="axis" x1={x(0.0)} x2={x(end)} y1="11" y2="11" />
            <line class="limit" x1={x(limit)} x2={x(limit)} y1="2" y2="20" />
            <circle class={if drift.drifted { "dot large" } else { "dot" }} cx={x(score.abs())} cy="11" r="4.5" />
        </svg>
    }
}

/// The figure beside the bar: the effect, or the score of another rule with its name and its limit.
pub(crate) fn figure(drift: &Drift) -> Option<Html> {
    match driftscope_present::size(drift) {
        Size::Effect { effect, .. } => Some(effect.into()),
        Size::Score { method, figures: Some([score, limit]) } => {
            Some(html! { <>{ format!("{method} {score}") }<small>{ format!("limit {limit}") }</small></> })
        }
        Size::None | Size::Score { figures: None, .. } => None,
    }
}
