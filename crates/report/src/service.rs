//! How the model is served: requests, errors and how long answers take.

use serde::{Deserialize, Serialize};

/// How the model is served.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Service {
    /// The unit of latencies.
    pub unit: Option<String>,
    /// The versions that answered.
    pub versions: Vec<String>,
    /// The reference's figures.
    pub reference: ServiceFigures,
    /// Production's figures.
    pub production: ServiceFigures,
}

/// The figures of a side.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ServiceFigures {
    /// Records.
    pub requests: u64,
    /// The share of them that failed, from 0 to 1.
    pub error_share: Option<f64>,
    /// The median latency.
    pub p50: Option<f64>,
    /// The latency that 95 % of answers do not exceed.
    pub p95: Option<f64>,
    /// The latency that 99 % of answers do not exceed.
    pub p99: Option<f64>,
    /// The longest.
    pub max: Option<f64>,
}
