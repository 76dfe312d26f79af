//! The report as it is saved: its JSON with the SHA-256 of that JSON as its last field.
//!
//! A setting can be changed in a saved report without any figure being another; the files then still give the figures. The seal shows
//! that something was changed. Anyone can make a new one, so it protects from mistakes; a signature protects from forgery.

use sha2::{Digest, Sha256};

use crate::build::hexadecimal;
use crate::{Report, to_json};

const FIELD: &str = ",\"sha256\":\"";

/// The JSON of a report with its SHA-256, without a final newline.
pub fn sealed_json(report: &Report) -> String {
    let mut json = to_json(report);
    let seal = seal(&json);
    if json.pop().is_some() {
        json = [&json, FIELD, &seal, "\"}"].concat();
    }
    json
}

/// Whether the seal of a saved report is that of the rest of its text. `None` for a report without one.
pub fn seal_holds(json: &str) -> Option<bool> {
    let (body, rest) = json.rsplit_once(FIELD)?;
    Some(rest.strip_suffix("\"}")? == seal(&format!("{body}}}")))
}

fn seal(json: &str) -> String {
    hexadecimal(&Sha256::digest(json))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::from_json;

    #[test]
    fn a_seal_is_that_of_the_rest_and_the_report_is_read_as_before() {
        let report = Report::default();
        let sealed = sealed_json(&report);
        assert_eq!(from_json(&sealed).unwrap(), report);
        assert_eq!(seal_holds(&sealed), Some(true));
        assert_eq!(seal_holds(&sealed.replace("0.05", "0.06")), Some(false));
        assert_eq!(seal_holds(&to_json(&report)), None);
    }
}
