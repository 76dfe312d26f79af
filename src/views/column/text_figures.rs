//! A free-text column: how long its texts are, how well their words distinguish the sides, and which words rose and fell.

use driftscope_present::numbers;
use driftscope_report::{TextDrift, TextSide, WordChange};
use yew::prelude::*;

use super::column_detail::DrawChart;
use crate::controls::chart::Drawing;
use crate::state::Topic;
use crate::views::methods::topic_link;

/// Everything on the texts of both sides. `chart` draws.
pub(crate) fn text_figures(text: &TextDrift, chart: DrawChart<'_>) -> Html {
    html! {
        <>
            <div class="stack">
                if text.lengths.is_some() {
                    <figure>
                        <figcaption>{ "Length of texts, in characters" }</figcaption>
                        { chart(Drawing::Lengths, 240, "Share of texts by their length in characters".to_owned()) }
                        <p class="note">{ sample_note(text) }</p>
                    </figure>
                }
                <figure>
                    <figcaption>{ topic_link(Topic::FreeText, "Texts and words") }</figcaption>
                    { side_table(text) }
                    <p class="note">{ unseen_note(text) }</p>
                </figure>
            </div>
            <figure data-testid="word-changes">
                <figcaption>{ "Words that rose and fell" }</figcaption>
                { word_table(text) }
                <p class="note">{ word_note(text) }</p>
            </figure>
        </>
    }
}

/// Which texts a figure stands on, where they are not all.
fn sample_note(text: &TextDrift) -> String {
    let side = |name: &str, side: &TextSide| {
        let left_out = match side.left_out {
            0 => String::new(),
            count => format!(", {} without their text left out", numbers::count(count)),
        };
        let looked_at = match side.looked_at {
            all if all == side.texts => String::new(),
            sample => format!(", words of a sample of {}", numbers::count(sample)),
        };
        let cut = match side.cut {
            0 => String::new(),
            cut => format!(", of {} only the beginning", numbers::count(cut)),
        };
        format!("{name} n = {}{left_out}{looked_at}{cut}", numbers::count(side.texts))
    };
    format!("{}; {}", side("Reference", &text.reference), side("production", &text.production))
}

fn side_table(text: &TextDrift) -> Html {
    let number = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), numbers::number);
    let row = |name: &str, of: fn(&TextSide) -> Option<f64>| {
        html! {
            <tr><th scope="row">{ name.to_owned() }</th><td>{ number(of(&text.reference)) }</td><td>{ number(of(&text.production)) }</td></tr>
        }
    };
    html! {
        <table class="figures">
            <thead><tr><th scope="col"></th><th scope="col">{ "Reference" }</th><th scope="col">{ "Production" }</th></tr></thead>
            <tbody>
                { row("Characters, median", |side| side.characters.median) }
                { row("Characters, mean", |side| side.characters.mean) }
                { row("Characters, longest", |side| side.characters.max) }
                { row("Words, median", |side| side.words.median) }
                { row("Words, mean", |side| side.words.mean) }
                if let Some(unseen) = &text.unseen {
                    <tr>
                        <th scope="row">{ "Unseen words" }</th>
                        <td>{ numbers::percent(unseen.expected) }</td>
                        <td>{ numbers::percent(unseen.found) }</td>
                    </tr>
                }
            </tbody>
        </table>
    }
}

/// What unseen words and the classifier say.
fn unseen_note(text: &TextDrift) -> String {
    let classifier = text.classifier.as_ref().map_or_else(
        || "There are too few texts or words to learn to tell the sides apart".to_owned(),
        |classifier| {
            let interval = match (classifier.low, classifier.high) {
                (Some(low), Some(high)) => {
                    format!(" (95 % interval {} to {})", numbers::effect(low), numbers::effect(high))
                }
                _ => String::new(),
            };
            format!(
                "By {}, a classifier separates held-out texts with AUC {}{interval}, where 0.5 is guessing",
                numbers::counted(classifier.words, "word", "words"),
                numbers::effect(classifier.auc)
            )
        },
    );
    match text.unseen {
        Some(_) => format!(
            "{classifier}. Unseen words are in no text of one half of the reference; the share in its other half is what to expect \
             without drift"
        ),
        None => classifier,
    }
}

fn word_table(text: &TextDrift) -> Html {
    if text.risen.is_empty() && text.fallen.is_empty() {
        return html! {};
    }
    let largest = text
        .risen
        .iter()
        .chain(&text.fallen)
        .fold(0.0_f64, |largest, change| largest.max(change.reference).max(change.production));
    let group = |title: &str, changes: &[WordChange]| {
        let title = title.to_owned();
        (!changes.is_empty()).then(|| {
            html! {
                <>
                    <tr class="apart"><th scope="rowgroup" colspan="5">{ title }</th></tr>
                    { for changes.iter().map(|change| word_row(change, largest)) }
                </>
            }
        })
    };
    html! {
        <table class="figures changes">
            <thead><tr>
                <th scope="col">{ "Word" }</th><th scope="col">{ "Reference" }</th><th scope="col">{ "Production" }</th>
                <th scope="col" class="bars"><span class="visually-hidden">{ "Both shares as bars" }</span></th><th scope="col">{ "p, adjusted" }</th>
            </tr></thead>
            <tbody>
                { group("Risen", &text.risen) }
                { group("Fallen", &text.fallen) }
            </tbody>
        </table>
    }
}

fn word_row(change: &WordChange, largest: f64) -> Html {
    // A share of none has no bar: its outline alone would look like a little.
    let bar = |class: &'static str, y: &'static str, share: f64| {
        let part = if largest > 0.0 { (share / largest).clamp(0.0, 1.0) } else { 0.0 };
        (part > 0.0).then(|| {
            let width = format!("{:.1}%", (part * 99.0).max(0.5));
            html! { <rect {class} x="1" {y} {width} height="6" /> }
        })
    };
    html! {
        <tr>
            <th scope="row" class="word" dir="auto">{ &change.word }</th>
            <td>{ numbers::percent(change.reference) }</td>
            <td>{ numbers::percent(change.production) }</td>
            <td class="bars">
                <svg class="share-bar" width="100%" height="16" aria-hidden="true">
                    { bar("reference-area", "1", change.reference) }
                    { bar("production-line", "9", change.production) }
                </svg>
            </td>
            <td>{ numbers::p_value(change.p_adjusted) }</td>
        </tr>
    }
}

fn word_note(text: &TextDrift) -> String {
    let compared = numbers::counted(text.compared_words, "word", "words");
    let found = match text.risen.len() + text.fallen.len() {
        0 => "No word became more or less frequent beyond chance. Compared: ",
        _ => "Shares are of texts that have the word. Compared: ",
    };
    let full = if text.vocabulary_full { "; there were more words than are kept" } else { "" };
    format!(
        "{found}{compared} that are in at least five texts and in one of a thousand of a side, out of {}; p is corrected for all of them (Holm){full}",
        numbers::count(text.vocabulary)
    )
}
