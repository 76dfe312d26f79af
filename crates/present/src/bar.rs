//! The rows of a bar in words.

use driftscope_report::calendar::format_clock;
use driftscope_report::{Bar, BarValues, Kind};

use crate::column_name;
use crate::numbers::{name, numbers};

/// What need not be said of whole days.
const MIDNIGHT: &str = "T00:00:00";

/// Letters of a label.
const LABEL: usize = 40;

/// "delay is 30 to 45", "carrier is “B6”".
pub fn bar_words(bar: &Bar) -> String {
    format!("{} is {}", column_name(&bar.column), bar_values(bar.kind, &bar.values))
}

/// "30 to 45", "“B6”", "missing".
pub fn bar_values(kind: Kind, values: &BarValues) -> String {
    match values {
        BarValues::Between { from, to, .. } => {
            let moments = format_clock(*from).zip(format_clock(*to)).filter(|_| kind == Kind::Datetime);
            let shown = |from: &str, to: &str| match [from, to].map(|moment| moment.strip_suffix(MIDNIGHT)) {
                [Some(from), Some(to)] => [from, to].map(str::to_owned),
                _ => [from, to].map(str::to_owned),
            };
            let [from, to] = moments.map_or_else(|| numbers([*from, *to]), |(from, to)| shown(&from, &to));
            format!("{from} to {to}")
        }
        BarValues::Label(label) => format!("“{}”", name(label, LABEL)),
        BarValues::Missing => "missing".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rows_are_named_by_their_values() {
        let bar = |kind, values| bar_words(&Bar { column: "delay".to_owned(), kind, values });
        let between = |from, to| BarValues::Between { from, to, is_last: false };
        assert_eq!(bar(Kind::Numeric, between(30.0, 45.5)), "delay is 30 to 45.5");
        assert_eq!(bar(Kind::Datetime, between(0.0, 86_400.0)), "delay is 1970-01-01 to 1970-01-02");
        assert_eq!(bar(Kind::Category, BarValues::Label("B6".to_owned())), "delay is “B6”");
        assert_eq!(bar(Kind::Text, BarValues::Missing), "delay is missing");
    }
}
