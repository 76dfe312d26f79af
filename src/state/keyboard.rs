//! The keyboard table: what each key does, from which the help panel is made.

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortcut {
    /// Type into the filter.
    Filter,
    /// The next column.
    Next,
    /// The column before.
    Previous,
    /// Open the column.
    Open,
    /// Close what is open.
    Close,
    /// Show the keys.
    Help,
    /// Read the methods.
    Methods,
    /// Choose files for the side that has none, or else for production.
    OpenFiles,
    /// Choose files for the reference.
    OpenReference,
    /// Exchange reference and production.
    Swap,
    /// Save a shared page.
    Share,
}

/// One line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The key as the browser names it.
    pub key: &'static str,
    /// The key as a person reads it.
    pub label: &'static str,
    /// What it does, in words.
    pub action: &'static str,
    /// What it does.
    pub shortcut: Shortcut,
}

/// All keys.
pub const KEYS: [Key; 11] = [
    Key { key: "/", label: "/", action: "Filter columns", shortcut: Shortcut::Filter },
    Key { key: "j", label: "j, ↓", action: "Next column", shortcut: Shortcut::Next },
    Key { key: "k", label: "k, ↑", action: "Previous column", shortcut: Shortcut::Previous },
    Key { key: "Enter", label: "Enter", action: "Open or close the column", shortcut: Shortcut::Open },
    Key { key: "Escape", label: "Esc", action: "Close, or clear the filter", shortcut: Shortcut::Close },
    Key { key: "o", label: "o", action: "Open the side that is empty, or production", shortcut: Shortcut::OpenFiles },
    Key { key: "O", label: "Shift o", action: "Open the reference", shortcut: Shortcut::OpenReference },
    Key { key: "x", label: "x", action: "Swap reference and production", shortcut: Shortcut::Swap },
    Key { key: "e", label: "e", action: "Save a shared page", shortcut: Shortcut::Share },
    Key { key: "m", label: "m", action: "Read the methods", shortcut: Shortcut::Methods },
    Key { key: "?", label: "?", action: "Show these keys", shortcut: Shortcut::Help },
];

/// What a key does; nothing while a person types, but for Escape, and nothing with Ctrl, Alt or Meta held.
pub fn shortcut(key: &str, typing: bool, modified: bool) -> Option<Shortcut> {
    let found = KEYS.iter().find(|candidate| candidate.key == key)?.shortcut;
    (!modified && (!typing || found == Shortcut::Close)).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_rest_while_a_person_types() {
        assert_eq!(shortcut("j", false, false), Some(Shortcut::Next));
        assert_eq!(shortcut("j", true, false), None);
        assert_eq!(shortcut("o", false, true), None);
        assert_eq!(shortcut("Escape", true, false), Some(Shortcut::Close));
        assert_eq!(shortcut("F5", false, false), None);
    }

    #[test]
    fn no_key_does_two_things() {
        for (place, key) in KEYS.iter().enumerate() {
            assert!(KEYS[..place].iter().all(|other| other.key != key.key && other.shortcut != key.shortcut));
        }
    }
}
