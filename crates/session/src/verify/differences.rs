//! Where two JSON texts differ, by the path of each value.

use serde_json::Value;

/// Differences that are listed before the rest is counted.
const LISTED: usize = 20;

/// The differences in words, a line each.
pub(super) fn differences(reported: &str, made: &str) -> Vec<String> {
    let values = [reported, made].map(serde_json::from_str::<Value>);
    let [Ok(reported_value), Ok(made_value)] = &values else {
        return vec!["The report cannot be read as JSON".to_owned()];
    };
    let mut found = Vec::new();
    compare("", Some(reported_value), Some(made_value), &mut found);
    if found.is_empty() {
        // The same values, written in another way.
        let at = reported.bytes().zip(made.bytes()).take_while(|(one, other)| one == other).count();
        found.push(format!("The report is written differently, first at byte {at} of its JSON"));
    }
    let more = found.len().saturating_sub(LISTED);
    found.truncate(LISTED);
    if more > 0 {
        found.push(format!("{more} more differences"));
    }
    found
}

fn compare(path: &str, reported: Option<&Value>, made: Option<&Value>, found: &mut Vec<String>) {
    match (reported, made) {
        (Some(Value::Object(one)), Some(Value::Object(other))) => {
            let added = other.keys().filter(|key| !one.contains_key(*key));
            for key in one.keys().chain(added) {
                compare(&format!("{path}.{key}"), one.get(key), other.get(key), found);
            }
        }
        (Some(Value::Array(one)), Some(Value::Array(other))) => {
            for place in 0..one.len().max(other.len()) {
                compare(&format!("{path}[{place}]"), one.get(place), other.get(place), found);
            }
        }
        (one, other) if one == other => {}
        (one, other) => {
            let words = |value: Option<&Value>| value.map_or_else(|| "nothing".to_owned(), shortened);
            found.push(format!(
                "{}: the report has {}, the files give {}",
                path.trim_start_matches('.'),
                words(one),
                words(other)
            ));
        }
    }
}

/// A value as JSON, not too long.
fn shortened(value: &Value) -> String {
    let text = value.to_string();
    let short: String = text.chars().take(80).collect();
    if short.len() < text.len() { short + "…" } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_difference_has_its_path() {
        let found = differences(r#"{"a":1,"b":[1,{"c":"x"}],"d":2}"#, r#"{"a":1,"b":[1,{"c":"y"},3],"e":2}"#);
        let wanted = [
            r#"b[1].c: the report has "x", the files give "y""#,
            "b[2]: the report has nothing, the files give 3",
            "d: the report has 2, the files give nothing",
            "e: the report has nothing, the files give 2",
        ];
        assert_eq!(found, wanted);
        assert_eq!(differences("[1.0]", "[1.00]"), ["The report is written differently, first at byte 4 of its JSON"]);
        assert_eq!(differences(&format!("{:?}", vec![1; 50]), &format!("{:?}", vec![2; 50])).len(), 21);
    }
}
