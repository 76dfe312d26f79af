//! How the model is served: the flight logs as pandas sees them, a dashboard's last hour, errors of every spelling, versions compared.

use crate::common::{flights, near_to, table};
use driftscope_drift::compare;
use driftscope_report::{Service, ServiceFigures, ServiceOutcome, Settings};
use driftscope_stats::random::Random;
use driftscope_table::Table;
use serde_json::Value;

fn golden() -> Value {
    serde_json::from_str(include_str!("golden/service.json")).unwrap()
}

fn service(sides: &[Table; 2]) -> Service {
    compare(&sides[0], &sides[1], &Settings::default()).service.unwrap()
}

fn same(found: &ServiceFigures, expected: &Value, what: &str) {
    assert_eq!(found.requests, expected["requests"].as_u64().unwrap(), "{what}");
    for (id, value) in
        [("mean", found.mean), ("p50", found.p50), ("p95", found.p95), ("p99", found.p99), ("max", found.max)]
    {
        near_to(value, &expected[id], &format!("{what}: {id}"), 1e-12);
    }
}

#[test]
fn the_flight_logs_are_as_pandas_sees_them() {
    let golden = &golden()["flights"];
    let found = service(&flights());
    assert_eq!((found.unit.as_deref(), found.versions.join(" ").as_str()), (Some("ms"), "v1.0 v1.1"));
    same(&found.reference, &golden["reference"], "reference");
    same(&found.production, &golden["production"], "production");
    // Every day has rows, so that the covered time is all of it.
    for (side, name) in [(&found.reference, "reference"), (&found.production, "production")] {
        near_to(side.covered_seconds, &golden[name]["span"], name, 1e-12);
    }
    let mut compared = 0;
    for group in &found.groups {
        let key = if group.by == "window" { "days" } else { "versions" };
        for (side, name) in [(&group.reference, "reference"), (&group.production, "production")] {
            if let Some(side) = side {
                same(side, &golden[name][key][&group.value], &group.value);
                compared += 1;
            }
        }
    }
    let days = |name: &str| golden[name]["days"].as_object().unwrap().len();
    assert_eq!(compared, days("reference") + days("production") + 3);
    let slower = found.changes.iter().all(|change| change.outcome == ServiceOutcome::Slower);
    assert!(slower && found.changes.len() == 4, "{:?}", found.changes);
    assert_eq!((found.reference.error_share, found.last_hour), (None, None));
    // One version follows the other.
    let comparison = found.comparison.unwrap();
    assert_eq!((comparison.windows, comparison.changes.len()), (0, 0));
    // Both answered on one day, and at no time together.
    let [older, newer] = [&comparison.older_period, &comparison.newer_period];
    assert_eq!(
        [&older.first, &older.last, &newer.first, &newer.last],
        ["2013-03-01", "2013-07-01", "2013-07-01", "2013-08-01"]
    );
}

#[test]
fn the_last_hour_is_that_of_a_dashboard_to_the_digit() {
    let golden = golden();
    let logs = [0, 1].map(|side| table(golden["logs"][side].as_str().unwrap()));
    let found = service(&logs);
    assert_eq!(found.status, ["success"]);
    let (last, summary) = (found.last_hour.unwrap(), &golden["summary"]);
    assert_eq!(last.requests, summary["total_requests"].as_u64().unwrap());
    near_to(last.success_share.map(|share| 100.0 * share), &summary["success_rate"], "success", 1e-14);
    near_to(last.mean, &summary["avg_latency_ms"], "mean", 1e-14);
    for (value, key) in [(last.p95, "p95_latency_ms"), (last.p99, "p99_latency_ms"), (last.max, "max_latency_ms")] {
        near_to(value, &summary[key], key, 0.0);
    }
    let shown = driftscope_present::service::last_hour(&last, Some("ms"));
    let printed = ["success_rate", "avg_latency_ms", "p95_latency_ms", "p99_latency_ms", "max_latency_ms"];
    for ((_, shown), key) in shown[1..].iter().zip(printed) {
        assert!(shown.starts_with(golden["printed"][key].as_str().unwrap()), "{shown}: {key}");
    }
}

/// A log of a day: `write` writes what follows the timestamp of each row.
fn log(day: u32, rows: usize, mut write: impl FnMut(usize) -> String) -> Table {
    let line = |row: usize| {
        let second = row * 80_000 / rows;
        let (hour, minute, rest) = (second / 3_600, second / 60 % 60, second % 60);
        format!("{{\"timestamp\":\"2026-10-{day:02}T{hour:02}:{minute:02}:{rest:02}Z\",{}}}\n", write(row))
    };
    table(&(0..rows).map(line).collect::<String>())
}

#[test]
fn errors_of_every_spelling_are_one_share() {
    // A tenth of the reference fails, and a fifth of production.
    let spellings: [fn(bool) -> String; 6] = [
        |fails| format!("\"status_code\":{}", if fails { 503 } else { 200 }),
        |fails| format!("\"status\":\"{}\"", if fails { "500" } else { "200" }),
        |fails| format!("\"level\":\"{}\"", if fails { "ERROR" } else { "INFO" }),
        |fails| format!("\"success\":{}", !fails),
        |fails| format!("\"status\":\"{}\"", if fails { "failed" } else { "ok" }),
        |fails| format!("\"is_error\":{fails}"),
    ];
    for (place, spelling) in spellings.into_iter().enumerate() {
        let sides = [10, 5]
            .map(|every: usize| log(1, 1_000, |row| format!("{},\"x\":{}", spelling(row % every == 0), row % 7)));
        let found = service(&sides);
        let shares = [found.reference.error_share, found.production.error_share];
        assert_eq!(shares, [Some(0.1), Some(0.2)], "{place}: {:?}", found.status);
        let change = found.changes.iter().find(|change| change.id == "error_share").unwrap();
        assert_eq!(change.outcome, ServiceOutcome::MoreErrors, "{place}");
        assert_eq!(found.production.client_error_share, None);
        assert_eq!(found.production.p50, None);
    }
}

#[test]
fn client_errors_stand_apart_and_so_do_latencies_of_errors() {
    let sides = [1, 2].map(|day| {
        log(day, 1_000, |row| {
            let (status, latency) = match row % 10 {
                0 => (500, 2.0),
                1 | 2 => (404, 3.0),
                _ => (200, 30.0 + (row % 9) as f64),
            };
            format!("\"status_code\":{status},\"duration_seconds\":{latency}")
        })
    });
    let found = service(&sides);
    let side = &found.production;
    assert_eq!((side.error_share, side.client_error_share, side.availability), (Some(0.1), Some(0.2), Some(0.9)));
    let (successes, errors) = (side.successes.unwrap(), side.errors.unwrap());
    assert_eq!((successes.n, errors.n, errors.max), (700, 300, 3.0));
    assert!(successes.p50 >= 30.0);
    assert_eq!(found.unit.as_deref(), Some("s"));
}

#[test]
fn quantiles_without_enough_requests_have_no_upper_end() {
    let sides = [1, 2].map(|day| log(day, 100, |row| format!("\"latency\":{}", 1.25 * (row + 1) as f64)));
    let found = service(&sides);
    let side = &found.production;
    assert_eq!(found.unit, None);
    assert!(side.p95_interval.unwrap().high.is_some());
    let p99 = side.p99_interval.unwrap();
    assert!(p99.low.is_some() && p99.high.is_none());
    let row = driftscope_present::service::rows(&found).into_iter().find(|row| row.id == "p99").unwrap();
    assert!(row.intervals[1].starts_with("at least "), "{row:?}");
}

#[test]
fn versions_that_answer_at_the_same_time_are_compared_within_windows() {
    // Latency and errors rise from day to day; the new version gets more of the requests of late days and is a fifth faster.
    let mut random = Random::new(5);
    let mut lines = |month: u32| -> String {
        let mut lines = String::new();
        for (day, row) in (1..=20_u32).flat_map(|day| (0..200_u32).map(move |row| (day, row))) {
            let mut draw = || random.below(1 << 20) as f64 / f64::from(1_u32 << 20);
            let is_new = draw() < f64::from(day) / 21.0;
            let usual = 20.0 * f64::from(day) * (0.8 + 0.4 * draw());
            let latency = if is_new { 0.8 * usual } else { usual };
            let fails = draw() < if is_new { 0.01 } else { 0.09 } + f64::from(day) / 100.0;
            let version = if is_new { "b" } else { "a" };
            lines += &format!(
                "{{\"timestamp\":\"2026-{month:02}-{day:02}T{:02}:{:02}:00Z\",\"latency_ms\":{latency:.3},\"success\":{},\"model_version\":\"{version}\"}}\n",
                row / 10,
                row % 10,
                !fails
            );
        }
        lines
    };
    let sides = [9, 10].map(|month| table(&lines(month)));
    let found = service(&sides);
    let comparison = found.comparison.unwrap();
    assert_eq!((comparison.older.as_str(), comparison.newer.as_str()), ("a", "b"));
    assert!(comparison.windows > 20, "{}", comparison.windows);
    let of = |id: &str| comparison.changes.iter().find(|change| change.id == id).unwrap();
    let ratio = of("latency_ratio");
    assert!((ratio.value - 0.8).abs() < 0.02 && ratio.outcome == ServiceOutcome::Faster, "{ratio:?}");
    let errors = of("error_share");
    assert!((errors.value + 0.08).abs() < 0.02 && errors.outcome == ServiceOutcome::FewerErrors, "{errors:?}");
    // Pooled over days, the newer version looks slower.
    let pooled = |version: &str| {
        let group = found.groups.iter().find(|group| group.by == "version" && group.value == version).unwrap();
        group.production.as_ref().unwrap().p50.unwrap()
    };
    assert!(pooled("b") > pooled("a"));
}

#[test]
fn nothing_changed_raises_no_alarm() {
    let mut random = Random::new(11);
    let mut alarms = 0;
    for _ in 0..60 {
        let sides = [1, 2].map(|day| {
            log(day, 600, |_| {
                let mut draw = || (random.below(1 << 20) as f64 + 1.0) / f64::from((1_u32 << 20) + 1);
                // A gamma of shape 2, as latencies are.
                let latency = -15.0 * libm::log(draw() * draw());
                format!("\"latency_ms\":{latency:.4},\"success\":{}", draw() > 0.02)
            })
        });
        let is_alarm = |outcome| !matches!(outcome, ServiceOutcome::NoChange | ServiceOutcome::TooFewRequests);
        alarms += usize::from(service(&sides).changes.iter().any(|change| is_alarm(change.outcome)));
    }
    // One of twenty is 3 of 60; 8 or more would come by chance in fewer than one of a hundred runs.
    assert!(alarms < 8, "{alarms} of 60");
}

#[test]
fn small_cells_hostile_values_and_strangers_are_no_figures() {
    // Neither latency nor status: no service.
    let plain = [1, 2].map(|day| log(day, 50, |row| format!("\"x\":{row}")));
    assert!(compare(&plain[0], &plain[1], &Settings::default()).service.is_none());
    // Versions with fewer than 10 requests are one group, which is left out where it is small, too.
    let sides = [1, 2].map(|day| {
        log(day, 500, |row| {
            format!("\"latency_ms\":{},\"model_version\":\"{}\"", row % 40, if row < 4 { "rare" } else { "usual" })
        })
    });
    let found = service(&sides);
    let values: Vec<&str> =
        found.groups.iter().filter(|group| group.by == "version").map(|group| group.value.as_str()).collect();
    assert_eq!(values, ["usual"]);
    for group in &found.groups {
        let sides = [&group.reference, &group.production];
        assert!(sides.into_iter().flatten().all(|side| side.requests >= 10));
    }
    // Infinite and negative latencies do not reach a figure as such.
    let sides = [1, 2].map(|day| {
        log(day, 300, |row| {
            format!(
                "\"latency_ms\":{}",
                match row {
                    0 => "1e400".to_owned(),
                    1 => "-5".to_owned(),
                    row => row.to_string(),
                }
            )
        })
    });
    let report = compare(
        &sides[0],
        &sides[1],
        &serde_json::from_str(r#"{"columns":{"latency_ms":{"role":"latency"}}}"#).unwrap(),
    );
    let found = report.service.unwrap();
    assert_eq!(found.production.negative_latencies, 1);
    assert!(
        [found.production.p50, found.production.p99].iter().flatten().all(|value| value.is_finite() && *value >= 0.0)
    );
}
