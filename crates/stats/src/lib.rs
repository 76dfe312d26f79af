//! Two-sample tests, distances and effect sizes: slices and counts in, numbers out.
//!
//! The first sample is always the *reference*, the second *production*. Numbers arrive sorted and without NaN
//! ([`sorting::sort_numbers`]), categories as two slices of counts whose places correspond. Nothing here reads a
//! file, a clock or a source of chance: where a method needs random numbers, it takes a seed.
//!
//! **Invariant: the same input gives the same bits on every machine**, native and WebAssembly. Hence every logarithm
//! and exponential is `libm`'s and never the platform's, sums run in one fixed order, and no hash map is used.
//!
//! ```
//! use driftscope_stats::merged::Merged;
//! use driftscope_stats::sorting::sort_numbers;
//!
//! let (mut reference, mut production) = (vec![2.1, 3.4, 1.9, 2.8, 3.0], vec![3.9, 4.1, 3.3, 5.0, 4.4]);
//! sort_numbers(&mut reference);
//! sort_numbers(&mut production);
//! let merged = Merged::of_sorted(&reference, &production).unwrap();
//! assert_eq!(merged.kolmogorov_smirnov().statistic, 0.8);
//! assert_eq!(merged.mann_whitney().superiority, 0.96);
//! ```
//!
//! **Invariant: no function panics**, whatever it is given; what has no answer is `None`. Work and memory are bounded
//! by the length of the slices, not by the values in them.

pub mod anderson_darling;
pub mod anova;
pub mod association;
pub mod association_change;
pub mod bins;
pub mod boschloo;
pub mod bridge_form;
pub mod brown_forsythe;
pub mod calendar;
pub mod chi_square;
pub mod chi_squared_law;
pub mod cliffs_delta;
pub mod cohens_h;
pub mod cohens_w;
pub mod combined_rank;
pub mod correction;
pub mod correlation;
pub mod cramer_von_mises;
pub mod cramers_v;
pub mod cross_table;
pub mod distinct;
pub mod distinct_sorted;
pub mod domain_classifier;
pub mod energy;
pub mod epps_singleton;
pub mod f_law;
pub mod fisher;
pub mod g;
pub mod gaps;
pub mod hedges_g;
pub mod hellinger;
pub mod hodges_lehmann;
pub mod interval;
pub mod jensen_shannon;
pub mod kl;
pub mod kruskal_wallis;
pub mod ks;
pub mod kuiper;
pub mod l_infinity;
pub mod levene;
pub mod mann_whitney;
pub mod median_shift;
pub mod merged;
pub mod mmd;
pub mod moments;
pub mod mood;
pub mod naive_bayes;
pub mod normal_scores;
pub mod ordered;
pub mod outermost;
pub mod peers;
pub mod permutation;
pub mod power_sums;
pub mod proportions;
pub mod psi;
pub mod quantile;
pub mod quantile_decomposition;
pub mod random;
pub mod rare_category;
pub mod reconstruction;
pub mod roc_auc;
pub mod runs;
pub mod sample;
pub mod scale_ratio;
pub mod selection;
pub mod side_by_side;
pub mod sorting;
pub mod special;
pub mod student_t;
pub mod student_t_law;
pub mod total_variation;
pub mod unconditional;
pub mod value_sketch;
pub mod wasserstein;
pub mod welch_t;

mod attainable;
mod binomial;
mod common_rate;
mod compensated;
mod counts;
mod gap_integral;
mod given_ties;
mod hypergeometric;
mod lanes;
mod pooled;
pub mod rare_pool;
pub mod rarefaction;
mod relabelling;
pub mod relabelling_tail;
mod symmetric;
mod ties;
mod wide;

/// The example in the README is compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
