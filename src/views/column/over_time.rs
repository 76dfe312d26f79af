//! The column window by window: middle half, shares, missing values.

use driftscope_decide::over_time::{OverTime, over_time};
use driftscope_present::{among, numbers};
use driftscope_report::{ColumnReport, Report, Windowing};
use yew::prelude::*;

use crate::controls::by_window::{ByWindow, by_window};
use crate::state::Topic;
use crate::views::methods::topic_link;

/// A figure for what is followed, if the report has windows; with files or versions, whether they differ among themselves, too.
pub(super) fn figures_over_time(column: &ColumnReport, report: &Report) -> Html {
    let unit = report.windows.as_ref().map_or(Windowing::Auto, |windows| windows.unit);
    let figures = over_time(report, column);
    let among = among::of_column(column, unit, &report.settings);
    if figures.is_empty() && among.is_none() {
        return html! {};
    }
    let title = if unit.is_of_time() { "Over time".to_owned() } else { format!("By {}", unit.noun()) };
    html! {
        <figure class="wide over-time" data-testid="over-time">
            <figcaption>{ topic_link(Topic::When, title) }</figcaption>
            if let Some(words) = among { <p data-testid="column-among">{ words }</p> }
            <div class="window-figures">{ for figures.iter().map(figure) }</div>
            if let Some(first) = figures.first() {
                <p class="note">
                    { if first.is_share { "" } else { "For numbers, a bar spans about the middle half of the values, and its mark is the median. " } }
                    { if figures.iter().any(|figure| figure.is_share) { "For shares, a bar is the 95 % interval. " } else { "" } }
                    { "The dashed line is the figure for the whole reference" }
                </p>
            }
        </figure>
    }
}

fn figure(figure: &OverTime) -> Html {
    let text = if figure.is_share { numbers::percent } else { numbers::number };
    by_window(&ByWindow { title: &figure.title, points: &figure.points, usual: figure.usual, text: &text })
}
