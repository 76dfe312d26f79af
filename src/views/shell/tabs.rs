//! The bar of tabs: a view for each question, and the way back to what was asked before.

use driftscope_present::numbers;
use driftscope_report::{Notes, Report};
use yew::prelude::*;

use crate::browser::focus;
use crate::state::{Action, Drawer};
use crate::views::VIEWS;
use crate::views::page::{Page, View};

/// Tabs for which a phone's bar has room.
const ON_PHONE: usize = 4;

/// Draws it.
pub(super) fn tabs(page: &Page, report: &Report) -> Html {
    let (first, more) = VIEWS.split_at(ON_PHONE);
    let state = &page.state;
    let is_more = state.drawer == Some(Drawer::Views);
    let is_within = more.iter().any(|view| view.tab == state.question.tab);
    let on_more = page.actions.on(|actions, _: MouseEvent| actions.show(Action::DrawerToggled(Drawer::Views)));
    html! {
        <div class="tabs-row">
            <nav class="tabs" aria-label="Views">
                { for first.iter().map(|view| tab(view, page, report)) }
                <div class={classes!("more-tabs", is_more.then_some("open"))} id="more-tabs">
                    { for more.iter().map(|view| tab(view, page, report)) }
                </div>
                <button class={classes!("more-button", is_within.then_some("on"))} aria-expanded={is_more.to_string()} aria-controls="more-tabs" onclick={on_more}>{ "More" }</button>
            </nav>
            { steps(page, report) }
        </div>
    }
}

fn tab(view: &'static View, page: &Page, report: &Report) -> Html {
    let is_shown = page.state.question.tab == view.tab;
    let lacks = (view.lacks)(page, report);
    let count = (view.count)(report);
    let onclick = page.actions.on(move |actions, event: MouseEvent| {
        event.prevent_default();
        actions.show(Action::TabChosen(view.tab));
    });
    html! {
        <a href={format!("#{}", view.tab.as_str())} data-testid={format!("tab-{}", view.tab.as_str())} {onclick}
            class={classes!(lacks.map(|_| "muted"))} title={lacks} aria-current={is_shown.then_some("page")}>
            { view.title }
            if count > 0 && lacks.is_none() { <span class="tab-count">{ numbers::count(count) }</span> }
        </a>
    }
}

/// The way back to what the sender wrote; undo, redo, and all steps.
fn steps(page: &Page, report: &Report) -> Html {
    let history = &page.state.history;
    let (at, last) = (history.at(), history.steps().len() - 1);
    let undo = page.actions.on(|actions, _: MouseEvent| actions.undo());
    let redo = page.actions.on(|actions, _: MouseEvent| actions.redo());
    let is_open = page.state.drawer == Some(Drawer::History);
    let on_history = page.actions.on(|actions, _: MouseEvent| actions.show(Action::DrawerToggled(Drawer::History)));
    html! {
        <div class="steps">
            if report.notes.as_ref().and_then(Notes::at_head).is_some() {
                <button class="plain" data-testid="to-note" onclick={page.actions.on(|_, _: MouseEvent| focus("sent-note"))}>{ "Sender’s note" }</button>
            }
            <button class="icon" data-testid="undo" disabled={at == 0} title="Undo (Ctrl Z)" aria-label="Undo" onclick={undo}>{ "↶" }</button>
            <button class="icon" data-testid="redo" disabled={at == last} title="Redo (Ctrl Shift Z)" aria-label="Redo" onclick={redo}>{ "↷" }</button>
            <button class="plain" id="open-history" data-testid="open-history" aria-expanded={is_open.to_string()} onclick={on_history}>
                { "History" }
                if at > 0 { { format!(" ({})", numbers::count(at as u64)) } }
            </button>
        </div>
    }
}
