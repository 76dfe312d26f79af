//! Which of several dropped files are the reference and which are production, by their names.

use super::Side;

/// Where the files of one drop go, as indices into it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assignment {
    /// The reference's files.
    pub reference: Vec<usize>,
    /// Production's files.
    pub production: Vec<usize>,
}

const REFERENCE: [&str; 10] =
    ["reference", "ref", "train", "training", "baseline", "base", "before", "old", "past", "expected"];
const PRODUCTION: [&str; 12] = [
    "production",
    "prod",
    "current",
    "live",
    "serving",
    "serve",
    "after",
    "new",
    "now",
    "actual",
    "scoring",
    "inference",
];

/// Sends each file of a drop to a side. Names decide; what they leave open goes to the side that none is named for, the
/// reference first. One thing alone goes to the side it was dropped `at`.
pub fn assign(names: &[&str], at: Side) -> Assignment {
    let mut sides: Vec<Option<Side>> = match names {
        [_] => vec![Some(at)],
        _ => names.iter().map(|name| by_name(name)).collect(),
    };
    let named = |sides: &[Option<Side>], side| sides.contains(&Some(side));
    match (named(&sides, Side::Reference), named(&sides, Side::Production)) {
        // Two or more files and not a word in their names: the first of them is the older one.
        (false, false) => {
            for (place, side) in sides.iter_mut().enumerate() {
                *side = Some(if place == 0 { Side::Reference } else { Side::Production });
            }
        }
        (true, false) => sides.iter_mut().for_each(|side| _ = side.get_or_insert(Side::Production)),
        (false, true) => sides.iter_mut().for_each(|side| _ = side.get_or_insert(Side::Reference)),
        (true, true) => sides.iter_mut().for_each(|side| _ = side.get_or_insert(Side::Production)),
    }
    let places = |wanted| (0..names.len()).filter(|&place| sides[place] == Some(wanted)).collect();
    Assignment { reference: places(Side::Reference), production: places(Side::Production) }
}

fn by_name(name: &str) -> Option<Side> {
    let name = name.to_lowercase();
    let has = |words: &[&str]| name.split(|letter: char| !letter.is_alphabetic()).any(|word| words.contains(&word));
    match (has(&REFERENCE), has(&PRODUCTION)) {
        (true, false) => Some(Side::Reference),
        (false, true) => Some(Side::Production),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sides(names: &[&str], at: Side) -> (Vec<usize>, Vec<usize>) {
        let assignment = assign(names, at);
        (assignment.reference, assignment.production)
    }

    #[test]
    fn names_decide() {
        assert_eq!(sides(&["production.ndjson", "reference.json"], Side::Production), (vec![1], vec![0]));
        assert_eq!(sides(&["my_train.json", "log-2024.json"], Side::Production), (vec![0], vec![1]));
        assert_eq!(sides(&["live-1.json", "live-2.json", "x.json"], Side::Production), (vec![2], vec![0, 1]));
        assert_eq!(sides(&["a.json", "b.json"], Side::Production), (vec![0], vec![1]));
        assert_eq!(sides(&["preferred.json", "newest.json"], Side::Production), (vec![0], vec![1]));
    }

    #[test]
    fn one_file_goes_where_it_was_dropped() {
        assert_eq!(sides(&["a.json"], Side::Production), (vec![], vec![0]));
        assert_eq!(sides(&["production.json"], Side::Reference), (vec![0], vec![]));
    }
}
