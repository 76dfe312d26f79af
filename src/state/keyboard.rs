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
    /// Look at what a shared page would hold, and save it.
    Share,
    /// Open or close the settings.
    Settings,
    /// Go to a column.
    GoTo,
    /// Take the newest step back.
    Undo,
    /// Take the step that was undone.
    Redo,
}

/// One line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The key as the browser names it; with Ctrl, or Command on a Mac, held if `with_control`.
    pub key: &'static str,
    /// Whether Ctrl or Command is held.
    pub with_control: bool,
    /// The key as a person reads it.
    pub label: &'static str,
    /// What it does, in words.
    pub action: &'static str,
    /// What it does.
    pub shortcut: Shortcut,
}

/// All keys.
pub const KEYS: [Key; 15] = [
    Key { key: "/", with_control: false, label: "/", action: "Filter columns", shortcut: Shortcut::Filter },
    Key { key: "j", with_control: false, label: "j, ↓", action: "Next column", shortcut: Shortcut::Next },
    Key { key: "k", with_control: false, label: "k, ↑", action: "Previous column", shortcut: Shortcut::Previous },
    Key {
        key: "Enter",
        with_control: false,
        label: "Enter",
        action: "Open or close the column",
        shortcut: Shortcut::Open,
    },
    Key {
        key: "Escape",
        with_control: false,
        label: "Esc",
        action: "Close, or clear the filter",
        shortcut: Shortcut::Close,
    },
    Key {
        key: "o",
        with_control: false,
        label: "o",
        action: "Open the side that is empty, or production",
        shortcut: Shortcut::OpenFiles,
    },
    Key {
        key: "O",
        with_control: false,
        label: "Shift o",
        action: "Open the reference",
        shortcut: Shortcut::OpenReference,
    },
    Key {
        key: "x",
        with_control: false,
        label: "x",
        action: "Swap reference and production",
        shortcut: Shortcut::Swap,
    },
    Key {
        key: "e",
        with_control: false,
        label: "e",
        action: "Share: look at what is sent, and save it",
        shortcut: Shortcut::Share,
    },
    Key {
        key: "s",
        with_control: false,
        label: "s",
        action: "Open or close the settings",
        shortcut: Shortcut::Settings,
    },
    Key { key: "k", with_control: true, label: "Ctrl k", action: "Go to a column", shortcut: Shortcut::GoTo },
    Key { key: "z", with_control: true, label: "Ctrl z", action: "Undo", shortcut: Shortcut::Undo },
    Key { key: "Z", with_control: true, label: "Ctrl Shift z", action: "Redo", shortcut: Shortcut::Redo },
    Key { key: "m", with_control: false, label: "m", action: "Read the methods", shortcut: Shortcut::Methods },
    Key { key: "?", with_control: false, label: "?", action: "Show these keys", shortcut: Shortcut::Help },
];

/// Keys that are held with another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Ctrl, or Command on a Mac.
    pub control: bool,
    /// Alt.
    pub alt: bool,
}

/// What a key does. While a person types, only Escape and going to a column do anything: a field undoes its own typing.
pub fn shortcut(key: &str, typing: bool, held: Held) -> Option<Shortcut> {
    let found = KEYS.iter().find(|candidate| candidate.key == key && candidate.with_control == held.control)?.shortcut;
    let is_free = !typing || matches!(found, Shortcut::Close | Shortcut::GoTo);
    (is_free && !held.alt).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_rest_while_a_person_types() {
        let (none, control) = (Held::default(), Held { control: true, alt: false });
        assert_eq!(shortcut("j", false, none), Some(Shortcut::Next));
        assert_eq!(shortcut("j", true, none), None);
        assert_eq!(shortcut("o", false, control), None);
        assert_eq!(shortcut("Escape", true, none), Some(Shortcut::Close));
        assert_eq!(shortcut("F5", false, none), None);
    }

    #[test]
    fn k_with_control_goes_to_a_column_and_alone_to_the_one_before() {
        let (none, control) = (Held::default(), Held { control: true, alt: false });
        assert_eq!(shortcut("k", false, none), Some(Shortcut::Previous));
        assert_eq!(shortcut("k", true, control), Some(Shortcut::GoTo));
        assert_eq!(shortcut("z", false, control), Some(Shortcut::Undo));
        assert_eq!(shortcut("z", true, control), None);
        assert_eq!(shortcut("z", false, none), None);
        assert_eq!(shortcut("Z", false, control), Some(Shortcut::Redo));
        assert_eq!(shortcut("k", false, Held { control: true, alt: true }), None);
    }

    #[test]
    fn no_key_does_two_things() {
        for (place, key) in KEYS.iter().enumerate() {
            let is_other = |other: &Key| (other.key, other.with_control) != (key.key, key.with_control);
            assert!(KEYS[..place].iter().all(|other| is_other(other) && other.shortcut != key.shortcut));
        }
    }
}
