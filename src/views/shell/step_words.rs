//! What one step of the history changed, in words.

use driftscope_present::{bar_words, choices, column_name};
use driftscope_report::{NUMBER_SETTINGS, Report};

use crate::state::{Question, SortBy, Tab};
use crate::views::VIEWS;

/// Words for the step from one question to the next.
pub(super) fn step_words(before: &Question, after: &Question, report: &Report) -> String {
    if before.settings != after.settings {
        return settings_words(before, after);
    }
    if let Some(bar) = after.bar.as_ref().filter(|_| before.bar != after.bar) {
        return format!("What differs where {}", bar_words(bar));
    }
    let open = after.open.filter(|place| before.open != Some(*place)).and_then(|place| report.columns.get(place));
    if let Some(column) = open {
        return format!("Opened {}", column_name(&column.name));
    }
    if before.tab != after.tab {
        return format!("Went to {}", title(after.tab));
    }
    if before.sort != after.sort {
        let by = SortBy::ALL.iter().find(|(by, _)| *by == after.sort.by).map_or("", |(_, words)| words);
        let reversed = if after.sort.reversed { ", reversed" } else { "" };
        return format!("Sorted by {by}{reversed}");
    }
    if before.text != after.text || before.filter != after.filter || before.also != after.also {
        return if after.text.is_empty() { "Filtered".to_owned() } else { format!("Filtered by “{}”", after.text) };
    }
    if before.bar.is_some() && after.bar.is_none() { "Left a bar" } else { "Closed a column" }.to_owned()
}

fn title(tab: Tab) -> &'static str {
    VIEWS.iter().find(|view| view.tab == tab).map_or("", |view| view.title)
}

fn settings_words(before: &Question, after: &Question) -> String {
    let (old, new) = (&before.settings, &after.settings);
    let mut words = Vec::new();
    for number in NUMBER_SETTINGS {
        let (old, new) = ((number.get)(old), (number.get)(new));
        if old != new {
            words.push(format!("{}: {old} → {new}", number.title));
        }
    }
    if old.preset != new.preset {
        words.push(format!("Rule: {}", new.preset.title()));
    }
    if old.correction != new.correction {
        words.push(format!("Correction: {}", new.correction.title()));
    }
    if old.window != new.window {
        words.push(format!("Windows: {}", new.window.as_str()));
    }
    if old.zone != new.zone {
        words.push(format!("Time zone: {}", new.zone.as_ref().map_or("UTC", |zone| &zone.name)));
    }
    if old.period != new.period {
        words.push(
            new.period.as_ref().map_or("All of production".to_owned(), |period| format!("Period: {}", period.words())),
        );
    }
    if old.alerts != new.alerts {
        let [before, after] = [old.alerts.len(), new.alerts.len()];
        words.push(if before == after {
            "Changed a rule of alerts".to_owned()
        } else {
            format!("Rules of alerts: {before} → {after}")
        });
    }
    let known = choices(old);
    words.extend(choices(new).into_iter().filter(|choice| !known.contains(choice) && old.columns != new.columns));
    if words.is_empty() {
        words.push("Changed the settings".to_owned());
    }
    words.join("; ")
}
