//! The heat map: a row for each column, a cell for each window, file or version, read by mouse and by keys.

use driftscope_charts::Theme;
use driftscope_charts::heat_map::{self, Dated, Layout, Row, change, dated, row, rows};
use driftscope_present::names::{Measure, apart};
use driftscope_present::windows::{date, span};
use driftscope_present::{chart_name, numbers, windows_csv};
use driftscope_report::{ColumnReport, ColumnWindows, Report, Window, Windows};
use yew::prelude::*;

use crate::actions::Actions;
use crate::browser::share_of_width;
use crate::controls::saved_picture::{SavedPicture, save_buttons};
use crate::state::{Action, SharedReport};

/// The classes of the shades, from the weakest effect on.
pub(crate) const SHADES: [&str; 4] = ["heat-1", "heat-2", "heat-3", "heat-4"];

/// Files and versions that have their names below, and the letters of all of them.
const NAMED: usize = 16;
const LETTERS: usize = 110;

/// Rows that are shown before a person asks for all.
const ROWS: usize = 20;

#[derive(Properties, PartialEq)]
pub(crate) struct HeatMapProps {
    pub report: SharedReport,
    /// Pictures are saved as the page looks.
    pub dark: bool,
    pub actions: Actions,
}

/// A cell: the row among those shown, and the window of both sides counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct At {
    row: usize,
    window: usize,
}

#[component]
pub(crate) fn HeatMap(props: &HeatMapProps) -> Html {
    let at = use_state_eq(|| None::<At>);
    let all = use_state_eq(|| false);
    let report = &props.report;
    let Some(windows) = &report.windows else { return html! {} };
    let layout = Layout::of(windows);
    let mut columns: Vec<usize> = driftscope_present::order(report);
    columns.retain(|&place| report.columns.get(place).is_some_and(|column| column.windows.is_some()));
    let hidden = columns.len().saturating_sub(ROWS);
    if !*all {
        columns.truncate(ROWS);
    }
    let onkeydown = {
        let (at, count) = (at.clone(), columns.len());
        Callback::from(move |event: KeyboardEvent| {
            let now = at.unwrap_or(At { row: 0, window: 0 });
            let moved = |row: usize, window: usize| At {
                row: row.min(count.saturating_sub(1)),
                window: window.min(layout.count().saturating_sub(1)),
            };
            let next = match event.key().as_str() {
                "ArrowLeft" => moved(now.row, now.window.saturating_sub(1)),
                "ArrowRight" => moved(now.row, now.window + 1),
                "ArrowUp" => moved(now.row.saturating_sub(1), now.window),
                "ArrowDown" => moved(now.row + 1, now.window),
                "Home" => moved(now.row, 0),
                "End" => moved(now.row, layout.count()),
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            at.set(Some(next));
        })
    };
    let words = at.and_then(|at| cell_words(report, windows, *columns.get(at.row)?, at.window, layout));
    let row_of = |(shown, &place): (usize, &usize)| {
        let (cursor, select) = (at.filter(|at| at.row == shown).map(|at| at.window), at.clone());
        let on_window = Callback::from(move |window| select.set(Some(At { row: shown, window })));
        html! { <HeatRow key={place} report={report.clone()} {place} {cursor} {on_window} actions={props.actions.clone()} /> }
    };
    html! {
        <>
            <p class="when-value" data-testid="heat-value" aria-live="polite">
                { words.unwrap_or_else(|| "Point at a cell to read it, or move with the arrow keys".to_owned()) }
            </p>
            <div class="heat-map" data-testid="heat-map" role="group" tabindex="0" {onkeydown}
                aria-label={format!("Effect of {} columns in {} {}s; arrow keys move from cell to cell", columns.len(), layout.count(), windows.unit.noun())}>
                { volume(windows, layout) }
                { for columns.iter().enumerate().map(row_of) }
                { axis(windows, layout) }
            </div>
            { saves(props, &columns) }
            if hidden > 0 {
                <button class="more" onclick={let all = all.clone(); move |_| all.set(!*all)}>
                    { if *all { "Show fewer".to_owned() } else { format!("Show {} more", numbers::counted(hidden as u64, "column", "columns")) } }
                </button>
            }
        </>
    }
}

/// Saves or copies what is shown, or the figures of all columns.
fn saves(props: &HeatMapProps, columns: &[usize]) -> Html {
    let on_form = |form: &'static str| {
        let (report, columns, dark) = (props.report.clone(), columns.to_vec(), props.dark);
        props.actions.on(move |actions, _: MouseEvent| {
            let picture = SavedPicture {
                name: chart_name(&report, "windows", "effects"),
                title: report.since.as_ref().map(|since| since.sentence.clone()).unwrap_or_default(),
                size: [heat_map::WIDTH, heat_map::height(columns.len())],
                theme: if dark { Theme::dark() } else { Theme::light() },
            };
            picture.save(form, actions, || windows_csv(&report), &|sheet| heat_map::draw(sheet, &report, &columns));
        })
    };
    save_buttons("windows", "heat map", on_form)
}

/// What a cell holds, in words.
fn cell_words(report: &Report, windows: &Windows, place: usize, window: usize, layout: Layout) -> Option<String> {
    let column = report.columns.get(place)?;
    let counts = column.windows.as_ref()?;
    let (side, number) = layout.place(window);
    let (of_side, counts) =
        if side == 0 { (&windows.reference, &counts.reference) } else { (&windows.production, &counts.production) };
    let shown = of_side.get(number)?;
    let effect = match counts.effect.get(number).copied().flatten() {
        Some(effect) => format!("effect {}", numbers::effect(effect)),
        None if shown.has_counts() => "nothing to compare with".to_owned(),
        None => "too few rows".to_owned(),
    };
    let partial = if shown.partial { ", only partly covered" } else { "" };
    let side = if side == 0 { "reference" } else { "production" };
    let rows = numbers::counted(shown.rows, "row", "rows");
    Some(format!("{}, {} ({side}): {effect}, {rows}{partial}", column.name, date(&shown.start)))
}

#[derive(Properties, PartialEq)]
struct HeatRowProps {
    report: SharedReport,
    place: usize,
    /// The window that is read.
    cursor: Option<usize>,
    on_window: Callback<usize>,
    actions: Actions,
}

#[component]
fn HeatRow(props: &HeatRowProps) -> Html {
    let picture = use_node_ref();
    let found = props.report.columns.get(props.place).and_then(|column| Some((column, column.windows.as_ref()?)));
    let (Some((column, counts)), Some(windows)) = (found, &props.report.windows) else { return html! {} };
    let layout = Layout::of(windows);
    let place = props.place;
    let open = props.actions.on(move |actions, _: MouseEvent| actions.show(Action::WentTo(place)));
    let onmousemove = {
        let (on_window, picture) = (props.on_window.clone(), picture.clone());
        Callback::from(move |event: MouseEvent| {
            let share = share_of_width(&picture, event.client_x());
            share.and_then(|share| layout.window_at(share)).into_iter().for_each(|window| on_window.emit(window));
        })
    };
    html! {
        <div class={classes!("heat-row", column.drift.drifted.then_some("drifted"))}>
            <button class="heat-name" tabindex="-1" title={column.name.clone()} dir="auto" onclick={open}>{ &column.name }</button>
            <svg ref={picture} class="heat-cells" viewBox={format!("0 0 {} 1", layout.width())} preserveAspectRatio="none" aria-hidden="true" {onmousemove}>
                { cells(column, counts, &props.report, layout) }
                if let Some(window) = props.cursor {
                    <path class="heat-cursor" d={format!("M{} 0h1v1h-1z", layout.left(window))} />
                }
            </svg>
        </div>
    }
}

/// The cells of a column, and the date of its change.
fn cells(column: &ColumnReport, counts: &ColumnWindows, report: &Report, layout: Layout) -> Html {
    let Row { shades, few } = row(counts, layout);
    let drawn = dated(column, report).map(|Dated { start, interval }| {
        let [low, high] = interval.unwrap_or([start; 2]);
        let (foot, line) = change(low, start, high, layout);
        (interval.map(|_| foot).unwrap_or_default(), line)
    });
    html! {
        <>
            <>{ for SHADES.into_iter().zip(shades).map(|(class, d)| html! { <path {class} {d} /> }) }</>
            <path class="heat-few" d={few} />
            if let Some((interval, date)) = drawn {
                <path class="heat-interval" d={interval} /><path class="heat-date" d={date} />
            }
        </>
    }
}

/// The rows of each window, above the cells.
fn volume(windows: &Windows, layout: Layout) -> Html {
    let Some([reference, production]) = rows(windows, layout) else { return html! {} };
    html! {
        <div class="heat-row heat-volume">
            <span class="heat-name dim">{ "Rows" }</span>
            <svg class="heat-cells" viewBox={format!("0 0 {} 1", layout.width())} preserveAspectRatio="none" aria-hidden="true">
                <path class="heat-reference" d={reference} /><path class="heat-production" d={production} />
            </svg>
        </div>
    }
}

/// The names of files or versions, below their cells.
fn labels(windows: &Windows, layout: Layout) -> Html {
    let all: Vec<&Window> = windows.reference.iter().chain(&windows.production).collect();
    let names: Vec<String> = all.iter().map(|window| date(&window.start)).collect();
    let room = LETTERS / all.len().max(1);
    let label = |(place, name): (usize, String)| {
        let class = ["heat-reference", "heat-production"][layout.place(place).0];
        let [x, width] = [layout.left(place), 1.0].map(|units| format!("{:.2}%", 100.0 * units / layout.width()));
        // A picture of its own cuts what is too long.
        html! { <svg {x} {width}><text {class} x="2" y="13">{ name }</text></svg> }
    };
    html! { <>{ for apart(&names, room, Measure::CHARACTERS).into_iter().enumerate().map(label) }</> }
}

/// The first and the last window of each side, below the cells; of a few files or versions all names.
fn axis(windows: &Windows, layout: Layout) -> Html {
    html! {
        <div class="heat-row heat-axis">
            <span class="heat-name"></span>
            <svg class="heat-cells" aria-hidden="true">
                if !windows.unit.is_of_time() && layout.count() <= NAMED {
                    { labels(windows, layout) }
                } else {
                    <text class="heat-reference" x="0" y="13">{ span(&windows.reference) }</text>
                    <text class="heat-production" x="100%" y="28" text-anchor="end">{ span(&windows.production) }</text>
                }
            </svg>
        </div>
    }
}
