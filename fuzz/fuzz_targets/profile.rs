//! Profiles from anywhere: each is read or refused, and whatever is read can be written, merged and compared.
#![no_main]

use driftscope_drift::{Profile, Settings, compare_profiles, from_json, profile_from_json, profile_to_json, to_json};
use libfuzzer_sys::fuzz_target;

/// What stands between the two profiles of an input.
const BETWEEN: char = '\u{1c}';

fuzz_target!(|input: &[u8]| {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let (one, other) = text.split_once(BETWEEN).unwrap_or((text, text));
    let (Ok(one), Ok(other)) = (profile_from_json(one), profile_from_json(other)) else { return };
    for profile in [&one, &other] {
        let json = profile_to_json(profile);
        match profile_from_json(&json) {
            Ok(again) => assert_eq!(profile_to_json(&again), json),
            Err(error) => panic!("a profile that was read cannot be read again: {error}"),
        }
    }
    let report = to_json(&compare_profiles(&one, &other, &Settings::default()));
    assert!(from_json(&report).is_ok(), "{report}");
    if let (Some(there), Some(back)) = (merged(&one, &other), merged(&other, &one)) {
        let names = |profile: &Profile| profile.column_names().map(str::to_owned).collect::<Vec<_>>();
        let report = |profile: &Profile| to_json(&compare_profiles(profile, profile, &Settings::default()));
        assert_eq!(there.rows, back.rows);
        if names(&there) == names(&back) && one.files == other.files && one.warnings.is_empty() && other.warnings.is_empty() {
            assert_eq!(report(&there), report(&back));
        }
    }
});

fn merged(one: &Profile, other: &Profile) -> Option<Profile> {
    let mut merged = one.clone();
    merged.merge(other.clone()).ok().map(|()| merged)
}
