//! How the model is served: requests, errors and how long answers take, of logged requests.

use serde::{Deserialize, Serialize};

use crate::{Acknowledgement, Period};

/// How the model is served.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Service {
    /// The unit of latencies, from the name of their column; `None` where it names none.
    pub unit: Option<String>,
    /// The versions that answered, the oldest first.
    pub versions: Vec<String>,
    /// The column of latencies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latency: Option<String>,
    /// The columns that hold how requests went.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub status: Vec<String>,
    /// What changed, in one or two sentences.
    pub sentence: String,
    /// The reference's figures.
    pub reference: ServiceFigures,
    /// Production's figures.
    pub production: ServiceFigures,
    /// Production's figures less the reference's.
    pub changes: Vec<ServiceChange>,
    /// Production's last 60 minutes, where they have at least 10 requests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_hour: Option<LastHour>,
    /// The figures by window of time and by version.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<ServiceGroup>,
    /// Windows with fewer than 10 requests, which have no figures.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub windows_left_out: u64,
    /// The two newest versions in the same windows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comparison: Option<VersionComparison>,
}

/// The figures of some requests. Intervals are of 95 %.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ServiceFigures {
    /// Logged requests.
    pub requests: u64,
    /// Requests per second of the time that they cover, without windows that have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<f64>,
    /// That time in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covered_seconds: Option<f64>,
    /// Requests whose status is known.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub with_status: u64,
    /// The share of those that the server failed, from 0 to 1: a status of 500 or more, a level of ERROR, `success` is false.
    pub error_share: Option<f64>,
    /// Its interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error_share_interval: Option<Bounds>,
    /// The share of those that were refused as the client's fault: a status from 400 to 499.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_error_share: Option<f64>,
    /// Its interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_error_share_interval: Option<Bounds>,
    /// 1 less the error share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub availability: Option<f64>,
    /// Requests with a latency.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub with_latency: u64,
    /// Requests with a latency below 0, which count for no figure.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub negative_latencies: u64,
    /// The mean latency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean: Option<f64>,
    /// The median latency. Quantiles are of type 7, as those of pandas and NumPy.
    pub p50: Option<f64>,
    /// Its interval, by order statistics: an end that lies beyond the sample is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p50_interval: Option<Bounds>,
    /// The latency that 95 % of answers do not exceed.
    pub p95: Option<f64>,
    /// Its interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p95_interval: Option<Bounds>,
    /// The latency that 99 % of answers do not exceed.
    pub p99: Option<f64>,
    /// Its interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p99_interval: Option<Bounds>,
    /// The longest.
    pub max: Option<f64>,
    /// The latency of requests that went well, where both sorts have at least 10.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successes: Option<LatencyFigures>,
    /// The latency of those that did not, whosever fault it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub errors: Option<LatencyFigures>,
}

/// The latencies of some requests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LatencyFigures {
    /// The requests; at least 10.
    pub n: u64,
    /// The median.
    pub p50: f64,
    /// The 95th percentile.
    pub p95: f64,
    /// The 99th percentile.
    pub p99: f64,
    /// The longest.
    pub max: f64,
}

/// The ends of an interval; an end that is not known is absent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bounds {
    /// The lower end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// The upper end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
}

impl Bounds {
    /// These ends; one that is not finite is not known.
    pub fn of(ends: [f64; 2]) -> Self {
        let [low, high] = ends.map(|end| Some(end).filter(|end| end.is_finite()));
        Self { low, high }
    }
}

/// The change of a figure, with its 99 % interval.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ServiceChange {
    /// `error_share`, `client_error_share`, `p50`, `p95`, `p99`: the second less the first; `latency_ratio`: how many times as long a
    /// typical answer takes.
    pub id: String,
    /// The change.
    pub value: f64,
    /// Its interval, of which ends may be absent.
    pub interval: Bounds,
    /// The figure before, of which a change is a share.
    pub before: f64,
    /// Whether that is a change.
    pub outcome: ServiceOutcome,
    /// Whether it got worse as the settings acknowledge; `None` where they do not, and where it did not get worse.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged: Option<Acknowledgement>,
}

impl ServiceChange {
    /// Whether it got worse as a person acknowledged.
    pub fn is_known(&self) -> bool {
        self.acknowledged == Some(Acknowledgement::Known)
    }

    /// Whether it got worse.
    pub fn is_worse(&self) -> bool {
        matches!(self.outcome, ServiceOutcome::Slower | ServiceOutcome::MoreErrors)
    }

    /// Whether it got worse, and nobody acknowledged that, or a smaller change.
    pub fn needs_attention(&self) -> bool {
        self.is_worse() && !self.is_known()
    }
}

/// Whether a figure of the service changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceOutcome {
    /// Latencies are longer.
    Slower,
    /// Latencies are shorter.
    Faster,
    /// More requests fail.
    MoreErrors,
    /// Fewer requests fail.
    FewerErrors,
    /// By chance, or by less than the limit.
    #[default]
    NoChange,
    /// A change of twice the limit could be hidden.
    TooFewRequests,
}

/// The last 60 minutes of a log, before and including its last record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LastHour {
    /// The requests.
    pub requests: u64,
    /// The share of those with a known status that went well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub success_share: Option<f64>,
    /// The mean latency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean: Option<f64>,
    /// The 95th percentile, of type 7.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p95: Option<f64>,
    /// The 99th percentile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p99: Option<f64>,
    /// The longest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
}

/// The figures of a window or a version.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ServiceGroup {
    /// `window` or `version`.
    pub by: String,
    /// When the window begins, or the version; `other` are all versions with too few requests.
    pub value: String,
    /// The reference's, of at least 10 requests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<ServiceFigures>,
    /// Production's, of at least 10 requests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub production: Option<ServiceFigures>,
}

/// The two newest versions, compared where both answered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct VersionComparison {
    /// The older one.
    pub older: String,
    /// The newer one.
    pub newer: String,
    /// The first and the last window in which the older one answered.
    pub older_period: Period,
    /// The first and the last window in which the newer one answered.
    pub newer_period: Period,
    /// Windows in which both answered at least 10 requests while the other did; with 0, version and time cannot be separated.
    pub windows: u64,
    /// The requests of the older one in these windows.
    pub older_requests: u64,
    /// Those of the newer one.
    pub newer_requests: u64,
    /// The newer one compared with the older one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<ServiceChange>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}
