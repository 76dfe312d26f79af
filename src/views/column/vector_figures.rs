//! A column of vectors: how many there are, how long, and how well they distinguish the sides.

use driftscope_present::numbers;
use driftscope_report::{VectorDrift, VectorSide};
use yew::prelude::*;

use crate::state::Topic;
use crate::views::methods::topic_link;

/// Everything on the vectors of both sides.
pub(super) fn vector_figures(vector: &VectorDrift) -> Html {
    let row = |name: &str, of: &dyn Fn(&VectorSide) -> String| {
        html! {
            <tr><th scope="row">{ name.to_owned() }</th><td>{ of(&vector.reference) }</td><td>{ of(&vector.production) }</td></tr>
        }
    };
    let norm = |side: &VectorSide| side.median_norm.map_or_else(|| "–".to_owned(), numbers::number);
    html! {
        <figure data-testid="vectors">
            <figcaption>{ topic_link(Topic::Lists, format!("Vectors of {} numbers", numbers::count(vector.numbers))) }</figcaption>
            <table class="figures">
                <thead><tr><th scope="col"></th><th scope="col">{ "Reference" }</th><th scope="col">{ "Production" }</th></tr></thead>
                <tbody>
                    { row("Vectors", &|side| numbers::count(side.vectors)) }
                    { row("Of another length, left out", &|side| numbers::count(side.left_out)) }
                    { row("In the classifier's sample", &|side| numbers::count(side.looked_at)) }
                    { row("Norm, median", &norm) }
                </tbody>
            </table>
            <p class="note">{ driftscope_present::vector_note(vector) }</p>
        </figure>
    }
}
