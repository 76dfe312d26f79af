//! For whom: the report by the values of a column.

use yew::prelude::*;

use crate::state::Tab;
use crate::views::page::View;

/// Its place. Nothing is computed for segments yet.
pub(crate) const VIEW: View = View {
    tab: Tab::Segments,
    title: "For whom",
    key: "4",
    lacks: |_, _| {
        Some(
            "Segments are not compared yet. Until then, open two files that each hold one segment, such as one region or one version of the model.",
        )
    },
    count: |_| 0,
    draw: |_, _| html! {},
};
