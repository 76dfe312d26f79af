//! Counts and shares from which no small count can be told.

/// The digits that figures keep where counts are hidden: with more, a count could be found by trying which one gives the figure.
const DIGITS: usize = 2;

/// Rounds counts to multiples of `k`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counts {
    k: u64,
    seed: u64,
}

impl Counts {
    /// `secret` is all figures of the unredacted report: rounding depends on it, where there is any.
    pub(crate) fn new(k: u64, secret: impl FnOnce() -> String) -> Self {
        if k < 2 {
            return Self { k, seed: 0 };
        }
        // FNV-1a.
        let seed = secret().bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Self { k, seed }
    }

    /// Whether counts are hidden at all.
    pub(crate) fn are_hidden(&self) -> bool {
        self.k > 1
    }

    /// Whether a count is to be hidden.
    pub(crate) fn is_small(&self, count: u64) -> bool {
        self.are_hidden() && (1..self.k).contains(&count)
    }

    /// The count as it is shown. Equal counts are shown alike: several draws for one count would tell where between two multiples it lies.
    pub(crate) fn shown(&self, count: u64) -> u64 {
        if !self.are_hidden() {
            return count;
        }
        let rest = count % self.k;
        let up = rest > 0 && mixed(self.seed ^ mixed(count)) % self.k < rest;
        // A table has far fewer rows than 2^63; a report written by another program may claim any number.
        (count - rest).saturating_add(if up { self.k } else { 0 })
    }

    pub(crate) fn hide(&self, count: &mut u64) {
        *count = self.shown(*count);
    }

    pub(crate) fn hide_all<'a>(&self, counts: impl IntoIterator<Item = &'a mut u64>) {
        counts.into_iter().for_each(|count| self.hide(count));
    }

    /// A share of this many rows as it is shown: that of the shown counts; 0 where no rows are shown.
    pub(crate) fn share(&self, share: f64, rows: u64) -> f64 {
        if !self.are_hidden() {
            return share;
        }
        let counted = libm::round(share * rows as f64).max(0.0) as u64;
        match self.shown(rows) {
            0 => 0.0,
            all => self.shown(counted.min(rows)).min(all) as f64 / all as f64,
        }
    }

    /// A figure that follows from counts, to two digits.
    pub(crate) fn figure(&self, figure: &mut f64) {
        if self.are_hidden() {
            *figure = to_digits(*figure, DIGITS);
        }
    }

    pub(crate) fn figures<'a>(&self, figures: impl IntoIterator<Item = &'a mut f64>) {
        figures.into_iter().for_each(|figure| self.figure(figure));
    }

    /// The same for figures that may not exist.
    pub(crate) fn figures_if_any(&self, figures: &mut [&mut Option<f64>]) {
        figures.iter_mut().filter_map(|figure| figure.as_mut()).for_each(|figure| self.figure(figure));
    }
}

/// A number to this many significant digits.
pub(crate) fn to_digits(number: f64, digits: usize) -> f64 {
    format!("{number:.*e}", digits.saturating_sub(1)).parse().unwrap_or(number)
}

/// The finaliser of SplitMix64.
fn mixed(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_become_multiples_less_than_k_away_and_on_average_what_they_were() {
        let mut sum = 0.0;
        for secret in 0..2_000 {
            let counts = Counts::new(10, || secret.to_string());
            for count in [0, 3, 10, 27, 1_234_567, u64::MAX] {
                let shown = counts.shown(count);
                assert!(shown.is_multiple_of(10) || shown == u64::MAX, "{count} is shown as {shown}");
                assert!(shown.abs_diff(count) < 10);
                assert_eq!(shown, counts.shown(count));
            }
            assert_eq!([counts.shown(0), counts.shown(20)], [0, 20]);
            sum += counts.shown(3) as f64;
        }
        assert!((sum / 2_000.0 - 3.0).abs() < 0.4, "{}", sum / 2_000.0);
    }

    #[test]
    fn shares_are_those_of_shown_counts() {
        let counts = Counts::new(10, || "secret".to_owned());
        for rows in 0_u64..60 {
            for counted in 0..=rows {
                let share = counts.share(counted as f64 / rows.max(1) as f64, rows);
                let shown = share * counts.shown(rows) as f64;
                assert!((0.0..=1.0).contains(&share) && (shown / 10.0 - (shown / 10.0).round()).abs() < 1e-9);
            }
        }
        assert_eq!(Counts::new(0, String::new).share(0.123, 7), 0.123);
        assert_eq!([to_digits(0.123456, 2), to_digits(98765.0, 3), to_digits(0.0, 2)], [0.12, 98_800.0, 0.0]);
    }
}
