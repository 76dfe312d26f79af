//! The special functions that turn a statistic into a probability.
//!
//! Gamma and error function rest on `libm` alone, whose results are the same on every machine. The tails are
//! computed as tails, never as one minus the rest: relative accuracy is 1e-12 down to 1e-300.

mod beta;
mod gamma;
mod normal;

pub use beta::beta_i;
pub(crate) use gamma::{deviance, deviance_by_difference, poisson, stirling_error};
pub use gamma::{gamma_p, gamma_q, ln_gamma};
pub use normal::{erfc, normal_quantile, normal_sf};
