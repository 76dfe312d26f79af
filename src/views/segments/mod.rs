//! For whom: the segments that hold most of the drift, and every column within the values of one that a person picks.

mod picked;

use driftscope_present::numbers;
use driftscope_present::segments::{MOSTLY, conditions, of_both_profiles};
use driftscope_present::sorting::sort_by_key;
use driftscope_report::{ColumnReport, Kind, NotedFinding, Report, SegmentFinding};
use yew::prelude::*;

use crate::actions::Actions;
use crate::controls::finding_note::finding_note;
use crate::controls::select::{SelectProps, select};
use crate::state::{SharedReport, Tab};
use crate::views::page::View;

/// What a search finds, and the picked column.
pub(crate) const VIEW: View = View {
    tab: Tab::Segments,
    title: "For whom",
    key: "4",
    lacks: |page, report| {
        let lacks_segments = !report.are_rows() && of_both_profiles(report).is_none();
        if lacks_segments {
            Some(
                "These are profiles without segments: make both with driftscope profile --segment COLUMN, or open the files of rows.",
            )
        } else if report.segments.is_none() && !page.can_change() {
            Some(
                "This page was saved without segments. Its sender can search for them, or pick a column, and save it again.",
            )
        } else {
            None
        }
    },
    count: |report| report.segments.as_ref().map_or(0, |segments| segments.findings.len() as u64),
    draw: |page, report| {
        html! {
            <section class="panel for-whom" id="segments" aria-labelledby="segments-title">
                <div class="when-head">
                    <h2 id="segments-title">{ "For whom" }</h2>
                    if page.can_change() { { controls(report, &page.actions) } }
                </div>
                if report.segments.is_some() { { finding_note(NotedFinding::Segments, page, report) } }
                { found(report, page.can_change()) }
            </section>
        }
    },
};

/// The column whose values are segments, and the search.
fn controls(report: &SharedReport, actions: &Actions) -> Html {
    let none = (None, "no column".to_owned());
    let of_profiles = of_both_profiles(report);
    let is_offered =
        |column: &&ColumnReport| column.can_be_segment() && of_profiles.is_none_or(|segments| segments == column.name);
    let mut columns: Vec<&ColumnReport> = report.columns.iter().filter(is_offered).collect();
    sort_by_key(&mut columns, &|column| column.kind == Kind::Numeric);
    let columns = columns.into_iter().map(|column| (Some(column.name.clone()), column.name.clone()));
    let options: Vec<(Option<String>, String)> = std::iter::once(none).chain(columns).collect();
    let on_choice = actions.on_setting(|settings, segment: Option<String>| settings.segment = segment);
    let on_search = actions.on_setting(|settings, _: MouseEvent| settings.find_segments = true);
    let chosen = &report.settings.segment;
    html! {
        <div class="segment-controls">
            { select(&SelectProps { label: "By the values of", id: "segment", options: &options, chosen, on_choice }) }
            if !report.settings.find_segments && report.are_rows() {
                <button data-testid="find-segments" onclick={on_search}>{ "Find segments" }</button>
            }
        </div>
    }
}

/// The findings, or what else the search answers, and the picked column.
fn found(report: &SharedReport, can_change: bool) -> Html {
    let is_asked = report.settings.find_segments || report.settings.segment.is_some();
    let Some(segments) = &report.segments else {
        let words = match (is_asked, can_change) {
            (true, _) => "Comparing segments…",
            _ if !report.are_rows() => "Pick a column to compare all others within its values.",
            _ => {
                "Find the segments of one or two conditions that hold most of the drift, or pick a column to compare every other one within its values."
            }
        };
        return html! { <p class="dim" data-testid="segments-sentence">{ words }</p> };
    };
    html! {
        <>
            if segments.findings.is_empty() {
                <p data-testid="segments-sentence">{ &segments.sentence }</p>
            } else {
                <ul class="segment-findings">{ for segments.findings.iter().map(|found| finding(report, found)) }</ul>
                <p class="dim">{ "Found on one half of the rows, confirmed on the other." }</p>
            }
            if let Some(picked) = &segments.picked { { picked::table(report, picked) } }
        </>
    }
}

/// A finding: where, how many rows, and the effects there and elsewhere.
fn finding(report: &Report, found: &SegmentFinding) -> Html {
    let [reference, production] = numbers::percents([found.share_reference, found.share_production]);
    let bar = |value: f64, class: &'static str| {
        let width = driftscope_charts::effect_scale(value) * 100.0;
        html! {
            <svg class="segment-bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
                <path class="segment-ground" d="M0 0h100v1h-100z" /><path {class} d={format!("M0 0h{width:.1}v1h-{width:.1}z")} />
            </svg>
        }
    };
    let kind =
        report.columns.iter().find(|column| column.name == found.column).map_or("", |column| column.kind.as_str());
    html! {
        <li data-testid="segment-finding">
            <p><b title={kind}>{ &found.column }</b>{ format!(" {MOSTLY} ") }<b>{ conditions(&found.conditions) }</b></p>
            <dl>
                <dt>{ "Effect there" }</dt><dd>{ bar(found.effect_inside, "segment-inside") }{ numbers::effect(found.effect_inside) }</dd>
                <dt>{ "elsewhere" }</dt><dd>{ bar(found.effect_outside, "segment-outside") }{ numbers::effect(found.effect_outside) }</dd>
                <dt>{ "Rows" }</dt><dd>{ format!("{reference} → {production}") }</dd>
                <dt>{ "p, corrected" }</dt><dd>{ numbers::p_value(found.p_value) }</dd>
            </dl>
        </li>
    }
}
