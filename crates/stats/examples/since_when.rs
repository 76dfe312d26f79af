//! How often the lasting change is found where there is none, and how well a planted one is dated.
//!
//! Prints the tables of docs/calibration.md: `cargo run --release -p driftscope-stats --example since_when`. Each data set has ten
//! columns of normal values in twenty bins, a day with 2000 or 20,000 rows, days that differ by chance of their own and weekends that
//! differ from other days. P-values are corrected over the columns by Benjamini–Hochberg; a claim is one below 0.05.

use driftscope_stats::contrasts::neyman_components;
use driftscope_stats::correction::benjamini_hochberg;
use driftscope_stats::lasting_change::{LastingChange, NoAnswer, Windows, lasting_change};
use driftscope_stats::random::Random;

const COLUMNS: usize = 10;
const BINS: usize = 20;
const ROUNDS: u32 = 499;

/// How days differ, in standard deviations of the values.
#[derive(Clone, Copy)]
struct World {
    name: &'static str,
    reference: usize,
    production: usize,
    rows: f64,
    weekend: f64,
    day: f64,
    /// The correlation of neighbouring days.
    dependence: f64,
}

/// A change of the first columns: by how much, and from which day of production on.
#[derive(Clone, Copy)]
struct Planted {
    shift: f64,
    from: usize,
    columns: usize,
}

fn normal(random: &mut Random) -> f64 {
    let (radius, angle) = (random.unit().max(1e-300), random.unit());
    (-2.0 * libm::log(radius)).sqrt() * libm::cos(2.0 * std::f64::consts::PI * angle)
}

fn below(value: f64) -> f64 {
    0.5 * libm::erfc(-value / std::f64::consts::SQRT_2)
}

/// Counts of a day: a multinomial's mean and covariance, normal.
fn day(mean: f64, rows: f64, edges: &[f64], random: &mut Random) -> Vec<f64> {
    let cumulative: Vec<f64> = edges.iter().map(|edge| below(edge - mean)).chain([1.0]).collect();
    let shares: Vec<f64> =
        (0..BINS).map(|bin| cumulative[bin] - if bin > 0 { cumulative[bin - 1] } else { 0.0 }).collect();
    let noise: Vec<f64> = shares.iter().map(|share| (rows * share).sqrt() * normal(random)).collect();
    let total: f64 = noise.iter().sum();
    shares.iter().zip(noise).map(|(share, noise)| (rows * share + noise - share * total).max(0.0)).collect()
}

/// Ten columns of one data set.
fn data_set(world: World, planted: Option<Planted>, random: &mut Random) -> Vec<Result<LastingChange, NoAnswer>> {
    let edges: Vec<f64> = (1..BINS).map(|bin| quantile(bin as f64 / BINS as f64)).collect();
    let days = world.reference + world.production;
    let strata: Vec<u32> = (0..days).map(|day| (day % 7) as u32).collect();
    (0..COLUMNS)
        .map(|column| {
            let mut own = 0.0;
            let counts: Vec<Vec<f64>> = (0..days)
                .map(|at| {
                    let free = (1.0 - world.dependence * world.dependence).sqrt();
                    own = if at == 0 { normal(random) } else { world.dependence * own + free * normal(random) };
                    let weekend = if at % 7 >= 5 { world.weekend } else { 0.0 };
                    let shift = planted
                        .filter(|planted| column < planted.columns && at >= world.reference + planted.from)
                        .map_or(0.0, |planted| planted.shift);
                    day(weekend + world.day * own + shift, world.rows, &edges, random)
                })
                .collect();
            let pooled: Vec<u64> = (0..BINS).map(|bin| counts.iter().map(|day| day[bin]).sum::<f64>() as u64).collect();
            let components = neyman_components(&pooled, 4);
            let (mut means, mut sizes) = (Vec::new(), Vec::new());
            for day in &counts {
                let rows: f64 = day.iter().sum();
                for component in &components {
                    means.push(day.iter().zip(component).map(|(count, score)| count * score).sum::<f64>() / rows);
                    sizes.push(rows);
                }
            }
            let windows = Windows {
                means: &means,
                sizes: &sizes,
                components: components.len(),
                reference: world.reference,
                strata: &strata,
            };
            lasting_change(&windows, ROUNDS, 1)
        })
        .collect()
}

fn quantile(share: f64) -> f64 {
    let (mut low, mut high) = (-9.0, 9.0);
    for _ in 0..80 {
        let middle = 0.5 * (low + high);
        if below(middle) < share { low = middle } else { high = middle }
    }
    low
}

/// Which columns have a claim.
fn claims(found: &[Result<LastingChange, NoAnswer>]) -> Vec<bool> {
    let p_values: Vec<f64> = found.iter().map(|found| found.map_or(1.0, |found| found.p_value)).collect();
    benjamini_hochberg(&p_values).into_iter().map(|p| p < 0.05).collect()
}

fn undrifted(worlds: &[World], sets: usize) {
    println!("| days | rows a day | days differ by | data sets with a claim | p below 0.05 | no answer |");
    println!("|---|---:|---|---:|---:|---:|");
    for world in worlds {
        let mut random = Random::new(11);
        let (mut any, mut low, mut none) = (0, 0, 0);
        for _ in 0..sets {
            let found = data_set(*world, None, &mut random);
            any += usize::from(claims(&found).contains(&true));
            low += found.iter().flatten().filter(|found| found.p_value < 0.05).count();
            none += found.iter().filter(|found| found.is_err()).count();
        }
        let percent = |count: usize, of: usize| 100.0 * count as f64 / of as f64;
        println!(
            "| {} + {} | {} | {} | {:.1} % | {:.1} % | {:.0} % |",
            world.reference,
            world.production,
            world.rows,
            world.name,
            percent(any, sets),
            percent(low, sets * COLUMNS),
            percent(none, sets * COLUMNS)
        );
    }
}

fn planted(worlds: &[World], sets: usize) {
    println!(
        "| days | rows a day | shift, sd | found | other columns claimed | date error, median, 9 of 10 | interval holds the date | its days |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---:|");
    for (world, shift) in worlds.iter().flat_map(|world| [0.05, 0.1, 0.15, 0.25].map(|shift| (world, shift))) {
        let mut random = Random::new(12);
        let planted = Planted { shift, from: world.production * 5 / 8, columns: 3 };
        let (mut found_count, mut other, mut holds) = (0, 0, 0);
        let (mut errors, mut widths) = (Vec::new(), Vec::new());
        for _ in 0..sets {
            let found = data_set(*world, Some(planted), &mut random);
            for (column, is_claimed) in claims(&found).into_iter().enumerate() {
                match found[column] {
                    Ok(change) if is_claimed && column < planted.columns => {
                        found_count += 1;
                        errors.push(change.start.abs_diff(planted.from));
                        widths.push(change.high - change.low + 1);
                        holds += usize::from((change.low..=change.high).contains(&planted.from));
                    }
                    _ => other += usize::from(is_claimed && column >= planted.columns),
                }
            }
        }
        errors.sort_unstable();
        widths.sort_unstable();
        let at = |sorted: &[usize], share: usize| sorted.get(sorted.len() * share / 10).copied().unwrap_or(0);
        let percent = |count: usize, of: usize| 100.0 * count as f64 / of.max(1) as f64;
        println!(
            "| {} + {} | {} | {} | {:.0} % | {:.1} % | {}, {} | {:.0} % | {} |",
            world.reference,
            world.production,
            world.rows,
            shift,
            percent(found_count, sets * 3),
            percent(other, sets * 7),
            at(&errors, 5),
            at(&errors, 9),
            percent(holds, found_count),
            at(&widths, 5)
        );
    }
}

fn main() {
    let sets = std::env::args().nth(1).and_then(|sets| sets.parse().ok()).unwrap_or(200);
    let world = |name, days: (usize, usize), rows, weekend, day, dependence| World {
        name,
        reference: days.0,
        production: days.1,
        rows,
        weekend,
        day,
        dependence,
    };
    let (long, short, months) = ((56, 56), (28, 28), (31, 30));
    undrifted(
        &[
            world("nothing", long, 2_000.0, 0.0, 0.0, 0.0),
            world("weekends 0.15 sd", long, 2_000.0, 0.15, 0.0, 0.0),
            world("weekends 0.15, days 0.03", long, 2_000.0, 0.15, 0.03, 0.0),
            world("weekends 0.3, days 0.05", long, 2_000.0, 0.3, 0.05, 0.0),
            world("weekends 0.15, days 0.03", long, 20_000.0, 0.15, 0.03, 0.0),
            world("weekends 0.3, days 0.05", long, 20_000.0, 0.3, 0.05, 0.0),
            world("weekends 0.15, days 0.03", short, 2_000.0, 0.15, 0.03, 0.0),
            world("weekends 0.3, days 0.05", short, 20_000.0, 0.3, 0.05, 0.0),
            world("weekends 0.15, days 0.03", months, 2_000.0, 0.15, 0.03, 0.0),
            world("weekends 0.15, days 0.05, dependent 0.5", months, 20_000.0, 0.15, 0.05, 0.5),
            world("weekends 0.15, days 0.05, dependent 0.5", long, 2_000.0, 0.15, 0.05, 0.5),
            world("weekends 0.15, days 0.05, dependent 0.5", long, 20_000.0, 0.15, 0.05, 0.5),
            world("weekends 0.15, days 0.05, dependent 0.5", short, 20_000.0, 0.15, 0.05, 0.5),
        ],
        sets,
    );
    println!();
    planted(
        &[
            world("", long, 2_000.0, 0.15, 0.03, 0.0),
            world("", short, 2_000.0, 0.15, 0.03, 0.0),
            world("", months, 2_000.0, 0.15, 0.03, 0.0),
            world("", long, 20_000.0, 0.15, 0.03, 0.0),
        ],
        sets / 2,
    );
}
