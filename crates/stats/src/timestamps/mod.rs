//! Statistics of timestamps: hours of the day, days of the week, and gaps in between.

pub mod calendar;
pub mod gaps;
