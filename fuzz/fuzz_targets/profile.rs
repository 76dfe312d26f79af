//! Profiles from anywhere: each is read or refused, and whatever is read can be written, merged and compared.
#![no_main]

use driftscope_drift::{Profile, compare_profiles, profile_from_json, profile_period, select_windows};
use driftscope_fuzz::profile_holds;
use driftscope_report::{Against, PeriodChoice, Settings, Split, from_json, to_json};
use libfuzzer_sys::fuzz_target;

/// What stands between the two profiles of an input.
const BETWEEN: char = '\u{1c}';

fuzz_target!(|input: &[u8]| {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let (one, other) = text.split_once(BETWEEN).unwrap_or((text, text));
    let (Ok(one), Ok(other)) = (profile_from_json(one), profile_from_json(other)) else { return };
    for profile in [&one, &other] {
        profile_holds(profile, &other);
        split(profile);
    }
    period(&one, &other);
    if let (Some(there), Some(back)) = (merged(&one, &other), merged(&other, &one)) {
        let names = |profile: &Profile| profile.column_names().map(str::to_owned).collect::<Vec<_>>();
        let report = |profile: &Profile| to_json(&compare_profiles(profile, profile, &Settings::default()));
        assert_eq!(there.rows, back.rows);
        if names(&there) == names(&back) && one.files == other.files && one.warnings.is_empty() && other.warnings.is_empty() {
            assert_eq!(report(&there), report(&back));
        }
    }
});

/// Parts a profile with windows in the middle.
fn split(profile: &Profile) {
    for time in profile.split_choices().times {
        let by = Split::Time { column: Some(time.column), at: time.middle };
        if let (Ok(sides), Some(windows)) = (profile.split(&by), profile.windows()) {
            let rows: u64 = sides.iter().map(|side| side.rows).sum();
            assert_eq!(rows + windows.loose_rows(), profile.rows);
        }
    }
}

/// Compares the first half of the windows of production with the rest.
fn period(reference: &Profile, production: &Profile) {
    let Some(windows) = production.windows() else { return };
    let edges = windows.edges();
    let (Some(first), Some(last)) = (edges.first(), edges.get(edges.len() / 2)) else { return };
    let (from, to) = (first.0 as f64, last.1 as f64);
    let choice = PeriodChoice { column: None, from, to, against: Against::Rest };
    let Ok(chosen) = profile_period([reference, production], &choice) else { return };
    let [rest, within] = select_windows(&chosen, [reference, production]);
    assert_eq!(rest.rows + within.rows + windows.loose_rows(), production.rows);
    let report = to_json(&compare_profiles(&rest, &within, &Settings::default()));
    assert!(from_json(&report).is_ok(), "{report}");
}

fn merged(one: &Profile, other: &Profile) -> Option<Profile> {
    let mut merged = one.clone();
    merged.merge(other.clone()).ok().map(|()| merged)
}
