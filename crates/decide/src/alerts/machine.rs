//! The states that an alert goes through, window by window.
//!
//! ```text
//! ok ──past──► pending ──past `for` times──► firing ──back──► recovering ──back `keep` times──► ok
//!              pending ──not past──► ok                        recovering ──not back──► firing
//! ```
//!
//! A figure between the bound and where it counts as back changes nothing of a firing alert. A window without a figure changes nothing at
//! all: it is shown as `no_data` while it is the last one, and no alert is resolved by it.

use driftscope_report::{AlertRule, AlertState};

/// What a window says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// The figure is surely past the bound.
    Past,
    /// It is back.
    Back,
    /// It is neither.
    Between,
    /// There is none.
    NoData,
}

/// A time in which an alert fired, by places of windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Episode {
    /// The first window past the bound.
    pub(super) since: usize,
    /// The window in which it was resolved.
    pub(super) until: Option<usize>,
}

/// An alert after some windows.
#[derive(Clone, Debug)]
pub(super) struct Machine {
    for_windows: u32,
    keep: u32,
    /// The state as of the last window that had a figure.
    state: AlertState,
    /// The window from which on that state holds.
    since: Option<usize>,
    /// Windows in a row that are past the bound, or back.
    count: u32,
    /// The first of the last windows without a figure.
    silent: Option<usize>,
    /// When it fired.
    pub(super) episodes: Vec<Episode>,
}

impl Machine {
    /// An alert of which nothing is known. A rule that is looked at once neither waits nor keeps.
    pub(super) fn new(rule: &AlertRule, is_by_window: bool) -> Self {
        let windows = |count: u32| if is_by_window { count.max(1) } else { 1 };
        Self {
            for_windows: windows(rule.for_windows),
            keep: windows(rule.keep),
            state: AlertState::NoData,
            since: None,
            count: 0,
            silent: None,
            episodes: Vec::new(),
        }
    }

    /// Its state, and the window from which on that holds.
    pub(super) fn state(&self) -> (AlertState, Option<usize>) {
        match self.silent {
            Some(silent) => (AlertState::NoData, Some(silent)),
            None => (self.state, self.since),
        }
    }

    /// Whether it fires, or would if there were data.
    pub(super) fn is_firing(&self) -> bool {
        self.state.is_firing()
    }

    /// Goes on by a window.
    pub(super) fn step(&mut self, place: usize, reading: Reading) {
        if reading == Reading::NoData {
            self.silent.get_or_insert(place);
            return;
        }
        self.silent = None;
        if self.is_firing() { self.while_firing(place, reading) } else { self.while_quiet(place, reading) }
    }

    fn while_quiet(&mut self, place: usize, reading: Reading) {
        if reading != Reading::Past {
            // It has been fine from the first window on, or since it was resolved.
            if self.state != AlertState::Ok {
                (self.state, self.since) = (AlertState::Ok, self.episodes.last().and_then(|last| last.until));
            }
            self.count = 0;
            return;
        }
        if self.state != AlertState::Pending {
            (self.state, self.since, self.count) = (AlertState::Pending, Some(place), 0);
        }
        self.count += 1;
        if self.count >= self.for_windows {
            (self.state, self.count) = (AlertState::Firing, 0);
            self.episodes.push(Episode { since: self.since.unwrap_or(place), until: None });
        }
    }

    fn while_firing(&mut self, place: usize, reading: Reading) {
        if reading != Reading::Back {
            (self.state, self.since, self.count) = (AlertState::Firing, self.episodes.last().map(|last| last.since), 0);
            return;
        }
        if self.state != AlertState::Recovering {
            (self.state, self.since, self.count) = (AlertState::Recovering, Some(place), 0);
        }
        self.count += 1;
        if self.count >= self.keep {
            (self.state, self.since, self.count) = (AlertState::Ok, Some(place), 0);
            self.episodes.iter_mut().rev().take(1).for_each(|last| last.until = Some(place));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The states after each window of a course: `!` past, `.` back, `-` between, `?` no data. States: o p F R n.
    fn states(for_windows: u32, keep: u32, course: &str) -> (String, Machine) {
        let mut machine = Machine::new(&AlertRule { for_windows, keep, ..AlertRule::default() }, true);
        let mut found = String::new();
        for (place, letter) in course.chars().enumerate() {
            let reading = match letter {
                '!' => Reading::Past,
                '.' => Reading::Back,
                '-' => Reading::Between,
                _ => Reading::NoData,
            };
            machine.step(place, reading);
            found.push(match machine.state().0 {
                AlertState::Ok => 'o',
                AlertState::Pending => 'p',
                AlertState::Firing => 'F',
                AlertState::Recovering => 'R',
                AlertState::NoData => 'n',
            });
        }
        (found, machine)
    }

    #[test]
    fn an_alert_goes_through_its_states() {
        for (for_windows, keep, course, expected) in [
            // At once, and back at once.
            (1, 1, "..!!..", "ooFFoo"),
            // Two in a row; anything else resets the count.
            (2, 1, "!.!-!!.", "popopFo"),
            (3, 1, "!!!!", "ppFF"),
            // Two that are back; what is between keeps it firing and resets the count.
            (1, 2, "!..", "FRo"),
            (1, 2, "!.!..", "FRFRo"),
            (1, 2, "!.-..", "FRFRo"),
            (1, 3, "!...", "FRRo"),
            // The estimate near the bound is fine until it fires, and not back once it has.
            (1, 1, "--!---.-", "ooFFFFoo"),
            // No data is never fine, and resolves nothing.
            (1, 1, "??", "nn"),
            (1, 1, "!?", "Fn"),
            (1, 1, "!??!.", "FnnFo"),
            (1, 2, "!.?.", "FRno"),
            (2, 1, "!?!", "pnF"),
            (1, 1, ".?.", "ono"),
        ] {
            assert_eq!(states(for_windows, keep, course).0, expected, "{for_windows} {keep} {course}");
        }
    }

    #[test]
    fn since_is_the_first_window_of_what_holds() {
        let since = |for_windows, keep, course: &str| states(for_windows, keep, course).1.state().1;
        assert_eq!(since(3, 1, ".!!!!"), Some(1));
        assert_eq!(since(2, 1, ".!"), Some(1));
        assert_eq!(since(1, 2, ".!.-"), Some(1), "firing again is firing still");
        assert_eq!(since(1, 2, ".!!."), Some(3));
        assert_eq!(since(1, 1, ".!!.."), Some(3));
        assert_eq!(since(1, 1, "...."), None);
        assert_eq!(since(1, 1, ".!??"), Some(2));
    }

    #[test]
    fn times_in_which_it_fired_are_kept() {
        let episodes = states(2, 2, "!!!..!!?").1.episodes;
        let expected = [Episode { since: 0, until: Some(4) }, Episode { since: 5, until: None }];
        assert_eq!(episodes, expected);
    }

    #[test]
    fn what_is_looked_at_once_neither_waits_nor_keeps() {
        let mut machine = Machine::new(&AlertRule { for_windows: 5, ..AlertRule::default() }, false);
        machine.step(0, Reading::Past);
        assert_eq!(machine.state().0, AlertState::Firing);
    }
}
