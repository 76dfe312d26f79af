//! What a report holds of a column of times of the day: where on the clock they lie, and how far that moved.

use serde::{Deserialize, Serialize};

/// How times of the day moved around the clock.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ClockDrift {
    /// The reference's times.
    pub reference: ClockSide,
    /// Production's times.
    pub production: ClockSide,
    /// How much later production's mean is than the reference's, the shorter way round: seconds, from −43 200 to 43 200.
    pub shift: Option<f64>,
}

/// The times of one side.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ClockSide {
    /// The mean direction on the clock, in seconds since midnight, below 86 400; none if the times cancel out.
    pub mean: Option<f64>,
    /// How close together they are: from 0, all around the clock, to 1, all at one time.
    pub concentration: Option<f64>,
}
