//! When: since when columns differ, and a heat map of columns by windows of time, files or versions.

mod heat_map;

use driftscope_present::windows::{HEAT, group, undated, why_undated};
use driftscope_present::{among, zone_name};
use driftscope_report::{NotedFinding, Report, ReportPart, Settings, Since, SinceGroup, Windowing, Windows};
use yew::prelude::*;

use self::heat_map::HeatMap;
pub(crate) use self::heat_map::SHADES;
use crate::actions::Actions;
use crate::controls::finding_note::finding_note;
use crate::controls::select::{SelectProps, select};
use crate::controls::zone_field::ZoneField;
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
        (!is_there).then_some(match report.settings.window {
            Windowing::File => "Files need all of their rows: no sample, no split and no period. Choose other windows in the settings.",
            Windowing::Version => "It needs a column with the model’s version. Open it under Columns and set its role to version.",
            _ => "It needs a time in each record, or several files of production. If a column holds a time, open it under Columns and set \
                  its role to time.",
        })
    },
    count: |_| 0,
    draw: |page, report| {
        let found = report.windows.as_ref().zip(report.since.as_ref());
        html! {
            <section class="panel when" id="when" aria-labelledby="when-title">
                <div class="when-head">
                    <h2 id="when-title">{ topic_link(Topic::When, "When") }</h2>
                    if page.can_change() {
                        { windowing(&report.settings, &page.actions) }
                        if has_zone(page, report) {
                            <ZoneField name={AttrValue::from(zone_name(report).to_owned())} actions={page.actions.clone()} />
                        }
                    }
                </div>
                if let Some((windows, since)) = found {
                    { dates(report, windows, since, &page.actions) }
                    { finding_note(NotedFinding::Since, page, report) }
                    if let Some(among) = among::sentence(report) { <p data-testid="among">{ among }</p> }
                    <p class="dim">
                        { &windows.sentence }
                        if !windows.column.is_empty() { { " (" }<code>{ &windows.column }</code>{ ")" } }
                    </p>
                    <HeatMap report={report.clone()} dark={page.dark} actions={page.actions.clone()} />
                    { legend(windows) }
                } else if report.settings.window != Windowing::None {
                    <p class="dim">{ "Counting windows…" }</p>
                } else {
                    <p class="dim">{ "Windows are switched off in the settings." }</p>
                }
            </section>
        }
    },
};

/// Whether windows are being counted.
fn is_awaited(page: &Page, report: &Report) -> bool {
    page.state.completing && report.incomplete.contains(&ReportPart::Windows)
}

/// Whether the windows go by the clock of a zone, which can be chosen: profiles were counted by UTC.
fn has_zone(page: &Page, report: &Report) -> bool {
    report.are_rows() && (report.time_windows().is_some() || report.settings.zone.is_some() || is_awaited(page, report))
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
fn dates(report: &SharedReport, windows: &Windows, since: &Since, actions: &Actions) -> Html {
    let unit = windows.unit;
    if since.groups.is_empty() {
        return html! { <p data-testid="since">{ &since.sentence }</p> };
    }
    let line = |found: &SinceGroup| {
        let names = found.columns.iter().take(NAMED).map(|name| column_button(report, name, actions));
        let more = found.columns.len().saturating_sub(NAMED);
        html! {
            <li>
                <b>{ group(found, unit) }</b>
                if found.columns.len() > 1 { <span class="when-columns">{ for names }</span> }
                if more > 0 { <span class="dim">{ format!("and {more} more") }</span> }
            </li>
        }
    };
    html! {
        <>
            <ul class="when-groups" data-testid="since">{ for since.groups.iter().map(line) }</ul>
            if let Some(undated) = undated(since, unit) {
                <p class="dim">{ format!("{undated}: {}", why_undated(unit)) }</p>
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
    let of_time = windows.unit.is_of_time();
    let is_partial = of_time && windows.reference.iter().chain(&windows.production).any(|window| window.partial);
    html! {
        <p class="dim when-legend">
            <span>{ format!("Effect of a {} against the reference, at least:", windows.unit.noun()) }</span>
            { for SHADES.into_iter().zip(HEAT).map(swatch) }
            <span><i class="swatch heat-few" aria-hidden="true"></i>{ "fewer than 10 rows" }</span>
            <span>
                <i class="swatch heat-date" aria-hidden="true"></i>
                { if of_time { "date of the change and its 95 % interval" } else { "from here on all differ" } }
            </span>
            <span>{ "Cells are not tested: a few of many are dark by chance." }</span>
            if !of_time { <span>{ "Only windows of time can be chosen as a period." }</span> }
            if is_partial { <span>{ "Windows that the data cover only in part are not used for dates." }</span> }
        </p>
    }
}
