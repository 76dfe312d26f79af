//! What the product's own code knows and documents repeat: names and defaults.
//!
//! The program doc-facts links the crates and prints them as JSON, so that xtask itself need not link them and can run
//! while they do not compile.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use xtask::{Failure, workspace};

/// Names and defaults of the product.
pub(super) struct Facts {
    /// Lists of names: `roles`, `kinds`, `shapes`, ….
    pub names: BTreeMap<String, BTreeSet<String>>,
    /// The settings with their defaults, as JSON.
    pub default_settings: String,
}

/// Asks doc-facts.
pub(super) fn facts() -> Result<Facts, Failure> {
    let mut command = workspace::cargo();
    let printed = workspace::output(command.args(["run", "--quiet", "--package", "doc-facts"]))?;
    parsed(&printed).ok_or_else(|| Failure::Unexpected {
        command: "doc-facts".to_owned(),
        printed: String::from_utf8_lossy(&printed).into_owned(),
    })
}

fn parsed(printed: &[u8]) -> Option<Facts> {
    let value: Value = serde_json::from_slice(printed).ok()?;
    let lists = value["names"].as_object()?.iter().map(|(name, list)| Some((name.clone(), names(list)?)));
    Some(Facts {
        names: lists.collect::<Option<_>>()?,
        default_settings: value["default_settings"].as_str()?.to_owned(),
    })
}

fn names(list: &Value) -> Option<BTreeSet<String>> {
    list.as_array()?.iter().map(|name| name.as_str().map(str::to_owned)).collect()
}
