//! The ways to a linear rank statistic's law, compared with listing and with each other.

use super::*;

/// Scores and sizes of groups; centred so that all scores add up to 0.
fn groups(of: &[(i128, u64)]) -> Vec<Scored> {
    let total: u64 = of.iter().map(|group| group.1).sum();
    let all: i128 = of.iter().map(|group| group.0 * i128::from(group.1)).sum();
    let mut groups: Vec<Scored> =
        of.iter().map(|group| Scored { score: group.0 * i128::from(total) - all, size: group.1 }).collect();
    groups.sort_by_key(|group| group.score);
    groups
}

fn away(drawn: u64, groups: &[Scored], far: i128) -> Law {
    Law::new(drawn, groups.to_vec(), Tails { low: Some(-far), high: Some(far) })
}

/// Every sum with its number of ways.
fn listed(drawn: u64, groups: &[Scored]) -> Vec<(i128, f64)> {
    let choose = |of: u64, count: u64| (0..count).map(|k| (of - k) as f64 / (k + 1) as f64).product::<f64>();
    let mut sums = vec![(0, 0_i128, 1.0)];
    for group in groups {
        let with = |(used, sum, weight): (u64, i128, f64)| {
            (0..=group.size.min(drawn - used)).map(move |count| {
                (used + count, sum + group.score * i128::from(count), weight * choose(group.size, count))
            })
        };
        sums = sums.into_iter().flat_map(with).collect();
    }
    sums.into_iter().filter(|way| way.0 == drawn).map(|way| (way.1, way.2)).collect()
}

#[test]
fn counted_laws_are_those_of_all_ways() {
    let cases: [(u64, &[(i128, u64)]); 6] = [
        (3, &[(0, 1), (1, 4), (5, 2)]),
        (5, &[(-7, 3), (2, 3), (3, 1), (10, 1), (11, 2)]),
        (6, &[(0, 7), (3, 5)]),
        (4, &[(0, 1), (1, 1), (2, 5), (9, 4)]),
        (7, &[(-30, 2), (-29, 1), (0, 20), (1, 3), (77, 2)]),
        (9, &[(0, 2), (1, 2), (2, 2), (3, 2), (4, 2), (5, 2), (6, 2), (7, 2)]),
    ];
    for (drawn, of) in cases {
        let groups = groups(of);
        let ways = listed(drawn, &groups);
        let all: f64 = ways.iter().map(|way| way.1).sum();
        for far in ways.iter().map(|way| way.0.abs()).filter(|far| *far > 0) {
            let expected = ways.iter().filter(|way| way.0.abs() >= far).map(|way| way.1).sum::<f64>() / all;
            let law = away(drawn, &groups, far);
            for found in [tables::exactly(&law), ways::tails(&law)] {
                let found = found.expect("there are few ways");
                assert!((found / expected - 1.0).abs() < 1e-9, "{drawn} {of:?} {far}: {found} {expected}");
            }
            // One tail at a time.
            let up = Law::new(drawn, groups.clone(), Tails { low: None, high: Some(far) });
            let expected = ways.iter().filter(|way| way.0 >= far).map(|way| way.1).sum::<f64>() / all;
            assert!((tables::exactly(&up).unwrap() - expected).abs() < 1e-12, "{drawn} {of:?} {far}");
        }
    }
}

/// The ranks of even groups.
fn ranks(count: i128, size: u64) -> Vec<(i128, u64)> {
    (0..count).map(|place| (place, size)).collect()
}

#[test]
fn the_saddlepoint_is_near_the_exact_law() {
    let uneven: Vec<(i128, u64)> = (0..30).map(|place| (place * place / 8, 1 + place as u64 % 3)).collect();
    for (drawn, of) in [(30, ranks(12, 5)), (12, ranks(60, 1)), (25, ranks(50, 1)), (20, uneven), (40, ranks(6, 40))] {
        let groups = groups(&of);
        let unit = away(drawn, &groups, 1).deviation;
        for (z, slack) in [(0.3, 0.004), (1.0, 0.004), (2.0, 0.01), (3.0, 0.02), (4.5, 0.06)] {
            let law = away(drawn, &groups, (z * unit) as i128);
            let (exact, found) = (tables::exactly(&law).unwrap(), saddlepoint::tails(&law, 1.0));
            assert!((found / exact - 1.0).abs() < slack, "{drawn} of {} at {z}: {found:e} {exact:e}", of.len());
        }
    }
}

#[test]
fn rounded_tables_and_steps_are_near_the_exact_law() {
    // Nearly all values are equal, and few are drawn beside them.
    let low = [vec![(0, 4_000)], ranks(60, 2).into_iter().map(|(score, size)| (score + 900, size)).collect()].concat();
    let both = [
        ranks(20, 3),
        vec![(900, 3_000)],
        ranks(25, 2).into_iter().map(|(score, size)| (score + 1_800, size)).collect(),
    ]
    .concat();
    for (drawn, of) in [(60, &low), (1_500, &low), (30, &both), (900, &both)] {
        let groups = groups(of);
        let unit = away(drawn, &groups, 1).deviation;
        for z in [0.4, 1.1, 2.0, 2.9] {
            let law = away(drawn, &groups, (z * unit) as i128);
            let Some(exact) = tables::exactly(&law).or_else(|| ways::tails(&law)) else { continue };
            if let Some(found) = tables::rounded(&law) {
                assert!((found / exact - 1.0).abs() < 0.01, "{drawn} at {z}, rounded: {found} {exact}");
            }
            if drawn > 500 {
                assert!(steps::has_steps(&law));
                let found = steps::tails(&law).unwrap();
                assert!((found / exact - 1.0).abs() < 0.01, "{drawn} at {z}, in steps: {found} {exact}");
            }
        }
    }
}

#[test]
fn any_sizes_and_sums_have_a_probability() {
    let huge = 1_u64 << 31;
    for of in [
        vec![(0, huge), (1, huge)],
        vec![(0, huge), (1, 1)],
        vec![(-5, 1), (0, huge), (1 << 60, 3)],
        ranks(400, huge / 200),
    ] {
        let groups = groups(&of);
        for drawn in [1, 2, 30, huge] {
            let unit = away(drawn, &groups, 1).deviation;
            for z in [1e-9, 0.5, 3.0, 40.0, 1e4, 1e12] {
                let law = away(drawn, &groups, (z * unit) as i128 + 1);
                let found =
                    [tables::exactly(&law), ways::tails(&law), in_steps(&law), Some(saddlepoint::tails(&law, 1.0))];
                for p_value in found.into_iter().flatten() {
                    assert!((0.0..=1.0).contains(&p_value), "{drawn} {z}: {p_value}");
                }
            }
        }
    }
}
