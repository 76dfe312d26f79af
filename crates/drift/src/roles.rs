//! What each column is for, from its name, its kind and what it holds.
//!
//! The names are those that prediction logs and monitoring tools use, Evidently's (`target`, `prediction`, `datetime`,
//! `id`) among them. A name alone never makes a role that its values contradict: a `confidence` past 100 is none, nor is
//! a `status` with a fraction.

use driftscope_table::typing::{Evidence, words_of};

use driftscope_report::{Kind, Role};

/// What the values of a column allow it to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Content {
    /// The smallest and the largest number of both sides.
    pub range: Option<(f64, f64)>,
    /// Every number is whole.
    pub is_whole: bool,
}

impl Content {
    /// What both sides say.
    pub(crate) fn of(sides: [&Evidence; 2]) -> Self {
        let smallest = sides.iter().filter_map(|side| side.smallest).fold(f64::INFINITY, f64::min);
        let largest = sides.iter().filter_map(|side| side.largest).fold(f64::NEG_INFINITY, f64::max);
        Self {
            range: (smallest <= largest).then_some((smallest, largest)),
            is_whole: sides.iter().all(|side| side.fractions == 0),
        }
    }

    fn lies_in(self, from: f64, to: f64) -> bool {
        self.range.is_some_and(|(smallest, largest)| smallest >= from && largest <= to)
    }
}

/// The role of a column that nobody gave one, found on these sides.
///
/// Names such as `clf_target` or `label_30d` may be features of anything where both sides have the column. Where only the
/// reference has it, it is what a model does not get: labels that come later.
pub(crate) fn guess_on(found: [bool; 2], name: &str, kind: Kind, content: Content) -> Role {
    let guessed = guess(name, kind, content);
    let lower = name.to_lowercase();
    let (root, field) = (lower.split('.').next().unwrap_or(&lower), lower.rsplit('.').next().unwrap_or(&lower));
    let is_input = is_any(root, &["input", "inputs", "feature", "features"]);
    let words = ["target", "label", "labels", "actual", "truth", "outcome", "y"];
    if found == [true, false] && guessed == Role::Feature && !is_input && starts_or_ends(field, &words) {
        return Role::Target;
    }
    guessed
}

/// The role of a column that nobody gave one.
pub(crate) fn guess(name: &str, kind: Kind, content: Content) -> Role {
    let words = words_of(name);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let name = name.to_lowercase();
    let field = name.rsplit('.').find(|part| part.parse::<u32>().is_err()).unwrap_or(&name);
    let root = name.split('.').next().unwrap_or(&name);
    let is_input = is_any(root, &["input", "inputs", "feature", "features"]);
    let is_output = is_any(root, &["prediction", "predictions", "output", "outputs", "predicted", "inference"])
        || is_any(root, &["probabilities", "class_probabilities", "probas", "proba", "predict_proba"])
        || root == "response"
            && is_any(field, &["class", "label", "value", "result", "score", "probability", "output"]);
    let is_label = matches!(kind, Kind::Category | Kind::Boolean | Kind::Constant);
    if is_any(field, &QUERIES) && matches!(kind, Kind::Identifier | Kind::Category | Kind::Numeric) {
        return Role::Query;
    }
    if kind == Kind::Identifier || matches!(kind, Kind::Numeric | Kind::Category) && is_any(&name, &["id", "_id"]) {
        return Role::Identifier;
    }
    if is_any(field, &["model_version", "modelversion", "model", "model_name", "model_id", "version", "deployment"]) {
        return Role::Version;
    }
    if kind == Kind::Datetime {
        return Role::Feature;
    }
    let is_time_taken = starts_or_ends(field, &["latency", "duration", "elapsed", "response_time", "processing_time"]);
    if is_time_taken && kind == Kind::Numeric && !is_input && content.lies_in(0.0, f64::INFINITY) {
        return Role::Latency;
    }
    let is_code = content.is_whole && content.lies_in(0.0, 999.0);
    let is_status = is_any(field, &["status", "status_code", "statuscode", "http_status", "error_code", "level"]);
    let is_truth_value =
        matches!(kind, Kind::Boolean | Kind::Constant) || content.is_whole && content.lies_in(0.0, 1.0);
    let names_success = is_any(field, &["success", "is_success", "succeeded", "is_error", "request_failed"]);
    if (is_status || names_success && is_truth_value) && !is_input && (is_label || is_code) {
        return Role::Status;
    }
    let is_truth = is_any(
        field,
        &["target", "actual", "label", "ground_truth", "groundtruth", "truth", "y_true", "outcome", "relevance"],
    );
    if !is_input && (is_truth || names_a_target(&words, is_label)) {
        return Role::Target;
    }
    let is_share = content.lies_in(0.0, 1.0) || content.lies_in(0.0, 100.0);
    if starts_or_ends(field, &["confidence", "certainty"]) && kind == Kind::Numeric && is_share && !is_input {
        return Role::Confidence;
    }
    if !is_input && (is_output || names_a_prediction(&words)) {
        return Role::Prediction;
    }
    let words = ["segment", "region", "country", "market", "tenant", "customer_type", "device", "platform", "channel"];
    if is_label && starts_or_ends(field, &words) { Role::Segment } else { Role::Feature }
}

/// Whether a name is that of a key figure of the business. What stands among the inputs of a model is none: the amount of a payment is
/// what fraud is judged by.
pub(crate) fn names_a_key_figure(name: &str) -> bool {
    const NAMES: [&str; 23] = [
        "revenue",
        "revenues",
        "sales",
        "turnover",
        "gmv",
        "profit",
        "margin",
        "earnings",
        "income",
        "amount",
        "spend",
        "clicks",
        "clicked",
        "click",
        "conversion",
        "conversions",
        "converted",
        "purchase",
        "purchases",
        "purchased",
        "orders",
        "impressions",
        "signups",
    ];
    let root = name.split('.').next().unwrap_or(name).to_lowercase();
    let is_input = name.contains('.') && is_any(&root, &["input", "inputs", "feature", "features", "request"]);
    // A unit or a currency may follow: `revenue_usd`, `sales_total`.
    let words = words_of(name);
    let named = |word: &String| NAMES.contains(&word.as_str());
    let suffixes = ["usd", "eur", "gbp", "total", "amount", "count", "value"];
    let before_suffix = match words.as_slice() {
        [.., before, last] if suffixes.contains(&last.as_str()) => named(before),
        _ => false,
    };
    !is_input && (words.last().is_some_and(named) || before_suffix)
}

/// Whether words name what a model predicts. A score is a prediction where it stands alone or beside what models score; the
/// scores of credit bureaus, doctors and critics are features.
fn names_a_prediction(words: &[&str]) -> bool {
    const ANYWHERE: [&str; 10] =
        ["prediction", "predictions", "predicted", "pred", "preds", "proba", "probas", "logit", "logits", "yhat"];
    const SCORED: [&str; 9] =
        ["model", "risk", "fraud", "churn", "anomaly", "propensity", "class", "confidence", "similarity"];
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
    match words {
        ["score" | "scores" | "probability" | "probabilities"] => true,
        [.., "probability"] | ["probability" | "probabilities" | "prob" | "probs", _, ..] => true,
        [_, "hat"] => true,
        _ => {
            has(&ANYWHERE)
                || has(&["score"]) && has(&SCORED)
                || has(&["model"]) && has(&["output", "outputs", "result"])
        }
    }
}

/// Whether words name the true outcome. `y` alone may be a coordinate, which no label is.
fn names_a_target(words: &[&str], is_label: bool) -> bool {
    const BESIDE: [&str; 6] = ["flag", "label", "value", "class", "variable", "y"];
    match words {
        ["y" | "churn" | "churned"] | ["is", "churn" | "churned" | "fraud" | "fraudulent"] | ["has", "churned"] => {
            is_label
        }
        ["target", beside] | [beside, "target"] => BESIDE.contains(beside),
        _ => false,
    }
}

/// Names of the list that an item was ranked for.
const QUERIES: [&str; 6] = ["query_id", "queryid", "qid", "search_id", "slate_id", "impression_id"];

/// Words for the beginning and the end of the same thing.
const PAIRS: [(&str, &str); 14] = [
    ("start", "end"),
    ("started", "ended"),
    ("start", "stop"),
    ("start", "finish"),
    ("started", "finished"),
    ("started", "stopped"),
    ("begin", "end"),
    ("from", "to"),
    ("open", "close"),
    ("opened", "closed"),
    ("pickup", "dropoff"),
    ("departure", "arrival"),
    ("request", "response"),
    ("requested", "completed"),
];

/// The beginning, where two of these timestamps are the beginning and the end of the same thing by their names.
fn beginning<'a>(datetimes: &[&'a str]) -> Option<&'a str> {
    let words: Vec<Vec<String>> = datetimes.iter().map(|name| words_of(name)).collect();
    let ends = |words: &[String], from: &str, to: &str| -> Option<Vec<String>> {
        let at = words.iter().position(|word| word == from)?;
        let mut ended = words.to_vec();
        ended[at] = to.to_owned();
        Some(ended)
    };
    let begins = |words_of_one: &Vec<String>| {
        PAIRS.iter().filter_map(|(from, to)| ends(words_of_one, from, to)).any(|ended| words.contains(&ended))
    };
    words.iter().position(begins).map(|at| datetimes[at])
}

/// The column that holds the time of each record: by name if one has a name for it, else the only date-time
/// there is, else the beginning where others are its ends.
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
    // `timestamp_ms`, `ts_utc`: the unit is no part of the name.
    const UNITS: [&str; 9] = ["_s", "_ms", "_us", "_ns", "_utc", "_millis", "_micros", "_nanos", "millis"];
    let field = |name: &str| {
        let field = name.rsplit('.').next().unwrap_or(name).to_lowercase();
        let bare = UNITS.iter().find_map(|unit| field.strip_suffix(unit)).map(str::to_owned);
        bare.unwrap_or(field)
    };
    for wanted in NAMES {
        // The shallowest of several: the record's own time stands outside of its parts.
        let named = datetimes.iter().filter(|name| field(name) == wanted).min_by_key(|name| name.matches('.').count());
        if let Some(name) = named {
            return Some(name);
        }
    }
    if let [only] = datetimes { Some(only) } else { beginning(datetimes) }
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
            ("prediction.confidence", Kind::Numeric, Role::Confidence),
            ("input.credit_score", Kind::Numeric, Role::Feature),
            ("credit_score", Kind::Numeric, Role::Feature),
            ("risk_score", Kind::Numeric, Role::Prediction),
            ("score", Kind::Numeric, Role::Prediction),
            ("response.keyword", Kind::Category, Role::Feature),
            ("response_size", Kind::Numeric, Role::Feature),
            ("y", Kind::Numeric, Role::Feature),
            ("y", Kind::Boolean, Role::Target),
            ("isFraud", Kind::Boolean, Role::Target),
            ("target_size", Kind::Category, Role::Feature),
            ("predictor", Kind::Numeric, Role::Feature),
            ("modelOutput", Kind::Numeric, Role::Prediction),
            ("latency_ms", Kind::Numeric, Role::Latency),
            ("actual", Kind::Boolean, Role::Target),
            ("success", Kind::Boolean, Role::Status),
            ("success", Kind::Numeric, Role::Feature),
            ("campaign_success", Kind::Boolean, Role::Feature),
            ("model_version", Kind::Category, Role::Version),
            ("input.tailnum", Kind::Identifier, Role::Identifier),
            ("input.dep_delay", Kind::Numeric, Role::Feature),
        ] {
            assert_eq!(guess(name, kind, SHARE), role, "{name}");
        }
    }

    #[test]
    fn key_figures_are_named_outside_of_the_inputs() {
        for name in ["revenue", "sale.revenue_usd", "clicked", "isConverted", "order_amount", "total_sales"] {
            assert!(names_a_key_figure(name), "{name}");
        }
        for name in ["input.amount", "features.clicks", "sales_region", "amount_of_rain", "distance", ""] {
            assert!(!names_a_key_figure(name), "{name}");
        }
    }

    const SHARE: Content = Content { range: Some((0.0, 1.0)), is_whole: false };

    #[test]
    fn values_that_contradict_a_name_undo_it() {
        let wide = Content { range: Some((-3.0, 1e6)), is_whole: false };
        assert_eq!(guess("confidence", Kind::Numeric, SHARE), Role::Confidence);
        assert_eq!(guess("confidence", Kind::Numeric, wide), Role::Feature);
        assert_eq!(guess("latency_ms", Kind::Numeric, wide), Role::Feature);
        let code = Content { range: Some((200.0, 503.0)), is_whole: true };
        assert_eq!(guess("http_status", Kind::Numeric, code), Role::Status);
        assert_eq!(guess("status", Kind::Numeric, wide), Role::Feature);
    }

    #[test]
    fn the_names_of_other_tools_are_known() {
        for (name, kind, role) in [
            ("target", Kind::Category, Role::Target),
            ("prediction", Kind::Numeric, Role::Prediction),
            ("id", Kind::Numeric, Role::Identifier),
            ("input.target", Kind::Category, Role::Feature),
            ("country", Kind::Category, Role::Segment),
            ("y_true", Kind::Numeric, Role::Target),
            ("relevance", Kind::Numeric, Role::Target),
            ("query_id", Kind::Identifier, Role::Query),
            ("qid", Kind::Category, Role::Query),
            ("query", Kind::Category, Role::Feature),
        ] {
            assert_eq!(guess(name, kind, SHARE), role, "{name}");
        }
    }

    #[test]
    fn the_time_of_the_record_is_the_outermost() {
        assert_eq!(time_column(&["input.timestamp", "timestamp", "created_at"]), Some("timestamp"));
        assert_eq!(time_column(&["born"]), Some("born"));
        assert_eq!(time_column(&["born", "timestamp_ms"]), Some("timestamp_ms"));
        assert_eq!(time_column(&["born", "died"]), None);
        assert_eq!(time_column(&["dropoff", "pickup"]), Some("pickup"));
        assert_eq!(time_column(&["trip_end", "trip_start", "paid"]), Some("trip_start"));
        assert_eq!(time_column(&["endedAt", "startedAt"]), Some("startedAt"));
        assert_eq!(time_column(&["job_end", "trip_start"]), None);
    }
}
