//! Results of `driftscope sql` from anywhere: each is read or refused, and whatever is read is a profile like any other.
#![no_main]

use driftscope_drift::profile_from_bytes;
use driftscope_fuzz::profile_holds;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    if let Ok(profile) = profile_from_bytes(input) {
        profile_holds(&profile, &profile);
    }
});
