//! What each column is for, from its name and kind.

use crate::{Kind, Role};

/// A name without a role of its own, and the role of its column.
pub(crate) fn guess(name: &str, kind: Kind) -> Role {
    let name = name.to_lowercase();
    let field = name.rsplit('.').find(|part| part.parse::<u32>().is_err()).unwrap_or(&name);
    let root = name.split('.').next().unwrap_or(&name);
    if kind == Kind::Identifier {
        return Role::Identifier;
    }
    if is_any(field, &["model_version", "modelversion", "model", "model_name", "model_id", "version"]) {
        return Role::Version;
    }
    if kind == Kind::Datetime {
        return Role::Feature;
    }
    if starts_or_ends(field, &["latency", "duration", "elapsed", "response_time"]) {
        return Role::Latency;
    }
    if is_any(field, &["target", "actual", "label", "ground_truth", "groundtruth", "truth", "y_true", "outcome"]) {
        return Role::Target;
    }
    let predicted = is_any(root, &["prediction", "predictions", "output", "outputs", "predicted"])
        || starts_or_ends(
            field,
            &["prediction", "predicted", "pred", "y_pred", "score", "probability", "proba", "confidence"],
        );
    if predicted && !is_any(root, &["input", "inputs", "feature", "features"]) {
        Role::Prediction
    } else {
        Role::Feature
    }
}

/// The column that holds the time of each record: by name if one has a name for it, else the only date-time there is.
pub(crate) fn time_column<'a>(datetimes: &[&'a str]) -> Option<&'a str> {
    const NAMES: [&str; 12] = [
        "timestamp",
        "time",
        "ts",
        "datetime",
        "@timestamp",
        "event_time",
        "created_at",
        "date",
        "request_time",
        "prediction_time",
        "logged_at",
        "created",
    ];
    let field = |name: &str| name.rsplit('.').next().unwrap_or(name).to_lowercase();
    for wanted in NAMES {
        // The shallowest of several: the record's own time stands outside of its parts.
        let named = datetimes.iter().filter(|name| field(name) == wanted).min_by_key(|name| name.matches('.').count());
        if let Some(name) = named {
            return Some(name);
        }
    }
    if let [only] = datetimes { Some(only) } else { None }
}

fn is_any(word: &str, words: &[&str]) -> bool {
    words.contains(&word)
}

fn starts_or_ends(field: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        field == *word
            || field.strip_prefix(word).is_some_and(|rest| rest.starts_with('_'))
            || field.strip_suffix(word).is_some_and(|rest| rest.ends_with('_'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_give_roles() {
        for (name, kind, role) in [
            ("prediction.class", Kind::Boolean, Role::Prediction),
            ("prediction.confidence", Kind::Numeric, Role::Prediction),
            ("input.credit_score", Kind::Numeric, Role::Feature),
            ("credit_score", Kind::Numeric, Role::Prediction),
            ("latency_ms", Kind::Numeric, Role::Latency),
            ("actual", Kind::Boolean, Role::Target),
            ("model_version", Kind::Category, Role::Version),
            ("input.tailnum", Kind::Identifier, Role::Identifier),
            ("input.dep_delay", Kind::Numeric, Role::Feature),
        ] {
            assert_eq!(guess(name, kind), role, "{name}");
        }
    }

    #[test]
    fn the_time_of_the_record_is_the_outermost() {
        assert_eq!(time_column(&["input.timestamp", "timestamp", "created_at"]), Some("timestamp"));
        assert_eq!(time_column(&["born"]), Some("born"));
        assert_eq!(time_column(&["born", "died"]), None);
    }
}
