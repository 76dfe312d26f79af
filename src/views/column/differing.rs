//! What differs in the bar that a person chose: the other columns, the most different first.

use std::rc::Rc;

use driftscope_present::column_name;
use driftscope_present::differing::{Differing, compared, differing as rank, sentence};
use driftscope_report::{Bar, BarValues, ColumnReport, FEWEST_ROWS_OF_A_BAR};
use driftscope_session::BarAnswer;
use yew::prelude::*;

use crate::browser;
use crate::controls::effect_bar::effect_bar;
use crate::controls::miniature::Miniature;
use crate::state::{Action, SharedReport, Topic};
use crate::views::methods::topic_link;
use crate::views::page::{Asked, Surroundings};

/// Columns that are shown before a person asks for all.
const SHOWN: usize = 6;

#[derive(Properties, PartialEq)]
pub(super) struct DifferingColumnsProps {
    pub place: usize,
}

/// The answer beside the chart of the column, if a bar of it is asked about.
#[component]
pub(super) fn DifferingColumns(props: &DifferingColumnsProps) -> Html {
    let section = use_node_ref();
    let all = use_state(|| false);
    let around = use_context::<Surroundings>();
    let asked = use_context::<Asked>();
    {
        let section = section.clone();
        let shown = asked.as_ref().map(|asked| (asked.bar.clone(), asked.differing.is_some()));
        // On a phone it is below the chart.
        use_effect_with(shown, move |_| section.cast().iter().for_each(browser::scroll_to_see));
    }
    let Some((around, asked)) = around.as_ref().zip(asked.as_ref()) else { return html! {} };
    let Some(column) = around.report.columns.get(props.place) else { return html! {} };
    let Some(bar) = asked.bar.as_ref().filter(|bar| bar.column == column.name) else { return html! {} };
    let close = {
        let actions = around.actions.clone();
        move |_: MouseEvent| actions.ask_bar(None)
    };
    html! {
        <section ref={section} class="differing" data-testid="differing" aria-label="What differs in the bar">
            <div class="differing-head">
                <strong>{ topic_link(Topic::Differing, "What differs here") }</strong>
                <button onclick={close} data-testid="differing-close" title="Esc">{ "Close" }</button>
            </div>
            { match (&asked.differing, note(around)) {
                (_, Some(note)) => status(note),
                (Some(BarAnswer::Compared(found)), _) => answer(found, bar, around, &all),
                (Some(BarAnswer::TooFew), _) => status("Fewer than 10 rows of production are in this bar, or outside of it: too few to compare."),
                (Some(BarAnswer::NoRows), _) => status("The rows are not here any more: open the files again."),
                (None, _) => status("Comparing the rows of this bar…"),
            } }
        </section>
    }
}

/// Asks what differs in production's rows without a value, where they are enough to compare.
pub(super) fn ask_missing(column: &ColumnReport, around: &Surroundings) -> Html {
    let side = &column.production;
    if side.missing.min(side.count) < FEWEST_ROWS_OF_A_BAR || note(around).is_some() {
        return html! {};
    }
    let bar = Rc::new(Bar { column: column.name.clone(), kind: column.kind, values: BarValues::Missing });
    let actions = around.actions.clone();
    let onclick = move |_: MouseEvent| actions.ask_bar(Some(bar.clone()));
    html! { <>{ ". " }<button class="link" data-testid="ask-missing" {onclick}>{ "What differs where it is missing?" }</button></> }
}

/// Why nothing can be asked where there are no rows.
fn note(around: &Surroundings) -> Option<&'static str> {
    if !around.report.are_rows() {
        Some("A profile has no rows to compare: open the files of rows.")
    } else if !around.can_change {
        Some("This page has no rows to compare: ask where the files are open.")
    } else {
        None
    }
}

fn status(words: impl Into<AttrValue>) -> Html {
    html! { <p class="finding" role="status" data-testid="differing-sentence">{ words.into() }</p> }
}

fn answer(report: &SharedReport, bar: &Bar, around: &Surroundings, all: &UseStateHandle<bool>) -> Html {
    let found = rank(report, bar);
    let shown = if **all { found.len() } else { SHOWN };
    let hidden = found.len().saturating_sub(shown);
    let all = all.clone();
    html! {
        <>
            { status(sentence(report, bar, &found)) }
            <ol>{ for found.iter().take(shown).map(|found| row(report, found, around)) }</ol>
            if hidden > 0 { <button onclick={move |_| all.set(true)}>{ format!("Show {hidden} more") }</button> }
            <p class="note">{ format!(
                "{} of {} other columns differ by more than chance, ordered by effect less what chance gives. Filled: the rest of production; outline: the rows of the bar.",
                found.len(),
                compared(report, bar)
            ) }</p>
        </>
    }
}

fn row(report: &SharedReport, found: &Differing, around: &Surroundings) -> Html {
    let Some(column) = report.columns.get(found.place) else { return html! {} };
    let go = {
        let (actions, name) = (around.actions.clone(), column.name.clone());
        let place = around.report.columns.iter().position(|column| column.name == name);
        move |_: MouseEvent| place.into_iter().for_each(|place| actions.show(Action::WentTo(place)))
    };
    html! {
        <li data-testid="differing-column">
            <Miniature report={report.clone()} place={found.place} />
            <p><button class="link" dir="auto" onclick={go}>{ column_name(&column.name) }</button>{ format!(" {}", found.words) }</p>
            { effect_bar(&column.drift) }
        </li>
    }
}
