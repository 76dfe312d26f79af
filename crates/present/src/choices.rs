//! What a person chose for single columns, how one log was split, and which period is compared, in words: the part of the record that no figure shows.

use std::collections::BTreeMap;

use crate::numbers::{count, number};
use driftscope_report::{ColumnSettings, DataSet, Settings};

/// Names listed before the rest is only counted.
const LISTED: usize = 12;

/// The part of its files' rows that a data set holds: "a sample of 20 % of the rows, seed 0, taken from 800 rows". `None` for
/// all of them.
pub fn part(side: &DataSet) -> Option<String> {
    let part = side.part.as_ref()?;
    Some(match side.sampled_from {
        Some(rows) => format!("{part}, taken from {} rows", count(rows)),
        None => part.clone(),
    })
}

/// A sentence for each kind of choice, without a full stop: "Kind set by hand: category for input.zip". Empty where
/// nothing was chosen.
pub fn choices(settings: &Settings) -> Vec<String> {
    let mut sentences = Vec::new();
    if let Some(split) = &settings.split {
        let [reference, production] = split.words();
        sentences.push(format!("One log was split: reference, {reference}; production, {production}"));
    }
    if let Some(period) = &settings.period {
        sentences.push(format!("Compared: the period {}, with {}", period.words(), period.against.words()));
    }
    if settings.ranking_depth != Settings::default().ranking_depth {
        sentences.push(format!("Ranked lists count down to rank {}", count(u64::from(settings.ranking_depth))));
    }
    let chosen = |what: &str, words: &dyn Fn(&ColumnSettings) -> Option<String>| {
        let mut by_choice: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for (name, choice) in &settings.columns {
            if let Some(words) = words(choice) {
                by_choice.entry(words).or_default().push(name);
            }
        }
        let groups = by_choice.into_iter().map(|(choice, names)| match choice.as_str() {
            "" => listed(&names),
            choice => format!("{choice} for {}", listed(&names)),
        });
        let groups: Vec<String> = groups.collect();
        (!groups.is_empty()).then(|| format!("{what}: {}", groups.join("; ")))
    };
    let is = |is_set: bool| is_set.then(String::new);
    sentences.extend(chosen("Kind set by hand", &|choice| choice.kind.map(|kind| kind.as_str().to_owned())));
    sentences.extend(chosen("Role set by hand", &|choice| choice.role.map(|role| role.as_str().to_owned())));
    sentences.extend(chosen("Left out of the verdict", &|choice| is(choice.ignore)));
    sentences.extend(chosen("Words for missing values are labels", &|choice| is(choice.words_are_labels)));
    sentences.extend(chosen("Decides alone", &|choice| is(choice.decisive)));
    let acknowledged = |choice: &ColumnSettings| choice.acknowledged.as_ref().map(|known| known.note.clone());
    sentences.extend(chosen("Drift is known", &acknowledged));
    sentences.extend(chosen("Test set by hand", &|choice| choice.test.clone()));
    sentences.extend(chosen("Limit set by hand", &|choice| choice.threshold.map(number)));
    sentences
}

fn listed(names: &[&str]) -> String {
    let mut listed: Vec<String> = names.iter().take(LISTED).map(|name| (*name).to_owned()).collect();
    if names.len() > LISTED {
        listed.push(format!("{} more", names.len() - LISTED));
    }
    listed.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftscope_report::{Kind, Role};

    #[test]
    fn every_choice_is_in_the_record() {
        assert!(choices(&Settings::default()).is_empty());
        let mut settings = Settings {
            split: "60%".parse().ok(),
            period: "2013-07-01..2013-07-07".parse().ok(),
            ..Settings::default()
        };
        let mut choose = |name: &str, choice: ColumnSettings| settings.columns.insert(name.to_owned(), choice);
        choose("zip", ColumnSettings { kind: Some(Kind::Category), ..ColumnSettings::default() });
        choose("mcc", ColumnSettings { kind: Some(Kind::Category), threshold: Some(0.1), ..ColumnSettings::default() });
        choose("y", ColumnSettings { role: Some(Role::Target), decisive: true, ..ColumnSettings::default() });
        choose("debug", ColumnSettings { ignore: true, ..ColumnSettings::default() });
        let sentences: Vec<String> =
            choices(&settings).iter().map(|sentence| sentence.replace('\u{202f}', " ")).collect();
        assert_eq!(
            sentences,
            [
                "One log was split: reference, the first 60 % of rows; production, all after the first 60 % of rows",
                "Compared: the period 2013-07-01 to 2013-07-07, with the reference",
                "Kind set by hand: category for mcc, zip",
                "Role set by hand: target for y",
                "Left out of the verdict: debug",
                "Decides alone: y",
                "Limit set by hand: 0.1 for mcc",
            ]
        );
    }
}
