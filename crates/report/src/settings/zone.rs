//! The time zone whose clock windows, periods and times of the day go by.

use serde::{Deserialize, Serialize};

use super::SettingsError;

/// A time zone, with its own table of clock changes.
///
/// The table is part of the settings, so that a report has the same bytes wherever it is made, and in ten years: what an operating system or a
/// browser knows of a zone changes with its version.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Zone {
    /// Its name, `Europe/Berlin`, or its distance from UTC, `+02:00`.
    pub name: String,
    /// Seconds east of UTC before the first change.
    pub offset: i32,
    /// When the clocks change, in seconds since 1970, ascending, and how many seconds east of UTC they are from then on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<(i64, i32)>,
}

impl Zone {
    /// The first moment for which a table of changes is made: 1970-01-01T00:00:00Z.
    pub const FIRST: i64 = 0;

    /// The moment at which tables of changes end: 2038-01-01T00:00:00Z.
    pub const END: i64 = 2_145_916_800;

    /// The longest distance from UTC in seconds: 26 hours, more than any zone ever had.
    const FARTHEST: i32 = 93_600;

    /// Changes that a table may have.
    const MOST_CHANGES: usize = 1_000;

    /// The zone with a fixed distance from UTC, as `+02:00`, `-0330` or `+2` write it; `None` for any other text.
    pub fn fixed(text: &str) -> Option<Self> {
        let sign = match text.as_bytes().first()? {
            b'+' => 1,
            b'-' => -1,
            _ => return None,
        };
        let digits: String = text[1..].chars().filter(|letter| *letter != ':').collect();
        let is_number = digits.bytes().all(|byte| byte.is_ascii_digit()) && text[1..].matches(':').count() <= 1;
        let (hours, minutes) = match digits.len() {
            1 | 2 => (digits.as_str(), "0"),
            4 => digits.split_at(2),
            _ => return None,
        };
        let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
        let written = if sign < 0 { '-' } else { '+' };
        (is_number && hours <= 18 && minutes < 60).then(|| Self {
            name: format!("{written}{hours:02}:{minutes:02}"),
            offset: sign * (hours * 3_600 + minutes * 60),
            changes: Vec::new(),
        })
    }

    /// What a clock of the zone shows at a moment. Both are in seconds since 1970, the result as if the clock were one of UTC.
    pub fn local(&self, moment: f64) -> f64 {
        let known = self.changes.partition_point(|(from, _)| *from as f64 <= moment);
        moment + f64::from(known.checked_sub(1).map_or(self.offset, |place| self.changes[place].1))
    }

    /// The moment at which a clock of the zone shows this: the first one where there are two, and the moment of the change where there is none.
    pub fn moment(&self, local: f64) -> f64 {
        let mut offset = self.offset;
        for &(from, next) in &self.changes {
            if local - f64::from(offset) < from as f64 {
                break;
            }
            if local - f64::from(next) < from as f64 {
                return from as f64;
            }
            offset = next;
        }
        local - f64::from(offset)
    }

    /// Checks a table that comes from a file.
    pub(super) fn validate(&self) -> Result<(), SettingsError> {
        let offsets = || self.changes.iter().map(|(_, offset)| *offset).chain([self.offset]);
        let farthest = offsets().max_by_key(|offset| offset.unsigned_abs()).unwrap_or(0);
        let error = |range, value| Err(SettingsError::OutOfRange { field: "zone.changes", range, value });
        if farthest.unsigned_abs() > Self::FARTHEST.unsigned_abs() {
            return error("distances of at most 93600 seconds from UTC", f64::from(farthest));
        }
        if self.changes.len() > Self::MOST_CHANGES {
            return error("at most 1000 changes", self.changes.len() as f64);
        }
        match self.changes.windows(2).find(|pair| pair[0].0 >= pair[1].0) {
            Some(pair) => error("in ascending order", pair[1].0 as f64),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Berlin in 2024: an hour less on 31 March at 01:00Z, an hour more on 27 October at 01:00Z.
    fn berlin() -> Zone {
        let changes = vec![(1_711_846_800, 7_200), (1_729_990_800, 3_600)];
        Zone { name: "Europe/Berlin".to_owned(), offset: 3_600, changes }
    }

    #[test]
    fn clocks_change_at_their_moments_and_back() {
        let zone = berlin();
        assert_eq!(zone.local(1_711_846_799.0), 1_711_850_399.0);
        assert_eq!(zone.local(1_711_846_800.0), 1_711_854_000.0);
        assert_eq!(zone.local(1_729_990_799.5), 1_729_997_999.5);
        assert_eq!(zone.local(1_729_990_800.0), 1_729_994_400.0);
        for moment in (1_711_700_000..1_711_990_000).chain(1_730_000_000..1_730_100_000).step_by(613) {
            assert_eq!(zone.moment(zone.local(f64::from(moment))), f64::from(moment));
        }
        // 02:30 on 31 March is on no clock; 02:30 on 27 October is on it twice.
        assert_eq!(zone.moment(1_711_852_200.0), 1_711_846_800.0);
        assert_eq!(zone.moment(1_729_996_200.0), 1_729_989_000.0);
    }

    #[test]
    fn distances_from_utc_are_read_as_written() {
        for (text, name, offset) in [
            ("+02:00", "+02:00", 7_200),
            ("-0330", "-03:30", -12_600),
            ("+2", "+02:00", 7_200),
            ("-00:30", "-00:30", -1_800),
        ] {
            let zone = Zone::fixed(text).unwrap();
            assert_eq!((zone.name.as_str(), zone.offset), (name, offset), "{text}");
        }
        for text in ["", "+", "02:00", "+19:00", "+02:60", "+2:0:0", "+a2", "UTC", "+١"] {
            assert_eq!(Zone::fixed(text), None, "{text}");
        }
    }

    #[test]
    fn tables_that_are_none_are_refused() {
        assert_eq!(berlin().validate(), Ok(()));
        let refused = [
            Zone { offset: 93_601, ..berlin() },
            Zone { offset: i32::MIN, ..berlin() },
            Zone { changes: vec![(5, 0), (5, 3_600)], ..berlin() },
            Zone { changes: (0..1_001).map(|at| (at, 0)).collect(), ..berlin() },
        ];
        for zone in refused {
            assert!(zone.validate().is_err(), "{zone:?}");
        }
    }
}
