//! What the page can ask of the browser, and what it must never be able to.
//!
//! A content policy alone does not show that nothing leaves: it stops neither a navigation nor a peer connection. A
//! module reaches nothing but its imports, so the list of them shows most of the rest: no call in it opens a
//! connection. (It can make and click a link, as saving a file needs, and a link can lead away.) An import's name says too little (each
//! constructor is called `new`), so the list has what the script does in its place. It is kept in
//! `static/imports.txt`, where every change of it is seen, and some words are refused even if somebody lists them.
//!
//! Property names that are made at run time would slip through, so the refused words must not stand in the module's
//! own data either.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::bind::{Bare, Bound};
use crate::error::PackError;
use xtask::workspace;

/// Where the list is kept.
const LIST: &str = "static/imports.txt";

/// The head of the list.
const HEAD: &str = "\
# Everything that the page's WebAssembly module can do in the browser, as its script does it.
# Checked by `cargo xtask test` and `check`; `cargo xtask dist --accept-imports` rewrites it. Nothing here may reach a network.
";

/// The list of the module for Parquet files.
const PARQUET_LIST: &str = "static/imports-parquet.txt";

/// The head of that list.
const PARQUET_HEAD: &str = "\
# Everything that the page's second module, which reads Parquet files, can ask of its worker's script (static/worker.js).
# Checked by `cargo xtask test` and `check`; `cargo xtask dist --accept-imports` rewrites it. Nothing here may reach a network.
";

/// Names that lead to a network.
const NETWORK: [&str; 9] = [
    "EventSource",
    "RTCPeerConnection",
    "WebSocket",
    "WebSocketStream",
    "WebTransport",
    "XMLHttpRequest",
    "fetch",
    "importScripts",
    "sendBeacon",
];

/// Names that lead away from the page, or that make text into code or elements into requests.
const AWAY: [&str; 16] = [
    "Function",
    "Image",
    "Request",
    "assign",
    "cookie",
    "createContextualFragment",
    "eval",
    "insertAdjacentHTML",
    "location",
    "navigate",
    "navigator",
    "open",
    "reload",
    "serviceWorker",
    "submit",
    "write",
];

/// Fails if a module can do what is not listed or must never be, or if a list has more than it can do.
pub(crate) fn check(bound: &Bound, parquet: &Bare) -> Result<(), PackError> {
    compare(&abilities(bound)?, LIST)?;
    compare(&bare_abilities(parquet)?, PARQUET_LIST)
}

/// Rewrites the lists.
pub(crate) fn accept(bound: &Bound, parquet: &Bare) -> Result<(), PackError> {
    write(LIST, HEAD, &abilities(bound)?)?;
    write(PARQUET_LIST, PARQUET_HEAD, &bare_abilities(parquet)?)
}

fn compare(abilities: &BTreeSet<String>, list: &str) -> Result<(), PackError> {
    let text = workspace::read(list)?;
    let listed: BTreeSet<String> =
        text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(str::to_owned).collect();
    let mut problem = String::new();
    for ability in abilities.difference(&listed) {
        let _ = writeln!(problem, "  new:  {ability}");
    }
    for ability in listed.difference(abilities) {
        let _ = writeln!(problem, "  gone: {ability}");
    }
    if problem.is_empty() {
        return Ok(());
    }
    Err(PackError::Imports {
        problem: format!(
            "what the page may ask of the browser changed:\n{problem}\
             If that is as it should be, `cargo xtask dist --accept-imports` rewrites {list}"
        ),
    })
}

fn write(list: &str, head: &str, abilities: &BTreeSet<String>) -> Result<(), PackError> {
    let mut text = head.to_owned();
    for ability in abilities {
        text.push_str(ability);
        text.push('\n');
    }
    Ok(workspace::write(&workspace::root().join(list), text.as_bytes())?)
}

/// What a module without a binding asks of its script.
fn bare_abilities(bare: &Bare) -> Result<BTreeSet<String>, PackError> {
    let bad: Vec<&str> = NETWORK.into_iter().filter(|name| has_word(&bare.wasm, name.as_bytes())).collect();
    if bad.is_empty() {
        return Ok(bare.imports.iter().cloned().collect());
    }
    Err(PackError::Imports {
        problem: format!("the module for Parquet files names ways to a network: {}", bad.join(", ")),
    })
}

/// What the module can do, in order and each once.
fn abilities(bound: &Bound) -> Result<BTreeSet<String>, PackError> {
    let mut abilities = BTreeSet::new();
    for import in &bound.imports {
        let body = body(&bound.glue, import).ok_or_else(|| PackError::Imports {
            problem: format!("the module imports {import}, and its script does not say what that is"),
        })?;
        abilities.extend(body.lines().filter_map(effect));
    }
    let mut bad: Vec<String> = abilities.iter().filter(|ability| forbidden_word(ability).is_some()).cloned().collect();
    let names = NETWORK.iter().filter(|name| has_word(&bound.wasm, name.as_bytes()));
    bad.extend(names.map(|name| format!("\"{name}\", a text in the module")));
    if bad.is_empty() {
        return Ok(abilities);
    }
    Err(PackError::Imports {
        problem: format!("the page could reach a network or leave itself, which it must never: {}", bad.join("; ")),
    })
}

/// What the script has in an import's place.
fn body<'a>(glue: &'a str, import: &str) -> Option<&'a str> {
    let head = format!("\n{import}: function");
    let indented = format!("\n        {import}: function");
    let start =
        glue.find(&head).map(|place| place + head.len()).or_else(|| Some(glue.find(&indented)? + indented.len()))?;
    let end = glue[start..].find("\n}")? + start;
    glue[start..end].split_once('\n').map(|(arguments, body)| {
        // Where errors are passed on, the function is inside another, on the same line.
        debug_assert!(arguments.contains("arg0") || arguments.contains("()"));
        body
    })
}

/// What one line of an import's script does in the browser; `None` where it only moves values in or out of the module.
fn effect(line: &str) -> Option<String> {
    const MOVING: [&str; 13] = [
        "const table",
        "table.set(",
        "return",
        "getDataViewMemory0()",
        "const ptr",
        "const len",
        "var ptr",
        "var len",
        "let result;",
        "try {",
        "}",
        "result = false",
        "const ret = result",
    ];
    let line = line.trim();
    let moves = MOVING.iter().any(|start| line.starts_with(start)) && forbidden_word(line).is_none();
    if line.is_empty() || line.starts_with("//") || moves {
        return None;
    }
    let effect = line.trim_start_matches("const ret = ").trim_start_matches("result = ").trim_end_matches(';');
    Some(without_hashes(effect))
}

/// The names of closures end in a hash of their place, which says nothing and differs between compilers.
fn without_hashes(effect: &str) -> String {
    match effect.split_once("wasm_bindgen__convert__closures") {
        Some((before, after)) => {
            let end = after.find([',', ')']).unwrap_or(after.len());
            format!("{before}closure{}", &after[end..])
        }
        None => effect.to_owned(),
    }
}

fn forbidden_word(effect: &str) -> Option<&'static str> {
    let words = |word: &&&str| has_word(effect.as_bytes(), word.as_bytes());
    NETWORK.iter().chain(&AWAY).find(words).copied()
}

/// Whether a name stands in a text as a word of its own.
fn has_word(text: &[u8], word: &[u8]) -> bool {
    let inside =
        |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte == b'$');
    let starts = text.windows(word.len()).enumerate().filter(|(_, window)| *window == word).map(|(start, _)| start);
    starts.into_iter().any(|start| {
        let before = start.checked_sub(1).and_then(|place| text.get(place));
        !inside(before) && !inside(text.get(start + word.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(script: &str, wasm: &[u8]) -> Bound {
        let glue = format!(
            "const import0 = {{\n        __wbg_new_1: function() {{ return handleError(function (arg0, arg1) {{\n{script}\nreturn ret;\n}}, arguments); }},\n__wbg_data_2: function(arg0) {{\nconst ret = arg0.data;\nreturn ret;\n}},\n}};"
        );
        Bound { glue, wasm: wasm.to_vec(), imports: vec!["__wbg_new_1".to_owned(), "__wbg_data_2".to_owned()] }
    }

    #[test]
    fn abilities_are_what_the_script_does() {
        let found = abilities(&bound("const ret = new Blob(arg0, arg1);", b"")).unwrap();
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["arg0.data", "new Blob(arg0, arg1)"]);
    }

    #[test]
    fn ways_out_are_refused_whatever_the_import_is_called() {
        for script in [
            "const ret = new WebSocket(getStringFromWasm0(arg0, arg1));",
            "const ret = arg0.fetch(arg1);",
            "arg0.location = arg1;",
            "arg0.open();",
            "return new Function(arg0);",
            "const ret = arg0.navigator;",
        ] {
            assert!(abilities(&bound(script, b"")).is_err(), "{script}");
        }
        for script in ["const ret = arg0.opener_;", "const ret = arg0.prefetch;", "arg0.textContent = arg1;"] {
            assert!(abilities(&bound(script, b"")).is_ok(), "{script}");
        }
    }

    #[test]
    fn a_name_in_the_module_and_an_import_without_script_are_refused() {
        assert!(abilities(&bound("const ret = arg0.a;", b"\0\x05fetch\0")).is_err());
        assert!(abilities(&bound("const ret = arg0.a;", b"\0prefetched\0")).is_ok());
        let mut unknown = bound("const ret = arg0.a;", b"");
        unknown.imports.push("__wbg_other_3".to_owned());
        assert!(abilities(&unknown).is_err());
    }

    #[test]
    fn a_bare_module_that_names_a_network_is_refused() {
        let bare = |wasm: &[u8]| Bare { wasm: wasm.to_vec(), imports: vec!["file.read".to_owned()] };
        assert!(bare_abilities(&bare(b"\0\x05fetch\0")).is_err());
        let found = bare_abilities(&bare(b"\0prefetched\0")).unwrap();
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["file.read"]);
    }

    #[test]
    fn every_import_is_listed_and_every_listed_one_is_there() {
        assert!(compare(&BTreeSet::from(["file.read".to_owned()]), PARQUET_LIST).is_ok());
        for other in [BTreeSet::new(), ["file.read", "file.write"].map(str::to_owned).into()] {
            assert!(compare(&other, PARQUET_LIST).is_err(), "{other:?}");
        }
    }

    #[test]
    fn hashes_of_closures_are_left_out() {
        let line =
            "const ret = makeMutClosure(arg0, arg1, wasm_bindgen__convert__closures_____invoke__h2742081c8dc1e8c6);";
        assert_eq!(effect(line).unwrap(), "makeMutClosure(arg0, arg1, closure)");
    }
}
