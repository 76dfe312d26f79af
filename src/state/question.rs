//! What a person asks of the report: everything that decides what the page shows of it, in one value.

use std::rc::Rc;

use driftscope_present::Filter;
use driftscope_report::{Bar, NUMBER_SETTINGS, NumberSetting, Settings};

use super::Sort;

/// A view of the report, named by the question that it answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// What to do.
    #[default]
    Overview,
    /// Which columns, and how.
    Columns,
    /// Since when.
    When,
    /// For whom.
    Segments,
    /// Did it hurt.
    Model,
    /// Is the service well.
    Service,
    /// Does anyone need to act.
    Alerts,
    /// Is the data sound.
    Data,
}

impl Tab {
    /// All of them with their names in the address, in the order of the page.
    pub const ALL: [(&'static str, Self); 8] = [
        ("overview", Self::Overview),
        ("columns", Self::Columns),
        ("when", Self::When),
        ("segments", Self::Segments),
        ("model", Self::Model),
        ("service", Self::Service),
        ("alerts", Self::Alerts),
        ("data", Self::Data),
    ];

    /// Its name in the address.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, tab)| *tab == self).map_or("overview", |(name, _)| name)
    }
}

/// Everything that a person has chosen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Question {
    /// The settings that decide.
    pub settings: Rc<Settings>,
    /// The view.
    pub tab: Tab,
    /// The order of the columns.
    pub sort: Sort,
    /// By verdict, which columns are shown.
    pub filter: Filter,
    /// By kind, role and missing values, which of them.
    pub also: Filter,
    /// What their names must contain.
    pub text: String,
    /// The column that is open, as a place in the report.
    pub open: Option<usize>,
    /// The bar of a chart of which a person asks what else differs in its rows.
    pub bar: Option<Rc<Bar>>,
}

/// What a person changes bit by bit: while typing, or while dragging a slider. One such change is one step of the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The text of the filter.
    Text,
    /// The number among the settings with this name.
    Number(&'static str),
}

impl Part {
    /// The only part in which two questions differ; `None` if they differ in another way.
    pub fn between(before: &Question, after: &Question) -> Option<Self> {
        if before == after {
            return None;
        }
        let same = |change: &dyn Fn(&mut Question)| {
            let mut changed = before.clone();
            change(&mut changed);
            changed == *after
        };
        if same(&|question| question.text.clone_from(&after.text)) {
            return Some(Self::Text);
        }
        let number = |setting: &&NumberSetting| {
            let value = (setting.get)(&after.settings);
            same(&|question| (setting.set)(Rc::make_mut(&mut question.settings), value))
        };
        NUMBER_SETTINGS.iter().find(number).map(|setting| Self::Number(setting.id))
    }
}
