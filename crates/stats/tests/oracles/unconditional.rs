//! The exact unconditional tests against SciPy's and against listing every table.

use driftscope_stats::boschloo::boschloo_exact;
use driftscope_stats::unconditional::unconditional;

use crate::golden::{assert_close, cases, counts, number};

#[test]
fn unconditional_tests_agree() {
    let mut compared = 0;
    for case in cases(include_str!("../golden/unconditional.json"), 30) {
        let table = counts(&case["counts"]);
        let &[a, b, c, d] = table.as_slice() else { panic!("{table:?} is not two by two") };
        let context = format!("{table:?}");
        if !case["boschloo"].is_null() {
            let found = boschloo_exact(a, b, c, d).expect("a small table");
            assert_close(found, number(&case["boschloo"]), 1e-8, &context);
            compared += 1;
        }
        for found in [unconditional(a, b, c, d), unconditional(d, c, b, a)] {
            assert_close(found, number(&case["unconditional"]), 1e-8, &context);
        }
    }
    assert!(compared >= 30, "{compared}");
}
