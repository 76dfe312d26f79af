//! When: since when columns differ, and a heat map of columns by windows of time.

mod heat_map;

use driftscope_present::windows::{HEAT, UNDATED, group, undated};
use driftscope_present::{chart_name, windows_csv};
use driftscope_report::{Report, ReportPart, Settings, Since, SinceGroup, Windowing, Windows};
use yew::prelude::*;

use self::heat_map::HeatMap;
pub(crate) use self::heat_map::SHADES;
use crate::actions::Actions;
use crate::controls::select::{SelectProps, select};
use crate::state::{Action, SharedReport, Tab, Topic};
use crate::views::methods::topic_link;
use crate::views::page::{Page, View};

/// Names of columns that a group lists.
const NAMED: usize = 8;

/// Dates of changes, and the columns window by window.
pub(crate) const VIEW: View = View {
    tab: Tab::When,
    title: "When",
    key: "3",
    lacks: |page, report| {
        let is_there =
            report.windows.is_some() || report.settings.window == Windowing::None || is_awaited(page, report);
        (!is_there).then_some(
            "It needs a time in each record. If a column holds one, open it under Columns and set its role to time.",
        )
    },
    count: |_| 0,
    draw: |page, report| {
        let found = report.windows.as_ref().zip(report.since.as_ref());
        html! {
            <section class="panel when" id="when" aria-labelledby="when-title">
                <div class="when-head">
                    <h2 id="when-title">{ topic_link(Topic::When, "When") }</h2>
                    if page.can_change() { { windowing(&report.settings, &page.actions) } }
                </div>
                if let Some((windows, since)) = found {
                    { dates(report, since, &page.actions) }
                    <p class="dim">{ format!("{} (", windows.sentence) }<code>{ &windows.column }</code>{ ")" }</p>
                    <HeatMap report={report.clone()} actions={page.actions.clone()} />
                    { save_cells(report, &page.actions) }
                    { legend(windows) }
                } else if report.settings.window != Windowing::None {
                    <p class="dim">{ "Counting windows of time…" }</p>
                } else {
                    <p class="dim">{ "Windows of time are switched off in the settings." }</p>
                }
            </section>
        }
    },
};

/// Whether windows are being counted.
fn is_awaited(page: &Page, report: &Report) -> bool {
    page.state.completing && report.incomplete.contains(&ReportPart::Windows)
}

/// Saves the cells of the heat map.
fn save_cells(report: &SharedReport, actions: &Actions) -> Html {
    let report = report.clone();
    let onclick = actions.on(move |actions, _: MouseEvent| {
        actions.save_text(&(chart_name(&report, "windows", "effects") + ".csv"), "text/csv", Ok(windows_csv(&report)));
    });
    html! { <span class="save-chart"><button data-testid="save-windows-csv" title="Save figures as CSV" aria-label="Save figures as CSV" {onclick}>{ "CSV" }</button></span> }
}

/// The choice of the windows.
fn windowing(settings: &Settings, actions: &Actions) -> Html {
    let options = Windowing::ALL.map(|(name, windowing)| {
        let words = match windowing {
            Windowing::Auto => "Chosen to fit",
            Windowing::Rows => "equally many rows",
            _ => name,
        };
        (windowing, words.to_owned())
    });
    let on_choice = actions.on_setting(|settings, windowing: Windowing| settings.window = windowing);
    select(&SelectProps { label: "Windows", id: "window", options: &options, chosen: &settings.window, on_choice })
}

/// What was found: the sentence, or a line for each group of columns that changed together.
fn dates(report: &SharedReport, since: &Since, actions: &Actions) -> Html {
    if since.groups.is_empty() {
        return html! { <p data-testid="since">{ &since.sentence }</p> };
    }
    let line = |found: &SinceGroup| {
        let names = found.columns.iter().take(NAMED).map(|name| column_button(report, name, actions));
        let more = found.columns.len().saturating_sub(NAMED);
        html! {
            <li>
                <b>{ group(found) }</b>
                if found.columns.len() > 1 { <span class="when-columns">{ for names }</span> }
                if more > 0 { <span class="dim">{ format!("and {more} more") }</span> }
            </li>
        }
    };
    html! {
        <>
            <ul class="when-groups" data-testid="since">{ for since.groups.iter().map(line) }</ul>
            if let Some(undated) = undated(since) {
                <p class="dim">{ format!("{undated}: {UNDATED}") }</p>
            }
        </>
    }
}

/// A column's name, which opens it.
fn column_button(report: &SharedReport, name: &str, actions: &Actions) -> Html {
    let place = report.columns.iter().position(|column| column.name == name);
    let onclick = actions.on(move |actions, _: MouseEvent| {
        if let Some(place) = place {
            actions.show(Action::WentTo(place));
        }
    });
    html! { <button class="link" {onclick}>{ name }</button> }
}

/// What the shades mean.
fn legend(windows: &Windows) -> Html {
    let swatch = |(class, from): (&'static str, f64)| {
        html! { <span><i class={classes!("swatch", class)} aria-hidden="true"></i>{ from }</span> }
    };
    let is_partial = windows.reference.iter().chain(&windows.production).any(|window| window.partial);
    html! {
        <p class="dim when-legend">
            <span>{ "Effect of a window against the reference, at least:" }</span>
            { for SHADES.into_iter().zip(HEAT).map(swatch) }
            <span><i class="swatch heat-few" aria-hidden="true"></i>{ "fewer than 10 rows" }</span>
            <span><i class="swatch heat-date" aria-hidden="true"></i>{ "date of the change and its 95 % interval" }</span>
            <span>{ "Cells are not tested: a few of many are dark by chance." }</span>
            if is_partial { <span>{ "Windows that the data cover only in part are not used for dates." }</span> }
        </p>
    }
}
