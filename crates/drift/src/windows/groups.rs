//! Windows that are files or versions: which of them each row lies in, and in which order they stand.
//!
//! Names that differ in their numbers only (`part-2`, `part-10`) stand in the order of these; of others nothing says which comes first, so they
//! stay in the order in which they come. Files are ordered by their first timestamp instead, where each has one.

use driftscope_stats::sorting::{sort_by, sort_by_key};
use std::cmp::Ordering;
use std::collections::HashMap;

use driftscope_report::{Window, Windowing, Windows, file_labels};
use driftscope_table::typing::Evidence;
use driftscope_table::{Column, Table, timestamps};

use super::NO_WINDOW;
use crate::values::labels::RowLabels;

/// Files or versions of a side; those after are one window.
const MOST: usize = 200;

/// The files or versions of a side.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Groups {
    /// Their names, in order.
    names: Vec<String>,
    /// The number of each row's group, or [`NO_WINDOW`].
    pub codes: Vec<u16>,
    /// Whether the last one is all that are too many.
    has_rest: bool,
}

/// The files of both sides, and whether their times order them. `None` where it is not known which rows are of which file.
pub(super) fn files(tables: [&Table; 2], time: Option<[&Column; 2]>) -> Option<([Groups; 2], bool)> {
    let sizes = tables.map(sizes);
    let [reference, production] = sizes;
    let sides = [reference?, production?];
    let starts = time.map(|time| [0, 1].map(|side| starts(&sides[side], time[side])));
    let by_time = starts.and_then(|[reference, production]| Some([reference?, production?]));
    let is_by_time = by_time.is_some();
    let orders = match by_time {
        Some(starts) => starts.map(|starts| order(starts.len(), |one, other| starts[one].total_cmp(&starts[other]))),
        None => sides.each_ref().map(|files| by_name(&files.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>())),
    };
    let groups = |side: usize| {
        let rows = sides[side].iter().enumerate().flat_map(|(place, (_, rows))| std::iter::repeat_n(place, *rows));
        let names = sides[side].iter().map(|(name, _)| name.clone()).collect();
        Groups::of(names, &orders[side], rows.map(Some), "file")
    };
    Some(([groups(0), groups(1)], is_by_time))
}

/// Whether a side has several files, and which rows are of which is known.
pub(super) fn are_several(table: &Table) -> bool {
    sizes(table).is_some_and(|files| files.len() > 1)
}

/// The name of each file of rows, and how many there are. Rows of files follow each other.
fn sizes(table: &Table) -> Option<Vec<(String, usize)>> {
    let names = file_labels(&table.files);
    if let [only] = names.as_slice() {
        return Some(vec![(only.clone(), table.rows)]);
    }
    let rows = table.files.iter().filter(|file| !file.has_labels()).map(|file| Some(file.rows? as usize));
    let files: Vec<(String, usize)> = names.into_iter().zip(rows.collect::<Option<Vec<usize>>>()?).collect();
    let total = files.iter().try_fold(0_usize, |sum, (_, rows)| sum.checked_add(*rows));
    Some(files).filter(|files| !files.is_empty() && total == Some(table.rows))
}

/// The first timestamp of each file, those without rows last. `None` where a file with rows has none.
fn starts(files: &[(String, usize)], time: &Column) -> Option<Vec<f64>> {
    let moments = timestamps(time);
    let mut done = 0;
    let first = |(_, rows): &(String, usize)| {
        let own = moments.get(done..done + rows)?;
        done += rows;
        let first = own.iter().flatten().copied().reduce(f64::min);
        if *rows == 0 { Some(f64::INFINITY) } else { first }
    };
    files.iter().map(first).collect()
}

/// The versions of both sides. Those past the first 199 with most rows are one window.
pub(super) fn versions(columns: [&Column; 2]) -> [Groups; 2] {
    let evidence = Evidence::of_sides(columns.map(Some));
    let mut numbers = RowLabels::new([0, 1].map(|side| Some(&evidence[side])));
    let rows = [0, 1].map(|side| numbers.of_rows(Some((columns[side], &evidence[side]))));
    let texts = numbers.into_texts();
    rows.map(|rows| {
        // By their first rows.
        let mut places: HashMap<u32, usize> = HashMap::new();
        let mut found: Vec<(u32, usize)> = Vec::new();
        for &number in rows.iter().filter(|number| **number != RowLabels::MISSING) {
            let place = *places.entry(number).or_insert_with(|| {
                found.push((number, 0));
                found.len() - 1
            });
            found[place].1 += 1;
        }
        let names: Vec<String> =
            found.iter().map(|(number, _)| texts.get(*number as usize).cloned().unwrap_or_default()).collect();
        let mut order = by_name(&names.iter().map(String::as_str).collect::<Vec<_>>());
        if order.len() > MOST {
            let mut by_size: Vec<usize> = (0..found.len()).collect();
            sort_by_key(&mut by_size, &|&place| (std::cmp::Reverse(found[place].1), place));
            let mut is_kept = vec![false; found.len()];
            by_size.iter().take(MOST - 1).for_each(|&place| is_kept[place] = true);
            sort_by_key(&mut order, &|&place| !is_kept[place]);
        }
        Groups::of(names, &order, rows.iter().map(|number| places.get(number).copied()), "version")
    })
}

impl Groups {
    /// `order` are the places of the names in the order in which they shall stand; `rows` has the place of each row's name.
    fn of(mut names: Vec<String>, order: &[usize], rows: impl Iterator<Item = Option<usize>>, noun: &str) -> Self {
        let has_rest = names.len() > MOST;
        let mut codes = vec![NO_WINDOW; names.len()];
        for (code, &place) in order.iter().enumerate() {
            codes[place] = code.min(MOST - 1) as u16;
        }
        let rows = rows.map(|place| place.and_then(|place| codes.get(place)).copied().unwrap_or(NO_WINDOW)).collect();
        let mut ordered: Vec<String> = order.iter().map(|&place| std::mem::take(&mut names[place])).collect();
        if has_rest {
            let rest = ordered.len() - (MOST - 1);
            ordered.truncate(MOST - 1);
            ordered.push(format!("{rest} other {noun}s"));
        }
        Self { names: ordered, codes: rows, has_rest }
    }

    fn windows(&self) -> Vec<Window> {
        let mut rows = vec![0_u64; self.names.len()];
        for &code in &self.codes {
            rows.get_mut(usize::from(code)).into_iter().for_each(|rows| *rows += 1);
        }
        let last = self.names.len().saturating_sub(1);
        let named = self.names.iter().zip(rows).enumerate();
        named
            .map(|(place, (name, rows))| Window { start: name.clone(), rows, partial: self.has_rest && place == last })
            .collect()
    }
}

/// What the report holds of them; `column` is the one that orders files, or has the versions.
pub(super) fn report(unit: Windowing, column: &str, groups: &[Groups; 2]) -> Windows {
    let [reference, production] = groups.each_ref().map(Groups::windows);
    let sentence = driftscope_present::windows::sentence(unit, [&reference, &production], None);
    Windows { column: column.to_owned(), unit, reference, production, sentence }
}

fn order(count: usize, compare: impl Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    sort_by(&mut places, &|&one, &other| compare(one, other));
    places
}

/// The places of names in the order of the numbers in them, where nothing else in them differs; otherwise as they come.
fn by_name(names: &[&str]) -> Vec<usize> {
    let cut: Vec<Vec<&str>> = names.iter().map(|name| pieces(name)).collect();
    let is_number = |piece: &str| piece.starts_with(|letter: char| letter.is_ascii_digit());
    let Some(first) = cut.first() else { return Vec::new() };
    let longest = cut.iter().max_by_key(|pieces| pieces.len()).unwrap_or(first);
    let is_alike = |one: &&str, other: &&str| one == other || is_number(one) && is_number(other);
    if !cut.iter().all(|pieces| pieces.iter().zip(longest).all(|(one, other)| is_alike(one, other))) {
        return (0..names.len()).collect();
    }
    let number = |piece: &&str| {
        let digits = piece.trim_start_matches('0');
        (digits.len(), digits.to_owned())
    };
    let keys: Vec<Vec<(usize, String)>> =
        cut.iter().map(|pieces| pieces.iter().filter(|piece| is_number(piece)).map(number).collect()).collect();
    order(names.len(), |one, other| keys[one].cmp(&keys[other]))
}

/// A name cut into runs of digits and what stands between.
fn pieces(name: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut was_digit = None;
    for (at, letter) in name.char_indices() {
        let is_digit = letter.is_ascii_digit();
        if was_digit.is_some_and(|was| was != is_digit) {
            pieces.push(&name[start..at]);
            start = at;
        }
        was_digit = Some(is_digit);
    }
    pieces.push(&name[start..]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ordered<'a>(names: &[&'a str]) -> Vec<&'a str> {
        by_name(names).into_iter().map(|place| names[place]).collect()
    }

    #[test]
    fn names_are_ordered_by_their_numbers_where_nothing_else_differs() {
        assert_eq!(ordered(&["f-10.csv", "f-9.csv", "f-010b.csv"]), ["f-10.csv", "f-9.csv", "f-010b.csv"]);
        assert_eq!(ordered(&["f-10.csv", "f-9.csv", "f-002.csv"]), ["f-002.csv", "f-9.csv", "f-10.csv"]);
        assert_eq!(ordered(&["v1.10", "v1.9.3", "v1.9", "v1"]), ["v1", "v1.9", "v1.9.3", "v1.10"]);
        assert_eq!(ordered(&["2026-02.csv", "2026-01.csv", "2025-12.csv"])[0], "2025-12.csv");
        // Nothing says that January is the first.
        assert_eq!(ordered(&["jan.csv", "feb.csv", "mar.csv"]), ["jan.csv", "feb.csv", "mar.csv"]);
        assert_eq!(ordered(&["a3f", "9c1", "77d"]), ["a3f", "9c1", "77d"]);
        assert_eq!(ordered(&["", "7", "2"]), ["", "7", "2"]);
        assert!(ordered(&[]).is_empty());
    }

    #[test]
    fn too_many_are_one_window_at_the_end() {
        let names = (0..MOST + 5).map(|place| place.to_string()).collect();
        let order: Vec<usize> = (0..MOST + 5).collect();
        let groups = Groups::of(names, &order, (0..MOST + 5).map(Some), "file");
        let windows = groups.windows();
        assert_eq!((windows.len(), windows[MOST - 1].rows, windows[0].rows), (MOST, 6, 1));
        assert_eq!((windows[MOST - 1].start.as_str(), windows[MOST - 1].partial), ("6 other files", true));
        assert!(!windows[0].is_evidence() && !windows[0].partial);
    }
}
