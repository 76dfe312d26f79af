//! The heat map as one picture, with its names, dates and legend: for documents and slides.

use driftscope_present::numbers::name;
use driftscope_present::windows::{HEAT, span};
use driftscope_report::{ColumnReport, ColumnWindows, Report, Window, Windows};
use plotters_backend::DrawingBackend;

use super::{Cell, Dated, Layout, dated};
use crate::Colour;
use crate::sheet::{Anchor, Drawn, LABEL, Lettering, Region, Sheet};

/// The width of the picture in CSS pixels.
pub const WIDTH: u32 = 1100;

const MARGIN: f64 = 16.0;
/// The width of names, and what is between them and the cells.
const NAMES: f64 = 190.0;
/// Letters of a line, and of a name.
const LINE: usize = 150;
const NAME: usize = 26;
/// Two lines of text above everything, the bars of rows, a row of cells with the gap below it, the dates, and the legend.
const HEAD: f64 = 52.0;
const VOLUME: f64 = 36.0;
const ROW: f64 = 20.0;
const AXIS: f64 = 26.0;
const FOOT: f64 = 24.0;

/// The height of the picture of this many columns, in CSS pixels.
pub fn height(columns: usize) -> u32 {
    (2.0 * MARGIN + HEAD + VOLUME + 4.0 + columns as f64 * ROW + AXIS + FOOT) as u32
}

/// Draws these columns of a report, by their places in it. Nothing where the report has no windows.
pub fn draw<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, report: &Report, columns: &[usize]) -> Drawn<DB> {
    let Some(windows) = &report.windows else { return Ok(()) };
    let (theme, layout) = (sheet.theme(), Layout::of(windows));
    let cells = Region { left: MARGIN + NAMES, right: sheet.width - MARGIN, top: MARGIN + HEAD, bottom: sheet.height };
    let found = report.since.as_ref().map_or("", |since| &since.sentence);
    let title = Lettering { size: 14.0, bold: true };
    sheet.text(&name(found, LINE), (MARGIN, MARGIN + 8.0), Anchor::Start, title, theme.ink)?;
    sheet.text(&name(&windows.sentence, LINE), (MARGIN, MARGIN + 30.0), Anchor::Start, LABEL, theme.dim)?;
    volume(sheet, windows, layout, cells)?;
    let shown = columns.iter().filter_map(|place| {
        let column = report.columns.get(*place)?;
        Some((column, column.windows.as_ref()?))
    });
    let mut top = cells.top + VOLUME + 4.0;
    for (column, counts) in shown {
        let region = Region { top, bottom: top + ROW - 2.0, ..cells };
        row(sheet, (column, counts), layout, region)?;
        if let Some(dated) = dated(column, report) {
            change(sheet, dated, layout, region)?;
        }
        top += ROW;
    }
    let below = top + AXIS / 2.0 - 2.0;
    sheet.text(&span(&windows.reference), (cells.left, below), Anchor::Start, LABEL, theme.reference)?;
    sheet.text(&span(&windows.production), (cells.right, below), Anchor::End, LABEL, theme.production)?;
    legend(sheet, top + AXIS + FOOT / 2.0)
}

/// The left and the right edge of a window of both sides counted together.
fn edges(window: usize, layout: Layout, cells: Region) -> [f64; 2] {
    let left = layout.left(window);
    [left, left + 1.0].map(|unit| cells.left + unit * cells.width() / layout.width())
}

/// The rows of each window, as bars.
fn volume<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, windows: &Windows, layout: Layout, cells: Region) -> Drawn<DB> {
    let theme = sheet.theme();
    sheet.text("Rows", (MARGIN, cells.top + VOLUME / 2.0), Anchor::Start, LABEL, theme.dim)?;
    let all: Vec<&Window> = windows.reference.iter().chain(&windows.production).collect();
    let most = all.iter().map(|window| window.rows).max().unwrap_or(0).max(1) as f64;
    for (place, window) in all.into_iter().enumerate() {
        let [left, right] = edges(place, layout, cells);
        let bottom = cells.top + VOLUME;
        let bar = Region {
            left,
            right: (right - 1.0).max(left + 1.0),
            top: bottom - VOLUME * window.rows as f64 / most,
            bottom,
        };
        sheet.rectangle(bar, [theme.reference, theme.production][layout.place(place).0])?;
    }
    Ok(())
}

/// The name of a column and its cells.
fn row<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    (column, counts): (&ColumnReport, &ColumnWindows),
    layout: Layout,
    region: Region,
) -> Drawn<DB> {
    let theme = sheet.theme();
    let middle = (region.top + region.bottom) / 2.0;
    let lettering = Lettering { bold: column.drift.drifted, ..LABEL };
    sheet.text(&name(&column.name, NAME), (MARGIN, middle), Anchor::Start, lettering, theme.ink)?;
    sheet.rectangle(region, theme.hair)?;
    for (window, cell) in super::cells(counts, layout) {
        let [left, right] = edges(window, layout, region);
        match cell {
            Cell::Few => {
                sheet.rectangle(Region { left, right, top: middle - 1.0, bottom: middle + 1.0 }, theme.faint)?
            }
            Cell::Shade(shade) => sheet.rectangle(Region { left, right, ..region }, shades(sheet)[shade])?,
        }
    }
    Ok(())
}

/// The interval of a change at the foot of production's cells, and its date as a line.
fn change<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, dated: Dated, layout: Layout, region: Region) -> Drawn<DB> {
    let at = |window: usize| edges(layout.reference + window.min(layout.production.saturating_sub(1)), layout, region);
    if let Some([low, high]) = dated.interval {
        let foot = Region { left: at(low)[0], right: at(high)[1], top: region.bottom - 4.0, ..region };
        sheet.rectangle(foot, sheet.theme().dim)?;
    }
    sheet.vertical(at(dated.start)[0], region.top, region.bottom, 3.0, sheet.theme().ink)
}

fn shades<DB: DrawingBackend>(sheet: &Sheet<'_, DB>) -> [Colour; HEAT.len()] {
    let theme = sheet.theme();
    [theme.heat_1, theme.heat_2, theme.heat_3, theme.heat_4]
}

fn legend<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, middle: f64) -> Drawn<DB> {
    let theme = sheet.theme();
    let mut left = MARGIN;
    let words = |text: &str, left: &mut f64| {
        sheet.text(text, (*left, middle), Anchor::Start, LABEL, theme.dim)?;
        *left += sheet.text_width(text, LABEL)? + 14.0;
        Ok(())
    };
    words("Effect of a window against the reference, at least:", &mut left)?;
    for (limit, shade) in HEAT.into_iter().zip(shades(sheet)) {
        sheet.rectangle(Region { left, right: left + 16.0, top: middle - 6.0, bottom: middle + 6.0 }, shade)?;
        left += 22.0;
        words(&limit.to_string(), &mut left)?;
    }
    sheet.rectangle(Region { left, right: left + 3.0, top: middle - 7.0, bottom: middle + 7.0 }, theme.ink)?;
    left += 9.0;
    words("date of the change and its 95 % interval", &mut left)
}
