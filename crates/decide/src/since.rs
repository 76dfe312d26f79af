//! Since when drifted columns differ: the dates of those that are significant together, grouped; of files and versions the first from
//! which on all differ.

use driftscope_present::windows;
use driftscope_report::{
    ColumnReport, NoWindowChange, Report, Since, SinceColumn, SinceGroup, Window, WindowChange, Windows,
};
use driftscope_stats::correction;
use driftscope_stats::sorting::sort_by_key;

use crate::window_sums::{p_value, parts, summed};

/// A drifted column with a date.
struct Dated<'a> {
    column: &'a ColumnReport,
    change: WindowChange,
    p_adjusted: f64,
}

/// Decides since when the report's drifted columns differ. Nothing without windows.
pub(crate) fn since(report: &Report) -> Option<Since> {
    let all = report.windows.as_ref()?;
    let dated = if all.unit.is_of_time() { by_time(report, all) } else { by_name(report, all) };
    let has_date = |name: &str| dated.iter().any(|dated| dated.column.name == name);
    let drifted = report.columns.iter().filter(|column| column.drift.drifted && column.windows.is_some());
    let undated = drifted.map(|column| column.name.clone()).filter(|name| !has_date(name)).collect();
    let start = |window: usize| all.production.get(window).map_or_else(String::new, |window| window.start.clone());
    let columns = dated.iter().map(|dated| SinceColumn {
        name: dated.column.name.clone(),
        p_value: dated.change.p_value,
        p_adjusted: dated.p_adjusted,
        date: start(dated.change.start),
        low: start(dated.change.low),
        high: start(dated.change.high),
    });
    let first = all.production.iter().position(Window::is_evidence).unwrap_or(0);
    let mut since =
        Since { sentence: String::new(), columns: columns.collect(), groups: groups(&dated, first, &start), undated };
    since.sentence = windows::since(&since, all.unit, reason(report, all).as_deref());
    Some(since)
}

/// Drifted columns with the first file or version from which on all differ from the reference: each beyond chance and by the limit of the
/// effect, since a small file has an effect by chance alone. Bonferroni over the files.
fn by_name<'a>(report: &'a Report, all: &Windows) -> Vec<Dated<'a>> {
    let counting: Vec<usize> =
        (0..all.production.len()).filter(|&window| all.production[window].is_evidence()).collect();
    let dated = |column: &'a ColumnReport| {
        let windows = column.windows.as_ref()?;
        let limit = column.drift.limit().unwrap_or(report.settings.tolerance);
        let effects = &windows.production.effect;
        let is_large = |window: usize| effects.get(window).copied().flatten().is_some_and(|effect| effect >= limit);
        let reference = summed(windows, &[vec![true; all.reference.len()], Vec::new()]);
        let alpha = report.settings.alpha / counting.len() as f64;
        let is_beyond_chance = |window: usize| {
            let only = (0..=window).map(|place| place == window).collect();
            p_value(&parts([&reference, &summed(windows, &[Vec::new(), only])])) < alpha
        };
        let differs = |window: usize| is_large(window) && is_beyond_chance(window);
        let start = counting.iter().rev().copied().take_while(|&window| differs(window)).last()?;
        let p_value = column.drift.p_value.unwrap_or(1.0);
        Some(Dated {
            column,
            change: WindowChange { p_value, start, low: start, high: start },
            p_adjusted: column.drift.p_adjusted.unwrap_or(p_value),
        })
    };
    report.columns.iter().filter(|column| column.drift.drifted).filter_map(dated).collect()
}

/// Drifted columns with a date that is significant.
fn by_time<'a>(report: &'a Report, all: &Windows) -> Vec<Dated<'a>> {
    let changes: Vec<(&ColumnReport, WindowChange)> = report
        .columns
        .iter()
        .filter(|column| column.drift.tested)
        .filter_map(|column| Some((column, column.windows.as_ref()?.change?)))
        .collect();
    let p_values: Vec<f64> = changes.iter().map(|(_, change)| change.p_value).collect();
    let adjusted = correction::benjamini_hochberg(&p_values);
    let found =
        changes.into_iter().zip(adjusted).map(|((column, change), p_adjusted)| Dated { column, change, p_adjusted });
    let is_dated = |dated: &Dated<'_>| {
        let days = dated.change.high.saturating_sub(dated.change.low) + 1;
        dated.column.drift.drifted && dated.p_adjusted < report.settings.alpha && 2 * days <= all.production.len()
    };
    found.filter(is_dated).collect()
}

/// Columns whose intervals have a date in common. The date that most intervals hold makes the first group, and so on.
fn groups(dated: &[Dated<'_>], first: usize, start: &dyn Fn(usize) -> String) -> Vec<SinceGroup> {
    let mut left: Vec<&Dated<'_>> = dated.iter().collect();
    let mut groups = Vec::new();
    while !left.is_empty() {
        let holding = |window: usize| {
            left.iter().filter(|dated| (dated.change.low..=dated.change.high).contains(&window)).count()
        };
        // Of equally good dates the one that most columns have as their likeliest, then the first.
        let votes = |window: usize| left.iter().filter(|dated| dated.change.start == window).count();
        let candidates = left.iter().map(|dated| dated.change.start);
        let best = candidates.max_by_key(|&window| (holding(window), votes(window), std::cmp::Reverse(window)));
        let best = best.unwrap_or(0);
        let (group, others): (Vec<_>, Vec<_>) =
            left.into_iter().partition(|dated| (dated.change.low..=dated.change.high).contains(&best));
        // Each start lies in its own interval; should it not, the rest is dropped rather than asked for ever.
        if group.is_empty() {
            break;
        }
        let low = group.iter().map(|dated| dated.change.low).max().unwrap_or(best);
        let high = group.iter().map(|dated| dated.change.high).min().unwrap_or(best);
        groups.push(SinceGroup {
            date: start(best),
            low: start(low),
            high: start(high),
            from_the_first: best <= first,
            columns: group.iter().map(|dated| dated.column.name.clone()).collect(),
        });
        left = others;
    }
    sort_by_key(&mut groups, &|group| std::cmp::Reverse(group.columns.len()));
    groups
}

/// Why nothing can be dated.
fn reason(report: &Report, all: &Windows) -> Option<String> {
    if report.verdict.drifted_columns == 0 {
        let what = if all.unit.is_of_time() { "nothing to date" } else { "nothing that began with one of them" };
        return Some(format!("No column drifted, so there is {what}"));
    }
    let mut reasons = report.columns.iter().filter_map(|column| column.windows.as_ref()?.no_change);
    reasons.any(|reason| reason == NoWindowChange::TooFewWindows).then(|| {
        format!("Changes cannot be dated: {} and {} windows are too few", all.reference.len(), all.production.len())
    })
}
