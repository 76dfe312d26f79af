//! The browser's list of entries, as the page has made them: one for each step of the history.
//!
//! The browser moves among its entries in its own time. A step taken in the meantime waits for its entry, and what the browser then
//! reports is not taken for a person's Back.

use super::History;

/// What the browser is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// Add an entry after the one of now, for the step with this number.
    Add(u32),
    /// Make the entry of now that of this step.
    Replace(u32),
    /// Go this many entries on, or back.
    Go(i32),
}

/// The entries by the numbers of their steps, and where among them the browser is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BrowserHistory {
    entries: Vec<u32>,
    /// Where it is, or will be once it has gone where it was sent.
    at: usize,
    /// The steps to whose entries the browser was sent and is not yet, in order.
    awaited: Vec<u32>,
    /// Entries cannot be made here.
    is_refused: bool,
}

impl BrowserHistory {
    /// What brings the browser to the step of now, in order. After going somewhere there may be more to do once it is there: entries are
    /// made where the browser is.
    pub fn follow(&mut self, history: &History) -> Vec<Move> {
        if self.is_refused {
            return Vec::new();
        }
        let taken = &history.steps()[..=history.at()];
        let place_of = |serial: u32| self.entries.iter().rposition(|entry| *entry == serial);
        let newest = taken.iter().enumerate().rev().find_map(|(step, taken)| Some((step, place_of(taken.serial)?)));
        let (step, place) = match newest {
            Some(known) => known,
            // The entry that the page was opened with.
            None if self.entries.is_empty() => {
                self.entries.push(taken[0].serial);
                (0, 0)
            }
            None if !self.awaited.is_empty() => return Vec::new(),
            // Other files were opened: nothing leads back to the steps before.
            None => {
                self.entries.drain(..self.at);
                self.at = 0;
                let added = self.add(taken.iter().map(|step| step.serial));
                self.entries.remove(0);
                self.at -= 1;
                return added;
            }
        };
        if place != self.at {
            self.awaited.push(taken[step].serial);
            let by = place as i32 - self.at as i32;
            self.at = place;
            return vec![Move::Go(by)];
        }
        if !self.awaited.is_empty() {
            return Vec::new();
        }
        if step + 1 < taken.len() {
            return self.add(taken[step + 1..].iter().map(|step| step.serial));
        }
        vec![Move::Replace(taken[step].serial)]
    }

    fn add(&mut self, serials: impl Iterator<Item = u32>) -> Vec<Move> {
        self.entries.truncate(self.at + 1);
        self.entries.extend(serials);
        let added = self.entries[self.at + 1..].iter().copied().map(Move::Add).collect();
        self.at = self.entries.len() - 1;
        added
    }

    /// The browser is at another entry, that of the step with this number. Returns whether a person led it there.
    pub fn arrived(&mut self, serial: Option<u32>, history: &History) -> bool {
        // Of two ways one after the other, some browsers tell of the last alone.
        if let Some(place) = self.awaited.iter().position(|awaited| serial == Some(*awaited)) {
            self.awaited.drain(..=place);
            return false;
        }
        self.awaited.clear();
        let serial = serial.filter(|serial| history.place(*serial).is_some());
        match serial.and_then(|serial| self.entries.iter().rposition(|entry| *entry == serial)) {
            Some(place) => self.at = place,
            // An address that was typed, or that of a step about other files: its entry becomes that of now.
            None => {
                self.entries = serial.or_else(|| self.entries.get(self.at).copied()).into_iter().collect();
                self.at = 0;
            }
        }
        true
    }

    /// The browser had time to get to the entry of `sent`. Returns whether it is not there, but at that of another step: it drops old
    /// entries.
    pub fn stayed(&mut self, sent: u32, serial: Option<u32>) -> bool {
        if !self.awaited.contains(&sent) {
            return false;
        }
        self.awaited.clear();
        if let Some(place) = serial.and_then(|serial| self.entries.iter().rposition(|entry| *entry == serial)) {
            self.entries.drain(..place);
            self.at = 0;
        }
        true
    }

    /// The step to whose entry the browser was sent last, if it is not there yet.
    pub fn sent(&self) -> Option<u32> {
        self.awaited.last().copied()
    }

    /// The browser makes no entries here: a page within another has no address of its own.
    pub fn refuse(&mut self) {
        self.is_refused = true;
    }
}

#[cfg(test)]
mod tests;
