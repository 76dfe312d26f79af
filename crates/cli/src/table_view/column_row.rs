//! One column of the report as a row of the table.

use driftscope_present::{NONE, Size, Tone, Typical, numbers};
use driftscope_report::{ColumnReport, Settings};

use super::cell::Cell;
use super::effect_bar::EffectBar;
use super::paper::Style;
use crate::text::{plain, shortened};

/// Places for the label of a category, however wide the paper.
const LABEL: usize = 24;

/// The cells of a column, in the order of [`super::grid::COLUMNS`].
pub(crate) fn row(column: &ColumnReport, settings: &Settings) -> Vec<Cell> {
    let word = driftscope_present::outcome(column);
    let style = style(word.tone);
    let [reference, production] = driftscope_present::typical(column);
    let [bar, size, interval] = size(column, style);
    vec![
        Cell::styled(plain(&column.name), Style::Bold),
        Cell::styled(column.kind.as_str(), Style::Dim),
        central(reference),
        central(production),
        missing(column, settings),
        bar,
        size,
        interval,
        driftscope_present::p_adjusted(column, settings).map_or_else(|| Cell::styled(NONE, Style::Dim), Cell::text),
        Cell::styled(format!("{} {}", word.sign, word.word.to_lowercase()), style),
    ]
}

/// The bar, the figure and the interval of the effect; of a column that another rule decided, the name, the score and the limit
/// of that rule.
fn size(column: &ColumnReport, style: Style) -> [Cell; 3] {
    match driftscope_present::size(&column.drift) {
        Size::None => [Cell::text(""), Cell::styled(NONE, Style::Dim), Cell::text("")],
        Size::Score { method, figures } => {
            let (score, limit) = match figures {
                Some([score, limit]) => (score, format!("limit {limit}")),
                None => (NONE.to_owned(), String::new()),
            };
            [Cell::styled(method, Style::Dim), Cell::text(score), Cell::styled(limit, Style::Dim)]
        }
        Size::Effect { effect, interval } => {
            let ends = interval.map_or_else(String::new, |[low, high]| format!("({low}–{high})"));
            [bar(column, style), Cell::text(effect), Cell::styled(ends, Style::Dim)]
        }
    }
}

/// What stands for a side, if it has the column.
fn central(typical: Option<Typical>) -> Cell {
    match typical {
        Some(Typical::Number(text) | Typical::Day(text)) => Cell::text(text),
        // `1: 22 %`, lest it be read as one number.
        Some(Typical::Share { label, share }) => {
            Cell::Text { head: shortened(&plain(&label), LABEL), tail: format!(": {share}"), style: Style::Plain }
        }
        Some(Typical::Distinct(distinct)) => Cell::styled(format!("{} distinct", numbers::count(distinct)), Style::Dim),
        None => Cell::styled(NONE, Style::Dim),
    }
}

fn missing(column: &ColumnReport, settings: &Settings) -> Cell {
    let text = driftscope_present::missing(column);
    let style = match driftscope_present::missing_moved(column, settings) {
        _ if text == NONE => Style::Dim,
        true => Style::Bold,
        false => Style::Plain,
    };
    Cell::styled(text, style)
}

fn bar(column: &ColumnReport, style: Style) -> Cell {
    let style = if column.drift.drifted { style } else { Style::Plain };
    Cell::Bar(EffectBar {
        effect: column.drift.effect.unwrap_or_default(),
        null_band: column.drift.null_band.unwrap_or(0.0),
        interval: column.drift.low.zip(column.drift.high).map(<[f64; 2]>::from),
        limit: column.drift.limit(),
        style,
    })
}

/// The colour of a verdict.
fn style(tone: Tone) -> Style {
    match tone {
        Tone::Large | Tone::Moderate => Style::Red,
        Tone::Small | Tone::Added | Tone::Removed => Style::Amber,
        Tone::NoDrift => Style::Green,
        Tone::Known | Tone::Negligible | Tone::Unclear | Tone::Identical | Tone::Untested => Style::Dim,
    }
}
