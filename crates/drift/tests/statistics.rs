//! The registry of statistics and what is computed are one: a statistic that is declared and never computed, or computed and not
//! declared, fails here.

use std::collections::BTreeSet;

use driftscope_drift::compare;
use driftscope_report::{STATISTICS, Settings};

#[test]
fn every_statistic_is_computed_somewhere_and_nothing_else_is() {
    let row = |x: u32, size: u32| {
        let [few, flag, tiny] = [x % 5, x % 3 / 2, x % 7 / 6];
        let label = if x.is_multiple_of(50) { format!("rare{}", x % 4) } else { format!("l{}", x % 6) };
        format!(
            r#"{{"number":{}.5,"few":{few},"flag":{},"label":"{label}","tiny":"t{}","at":"{:02}:30"}}"#,
            x * x % 997,
            flag == 1,
            tiny * size,
            x % 24
        )
    };
    let log = |rows: u32, size: u32| (0..rows).map(|x| row(x, size) + "\n").collect::<String>();
    let small = |labels: &[&str]| labels.iter().map(|label| format!("{{\"a\":\"{label}\"}}\n")).collect::<String>();
    let pairs = [
        [log(400, 1), log(500, 2)],
        // Expected counts below 5: two categories, and many.
        [small(&["x", "x", "x", "x", "y"]), small(&["x", "y", "y", "y", "y"])],
        [small(&["a", "a", "b", "b", "c", "c", "d", "d"]), small(&["a", "b", "b", "c", "c", "c", "d", "e"])],
    ];
    let mut found = BTreeSet::new();
    let mut gather = |report: driftscope_report::Report| {
        found.extend(report.columns.into_iter().flat_map(|column| column.tests.into_keys()));
    };
    for [reference, production] in pairs {
        let [reference, production] = [reference, production].map(|text| crate::common::table(&text));
        gather(compare(&reference, &production, &Settings::default()));
    }
    for name in ["20-rare-target", "205-many-new-categories", "64-zero-inflated"] {
        let [reference, production] = crate::common::case(name);
        gather(compare(&reference, &production, &Settings::default()));
    }
    let declared: BTreeSet<String> = STATISTICS.iter().map(|statistic| statistic.id.to_owned()).collect();
    assert_eq!(found.difference(&declared).collect::<Vec<_>>(), Vec::<&String>::new(), "computed, and not declared");
    assert_eq!(declared.difference(&found).collect::<Vec<_>>(), Vec::<&String>::new(), "declared, and not computed");
}
