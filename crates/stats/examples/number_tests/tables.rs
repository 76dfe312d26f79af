//! The tables, in Markdown.

use crate::{Counted, Size, TESTS};

/// Points that ours may find less than the best of the others before it is set in bold.
const ALLOWED: f64 = 3.0;

pub(crate) fn all(counted: &[Counted]) -> String {
    let mut text = "### Undrifted samples with p < 0.05, in per cent: mean over all kinds (worst kind)\n\n".to_owned();
    text.push_str(&head("n / m", "pairs of a kind"));
    for counted in counted {
        let cells = (0..TESTS.len()).map(|test| {
            let shares: Vec<f64> = counted.kinds.iter().map(|(_, level, _)| percent(level[test], counted)).collect();
            let mean = shares.iter().sum::<f64>() / shares.len() as f64;
            format!("{mean:.1} ({:.1})", shares.into_iter().fold(0.0, f64::max))
        });
        let cells: Vec<String> = cells.collect();
        text.push_str(&format!("| {} | {} | {} |\n", name(&counted.size), counted.size.pairs, cells.join(" | ")));
    }
    counted.iter().for_each(|counted| text.push_str(&power(counted)));
    text
}

/// Ours in bold where it finds fewer than the best of the others that keep the level, beyond the allowance and chance.
fn power(counted: &Counted) -> String {
    let mut text = format!("\n### Changes found at {}, in per cent\n\n", name(&counted.size));
    text.push_str(&head("change", "below the best by"));
    for (kind, level, found) in &counted.kinds {
        let keeps = |test: usize| percent(level[test], counted) <= 5.0 + 2.5 * error(5.0, counted) + 0.5;
        let shares = found.map(|found| percent(found, counted));
        let best = (1..TESTS.len()).filter(|&test| keeps(test)).map(|test| shares[test]).fold(0.0, f64::max);
        let lost = best - shares[0];
        let is_less = lost > ALLOWED + 2.0 * libm::hypot(error(best, counted), error(shares[0], counted));
        let cell = |test: usize| match shares[test] {
            share if test == 0 && is_less => format!("**{share:.0}**"),
            share if test > 0 && !keeps(test) => format!("({share:.0})"),
            share => format!("{share:.0}"),
        };
        let cells: Vec<String> = (0..TESTS.len()).map(cell).collect();
        let lost = if lost > 0.5 { format!("{lost:.0}") } else { String::new() };
        text.push_str(&format!("| {kind} | {lost} | {} |\n", cells.join(" | ")));
    }
    text
}

fn head(first: &str, second: &str) -> String {
    format!("| {first} | {second} | {} |\n|---|---:|{}\n", TESTS.join(" | "), "---:|".repeat(TESTS.len()))
}

fn percent(found: u64, counted: &Counted) -> f64 {
    100.0 * found as f64 / counted.size.pairs as f64
}

/// The standard error of a share in per cent.
fn error(percent: f64, counted: &Counted) -> f64 {
    (percent * (100.0 - percent) / counted.size.pairs as f64).sqrt()
}

fn name(size: &Size) -> String {
    let short = |rows: usize| match rows {
        1_000_000.. => format!("{} M", rows / 1_000_000),
        10_000.. => format!("{} k", rows / 1_000),
        _ => rows.to_string(),
    };
    format!("{} / {}", short(size.n), short(size.m))
}
