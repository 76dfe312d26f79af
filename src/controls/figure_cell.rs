//! A cell of a table with a figure and, below it, its interval.

use yew::prelude::*;

/// Draws it; the label stands above the figure on a phone, where the table has no head.
pub(crate) fn figure_cell(label: &'static str, value: impl Into<Html>, interval: &str) -> Html {
    html! { <td class="num" data-label={label}>{ value.into() }<small>{ interval }</small></td> }
}
