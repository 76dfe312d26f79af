//! Compares every statistic with tables from SciPy, statsmodels, NumPy and mpmath.
//!
//! The tables lie in `tests/golden` beside the script that writes them; their versions stand in their first line.

mod corrections;
mod counts;
mod golden;
mod ks_laws;
mod multivariate;
mod naive_bayes;
mod numbers;
mod special;
mod two_sample;
