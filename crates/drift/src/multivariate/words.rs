//! The columns together, in words.

use crate::{Multivariate, Reconstruction, format};

/// Columns that are named.
const NAMED: usize = 3;

/// The smallest fall of the AUC with which a column counts as carrying it.
pub(super) const CARRIES: f64 = 0.005;

/// What was found. `drifted` columns did so by themselves.
pub(super) fn finding(found: &Multivariate, drifted: u64, alpha: f64) -> String {
    let mut sentences = Vec::new();
    let mut moved = found.changed_pairs > 0;
    if let Some(classifier) = &found.classifier {
        moved |= classifier.told_apart;
        let [auc, low, high] = [classifier.auc, classifier.low, classifier.high].map(format::area);
        let area = format!("AUC {auc} ({low} to {high})");
        sentences.push(if classifier.told_apart {
            // What adds next to nothing beside the first does not carry it.
            let least = classifier.carried_by.first().map_or(0.0, |carrier| 0.1 * carrier.importance);
            let names: Vec<String> = classifier
                .carried_by
                .iter()
                .take(NAMED)
                .filter(|carrier| carrier.importance >= least)
                .map(|carrier| format::name(&carrier.column, 40))
                .collect();
            let by = if names.is_empty() { String::new() } else { format!(", carried by {}", listed(&names)) };
            let how = if classifier.auc < 0.55 { " barely" } else { "" };
            format!("Together the columns{how} tell production from the reference: {area}{by}.")
        } else {
            format!("Together the columns do not tell production from the reference: {area}, where 0.5 is guessing.")
        });
    }
    if let Some(pair) = found.correlations.first().filter(|pair| pair.changed) {
        let count = format::counted(found.changed_pairs, "pair of columns goes", "pairs of columns go");
        sentences.push(format!(
            "{count} together otherwise than before, most of all {} and {}: correlation {} became {}.",
            format::name(&pair.first, 40),
            format::name(&pair.second, 40),
            format::coefficient(pair.reference),
            format::coefficient(pair.production)
        ));
    }
    if moved && drifted == 0 {
        sentences.push("No single column drifted: what changed is how they go together.".to_owned());
    } else if !moved && found.reconstruction.as_ref().is_some_and(|errors| is_farther(errors, alpha)) {
        sentences.push("Yet rows lie at another distance from what the columns had in common.".to_owned());
    }
    sentences.join(" ")
}

fn is_farther(errors: &Reconstruction, alpha: f64) -> bool {
    errors.p_value < alpha && (errors.production - errors.reference).abs() > 0.05 * errors.reference
}

fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
