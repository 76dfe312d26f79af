//! Tests against hand-made windows; the golden values are in `tests/oracles/lasting_change.rs`.

use super::*;

/// Days of a noise that repeats in no simple way, with a rise of production's from this day on.
fn days(reference: usize, production: usize, rise: f64, from: usize) -> (Vec<f64>, Vec<u32>) {
    let mut random = Random::new(6);
    let days = reference + production;
    let means = (0..days).map(|day| {
        let noise = (0..12).map(|_| random.unit()).sum::<f64>() - 6.0;
        let rise = if day >= reference + from { rise } else { 0.0 };
        f64::from(u8::from(day % 7 > 4)) + 0.1 * noise + rise
    });
    let weekday = |day: usize| (day % 7) as u32;
    (means.collect(), (0..days).map(weekday).collect())
}

fn change(reference: usize, production: usize, rise: f64, from: usize) -> Result<LastingChange, NoAnswer> {
    let (means, strata) = days(reference, production, rise, from);
    let sizes = vec![100.0; means.len()];
    let windows = Windows { means: &means, sizes: &sizes, components: 1, reference, strata: &strata };
    lasting_change(&windows, 199, 1)
}

#[test]
fn a_planted_rise_has_its_date_and_a_quiet_log_has_none() {
    let found = change(28, 28, 0.5, 9).unwrap();
    assert_eq!((found.start, found.p_value, found.inflation), (9, 0.005, 1.0));
    assert!(found.low <= 9 && found.high >= 9 && found.high - found.low < 4, "{found:?}");
    assert!(change(28, 28, 0.0, 9).unwrap().p_value > 0.1);
}

#[test]
fn windows_that_cannot_answer_have_none() {
    assert_eq!(change(6, 28, 1.0, 3), Err(NoAnswer::TooFewWindows));
    assert_eq!(change(28, 2, 1.0, 0), Err(NoAnswer::TooFewWindows));
    let strata = vec![0; 40];
    let constant = vec![0.5; 40];
    let sizes = vec![10.0; 40];
    let windows = Windows { means: &constant, sizes: &sizes, components: 1, reference: 20, strata: &strata };
    assert_eq!(lasting_change(&windows, 99, 1), Err(NoAnswer::Constant));
    let none = Windows { means: &[], sizes: &[], components: 1, reference: 0, strata: &[] };
    assert_eq!(lasting_change(&none, 9, 1), Err(NoAnswer::TooFewWindows));
}

#[test]
fn a_change_of_dependent_days_must_be_larger() {
    let wander = |rise: f64| {
        let mut random = Random::new(9);
        let mut last = 0.0;
        let means: Vec<f64> = (0..84)
            .map(|day| {
                let noise = (0..12).map(|_| random.unit()).sum::<f64>() - 6.0;
                last = 0.8 * last + 0.6 * noise;
                last + if day >= 60 { rise } else { 0.0 }
            })
            .collect();
        let strata: Vec<u32> = (0..84).map(|day| day % 7).collect();
        let sizes = vec![100.0; 84];
        let windows = Windows { means: &means, sizes: &sizes, components: 1, reference: 42, strata: &strata };
        lasting_change(&windows, 199, 1).unwrap()
    };
    let quiet = wander(0.0);
    assert!(quiet.inflation > 3.0 && quiet.p_value > 0.05, "{quiet:?}");
    let risen = wander(20.0);
    assert!(risen.p_value < 0.01 && (risen.low..=risen.high).contains(&18), "{risen:?}");
}
