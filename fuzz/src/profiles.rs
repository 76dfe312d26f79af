//! What must be true of any profile that was read.

use driftscope_drift::{Profile, compare_profiles, profile_from_json, profile_to_json};
use driftscope_report::{Settings, from_json, to_json};

/// Fails unless a profile can be written and read again, and compared with another one, also by the column of its segments.
pub fn profile_holds(profile: &Profile, other: &Profile) {
    let json = profile_to_json(profile);
    match profile_from_json(&json) {
        Ok(again) => assert_eq!(profile_to_json(&again), json),
        Err(error) => panic!("a profile that was read cannot be read again: {error}"),
    }
    let picked = profile.segment_column().map(str::to_owned);
    for segment in std::iter::once(None).chain(picked.map(Some)) {
        let settings = Settings { segment, ..Settings::default() };
        let report = to_json(&compare_profiles(profile, other, &settings));
        assert!(from_json(&report).is_ok(), "{report}");
    }
}
