//! Effect sizes: how large a difference is, in a unit that a person can judge, with intervals where there are any.

pub mod cliffs_delta;
pub mod cohens_h;
pub mod cohens_w;
pub mod cramers_v;
pub mod hedges_g;
pub mod hodges_lehmann;
pub mod median_shift;
pub mod outermost;
pub mod quantile_decomposition;
pub mod scale_ratio;
pub mod stratified_shift;
