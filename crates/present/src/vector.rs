//! Words for a column of vectors.

use driftscope_report::{Part, VectorDrift};

use crate::numbers::{effect, numbers, p_value};

/// "the vectors moved: a classifier separates the sides with AUC 0.81, and their means are 0.60 standard deviations apart".
pub(crate) fn change(vector: &VectorDrift, deciding: Option<Part>) -> Option<String> {
    if deciding == Some(Part::Length) {
        let [from, to] = numbers([vector.reference.median_norm?, vector.production.median_norm?]);
        return Some(format!("the norm of the vectors changed, median {to} against {from}"));
    }
    Some(format!("the vectors moved: {}", distinguished(vector)?))
}

/// "a classifier separates the sides with AUC 0.81, and their means are 0.60 standard deviations apart".
fn distinguished(vector: &VectorDrift) -> Option<String> {
    let apart = effect(vector.mean_distance?);
    let auc = effect(vector.auc?);
    Some(format!(
        "a classifier separates the sides with AUC {auc}, and their means are {apart} standard deviations apart"
    ))
}

/// What the classifier and the means of a column of vectors say, with interval and p-value.
pub fn vector_note(vector: &VectorDrift) -> String {
    let Some(found) = distinguished(vector) else {
        return "There are too few vectors to train a classifier".to_owned();
    };
    let mut note = format!("By a projection of the vectors {found}");
    if let (Some(low), Some(high)) = (vector.low, vector.high) {
        note += &format!("; AUC has a 95 % interval of {} to {}, and 0.5 is guessing", effect(low), effect(high));
    }
    if let Some(p) = vector.mean_p_value {
        note += &format!("; p of the means, by permutation: {}", p_value(p));
    }
    note
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftscope_report::VectorSide;

    #[test]
    fn the_note_has_what_is_known() {
        let side = |norm| VectorSide { median_norm: Some(norm), ..VectorSide::default() };
        let mut vector = VectorDrift { reference: side(2.5), production: side(4.0), ..VectorDrift::default() };
        assert_eq!(change(&vector, Some(Part::Values)), None);
        assert_eq!(vector_note(&vector), "There are too few vectors to train a classifier");
        assert_eq!(
            change(&vector, Some(Part::Length)).as_deref(),
            Some("the norm of the vectors changed, median 4 against 2.5")
        );
        (vector.auc, vector.mean_distance) = (Some(0.81), Some(0.6));
        assert_eq!(
            change(&vector, Some(Part::Values)).as_deref(),
            Some(
                "the vectors moved: a classifier separates the sides with AUC 0.81, and their means are 0.60 standard deviations apart"
            )
        );
        (vector.low, vector.high, vector.mean_p_value) = (Some(0.7), Some(0.9), Some(0.001));
        assert!(
            vector_note(&vector)
                .ends_with("interval of 0.70 to 0.90, and 0.5 is guessing; p of the means, by permutation: 0.0010"),
            "{}",
            vector_note(&vector)
        );
    }
}
