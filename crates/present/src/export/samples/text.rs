//! Samples as lines of text, which Prometheus and OpenMetrics write alike: `name{label="value"} 1.5`.

use std::fmt::Write as _;

use super::{Family, Sample};

/// Writes a metric with its two comments.
pub(in super::super) fn write_family(text: &mut String, family: &Family, with_time: bool) {
    // Writing into a string cannot fail.
    let _ = writeln!(text, "# HELP {0} {1}\n# TYPE {0} gauge", family.name, family.help);
    for sample in &family.samples {
        write_sample(text, family.name, sample, with_time);
    }
}

fn write_sample(text: &mut String, name: &str, sample: &Sample, with_time: bool) {
    text.push_str(name);
    for (place, (label, value)) in sample.labels.iter().enumerate() {
        let _ = write!(text, "{}{label}=\"{}\"", if place == 0 { '{' } else { ',' }, escaped(value));
    }
    text.push_str(if sample.labels.is_empty() { " " } else { "} " });
    text.push_str(&write_value(sample.value));
    if let Some(seconds) = sample.seconds.filter(|_| with_time) {
        let _ = write!(text, " {seconds}");
    }
    text.push('\n');
}

/// A number as both formats write it.
fn write_value(value: f64) -> String {
    match value {
        f64::INFINITY => "+Inf".to_owned(),
        f64::NEG_INFINITY => "-Inf".to_owned(),
        value => value.to_string(),
    }
}

/// The value of a label: backslash, quote and line feed are escaped, every other character stands for itself.
fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}
