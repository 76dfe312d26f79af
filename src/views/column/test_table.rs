//! Every test of a column, and the parts that its verdict is made of.

use driftscope_present::numbers;
use driftscope_report::{ColumnReport, PBound, TestResult};
use yew::prelude::*;

use crate::state::{TEST_GROUPS, Topic};
use crate::views::methods::topic_link;

fn names() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    TEST_GROUPS.iter().flat_map(|(_, names)| *names)
}

pub(crate) fn test_name(test: &str) -> &str {
    names().find(|(name, _)| *name == test).map_or(test, |(_, title)| title)
}

/// A test's name without what its statistic is.
pub(crate) fn short_name(test: &str) -> &str {
    let name = test_name(test);
    name.split_once(',').map_or(name, |(name, _)| name)
}

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
                        <td class="words">{ topic_link(Topic::Test(&part.test), short_name(&part.test).to_owned()) }</td>
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

/// Every statistic of the column, in groups. What is not defined for its values is left out.
pub(crate) fn test_table(column: &ColumnReport) -> Html {
    let has_figures = |test: &&TestResult| test.statistic.is_some() || test.p_value.is_some();
    let found = |name: &str| column.tests.get(name).filter(has_figures);
    let unknown = column.tests.iter().filter(|(name, test)| test_name(name) == name.as_str() && has_figures(test));
    let groups = TEST_GROUPS.iter().map(|(title, names)| {
        let rows: Vec<_> = names.iter().filter_map(|(name, _)| Some((*name, found(name)?))).collect();
        (*title, rows)
    });
    let others = unknown.map(|(name, test)| (name.as_str(), test)).collect();
    html! {
        <div class="test-groups">
            { for groups.chain([("Others", others)]).filter(|(_, rows)| !rows.is_empty()).map(|(title, rows)| group(title, &rows)) }
        </div>
    }
}

/// Tests of one kind. Columns that none of them has are left out.
fn group(title: &str, rows: &[(&str, &TestResult)]) -> Html {
    let has_p = rows.iter().any(|(_, test)| test.p_value.is_some());
    let has_interval = rows.iter().any(|(_, test)| test.low.is_some());
    html! {
        <table class="figures">
            <thead><tr>
                <th scope="col">{ title.to_owned() }</th><th scope="col">{ "Statistic" }</th>
                if has_p { <th scope="col">{ "p" }</th> }
                if has_interval { <th scope="col">{ "95 % interval" }</th> }
            </tr></thead>
            <tbody>{ for rows.iter().map(|(name, test)| html! {
                <tr>
                    <th scope="row">{ topic_link(Topic::Test(name), test_name(name).to_owned()) }</th>
                    <td>{ test.statistic.map_or_else(|| "–".to_owned(), numbers::number) }</td>
                    if has_p { <td>{ p_value(test) }</td> }
                    if has_interval { <td>{ interval(test) }</td> }
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
