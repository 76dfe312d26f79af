//! Windows of time, files and versions, and since when columns differ, in words.

use driftscope_report::calendar::parse_datetime;
use driftscope_report::{Since, SinceGroup, Window, Windowing};

use crate::numbers::{count, counted, name};

/// Groups of columns that are named.
const NAMED: usize = 2;

/// The longest name of a file or version.
const LONGEST: usize = 48;

/// A figure in one window.
#[derive(Clone, Debug, PartialEq)]
pub struct WindowPoint {
    /// When the window begins.
    pub start: String,
    /// 0 of the reference, 1 of production.
    pub side: usize,
    /// The lower end of its interval, the value, and the upper end; of numbers their quartiles.
    pub ends: [f64; 3],
    /// The data cover only a part of the window.
    pub is_partial: bool,
    /// What it is, in words: "2013-06-14 (production): 12 % (8.1 % to 17 %), 190 rows".
    pub words: String,
}

/// The effects from which on a window is drawn darker.
pub const HEAT: [f64; 4] = [0.05, 0.1, 0.2, 0.4];

/// How dark a window with this effect is drawn, from 0 to 4.
pub fn heat(effect: f64) -> usize {
    HEAT.iter().filter(|limit| effect >= **limit).count()
}

/// How long windows are and how many rows they have, and the zone whose clock they go by if it is another than UTC: "By day: 31 windows of about 193 rows in the reference, 61 of about 197 in
/// production"; "By file: 1 file of about 3 000 rows in the reference, 3 files of about 1 000 in production".
pub fn sentence(unit: Windowing, [reference, production]: [&[Window]; 2], zone: Option<&str>) -> String {
    let noun = unit.noun();
    let windows = |windows: &[Window]| counted(windows.len() as u64, noun, &format!("{noun}s"));
    let zone = zone.map(|zone| format!(" ({zone})")).unwrap_or_default();
    format!(
        "{}{zone}: {} of about {} rows in the reference, {} of about {} in production",
        match unit {
            Windowing::Rows => "By rows".to_owned(),
            unit => format!("By {}", unit.as_str()),
        },
        windows(reference),
        count(median(reference)),
        windows(production),
        count(median(production)),
    )
}

fn median(windows: &[Window]) -> u64 {
    let mut rows: Vec<u64> = windows.iter().map(|window| window.rows).filter(|rows| *rows > 0).collect();
    rows.sort_unstable();
    rows.get(rows.len() / 2).copied().unwrap_or(0)
}

/// What windows need that are not there.
pub fn windows_need(windowing: Windowing) -> &'static str {
    match windowing {
        Windowing::File => "needs all rows of files, without a sample, a split or a period",
        Windowing::Version => "needs a column with the version of the model",
        _ => "needs a time in each record",
    }
}

/// Since when columns differ. `reason` is why nothing can be dated.
pub fn since(since: &Since, unit: Windowing, reason: Option<&str>) -> String {
    if since.groups.is_empty() {
        return reason.map_or_else(|| no_date(unit), str::to_owned);
    }
    let mut clauses: Vec<String> = since.groups.iter().take(NAMED).map(|found| group(found, unit)).collect();
    let more: usize = since.groups.iter().skip(NAMED).map(|group| group.columns.len()).sum();
    if more > 0 {
        let columns = counted(more as u64, "column", "columns");
        clauses.push(match unit.is_of_time() {
            true => format!("{columns} changed at other dates"),
            false => format!("{columns} since another {}", unit.noun()),
        });
    }
    clauses.extend(undated(since, unit));
    clauses.join("; ")
}

/// Why no drifted column has a date, where there are some.
fn no_date(unit: Windowing) -> String {
    match unit.is_of_time() {
        true => "No drifted column can be dated: the reference’s own windows differ as much".to_owned(),
        false => format!("No drifted column differs in the last {} of production", unit.noun()),
    }
}

/// Why drifted columns have no date.
pub fn why_undated(unit: Windowing) -> &'static str {
    match unit.is_of_time() {
        true => "windows of the reference differ as much, or the date is too uncertain",
        false => "only earlier ones differ, or none does by itself",
    }
}

/// How many drifted columns have no date, beside those that have one.
pub fn undated(since: &Since, unit: Windowing) -> Option<String> {
    let count = since.undated.len() as u64;
    let columns = counted(count, "other drifted column", "other drifted columns");
    let cannot = match unit.is_of_time() {
        true => "cannot be dated".to_owned(),
        false => format!("{} not differ in the last {}", if count == 1 { "does" } else { "do" }, unit.noun()),
    };
    (count > 0).then(|| format!("{columns} {cannot}"))
}

/// The start of a window for people: "2013-06-14", "2013-06-14 05:00"; the name of a file or version as it is.
pub fn date(start: &str) -> String {
    if parse_datetime(start).is_none() {
        return name(start, LONGEST);
    }
    let minutes = start.trim_end_matches('Z');
    let minutes = if minutes.contains('T') { minutes.strip_suffix(":00").unwrap_or(minutes) } else { minutes };
    minutes.strip_suffix("T00:00").unwrap_or(minutes).replace('T', " ")
}

/// The first and the last window of a side: "2013-06-01 to 2013-07-31".
pub fn span(side: &[Window]) -> String {
    match [side.first(), side.last()].map(|window| window.map(|window| date(&window.start)).unwrap_or_default()) {
        [first, last] if first == last => first,
        [first, last] => format!("{first} to {last}"),
    }
}

/// A group of columns and its date: "5 columns changed together about 2013-06-14 (2013-06-12 to 2013-06-15)"; "5 columns have differed since
/// feb.csv".
pub fn group(group: &SinceGroup, unit: Windowing) -> String {
    let first = date(&group.date);
    match (unit.is_of_time(), group.from_the_first) {
        (true, true) => differs(group, &format!("production’s first whole window, {first}")),
        (false, true) => differs(group, &format!("production’s first {}, {first}", unit.noun())),
        (false, false) => differs(group, &first),
        (true, false) => {
            let interval = format!(" ({} to {})", date(&group.low), date(&group.high));
            changed(group) + if group.low == group.high { "" } else { &interval }
        }
    }
}

/// The clause of the verdict: the largest group, without its interval.
pub fn clause(since: &Since, unit: Windowing) -> Option<String> {
    let found = since.groups.first()?;
    Some(match (unit.is_of_time(), found.from_the_first) {
        (true, true) => differs(found, &format!("{} or earlier", date(&found.date))),
        (true, false) => changed(found),
        (false, _) => group(found, unit),
    })
}

/// "2 columns have differed since …".
fn differs(group: &SinceGroup, since: &str) -> String {
    let verb = if group.columns.len() == 1 { "has" } else { "have" };
    format!("{} {verb} differed since {since}", subject(group))
}

/// "5 columns changed together about 2013-06-14"; "on" that date where it is certain.
fn changed(group: &SinceGroup) -> String {
    let together = if group.columns.len() == 1 { "" } else { " together" };
    let about = if group.low == group.high { "on" } else { "about" };
    format!("{} changed{together} {about} {}", subject(group), date(&group.date))
}

fn subject(group: &SinceGroup) -> String {
    match group.columns.as_slice() {
        [only] => name(only, 40),
        columns => format!("{} columns", count(columns.len() as u64)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Windowing = Windowing::Day;

    fn group_of(columns: &[&str], low: &str, high: &str) -> SinceGroup {
        SinceGroup {
            date: "2013-06-14".to_owned(),
            low: low.to_owned(),
            high: high.to_owned(),
            from_the_first: false,
            columns: columns.iter().map(|&column| column.to_owned()).collect(),
        }
    }

    #[test]
    fn groups_have_their_date_and_interval() {
        let two = group_of(&["a", "b"], "2013-06-12", "2013-06-15");
        assert_eq!(group(&two, DAY), "2 columns changed together about 2013-06-14 (2013-06-12 to 2013-06-15)");
        let one = group_of(&["dep_delay"], "2013-06-14", "2013-06-14");
        assert_eq!(group(&one, DAY), "dep_delay changed on 2013-06-14");
        let first = SinceGroup { from_the_first: true, ..two.clone() };
        assert_eq!(group(&first, DAY), "2 columns have differed since production’s first whole window, 2013-06-14");
        let all = Since { groups: vec![two, one.clone(), one], undated: vec!["x".to_owned()], ..Since::default() };
        assert_eq!(
            since(&all, DAY, None),
            "2 columns changed together about 2013-06-14 (2013-06-12 to 2013-06-15); dep_delay changed on 2013-06-14; \
             1 column changed at other dates; 1 other drifted column cannot be dated"
        );
        assert_eq!(clause(&all, DAY).as_deref(), Some("2 columns changed together about 2013-06-14"));
        assert_eq!(since(&Since::default(), DAY, Some("Why not")), "Why not");
    }

    #[test]
    fn files_and_versions_go_by_their_names() {
        let of = |name: &str, columns: &[&str]| group_of(columns, name, name);
        let two = SinceGroup { date: "feb.csv".to_owned(), ..of("feb.csv", &["a", "b"]) };
        assert_eq!(group(&two, Windowing::File), "2 columns have differed since feb.csv");
        let first = SinceGroup { date: "v1.2".to_owned(), from_the_first: true, ..of("v1.2", &["dep_delay"]) };
        assert_eq!(group(&first, Windowing::Version), "dep_delay has differed since production’s first version, v1.2");
        let all = Since { groups: vec![two, first.clone(), first], undated: vec!["x".to_owned()], ..Since::default() };
        assert_eq!(
            since(&all, Windowing::File, None),
            "2 columns have differed since feb.csv; dep_delay has differed since production’s first file, v1.2; 1 column since another \
             file; 1 other drifted column does not differ in the last file"
        );
        assert_eq!(clause(&all, Windowing::File).as_deref(), Some("2 columns have differed since feb.csv"));
        assert_eq!(
            since(&Since::default(), Windowing::File, None),
            "No drifted column differs in the last file of production"
        );
    }

    #[test]
    fn dates_are_as_short_as_they_can_be() {
        let long = ["2013-06-14", "2013-06-14T05:00:00Z", "2013-06-14T00:00:00Z", "2013-06-14T05:20:07Z"];
        assert_eq!(long.map(date), ["2013-06-14", "2013-06-14 05:00", "2013-06-14", "2013-06-14 05:20:07"]);
        assert_eq!(["Test.csv", "2013T.csv", "vT00:00"].map(date), ["Test.csv", "2013T.csv", "vT00:00"]);
    }

    #[test]
    fn windows_are_counted_on_both_sides() {
        let windows = |rows: &[u64]| rows.iter().map(|&rows| Window { rows, ..Window::default() }).collect::<Vec<_>>();
        assert_eq!(
            sentence(Windowing::Day, [&windows(&[5, 0, 7]), &windows(&[1])], None),
            "By day: 3 windows of about 7 rows in the reference, 1 window of about 1 in production"
        );
        assert_eq!(
            sentence(Windowing::File, [&windows(&[3000]), &windows(&[1000, 999, 1001])], None),
            "By file: 1 file of about 3\u{202f}000 rows in the reference, 3 files of about 1\u{202f}000 in production"
        );
    }
}
