//! Finds places where a label meets no line.

use crate::sheet::{Point, Region};

/// Space around a label.
const MARGIN: f64 = 4.0;

/// Whether a label over this region, with a little space around it, would meet one of the lines.
pub(crate) fn meets(region: Region, lines: &[Vec<Point>]) -> bool {
    let region = Region {
        left: region.left - MARGIN,
        top: region.top - MARGIN,
        right: region.right + MARGIN,
        bottom: region.bottom + MARGIN,
    };
    lines.iter().any(|line| line.windows(2).any(|pair| crosses(region, pair[0], pair[1])))
}

/// Whether two regions overlap.
pub(crate) fn overlap(a: Region, b: Region) -> bool {
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

/// Whether one lies in the other.
pub(crate) fn contains(outer: Region, inner: Region) -> bool {
    inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom
}

/// Liang and Barsky's clipping: whether any part of the segment lies in the region.
fn crosses(region: Region, (x0, y0): Point, (x1, y1): Point) -> bool {
    let (dx, dy) = (x1 - x0, y1 - y0);
    let (mut start, mut end) = (0.0_f64, 1.0_f64);
    let sides = [(-dx, x0 - region.left), (dx, region.right - x0), (-dy, y0 - region.top), (dy, region.bottom - y0)];
    for (direction, distance) in sides {
        if direction == 0.0 {
            if distance < 0.0 {
                return false;
            }
        } else if direction < 0.0 {
            start = start.max(distance / direction);
        } else {
            end = end.min(distance / direction);
        }
    }
    start <= end
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOX: Region = Region { left: 10.0, top: 10.0, right: 20.0, bottom: 20.0 };

    #[test]
    fn a_segment_meets_a_box_through_it_and_not_beside_it() {
        for (from, to, expected) in [
            ((0.0, 15.0), (30.0, 15.0), true),
            ((12.0, 12.0), (13.0, 13.0), true),
            ((0.0, 0.0), (30.0, 5.0), false),
            ((0.0, 18.0), (18.0, 0.0), false),
            ((0.0, 28.0), (28.0, 0.0), true),
            ((15.0, 0.0), (15.0, 9.0), false),
        ] {
            assert_eq!(crosses(BOX, from, to), expected, "{from:?} {to:?}");
        }
    }

    #[test]
    fn boxes_that_touch_do_not_overlap() {
        assert!(!overlap(BOX, Region { left: 20.0, right: 30.0, ..BOX }));
        assert!(overlap(BOX, Region { left: 19.0, right: 30.0, ..BOX }));
        assert!(contains(BOX, BOX) && !contains(BOX, Region { right: 21.0, ..BOX }));
    }
}
