//! Two-sample tests, distances and effect sizes: slices and counts in, numbers out.
