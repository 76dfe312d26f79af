//! Decides when to try again something that often fails.

/// Tries in vain, each counted twice, after which the next one has to wait: twice as long each time, up to 1023 records.
const FREE: u32 = 16;
const MOST_VAIN: u32 = FREE + 20;

/// Says whether something that may fail should be tried for the next record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Patience {
    /// Twice the tries that were in vain, less those that were not.
    vain: u32,
    /// Records until the next try.
    pause: u32,
}

impl Patience {
    /// Whether to try it now.
    #[inline]
    pub(crate) fn may_try(&mut self) -> bool {
        if self.pause > 0 {
            self.pause -= 1;
            return false;
        }
        true
    }

    /// Whether the next record will go by without a try.
    #[inline]
    pub(crate) fn is_waiting(self) -> bool {
        self.pause > 0
    }

    /// What came of the try.
    #[inline]
    pub(crate) fn learn(&mut self, succeeded: bool) {
        if succeeded {
            self.vain = self.vain.saturating_sub(1);
        } else {
            self.vain = (self.vain + 2).min(MOST_VAIN);
            self.pause = (1 << (self.vain.saturating_sub(FREE) / 2)) - 1;
        }
    }

    #[cfg(test)]
    pub(crate) fn exhausted() -> Self {
        Self { vain: MOST_VAIN, pause: u32::MAX }
    }
}
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_vain_waits_ever_longer_and_is_tried_again() {
        let mut patience = Patience::default();
        let tries = (0..20_000)
            .filter(|_| {
                patience.may_try() && {
                    patience.learn(false);
                    true
                }
            })
            .count();
        assert!((16..60).contains(&tries), "{tries}");
        let tries = (0..3_000)
            .filter(|_| {
                patience.may_try() && {
                    patience.learn(true);
                    true
                }
            })
            .count();
        assert!(tries > 1_900, "{tries}");
        assert_eq!(patience, Patience::default());
    }
}
