//! Windows of time, and since when columns differ, in words.

use driftscope_report::{Since, SinceGroup, Window, Windowing};

use crate::numbers::{count, counted, name};

/// Groups of columns that are named.
const NAMED: usize = 2;

/// The effects from which on a window is drawn darker.
pub const HEAT: [f64; 4] = [0.05, 0.1, 0.2, 0.4];

/// How dark a window with this effect is drawn, from 0 to 4.
pub fn heat(effect: f64) -> usize {
    HEAT.iter().filter(|limit| effect >= **limit).count()
}

/// How long windows are and how many rows they have: "By day: 31 windows of about 193 rows in the reference, 61 of about 197 in
/// production".
pub fn sentence(unit: Windowing, [reference, production]: [&[Window]; 2]) -> String {
    let windows = |windows: &[Window]| counted(windows.len() as u64, "window", "windows");
    format!(
        "{}: {} of about {} rows in the reference, {} of about {} in production",
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

/// Since when columns differ. `reason` is why nothing can be dated.
pub fn since(since: &Since, reason: Option<&str>) -> String {
    if since.groups.is_empty() {
        let usual = "No drifted column can be dated: the reference’s own windows differ as much";
        return reason.unwrap_or(usual).to_owned();
    }
    let mut clauses: Vec<String> = since.groups.iter().take(NAMED).map(group).collect();
    let more: usize = since.groups.iter().skip(NAMED).map(|group| group.columns.len()).sum();
    if more > 0 {
        clauses.push(format!("{} changed at other dates", counted(more as u64, "column", "columns")));
    }
    clauses.extend(undated(since));
    clauses.join("; ")
}

/// Why drifted columns have no date.
pub const UNDATED: &str = "windows of the reference differ as much, or the date is too uncertain";

/// How many drifted columns have no date, beside those that have one.
pub fn undated(since: &Since) -> Option<String> {
    let count = since.undated.len() as u64;
    let columns = counted(count, "other drifted column", "other drifted columns");
    (count > 0).then(|| format!("{columns} cannot be dated"))
}

/// The start of a window for people: "2013-06-14", "2013-06-14 05:00".
pub fn date(start: &str) -> String {
    let minutes = start.strip_suffix(":00Z").or_else(|| start.strip_suffix('Z')).unwrap_or(start);
    minutes.strip_suffix("T00:00").unwrap_or(minutes).replace('T', " ")
}

/// A group of columns and its date: "5 columns changed together about 2013-06-14 (2013-06-12 to 2013-06-15)".
pub fn group(group: &SinceGroup) -> String {
    let first = date(&group.date);
    if group.from_the_first {
        return differs(group, &format!("production’s first whole window, {first}"));
    }
    let interval = format!(" ({} to {})", date(&group.low), date(&group.high));
    changed(group) + if group.low == group.high { "" } else { &interval }
}

/// The clause of the verdict: the largest group, without its interval.
pub fn clause(since: &Since) -> Option<String> {
    let group = since.groups.first()?;
    let is_first = group.from_the_first;
    Some(if is_first { differs(group, &format!("{} or earlier", date(&group.date))) } else { changed(group) })
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
        assert_eq!(group(&two), "2 columns changed together about 2013-06-14 (2013-06-12 to 2013-06-15)");
        let one = group_of(&["dep_delay"], "2013-06-14", "2013-06-14");
        assert_eq!(group(&one), "dep_delay changed on 2013-06-14");
        let first = SinceGroup { from_the_first: true, ..two.clone() };
        assert_eq!(group(&first), "2 columns have differed since production’s first whole window, 2013-06-14");
        let all = Since { groups: vec![two, one.clone(), one], undated: vec!["x".to_owned()], ..Since::default() };
        assert_eq!(
            since(&all, None),
            "2 columns changed together about 2013-06-14 (2013-06-12 to 2013-06-15); dep_delay changed on 2013-06-14; \
             1 column changed at other dates; 1 other drifted column cannot be dated"
        );
        assert_eq!(clause(&all).as_deref(), Some("2 columns changed together about 2013-06-14"));
        assert_eq!(since(&Since::default(), Some("Why not")), "Why not");
    }

    #[test]
    fn dates_are_as_short_as_they_can_be() {
        let long = ["2013-06-14", "2013-06-14T05:00:00Z", "2013-06-14T00:00:00Z", "2013-06-14T05:20:07Z"];
        assert_eq!(long.map(date), ["2013-06-14", "2013-06-14 05:00", "2013-06-14", "2013-06-14 05:20:07"]);
    }

    #[test]
    fn windows_are_counted_on_both_sides() {
        let windows = |rows: &[u64]| rows.iter().map(|&rows| Window { rows, ..Window::default() }).collect::<Vec<_>>();
        assert_eq!(
            sentence(Windowing::Day, [&windows(&[5, 0, 7]), &windows(&[1])]),
            "By day: 3 windows of about 7 rows in the reference, 1 window of about 1 in production"
        );
    }
}
