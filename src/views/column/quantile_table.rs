//! Quantiles of both sides and their differences.

use driftscope_present::numbers;
use driftscope_report::Quantiles;
use yew::prelude::*;

/// The percentiles that are shown.
const SHOWN: [usize; 9] = [0, 1, 5, 25, 50, 75, 95, 99, 100];

/// A table of quantiles; a side that has none shows a dash. A redacted report has fewer of them.
pub(crate) fn quantile_table(quantiles: &Quantiles) -> Html {
    let row = |percent: usize| {
        let is_it = |probability: &f64| (probability * 100.0 - percent as f64).abs() < 1e-6;
        let Some(place) = quantiles.probabilities.iter().position(is_it) else { return html! {} };
        let name = match percent {
            0 => "Minimum".to_owned(),
            50 => "Median".to_owned(),
            100 => "Maximum".to_owned(),
            percent => format!("{percent} %"),
        };
        let reference = quantiles.reference.get(place).copied();
        let production = quantiles.production.get(place).copied();
        let cell = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), numbers::number);
        let difference = reference.zip(production).map(|(from, to)| to - from);
        let sign = if difference.is_some_and(|difference| difference > 0.0) { "+" } else { "" };
        html! {
            <tr>
                <th scope="row">{ name }</th>
                <td>{ cell(reference) }</td>
                <td>{ cell(production) }</td>
                <td>{ sign }{ cell(difference) }</td>
            </tr>
        }
    };
    html! {
        <table class="figures">
            <thead><tr>
                <th scope="col">{ "Quantile" }</th>
                <th scope="col">{ "Reference" }</th>
                <th scope="col">{ "Production" }</th>
                <th scope="col">{ "Difference" }</th>
            </tr></thead>
            <tbody>{ for SHOWN.into_iter().map(row) }</tbody>
        </table>
    }
}
