//! OpenMetrics text 1.0: the figures of a report at the time of its data, and a sample for each window.
//!
//! `promtool tsdb create-blocks-from openmetrics` puts the windows into Prometheus as history. A window's sample has the time at which
//! the window begins, the others have the last moment of production. Data without timestamps gives samples without a time.
//! Format: <https://prometheus.io/docs/specs/om/open_metrics_spec/>.

use driftscope_report::Report;

use super::Export;
use super::samples::{of_report, of_windows, write_family};

pub(super) const EXPORT: Export = Export {
    id: "openmetrics",
    help: "Gauges in OpenMetrics text with timestamps, and a sample for each window, for promtool and Grafana",
    title: "Save as OpenMetrics",
    extension: "openmetrics.txt",
    media_type: "application/openmetrics-text; version=1.0.0",
    needs_page: false,
    write: |report, _| Ok(write(report)),
};

fn write(report: &Report) -> String {
    let mut text = String::new();
    for family in of_report(report).into_iter().chain(of_windows(report)) {
        write_family(&mut text, &family, true);
    }
    text + "# EOF\n"
}
