//! The columns together, in words.

use driftscope_report::{
    Carrier, CategoryPairChange, CoefficientChange, DESCRIPTIVE_ALPHA, LEAST_CHANGE, MOST_COLUMNS_TOGETHER,
    Multivariate, PairChange, Reconstruction, Report, UnusualRows,
};

use crate::names::listed;
use crate::numbers;
use crate::windows::date;

/// Columns that are named.
const NAMED: usize = 3;

/// Which columns were used, where there were too many to use all, for the notes.
/// `drifted` of the columns used drifted by themselves; `eligible` could have been used.
pub fn choice(drifted: usize, eligible: usize) -> String {
    let which = match drifted {
        0 => "the first ones, since none drifted".to_owned(),
        MOST_COLUMNS_TOGETHER => "those that drifted most".to_owned(),
        1 => format!("the one that drifted and the first {} of the others", MOST_COLUMNS_TOGETHER - 1),
        drifted => {
            format!("the {drifted} that drifted and the first {} of the others", MOST_COLUMNS_TOGETHER - drifted)
        }
    };
    format!("Only {MOST_COLUMNS_TOGETHER} of {} columns were used: {which}", numbers::count(eligible as u64))
}

/// What was found. `drifted` columns did so by themselves.
pub fn finding(found: &Multivariate, drifted: u64) -> String {
    let mut sentences = Vec::new();
    let mut moved = found.changed_pairs > 0;
    if let Some(classifier) = &found.classifier {
        moved |= classifier.told_apart;
        let [auc, low, high] = [classifier.auc, classifier.low, classifier.high].map(numbers::area);
        let area = format!("AUC {auc} ({low} to {high})");
        sentences.push(if classifier.told_apart {
            let names = leading(&classifier.carried_by);
            let by = if names.is_empty() { String::new() } else { format!(", mainly by {}", listed(&names)) };
            let how = if classifier.auc < 0.55 { "barely tells" } else { "tells" };
            format!("A classifier {how} production from reference rows{by}: {area}.")
        } else {
            format!("A classifier cannot tell production from reference rows: {area}, where 0.5 is guessing.")
        });
    }
    if let Some((first, second, how)) = most_changed(found) {
        let count = numbers::counted(found.changed_pairs, "pair of columns is", "pairs of columns are");
        let [first, second] = [first, second].map(|name| numbers::name(name, 40));
        sentences.push(format!("{count} associated differently, most of all {first} and {second}: {how}."));
    }
    sentences.extend(found.unusual.as_ref().filter(|unusual| unusual.more).map(unusual));
    if moved && drifted == 0 {
        sentences.push("No single column drifted, but how they relate did.".to_owned());
    } else if !moved && found.reconstruction.as_ref().is_some_and(is_farther) {
        sentences.push("Yet the PCA reconstruction error of production differs from the reference’s.".to_owned());
    }
    sentences.join(" ")
}

/// How many rows are unusual, and by which columns.
fn unusual(found: &UnusualRows) -> String {
    let [low, high] = numbers::percents([found.low, found.high]);
    let [here, there] = numbers::percents([found.production, found.reference]);
    let names = listed(&leading(&found.columns));
    format!(
        "{here} of production rows ({low} to {high}) have a value that their other values do not suggest, mainly in {names}; of reference rows {there}."
    )
}

/// The columns that carry something, without those that add next to nothing beside the first.
fn leading(carriers: &[Carrier]) -> Vec<String> {
    let least = carriers.first().map_or(0.0, |first| 0.1 * first.importance);
    let leading = carriers.iter().take(NAMED).filter(|carrier| carrier.importance >= least);
    leading.map(|carrier| numbers::name(&carrier.column, 40)).collect()
}

/// The window with the largest share of unusual rows, in words.
pub fn most_unusual(report: &Report) -> Option<String> {
    let found = report.multivariate.as_ref()?.unusual.as_ref().filter(|found| found.more)?;
    let windows = report.time_windows()?.production.iter().zip(found.windows.iter().zip(&found.window_rows));
    let shares = windows.filter_map(|(window, (share, rows))| Some((window, (*share)?, *rows)));
    // The first of equal ones.
    let (window, share, rows) = shares.rev().max_by(|one, other| one.1.total_cmp(&other.1))?;
    let [share, rows] = [numbers::percent(share), numbers::counted(rows, "row", "rows")];
    Some(format!("Most unusual values: in {share} of {rows} in the window of {}", date(&window.start)))
}

/// The pair that changed most, and how.
fn most_changed(found: &Multivariate) -> Option<(&str, &str, String)> {
    let numbers = found.correlations.first().filter(|pair| pair.has_changed());
    let categories = found.associations.first().filter(|pair| pair.changed);
    let of_categories = |pair: &CategoryPairChange| pair.size;
    let is_of_numbers = numbers.map_or(-1.0, PairChange::largest_difference) >= categories.map_or(-1.0, of_categories);
    match (numbers, categories) {
        (Some(pair), _) if is_of_numbers => Some((&pair.first, &pair.second, of_pair(pair))),
        (_, Some(pair)) => Some((&pair.first, &pair.second, of_category_pair(pair))),
        _ => None,
    }
}

fn of_pair(pair: &PairChange) -> String {
    let became = |change: &CoefficientChange| {
        format!("{} became {}", numbers::coefficient(change.reference), numbers::coefficient(change.production))
    };
    match &pair.pearson {
        Some(values) if !pair.ranks.changed => {
            format!("Pearson’s correlation {}, while ranks show no change", became(values))
        }
        _ => format!("correlation {}", became(&pair.ranks)),
    }
}

fn of_category_pair(pair: &CategoryPairChange) -> String {
    let [reference, production] = [pair.reference, pair.production].map(numbers::coefficient);
    if pair.difference.abs() < LEAST_CHANGE {
        format!("which categories occur together changed (Cramér’s V {reference} and {production})")
    } else {
        format!("Cramér’s V {reference} became {production}")
    }
}

/// Why the correlation of the values differs from that of the ranks.
pub fn differs(pair: &PairChange) -> Option<String> {
    let pearson = pair.pearson.as_ref()?;
    let apart = |ranks: f64, values: f64| (ranks - values).abs() >= LEAST_CHANGE;
    let is_apart = apart(pair.ranks.reference, pearson.reference) || apart(pair.ranks.production, pearson.production);
    let why = match (pair.ranks.changed, pearson.changed) {
        (true, false) if is_apart => {
            "only the rank correlation changed: outliers dominate Pearson’s, or the relation is curved"
        }
        (false, true) if is_apart => {
            "only Pearson’s correlation changed: outliers moved, or the curve of the relation did"
        }
        _ if is_apart => "the two coefficients differ: outliers, or a curved relation",
        _ => return None,
    };
    Some(why.to_owned())
}

fn is_farther(errors: &Reconstruction) -> bool {
    errors.p_value < DESCRIPTIVE_ALPHA && (errors.production - errors.reference).abs() > 0.05 * errors.reference
}
