//! Every test of a column, and the parts that its verdict is made of.

use driftscope_drift::{ColumnReport, Part, format};
use yew::prelude::*;

/// What each test is called, in the order in which they are shown.
const NAMES: [(&str, &str); 11] = [
    ("ks", "Kolmogorov–Smirnov D"),
    ("chi_square", "χ² of homogeneity"),
    ("fisher", "Fisher's exact test"),
    ("permutation", "Permutation of χ²"),
    ("z", "Two proportions, z"),
    ("psi", "Population stability index"),
    ("jensen_shannon", "Jensen–Shannon distance"),
    ("total_variation", "Total variation distance"),
    ("wasserstein", "Wasserstein distance"),
    ("wasserstein_normed", "Wasserstein over reference sd"),
    ("cramers_v", "Cramér's V"),
];

pub(super) fn test_name(test: &str) -> &str {
    NAMES.iter().find(|(name, _)| *name == test).map_or(test, |(_, title)| title)
}

/// The parts of the verdict, each with its p-value and its effect.
pub(super) fn part_table(column: &ColumnReport) -> Html {
    html! {
        <table class="figures">
            <thead><tr>
                <th scope="col">{ "Part" }</th><th scope="col" class="words">{ "Test" }</th><th scope="col">{ "p, adjusted" }</th>
                <th scope="col">{ "Effect" }</th><th scope="col" title="What the effect stays under in 95 of 100 cases without drift">{ "By chance" }</th>
            </tr></thead>
            <tbody>
                { for column.drift.parts.iter().map(|part| html! {
                    <tr>
                        <th scope="row">{ match part.part { Part::Values => "Values", Part::Missing => "Missing" } }</th>
                        <td class="words">{ test_name(&part.test) }</td>
                        <td>{ format::p_value(part.p_adjusted) }</td>
                        <td>{ format::effect(part.effect) }</td>
                        <td>{ "≤ " }{ format::effect(part.null_band) }</td>
                    </tr>
                }) }
            </tbody>
        </table>
    }
}

/// Every statistic of the column.
pub(super) fn test_table(column: &ColumnReport) -> Html {
    let rank = |name: &str| NAMES.iter().position(|(known, _)| *known == name).unwrap_or(NAMES.len());
    let mut tests: Vec<_> = column.tests.iter().collect();
    tests.sort_by_key(|(name, _)| rank(name));
    html! {
        <table class="figures">
            <thead><tr><th scope="col">{ "Test or distance" }</th><th scope="col">{ "Statistic" }</th><th scope="col">{ "p" }</th></tr></thead>
            <tbody>
                { for tests.into_iter().map(|(name, test)| html! {
                    <tr>
                        <th scope="row">{ test_name(name) }</th>
                        <td>{ test.statistic.map_or_else(|| "–".to_owned(), format::number) }</td>
                        <td>{ test.p_value.map_or_else(|| "–".to_owned(), format::p_value) }</td>
                    </tr>
                }) }
            </tbody>
        </table>
    }
}
