//! Settings as a file holds them.

use driftscope_report::{Settings, from_json, value_from_json};

/// The settings of a text: one that the page or the command wrote, or a report's.
pub fn settings_of_file(text: &str) -> Result<Settings, String> {
    let text = text.trim_start_matches('\u{feff}').trim();
    let read = value_from_json::<Settings>(text)
        .or_else(|error| from_json(text).map(|report| report.settings).map_err(|_| error));
    let settings = read.map_err(|error| error.to_string())?;
    settings.validate().map_err(|error| error.to_string())?;
    Ok(settings)
}

#[cfg(test)]
mod tests {
    use driftscope_report::Report;

    use super::*;

    #[test]
    fn settings_come_back_from_their_file_and_from_a_report() {
        let settings = Settings { alpha: 0.01, tolerance: 0.2, ..Settings::default() };
        let text = serde_json::to_string_pretty(&settings).unwrap();
        assert_eq!(settings_of_file(&text), Ok(settings.clone()));
        assert_eq!(settings_of_file(&format!("\u{feff}{text}\n")), Ok(settings.clone()));
        let report = Report { settings: settings.clone(), ..Report::default() };
        assert_eq!(settings_of_file(&driftscope_report::to_json(&report)), Ok(settings));
    }

    #[test]
    fn anything_else_is_refused_with_a_reason() {
        for text in ["", "[]", "{\"a\":1}", "{\"alpha\":7}", "{\"version\":99}", "{\"alpha\":\"x\"}", "\u{0}"] {
            assert!(settings_of_file(text).is_err_and(|reason| !reason.is_empty()), "{text}");
        }
    }
}
