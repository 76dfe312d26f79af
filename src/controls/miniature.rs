//! The small picture of a column in its row.

use driftscope_charts::miniature;
use driftscope_present::numbers;
use driftscope_report::{ColumnReport, Kind};
use yew::prelude::*;

use crate::state::SharedReport;

const WIDTH: f64 = 132.0;
const HEIGHT: f64 = 30.0;

/// The column at a place of the report.
#[derive(Properties)]
pub(crate) struct MiniatureProps {
    pub report: SharedReport,
    pub place: usize,
}

impl MiniatureProps {
    fn column(&self) -> Option<&ColumnReport> {
        self.report.columns.get(self.place)
    }
}

// Another verdict on the same figures is another report, and the same picture.
impl PartialEq for MiniatureProps {
    fn eq(&self, other: &Self) -> bool {
        let is_alike = |one: &ColumnReport, other: &ColumnReport| {
            (&one.name, one.kind, &one.reference, &one.production)
                == (&other.name, other.kind, &other.reference, &other.production)
                && (&one.histogram, &one.categories, &one.text) == (&other.histogram, &other.categories, &other.text)
        };
        let is_same = self.report == other.report && self.place == other.place;
        is_same || self.column().zip(other.column()).is_some_and(|(one, other)| is_alike(one, other))
    }
}

/// Both sides of the column, and at the left the shares that are missing.
#[component]
pub(crate) fn Miniature(props: &MiniatureProps) -> Html {
    let Some(column) = props.column() else { return html! {} };
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
            preserveAspectRatio="none" role="img" aria-label={label}>
            { path("axis", picture.baseline_path) }
            { path("reference-area", picture.reference_path) }
            { path(production, picture.production_path) }
            { path("apart", picture.separator_path) }
            { path("reference-area", picture.missing_reference_path) }
            { path("production-line", picture.missing_production_path) }
        </svg>
    }
}
