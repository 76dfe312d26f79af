//! Level and power.
mod kinds;
use driftscope_stats::random::Random;
use driftscope_stats::{
    anderson_darling, bins, chi_square, combined_rank, cramer_von_mises, epps_singleton, ks, sorting,
};
use kinds::{Draw, kinds};

fn sample(draw: Draw, size: usize, random: &mut Random) -> Vec<f64> {
    let mut v: Vec<f64> = (0..size).map(|_| draw(random)).collect();
    sorting::sort_numbers(&mut v);
    v
}

const NAMES: [&str; 10] = ["ks", "ad", "cvm", "es", "chi20", "middle", "tails", "scan", "bins", "ours"];

fn all(x: &[f64], y: &[f64]) -> ([f64; 10], Option<combined_rank::Change>) {
    let edges = bins::pooled_quantile_edges(x, y);
    let counts = [bins::count_between(x, &edges), bins::count_between(y, &edges)];
    let Some(c) = combined_rank::combined_rank(x, y) else { return ([1.0; 10], None) };
    let l = c.looks;
    let fast = x.len() + y.len() > 100_000;
    (
        [
            if fast { 1.0 } else { ks::kolmogorov_smirnov(x, y).map_or(1.0, |t| t.p_value) },
            if fast { 1.0 } else { anderson_darling::anderson_darling(x, y).map_or(1.0, |t| t.p_value) },
            if fast { 1.0 } else { cramer_von_mises::cramer_von_mises(x, y).map_or(1.0, |t| t.p_value) },
            if fast { 1.0 } else { epps_singleton::epps_singleton(x, y).map_or(1.0, |t| t.p_value) },
            chi_square::homogeneity(&counts[0], &counts[1]).map_or(1.0, |t| t.p_value),
            l.middle.p_value,
            l.tails.p_value,
            l.scan.p_value,
            l.bins.map_or(1.0, |b| b.p_value),
            c.p_value,
        ],
        Some(c.change),
    )
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (mode, n, m, trials) =
        (words[0].as_str(), words[1].parse().unwrap(), words[2].parse().unwrap(), words[3].parse::<u64>().unwrap());
    println!("{:30}{}", format!("{mode} {n}/{m}"), NAMES.map(|n| format!("{n:>9.9}")).concat());
    for (at, kind) in kinds().into_iter().enumerate() {
        let mut random = Random::new(77 + at as u64);
        let mut found = [[0u64; 10]; 3];
        let mut kinds_seen = [0u64; 5];
        for _ in 0..trials {
            let x = sample(kind.before, n, &mut random);
            let y = sample(if mode.starts_with("level") { kind.before } else { kind.after }, m, &mut random);
            let (q, change) = all(&x, &y);
            if let Some(c) = change {
                kinds_seen[c as usize] += 1;
            }
            for (k, p) in q.into_iter().enumerate() {
                for (l, level) in [0.05, 0.01, 0.001].into_iter().enumerate() {
                    found[l][k] += u64::from(p <= level);
                }
            }
        }
        if !mode.starts_with("level") {
            print!("{kinds_seen:?} ");
        }
        let levels = if mode.starts_with("level") { 3 } else { 1 };
        for l in 0..levels {
            println!(
                "{:30.30}{}",
                if l == 0 { kind.name } else { "" },
                found[l]
                    .map(|f| format!(
                        "{:9.2}",
                        f as f64 / trials as f64
                            * [1.0, 100.0, 1000.0][l]
                            * if mode.starts_with("level") && l == 0 { 100.0 } else { 1.0 }
                    ))
                    .concat()
            );
        }
    }
}
