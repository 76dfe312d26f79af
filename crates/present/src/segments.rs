//! For whom columns drifted, in words.

use driftscope_report::{ColumnReport, Report, SegmentAnswer, SegmentCondition, SegmentFinding, Segments};

use crate::numbers::{counted, effect, name, percents};

/// What stands between a column and the conditions of its segment.
pub const MOSTLY: &str = "drifted mostly where";

/// Letters of a column's name.
/// Characters of a name in a sentence.
pub const NAME: usize = 40;

/// Bits below which nothing changed worth a word: the square of an effect of 0.05.
const HARDLY: f64 = 0.0025;

/// The share below which one part of a change is hardly any of it.
const HARDLY_ANY: f64 = 0.1;

/// What a search for segments found, in one sentence.
pub fn sentence(segments: &Segments, report: &Report) -> String {
    if !report.are_rows() {
        return of_profiles(segments, report);
    }
    let drifted = report.columns.iter().filter(|column| column.drift.drifted).count();
    match segments.answer {
        SegmentAnswer::Findings => segments.findings.iter().map(finding).collect::<Vec<String>>().join("; "),
        SegmentAnswer::Everywhere if drifted == 1 => "The drifted column moved in every segment alike".to_owned(),
        SegmentAnswer::Everywhere => "The drifted columns moved in every segment alike".to_owned(),
        SegmentAnswer::Spread => "The drift is spread over many segments: none holds most of it".to_owned(),
        SegmentAnswer::None => "Nothing drifted, in no segment of one or two conditions either".to_owned(),
        SegmentAnswer::TooFewRows => {
            "A search for segments needs 5 000 rows on each side: half of them confirm what the others show".to_owned()
        }
        SegmentAnswer::NotSearched => match &segments.picked {
            Some(picked) => format!("By the values of {}", name(&picked.column, NAME)),
            None => "The chosen column has no values to compare by".to_owned(),
        },
    }
}

/// The column by whose values two profiles have segments.
pub fn of_both_profiles(report: &Report) -> Option<&str> {
    let [reference, production] = [&report.reference, &report.production].map(|side| side.segments.as_deref());
    reference.filter(|_| reference == production)
}

/// Why profiles cannot be compared by segment; `wanted` is the column that was picked.
pub fn no_segments(report: &Report, wanted: Option<&str>) -> String {
    let wanted = wanted.map(|column| name(column, NAME));
    match (of_both_profiles(report), wanted) {
        (Some(column), Some(wanted)) if column == wanted => "The chosen column has no values to compare by".to_owned(),
        (Some(column), wanted) => {
            let wanted = wanted.map(|wanted| format!(", not by {wanted}")).unwrap_or_default();
            format!("These profiles have segments by {}{wanted}", name(column, NAME))
        }
        _ if report.settings.period.is_some() || report.settings.split.is_some() => {
            "A profile has segments of all its rows only, not of a period or of a part".to_owned()
        }
        (None, wanted) => format!(
            "A profile has no rows to compare by segment. Make both with driftscope profile --segment {}",
            wanted.unwrap_or_else(|| "COLUMN".to_owned())
        ),
    }
}

fn of_profiles(segments: &Segments, report: &Report) -> String {
    let settings = &report.settings;
    let words = segments.picked.as_ref().map(|picked| {
        let is_left_out =
            |column: &&ColumnReport| column.can_be_segment() && column.mix.is_none() && column.name != picked.column;
        let left_out = report.columns.iter().filter(is_left_out).count() as u64;
        let left_out = match left_out {
            0 => String::new(),
            _ => format!("; {} by segment", counted(left_out, "column is not counted", "columns are not counted")),
        };
        format!("By the values of {}{left_out}", name(&picked.column, NAME))
    });
    let words = words.or_else(|| settings.segment.as_ref().map(|wanted| no_segments(report, Some(wanted))));
    match (words, settings.find_segments) {
        (Some(words), false) => words,
        (Some(words), true) => format!("{words}. {SEARCH}"),
        (None, _) => SEARCH.to_owned(),
    }
}

/// Why profiles are not searched.
const SEARCH: &str = "The search for segments needs rows, and a profile has none";

/// A finding: "arr_delay drifted mostly where origin is JFK and carrier is B6 (3 % of rows, effect 0.19 there, 0.00 elsewhere)".
pub fn finding(found: &SegmentFinding) -> String {
    let [reference, production] = percents([found.share_reference, found.share_production]);
    let rows = if reference == production {
        format!("{reference} of rows")
    } else {
        format!("{reference} → {production} of rows")
    };
    format!(
        "{} {MOSTLY} {} ({rows}, effect {} there, {} elsewhere)",
        name(&found.column, NAME),
        conditions(&found.conditions),
        effect(found.effect_inside),
        effect(found.effect_outside),
    )
}

/// Conditions: "origin is JFK and carrier is B6".
pub fn conditions(conditions: &[SegmentCondition]) -> String {
    let words =
        |condition: &SegmentCondition| format!("{} is {}", name(&condition.column, NAME), name(&condition.value, NAME));
    conditions.iter().map(words).collect::<Vec<String>>().join(" and ")
}

/// What a column's change owes to the mix of segments. The bits are beyond chance: over all rows, between the shares of the segments, within
/// them.
pub fn mix(column: &str, segment: &str, [whole, mix, within]: [f64; 3]) -> String {
    let (column, segment) = (name(column, NAME), name(segment, NAME));
    if whole < HARDLY && within < HARDLY {
        return format!("{column} hardly changed, neither over all rows nor within values of {segment}");
    }
    if within < HARDLY_ANY * whole {
        return format!("{column} changed only because the mix of {segment} changed");
    }
    if whole < HARDLY_ANY * within {
        return format!("{column} changed within values of {segment}, against each other: over all rows it hardly did");
    }
    if mix < HARDLY_ANY * whole || within >= whole {
        return format!("{column} changed within values of {segment}, not by their mix");
    }
    let percent = crate::numbers::percent(within / whole);
    format!("{percent} of the change of {column} is within values of {segment}, the rest is their mix")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_answer_has_a_sentence() {
        let condition =
            |column: &str, value: &str| SegmentCondition { column: column.to_owned(), value: value.to_owned() };
        let found = SegmentFinding {
            column: "delay".to_owned(),
            conditions: vec![condition("origin", "JFK"), condition("carrier", "B6")],
            share_reference: 0.033,
            share_production: 0.033,
            effect_inside: 0.19,
            effect_outside: 0.0,
            p_value: 1e-9,
        };
        let words = finding(&found).replace('\u{202f}', " ");
        assert_eq!(
            words,
            "delay drifted mostly where origin is JFK and carrier is B6 (3.3 % of rows, effect 0.19 there, 0.00 elsewhere)"
        );
    }

    #[test]
    fn mix_and_within_are_told_apart() {
        let words = |bits| mix("delay", "origin", bits).replace('\u{202f}', " ");
        assert_eq!(words([0.01, 0.05, -0.0001]), "delay changed only because the mix of origin changed");
        assert!(words([0.0, 0.0, 0.02]).contains("against each other"));
        assert!(words([0.02, 0.0, 0.02]).ends_with("not by their mix"));
        assert_eq!(
            words([0.04, 0.03, 0.01]),
            "25 % of the change of delay is within values of origin, the rest is their mix"
        );
        assert!(words([0.001, 0.9, 0.0]).contains("hardly changed"));
    }
}
