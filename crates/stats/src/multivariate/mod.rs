//! Statistics of several columns together: associations, correlations, classifiers and principal components.

pub mod additive_change;
pub mod association;
pub mod association_change;
pub mod correlation;
pub mod cross_table;
pub mod density_ratio;
pub mod domain_classifier;
pub mod held_out;
pub mod independence;
pub mod naive_bayes;
pub mod normal_scores;
pub mod reconstruction;
pub mod roc_auc;
pub mod unusual_rows;
