//! Tests of whether samples of numbers differ: two samples each, and a few that take any number of them.

pub mod anderson_darling;
pub mod anova;
pub mod brown_forsythe;
pub mod combined_rank;
pub mod cramer_von_mises;
pub mod epps_singleton;
pub mod kruskal_wallis;
pub mod ks;
pub mod kuiper;
pub mod levene;
pub mod mann_whitney;
pub mod mmd;
pub mod mood;
pub mod student_t;
pub mod welch_t;
