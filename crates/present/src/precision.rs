//! A change of precision in words.

use driftscope_report::{PrecisionChange, Presence};

use crate::numbers::counted;

/// The change, without the column's name.
pub fn precision(change: &PrecisionChange) -> String {
    let (reference, production) = (change.reference, change.production);
    let digits = format!("at most {reference} significant digits in the reference and {production} in production");
    let single = match change.single_precision {
        Some(Presence::Reference) => "; the reference holds single precision (float32), production double",
        Some(_) => "; production holds single precision (float32), the reference double",
        None => "",
    };
    let compared = change.places.map_or_else(String::new, |places| {
        let places = counted(places.into(), "decimal place", "decimal places");
        format!("; both were rounded to {places} before they were compared")
    });
    digits + single + &compared
}
