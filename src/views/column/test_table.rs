//! Every test of a column, and the parts that its verdict is made of.

use driftscope_present::{Found, numbers, short_title};
use driftscope_report::{ColumnReport, PBound, TestResult};
use yew::prelude::*;

use crate::state::Topic;
use crate::views::methods::topic_link;

/// The parts of the verdict, each with its p-value and its effect.
pub(crate) fn part_table(column: &ColumnReport) -> Html {
    html! {
        <table class="figures">
            <thead><tr>
                <th scope="col">{ "Part" }</th><th scope="col" class="words">{ "Test" }</th><th scope="col">{ topic_link(Topic::Correction, "p, adjusted") }</th>
                <th scope="col">{ topic_link(Topic::Effect, "Effect") }</th>
                <th scope="col">{ topic_link(Topic::EffectInterval, "95 % interval") }</th>
                <th scope="col" title="What the effect stays under in 95 of 100 cases without drift">{ topic_link(Topic::NullBand, "Chance alone gives") }</th>
            </tr></thead>
            <tbody>
                { for column.drift.parts.iter().map(|part| html! {
                    <tr>
                        <th scope="row">{ part.part.as_str() }</th>
                        <td class="words">{ topic_link(Topic::Test(&part.test), short_title(&part.test).to_owned()) }</td>
                        <td>{ numbers::p_value(part.p_adjusted) }</td>
                        <td>{ numbers::effect(part.effect) }</td>
                        <td>{ part.low.zip(part.high).map(|(low, high)| format!("{} to {}", numbers::effect(low), numbers::effect(high))) }</td>
                        <td>{ "≤ " }{ numbers::effect(part.null_band) }</td>
                    </tr>
                }) }
            </tbody>
        </table>
    }
}

/// Every statistic of the column, in groups.
pub(crate) fn test_table(groups: Vec<(&'static str, Vec<Found<'_>>)>) -> Html {
    html! {
        <div class="test-groups">
            { for groups.into_iter().map(|(title, found)| group(title, &found)) }
        </div>
    }
}

/// Statistics of one group. Columns that none of them has are left out.
fn group(title: &'static str, rows: &[Found<'_>]) -> Html {
    let has_p = rows.iter().any(|row| row.result.p_value.is_some());
    let has_interval = rows.iter().any(|row| row.result.low.is_some());
    html! {
        <table class="figures">
            <thead><tr>
                <th scope="col">{ title }</th><th scope="col">{ "Statistic" }</th>
                if has_p { <th scope="col">{ "p" }</th> }
                if has_interval { <th scope="col">{ "95 % interval" }</th> }
            </tr></thead>
            <tbody>{ for rows.iter().map(|row| html! {
                <tr>
                    <th scope="row">{ topic_link(Topic::Test(row.id), row.title.to_owned()) }</th>
                    <td>{ row.result.statistic.map_or_else(|| "–".to_owned(), numbers::number) }</td>
                    if has_p { <td>{ p_value(row.result) }</td> }
                    if has_interval { <td>{ interval(row.result) }</td> }
                </tr>
            }) }</tbody>
        </table>
    }
}

/// A p-value at the end of its law's published table is a bound.
fn p_value(test: &TestResult) -> String {
    let sign = match test.p_bound {
        None => "",
        Some(PBound::AtLeast) => "≥ ",
        Some(PBound::AtMost) => "≤ ",
    };
    test.p_value.map_or_else(|| "–".to_owned(), |p| format!("{sign}{}", numbers::p_value(p)))
}

fn interval(test: &TestResult) -> String {
    match (test.low, test.high) {
        (Some(low), Some(high)) => format!("{} to {}", numbers::number(low), numbers::number(high)),
        _ => String::new(),
    }
}
