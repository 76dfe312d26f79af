//! Splitting one log into reference and production.

use driftscope_report::Split;

use super::Actions;

impl Actions {
    /// Asks what the only log can be split by.
    pub(crate) fn offer_split(&self) {
        self.latest().only_side().into_iter().for_each(|side| self.0.client.with(|session| session.offer_split(side)));
    }

    /// Counts the rows of both parts of a split.
    pub(crate) fn count_split(&self, by: Split) {
        if let Some(side) = self.latest().only_side() {
            self.0.client.with(|session| session.count_split(side, by));
        }
    }

    /// Splits the only log, or the log that was split before in another place.
    pub(crate) fn split(&self, by: Split) {
        match self.latest().only_side() {
            Some(side) => self.0.client.with(|session| session.split(side, by)),
            None => self.0.client.with(|session| session.split_again(by)),
        }
    }
}
