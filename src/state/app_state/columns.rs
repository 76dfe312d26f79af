//! The way from one column to another.

use driftscope_present::Filter;

use super::AppState;
use crate::state::Tab;

impl AppState {
    /// Opens a column in the table, whatever the filters were.
    pub(super) fn go_to(&mut self, place: usize) {
        if !self.shown().contains(&place) {
            self.question.filter = Filter::All;
            self.question.also = Filter::All;
            self.question.text.clear();
        }
        self.question.tab = Tab::Columns;
        self.question.open = Some(place);
        self.cursor = Some(place);
        self.going = false;
    }

    /// To the next column of those that are shown, or the one before.
    pub(super) fn walk(&mut self, by: isize) {
        let shown = self.shown();
        let Some(last) = shown.len().checked_sub(1) else { return };
        let at = self.cursor.and_then(|cursor| shown.iter().position(|&place| place == cursor));
        let next = match at {
            Some(at) => at.saturating_add_signed(by).min(last),
            None if by > 0 => 0,
            None => last,
        };
        self.cursor = Some(shown[next]);
        if self.question.open.is_some() {
            self.question.open = self.cursor;
        }
    }
}
