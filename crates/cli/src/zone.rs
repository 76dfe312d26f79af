//! Time zones by name, from the table that the command carries.

use driftscope_report::Zone;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The time zone of a name such as `Europe/Berlin`, or of a distance from UTC such as `+02:00`. `None` for UTC itself.
pub(crate) fn named(text: &str) -> Result<ChosenZone, String> {
    if text.eq_ignore_ascii_case("utc") {
        return Ok(ChosenZone(None));
    }
    if let Some(zone) = Zone::fixed(text) {
        return Ok(ChosenZone(Some(zone)));
    }
    let unknown = || {
        format!(
            "there is no time zone {text}: give a name such as Europe/Berlin, a distance from UTC such as +02:00, or UTC"
        )
    };
    let zone = TimeZone::get(text).map_err(|_| unknown())?;
    let name = zone.iana_name().unwrap_or(text).to_owned();
    let first = Timestamp::from_second(Zone::FIRST).map_err(|_| unknown())?;
    let offset = zone.to_offset(first).seconds();
    let later = zone.following(first).map(|change| (change.timestamp().as_second(), change.offset().seconds()));
    let mut changes: Vec<(i64, i32)> = Vec::new();
    for (at, next) in later.take_while(|(at, _)| *at < Zone::END) {
        if changes.last().map_or(offset, |last| last.1) != next {
            changes.push((at, next));
        }
    }
    Ok(ChosenZone(Some(Zone { name, offset, changes })))
}

/// A time zone that was asked for: none for UTC.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ChosenZone(pub(crate) Option<Zone>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_have_their_changes_and_nothing_else() {
        let zone = |name: &str| named(name).unwrap().0.unwrap();
        let berlin = zone("europe/berlin");
        assert_eq!((berlin.name.as_str(), berlin.offset, berlin.changes.len()), ("Europe/Berlin", 3_600, 116));
        assert!(berlin.changes.contains(&(1_711_846_800, 7_200)));
        assert!(zone("Asia/Kolkata").changes.is_empty());
        assert_eq!(zone("-03:30").offset, -12_600);
        assert_eq!(named("UTC").unwrap(), ChosenZone(None));
        assert!(named("Europe/Nowhere").unwrap_err().contains("Europe/Berlin"));
    }
}
