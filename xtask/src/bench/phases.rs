//! Where the time from drop to verdict goes, by the messages between page and workers.

use serde_json::Value;

use super::figure::{Figure, median};

/// The parts of one comparison in their order, in milliseconds. Empty if a message is missing.
pub(super) fn of(watched: &Value) -> Vec<(&'static str, f64)> {
    parts(watched).unwrap_or_default()
}

fn parts(watched: &Value) -> Option<Vec<(&'static str, f64)>> {
    let times = |direction: &str, name: &str| -> Vec<f64> {
        let messages = watched["messages"].as_array().map(Vec::as_slice).unwrap_or_default();
        let wanted = messages.iter().filter(|message| message["name"] == name && message["direction"] == direction);
        wanted.filter_map(|message| message["time"].as_f64()).collect()
    };
    let drop = watched["drop"].as_f64()?;
    let first_read = times("heard", "Read").first().copied()?;
    let last_read = times("heard", "Read").last().copied()?;
    let begun = times("heard", "Reading").first().copied()?;
    let handed = times("heard", "Given").last().copied()?;
    let asked = times("told", "Compare").first().copied()?;
    let first_column = times("heard", "Comparing").first().copied()?;
    let compared = times("heard", "Compared").first().copied()?;
    let verdict = watched["verdict"].as_f64()?;
    Some(vec![
        ("start of the workers and the first slice", begun - drop),
        ("reading into columns, until both sides are read", last_read - begun),
        ("of it, until the first side is read", first_read - begun),
        ("exchanging halves of the columns", handed - last_read),
        ("unpacking them and comparing the first column", first_column - asked),
        ("comparing the other columns, until the report is there", compared - first_column),
        ("reading the report and showing the verdict", verdict - compared),
    ])
}

/// The median of each part over the runs.
pub(super) fn figures(runs: &[Vec<(&'static str, f64)>]) -> Vec<Figure> {
    let Some(first) = runs.first() else { return Vec::new() };
    let of_place = |place: usize| runs.iter().filter_map(move |run| Some(run.get(place)?.1)).collect::<Vec<_>>();
    let named = first.iter().enumerate();
    named
        .map(|(place, (name, _))| Figure::new(format!("page, {name}"), format!("{:.0} ms", median(&of_place(place)))))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn parts_are_the_times_between_messages() {
        let message = |time: u32, direction: &str, name: &str| json!({"time": time, "direction": direction, "name": name, "worker": 0});
        let watched = json!({"drop": 10, "verdict": 100, "messages": [
            message(11, "told", "Read"), message(20, "heard", "Reading"), message(30, "heard", "Reading"),
            message(40, "heard", "Read"), message(50, "heard", "Read"), message(55, "heard", "Given"), message(60, "heard", "Given"),
            message(61, "told", "Compare"), message(70, "heard", "Comparing"), message(90, "heard", "Compared"),
        ]});
        let times: Vec<f64> = of(&watched).into_iter().map(|(_, time)| time).collect();
        assert_eq!(times, [10.0, 30.0, 20.0, 10.0, 9.0, 20.0, 10.0]);
        assert!(of(&json!({"drop": 10})).is_empty());
        assert_eq!(figures(&[of(&watched)]).len(), 7);
    }
}
