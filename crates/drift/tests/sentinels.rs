//! Values that stand for a missing one are named, in dates, too.

use driftscope_drift::{Profile, compare, compare_profiles};
use driftscope_report::Settings;
use driftscope_report::WarningCode;

#[test]
fn sentinels_are_named_in_numbers_and_dates() {
    let [reference, production] = crate::common::case("215-sentinel-dates");
    let [one, other] = [&reference, &production].map(Profile::of);
    let settings = Settings::default();
    for report in [compare(&reference, &production, &settings), compare_profiles(&one, &other, &settings)] {
        let named = report.production.warnings.iter().filter(|warning| warning.code == WarningCode::Placeholder);
        let messages: Vec<&str> = named.map(|warning| warning.message.as_str()).collect();
        for value in ["9999-12-31", "1900-01-01", "\u{2212}1 "] {
            assert!(messages.iter().any(|message| message.starts_with(value)), "{value}: {messages:?}");
        }
    }
}
