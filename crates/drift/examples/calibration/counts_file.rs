//! The counts as a file of comma-separated values, so that tables can be made of them without counting again.
//!
//! A line for each size and column, and two for the data sets; for each [`What`] two numbers: how often it was found, and
//! how often there was a verdict.

use crate::study::{Size, changes, steady};
use crate::trial::{Counts, What};

/// The names of [`What`], in its order.
const WHATS: [&str; What::COUNT] = [
    "drifted",
    "significant",
    "drifted_among_ten",
    "significant_among_ten",
    "evidently",
    "nannyml",
    "ks",
    "psi",
    "above_band",
    "said_no_drift",
];

/// Writes all counts.
pub(crate) fn write(sized: &[(Size, Counts)]) -> String {
    let mut text = "n,m,trials,column,mean_effect".to_owned();
    WHATS.iter().for_each(|what| text.push_str(&format!(",{what},{what}_judged")));
    text.push('\n');
    for (size, counts) in sized {
        for (name, column) in names().zip(counts.columns.iter().chain(&counts.sets)) {
            let effect = column.effects / size.trials as f64;
            text.push_str(&format!("{},{},{},\"{name}\",{effect:.6}", size.n, size.m, size.trials));
            let pairs = column.found.iter().zip(&column.judged);
            pairs.for_each(|(found, judged)| text.push_str(&format!(",{found},{judged}")));
            text.push('\n');
        }
    }
    text
}

/// Reads what [`write`] wrote. `None` where it is not that.
pub(crate) fn read(text: &str) -> Option<Vec<(Size, Counts)>> {
    let lines: Vec<&str> = text.lines().skip(1).collect();
    lines.chunks(names().count()).map(sized).collect()
}

fn sized(lines: &[&str]) -> Option<(Size, Counts)> {
    let mut counts = Counts::default();
    let mut size = None;
    for (line, (name, column)) in lines.iter().zip(names().zip(counts.columns.iter_mut().chain(&mut counts.sets))) {
        let (sizes, figures) = line.split_once(&format!(",\"{name}\","))?;
        let [n, m, trials] = numbers(sizes)?[..] else { return None };
        size = Some(Size { n: n as usize, m: m as usize, trials });
        let (effect, figures) = figures.split_once(',')?;
        let figures = numbers(figures)?;
        column.effects = effect.parse::<f64>().ok()? * trials as f64;
        for (what, pair) in figures.chunks(2).enumerate().take(What::COUNT) {
            [column.found[what], column.judged[what]] = pair.try_into().ok()?;
        }
    }
    Some((size?, counts))
}

fn numbers(text: &str) -> Option<Vec<u64>> {
    text.split(',').map(|number| number.parse().ok()).collect()
}

fn names() -> impl Iterator<Item = &'static str> {
    let columns = steady().into_iter().map(|column| column.name).chain(changes().into_iter().map(|change| change.name));
    columns.chain(["any of the ten", "half of the ten"])
}
