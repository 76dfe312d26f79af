//! The bar over the table: filters, and what the pictures mean.

use driftscope_present::{Filter, numbers};
use driftscope_report::{Kind, Outcome, Report, Role};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::controls::select::{SelectProps, select};
use crate::state::{Action, SortBy};
use crate::views::page::Page;

/// Draws it.
pub(crate) fn toolbar(page: &Page, report: &Report, shown: usize) -> Html {
    let question = &page.state.question;
    let oninput = page.actions.on(|actions, event: InputEvent| {
        actions.show(Action::Typed(event.target_unchecked_into::<HtmlInputElement>().value()));
    });
    let columns = &report.columns;
    let button = |filter: Filter, word: &'static str| {
        let count = columns.iter().filter(|column| filter.admits(column)).count() as u64;
        let onclick = page.actions.on(move |actions, _: MouseEvent| actions.show(Action::Filtered(filter)));
        html! {
            <button class={classes!((question.filter == filter).then_some("on"))} aria-pressed={(question.filter == filter).to_string()}
                disabled={count == 0 && filter != Filter::All} {onclick}>
                { word }{ " " }<span class="count">{ numbers::count(count) }</span>
            </button>
        }
    };
    html! {
        <div class="toolbar">
            <input id="filter" type="search" placeholder="Filter columns   /" aria-label="Filter columns" value={question.text.clone()} {oninput} />
            <div class="segments" role="group" aria-label="Show">
                { button(Filter::All, "All") }
                { button(Filter::Drifted, "Drifted") }
                { button(Filter::Unclear, "Unclear") }
                { button(Filter::NotTested, "Not tested") }
            </div>
            { more_filters(page, report) }
            { sort_menu(page) }
            <div class="key" aria-hidden="true">
                <span><i class="key-reference"></i>{ "reference" }</span>
                <span><i class="key-production"></i>{ "production" }</span>
                <span><i class="key-null"></i>{ "chance alone" }</span>
                <span><i class="key-interval"></i>{ "95 % interval" }</span>
                <span title="Effects stand on a square-root scale from 0 to 1"><i class="key-limit"></i>{ "limit" }</span>
            </div>
            <span class="visually-hidden" role="status">{ format!("{} of {} columns shown", shown, columns.len()) }</span>
        </div>
    }
}

/// What else the rows can be chosen by: kind, missing values, role. Only what there is is offered.
fn more_filters(page: &Page, report: &Report) -> Html {
    let roles = Role::ALL.into_iter().skip(1).map(|role| (Filter::Role(role), format!("Role: {}", role.as_str())));
    let filters = [
        (Filter::Numeric, "Numbers"),
        (Filter::Category, "Categories"),
        (Filter::Kind(Kind::Datetime), "Dates"),
        (Filter::Kind(Kind::Text), "Texts"),
        (Filter::Kind(Kind::Identifier), "Identifiers"),
        (Filter::Kind(Kind::Constant), "Constants"),
        (Filter::Missing, "Missing values"),
        (Filter::Outcome(Outcome::Negligible), "Verdict: negligible"),
        (Filter::Outcome(Outcome::NoDrift), "Verdict: no drift"),
        (Filter::Outcome(Outcome::Identical), "Verdict: identical"),
    ];
    let options: Vec<_> = std::iter::once((Filter::All, "Kind or role".to_owned()))
        .chain(filters.map(|(filter, words)| (filter, words.to_owned())).into_iter().chain(roles).filter_map(
            |(filter, words)| {
                let count = report.columns.iter().filter(|column| filter.admits(column)).count();
                (count > 0).then(|| (filter, format!("{words} ({count})")))
            },
        ))
        .collect();
    select(&SelectProps {
        label: "Kind or role",
        id: "more-filters",
        options: &options,
        chosen: &page.state.question.also,
        on_choice: page.actions.on(|actions, filter| actions.show(Action::Narrowed(filter))),
    })
}

/// The order of the columns: by what has no heading to click as well, and where there is no room for headings.
fn sort_menu(page: &Page) -> Html {
    let options = SortBy::ALL.map(|(by, words)| (by, words.to_owned()));
    let sort = page.state.question.sort;
    let by = sort.by;
    let on_sort = page.actions.on(|actions, by| actions.show(Action::SortClicked(by)));
    html! {
        <div class="sort-menu">
            { select(&SelectProps { label: "Sort by", id: "sort", options: &options, chosen: &by, on_choice: on_sort.clone() }) }
            <button class="icon" data-testid="sort-reverse" title="Reverse the order" aria-label="Reverse the order"
                aria-pressed={sort.reversed.to_string()} onclick={move |_| on_sort.emit(by)}>{ "⇅" }</button>
        </div>
    }
}
