//! Probability laws and the special functions under them: tails, quantiles and exact probabilities.

pub(crate) mod binomial;
pub mod bridge_form;
pub mod chi_squared_law;
pub mod f_law;
pub(crate) mod hypergeometric;
pub mod special;
pub mod student_t_law;
