//! The report as a document: what the page prints, in place of its screens.
//!
//! It is there while the browser prints, and at no other time. It reads from top to bottom: what was found, in four answers, then the columns
//! that drifted with a picture of each, the model and its service, how it was judged, and on a sheet of its own the record.

use driftscope_present::{
    Filter, answers, column_name, missing, numbers, order, outcome, p_adjusted, performance, service, size,
};
use driftscope_report::{ColumnReport, DataSet, Report};
use yew::prelude::*;

use crate::controls::chart::picture;
use crate::state::SharedReport;
use crate::views::audit::audit;
use crate::views::page::Page;

/// Drifted columns that have a picture, and those listed below them; the rest is counted.
const PICTURED: usize = 8;
const LISTED: usize = 60;

/// Draws it.
pub(crate) fn printed(page: &Page, report: &SharedReport) -> Html {
    // A report that was made here has none yet: they come with what is sent.
    let written = page.can_change().then(|| &*page.state.notes);
    let notes = report.notes.as_ref().or(written).cloned().unwrap_or_default();
    let is_drifted = |column: &&ColumnReport| Filter::Drifted.admits(column);
    let in_order: Vec<&ColumnReport> =
        order(report).into_iter().filter_map(|place| report.columns.get(place)).collect();
    let drifted: Vec<&ColumnReport> = in_order.iter().copied().filter(is_drifted).collect();
    let pictured = drifted.len().min(PICTURED);
    let others: Vec<&ColumnReport> = in_order.into_iter().filter(|column| !is_drifted(column)).collect();
    html! {
        <article class="printed">
            <h1>{ if notes.title.is_empty() { "Drift report" } else { &notes.title } }</h1>
            <p class="dim">{ side("Reference", &report.reference) }<br />{ side("Production", &report.production) }</p>
            <p class="lead">{ &report.verdict.sentence }</p>
            if !notes.summary.is_empty() { <p class="note">{ &notes.summary }</p> }
            if !notes.findings.is_empty() {
                <h2>{ "Notes" }</h2>
                <table class="figures"><tbody>{ for notes.findings.iter().map(|(finding, note)| line(&[finding.title(), note])) }</tbody></table>
            }
            <table class="figures"><tbody>{ for answers(report).into_iter().map(|answer| line(&[answer.title, &answer.value, &answer.detail])) }</tbody></table>
            if pictured > 0 {
                <h2>{ "Columns that drifted" }</h2>
                { for drifted[..pictured].iter().map(|column| section(column, notes.columns.get(&column.name), report)) }
            }
            { list("More columns that drifted", &drifted[pictured..], report) }
            { model(report) }
            { beside(report) }
            { list("Other columns", &others, report) }
            <h2>{ "Method" }</h2>
            <p>{ &report.verdict.basis }</p>
            <p>{ "An effect runs from 0 (alike) to 1 (no value in common); p is corrected for the number of columns. The page explains every test under “Methods”." }</p>
            <div class="sheet">{ audit(page, report) }</div>
        </article>
    }
}

/// How far another tool's report agrees.
fn beside(report: &Report) -> Html {
    let Some(found) = &report.beside else { return Html::default() };
    let sentences = driftscope_present::beside::sentences(report);
    html! {
        <>
            <h2>{ format!("Beside {}", found.tool) }</h2>
            { for sentences.into_iter().map(|sentence| html! { <p>{ sentence }</p> }) }
        </>
    }
}

/// Files, rows and period of a side.
fn side(title: &str, data_set: &DataSet) -> String {
    let names: Vec<String> = data_set.files.iter().map(|file| numbers::shortened(&file.name, 80)).collect();
    let rows = numbers::counted(data_set.rows, "row", "rows");
    let period = data_set.period.as_ref().map_or_else(String::new, |period| {
        format!(", {} to {}", numbers::day(&period.first), numbers::day(&period.last))
    });
    format!("{title}: {} · {rows}{period}", driftscope_present::names::first_names(&names))
}

fn line(cells: &[&str]) -> Html {
    let [first, rest @ ..] = cells else { return html! {} };
    html! { <tr><th scope="row">{ *first }</th>{ for rest.iter().map(|cell| html! { <td>{ *cell }</td> }) }</tr> }
}

/// A column that drifted: its verdict, its sentence and its picture.
fn section(column: &ColumnReport, note: Option<&String>, report: &Report) -> Html {
    let word = outcome(column);
    let p_value = p_adjusted(column, &report.settings).map_or_else(String::new, |p_value| format!(", p {p_value}"));
    let figures = format!(
        "{} {}, effect {}{p_value}; missing {}",
        word.sign,
        word.word,
        size(&column.drift).words(),
        missing(column)
    );
    html! {
        <section class="printed-column">
            <h3>{ column_name(&column.name) }</h3>
            <p>{ &column.finding }</p>
            { for note.map(|note| html! { <p class="note">{ note }</p> }) }
            <p class="dim">{ figures }</p>
            { picture(column) }
        </section>
    }
}

/// Columns, a line each.
fn list(title: &'static str, columns: &[&ColumnReport], report: &Report) -> Html {
    if columns.is_empty() {
        return html! {};
    }
    let row = |column: &&ColumnReport| {
        let word = outcome(column);
        let p_value = p_adjusted(column, &report.settings).unwrap_or_default();
        line(&[
            column_name(&column.name),
            &format!("{} {}", word.sign, word.word),
            &size(&column.drift).words(),
            &p_value,
            &missing(column),
        ])
    };
    let more = columns.len().saturating_sub(LISTED);
    html! {
        <>
            <h2>{ title }</h2>
            <table class="figures">
                <thead>{ line(&["Column", "Verdict", "Effect", "p", "Missing"]) }</thead>
                <tbody>{ for columns.iter().take(LISTED).map(row) }</tbody>
            </table>
            if more > 0 { <p class="dim">{ format!("and {} more, in the page", numbers::count(more as u64)) }</p> }
        </>
    }
}

/// Whether it hurt: the model's metrics and the service's figures, where there are any.
fn model(report: &Report) -> Html {
    let metrics = report.performance.as_ref().map(|found| {
        let row = |row: performance::MetricRow| {
            let word = format!("{} {}", row.outcome.sign, row.outcome.word);
            let change = format!("{} {}", row.difference, row.difference_interval);
            line(&[row.title, &row.reference, &row.production, &change, &word])
        };
        let rows = found.metrics.iter().filter_map(performance::metric_row).map(row);
        table("The model", found.sentence.clone(), "Change (95 % interval)", rows)
    });
    let figures = report.service.as_ref().map(|found| {
        let row = |row: service::ServiceRow| {
            let word = row.outcome.map_or_else(String::new, |word| format!("{} {}", word.sign, word.word));
            let change = format!("{} {}", row.change, row.change_interval);
            line(&[row.title, &row.values[0], &row.values[1], &change, &word])
        };
        table(
            "The service",
            service::sentence(found),
            "Change (99 % interval)",
            service::rows(found).into_iter().map(row),
        )
    });
    html! { <>{ for metrics }{ for figures }</> }
}

fn table(title: &'static str, sentence: String, change: &'static str, rows: impl Iterator<Item = Html>) -> Html {
    html! {
        <>
            <h2>{ title }</h2>
            <p>{ sentence }</p>
            <table class="figures">
                <thead>{ line(&["", "Reference", "Production", change, ""]) }</thead>
                <tbody>{ for rows }</tbody>
            </table>
        </>
    }
}
