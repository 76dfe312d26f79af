//! Prometheus text 0.0.4: the figures of a report as gauges, for the textfile collector, Pushgateway or any HTTP server.
//!
//! Samples have no time of their own: the textfile collector and Pushgateway refuse one. `driftscope_report_timestamp_seconds` is the
//! last moment in the data. Format: <https://prometheus.io/docs/instrumenting/exposition_formats/>.

use driftscope_report::Report;

use super::Export;
use super::samples::{of_report, write_family};

pub(super) const EXPORT: Export = Export {
    id: "prometheus",
    help: "Gauges in Prometheus text, for its textfile collector or Pushgateway",
    title: "Save as Prometheus metrics",
    extension: "prom",
    media_type: "text/plain; version=0.0.4",
    needs_page: false,
    write: |report, _| Ok(write(report)),
};

fn write(report: &Report) -> String {
    let mut text = String::new();
    for family in of_report(report) {
        write_family(&mut text, &family, false);
    }
    text
}
