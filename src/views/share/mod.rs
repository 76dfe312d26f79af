//! What is about to be sent: what the shared page will hold, what can be left out of it, and a look at it first.

mod contents;

use std::cell::Cell;
use std::rc::Rc;

use driftscope_present::{EXPORTS, Export, numbers};
use driftscope_redact::{Searched, search};
use driftscope_report::{MOST_SMALL_COUNT, Notes, REDACTIONS, Redaction, RedactionChoice};
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::actions::Actions;
use crate::browser::{after, soon};
use crate::controls::words::completing_note;
use crate::state::{Action, Drawer, SharedReport, Tab};
use crate::views::VIEWS;
use crate::views::page::Page;

/// Draws it while it is open: making the page that would be sent takes a while.
pub(crate) fn share(page: &Page, report: &SharedReport) -> Html {
    let state = &page.state;
    if state.drawer != Some(Drawer::Share) {
        return html! {};
    }
    let report = state.unredacted.as_ref().unwrap_or(report);
    html! {
        <Share report={report.clone()} notes={state.notes.clone()} redaction={state.redaction.clone()} is_preview={state.unredacted.is_some()}
            tab={state.question.tab} is_whole={state.can_save()} actions={page.actions.clone()} />
    }
}

#[derive(Properties, PartialEq)]
struct ShareProps {
    report: SharedReport,
    notes: Rc<Notes>,
    redaction: Rc<Redaction>,
    /// The view that the page would open at.
    tab: Tab,
    is_preview: bool,
    is_whole: bool,
    actions: Actions,
}

/// What would be sent. Made in steps, each a task of its own: together they take longer than the page may stand still.
#[derive(Clone)]
struct Outgoing {
    report: SharedReport,
    searched: Vec<Searched>,
    /// The page's bytes; 0 until they are counted.
    size: u64,
}

/// Makes it, step by step, and hands it over after each, unless nobody wants it any more.
fn make(
    (report, notes, redaction): (SharedReport, Rc<Notes>, Rc<Redaction>),
    actions: Actions,
    is_wanted: impl Fn() -> bool + 'static,
    made: impl Fn(Outgoing) + 'static,
) {
    if !is_wanted() {
        return;
    }
    // The hash of the page takes a while: a task before the report's.
    if actions.build_if_known().is_none() && actions.build().is_some() {
        return soon(move || make((report, notes, redaction), actions, is_wanted, made));
    }
    let sent = SharedReport(Rc::new(actions.outgoing(&report, &notes, &redaction)));
    let outgoing = Outgoing { report: sent, searched: Vec::new(), size: 0 };
    made(outgoing.clone());
    soon(move || {
        if !is_wanted() {
            return;
        }
        let outgoing = Outgoing { searched: search(&report, &outgoing.report, &redaction), ..outgoing };
        made(outgoing.clone());
        soon(move || {
            let sent = outgoing.report.clone();
            actions.page_of(&sent, is_wanted, move |page| {
                made(Outgoing { size: page.map_or(0, |page| page.len() as u64), ..outgoing });
            });
        });
    });
}

#[component]
fn Share(props: &ShareProps) -> Html {
    let ShareProps { report, notes, redaction, tab, is_preview, is_whole, actions } = props;
    let made = use_state(|| None::<Rc<Outgoing>>);
    {
        let (made, actions) = (made.clone(), actions.clone());
        use_effect_with((report.clone(), notes.clone(), redaction.clone()), move |choices| {
            let is_wanted = Rc::new(Cell::new(true));
            let (choices, wanted) = (choices.clone(), is_wanted.clone());
            // After the box that was ticked is drawn.
            after(30, move || {
                make(choices, actions, move || wanted.get(), move |outgoing| made.set(Some(Rc::new(outgoing))))
            });
            move || is_wanted.set(false)
        });
    }
    let password = use_state_eq(String::new);
    let on_save = {
        let password = password.clone();
        actions.on(
            move |actions, _: MouseEvent| {
                if password.is_empty() { actions.save_page() } else { actions.save_locked((*password).clone()) }
            },
        )
    };
    let note = (!is_whole).then(|| completing_note(report));
    html! {
        <div class="share">
            <p>{ "One page that holds this report: it opens with a double-click, without a network, and never holds a row of your data." }</p>
            { note_fields(notes, actions) }
            if let Some(outgoing) = &*made {
                <h3>{ "It holds" }</h3>
                <ul class="share-list" data-testid="share-holds">{ for contents::contents(&outgoing.report).into_iter().map(|line| html! { <li>{ line }</li> }) }</ul>
            }
            { choices(redaction, actions) }
            if let Some(outgoing) = &*made {
                { searched(&outgoing.searched) }
                if outgoing.size > 0 {
                    <p class="share-size" data-testid="share-size">{ format!("The page has {}", numbers::bytes(outgoing.size)) }</p>
                }
            }
            if let Some(view) = VIEWS.iter().find(|view| view.tab == *tab && view.tab != Tab::Overview) {
                <p class="dim" data-testid="opens-at">{ format!("It will open at “{}”, the view that is open now", view.title) }</p>
            }
            { password_field(&password) }
            <div class="saves">
                if *is_preview {
                    <button data-testid="end-preview" onclick={actions.on(|actions, _: MouseEvent| actions.show(Action::PreviewEnded))}>{ "Back to the whole report" }</button>
                } else if let Some(outgoing) = &*made {
                    <button data-testid="preview" onclick={{
                        let report = outgoing.report.clone();
                        actions.on(move |actions, _: MouseEvent| actions.show(Action::Previewed(report.clone())))
                    }}>{ "Look at it first" }</button>
                }
                <button class="primary" id="save-page" data-testid="save-page" disabled={!is_whole} title={note.clone()} onclick={on_save}>{ "Save page" }</button>
            </div>
            <h3>{ "Other files" }</h3>
            <ul class="exports">{ for EXPORTS.iter().filter(|export| !export.needs_page).map(|export| save(export, note.clone(), actions)) }</ul>
        </div>
    }
}

/// What the sender writes for the readers.
fn note_fields(notes: &Rc<Notes>, actions: &Actions) -> Html {
    let on_title = {
        let notes = notes.clone();
        actions.on(move |actions, event: Event| {
            let title = event.target_unchecked_into::<HtmlInputElement>().value();
            actions.show(Action::Noted(Notes { title, ..(*notes).clone() }));
        })
    };
    let on_summary = {
        let notes = notes.clone();
        actions.on(move |actions, event: Event| {
            let summary = event.target_unchecked_into::<HtmlTextAreaElement>().value();
            actions.show(Action::Noted(Notes { summary, ..(*notes).clone() }));
        })
    };
    html! {
        <div class="choices">
            <label class="choice"><span>{ "Title" }</span>
                <input type="text" data-testid="note-title" value={notes.title.clone()} onchange={on_title} /></label>
            <label class="choice"><span>{ "Note to the readers" }</span>
                <textarea rows="3" data-testid="note-summary" value={notes.summary.clone()} onchange={on_summary} /></label>
        </div>
    }
}

/// A file for programs: its button, and what it is for.
fn save(export: &'static Export, note: Option<String>, actions: &Actions) -> Html {
    let id = format!("save-{}", export.id);
    let help = format!("{id}-help");
    let onclick = actions.on(move |actions, _: MouseEvent| actions.save(export));
    html! {
        <li>
            <button {id} data-testid="export" data-format={export.id} aria-describedby={help.clone()} disabled={note.is_some()} title={note.clone()} {onclick}>{ export.title }</button>
            <span class="note" id={help}>{ export.help }</span>
        </li>
    }
}

/// The password, readable while it is chosen: a slip in it could not be mended. No browser keeps it, nor sends it to a speller.
fn password_field(password: &UseStateHandle<String>) -> Html {
    let oninput = {
        let password = password.clone();
        Callback::from(move |event: InputEvent| password.set(event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    html! {
        <>
            <label class="choice"><span>{ "Password (optional)" }</span>
                <input type="text" autocomplete="off" spellcheck="false" data-testid="share-password" value={(**password).clone()} {oninput} /></label>
            // It stands there from the start: what appears with the first letter would push the buttons away.
            <p class="dim">{ "With a password the report is encrypted, and nothing outside the encrypted part shows any of it. A lost password cannot be recovered." }</p>
        </>
    }
}

/// A box for each choice, and the number below which counts are hidden.
fn choices(redaction: &Rc<Redaction>, actions: &Actions) -> Html {
    let line = |choice: &'static RedactionChoice| {
        let redaction = redaction.clone();
        let checked = (choice.get)(&redaction);
        let onchange = actions.on(move |actions, _: Event| {
            let mut changed = (*redaction).clone();
            (choice.set)(&mut changed, !checked);
            actions.show(Action::Redacted(changed));
        });
        html! {
            <li><label class="check"><input type="checkbox" data-testid={format!("redact-{}", choice.id)} {checked} {onchange} /><span>{ choice.title }</span></label></li>
        }
    };
    let all = actions.on(|actions, _: MouseEvent| actions.show(Action::Redacted(Redaction::all())));
    html! {
        <>
            <h3>{ "Leave out or make neutral " }<button class="link" data-testid="redact-all" onclick={all}>{ "everything sensitive" }</button></h3>
            <ul class="redactions">{ for REDACTIONS.iter().map(line) }</ul>
            if redaction.small_counts > 1 { { small_counts(redaction, actions) } }
        </>
    }
}

fn small_counts(redaction: &Rc<Redaction>, actions: &Actions) -> Html {
    let value = redaction.small_counts.to_string();
    let redaction = redaction.clone();
    let onchange = actions.on(move |actions, event: Event| {
        let typed: Option<u64> = event.target_unchecked_into::<HtmlInputElement>().value().trim().parse().ok();
        if let Some(small_counts) = typed.filter(|count| (2..=MOST_SMALL_COUNT).contains(count)) {
            actions.show(Action::Redacted(Redaction { small_counts, ..(*redaction).clone() }));
        }
    });
    html! {
        <label class="choice"><span>{ "Round counts to multiples of" }</span>
            <input inputmode="numeric" data-testid="redact-k" {value} {onchange} /></label>
    }
}

/// What was searched for in the page, and what of it was found.
fn searched(searched: &[Searched]) -> Html {
    if searched.is_empty() {
        return html! {};
    }
    let line = |one: &Searched| {
        let count = numbers::count(one.count as u64);
        let is_clean = one.found.is_empty();
        let words = if is_clean {
            format!("✓ None of {count} {} is in it", one.what)
        } else {
            format!("! Of {count} {} these words are in it: {}", one.what, one.found.join(", "))
        };
        html! { <li class={classes!((!is_clean).then_some("found"))}>{ words }</li> }
    };
    html! { <><h3>{ "Searched for" }</h3><ul class="searched" data-testid="searched">{ for searched.iter().map(line) }</ul></> }
}
