//! Ranked lists: the metrics of queries, from scores or from places. Lists of two items, whose figures are counted by hand.

use crate::common::table;
use driftscope_drift::compare;
use driftscope_report::{AlertState, Metric, MetricOutcome, Performance, Report, Role, Settings, Task};
use driftscope_table::Table;

/// 200 queries of two items a side, of which one is relevant: the first of the list in all but every tenth query of the reference and
/// every second one of production.
fn logs(row: impl Fn(usize, usize, bool, bool) -> String) -> [Table; 2] {
    [10_usize, 2].map(|every| {
        let items = |query: usize| {
            let is_first = !query.is_multiple_of(every);
            [0, 1].map(|place| row(query, place, (place == 0) == is_first, every == 2)).concat()
        };
        table(&(0..200).map(items).collect::<String>())
    })
}

fn compared(sides: &[Table; 2], settings: &str) -> Report {
    compare(&sides[0], &sides[1], &serde_json::from_str::<Settings>(settings).unwrap())
}

fn metric<'a>(found: &'a Performance, id: &str) -> &'a Metric {
    found.metrics.iter().find(|metric| metric.id == id).unwrap_or_else(|| panic!("there is no {id}"))
}

fn assert_figures(report: &Report) {
    let found = report.performance.as_ref().unwrap();
    assert_eq!(found.task, Task::Ranking);
    assert_eq!((found.reference.compared, found.production.compared), (400, 400));
    // 1/log₂(3) is what a relevant item in second place is worth.
    let second = 0.630_929_753_571_457_4;
    for (id, expected) in [
        ("mrr", [0.9 + 0.1 * 0.5, 0.5 + 0.5 * 0.5]),
        ("ndcg_at_10", [0.9 + 0.1 * second, 0.5 + 0.5 * second]),
        ("map_at_10", [0.9 + 0.1 * 0.5, 0.5 + 0.5 * 0.5]),
        ("precision_at_10", [0.1, 0.1]),
        ("recall_at_10", [1.0, 1.0]),
        ("hit_rate_at_10", [1.0, 1.0]),
    ] {
        let metric = metric(found, id);
        for (side, expected) in [metric.reference, metric.production].into_iter().zip(expected) {
            let side = side.unwrap();
            assert!((side.value.unwrap() - expected).abs() < 1e-12 && side.n == 200, "{id}: {side:?}");
        }
        let worse = matches!(id, "mrr" | "ndcg_at_10" | "map_at_10");
        assert_eq!(metric.outcome == MetricOutcome::Worse, worse, "{id}: {:?}", metric.outcome);
    }
    assert!(found.confusion.is_none() && found.estimate.is_none() && found.errors.is_empty());
}

#[test]
fn lists_are_ranked_by_their_scores() {
    let sides = logs(|query, place, is_relevant, _| {
        let score = 0.9 - 0.3 * place as f64 + 0.001 * (query % 7) as f64;
        format!(
            "{{\"query_id\":\"q{query}\",\"item\":{place},\"score\":{score},\"relevance\":{}}}\n",
            if is_relevant { 2 } else { 0 }
        )
    });
    let report = compared(&sides, "{}");
    assert_eq!(report.columns.iter().find(|column| column.name == "query_id").unwrap().role, Role::Query);
    assert_figures(&report);
}

#[test]
fn lists_are_ranked_by_their_places_and_judged_by_truth_values() {
    let sides = logs(|query, place, is_relevant, is_production| {
        let clicked = if is_relevant { "true" } else { "false" };
        let user = query + if is_production { 1_000 } else { 0 };
        format!("{{\"user_id\":{user},\"rank\":{},\"clicked\":{clicked}}}\n", place + 1)
    });
    let settings =
        r#"{"columns":{"user_id":{"role":"query"},"rank":{"role":"prediction"},"clicked":{"role":"target"}}}"#;
    assert_figures(&compared(&sides, settings));
}

#[test]
fn queries_of_one_row_are_no_lists() {
    let sides = logs(|query, place, is_relevant, _| {
        let label = u8::from(is_relevant);
        format!(
            "{{\"query_id\":\"{query}-{place}\",\"score\":{},\"prediction\":{},\"target\":{label}}}\n",
            0.6 - 0.2 * place as f64,
            1 - place
        )
    });
    assert_eq!(compared(&sides, "{}").performance.unwrap().task, Task::Binary);
}

/// Down to the first rank every figure is the share of lists whose first item is relevant; down to any later one the second item counts, and
/// precision is one relevant item over k, whether or not the list has k items. Alerts and windows name the same metric.
#[test]
fn the_rank_down_to_which_items_count_is_a_setting() {
    let sides = logs(|query, place, is_relevant, _| {
        let score = 0.9 - 0.3 * place as f64;
        format!("{{\"query_id\":\"q{query}\",\"score\":{score},\"relevance\":{}}}\n", u8::from(is_relevant))
    });
    let at = |k: u32| {
        let rule = |metric: &str| {
            format!(r#"{{"name":"{metric}","metric":"performance.{metric}","when":{{"below":0.99}},"sure":0}}"#)
        };
        let rules = [rule(&format!("recall_at_{k}")), rule(&format!("recall_at_{}", k + 1))].join(",");
        compared(&sides, &format!(r#"{{"ranking_depth":{k},"alerts":[{rules}]}}"#))
    };
    let value = |report: &Report, id: &str| {
        let metric = metric(report.performance.as_ref().unwrap(), id);
        [metric.reference, metric.production].map(|side| side.unwrap().value.unwrap())
    };
    let first = at(1);
    for id in ["ndcg_at_1", "map_at_1", "precision_at_1", "recall_at_1", "hit_rate_at_1"] {
        assert_eq!(value(&first, id), [0.9, 0.5], "{id}");
    }
    assert_eq!(value(&first, "mrr"), [0.95, 0.75], "the reciprocal rank has no end");
    // A rule on another rank than that of the report watches nothing.
    let states: Vec<AlertState> = first.alerts.iter().map(|alert| alert.state).collect();
    assert_eq!(states, [AlertState::Firing, AlertState::NoData]);
    for k in [3, 100] {
        let report = at(k);
        for (id, expected) in [("precision", 1.0 / f64::from(k)), ("recall", 1.0), ("hit_rate", 1.0)] {
            let found = value(&report, &format!("{id}_at_{k}"));
            assert!(found.iter().all(|found| (found - expected).abs() < 1e-12), "{id} at {k}: {found:?}");
        }
        let [_, production] = value(&report, &format!("ndcg_at_{k}"));
        assert!((production - (0.5 + 0.5 * 0.630_929_753_571_457_4)).abs() < 1e-12);
        assert_eq!(report.alerts[0].state, AlertState::Ok);
    }
}
