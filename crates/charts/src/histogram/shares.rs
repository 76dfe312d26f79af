//! Turns shares into heights, on a linear or a logarithmic axis.

use super::Bins;
use crate::sheet::Region;
use crate::ticks::{self, Tick};

/// The vertical axis of a histogram.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shares {
    /// From 0 to the highest share.
    Linear { highest: f64 },
    /// Both ends as powers of ten.
    Logarithmic { lowest: f64, highest: f64 },
}

impl Shares {
    pub(super) fn of(bins: &Bins, logarithmic: bool) -> Self {
        if !logarithmic {
            // A little room, so that the outline of the highest bin is not cut in half.
            return Self::Linear { highest: bins.largest() * 1.02 };
        }
        let lowest = libm::floor(libm::log10(bins.smallest())).clamp(-9.0, -1.0);
        let highest = libm::log10(bins.largest() * 1.1);
        Self::Logarithmic { lowest, highest: highest.max(lowest + 1.0) }
    }

    /// Where a share is in the plot. On a logarithmic axis, 0 is on the base line.
    pub(super) fn y(self, share: f64, plot: Region) -> f64 {
        let height = match self {
            Self::Linear { highest } => share / highest,
            Self::Logarithmic { .. } if share <= 0.0 => 0.0,
            Self::Logarithmic { lowest, highest } => (libm::log10(share) - lowest) / (highest - lowest),
        };
        plot.bottom - height.clamp(0.0, 1.0) * plot.height()
    }

    /// Round shares, few enough for the height.
    pub(super) fn ticks(self, height: f64) -> Vec<Tick> {
        let most = (height / 34.0).clamp(1.0, 6.0) as usize;
        match self {
            Self::Linear { highest } => ticks::percents(highest, most),
            Self::Logarithmic { lowest, highest } => {
                let mut powers = ticks::percent_powers(libm::pow(10.0, lowest));
                powers.retain(|tick| libm::log10(tick.value) <= highest + 1e-9);
                let every = powers.len().div_ceil(most + 1).max(1);
                powers.into_iter().step_by(every).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLOT: Region = Region { left: 0.0, top: 0.0, right: 100.0, bottom: 100.0 };

    #[test]
    fn a_logarithmic_axis_gives_each_power_of_ten_the_same_height() {
        let shares = Shares::Logarithmic { lowest: -4.0, highest: 0.0 };
        let heights: Vec<f64> = [1.0, 0.1, 0.01, 0.001, 0.0].map(|share| shares.y(share, PLOT).round()).into();
        assert_eq!(heights, [0.0, 25.0, 50.0, 75.0, 100.0]);
        let labels: Vec<String> =
            shares.ticks(100.0).into_iter().map(|tick| tick.label.replace('\u{202f}', " ")).collect();
        assert_eq!(labels, ["0.01 %", "1 %", "100 %"]);
    }
}
