//! One measured figure, and the table of them.

use std::fmt::Write as _;

/// What was measured, what came out, and what it should be.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Figure {
    what: String,
    measured: String,
    aim: Option<(String, bool)>,
}

impl Figure {
    /// A figure that stands for itself.
    pub(super) fn new(what: impl Into<String>, measured: impl Into<String>) -> Self {
        Self { what: what.into(), measured: measured.into(), aim: None }
    }

    /// Sets an aim in words, and whether it was reached.
    pub(super) fn aim(self, aim: impl Into<String>, reached: bool) -> Self {
        Self { aim: Some((aim.into(), reached)), ..self }
    }
}

/// The figures as a Markdown table.
pub(super) fn table(figures: &[Figure]) -> String {
    let mut table = "| what | measured | aim |\n|---|---|---|\n".to_owned();
    for Figure { what, measured, aim } in figures {
        let aim = aim.as_ref().map_or_else(String::new, |(aim, reached)| {
            format!("{aim}: {}", if *reached { "reached" } else { "missed" })
        });
        // Writing into a string cannot fail.
        let _ = writeln!(table, "| {what} | {measured} | {aim} |");
    }
    table
}

/// The middle one of some numbers; zero of none.
pub(super) fn median(numbers: &[f64]) -> f64 {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

/// The median of some times in seconds, and all of them behind it.
pub(super) fn seconds(times: &[f64]) -> String {
    let all: Vec<String> = times.iter().map(|time| format!("{time:.2}")).collect();
    format!("{:.2} s ({})", median(times), all.join(", "))
}

/// Bytes in the unit that aims are in.
pub(super) fn megabytes(bytes: u64) -> String {
    format!("{:.0} MB", bytes as f64 / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_a_line_for_each_figure_and_says_what_was_missed() {
        let figures = [Figure::new("a", "1"), Figure::new("b", "2").aim("< 1", false)];
        assert_eq!(
            table(&figures),
            "| what | measured | aim |\n|---|---|---|\n| a | 1 |  |\n| b | 2 | < 1: missed |\n"
        );
    }

    #[test]
    fn the_median_is_the_middle_one() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[]), 0.0);
        assert_eq!(seconds(&[0.5, 2.0, 1.0]), "1.00 s (0.50, 2.00, 1.00)");
    }
}
