//! The data behind a column's charts as a table.

use driftscope_present::numbers;
use driftscope_report::{ColumnReport, Kind};
use yew::prelude::*;

/// The data behind the pictures, for people who cannot see them or want the figures.
pub(super) fn data_table(column: &ColumnReport) -> Html {
    let row = |label: String, reference: u64, production: u64| {
        html! { <tr><th scope="row" dir="auto">{ label }</th><td>{ numbers::count(reference) }</td><td>{ numbers::count(production) }</td></tr> }
    };
    let rows: Vec<Html> = if let Some(histogram) = &column.histogram {
        let edges = histogram.edges.windows(2);
        edges
            .zip(histogram.reference.iter().zip(&histogram.production))
            .map(|(edge, (&reference, &production))| {
                row(format!("{} to {}", edge_text(column, edge[0]), edge_text(column, edge[1])), reference, production)
            })
            .collect()
    } else if let Some(categories) = &column.categories {
        let other = (categories.other.categories > 0).then(|| {
            row(
                format!("Other ({})", numbers::count(categories.other.categories)),
                categories.other.reference,
                categories.other.production,
            )
        });
        categories
            .labels
            .iter()
            .zip(categories.reference.iter().zip(&categories.production))
            .map(|(label, (&reference, &production))| row(label.clone(), reference, production))
            .chain(other)
            .collect()
    } else {
        return html! {};
    };
    html! {
        <details class="data">
            <summary>{ "Show data" }</summary>
            <table class="figures">
                <thead><tr><th scope="col">{ if column.histogram.is_some() { "Bin" } else { "Category" } }</th>
                    <th scope="col">{ "Reference" }</th><th scope="col">{ "Production" }</th></tr></thead>
                <tbody>
                    { for rows }
                    { row("Missing".to_owned(), column.reference.missing, column.production.missing) }
                </tbody>
            </table>
        </details>
    }
}

fn edge_text(column: &ColumnReport, edge: f64) -> String {
    match column.kind {
        Kind::Datetime => driftscope_report::calendar::format_clock(edge).unwrap_or_default(),
        Kind::TimeOfDay => numbers::clock(edge),
        _ => numbers::number(edge),
    }
}
