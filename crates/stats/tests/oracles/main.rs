//! Compares every statistic with tables from SciPy, statsmodels, pandas, NumPy, mpmath and TensorFlow Data Validation.
//!
//! The tables lie in `tests/golden` beside the script that writes them; their versions stand in their first line.

mod additive_change;
mod alarms;
mod associations;
mod bridge_form;
mod calibration;
mod circle;
mod class_scores;
mod combined_rank;
mod corrections;
mod counts;
mod coverage;
mod deep;
mod estimate;
mod golden;
mod groups;
mod ks_laws;
mod lasting_change;
#[path = "../listed/mod.rs"]
mod listed;
mod multivariate;
mod naive_bayes;
mod numbers;
mod pelt;
mod performance;
mod rankings;
mod service;
mod special;
mod statrs;
mod streams;
mod tfdv;
mod ties;
mod two_sample;
mod unconditional;
mod unusual_rows;
