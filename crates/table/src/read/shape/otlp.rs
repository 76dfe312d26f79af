//! Spans, log records and metrics of OpenTelemetry, as OTLP writes them in JSON.
//!
//! A document holds batches: a resource, the scopes within it, and their spans. Each span is a row, with its
//! attributes as columns of their own, and after them those of its resource and scope. Where a field is left out
//! because it has its first value, as protobuf does, that value is written, so that two exporters give one table.
//!
//! Times are written to the microsecond, always with six digits: a column of one spelling is kept as numbers. A duration
//! is exact to the nanosecond.
//!
//! Source: the OpenTelemetry protocol, <https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding>, and
//! `opentelemetry/proto/{trace,logs,metrics,common}/v1` of opentelemetry-proto. Names may be in camel case, as that says,
//! or in snake case, as protobuf's own printer can write them.

use super::converted::{Action, Converted, Converter, Found, Sink, attributes, timestamp, write};
use super::shape::{Declaration, Signs};
use crate::Format;
use crate::read::tree::Node;

/// OpenTelemetry.
pub(super) const SHAPE: Declaration = Declaration {
    format: Format::Otlp,
    open: |plan, cursor, _| Converted::open(plan, Otlp, cursor),
    signs: Signs { record: is_document, ..Signs::NONE },
    #[cfg(test)]
    sample: concat!(
        r#"{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1767323045678000000","severityNumber":9},"#,
        r#"{"timeUnixNano":"1767323046678000000","severityNumber":17}]}]}]}"#
    ),
};

/// Keys under which batches lie; the last one is Grafana Tempo's.
const BATCHES: &[&str] = &[
    "resourceSpans",
    "resourceLogs",
    "resourceMetrics",
    "resource_spans",
    "resource_logs",
    "resource_metrics",
    "batches",
];

/// Keys under which the scopes of a batch lie; the older name of a scope was instrumentation library.
const SCOPES: &[&str] = &[
    "scopeSpans",
    "scopeLogs",
    "scopeMetrics",
    "scope_spans",
    "scope_logs",
    "scope_metrics",
    "instrumentationLibrarySpans",
    "instrumentationLibraryLogs",
    "instrumentationLibraryMetrics",
];

const KINDS: &[&str] = &["unspecified", "internal", "server", "client", "producer", "consumer"];
const STATUSES: &[&str] = &["unset", "ok", "error"];
const SEVERITIES: &[&str] = &["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];

#[derive(Debug)]
struct Otlp;

impl Converter for Otlp {
    fn action(&mut self, found: Found<'_>) -> Action {
        action(found)
    }

    fn convert(&mut self, batch: &Node<'_>, record: &mut Vec<u8>, sink: &mut Sink<'_>) {
        convert(batch, record, sink);
    }
}

/// What is done with a value of a document.
fn action(found: Found<'_>) -> Action {
    let begins = || BATCHES.iter().any(|key| key.as_bytes() == found.first_key());
    match found.key {
        "" | "trace" if found.is_object() => Action::Open,
        key if BATCHES.contains(&key) && found.is_item => match begins() {
            true => Action::Begin,
            false => Action::Unit,
        },
        key if BATCHES.contains(&key) && found.is_array() => Action::Open,
        _ => Action::Skip,
    }
}

/// Whether a document holds batches.
fn is_document(root: &Node<'_>) -> bool {
    let root = root.get("trace").unwrap_or(root);
    let is_batches = |key: &&str| root.get(key).is_some_and(Node::is_array);
    let has_scopes = |batch: &Node<'_>| SCOPES.iter().any(|key| batch.get(key).is_some());
    let is_tempo = || root.get("batches").is_some_and(|batches| batches.items().iter().any(has_scopes));
    BATCHES.iter().filter(|key| **key != "batches").any(is_batches) || is_tempo()
}

/// Writes the spans, log records and data points of a batch as records.
fn convert(batch: &Node<'_>, record: &mut Vec<u8>, sink: &mut Sink<'_>) {
    let mut after = Vec::new();
    let mut is_known = false;
    for scope in SCOPES.iter().filter_map(|key| batch.get(key)).flat_map(Node::items) {
        is_known = true;
        about(batch, scope, &mut after);
        let mut row = |write: &mut dyn FnMut(&mut Vec<u8>)| {
            record.clear();
            record.push(b'{');
            write(record);
            if record.len() > 1 && !after.is_empty() {
                record.push(b',');
            }
            record.extend_from_slice(&after);
            record.push(b'}');
            sink.row(record);
        };
        for item in scope.get("spans").map_or(&[][..], Node::items) {
            row(&mut |out| span(out, item));
        }
        for item in either(scope, "logRecords", "log_records").map_or(&[][..], Node::items) {
            row(&mut |out| log_record(out, item));
        }
        for metric in scope.get("metrics").map_or(&[][..], Node::items) {
            for point in points(metric) {
                row(&mut |out| data_point(out, metric, point));
            }
        }
    }
    if !is_known {
        sink.no_row();
    }
}

/// Writes the attributes of a batch and a scope, which follow the entries of each of its records.
fn about(batch: &Node<'_>, scope: &Node<'_>, out: &mut Vec<u8>) {
    out.clear();
    out.push(b'{');
    if let Some(list) = batch.at(&["resource", "attributes"]) {
        attributes::entry(out, "resource", list);
    }
    let known = either(scope, "scope", "instrumentationLibrary");
    let about = ["name", "version"].map(|key| (key, known.and_then(|known| known.get(key))));
    if about.iter().any(|(_, value)| value.is_some()) {
        write::key(out, b"scope");
        out.push(b'{');
        for (key, value) in about {
            entry(out, key, value);
        }
        out.push(b'}');
    }
    out.remove(0);
}

fn span(out: &mut Vec<u8>, span: &Node<'_>) {
    entry(out, "trace_id", either(span, "traceId", "trace_id"));
    entry(out, "span_id", either(span, "spanId", "span_id"));
    let parent = either(span, "parentSpanId", "parent_span_id");
    entry(out, "parent_span_id", parent.filter(|parent| **parent != Node::Plain(b"\"\"")));
    entry(out, "name", span.get("name"));
    word(out, "kind", span.get("kind"), "SPAN_KIND_", KINDS);
    let start = either(span, "startTimeUnixNano", "start_time_unix_nano").and_then(timestamp::nanoseconds);
    let end = either(span, "endTimeUnixNano", "end_time_unix_nano").and_then(timestamp::nanoseconds);
    time(out, "start_time", start);
    if let (Some(start), Some(end)) = (start, end) {
        write::key(out, b"duration_ms");
        timestamp::write_milliseconds(out, start, end);
    }
    write::key(out, b"status");
    out.push(b'{');
    let status = span.get("status");
    word(out, "code", status.and_then(|status| status.get("code")), "STATUS_CODE_", STATUSES);
    entry(out, "message", status.and_then(|status| status.get("message")));
    out.push(b'}');
    if let Some(list) = span.get("attributes") {
        attributes::entry(out, "attributes", list);
    }
    for (key, name) in [("events", "events_count"), ("links", "links_count")] {
        if let Some(items) = span.get(key).filter(|items| items.is_array()) {
            write::key(out, name.as_bytes());
            out.extend_from_slice(items.items().len().to_string().as_bytes());
        }
    }
}

fn log_record(out: &mut Vec<u8>, log: &Node<'_>) {
    let written = either(log, "timeUnixNano", "time_unix_nano").and_then(timestamp::nanoseconds);
    let observed = either(log, "observedTimeUnixNano", "observed_time_unix_nano").and_then(timestamp::nanoseconds);
    time(out, "time", written);
    if written.is_none() {
        time(out, "observed_time", observed);
    }
    entry(out, "severity", either(log, "severityText", "severity_text"));
    if let Some(number) = either(log, "severityNumber", "severity_number") {
        write::key(out, b"severity_number");
        match number.text().as_deref().and_then(severity_of) {
            Some(number) => out.extend_from_slice(number.to_string().as_bytes()),
            None => write::node(out, number),
        }
    }
    if let Some(body) = log.get("body") {
        write::key(out, b"body");
        attributes::value(out, body);
    }
    entry(out, "event_name", either(log, "eventName", "event_name"));
    if let Some(list) = log.get("attributes") {
        attributes::entry(out, "attributes", list);
    }
    entry(out, "trace_id", either(log, "traceId", "trace_id"));
    entry(out, "span_id", either(log, "spanId", "span_id"));
}

/// The number of a severity's name: `SEVERITY_NUMBER_INFO2` is 10.
fn severity_of(name: &str) -> Option<usize> {
    let name = name.strip_prefix("SEVERITY_NUMBER_")?;
    let (word, step) = match name.as_bytes() {
        [.., step @ b'2'..=b'4'] => (&name[..name.len() - 1], usize::from(step - b'1')),
        _ => (name, 0),
    };
    SEVERITIES.iter().position(|known| *known == word).map(|place| place * 4 + step + 1)
}

/// The data points of a metric, whatever it is.
fn points<'a, 'b>(metric: &'b Node<'a>) -> &'b [Node<'a>] {
    let kinds = ["gauge", "sum", "histogram", "exponentialHistogram", "exponential_histogram", "summary"];
    let data = kinds.iter().find_map(|kind| metric.get(kind));
    data.and_then(|data| either(data, "dataPoints", "data_points")).map_or(&[], Node::items)
}

fn data_point(out: &mut Vec<u8>, metric: &Node<'_>, point: &Node<'_>) {
    entry(out, "metric", metric.get("name"));
    time(out, "time", either(point, "timeUnixNano", "time_unix_nano").and_then(timestamp::nanoseconds));
    for key in ["asDouble", "asInt", "as_double", "as_int"] {
        if let Some(value) = point.get(key) {
            write::key(out, b"value");
            write::number(out, value);
        }
    }
    for key in ["count", "sum", "min", "max"] {
        if let Some(value) = point.get(key) {
            write::key(out, key.as_bytes());
            write::number(out, value);
        }
    }
    if let Some(list) = point.get("attributes") {
        attributes::entry(out, "attributes", list);
    }
}

/// The value of a key that has two spellings.
fn either<'a, 'b>(node: &'b Node<'a>, key: &str, other: &str) -> Option<&'b Node<'a>> {
    node.get(key).or_else(|| node.get(other))
}

fn entry(out: &mut Vec<u8>, key: &str, value: Option<&Node<'_>>) {
    if let Some(value) = value {
        write::key(out, key.as_bytes());
        write::node(out, value);
    }
}

fn time(out: &mut Vec<u8>, key: &str, nanoseconds: Option<u64>) {
    if let Some(nanoseconds) = nanoseconds {
        write::key(out, key.as_bytes());
        timestamp::write(out, nanoseconds);
    }
}

/// Writes a value of an enumeration in words, whether it stands as a number or by its name; the first where there is
/// none, and what is not known as it is.
fn word(out: &mut Vec<u8>, key: &str, value: Option<&Node<'_>>, prefix: &str, words: &[&str]) {
    let place = match value {
        None => Some(0),
        Some(Node::Plain([digit @ b'0'..=b'9'])) => Some(usize::from(digit - b'0')),
        Some(value) => value.text().and_then(|name| {
            let name = name.strip_prefix(prefix)?.to_ascii_lowercase();
            words.iter().position(|word| *word == name)
        }),
    };
    match (place.and_then(|place| words.get(place)), value) {
        (Some(word), _) => {
            write::key(out, key.as_bytes());
            write::text(out, word);
        }
        (None, value) => entry(out, key, value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn severities_have_numbers() {
        for (name, number) in [("TRACE", 1), ("DEBUG2", 6), ("INFO", 9), ("WARN4", 16), ("ERROR", 17), ("FATAL4", 24)] {
            assert_eq!(severity_of(&format!("SEVERITY_NUMBER_{name}")), Some(number), "{name}");
        }
        assert_eq!((severity_of("INFO"), severity_of("SEVERITY_NUMBER_NONE")), (None, None));
    }
}
