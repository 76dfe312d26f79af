//! Date-time columns: the flight logs against pandas and SciPy, and what must hold of any moments.

use crate::common::{flights, near, shuffled, table};
use driftscope_drift::compare;
use driftscope_report::{ColumnReport, MomentProfile, MomentSide, Resolution, Settings};
use driftscope_table::Table;
use serde_json::Value;

fn column(reference: &Table, production: &Table) -> ColumnReport {
    let report = compare(reference, production, &Settings::default());
    report.columns.into_iter().find(|column| column.moments.is_some()).expect("a date-time column")
}

fn profile(reference: &Table, production: &Table) -> MomentProfile {
    column(reference, production).moments.expect("it has moments")
}

#[test]
fn the_flight_logs_are_described_as_pandas_and_scipy_do() {
    let golden: Value = serde_json::from_str(include_str!("golden/moments.json")).expect("the golden moments");
    let [reference, production] = flights();
    let found = profile(&reference, &production);
    for (side, name) in [(&found.reference, "reference"), (&found.production, "production")] {
        let expected = &golden[name];
        assert_eq!(
            (side.first.as_deref(), side.last.as_deref()),
            (expected["first"].as_str(), expected["last"].as_str())
        );
        near(side.span_days, &expected["span_days"], "span");
        near(side.median_spacing, &expected["median_spacing"], "spacing");
        let counts = [&side.hours, &side.weekdays].map(|counts| serde_json::to_value(counts).expect("counts"));
        assert_eq!(counts, [expected["hours"].clone(), expected["weekdays"].clone()]);
        assert_eq!((side.holes, side.resolution), (expected["holes"].as_u64().unwrap_or(0), Some(Resolution::Minute)));
        let gaps = expected["longest"].as_array().expect("gaps");
        assert_eq!(gaps.len(), side.longest_gaps.len());
        for (gap, expected) in side.longest_gaps.iter().zip(gaps) {
            assert_eq!((Some(&*gap.from), Some(&*gap.to)), (expected["from"].as_str(), expected["to"].as_str()));
            near(Some(gap.seconds), &expected["seconds"], "gap");
        }
    }
    // No weekday is rare, so nothing is pooled.
    let weekdays = found.weekdays.expect("weekdays");
    near(Some(weekdays.chi_square), &golden["weekdays"]["chi_square"], "chi square");
    near(Some(weekdays.p_value), &golden["weekdays"]["p_value"], "p");
    assert!(found.hours.is_some_and(|hours| hours.effect > 0.05), "production flies more at ten");
    assert!(found.overlap_days.is_some_and(|days| days < -61.0 && days > -62.0), "{:?}", found.overlap_days);
    assert!(!column(&reference, &production).drift.tested);
}

#[test]
fn moments_have_not_changed_from_themselves_in_any_order() {
    for side in flights() {
        let found = profile(&side, &shuffled(&side));
        assert_eq!(found.reference, found.production);
        for change in [&found.hours, &found.weekdays].map(|change| change.as_ref().expect("enough moments")) {
            assert_eq!((change.effect, change.p_value), (0.0, 1.0));
            assert!(change.chi_square < 1e-20, "{change:?}");
        }
        assert_eq!(found.overlap_days, found.reference.span_days);
    }
}

#[test]
fn dates_have_no_hours() {
    let dates: String = (1..=28).map(|day| format!("{{\"d\":\"2024-02-{day:02}\"}}\n")).collect();
    let found = profile(&table(&dates), &table(&dates.replace("-02-", "-03-")));
    assert!(found.hours.is_none() && found.reference.hours.is_empty());
    assert_eq!((found.reference.resolution, found.reference.weekdays), (Some(Resolution::Day), vec![4; 7]));
    assert_eq!(found.reference.median_spacing, Some(86_400.0));
    assert_eq!(found.overlap_days, Some(-2.0));
    let said = column(&table(&dates), &table(&dates.replace("-02-", "-03-"))).finding;
    assert!(said.contains("production begins 2 days after the reference ends"), "{said}");
    let said = column(&table(&dates.replace("-02-", "-03-")), &table(&dates)).finding;
    assert!(said.contains("production ends 2 days before the reference begins"), "{said}");
}

#[test]
fn a_side_without_moments_and_strange_ones() {
    let some = table(
        "{\"at\":\"2024-02-01T10:00:00Z\"}\n{\"at\":\"2024-02-01T10:00:00Z\"}\n{\"at\":\"2024-02-02T10:00:00Z\"}\n",
    );
    let none = table("{\"at\":null}\n{\"at\":null}\n");
    let found = profile(&some, &none);
    assert_eq!((found.production, found.overlap_days, found.hours), (MomentSide::default(), None, None));
    let far =
        table("{\"at\":\"0001-01-01\"}\n{\"at\":\"9998-12-31T23:59:59.5Z\"}\n{\"at\":\"1969-12-31T23:59:60Z\"}\n");
    let found = profile(&far, &some);
    assert_eq!(
        (found.reference.hours.iter().sum::<u64>(), found.reference.resolution),
        (3, Some(Resolution::Fraction))
    );
    assert_eq!(found.reference.longest_gaps.len(), 2);
}
