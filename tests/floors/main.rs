//! Imports point one way: there is no circle among the folders of a crate, and none among its files. Crates depend on lower ones alone,
//! and the engine's name nothing of the computer that they run on.

mod imports;
mod layers;

use std::collections::BTreeSet;
use std::path::Path;

use imports::{Imports, Modules};

/// The crates, each with a folder or file that imports another, as proof that its imports are seen.
const CRATES: [(&str, &str, &str); 13] = [
    ("stats", "numeric_tests", "walk"),
    ("report", "json", "json_objects"),
    ("present", "verdict", "numbers"),
    ("table", "read", "store"),
    ("decide", "report", "calibrated"),
    ("drift", "rules", "values"),
    ("session", "engine", "protocol"),
    ("charts", "histogram", "sheet"),
    ("redact", "redactor", "names"),
    ("packing", "packer", "coder"),
    ("sql", "steps", "writer"),
    ("cli", "reading", "sources"),
    ("parquet", "reader", "record"),
];

#[test]
fn folders_and_files_import_without_a_circle() {
    for (name, from, to) in CRATES {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates").join(name).join("src");
        let [folders, files] = Modules::read(&source).imports();
        assert!(folders.get(from).is_some_and(|imports| imports.contains(to)), "{name}: {folders:?}");
        assert_eq!(circle(&folders), None, "{name}");
        assert_eq!(circle(&files), None, "{name}");
    }
}

/// A path of imports that ends where it begins, if there is one.
fn circle(imports: &Imports) -> Option<Vec<String>> {
    fn visit(at: &str, imports: &Imports, path: &mut Vec<String>, done: &mut BTreeSet<String>) -> Option<Vec<String>> {
        if let Some(start) = path.iter().position(|step| step == at) {
            return Some(path[start..].to_vec());
        }
        if !done.insert(at.to_owned()) {
            return None;
        }
        path.push(at.to_owned());
        let found = imports.get(at).into_iter().flatten().find_map(|next| visit(next, imports, path, done));
        path.pop();
        found
    }
    let mut done = BTreeSet::new();
    imports.keys().find_map(|start| visit(start, imports, &mut Vec::new(), &mut done))
}

#[test]
fn a_circle_is_found() {
    let names = |names: &[&str]| -> BTreeSet<String> { names.iter().map(|name| (*name).to_owned()).collect() };
    let mut imports = Imports::from([("a".into(), names(&["b", "c"])), ("b".into(), names(&["c"]))]);
    assert_eq!(circle(&imports), None);
    imports.insert("c".into(), names(&["b"]));
    assert_eq!(circle(&imports), Some(vec!["b".to_owned(), "c".to_owned()]));
}

/// In a crate whose tests are one program, a file that this program does not name would be compiled by nobody.
#[test]
fn programs_of_tests_name_each_file() {
    for (name, example) in [("drift", "windows"), ("table", "recovery")] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates").join(name).join("tests");
        let program = std::fs::read_to_string(folder.join("all.rs")).expect("the program");
        let named: BTreeSet<_> =
            program.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';')).collect();
        assert!(named.contains(example), "{name}: {named:?}");
        let entries = std::fs::read_dir(&folder).expect("the folder of tests");
        for path in entries.map(|entry| entry.expect("an entry").path()) {
            let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            let is_file = path.extension().is_some_and(|extension| extension == "rs") && stem != "all";
            assert!(!is_file || named.contains(stem), "{name}: tests/all.rs has no `mod {stem};`");
        }
    }
}
