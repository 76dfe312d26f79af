//! Alarms: whether a share is past a bound, by one window or by many.

pub mod e_detector;
pub mod share_past_bound;
