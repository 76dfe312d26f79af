//! A date-time column: its periods and gaps, and its hours of the day and weekdays.

use driftscope_charts::categories;
use driftscope_present::numbers;
use driftscope_report::{MomentProfile, MomentSide, ProfileChange, Resolution};
use yew::prelude::*;

use super::column_detail::DrawChart;
use crate::controls::chart::Drawing;
use crate::state::Topic;
use crate::views::methods::topic_link;

/// Everything on the moments of both sides, by the clock of a zone. `chart` draws.
pub(crate) fn moment_figures(moments: &MomentProfile, zone: &str, chart: DrawChart<'_>) -> Html {
    let weekdays = moments.weekday_categories();
    html! {
        <>
            if moments.hours_histogram().is_some() {
                <figure data-testid="hours">
                    <figcaption>{ format!("Hour of the day, {zone}") }</figcaption>
                    { chart(Drawing::Hours, 200, format!("Share of records by hour of the day. {}", change_note(moments.hours.as_ref()))) }
                    <p class="note">{ change_note(moments.hours.as_ref()) }</p>
                </figure>
            }
            <figure>
                <figcaption>{ format!("Weekday, {zone}") }</figcaption>
                { chart(Drawing::Weekdays, categories::height_for(&weekdays), format!("Share of records by weekday. {}", change_note(moments.weekdays.as_ref()))) }
                <p class="note">{ change_note(moments.weekdays.as_ref()) }</p>
            </figure>
            <figure>
                <figcaption>{ topic_link(Topic::DateTimes, "Period and gaps") }</figcaption>
                { side_table(moments) }
                <p class="note">{ gap_note(moments) }</p>
            </figure>
        </>
    }
}

/// The change of a profile in words; described only.
fn change_note(change: Option<&ProfileChange>) -> String {
    match change {
        Some(change) => format!(
            "Effect {}, χ² {}; described, not part of the verdict",
            numbers::effect(change.effect),
            numbers::p_relation(change.p_value)
        ),
        None => "Too few records on a side to compare".to_owned(),
    }
}

fn side_table(moments: &MomentProfile) -> Html {
    let row = |name: &str, of: fn(&MomentSide) -> Option<String>| {
        let cell = |side: &MomentSide| of(side).unwrap_or_else(|| "–".to_owned());
        html! {
            <tr><th scope="row">{ name.to_owned() }</th><td>{ cell(&moments.reference) }</td><td>{ cell(&moments.production) }</td></tr>
        }
    };
    html! {
        <table class="figures moments">
            <thead><tr><th scope="col">{ "Moments" }</th><th scope="col">{ "Reference" }</th><th scope="col">{ "Production" }</th></tr></thead>
            <tbody>
                { row("First", |side| side.first.as_deref().map(readable)) }
                { row("Last", |side| side.last.as_deref().map(readable)) }
                { row("Span", |side| side.span_days.map(|days| numbers::duration(days * 86_400.0))) }
                { row("Resolution", |side| side.resolution.map(|resolution: Resolution| resolution.as_str().to_owned())) }
                { row("Median spacing", |side| side.median_spacing.map(numbers::duration)) }
                { row("Longest gap", |side| side.longest_gaps.first().map(|gap| numbers::duration(gap.seconds))) }
                { row("It begins", |side| side.longest_gaps.first().map(|gap| readable(&gap.from))) }
                { row("Gaps of over 10 times the median", |side| side.median_spacing.map(|_| numbers::count(side.holes))) }
            </tbody>
        </table>
    }
}

/// `2013-03-01T10:45:00Z` as `2013-03-01 10:45`.
fn readable(moment: &str) -> String {
    let moment = moment.trim_end_matches('Z');
    moment.strip_suffix(":00").unwrap_or(moment).replace('T', " ")
}

fn gap_note(moments: &MomentProfile) -> String {
    match moments.overlap_days {
        None => "One side has no timestamp".to_owned(),
        Some(days) if days < 0.0 => {
            format!("The periods do not overlap: {} lie between them", numbers::duration(-days * 86_400.0))
        }
        Some(days) => format!("The periods have {} in common", numbers::duration(days * 86_400.0)),
    }
}
