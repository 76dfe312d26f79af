//! Finds places for the labels of the two medians above the bars, where they meet neither each other nor a line.
//!
//! One row is enough where the left one's label can stand at the left of its line and the right one's at the right,
//! or both between or beside the lines. Near an edge both must stand on the same side; then the one whose label passes
//! over the other's line gets the upper row, and that line ends below it.

use crate::sheet::Anchor;

/// A line to be labelled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Mark {
    pub(crate) x: f64,
    /// Width of its label.
    pub(crate) width: f64,
}

/// Where a label goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Place {
    /// 0 is the row next to the bars.
    pub(crate) row: usize,
    pub(crate) anchor: Anchor,
    pub(crate) text_x: f64,
}

/// Between a line and its label.
const BESIDE: f64 = 5.0;

/// Between two labels.
const APART: f64 = 10.0;

/// A place for each mark, in the order given.
pub(crate) fn place(marks: &[Mark], frame: (f64, f64)) -> Vec<Place> {
    match marks {
        [] => Vec::new(),
        [mark] => vec![if fits_right(*mark, frame) { right(*mark, 0) } else { left(*mark, 0, frame) }],
        [first, second, ..] if first.x > second.x => {
            let [second, first] = pair(*second, *first, frame);
            vec![first, second]
        }
        [first, second, ..] => pair(*first, *second, frame).to_vec(),
    }
}

/// Places for two marks of which the first is not at the right of the second.
fn pair(first: Mark, second: Mark, frame: (f64, f64)) -> [Place; 2] {
    let between = second.x - first.x;
    match (fits_left(first, frame), fits_right(second, frame)) {
        (true, true) => [left(first, 0, frame), right(second, 0)],
        (false, true) if first.width + BESIDE + APART <= between => [right(first, 0), right(second, 0)],
        (true, false) if second.width + BESIDE + APART <= between => [left(first, 0, frame), left(second, 0, frame)],
        // Both at the right: the first passes over the second's line.
        (false, true) => [right_within(first, 1, frame), right(second, 0)],
        // Both at the left: the second passes over the first's line.
        (true, false) => [left(first, 0, frame), left(second, 1, frame)],
        (false, false) => [right_within(first, 1, frame), left(second, 0, frame)],
    }
}

fn fits_left(mark: Mark, frame: (f64, f64)) -> bool {
    mark.x - BESIDE - mark.width >= frame.0
}

fn fits_right(mark: Mark, frame: (f64, f64)) -> bool {
    mark.x + BESIDE + mark.width <= frame.1
}

fn left(mark: Mark, row: usize, frame: (f64, f64)) -> Place {
    Place { row, anchor: Anchor::End, text_x: (mark.x - BESIDE).max(frame.0 + mark.width) }
}

fn right(mark: Mark, row: usize) -> Place {
    Place { row, anchor: Anchor::Start, text_x: mark.x + BESIDE }
}

fn right_within(mark: Mark, row: usize, frame: (f64, f64)) -> Place {
    Place { row, anchor: Anchor::Start, text_x: (mark.x + BESIDE).min(frame.1 - mark.width).max(frame.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: (f64, f64) = (0.0, 500.0);

    fn span(mark: Mark, place: Place) -> (f64, f64) {
        match place.anchor {
            Anchor::End => (place.text_x - mark.width, place.text_x),
            _ => (place.text_x, place.text_x + mark.width),
        }
    }

    #[test]
    fn labels_never_meet_each_other_a_line_or_the_frame() {
        for first in 0..=100 {
            for second in 0..=100 {
                let marks = [
                    Mark { x: f64::from(first) * 5.0, width: 140.0 },
                    Mark { x: f64::from(second) * 5.0, width: 90.0 },
                ];
                let places = place(&marks, FRAME);
                let spans = [span(marks[0], places[0]), span(marks[1], places[1])];
                for (span, place) in spans.iter().zip(&places) {
                    assert!(span.0 >= FRAME.0 && span.1 <= FRAME.1, "{marks:?} {place:?}");
                }
                if places[0].row == places[1].row {
                    assert!(spans[0].1 < spans[1].0 || spans[1].1 < spans[0].0, "{marks:?}");
                }
                // A line reaches up to its own row, so labels in that row or below it must leave it free.
                for (own, other) in [(0, 1), (1, 0)] {
                    if places[own].row >= places[other].row {
                        let x = marks[own].x;
                        assert!(x <= spans[other].0 || x >= spans[other].1, "{marks:?} {places:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn one_row_is_enough_in_the_middle() {
        let places = place(&[Mark { x: 250.0, width: 100.0 }, Mark { x: 240.0, width: 100.0 }], FRAME);
        assert!(places.iter().all(|place| place.row == 0));
        assert_eq!((places[0].anchor, places[1].anchor), (Anchor::Start, Anchor::End));
    }
}
