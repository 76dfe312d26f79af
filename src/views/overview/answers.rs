//! The four answers under the verdict, each a link to where it comes from.

use driftscope_present::{Card, Target, Weight};
use driftscope_report::Report;
use yew::prelude::*;

use crate::actions::Actions;
use crate::state::{Action, Drawer, Tab};

/// Draws them.
pub(super) fn answers(report: &Report, actions: &Actions) -> Html {
    html! {
        <section class="cards" aria-label="Answers" data-testid="answers">
            { for driftscope_present::answers(report).into_iter().map(|card| html! {
                <a href={href(card.target)} onclick={follow(card.target, actions)}>
                    <span class="card-title">{ card.title }</span>
                    <b class={class(&card)}>{ card.value }</b>
                    <small title={card.detail.clone()}>{ card.detail }</small>
                </a>
            }) }
        </section>
    }
}

/// The stylesheet's class of a card's weight.
pub(super) fn class(card: &Card) -> &'static str {
    match card.weight {
        Weight::Plain => "",
        Weight::Mild => "mild",
        Weight::Severe => "severe",
        Weight::Absent => "dim",
    }
}

/// The address of the view where a card leads.
pub(super) fn href(target: Target) -> String {
    format!("#{}", tab(target).unwrap_or_default().as_str())
}

fn tab(target: Target) -> Option<Tab> {
    match target {
        Target::Record => None,
        Target::Columns(_) => Some(Tab::Columns),
        Target::Quality => Some(Tab::Data),
        Target::When => Some(Tab::When),
        Target::Segments => Some(Tab::Segments),
        Target::Model => Some(Tab::Model),
        Target::Service => Some(Tab::Service),
        Target::Alerts => Some(Tab::Alerts),
    }
}

/// Goes where a card leads.
pub(super) fn follow(target: Target, actions: &Actions) -> Callback<MouseEvent> {
    actions.on(move |actions, event: MouseEvent| {
        event.prevent_default();
        match (target, tab(target)) {
            (Target::Columns(filter), _) => actions.show(Action::OnlyShown(filter)),
            (_, Some(tab)) => actions.show(Action::TabChosen(tab)),
            _ => actions.show(Action::DrawerToggled(Drawer::History)),
        }
    })
}
