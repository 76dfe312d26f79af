//! What to do: the verdict, four answers, what needs attention, and the columns that drifted most.

mod answers;
mod attention;
mod beside;
mod column_list;
mod since_report;
mod verdict;

use driftscope_present::{Filter, numbers};
use yew::prelude::*;

use self::answers::answers;
use self::attention::attention;
use self::beside::beside_panel;
pub(crate) use self::column_list::{column_list, of_roles};
use self::since_report::since_report;
use self::verdict::verdict_section;
use crate::state::{Action, SharedReport, Tab};
use crate::views::page::{Page, View};

/// Columns that are listed.
const LISTED: usize = 8;

/// The first screen.
pub(crate) const VIEW: View = View {
    tab: Tab::Overview,
    title: "Overview",
    key: "1",
    lacks: |_, _| None,
    count: |_| 0,
    draw: |page, report| {
        html! {
            <>
                { verdict_section(report, page.state.can_decide().then_some(&page.actions), page.state.can_save().then(|| page.actions.on(|actions, _| actions.copy_report()))) }
                { answers(report, &page.actions) }
                if let Some(other) = &page.state.other { { since_report(report, other, &page.actions) } }
                { for report.beside.as_ref().map(|beside| beside_panel(report, beside, page.state.unredacted.is_none().then_some(&page.actions))) }
                <div class="overview-grid">
                    { attention(report, &page.actions) }
                    { drifted(page, report) }
                </div>
            </>
        }
    },
};

/// The columns that drifted most, and the way to all.
fn drifted(page: &Page, report: &SharedReport) -> Html {
    let is_drifted = |place: &usize| report.columns.get(*place).is_some_and(|column| Filter::Drifted.admits(column));
    let places: Vec<usize> = driftscope_present::order(report).into_iter().filter(is_drifted).collect();
    let all = page.actions.on(|actions, event: MouseEvent| {
        event.prevent_default();
        actions.show(Action::OnlyShown(Filter::All));
    });
    let shown = &places[..places.len().min(LISTED)];
    let note = match (places.len(), shown.len()) {
        (0, _) => String::new(),
        (all, shown) if all > shown => format!("the {shown} largest of {}", numbers::count(all as u64)),
        _ => "largest first".to_owned(),
    };
    html! {
        <section class="panel list-panel" aria-labelledby="drifted-title">
            <h2 id="drifted-title">{ "Columns that drifted" }<span class="dim">{ note }</span></h2>
            if shown.is_empty() {
                <p class="dim">{ "No column drifted" }</p>
            } else {
                { column_list(report, shown, &page.actions) }
            }
            <p><a href="#columns" onclick={all}>{ format!("Show {}", match report.columns.len() {
                1 => "the column".to_owned(),
                count => format!("all {} columns", numbers::count(count as u64)),
            }) }</a></p>
        </section>
    }
}
