//! A comparison that was done in parts, or before the fingerprints were known, is the comparison.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use driftscope_decide::{decide, with_fingerprints};
use driftscope_drift::{
    DescribedColumn, Extent, Piece, RowWindows, add_windows, assemble, compare, compare_in_pieces, describe_all,
    joint_columns, levelled_columns, sample_rows, with_columns_together, with_row_columns,
};
use driftscope_report::{Preset, Report, Settings, Windowing, from_json, to_json};
use driftscope_table::Table;

/// The table with only the columns that are chosen.
fn part(table: &Table, chosen: impl Fn(&str) -> bool) -> Table {
    let mut part = table.clone();
    part.columns.retain(|column| chosen(&column.name));
    part
}

#[test]
fn columns_compared_in_two_places_give_the_same_bytes() {
    let [reference, mut production] = crate::common::flights();
    let added = driftscope_table::Column { name: "added".to_owned(), ..production.columns[1].clone() };
    production.columns.insert(2, added);
    let settings = Settings::default();
    let expected = to_json(&compare(&reference, &production, &settings));
    // Whole rows are chosen before the columns part.
    let samples = [&reference, &production].map(sample_rows);
    let order: Vec<String> = describe_all(&reference, &production, &settings, Extent::Full, |_, _| {})
        .iter()
        .map(|one| one.name().to_owned())
        .collect();
    // The time column lies in one of the two places; the windows of its rows go to the other.
    let windows = RowWindows::of([&reference, &production], [Some("timestamp"), None], Windowing::Auto).unwrap();
    for seed in 0..6_usize {
        let is_first =
            |name: &str| (name.len() * (seed + 1) + name.as_bytes()[name.len() - 1] as usize).is_multiple_of(2);
        let mut described: Vec<DescribedColumn> = Vec::new();
        let (mut joint, mut levels) = (Vec::new(), Vec::new());
        for first in [true, false] {
            let sides = [&reference, &production].map(|table| part(table, |name| is_first(name) == first));
            let mut half = describe_all(&sides[0], &sides[1], &settings, Extent::Full, |_, _| {});
            add_windows(&mut half, &sides[0], &sides[1], &windows);
            levels.extend(levelled_columns(&half, &sides[0], &sides[1]));
            joint.extend(joint_columns(&half, &sides[0], &sides[1], Some("timestamp"), None));
            // What crosses from place to place is text.
            let text = serde_json::to_string(&half).expect("it is plain data");
            let half: Vec<DescribedColumn> = serde_json::from_str(&text).expect("it was just written");
            described.extend(half);
        }
        described.sort_by_key(|one| order.iter().position(|name| name == one.name()));
        let bare = [&reference, &production].map(|table| part(table, |_| false));
        let report = assemble(described, &bare[0], &bare[1], Some(windows.plan.clone()), &settings);
        let report = with_row_columns(report, levels, joint, Some(&windows), None);
        let report = with_columns_together(report, [&samples[0], &samples[1]]);
        assert_eq!(to_json(&report), expected, "{seed}");
    }
}

/// Pieces on this many threads, more than there are cores or not.
fn on_threads(threads: usize, count: usize, piece: &Piece<'_>) {
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    match next.fetch_add(1, Ordering::Relaxed) {
                        number if number < count => piece(number),
                        _ => return,
                    }
                }
            });
        }
    });
}

#[test]
fn columns_compared_by_any_number_of_threads_give_the_same_bytes() {
    let [reference, production] = crate::common::flights();
    let settings = Settings { find_segments: true, ..Settings::default() };
    let expected = to_json(&compare(&reference, &production, &settings));
    for threads in [1, 2, 4, 8] {
        let report =
            compare_in_pieces(&reference, &production, &settings, &|count, piece| on_threads(threads, count, piece));
        assert!(to_json(&report) == expected, "{threads}");
    }
    let backwards = |count: usize, piece: &Piece<'_>| (0..count).rev().for_each(piece);
    assert!(to_json(&compare_in_pieces(&reference, &production, &settings, &backwards)) == expected);
}

#[test]
fn fingerprints_that_come_later_change_nothing_else() {
    let [reference, production] = crate::common::flights();
    let with = |table: &Table, sha256: &[&str]| {
        let mut table = table.clone();
        table.files = vec![table.files[0].clone(); sha256.len()];
        table.files.iter_mut().zip(sha256).for_each(|(file, sha256)| file.sha256 = (*sha256).to_owned());
        table
    };
    for fingerprints in [[vec!["aa", "bb"], vec!["cc"]], [vec!["aa", "bb"], vec!["cc", "bb"]]] {
        let [one, other] = &fingerprints;
        let expected = compare(&with(&reference, one), &with(&production, other), &Settings::default());
        let blank = |count: usize| vec![""; count];
        let early = compare(
            &with(&reference, &blank(one.len())),
            &with(&production, &blank(other.len())),
            &Settings::default(),
        );
        let owned = fingerprints.map(|side| side.iter().map(|text| (*text).to_owned()).collect::<Vec<String>>());
        let late = with_fingerprints(early, [&owned[0], &owned[1]]);
        assert_eq!(to_json(&late), to_json(&expected));
    }
}

#[test]
fn the_verdict_that_comes_first_is_the_verdict() {
    let [reference, production] = crate::common::flights();
    let force = |test: Option<&str>| {
        let mut settings = Settings::default();
        settings.columns.entry("input.temp".to_owned()).or_default().test = test.map(Into::into);
        settings
    };
    let evidently = Settings { preset: Preset::Evidently, ..Settings::default() };
    for settings in [force(None), force(Some("psi")), evidently] {
        let whole = compare(&reference, &production, &settings);
        let first = describe_all(&reference, &production, &settings, Extent::Verdict, |_, _| {});
        let mut first = assemble(first, &reference, &production, None, &settings);
        let count = |report: &Report| report.columns.iter().map(|column| column.tests.len()).sum::<usize>();
        assert!(count(&first) < count(&whole) || settings.preset != Preset::Calibrated);
        for (early, late) in first.columns.iter_mut().zip(&whole.columns) {
            assert!(early.tests.iter().all(|(name, test)| late.tests[name] == *test), "{}", early.name);
            early.tests.clone_from(&late.tests);
            early.presets.clone_from(&late.presets);
            // How far a distance hangs on the outermost values follows once the distance is known.
            if let Some((early, late)) = early.shift.as_mut().zip(late.shift.as_ref()) {
                early.outermost_share = late.outermost_share;
            }
        }
        // Windows come with the other tests, and with them the clause on since when.
        first.windows.clone_from(&whole.windows);
        first.performance.clone_from(&whole.performance);
        first.explanation.clone_from(&whole.explanation);
        first.service.clone_from(&whole.service);
        first.business.clone_from(&whole.business);
        for (early, late) in first.columns.iter_mut().zip(&whole.columns) {
            early.windows.clone_from(&late.windows);
        }
        let mut first = from_json(&to_json(&first)).unwrap();
        decide(&mut first, &settings);
        first.verdict.presets.clone_from(&whole.verdict.presets);
        first.multivariate.clone_from(&whole.multivariate);
        let (first, whole) = (to_json(&first), to_json(&whole));
        let at = first.bytes().zip(whole.bytes()).position(|(one, other)| one != other);
        let near = |text: &str| text.get(at.unwrap_or(0).saturating_sub(60)..at.unwrap_or(0) + 60).map(str::to_owned);
        assert!(first == whole, "{:?}\n{:?}", near(&first), near(&whole));
    }
}
