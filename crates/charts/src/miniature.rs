//! Makes the small pictures of a long table, as SVG path data and without a backend.
//!
//! Five hundred rows must stay fluent, so a picture is at most six short strings that the page puts into `<path d>`.
//! The grammar is that of the large charts: the reference is an area (fill it), production an outline (stroke it, 1.4
//! pixels, no fill). Missing values stand at the left behind a hairline on a scale of their own, whose full height is
//! all rows of a side. The room for them is kept in every row, so that the distributions of a table stand in line.

use std::fmt::Write as _;

use driftscope_report::{ColumnReport, Kind, Summary};

use crate::categories::rows::{self, Change};
use crate::histogram::{Bin, Bins};

/// A small picture. An empty string means that there is nothing to draw for that part.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Miniature {
    /// Width of the picture in CSS pixels.
    pub width: f64,
    /// Height of the picture in CSS pixels.
    pub height: f64,
    /// The reference's shares: an area to fill.
    pub reference_path: String,
    /// Production's shares: a line to stroke.
    pub production_path: String,
    /// The reference's missing share: an area to fill.
    pub missing_reference_path: String,
    /// Production's missing share: a line to stroke.
    pub missing_production_path: String,
    /// The hairline that sets missing values apart.
    pub separator_path: String,
    /// The line on which everything stands.
    pub baseline_path: String,
}

/// About how many bins a small picture shows.
const BINS: usize = 24;

/// How many categories it shows, the rest being one more.
const CATEGORIES: usize = 11;

/// Width of a bar of missing values, and the place of the hairline beside them.
const MISSING_BAR: f64 = 4.0;
const SEPARATOR: f64 = 12.5;

/// Where the distribution begins.
const START: f64 = 16.0;

/// Half of production's line, which must not be cut off at the edges.
const INSET: f64 = 0.7;

/// A bar at its place, and how high it reaches on either side, from 0 to 1.
struct Slot {
    left: f64,
    right: f64,
    reference: f64,
    production: f64,
    /// Joined to the slot before it.
    joined: bool,
}

/// The small picture of any column: its categories, its histogram, or its missing values alone.
pub fn of(column: &ColumnReport, width: f64, height: f64) -> Miniature {
    if column.categories.is_some() { categories(column, width, height) } else { histogram(column, width, height) }
}

/// A small histogram.
pub fn histogram(column: &ColumnReport, width: f64, height: f64) -> Miniature {
    // Of texts it is their length that has a distribution.
    let lengths = column.text.as_ref().and_then(|text| text.lengths.as_ref());
    let bins = column
        .histogram
        .as_ref()
        .or(lengths)
        .and_then(|histogram| Bins::merge(histogram, histogram.reference.len().div_ceil(BINS)));
    match bins {
        Some(bins) => picture(column, width, height, bin_slots(&bins, width), None),
        None => picture(column, width, height, distinct_slot(column).into_iter().collect(), Some(1.0)),
    }
}

/// What an identifier has in place of a distribution: which share of its values are distinct.
fn distinct_slot(column: &ColumnReport) -> Option<Slot> {
    let share = |side: &Summary| side.distinct as f64 / side.count.max(1) as f64;
    let (reference, production) = (share(&column.reference), share(&column.production));
    (column.kind == Kind::Identifier).then_some(Slot {
        left: START,
        right: START + 20.0,
        reference,
        production,
        joined: false,
    })
}

/// The small picture of a category or boolean column: the ten categories with the largest shares, and all others.
pub fn categories(column: &ColumnReport, width: f64, height: f64) -> Miniature {
    let rows = column.categories.as_ref().map_or_else(Vec::new, |categories| rows::choose(categories, CATEGORIES));
    // All others together may be longer than any of the categories: in a picture this small they would be all one sees.
    let shown: Vec<&rows::Row> = rows.iter().filter(|row| !rows::overshadows(&rows, row)).collect();
    let pitch = ((width - START - INSET) / shown.len().max(1) as f64).clamp(0.0, 24.0);
    let gap = (pitch * 0.25).clamp(1.5, 4.0);
    let slots = shown.iter().enumerate().map(|(place, row)| {
        // The others are no category: they stand a little apart.
        let apart = if row.change == Change::Several { gap } else { 0.0 };
        let left = START + pitch * place as f64 + apart;
        Slot {
            left,
            right: left + pitch - gap - apart,
            reference: row.reference,
            production: row.production,
            joined: false,
        }
    });
    picture(column, width, height, slots.collect(), None)
}

fn bin_slots(bins: &Bins, width: f64) -> Vec<Slot> {
    let tails = usize::from(bins.lower.is_some()) + usize::from(bins.upper.is_some());
    let apart = 3.0;
    let room = width - INSET - START - tails as f64 * apart;
    // One or two bins over the whole width would look like a wall.
    let slot = room / (bins.regular.len() + tails).max(4) as f64;
    let mut slots: Vec<Slot> = Vec::with_capacity(bins.regular.len() + 2);
    let mut left = START;
    let mut push = |bin: &Bin, joined: bool| {
        if !joined && !slots.is_empty() {
            left += apart;
        }
        slots.push(Slot { left, right: left + slot, reference: bin.reference, production: bin.production, joined });
        left += slot;
    };
    bins.lower.iter().for_each(|bin| push(bin, false));
    bins.regular.iter().enumerate().for_each(|(place, bin)| push(bin, place > 0));
    bins.upper.iter().for_each(|bin| push(bin, false));
    slots
}

/// `full` is the share that reaches to the top; the largest one where there is none.
fn picture(column: &ColumnReport, width: f64, height: f64, slots: Vec<Slot>, full: Option<f64>) -> Miniature {
    let (width, height) = (width.max(START + 8.0), height.max(4.0));
    let mut miniature = Miniature { width, height, ..Miniature::default() };
    let largest = slots.iter().fold(0.0_f64, |largest, slot| largest.max(slot.reference).max(slot.production));
    let largest = full.filter(|_| largest > 0.0).unwrap_or(largest);
    let base = height - INSET;
    let y = |share: f64, largest: f64| {
        if share > 0.0 { (base - share / largest * (base - INSET)).min(base - 1.0) } else { base }
    };
    let pieces = |share: fn(&Slot) -> f64| -> Vec<(f64, f64, f64, bool)> {
        slots.iter().map(|slot| (slot.left, slot.right, y(share(slot), largest), slot.joined)).collect()
    };
    if largest > 0.0 {
        miniature.reference_path = stairs(&pieces(|slot| slot.reference), base, true);
        miniature.production_path = stairs(&pieces(|slot| slot.production), base, false);
        miniature.baseline_path = format!("M{START} {base:.1}H{width:.1}");
    }
    let missing = (column.reference.missing_share(), column.production.missing_share());
    if missing.0 > 0.0 || missing.1 > 0.0 {
        let second = INSET + MISSING_BAR + 1.5;
        miniature.missing_reference_path = stairs(&[(0.0, MISSING_BAR, y(missing.0, 1.0), false)], base, true);
        miniature.missing_production_path =
            stairs(&[(second, second + MISSING_BAR - INSET, y(missing.1, 1.0), false)], base, false);
        miniature.separator_path = format!("M{SEPARATOR} 0V{height:.1}");
    }
    miniature
}

/// A staircase over those pieces that rise above the base line; each of them has left, right, top and whether it
/// joins the one before.
fn stairs(pieces: &[(f64, f64, f64, bool)], base: f64, closed: bool) -> String {
    let mut path = String::new();
    let mut open = false;
    for &(left, right, top, joined) in pieces {
        let rises = top < base;
        if open && !(joined && rises) {
            path.push_str(&end(base, closed));
            open = false;
        }
        // Writing into a string cannot fail.
        if rises && !open {
            let _ = write!(path, "M{left:.1} {base:.1}");
            open = true;
        }
        if rises {
            let _ = write!(path, "V{top:.1}H{right:.1}");
        }
    }
    if open {
        path.push_str(&end(base, closed));
    }
    path
}

fn end(base: f64, closed: bool) -> String {
    format!("V{base:.1}{}", if closed { "Z" } else { "" })
}

#[cfg(test)]
mod tests {
    use driftscope_report::{Categories, Histogram};

    use super::*;

    fn column() -> ColumnReport {
        ColumnReport {
            name: "speed".to_owned(),
            kind: Kind::Numeric,
            reference: Summary { count: 3, missing: 1, ..Summary::default() },
            production: Summary { count: 4, ..Summary::default() },
            ..ColumnReport::default()
        }
    }

    fn with_histogram(edges: Vec<f64>, reference: Vec<u64>, production: Vec<u64>) -> ColumnReport {
        ColumnReport { histogram: Some(Histogram { edges, reference, production, ..Histogram::default() }), ..column() }
    }

    #[test]
    fn an_identifier_shows_how_much_of_it_is_distinct() {
        let side = |distinct| Summary { count: 4, distinct, ..Summary::default() };
        let column = ColumnReport { kind: Kind::Identifier, reference: side(4), production: side(2), ..column() };
        let picture = of(&column, 132.0, 30.0);
        assert_eq!(picture.reference_path, "M16.0 29.3V0.7H36.0V29.3Z");
        assert_eq!(picture.production_path, "M16.0 29.3V15.0H36.0V29.3");
        // Of other kinds there is nothing to draw.
        assert_eq!(of(&ColumnReport { kind: Kind::Constant, ..column }, 132.0, 30.0).reference_path, "");
    }

    #[test]
    fn a_histogram_is_an_area_and_a_line_on_one_scale() {
        let column = with_histogram((0..=4).map(f64::from).collect(), vec![0, 1, 2, 0], vec![1, 0, 0, 3]);
        let small = of(&column, 96.7, 21.4);
        // The largest share, 3/4, reaches the top at 0.7; 2/3 of a scale of 20 is at 2.9 and 1/3 at 11.8.
        assert_eq!(small.reference_path, "M36.0 20.7V11.8H56.0V2.9H76.0V20.7Z");
        assert_eq!(small.production_path, "M16.0 20.7V14.0H36.0V20.7M76.0 20.7V0.7H96.0V20.7");
        assert_eq!(small.missing_reference_path, "M0.0 20.7V15.7H4.0V20.7Z");
        assert_eq!((small.missing_production_path.as_str(), small.separator_path.as_str()), ("", "M12.5 0V21.4"));
    }

    #[test]
    fn many_bins_become_few() {
        let column = with_histogram((0..=200).map(f64::from).collect(), vec![1; 200], vec![2; 200]);
        assert!(of(&column, 132.0, 26.0).reference_path.matches('H').count() <= BINS);
    }

    #[test]
    fn nothing_to_draw_gives_empty_paths() {
        let damaged = with_histogram(vec![0.0], vec![1], vec![]);
        let small = of(&damaged, 132.0, 26.0);
        assert_eq!((small.reference_path.as_str(), small.baseline_path.as_str()), ("", ""));
        assert!(!small.missing_reference_path.is_empty());
        let categories = ColumnReport { categories: Some(Categories::default()), ..column() };
        assert_eq!(of(&categories, 132.0, 26.0).production_path, "");
    }

    #[test]
    fn categories_beyond_ten_are_one_where_they_leave_the_others_to_see() {
        let bars = |rare: u64| {
            let labels: Vec<String> = (0..40).map(|place| place.to_string()).collect();
            let counts: Vec<u64> = (0..40).map(|place| if place < 10 { 100 } else { rare }).collect();
            let categories =
                Categories { labels, reference: counts.clone(), production: counts, ..Categories::default() };
            let small = of(&ColumnReport { categories: Some(categories), ..column() }, 132.0, 26.0);
            small.reference_path.matches('M').count()
        };
        assert_eq!(bars(3), CATEGORIES);
        assert_eq!(bars(5), CATEGORIES - 1);
    }
}
