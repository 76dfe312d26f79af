//! Six facts under the verdict.

use driftscope_present::numbers;
use driftscope_report::{ColumnReport, DataSet, Report, Role};
use yew::prelude::*;

use crate::controls::words;
use crate::state::Filter;

struct Card {
    title: &'static str,
    value: String,
    class: &'static str,
    detail: String,
    /// The columns that are shown where it leads.
    filter: Filter,
}

/// Where each of them leads.
const TARGETS: [&str; 6] = ["#audit", "#columns", "#columns", "#columns", "#columns", "#quality"];

/// Draws it.
pub(crate) fn cards(report: &Report, on_filter: &Callback<Filter>) -> Html {
    let cards = [
        rows(report),
        drifted(report),
        by_role(report, &[Role::Prediction, Role::Confidence], "Predictions"),
        by_role(report, &[Role::Target], "Target"),
        missing(report),
        quality(report),
    ];
    html! {
        <section class="cards" aria-label="Summary">
            { for cards.into_iter().zip(TARGETS).map(|(card, href)| html! {
                <a {href} onclick={(href == "#columns").then(|| on_filter.reform(move |_: MouseEvent| card.filter))}>
                    <span class="card-title">{ card.title }</span>
                    <b class={card.class}>{ card.value }</b>
                    <small title={card.detail.clone()}>{ card.detail }</small>
                </a>
            }) }
        </section>
    }
}

fn rows(report: &Report) -> Card {
    let skipped = report.reference.skipped + report.production.skipped;
    Card {
        title: "Rows",
        value: format!("{} → {}", numbers::count(report.reference.rows), numbers::count(report.production.rows)),
        class: "",
        detail: if skipped == 0 {
            "reference → production".to_owned()
        } else {
            format!("{} skipped", numbers::counted(skipped, "record", "records"))
        },
        filter: Filter::All,
    }
}

fn drifted(report: &Report) -> Card {
    let verdict = &report.verdict;
    Card {
        title: "Drifted columns",
        value: format!("{} of {}", numbers::count(verdict.drifted_columns), numbers::count(verdict.tested_columns)),
        class: if verdict.drifted { "severe" } else { "" },
        detail: match verdict.share {
            None => "none could be tested".to_owned(),
            Some(share) => {
                let limit = report.settings.drift_share;
                let [shown, against] = numbers::percents([share, limit]);
                match verdict.drifted {
                    true if share < limit => format!("{shown}, among them one that decides alone"),
                    true if share > limit => format!("{shown}, above your limit of {against}"),
                    true => format!("{shown}, at your limit of {against}"),
                    false => format!("{shown}, below your limit of {against}"),
                }
            }
        },
        filter: Filter::Drifted,
    }
}

/// The column of some roles that moved most.
fn by_role(report: &Report, roles: &[Role], title: &'static str) -> Card {
    let effect = |column: &ColumnReport| column.drift.effect.unwrap_or(-1.0);
    let columns = report.columns.iter().filter(|column| roles.contains(&column.role) && column.drift.tested);
    let most = columns.max_by(|a, b| {
        (a.drift.drifted, effect(a)).partial_cmp(&(b.drift.drifted, effect(b))).unwrap_or(std::cmp::Ordering::Equal)
    });
    match most {
        None => {
            let awaited = report.columns.iter().find(|column| roles.contains(&column.role) && column.awaits_labels());
            let (value, detail) = match awaited {
                Some(column) => ("No labels yet", format!("in production, {}", column.name)),
                None => ("–", "none found: choose one".to_owned()),
            };
            Card {
                title,
                value: value.to_owned(),
                class: "dim",
                detail,
                filter: awaited.map_or(Filter::All, |column| Filter::Role(column.role)),
            }
        }
        Some(column) => {
            let word = words::outcome(column);
            Card {
                title,
                value: format!("{} {}", word.sign, word.word),
                class: match word.class {
                    "large" | "moderate" => "severe",
                    "small" => "mild",
                    _ => "",
                },
                detail: format!("effect {}, {}", numbers::effect(effect(column).max(0.0)), column.name),
                filter: Filter::Role(column.role),
            }
        }
    }
}

/// The column whose share of missing values changed most.
fn missing(report: &Report) -> Card {
    let change = |column: &ColumnReport| column.production.missing_share() - column.reference.missing_share();
    let both = report.columns.iter().filter(|column| column.presence == driftscope_report::Presence::Both);
    let most = both.max_by(|a, b| change(a).abs().total_cmp(&change(b).abs()));
    match most.filter(|column| change(column).abs() > 0.000_5) {
        None => Card {
            title: "Missing values",
            value: "No change".to_owned(),
            class: "",
            detail: "in any column".to_owned(),
            filter: Filter::All,
        },
        Some(column) => {
            let (from, to) = (column.reference.missing_share(), column.production.missing_share());
            let by_missing = column.drift.drifted
                && column.drift.parts.iter().any(|part| {
                    part.part == driftscope_report::Part::Missing
                        && part.p_adjusted < report.settings.alpha
                        && part.effect >= report.settings.tolerance
                });
            Card {
                title: "Missing values",
                value: numbers::percent_change(from, to),
                class: if by_missing { "severe" } else { "" },
                detail: format!("in {}", column.name),
                filter: Filter::Missing,
            }
        }
    }
}

fn quality(report: &Report) -> Card {
    let schema = &report.schema;
    let warnings = |side: &DataSet| side.warnings.len();
    let findings = schema.added.len()
        + schema.removed.len()
        + schema.type_changed.len()
        + schema.precision_changed.len()
        + driftscope_present::faults(schema).len()
        + warnings(&report.reference)
        + warnings(&report.production);
    Card {
        title: "Data quality",
        value: if findings == 0 {
            "No problems".to_owned()
        } else {
            numbers::counted(findings as u64, "finding", "findings")
        },
        class: if findings == 0 { "" } else { "mild" },
        detail: if findings == 0 { "same columns, every record read".to_owned() } else { "see below".to_owned() },
        filter: Filter::All,
    }
}
