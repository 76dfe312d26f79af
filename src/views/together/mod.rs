//! What the columns show together: how well they tell the sides apart, which carry that, and which pairs changed.

pub(crate) mod pairs;

use driftscope_present::numbers;
use driftscope_report::{Classifier, NotedFinding, Reconstruction, Report};
use yew::prelude::*;

use self::pairs::together_pairs;
use crate::controls::finding_note::finding_note;
use crate::state::Topic;
use crate::views::methods::topic_link;
use crate::views::page::Page;

const WIDTH: f64 = 260.0;
const MARGIN: f64 = 6.0;

/// Draws it; nothing for a report that has none.
pub(crate) fn together(page: &Page, report: &Report) -> Html {
    let Some(found) = &report.multivariate else { return html! {} };
    html! {
        <section class="panel together" id="together" aria-labelledby="together-title">
            <h2 id="together-title">{ topic_link(Topic::Together, "Columns together") }</h2>
            <p>{ &found.finding }</p>
            { finding_note(NotedFinding::Together, page, report) }
            if let Some(classifier) = &found.classifier {
                <div class="together-row">
                    <span class="together-label">{ "Domain classifier" }</span>
                    { area(classifier) }
                    <span class="dim">{ format!("AUC {}: 0.5 is guessing, 1 is perfect", numbers::area(classifier.auc)) }</span>
                </div>
                if !classifier.carried_by.is_empty() {
                    <p class="dim">{ "Drop in AUC when the column is shuffled:" }</p>
                }
                { for classifier.carried_by.iter().map(|carrier| bar(&carrier.column, carrier.importance)) }
            }
            if let Some(errors) = &found.reconstruction {
                <p class="dim">{ distance(errors) }</p>
            }
            { together_pairs(found) }
            <>{ for found.notes.iter().map(|note| html! { <p class="dim">{ note }</p> }) }</>
        </section>
    }
}

/// The area under the curve and its interval, from 0.5, where the null mark stands, to 1.
fn area(classifier: &Classifier) -> Html {
    let at = |value: f64| {
        let share = (value.clamp(0.5, 1.0) - 0.5) * 2.0;
        format!("{:.1}", MARGIN + share * (WIDTH - 2.0 * MARGIN))
    };
    let (auc, low, high) = (classifier.auc, classifier.low, classifier.high);
    let [shown, from, to] = [auc, low, high].map(numbers::area);
    let label = format!("AUC {shown}, 95 % interval {from} to {to}, where 0.5 is guessing");
    let class = if classifier.told_apart { "dot large" } else { "dot" };
    html! {
        <svg class="effect-bar" width="260" height="22" viewBox="0 0 260 22" role="img" aria-label={label.clone()}>
            <title>{ label }</title>
            <line class="axis" x1={at(0.5)} x2={at(1.0)} y1="11" y2="11" />
            <line class="limit" x1={at(0.5)} x2={at(0.5)} y1="3" y2="19" />
            <line class="interval" x1={at(low)} x2={at(high)} y1="11" y2="11" />
            <circle {class} cx={at(auc)} cy="11" r="4.5" />
        </svg>
    }
}

/// How much one column adds, on a scale from 0 to the whole way from guessing to faultless.
fn bar(column: &str, importance: f64) -> Html {
    let width = (importance * 2.0).clamp(0.0, 1.0) * (WIDTH - 2.0 * MARGIN);
    let label = format!("The AUC falls by {importance:.2} without it");
    html! {
        <div class="together-row">
            <code class="together-label">{ column }</code>
            <svg class="effect-bar" width="260" height="12" viewBox="0 0 260 12" role="img" aria-label={label.clone()}>
                <title>{ label }</title>
                <rect class="carries" x={MARGIN.to_string()} y="2" width={format!("{width:.1}")} height="8" rx="2" />
            </svg>
            <span class="dim">{ format!("{importance:.2}") }</span>
        </div>
    }
}

fn distance(errors: &Reconstruction) -> String {
    format!(
        "PCA reconstruction error: reference {:.2} ± {:.2}, production {:.2} ± {:.2} \
         ({}; {} explain {} of the variance)",
        errors.reference,
        errors.reference_error,
        errors.production,
        errors.production_error,
        numbers::p_relation(errors.p_value),
        numbers::counted(errors.components, "component", "components"),
        numbers::percent(errors.explained),
    )
}
