//! `driftscope diff`.

use driftscope_report::{ColumnReport, Drift, Outcome, Presence, Report, Severity, Verdict, sealed_json};

use crate::bench::Bench;

/// A column with an effect and its interval; none for one that did not drift.
fn column(name: &str, effect: Option<[f64; 3]>) -> ColumnReport {
    let [low, effect, high] = effect.map_or([None; 3], |ends| ends.map(Some));
    let drifted = effect.is_some();
    let outcome = if drifted { Outcome::Drifted } else { Outcome::NoDrift };
    let severity = if drifted { Severity::Moderate } else { Severity::None };
    ColumnReport {
        name: name.to_owned(),
        presence: Presence::Both,
        finding: format!("{name} moved"),
        drift: Drift { tested: true, drifted, outcome, severity, effect, low, high, ..Drift::default() },
        ..ColumnReport::default()
    }
}

fn report(sentence: &str, columns: Vec<ColumnReport>) -> String {
    let verdict = Verdict { sentence: sentence.to_owned(), ..Verdict::default() };
    sealed_json(&Report { verdict, columns, ..Report::default() })
}

#[test]
fn new_gone_worse_and_better_are_told_and_chance_is_not() {
    let bench = Bench::new("diff");
    let before = vec![
        column("new", None),
        column("gone", Some([0.1, 0.12, 0.14])),
        column("worse", Some([0.1, 0.12, 0.14])),
        column("better", Some([0.3, 0.32, 0.34])),
        column("alike", Some([0.1, 0.12, 0.14])),
        column("lost", None),
    ];
    let after = vec![
        column("new", Some([0.1, 0.12, 0.14])),
        column("gone", None),
        column("worse", Some([0.2, 0.22, 0.24])),
        column("better", Some([0.1, 0.12, 0.14])),
        column("alike", Some([0.13, 0.15, 0.17])),
        column("found", None),
    ];
    bench.write("before.json", report("4 drifted", before));
    bench.write("after.json", report("4 drifted now", after));
    let told = bench.run(&["diff", "before.json", "after.json"]).answers(1).stdout.clone();
    let wanted = "before  4 drifted\nafter   4 drifted now\n\nNew drift (1)\n▲ new: new moved\n\nWorse (1)\n\
                  ▲ worse: ▲ Moderate 0.12 (0.10 to 0.14) → ▲ Moderate 0.22 (0.20 to 0.24)\n\nBetter (1)\n\
                  ▽ better: ▲ Moderate 0.32 (0.30 to 0.34) → ▲ Moderate 0.12 (0.10 to 0.14)\n\nGone (1)\n\
                  ✓ gone: ▲ Moderate 0.12 (0.10 to 0.14) → ✓ No drift –\n\nColumns (2)\n± found is in this report only\n\
                  ± lost is in the earlier report only\n";
    assert_eq!(told, wanted);
    let same = bench.run(&["diff", "after.json", "after.json"]).answers(0).stdout.clone();
    assert!(same.ends_with("\nNothing is new, gone, worse or better\n"), "{same}");
    bench.write("other.json", "{}");
    bench.run(&["diff", "before.json", "other.json"]).refuses(&["other.json"]);
}

#[test]
fn reports_under_other_settings_or_references_are_noted() {
    let bench = Bench::with_pair("diff-notes");
    for (name, more) in [("a.json", &[][..]), ("b.json", &["--preset", "psi"][..])] {
        let arguments = [&["reference.jsonl", "drifted.jsonl", "--format", "json", "-o", name][..], more].concat();
        bench.compare(&arguments).answers(0);
    }
    let told = bench.run(&["diff", "a.json", "b.json"]).stdout.clone();
    assert!(told.contains("under different settings") && !told.contains("different references"), "{told}");
}
