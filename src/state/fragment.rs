//! The question as the fragment of the page's address.
//!
//! It holds words and numbers of the program alone, never a name or a value of the data: a column goes by its number, and the text of
//! the filter and the period are left out. `columns;s=missing;f=drifted;o=7;alpha=0.1`. Whatever cannot be read is passed over.

use std::fmt::Write as _;
use std::rc::Rc;

use driftscope_present::Filter;
use driftscope_report::{Correction, Kind, NUMBER_SETTINGS, Outcome, Preset, Role, Settings};

use super::{Question, SortBy, Tab};

/// The orders by their names in the address.
const ORDERS: [(&str, SortBy); 8] = [
    ("drift", SortBy::Drift),
    ("effect", SortBy::Effect),
    ("p", SortBy::PValue),
    ("missing", SortBy::Missing),
    ("date", SortBy::Changed),
    ("uneven", SortBy::NonUniformity),
    ("name", SortBy::Name),
    ("original", SortBy::Original),
];

/// Every filter by its name in the address.
fn filters() -> impl Iterator<Item = (&'static str, Filter)> {
    let words = [
        ("drifted", Filter::Drifted),
        ("unclear", Filter::Unclear),
        ("untested", Filter::NotTested),
        ("numbers", Filter::Numeric),
        ("categories", Filter::Category),
        ("missing", Filter::Missing),
        ("dates", Filter::Kind(Kind::Datetime)),
        ("texts", Filter::Kind(Kind::Text)),
        ("identifiers", Filter::Kind(Kind::Identifier)),
        ("constants", Filter::Kind(Kind::Constant)),
        ("no-drift", Filter::Outcome(Outcome::NoDrift)),
        ("negligible", Filter::Outcome(Outcome::Negligible)),
        ("identical", Filter::Outcome(Outcome::Identical)),
    ];
    words.into_iter().chain(Role::ALL.into_iter().map(|role| (role.as_str(), Filter::Role(role))))
}

/// Writes a question, without the sign before it.
pub fn to_fragment(question: &Question) -> String {
    let mut text = question.tab.as_str().to_owned();
    let mut part = |name: &str, value: &dyn std::fmt::Display| {
        // Writing into a string cannot fail.
        let _ = write!(text, ";{name}={value}");
    };
    let (sort, settings, usual) = (question.sort, &question.settings, Settings::default());
    if sort.by != SortBy::default() {
        ORDERS.iter().filter(|(_, by)| *by == sort.by).for_each(|(name, _)| part("s", name));
    }
    if sort.reversed {
        part("r", &1);
    }
    for (name, chosen) in [("f", question.filter), ("k", question.also)] {
        filters().filter(|(_, filter)| *filter == chosen).for_each(|(word, _)| part(name, &word));
    }
    question.open.iter().for_each(|place| part("o", place));
    for number in NUMBER_SETTINGS {
        let value = (number.get)(settings);
        if value != (number.get)(&usual) {
            part(number.id, &value);
        }
    }
    if settings.correction != usual.correction {
        let found = Correction::ALL.into_iter().find(|(_, correction)| *correction == settings.correction);
        found.iter().for_each(|(name, _)| part("c", name));
    }
    if settings.preset != usual.preset {
        part("p", &settings.preset.as_str());
    }
    text
}

/// The view and what is open in it, for a page that is saved: without the settings, which the report has. Empty for the overview.
pub fn to_place(question: &Question) -> String {
    let place = match question.tab {
        Tab::Overview => return String::new(),
        Tab::Columns => Question { settings: Rc::default(), ..question.clone() },
        tab => Question { tab, ..Question::default() },
    };
    to_fragment(&place)
}

/// What a fragment asks, where it differs from a question.
pub fn from_fragment(fragment: &str, question: &Question) -> Question {
    let mut parts = fragment.trim_start_matches('#').split(';');
    let mut asked = Question { text: question.text.clone(), ..Question::default() };
    let mut settings = (*question.settings).clone();
    let tab = parts.next().and_then(|name| Tab::ALL.into_iter().find(|(tab, _)| *tab == name));
    asked.tab = tab.map_or(question.tab, |(_, tab)| tab);
    for (name, value) in parts.filter_map(|part| part.split_once('=')) {
        match name {
            "s" => ORDERS.iter().filter(|(word, _)| *word == value).for_each(|(_, by)| asked.sort.by = *by),
            "r" => asked.sort.reversed = value == "1",
            "f" => filters().filter(|(word, _)| *word == value).for_each(|(_, filter)| asked.filter = filter),
            "k" => filters().filter(|(word, _)| *word == value).for_each(|(_, filter)| asked.also = filter),
            "o" => asked.open = value.parse().ok(),
            _ => set(&mut settings, name, value),
        }
    }
    asked.settings = Rc::new(settings);
    asked
}

/// One setting, if its value is one that settings may have.
fn set(settings: &mut Settings, name: &str, value: &str) {
    let number = NUMBER_SETTINGS.iter().find(|number| number.id == name).zip(value.parse::<f64>().ok());
    if let Some((number, value)) = number.filter(|(number, value)| (number.accepts)(*value)) {
        (number.set)(settings, value);
    }
    let (correction, preset) = match name {
        "c" => (Correction::ALL.into_iter().find(|(word, _)| *word == value), None),
        "p" => (None, Preset::ALL.into_iter().find(|(word, _)| *word == value)),
        _ => (None, None),
    };
    settings.correction = correction.map_or(settings.correction, |(_, correction)| correction);
    settings.preset = preset.map_or(settings.preset, |(_, preset)| preset);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Sort;

    #[test]
    fn every_choice_comes_back() {
        let settings = Settings {
            alpha: 0.01,
            tolerance: 0.125,
            drift_share: 0.3,
            correction: Correction::Holm,
            preset: Preset::Psi,
            ..Settings::default()
        };
        for (_, tab) in Tab::ALL {
            for (by, _) in SortBy::ALL {
                for (_, filter) in filters() {
                    let question = Question {
                        settings: Rc::new(settings.clone()),
                        tab,
                        sort: Sort { by, reversed: true },
                        filter,
                        also: filter,
                        text: String::new(),
                        open: Some(7),
                        bar: None,
                    };
                    assert_eq!(from_fragment(&to_fragment(&question), &Question::default()), question);
                }
            }
        }
        assert_eq!(to_fragment(&Question::default()), "overview");
    }

    #[test]
    fn a_place_has_neither_settings_nor_what_other_views_hide() {
        let settings = Rc::new(Settings { alpha: 0.01, ..Settings::default() });
        let at = |tab| Question { tab, settings: settings.clone(), open: Some(7), ..Question::default() };
        assert_eq!(to_place(&at(Tab::Overview)), "");
        assert_eq!(to_place(&at(Tab::Model)), "model");
        assert_eq!(to_place(&at(Tab::Columns)), "columns;o=7");
    }

    #[test]
    fn no_two_filters_have_one_name() {
        let names: Vec<_> = filters().map(|(name, _)| name).collect();
        for (place, name) in names.iter().enumerate() {
            assert!(!names[..place].contains(name), "{name}");
        }
    }

    #[test]
    fn names_and_values_of_the_data_are_not_in_it() {
        let mut settings = Settings::default();
        settings.columns.insert("secret_column".to_owned(), Default::default());
        let question = Question {
            settings: Rc::new(settings),
            text: "secret_text".to_owned(),
            open: Some(3),
            ..Question::default()
        };
        assert_eq!(to_fragment(&question), "overview;o=3");
    }

    #[test]
    fn what_cannot_be_read_is_passed_over() {
        let before = Question::default();
        for text in [
            "",
            "#",
            "#1",
            "nothing;;;=;a;alpha=;tolerance=-5;tolerance=NaN;o=-1;o=99999999999999999999;s=;f=x;p=;c=9;é=ü",
        ] {
            assert_eq!(from_fragment(text, &before), before, "{text}");
        }
        assert_eq!(from_fragment("#when;tolerance=2;alpha=0.01", &before).settings.alpha, 0.01);
        assert_eq!(
            from_fragment("#when;tolerance=2;alpha=0.01", &before).settings.tolerance,
            before.settings.tolerance
        );
    }
}
