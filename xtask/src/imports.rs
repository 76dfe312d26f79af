//! What the page can ask of the browser, and what it must never be able to.
//!
//! A content policy cannot prove that nothing leaves: it does not stop a navigation or a peer connection. The list of
//! functions that the module imports can: what is not in it cannot be called. The list is kept in
//! `static/imports.txt`, where a change of it is seen, and some names are refused even if somebody lists them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::bind::Bound;
use crate::failure::Failure;
use crate::workspace;

/// Where the list is kept.
const LIST: &str = "static/imports.txt";

/// The head of the list.
const HEAD: &str = "\
# Every function that the page's WebAssembly module can call in the browser.
# Checked by `cargo xtask check`; `cargo xtask dist --accept-imports` writes it anew. Nothing here may reach a network.
";

/// Names, without case, that lead to a network or away from the page.
const FORBIDDEN: [&str; 33] = [
    "assign",
    "cookie",
    "createcontextualfragment",
    "eval",
    "eventsource",
    "fetch",
    "form",
    "getcontextattributes",
    "href",
    "iframe",
    "image",
    "importscripts",
    "indexeddb",
    "innerhtml",
    "insertadjacenthtml",
    "location",
    "navigate",
    "navigator",
    "open",
    "outerhtml",
    "reload",
    "request",
    "response",
    "rtcdatachannel",
    "rtcpeerconnection",
    "sendbeacon",
    "serviceworker",
    "submit",
    "websocket",
    "websockets",
    "webtransport",
    "write",
    "xmlhttprequest",
];

/// The names that a module imports, without the digits that only tell versions apart, in order and each once.
pub(crate) fn names(bound: &Bound) -> BTreeSet<String> {
    bound.imports.iter().map(|import| plain(import).to_owned()).collect()
}

/// Fails if the module imports something that is not listed or must never be, or if the list has more than it does.
pub(crate) fn check(bound: &Bound) -> Result<(), Failure> {
    let names = names(bound);
    refuse(&names)?;
    let listed: BTreeSet<String> =
        workspace::read(LIST)?.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(str::to_owned).collect();
    let mut problem = String::new();
    for name in names.difference(&listed) {
        let _ = writeln!(problem, "  new:  {name}");
    }
    for name in listed.difference(&names) {
        let _ = writeln!(problem, "  gone: {name}");
    }
    if problem.is_empty() {
        return Ok(());
    }
    Err(Failure::Imports {
        problem: format!(
            "what the page may ask of the browser changed:\n{problem}\
             If that is as it should be, `cargo xtask dist --accept-imports` writes {LIST} anew"
        ),
    })
}

/// Writes the list anew.
pub(crate) fn accept(bound: &Bound) -> Result<(), Failure> {
    let names = names(bound);
    refuse(&names)?;
    let mut text = HEAD.to_owned();
    for name in names {
        text.push_str(&name);
        text.push('\n');
    }
    workspace::write(&workspace::root().join(LIST), text.as_bytes())
}

fn refuse(names: &BTreeSet<String>) -> Result<(), Failure> {
    let bad: Vec<&str> = names.iter().map(String::as_str).filter(|name| is_forbidden(name)).collect();
    if bad.is_empty() {
        return Ok(());
    }
    Err(Failure::Imports {
        problem: format!("the page could reach a network or leave itself, which it must never: {}", bad.join(", ")),
    })
}

/// Whether a name, taken apart at its underscores, is one that leads away: `__wbg_new_WebSocket` and `__wbg_open` do.
fn is_forbidden(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    // A link's address and its click are how a file is saved; the address is set to a blob only.
    if name == "__wbg_set_href" {
        return false;
    }
    name.split('_').any(|word| FORBIDDEN.contains(&word))
}

/// `__wbg_append_0f54b3e5a3c2b1d4` is `__wbg_append`: the digits are a hash of the function's place in its crate.
fn plain(import: &str) -> &str {
    match import.rsplit_once('_') {
        Some((name, hash)) if hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => name,
        _ => import,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(import: &str) -> bool {
        is_forbidden(plain(import))
    }

    #[test]
    fn ways_out_are_refused_and_ordinary_calls_are_not() {
        for import in [
            "__wbg_fetch_0f54b3e5a3c2b1d4",
            "__wbg_new_with_str_WebSocket_0f54b3e5a3c2b1d4",
            "__wbg_location_0f54b3e5a3c2b1d4",
            "__wbg_open_0f54b3e5a3c2b1d4",
            "__wbg_sendBeacon_0f54b3e5a3c2b1d4",
            "__wbg_instanceof_Response_0f54b3e5a3c2b1d4",
            "__wbg_set_innerHTML_0f54b3e5a3c2b1d4",
        ] {
            assert!(refused(import), "{import}");
        }
        for import in ["__wbg_append_0f54b3e5a3c2b1d4", "__wbindgen_string_new", "__wbg_opener", "__wbg_set_href_0f54b3e5a3c2b1d4"] {
            assert!(!refused(import), "{import}");
        }
    }

    #[test]
    fn the_hash_is_left_out_and_nothing_else() {
        assert_eq!(plain("__wbg_append_0f54b3e5a3c2b1d4"), "__wbg_append");
        assert_eq!(plain("__wbindgen_cast"), "__wbindgen_cast");
        assert_eq!(plain("__wbg_new_with_length"), "__wbg_new_with_length");
    }
}
