//! Light or dark: as the system has it, unless a person chose.

const KEY: &str = "driftscope-theme";

/// What a person chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ThemeChoice {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl ThemeChoice {
    fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// The choice of the last visit. A browser that keeps nothing for pages opened from files gives the system's.
pub(crate) fn remembered() -> ThemeChoice {
    let storage = super::window().and_then(|window| window.local_storage().ok().flatten());
    match storage.and_then(|storage| storage.get_item(KEY).ok().flatten()).as_deref() {
        Some("light") => ThemeChoice::Light,
        Some("dark") => ThemeChoice::Dark,
        _ => ThemeChoice::System,
    }
}

/// Applies a choice and keeps it for the next visit.
pub(crate) fn remember(choice: ThemeChoice) {
    if let Some(root) = super::document().and_then(|document| document.document_element()) {
        let _ = root.set_attribute("data-theme", choice.as_str());
    }
    if let Some(storage) = super::window().and_then(|window| window.local_storage().ok().flatten()) {
        let _ = storage.set_item(KEY, choice.as_str());
    }
}

/// Whether the page is dark now.
pub(crate) fn is_dark(choice: ThemeChoice) -> bool {
    match choice {
        ThemeChoice::Light => false,
        ThemeChoice::Dark => true,
        ThemeChoice::System => super::window()
            .and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok().flatten())
            .is_some_and(|query| query.matches()),
    }
}
