//! How the values of an identifier are made: how many are distinct, how often one comes again, how long they are.

use driftscope_present::numbers;
use driftscope_report::{ColumnReport, IdentifierDrift, IdentifierSide};
use yew::prelude::*;

/// Draws it.
pub(crate) fn identifier_table(column: &ColumnReport, identifier: &IdentifierDrift) -> Html {
    let row = |name: &'static str, figures: [Option<u64>; 2]| {
        let cell = |figure: Option<u64>| html! { <td>{ figure.map_or_else(|| "–".to_owned(), numbers::count) }</td> };
        html! { <tr><th scope="row">{ name }</th>{ for figures.map(cell) }</tr> }
    };
    let sides = |of: fn(&IdentifierSide) -> Option<u64>| [of(&identifier.reference), of(&identifier.production)];
    html! {
        <table class="figures">
            <thead><tr><th scope="col">{ "Values" }</th><th scope="col">{ "Reference" }</th><th scope="col">{ "Production" }</th></tr></thead>
            <tbody>
                { row("Distinct", [Some(column.reference.distinct), Some(column.production.distinct)]) }
                { row("Rows of the most frequent one", sides(|side| side.most_frequent)) }
                { row("Shortest, characters", sides(|side| side.shortest)) }
                { row("Median length", sides(|side| side.median_length)) }
                { row("Longest", sides(|side| side.longest)) }
            </tbody>
        </table>
    }
}
