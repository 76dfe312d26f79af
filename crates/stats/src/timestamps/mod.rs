//! Statistics of timestamps: hours of the day, days of the week, gaps in between, and times of the day on a circle.

pub mod calendar;
pub mod circle;
pub mod gaps;
