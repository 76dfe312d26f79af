//! The model's metrics from profiles: labels, answers and scores counted together.

use driftscope_drift::{KeptTogether, Profile, compare, compare_profiles, profile_from_json, profile_to_json};
use driftscope_report::{MetricValue, Performance, Settings, Task, WindowUnit};
use driftscope_stats::random::Random;
use driftscope_table::{Table, WindowBy};

use crate::common::{flights, table};

fn keeping(table: &Table) -> Profile {
    Profile::keeping(table, KeptTogether::Model)
}

fn read_again(profile: &Profile) -> Profile {
    let read = profile_from_json(&profile_to_json(profile)).unwrap();
    assert_eq!(&read, profile);
    read
}

fn performance_of(sides: &[Profile; 2]) -> Performance {
    compare_profiles(&sides[0], &sides[1], &Settings::default()).performance.unwrap()
}

/// What profiles do not know of it.
fn known(performance: &Performance) -> Performance {
    Performance { errors: Vec::new(), estimate: None, ..performance.clone() }
}

#[test]
fn windows_of_profiles_have_the_performance_of_the_rows() {
    let tables = flights();
    let rows = compare(&tables[0], &tables[1], &Settings::default()).performance.unwrap();
    let by = WindowBy { column: None, unit: WindowUnit::Day };
    let sides = tables.each_ref().map(|table| {
        let profile = Profile::of_windows_keeping(table, &by, KeptTogether::Model).unwrap();
        let names = ["model_version", "prediction.class", "actual", "prediction.confidence"];
        assert_eq!(profile.kept_together(), names);
        read_again(&profile)
    });
    let found = performance_of(&sides);
    assert!(found.groups.len() > 90 && found.change.is_some() && found.metrics.len() > 10);
    // The mean confidence is a sum of other terms.
    let rounded = |mut performance: Performance| {
        for metric in &mut performance.context {
            for side in [&mut metric.reference, &mut metric.production].into_iter().flatten() {
                let round = |figure: f64| (figure * 1e12).round() / 1e12;
                *side = MetricValue {
                    value: side.value.map(round),
                    low: side.low.map(round),
                    high: side.high.map(round),
                    n: side.n,
                };
            }
            metric.difference = None;
        }
        performance
    };
    assert_eq!(rounded(found), rounded(known(&rows)));
    // Without it, there is none.
    let without = tables.each_ref().map(Profile::of);
    assert!(compare_profiles(&without[0], &without[1], &Settings::default()).performance.is_none());
    assert!(compare_profiles(&sides[0], &without[1], &Settings::default()).performance.is_none());
}

/// Rows of two versions whose scores all differ.
fn scored(rows: usize, seed: u64) -> Table {
    let mut random = Random::new(seed);
    let line = |_: usize| {
        let score = random.unit();
        let is_true = random.unit() < 0.1 + 0.8 * score;
        let label = if random.unit() < 0.05 { "null".to_owned() } else { is_true.to_string() };
        let version = if random.unit() < 0.3 { 2 } else { 1 };
        format!(
            "{{\"label\":{label},\"prediction\":\"{}\",\"score\":{score},\"model_version\":\"v{version}\"}}\n",
            if score >= 0.5 { "yes" } else { "no" }
        )
    };
    table(&(0..rows).map(line).collect::<String>())
}

#[test]
fn parts_merged_in_any_order_are_the_whole() {
    let mut random = Random::new(3);
    let table = scored(30_000, 1);
    let whole = keeping(&table);
    let mut parts: Vec<Profile> = (0..5)
        .map(|part| {
            let kept: Vec<bool> = (0..table.rows).map(|row| row % 5 == part || part == 4 && row % 7 == 0).collect();
            let kept: Vec<bool> = kept.iter().enumerate().map(|(row, kept)| *kept && (row % 5 == part)).collect();
            keeping(&table.chosen(&kept, String::new()))
        })
        .collect();
    while parts.len() > 1 {
        let part = parts.swap_remove(random.below(parts.len() as u64) as usize);
        let at = random.below(parts.len() as u64) as usize;
        parts[at].merge(part).unwrap();
    }
    let model = |profile: &Profile| {
        let text = profile_to_json(profile);
        text[text.find("\"model\"").unwrap()..].to_owned()
    };
    assert_eq!(model(&parts[0]), model(&whole));
    assert!(model(&whole).contains("\"dropped_bits\""), "scores share buckets");
    let mut lacking = whole.clone();
    lacking.merge(Profile::of(&table)).unwrap();
    assert!(lacking.kept_together().is_empty());
    read_again(&whole);
}

/// Classes are counted exactly; scores that share buckets move their metrics by less than a bucket is wide.
#[test]
fn many_scores_cost_less_than_a_thousandth() {
    let tables = [scored(30_000, 1), scored(20_000, 2)];
    let rows = compare(&tables[0], &tables[1], &Settings::default()).performance.unwrap();
    let found = performance_of(&tables.each_ref().map(keeping));
    assert_eq!(
        (found.task, &found.positive, &found.columns.score),
        (Task::Binary, &rows.positive, &rows.columns.score)
    );
    // A bucket on the threshold holds scores of both answers.
    let thresholds = [&found, &rows].map(|found| found.columns.threshold.unwrap());
    assert!((thresholds[0] - thresholds[1]).abs() < 1e-3, "{thresholds:?}");
    assert_eq!(found.confusion, rows.confusion);
    assert_eq!(found.groups.len(), rows.groups.len());
    let mut apart = 0;
    for (metric, exact) in found.metrics.iter().zip(&rows.metrics) {
        assert_eq!((&metric.id, metric.outcome), (&exact.id, exact.outcome));
        for (side, exact) in [(&metric.reference, &exact.reference), (&metric.production, &exact.production)] {
            let (side, exact) = (side.unwrap(), exact.unwrap());
            let error = (side.value.unwrap() - exact.value.unwrap()).abs();
            assert!(error < 1e-3 && side.n == exact.n, "{}: {error}", metric.id);
            apart += usize::from(error > 0.0);
        }
    }
    assert!(apart >= 4, "the scores are bucketed");
}

#[test]
fn numbers_and_scores_of_several_classes_keep_no_more_than_they_tell() {
    let line = |row: usize| {
        let share = row as f64 / 400.0;
        format!(
            "{{\"target\":{},\"prediction\":{},\"label\":\"{}\",\"proba_a\":{share},\"proba_b\":{}}}\n",
            share * 7.5,
            share * 7.0,
            ["a", "b"][row % 2],
            1.0 - share
        )
    };
    let lines: String = (0..400).map(line).collect();
    assert!(keeping(&table(&lines)).kept_together().is_empty());
    let classes = lines.replace("\"target\"", "\"x\"").replace("\"prediction\":", "\"y\":");
    assert!(keeping(&table(&classes)).kept_together().is_empty(), "two scores and no answer");
    let answered =
        classes.replace("\"y\":", "\"z\":").replace("\"label\":\"a\"", "\"label\":\"a\",\"prediction\":\"b\"");
    assert_eq!(keeping(&table(&answered)).kept_together(), ["label", "prediction"]);
    let infinite = answered.replace("\"label\":\"a\"", "\"label\":1").replace("\"label\":\"b\"", "\"label\":Infinity");
    assert!(keeping(&table(&infinite)).kept_together().is_empty(), "JSON would lose the label");
    let many: String = (0..400).map(|row| format!("{{\"label\":\"l{row}\",\"prediction\":\"p\"}}\n")).collect();
    assert!(keeping(&table(&many)).kept_together().is_empty());
}

#[test]
fn a_model_that_cannot_be_is_refused() {
    let profile = keeping(&table(&"{\"label\":true,\"prediction\":1,\"score\":0.25}\n".repeat(3)));
    let text = profile_to_json(&profile);
    let model = "\"model\":{\"classes\":[\"label\",\"prediction\"],\"score\":\"score\",\"cells\":[{\"values\":[true,1.0],\"scores\":{\"low\":[0.25],\"count\":[3]}}]}";
    assert!(text.contains(model), "{text}");
    for (from, to) in [
        ("\"count\":[3]}}]", "\"count\":[2]}}]"),
        ("[true,1.0]", "[true]"),
        ("\"score\":\"score\",", ""),
        ("[\"label\",\"prediction\"]", "[\"label\",\"label\"]"),
        ("\"low\":[0.25],\"count\":[3]}}]", "\"low\":[0.25],\"count\":[3]}},{\"values\":[true,1.0]}]"),
    ] {
        let error = profile_from_json(&text.replace(model, &model.replacen(from, to, 1))).unwrap_err().to_string();
        assert!(error.starts_with("the table of the model"), "{from}: {error}");
    }
}
