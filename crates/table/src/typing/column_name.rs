//! Reads the name of a column as a hint at its values.

/// Whether a column has the name that logs give to the time of a record.
pub fn is_named_time(name: &str) -> bool {
    named(name, &TIME_WORDS)
}

/// Whether a column has the name of one that tells a version, or which part of the data a row belongs to.
pub fn is_named_part(name: &str) -> bool {
    named(
        name,
        &["version", "model", "split", "set", "dataset", "part", "fold", "stage", "env", "environment", "source"],
    )
}

/// Whether a name says that a column holds what really happened: the labels of predictions.
pub(crate) fn names_a_label(name: &str) -> bool {
    let words = words_of(name);
    let is_label = |word: &String| {
        ["label", "labels", "target", "targets", "actual", "actuals", "truth", "outcome", "outcomes", "groundtruth"]
            .contains(&word.as_str())
    };
    words.iter().any(is_label) || matches!(&words[..], [y, real] if y == "y" && real == "true")
}

/// Whether a name says that a column holds what a model answered.
pub(crate) fn names_an_answer(name: &str) -> bool {
    let is_answer = |word: &str| {
        [
            "prediction",
            "predictions",
            "predicted",
            "pred",
            "preds",
            "yhat",
            "score",
            "probability",
            "proba",
            "confidence",
        ]
        .contains(&word)
    };
    let root = name.split('.').next().unwrap_or(name);
    words_of(name).iter().chain(&words_of(root)).any(|word| is_answer(word))
}

/// Last words of names that say that a number is a timestamp.
const TIME_WORDS: [&str; 7] = ["time", "timestamp", "ts", "date", "datetime", "epoch", "at"];

/// Whether a name says that a number may be a timestamp: `created_at`, `timestamp_ms`, `ts_utc`, `dateAdded`, `logged`. Only with
/// numbers that can be timestamps does it say so.
pub(crate) fn names_a_timestamp(name: &str) -> bool {
    const UNITS: [&str; 16] = [
        "s",
        "sec",
        "secs",
        "seconds",
        "ms",
        "msec",
        "millis",
        "milliseconds",
        "us",
        "micros",
        "ns",
        "nanos",
        "nano",
        "utc",
        "gmt",
        "local",
    ];
    /// What has happened, `createdOn`, and pandas' own name for labels of rows, which are timestamps in many tables.
    const PAST: [&str; 15] = [
        "created", "updated", "modified", "deleted", "received", "sent", "started", "ended", "logged", "start", "end",
        "on", "when", "unix", "index",
    ];
    let words = words_of(name);
    // `created.seconds`, `proto.seconds`: what holds the seconds of a protocol buffer is a timestamp or a duration, and no
    // duration lies between 1990 and 2100.
    if matches!(&words[..], [only] if only == "seconds" || only == "epochsecond") && name.contains('.') {
        return true;
    }
    let is_unit = |word: &&String| UNITS.contains(&word.as_str());
    let end = words.len() - words.iter().rev().take_while(is_unit).count();
    let last = words[..end].last().map(String::as_str).unwrap_or_default();
    let is_timestamp = |word: &str| ["timestamp", "datetime", "date", "epoch"].contains(&word);
    TIME_WORDS.contains(&last) || PAST.contains(&last) || words.iter().any(|word| is_timestamp(word))
}

/// The last part of a dotted name that is not the place in a list.
fn field_of(name: &str) -> &str {
    name.rsplit('.').find(|part| part.parse::<u32>().is_err()).unwrap_or(name)
}

/// The words of the last part of a dotted, underscored or camel-cased name.
pub fn words_of(name: &str) -> Vec<String> {
    let field = field_of(name);
    let mut words = vec![String::new()];
    for (at, letter) in field.char_indices() {
        let parts = matches!(letter, '_' | '-' | ' ' | '@');
        if parts || at > 0 && is_hump(field, at, letter) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| !parts) {
            word.extend(letter.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether the last part of a dotted, underscored or camel-cased name is one of these words.
pub(crate) fn named(name: &str, words: &[&str]) -> bool {
    let field = field_of(name);
    let start = field
        .char_indices()
        .rev()
        .find(|&(at, letter)| at > 0 && (letter == '_' || letter == '-' || letter == ' ' || is_hump(field, at, letter)))
        .map_or(0, |(at, letter)| if letter.is_uppercase() { at } else { at + letter.len_utf8() });
    let last = field[start..].to_lowercase();
    words.contains(&last.as_str())
}

/// An upper-case letter after a lower-case one.
fn is_hump(field: &str, at: usize, letter: char) -> bool {
    letter.is_uppercase() && field[..at].chars().next_back().is_some_and(char::is_lowercase)
}
