//! One cell of the table: something that knows how wide it is and can be drawn narrower.

use super::effect_bar::EffectBar;
use super::paper::{Paper, Style};
use crate::text;

/// One cell.
#[derive(Clone, Debug)]
pub(crate) enum Cell {
    /// A text whose end is kept when it is shortened: in `Friday 16 %` the day gives way to the number.
    Text { head: String, tail: String, style: Style },
    /// An effect, drawn.
    Bar(EffectBar),
}

impl Cell {
    /// A text in the usual style.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::styled(text, Style::Plain)
    }

    /// A text in a style.
    pub(crate) fn styled(text: impl Into<String>, style: Style) -> Self {
        Self::Text { head: text.into(), tail: String::new(), style }
    }

    /// The text before its tail.
    pub(crate) fn head(&self) -> String {
        match self {
            Self::Text { head, .. } => head.clone(),
            Self::Bar(_) => String::new(),
        }
    }

    /// Puts another text before its tail.
    pub(crate) fn set_head(&mut self, text: String) {
        if let Self::Text { head, .. } = self {
            *head = text;
        }
    }

    /// The width it would like to have.
    pub(crate) fn width(&self) -> usize {
        match self {
            Self::Text { head, tail, .. } => text::width(head) + text::width(tail),
            Self::Bar(_) => EffectBar::WIDTH,
        }
    }

    /// The cell in exactly `room` places.
    pub(crate) fn drawn(&self, room: usize, to_the_right: bool, paper: Paper) -> String {
        match self {
            Self::Bar(bar) => bar.drawn(room, paper),
            Self::Text { head, tail, style } => {
                let tail = text::shortened(tail, room);
                let text = text::shortened(head, room - text::width(&tail)) + &tail;
                let rest = " ".repeat(room.saturating_sub(text::width(&text)));
                let styled = paper.styled(&text, *style);
                if to_the_right { rest + &styled } else { styled + &rest }
            }
        }
    }
}
