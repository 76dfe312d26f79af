//! The changes that are tried, each a law before and a law after.

use driftscope_stats::random::Random;

/// Draws one value.
pub(crate) type Draw = fn(&mut Random) -> f64;

/// A change of a column of numbers.
pub(crate) struct Kind {
    pub name: &'static str,
    pub before: Draw,
    pub after: Draw,
}

/// A standard normal value, by Box and Muller's polar way.
pub(crate) fn normal(random: &mut Random) -> f64 {
    loop {
        let (x, y) = (2.0 * random.unit() - 1.0, 2.0 * random.unit() - 1.0);
        let square = x * x + y * y;
        if square > 0.0 && square < 1.0 {
            return x * (-2.0 * libm::log(square) / square).sqrt();
        }
    }
}

fn exponential(random: &mut Random) -> f64 {
    -libm::log(1.0 - random.unit())
}

fn gamma_four(random: &mut Random) -> f64 {
    (0..4).map(|_| exponential(random)).sum::<f64>() * 0.5 - 2.0
}

fn student_three(random: &mut Random) -> f64 {
    let chi_square: f64 = (0..3).map(|_| normal(random)).map(|z| z * z).sum();
    normal(random) / (chi_square / 3.0).sqrt() / 3.0_f64.sqrt()
}

fn or(random: &mut Random, share: f64, other: Draw, usual: Draw) -> f64 {
    if random.unit() < share { other(random) } else { usual(random) }
}

fn poisson(random: &mut Random, mean: f64) -> f64 {
    let (mut product, mut count) = (random.unit(), 0.0);
    let enough = libm::exp(-mean);
    while product > enough {
        product *= random.unit();
        count += 1.0;
    }
    count
}

/// A moment within a year, in whole days: weekdays three times as often as days of the weekend.
fn day(random: &mut Random, weekend: f64) -> f64 {
    loop {
        let day = random.below(364);
        if day % 7 < 5 || random.unit() < weekend {
            return day as f64;
        }
    }
}

pub(crate) fn kinds() -> Vec<Kind> {
    let kind = |name, before: Draw, after: Draw| Kind { name, before, after };
    vec![
        kind("mean + 0.2 sd", normal, |r| normal(r) + 0.2),
        kind("sd × 1.2", normal, |r| 1.2 * normal(r)),
        kind("skew (gamma 4)", normal, gamma_four),
        kind("tails (t, 3 df)", normal, student_three),
        kind("second mode, 6 % at 3 sd", normal, |r| or(r, 0.06, |r| 3.0 + 0.3 * normal(r), normal)),
        kind("narrow spike, 8 %", normal, |r| or(r, 0.08, |r| 0.5 + 0.02 * normal(r), normal)),
        kind("clipped at 1.5 sd", normal, |r| normal(r).clamp(-1.5, 1.5)),
        kind("3 % at 5 sd", normal, |r| or(r, 0.03, |r| 5.0 + 0.5 * normal(r), normal)),
        kind("mean + 0.12, sd × 1.12", normal, |r| 0.12 + 1.12 * normal(r)),
        kind(
            "zero-inflated, 85 → 80 % zeros",
            |r| or(r, 0.15, exponential, |_| 0.0),
            |r| or(r, 0.20, exponential, |_| 0.0),
        ),
        kind(
            "zero-inflated, amounts × 1.6",
            |r| or(r, 0.3, exponential, |_| 0.0),
            |r| or(r, 0.3, |r| 1.6 * exponential(r), |_| 0.0),
        ),
        kind("counts, Poisson 3 → 3.35", |r| poisson(r, 3.0), |r| poisson(r, 3.35)),
        kind(
            "counts, wider",
            |r| poisson(r, 3.0),
            |r| {
                let mean = 3.0 * 0.5 * (exponential(r) + exponential(r));
                poisson(r, 0.6 * 3.0 + 0.4 * mean)
            },
        ),
        kind(
            "rounded to 0.1, then to 0.5",
            |r| (10.0 * normal(r)).round() / 10.0,
            |r| or(r, 0.15, |r| (2.0 * normal(r)).round() / 2.0, |r| (10.0 * normal(r)).round() / 10.0),
        ),
        kind(
            "heaped at multiples of 5",
            |r| (20.0 + 8.0 * normal(r)).round(),
            |r| or(r, 0.15, |r| 5.0 * ((20.0 + 8.0 * normal(r)) / 5.0).round(), |r| (20.0 + 8.0 * normal(r)).round()),
        ),
        kind("new bound at 0.1 quantile", exponential, |r| {
            loop {
                let x = exponential(r);
                if x > 0.03 {
                    return x;
                }
            }
        }),
        kind(
            "two regimes, 50 → 58 %",
            |r| or(r, 0.5, |r| 4.0 + normal(r), normal),
            |r| or(r, 0.58, |r| 4.0 + normal(r), normal),
        ),
        kind(
            "ratings 1–5",
            |r| rating(r, [0.05, 0.10, 0.20, 0.35, 0.30]),
            |r| rating(r, [0.08, 0.12, 0.20, 0.32, 0.28]),
        ),
        kind(
            "one of 5 values, 10 → 15 %",
            |r| rating(r, [0.05, 0.10, 0.20, 0.35, 0.30]),
            |r| rating(r, [0.05, 0.15, 0.19, 0.33, 0.28]),
        ),
        kind("new value, 2 %", |r| rating(r, [0.9, 0.1, 0.0, 0.0, 0.0]), |r| rating(r, [0.88, 0.10, 0.02, 0.0, 0.0])),
        kind("days, weekends rarer", |r| day(r, 0.9), |r| day(r, 0.45)),
        kind("rare amounts, 2 %", |r| or(r, 0.02, exponential, |_| 0.0), |r| or(r, 0.04, exponential, |_| 0.0)),
        kind(
            "rare value, 0.5 %",
            |r| rating(r, [0.994, 0.001, 0.005, 0.0, 0.0]),
            |r| rating(r, [0.98, 0.002, 0.018, 0.0, 0.0]),
        ),
        kind("log-normal, σ 0.5 → 0.6", |r| libm::exp(0.5 * normal(r)), |r| libm::exp(0.6 * normal(r))),
    ]
}

fn rating(random: &mut Random, weights: [f64; 5]) -> f64 {
    let mut left = random.unit();
    for (value, weight) in weights.iter().enumerate() {
        left -= weight;
        if left < 0.0 {
            return value as f64 + 1.0;
        }
    }
    5.0
}
