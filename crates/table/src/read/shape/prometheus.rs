//! What Prometheus, and Loki after it, answer to a query.
//!
//! Each series has labels and samples, `[seconds, "value"]`, and each sample is a row. A value stands in a string,
//! since JSON knows no `NaN` and no infinity; it is written as the number that it is. The time stays what it is, in
//! seconds since 1970. Where Loki answers, a sample is a line of a log, and the time is in nanoseconds.
//!
//! Source: <https://prometheus.io/docs/prometheus/latest/querying/api/#expression-query-result-formats> and
//! <https://grafana.com/docs/loki/latest/reference/loki-http-api/#query-logs-within-a-range-of-time>.

use super::converted::{Action, Converted, Converter, Found, Sink, timestamp, write};
use super::shape::{Declaration, Signs};
use crate::Format;
use crate::read::tree::Node;

/// Prometheus and Loki.
pub(super) const SHAPE: Declaration = Declaration {
    format: Format::Prometheus,
    open: |plan, cursor, _| Converted::open(plan, Prometheus, cursor),
    signs: Signs { record: is_answer, ..Signs::NONE },
    #[cfg(test)]
    sample: r#"{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"1.5"]},{"metric":{},"value":[1,"2"]}]}}"#,
};

fn is_answer(record: &Node<'_>) -> bool {
    let has = |key| record.get(key).is_some();
    has("status") && (has("errorType") || record.at(&["data", "resultType"]).is_some())
}

#[derive(Debug)]
struct Prometheus;

impl Converter for Prometheus {
    fn action(&mut self, found: Found<'_>) -> Action {
        action(found)
    }

    fn convert(&mut self, series: &Node<'_>, record: &mut Vec<u8>, sink: &mut Sink<'_>) {
        convert(series, record, sink);
    }
}

/// What is done with a value of an answer.
fn action(found: Found<'_>) -> Action {
    match found.key {
        "" if found.is_object() => Action::Open,
        "data" if found.is_object() => Action::Open,
        "result" if found.is_item => match found.first_key() {
            b"status" => Action::Begin,
            _ => Action::Unit,
        },
        // A single sample lies there without a series around it.
        "result" if found.is_array() => match found.first().first() {
            Some(b'{' | b']') => Action::Open,
            _ => Action::Unit,
        },
        "error" => Action::Unit,
        _ => Action::Skip,
    }
}

/// Writes the samples of a series as records.
fn convert(series: &Node<'_>, record: &mut Vec<u8>, sink: &mut Sink<'_>) {
    if let Some(text) = series.text() {
        return sink.failed(&text);
    }
    let single = if series.is_array() { Some(series) } else { series.get("value") };
    let samples = single.map_or_else(|| series.get("values").map_or(&[][..], Node::items), std::slice::from_ref);
    if samples.is_empty() {
        return sink.no_row();
    }
    record.clear();
    record.push(b'{');
    let is_stream = series.get("stream").is_some();
    for key in ["metric", "stream"] {
        if let Some(labels) = series.get(key) {
            write::key(record, key.as_bytes());
            write::node(record, labels);
        }
    }
    let begin = record.len();
    for sample in samples {
        let [time, value, ..] = sample.items() else {
            sink.no_row();
            continue;
        };
        record.truncate(begin);
        write::key(record, b"timestamp");
        match timestamp::nanoseconds(time).filter(|_| is_stream) {
            Some(nanoseconds) => timestamp::write(record, nanoseconds),
            None => write::node(record, time),
        }
        write::key(record, if is_stream { b"line" } else { b"value" });
        match is_stream {
            true => write::node(record, value),
            false => write::number(record, value),
        }
        record.push(b'}');
        sink.row(record);
    }
}
