//! A range of windows under a pointer or the arrow keys.

use std::ops::Range;

/// A drag: the window that stays, and where it began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Drag {
    /// A new range, from this window on.
    New { anchor: usize },
    /// The range moves as a whole; it was picked up at this window.
    Move { range: Range<usize>, at: usize },
}

impl Drag {
    /// The drag that begins at a window: within a range it moves that, on the first or the last window of it the other end stays.
    pub(crate) fn begin(at: usize, range: Option<&Range<usize>>) -> Self {
        match range {
            Some(range) if range.len() > 2 && at == range.start => Self::New { anchor: range.end - 1 },
            Some(range) if range.len() > 2 && at == range.end - 1 => Self::New { anchor: range.start },
            Some(range) if range.contains(&at) => Self::Move { range: range.clone(), at },
            _ => Self::New { anchor: at },
        }
    }

    /// The range once the pointer is at a window of this many.
    pub(crate) fn to(&self, at: usize, count: usize) -> Range<usize> {
        match self {
            Self::New { anchor } => *anchor.min(&at)..*anchor.max(&at) + 1,
            Self::Move { range, at: from } => moved(range, at as isize - *from as isize, count),
        }
    }
}

/// A range moved by this many windows, as far as there are windows.
fn moved(range: &Range<usize>, by: isize, count: usize) -> Range<usize> {
    let start = range.start.saturating_add_signed(by).min(count.saturating_sub(range.len()));
    start..start + range.len()
}

/// The range after a key; `None` for keys that do nothing. Without a range, an arrow key chooses the last week of windows, or all of
/// fewer.
pub(crate) fn after_key(key: &str, extend: bool, range: Option<&Range<usize>>, count: usize) -> Option<Range<usize>> {
    let by = match key {
        "ArrowLeft" => -1,
        "ArrowRight" => 1,
        _ => return None,
    };
    let Some(range) = range else { return Some(count.saturating_sub(7)..count) };
    if extend {
        let end = range.end.saturating_add_signed(by).clamp(range.start + 1, count);
        return Some(range.start..end);
    }
    Some(moved(range, by, count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drag_makes_moves_and_resizes_a_range() {
        assert_eq!(Drag::begin(4, None).to(2, 10), 2..5);
        assert_eq!(Drag::begin(4, None).to(4, 10), 4..5);
        let range = 3..7;
        assert_eq!(Drag::begin(4, Some(&range)).to(9, 10), 6..10);
        assert_eq!(Drag::begin(5, Some(&range)).to(0, 10), 0..4);
        assert_eq!(Drag::begin(3, Some(&range)).to(1, 10), 1..7);
        assert_eq!(Drag::begin(6, Some(&range)).to(8, 10), 3..9);
        assert_eq!(Drag::begin(9, Some(&range)).to(9, 10), 9..10);
    }

    #[test]
    fn keys_move_and_extend() {
        assert_eq!(after_key("ArrowLeft", false, None, 30), Some(23..30));
        assert_eq!(after_key("ArrowRight", false, None, 3), Some(0..3));
        assert_eq!(after_key("ArrowRight", false, Some(&(23..30)), 30), Some(23..30));
        assert_eq!(after_key("ArrowLeft", false, Some(&(23..30)), 30), Some(22..29));
        assert_eq!(after_key("ArrowRight", true, Some(&(1..3)), 30), Some(1..4));
        assert_eq!(after_key("ArrowLeft", true, Some(&(1..2)), 30), Some(1..2));
        assert_eq!(after_key("Enter", false, Some(&(1..2)), 30), None);
    }
}
