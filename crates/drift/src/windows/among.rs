//! Whether production's files or versions are alike in a column: tests of several samples at once.
//!
//! The question of the heat map is which of them differ from the reference; this one is whether they differ among themselves. The reference
//! takes no part. Numbers are compared by Kruskal–Wallis, which decides, and by Fisher's analysis of variance; categories by χ² of those that
//! windows count; and of any column whether values are missing, by χ².

use driftscope_report::{AmongTest, AmongTestId, AmongWindows, ColumnReport, Kind, Window};
use driftscope_stats::anova::anova;
use driftscope_stats::cross_table::CrossTable;
use driftscope_stats::independence::independence;
use driftscope_stats::kruskal_wallis::kruskal_wallis;
use driftscope_stats::moments::Moments;
use driftscope_stats::sorting::sort_numbers;
use driftscope_table::Column;
use driftscope_table::typing::Evidence;

use super::window_counts::Counts;
use crate::values::numeric;

/// Compares the windows of production, of which each has a code for each row and counts by bin. `None` where fewer than two have rows enough.
pub(super) fn among(
    report: &ColumnReport,
    columns: [&Column; 2],
    windows: &[Window],
    codes: &[u16],
    counted: &[Counts],
) -> Option<AmongWindows> {
    let kept: Vec<usize> = (0..windows.len()).filter(|&window| windows[window].is_evidence()).collect();
    if kept.len() < 2 {
        return None;
    }
    let (mut tests, mut parts) = (Vec::new(), Vec::new());
    if report.kind == Kind::Numeric {
        let samples = samples(columns, codes, &kept);
        let ranks = by_ranks(&samples);
        parts.extend(ranks.as_ref().map(|test| test.p_value));
        tests.extend(ranks.into_iter().chain(by_means(&samples)));
    } else {
        let shares = by_counts(AmongTestId::ChiSquare, kept.iter().map(|&window| counted[window].bins.clone()));
        parts.extend(shares.as_ref().map(|test| test.p_value));
        tests.extend(shares);
    }
    let there = kept.iter().map(|&window| vec![counted[window].present(), counted[window].missing]);
    let missing = by_counts(AmongTestId::Missing, there);
    parts.extend(missing.as_ref().map(|test| test.p_value));
    tests.extend(missing);
    let count = parts.len() as f64;
    let p_value = parts.into_iter().reduce(f64::min).map(|p_value| (p_value * count).min(1.0));
    Some(AmongWindows { windows: kept.len() as u64, tests, p_value, p_adjusted: None })
}

/// The numbers of each window, in ascending order.
fn samples(columns: [&Column; 2], codes: &[u16], kept: &[usize]) -> Vec<Vec<f64>> {
    let [_, evidence] = Evidence::of_sides(columns.map(Some));
    let values = numeric::rows(columns[1], &evidence);
    let mut places = vec![None; usize::from(u16::MAX) + 1];
    kept.iter().enumerate().for_each(|(place, &window)| places[window] = Some(place));
    let mut samples = vec![Vec::new(); kept.len()];
    for (&code, value) in codes.iter().zip(values) {
        if let Some(place) = places[usize::from(code)].filter(|_| !value.is_nan()) {
            samples[place].push(value);
        }
    }
    samples.iter_mut().for_each(|sample| sort_numbers(sample));
    samples
}

fn by_ranks(samples: &[Vec<f64>]) -> Option<AmongTest> {
    let test = kruskal_wallis(&samples.iter().map(Vec::as_slice).collect::<Vec<_>>())?;
    Some(AmongTest {
        id: AmongTestId::KruskalWallis,
        statistic: test.statistic,
        degrees_of_freedom: vec![test.degrees_of_freedom],
        p_value: test.p_value,
        effect: Some(test.epsilon_squared),
    })
}

fn by_means(samples: &[Vec<f64>]) -> Option<AmongTest> {
    let moments = samples.iter().filter_map(|sample| {
        let finite: Vec<f64> = sample.iter().copied().filter(|value| value.is_finite()).collect();
        Moments::of_finite(&finite)
    });
    let test = anova(&moments.collect::<Vec<Moments>>())?;
    Some(AmongTest {
        id: AmongTestId::Anova,
        statistic: test.statistic,
        degrees_of_freedom: test.degrees_of_freedom.to_vec(),
        p_value: test.p_value,
        effect: Some(test.eta_squared),
    })
}

fn by_counts(id: AmongTestId, rows: impl Iterator<Item = Vec<u64>>) -> Option<AmongTest> {
    let rows: Vec<Vec<u64>> = rows.collect();
    let table = CrossTable::of_counts(rows.first()?.len(), rows.concat())?;
    let test = independence(&table)?;
    Some(AmongTest {
        id,
        statistic: test.statistic,
        degrees_of_freedom: vec![test.degrees_of_freedom],
        p_value: test.p_value,
        effect: test.v,
    })
}
