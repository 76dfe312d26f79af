//! The small picture of a column in its row.

use driftscope_charts::miniature;
use driftscope_present::numbers;
use driftscope_report::{ColumnReport, Kind};
use yew::prelude::*;

const WIDTH: f64 = 132.0;
const HEIGHT: f64 = 30.0;

/// Both sides of a column, and at the left the shares that are missing.
pub(crate) fn miniature(column: &ColumnReport) -> Html {
    let picture = miniature::of(column, WIDTH, HEIGHT);
    let what = if column.kind == Kind::Identifier { "Share of distinct values" } else { "Distribution" };
    let label = format!(
        "{what} of {}; missing {}",
        column.name,
        numbers::percent_change(column.reference.missing_share(), column.production.missing_share())
    );
    let production = if column.categories.is_some() { "production-area" } else { "production-line" };
    let path = |class: &'static str, data: String| (!data.is_empty()).then(|| html! { <path {class} d={data} /> });
    html! {
        <svg class="miniature" width={WIDTH.to_string()} height={HEIGHT.to_string()} viewBox={format!("0 0 {WIDTH} {HEIGHT}")}
            role="img" aria-label={label}>
            { path("axis", picture.baseline_path) }
            { path("reference-area", picture.reference_path) }
            { path(production, picture.production_path) }
            { path("apart", picture.separator_path) }
            { path("reference-area", picture.missing_reference_path) }
            { path("production-line", picture.missing_production_path) }
        </svg>
    }
}
