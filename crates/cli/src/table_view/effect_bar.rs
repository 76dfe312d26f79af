//! Draws an effect between 0 and 1 in one line: `▒▒▒─┊━━━●━━───`.
//!
//! Signal and noise are seen together: the band is what no drift gives at these sizes in 95 of 100 cases, the tick is
//! the limit, the dot is what was found, and the thick line where it may lie (95 % interval). The scale is the square root, because drift begins at 0.05 and a linear
//! scale would have all of it in the first place.

use super::paper::{Paper, Style};

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct EffectBar {
    /// What was found, from 0 to 1.
    pub(crate) effect: f64,
    /// What the effect stays under without drift.
    pub(crate) null_band: f64,
    /// The ends of its 95 % interval.
    pub(crate) interval: Option<[f64; 2]>,
    /// The limit.
    pub(crate) limit: Option<f64>,
    /// The colour of the dot.
    pub(crate) style: Style,
}

impl EffectBar {
    /// The width it would like to have.
    pub(crate) const WIDTH: usize = 20;

    /// The bar in `room` places.
    pub(crate) fn drawn(&self, room: usize, paper: Paper) -> String {
        let place = |value: f64| (value.clamp(0.0, 1.0).sqrt() * room.saturating_sub(1) as f64).round() as usize;
        let dot = place(self.effect);
        let tick = self.limit.map(place);
        let interval = self.interval.map(|ends| ends.map(place));
        let band = if self.null_band > 0.0 { place(self.null_band) + 1 } else { 0 };
        let places: Vec<_> = (0..room)
            .map(|at| match at {
                at if at == dot => ('●', self.style),
                at if Some(at) == tick => ('┊', Style::Plain),
                at if interval.is_some_and(|[low, high]| (low..=high).contains(&at)) => ('━', self.style),
                at if at < band => ('▒', Style::Dim),
                _ => ('─', Style::Dim),
            })
            .collect();
        let runs = places.chunk_by(|one, next| one.1 == next.1);
        runs.map(|run| paper.styled(&run.iter().map(|place| place.0).collect::<String>(), run[0].1)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(effect: f64, null_band: f64, limit: Option<f64>, room: usize) -> String {
        let bar = EffectBar { effect, null_band, interval: None, limit, style: Style::Red };
        bar.drawn(room, Paper { width: 80, colour: false })
    }

    #[test]
    fn the_interval_is_a_thick_line_that_leaves_the_limit_visible() {
        let bar = EffectBar {
            effect: 0.25,
            null_band: 0.01,
            interval: Some([0.04, 0.5625]),
            limit: Some(0.0625),
            style: Style::Red,
        };
        assert_eq!(bar.drawn(9, Paper { width: 80, colour: false }), "▒▒┊━●━━──");
    }

    #[test]
    fn dot_tick_and_band_stand_in_their_places() {
        assert_eq!(drawn(1.0, 0.01, Some(0.0625), 9), "▒▒┊─────●");
        assert_eq!(drawn(0.25, 0.0, Some(0.0625), 9), "──┊─●────");
        assert_eq!(drawn(0.0, 0.25, None, 9), "●▒▒▒▒────");
        // What lies outside, or nowhere, is drawn at an end and breaks nothing.
        assert_eq!(drawn(7.0, f64::NAN, Some(-1.0), 4), "┊──●");
        assert_eq!(drawn(f64::NAN, 0.0, None, 3), "●──");
        assert_eq!(drawn(0.5, 0.0, None, 0), "");
    }
}
