//! The effect of a column in a period that is dragged over: the bar has the ends between which it lies, the figure is about it.

use driftscope_charts::effect_scale;
use driftscope_decide::PreviewedColumn;
use driftscope_present::numbers;
use driftscope_report::Drift;
use yew::prelude::*;

use super::effect_bar::{MARGIN, WIDTH};
use crate::state::{Previewed, SharedReport};

/// What the preview says of the column at a place of the report. Nothing where another rule decides, whose scores are not previewed.
#[hook]
pub(crate) fn use_previewed(report: &SharedReport, place: usize) -> Option<PreviewedColumn> {
    let previewed = use_context::<Previewed>();
    let column = report.columns.get(place).filter(|column| column.drift.rule.is_none())?;
    previewed?.of(column)
}

/// Its bar and its figure.
pub(crate) fn previewed_effect(found: &PreviewedColumn, drift: &Drift) -> Html {
    let ends = found.bounds.map_or([found.effect; 2], |bounds| [bounds.low.max(0.0), bounds.high]);
    let x = |value: f64| format!("{:.1}", MARGIN + effect_scale(value.clamp(0.0, 1.0)) * (WIDTH - 2.0 * MARGIN));
    let label = format!("Effect in this period ≈ {}", numbers::effect_between(ends));
    html! {
        <>
            <svg class="effect-bar previewed" width="132" height="22" viewBox="0 0 132 22" role="img" aria-label={label.clone()}>
                <title>{ label }</title>
                <line class="axis" x1={x(0.0)} x2={x(1.0)} y1="11" y2="11" />
                <line class="interval" x1={x(ends[0])} x2={x(ends[1])} y1="11" y2="11" />
                if let Some(limit) = drift.limit() {
                    <line class="limit" x1={x(limit)} x2={x(limit)} y1="2" y2="20" />
                }
                <circle class={found.differs.then_some("large")} cx={x(found.effect)} cy="11" r="4" />
            </svg>
            <span class="effect-number previewed">{ format!("≈ {}", numbers::effect(found.effect)) }</span>
        </>
    }
}

/// Whether it differs, as far as the preview can tell.
pub(crate) fn previewed_chip(found: &PreviewedColumn) -> Html {
    html! { <span class="chip previewed">{ if found.differs { "≈ Differs" } else { "≈ Alike" } }</span> }
}
