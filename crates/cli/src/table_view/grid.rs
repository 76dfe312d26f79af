//! Fits the columns of the table to the width of the paper.
//!
//! What is least missed goes first: long names are shortened, then the kind of a column is left out, then the bar is
//! drawn shorter. Name, effect and verdict always stay.

use super::cell::Cell;
use super::names;
use super::paper::{Paper, Style};

/// A column of the table.
pub(crate) struct GridColumn {
    heading: &'static str,
    to_the_right: bool,
}

const fn left(heading: &'static str) -> GridColumn {
    GridColumn { heading, to_the_right: false }
}

const fn right(heading: &'static str) -> GridColumn {
    GridColumn { heading, to_the_right: true }
}

const NAME: usize = 0;
const KIND: usize = 1;
const REFERENCE: usize = 2;
const PRODUCTION: usize = 3;
const MISSING: usize = 4;
const BAR: usize = 5;
const INTERVAL: usize = 7;
const P_VALUE: usize = 8;

/// The columns of the table.
pub(crate) const COLUMNS: [GridColumn; 10] = [
    left("column"),
    left("kind"),
    right("reference"),
    right("production"),
    right("missing"),
    left("effect"),
    right(""),
    left(""),
    right("p"),
    left("verdict"),
];

/// Places between two columns.
const GAP: usize = 2;

/// How a table that is too wide is made narrower, in this order: a column is shortened down to a width, or, at 0,
/// left out.
const STEPS: [(usize, usize); 14] = [
    (NAME, 36),
    (REFERENCE, 16),
    (PRODUCTION, 16),
    (KIND, 0),
    (NAME, 24),
    (BAR, 8),
    (INTERVAL, 0),
    (REFERENCE, 10),
    (PRODUCTION, 10),
    (NAME, 16),
    (MISSING, 0),
    (P_VALUE, 0),
    (BAR, 0),
    (NAME, 12),
];

/// The rows below a heading. `by_rule` where another rule's score stands in place of the effect.
pub(crate) fn grid(rows: &[Vec<Cell>], by_rule: bool, paper: Paper) -> String {
    let widths = fitted(rows, paper.width);
    let mut heading = COLUMNS.map(|column| Cell::styled(column.heading, Style::Dim));
    if by_rule {
        heading[BAR] = Cell::styled("score", Style::Dim);
    }
    let mut text = line(&heading, &widths, paper);
    let shown = widths.iter().filter(|width| **width > 0).count();
    let whole = widths.iter().sum::<usize>() + GAP * shown.saturating_sub(1);
    text.push_str(&paper.styled(&"─".repeat(whole), Style::Dim));
    text.push('\n');
    let written: Vec<String> = rows.iter().map(|row| row.first().map_or_else(String::new, Cell::head)).collect();
    for (row, name) in rows.iter().zip(names::apart(&written, widths[NAME])) {
        let mut row = row.clone();
        if let Some(cell) = row.first_mut() {
            cell.set_head(name);
        }
        text.push_str(&line(&row, &widths, paper));
    }
    text
}

fn line(cells: &[Cell], widths: &[usize], paper: Paper) -> String {
    let drawn: Vec<_> = cells
        .iter()
        .zip(widths)
        .zip(&COLUMNS)
        .filter(|((_, width), _)| **width > 0)
        .map(|((cell, width), column)| cell.drawn(*width, column.to_the_right, paper))
        .collect();
    drawn.join(&" ".repeat(GAP)).trim_end().to_owned() + "\n"
}

/// The width of every column; 0 where it is left out.
fn fitted(rows: &[Vec<Cell>], room: usize) -> Vec<usize> {
    let mut widths: Vec<usize> = COLUMNS.iter().map(|column| column.heading.chars().count()).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    for (column, least) in STEPS {
        let shown = widths.iter().filter(|width| **width > 0).count();
        let whole = widths.iter().sum::<usize>() + GAP * shown.saturating_sub(1);
        let Some(excess) = whole.checked_sub(room).filter(|excess| *excess > 0) else { break };
        let width = &mut widths[column];
        *width = if least == 0 { 0 } else { (*width).min(least.max(width.saturating_sub(excess))) };
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::super::effect_bar::EffectBar;
    use super::*;
    use crate::text;

    fn rows(name: &str) -> Vec<Vec<Cell>> {
        let bar = EffectBar { effect: 0.1, null_band: 0.01, interval: None, limit: Some(0.05), style: Style::Red };
        let top =
            Cell::Text { head: "a long category indeed".to_owned(), tail: " 16 %".to_owned(), style: Style::Plain };
        vec![vec![
            Cell::text(name),
            Cell::text("date-time"),
            top.clone(),
            top,
            Cell::text("0.04 → 99.99 %"),
            Cell::Bar(bar),
            Cell::text("0.10"),
            Cell::text("(0.08–0.12)"),
            Cell::text("< 1e-16"),
            Cell::text("? too few rows"),
        ]]
    }

    #[test]
    fn every_width_from_60_to_200_is_kept() {
        for name in ["x", &"a.very.long.name".repeat(9), "長さ長さ長さ長さ長さ長さ長さ長さ長さ長さ長さ長さ"]
        {
            for width in 60..=200 {
                let grid = grid(&rows(name), false, Paper { width, colour: false });
                for line in grid.lines() {
                    assert!(text::width(line) <= width, "{width}: {line}");
                }
                assert!(grid.contains("0.10") && grid.contains("? too few rows"), "{width}: {grid}");
            }
        }
    }

    #[test]
    fn a_share_outlives_its_label() {
        let grid = grid(&rows("a.very.long.name.of.a.column"), false, Paper { width: 80, colour: false });
        assert!(grid.contains("a lo… 16 %"), "{grid}");
    }

    #[test]
    fn colours_take_no_room() {
        for width in [80, 120, 200] {
            let [plain, coloured] = [false, true].map(|colour| grid(&rows("x"), false, Paper { width, colour }));
            assert_eq!(console::strip_ansi_codes(&coloured), plain);
            assert_ne!(coloured, plain);
        }
    }
}
