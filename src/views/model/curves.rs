//! Curves of scores of two classes, and predicted numbers beside actual ones.

use driftscope_present::numbers;
use driftscope_report::{CurvePoint, GridCell, GridRows, Metric, Performance, PredictedActual};
use yew::prelude::*;

/// The classes of the stylesheet and the names of both sides.
const SIDES: [(&str, &str); 2] = [("of-reference", "Reference"), ("of-production", "Production")];

/// ROC and precision–recall curve, both sides in each.
pub(super) fn curves(performance: &Performance) -> Html {
    let Some(found) = &performance.curves else { return Html::default() };
    let sides = [&found.reference, &found.production];
    let path = |start: &str, at: fn(&CurvePoint) -> [f64; 2]| -> [String; 2] {
        sides.map(|points| {
            let place = |point: &CurvePoint| {
                let [across, up] = at(point).map(|share| 100.0 * share.clamp(0.0, 1.0));
                format!("L{across:.1} {:.1}", 100.0 - up)
            };
            let all = points.iter().map(place).collect::<String>();
            if points.is_empty() {
                all
            } else {
                format!("{start}{}", if start.is_empty() { all.replacen('L', "M", 1) } else { all })
            }
        })
    };
    let prevalence = performance.context.iter().find(|metric| metric.id == "prevalence");
    html! {
        <div data-testid="curves">
            <h3>{ "How well do scores rank?" }</h3>
            { key() }
            <div class="confusions">
                { chart("ROC curve", "False-positive rate", "Recall", &path("M0 100", |point| [point.false_rate, point.recall]), "M0 100L100 0".to_owned()) }
                { chart("Precision and recall", "Recall", "Precision", &path("", |point| [point.recall, point.precision]), chance(prevalence)) }
            </div>
            <p class="dim">{ "Up to 49 thresholds, at least 10 rows apart; the curves are exact at each. Dashed: scores without information, which for precision is each side’s share of positive labels." }</p>
        </div>
    }
}

/// The shares of positives: precision without any knowledge.
fn chance(prevalence: Option<&Metric>) -> String {
    let sides = prevalence.map(|metric| [metric.reference, metric.production]).unwrap_or_default();
    let line = |share: f64| format!("M0 {0:.1}H100", 100.0 * (1.0 - share));
    sides.into_iter().flatten().filter_map(|side| side.value).map(line).collect()
}

/// Which colour is which side.
fn key() -> Html {
    html! {
        <p class="curve-key">
            { for SIDES.into_iter().map(|(class, name)| html! { <span {class}>{ name }</span> }) }
        </p>
    }
}

fn chart(title: &'static str, across: &'static str, up: &'static str, paths: &[String; 2], usual: String) -> Html {
    html! {
        <figure class="curve">
            <figcaption>{ title }</figcaption>
            <svg class="reliability lines" viewBox="0 0 100 100" role="img" aria-label={format!("{title}: {up} by {across}, of both sides")}>
                <path class="usual" d={usual} />
                { for SIDES.into_iter().zip(paths).map(|((class, _), d)| html! { <path {class} d={d.clone()} /> }) }
            </svg>
            <small>{ format!("↑ {up}, → {across}, 0 to 100\u{202f}%") }</small>
        </figure>
    }
}

/// Rows by label and prediction, each side as a grid.
pub(super) fn grid(performance: &Performance) -> Html {
    let Some(found) = &performance.predicted_actual else { return Html::default() };
    let [low, high] = numbers::numbers([found.low, found.high]);
    let folded = [found.reference.folded, found.production.folded].map(numbers::count);
    html! {
        <div data-testid="predicted-actual">
            <h3>{ "Predicted beside actual" }</h3>
            <div class="confusions">
                { for SIDES.into_iter().zip([&found.reference, &found.production]).map(|(side, rows)| cells(found, side, rows)) }
            </div>
            <p class="dim">
                { format!("Both axes from {low} to {high}; what lies beyond is at the edge. On the dashed line predictions are right, above it too high. The darker a cell, the more rows it holds; cells of fewer than 10 rows are left out ({} rows of the reference, {} of production).", folded[0], folded[1]) }
            </p>
        </div>
    }
}

/// The cells in five shades, each a path.
fn cells(found: &PredictedActual, (class, name): (&'static str, &'static str), rows: &GridRows) -> Html {
    const SHADES: usize = 5;
    let most = rows.cells.iter().map(|cell| cell.rows).max().unwrap_or(1).max(1) as f64;
    let size = 100.0 / found.steps.max(1) as f64;
    let mut shades = vec![String::new(); SHADES];
    for GridCell { label, prediction, rows } in &rows.cells {
        // Roots, so that rare cells are seen beside frequent ones.
        let shade = ((*rows as f64 / most).sqrt() * SHADES as f64).ceil() as usize;
        let (left, top) = (size * *label as f64, 100.0 - size * (*prediction + 1) as f64);
        if let Some(path) = shades.get_mut(shade.clamp(1, SHADES) - 1) {
            path.push_str(&format!("M{left:.1} {top:.1}h{size:.1}v{size:.1}h-{size:.1}z"));
        }
    }
    html! {
        <figure class="curve">
            <figcaption>{ name }</figcaption>
            <svg class="reliability" viewBox="0 0 100 100" role="img" aria-label={format!("{name}: rows by label (across) and prediction (up)")}>
                { for shades.into_iter().enumerate().map(|(shade, d)| html! { <path {class} {d} fill-opacity={format!("0.{}", 2 * shade + 1)} /> }) }
                <path class="usual" d="M0 100L100 0" />
            </svg>
            <small>{ "↑ predicted, → actual" }</small>
        </figure>
    }
}
