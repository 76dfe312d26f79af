//! Draws both sides of a category or boolean column as pairs of bars, in the report's order.
//!
//! Lengths are shares of each side's own values, written at the end of each bar, so no axis is needed. The reference
//! is filled, production an outline. New and vanished categories are marked by the word. Rows that have no room are
//! counted together in the last one.

pub(crate) mod rows;

use driftscope_present::numbers;
use driftscope_report::{BarValues, Categories};
use plotters_backend::DrawingBackend;

use crate::ChartBar;
use crate::sheet::{Anchor, Drawn, Failure, LABEL, Lettering, Region, Sheet, TICK};
use crate::{empty, marks, text};
use rows::{Change, Row};

/// Height of a row that has room.
const ROW: f64 = 36.0;

/// Below this height the two shares of a row are written in one line.
const TIGHT: f64 = 30.0;

/// The lowest row.
const LOWEST: f64 = 17.0;

/// Above the first row and below the last.
const MARGIN: f64 = 4.0;

/// Between a bar and the words beside it.
const BESIDE: f64 = 7.0;

/// The largest share of the width that labels get.
const LABELS: f64 = 0.36;

/// A word that says what became of a category.
const WORD: Lettering = Lettering { bold: true, ..TICK };

/// The height, in CSS pixels, at which every category of the report has a comfortable row.
pub fn height_for(categories: &Categories) -> u32 {
    (rows::count(categories).clamp(1, 200) as f64 * ROW + 2.0 * MARGIN) as u32
}

/// Draws the bars over the whole sheet.
pub fn draw<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, categories: &Categories) -> Drawn<DB> {
    let room = sheet.height - 2.0 * MARGIN;
    if sheet.width < 96.0 || room < LOWEST {
        return Ok(());
    }
    let rows = rows::choose(categories, (room / LOWEST) as usize);
    if rows.is_empty() {
        return empty::draw(sheet, "No values on either side");
    }
    let height = (room / rows.len() as f64).min(ROW + 8.0);
    let layout = Layout::new(sheet, &rows, height)?;
    sheet.vertical(layout.left, MARGIN, MARGIN + height * rows.len() as f64, 1.0, sheet.theme().faint)?;
    for (place, row) in rows.iter().enumerate() {
        let middle = MARGIN + height * (place as f64 + 0.5);
        layout.draw_label(sheet, row, middle)?;
        if rows::overshadows(&rows, row) {
            layout.draw_figures(sheet, row, middle)?;
        } else {
            layout.draw_bars(sheet, row, middle)?;
        }
    }
    Ok(())
}

/// The bars that [`draw`] draws on a sheet of this size, from top to bottom: a row for each category.
pub fn bars<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, categories: &Categories) -> Vec<ChartBar> {
    let (width, height) = (sheet.width, sheet.height);
    let room = height - 2.0 * MARGIN;
    if width < 96.0 || room < LOWEST {
        return Vec::new();
    }
    let rows = rows::choose(categories, (room / LOWEST) as usize);
    let height = (room / rows.len().max(1) as f64).min(ROW + 8.0);
    let bar = |(line, row): (usize, &Row)| {
        Some(ChartBar {
            left: 0.0,
            top: MARGIN + height * line as f64,
            width,
            height,
            values: BarValues::Label(categories.labels.get(row.place?)?.clone()),
            reference: row.reference,
            production: row.production,
        })
    };
    rows.iter().enumerate().filter_map(bar).collect()
}

/// Where everything goes, in CSS pixels.
struct Layout {
    /// Where the bars begin.
    left: f64,
    /// How long a bar of share 1 would be.
    scale: f64,
    /// Height of one bar.
    bar: f64,
    /// Both shares of a row stand in one line.
    tight: bool,
}

impl Layout {
    fn new<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, rows: &[Row], height: f64) -> Result<Self, Failure<DB>> {
        let tight = height < TIGHT;
        let mut labels = 0.0_f64;
        for row in rows {
            labels = labels.max(sheet.text_width(&row.label, LABEL)?);
        }
        let left = (labels.min(sheet.width * LABELS) + BESIDE + 3.0).round();
        // As long as every bar leaves room for the words at its end.
        let mut scale = f64::INFINITY;
        for row in rows.iter().filter(|row| !rows::overshadows(rows, row)) {
            for (share, words) in words_beside(sheet, row, tight)? {
                let room = sheet.width - left - words - BESIDE - 4.0;
                scale = scale.min(room.max(8.0) / share.max(1e-9));
            }
        }
        Ok(Self { left, scale, bar: ((height - 10.0) / 2.0).clamp(4.0, 14.0).floor(), tight })
    }

    fn draw_label<DB: DrawingBackend>(&self, sheet: &Sheet<'_, DB>, row: &Row, middle: f64) -> Drawn<DB> {
        // A backend that cannot measure a text is not asked to shorten it either.
        let measure = |text: &str| sheet.text_width(text, LABEL).unwrap_or(0.0);
        let label = text::elide(&row.label, self.left - BESIDE - 2.0, measure);
        let colour = if row.change == Change::Several { sheet.theme().dim } else { sheet.theme().ink };
        sheet.text(&label, (self.left - BESIDE, middle), Anchor::End, LABEL, colour)
    }

    /// The shares alone, where bars would be longer than all others.
    fn draw_figures<DB: DrawingBackend>(&self, sheet: &Sheet<'_, DB>, row: &Row, middle: f64) -> Drawn<DB> {
        let text = numbers::percent_change(row.reference, row.production);
        sheet.text(&text, (self.left + BESIDE, middle.round()), Anchor::Start, TICK, sheet.theme().dim)
    }

    fn draw_bars<DB: DrawingBackend>(&self, sheet: &Sheet<'_, DB>, row: &Row, middle: f64) -> Drawn<DB> {
        let theme = sheet.theme();
        let middle = middle.round();
        let region = |share: f64, top: f64| Region {
            left: self.left + 1.0,
            right: self.left + 1.0 + (share * self.scale).max(1.0),
            top,
            bottom: top + self.bar,
        };
        let (above, below) = (region(row.reference, middle - self.bar - 1.0), region(row.production, middle + 1.0));
        if row.reference > 0.0 {
            marks::reference_bar(sheet, above)?;
        }
        if row.production > 0.0 {
            marks::production_bar(sheet, below)?;
        }
        let end = |bar: Region, share: f64| if share > 0.0 { bar.right + BESIDE } else { self.left + BESIDE };
        let (ends, word_place) = (end(above, row.reference), end(below, row.production));
        if self.tight {
            let text = numbers::percent_change(row.reference, row.production);
            let start = ends.max(word_place);
            sheet.text(&text, (start, middle), Anchor::Start, TICK, theme.dim)?;
            return draw_word(sheet, row, (start + sheet.text_width(&text, TICK)? + BESIDE, middle));
        }
        let lines = [above, below].map(|bar| (bar.top + bar.bottom) / 2.0);
        let shares = [numbers::percent(row.reference), numbers::percent(row.production)];
        sheet.text(&shares[0], (ends, lines[0]), Anchor::Start, TICK, theme.dim)?;
        sheet.text(&shares[1], (word_place, lines[1]), Anchor::Start, TICK, theme.ink)?;
        draw_word(sheet, row, (word_place + sheet.text_width(&shares[1], TICK)? + BESIDE, lines[1]))
    }
}

fn word(row: &Row) -> Option<&'static str> {
    match row.change {
        Change::New => Some("new"),
        Change::Vanished => Some("vanished"),
        Change::None | Change::Several => None,
    }
}

fn draw_word<DB: DrawingBackend>(sheet: &Sheet<'_, DB>, row: &Row, place: (f64, f64)) -> Drawn<DB> {
    match word(row) {
        Some(word) => sheet.text(word, place, Anchor::Start, WORD, sheet.theme().ink),
        None => Ok(()),
    }
}

/// The share of each bar, and the width of what is written at its end.
fn words_beside<DB: DrawingBackend>(
    sheet: &Sheet<'_, DB>,
    row: &Row,
    tight: bool,
) -> Result<[(f64, f64); 2], Failure<DB>> {
    let word = match word(row) {
        // Bold words are wider, and not every backend measures them so.
        Some(word) => sheet.text_width(word, WORD)? * 1.1 + BESIDE,
        None => 0.0,
    };
    if tight {
        let both = sheet.text_width(&numbers::percent_change(row.reference, row.production), TICK)? + word;
        return Ok([(row.reference, both), (row.production, both)]);
    }
    let width = |share: f64| sheet.text_width(&numbers::percent(share), TICK);
    Ok([(row.reference, width(row.reference)?), (row.production, width(row.production)? + word)])
}
