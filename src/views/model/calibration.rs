//! Whether scores are probabilities: the reliability curves of both sides, and the figures of the recalibration.

use driftscope_present::calibration::figures;
use driftscope_report::{Calibration, Performance, ReliabilityBin};
use yew::prelude::*;

/// The curves and the figures, where scores are probabilities.
pub(super) fn curves(performance: &Performance) -> Html {
    let Some(found) = &performance.calibration else { return Html::default() };
    html! {
        <>
            <h3>{ "Are scores probabilities?" }</h3>
            <p data-testid="calibration-sentence">{ &found.sentence }</p>
            <div class="confusions">
                { picture(found) }
                <table class="metric-table">
                    <thead><tr><th scope="col">{ "Figure" }</th><th scope="col" class="num">{ "Reference" }</th><th scope="col" class="num">{ "Production" }</th></tr></thead>
                    <tbody>{ for figures(found).into_iter().map(|(title, [reference, production])| html! {
                        <tr><th scope="row">{ title }</th><td class="num" data-label="Reference">{ reference }</td><td class="num" data-label="Production">{ production }</td></tr>
                    }) }</tbody>
                </table>
            </div>
            <p class="dim">{ "Across: the mean score of a tenth of the rows. Up: their share of positive labels, with its 95 % interval. On the dashed line scores are probabilities; above it they are too low, below it too high." }</p>
        </>
    }
}

fn picture(found: &Calibration) -> Html {
    let sides = [("of-reference", &found.reference), ("of-production", &found.production)];
    html! {
        <svg class="reliability" viewBox="0 0 100 100" role="img" aria-label={format!("Reliability curve. {}", found.sentence)}>
            <path class="usual" d="M0 100L100 0" />
            { for sides.into_iter().filter_map(|(class, side)| Some((class, side.as_ref()?))).map(|(class, side)| html! {
                <path {class} d={side.bins.iter().filter_map(mark).collect::<String>()} />
            }) }
        </svg>
    }
}

/// The interval of a bin as a line, its rate as a square.
fn mark(bin: &ReliabilityBin) -> Option<String> {
    let height = |share: f64| 100.0 * (1.0 - share.clamp(0.0, 1.0));
    let (low, rate, high) = (height(bin.rate.low?), height(bin.rate.value?), height(bin.rate.high?));
    let across = 100.0 * bin.score.clamp(0.0, 1.0);
    Some(format!("M{:.1} {high:.1}h.8V{low:.1}h-.8zM{:.1} {:.1}h2.6v2.6h-2.6z", across - 0.4, across - 1.3, rate - 1.3))
}
