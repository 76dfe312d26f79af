//! What documents repeat from the code: names, defaults and tables.
//!
//! The program doc-facts links the crates and prints them as JSON, so that xtask itself need not link them and can run
//! while they do not compile.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use xtask::{Failure, workspace};

use super::marked::Made;

/// What documents repeat from the code.
pub(super) struct Facts {
    /// Lists of names: `roles`, `kinds`, `shapes`, ….
    pub names: BTreeMap<String, BTreeSet<String>>,
    /// Parts of documents that are made from the code, by name.
    pub parts: Made,
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
    let parts = value["parts"].as_object()?.iter().map(|(name, part)| Some((name.clone(), part.as_str()?.to_owned())));
    Some(Facts { names: lists.collect::<Option<_>>()?, parts: parts.collect::<Option<_>>()? })
}

fn names(list: &Value) -> Option<BTreeSet<String>> {
    list.as_array()?.iter().map(|name| name.as_str().map(str::to_owned)).collect()
}
