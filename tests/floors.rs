//! Imports point one way: there is no circle among the folders of a crate, and none among its files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Which folders or files import which others.
type Imports = BTreeMap<String, BTreeSet<String>>;

/// The crates, each with a folder or file that imports another, as proof that its imports are seen.
const CRATES: [(&str, &str, &str); 5] = [
    ("stats", "numeric_tests", "walk"),
    ("report", "json", "json_objects"),
    ("present", "verdict", "numbers"),
    ("decide", "report", "calibrated"),
    ("drift", "rules", "values"),
];

#[test]
fn folders_and_files_import_without_a_circle() {
    for (name, from, to) in CRATES {
        check(name, from, to);
    }
}

fn check(name: &str, from: &str, to: &str) {
    let (mut folders, mut files) = (Imports::new(), Imports::new());
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates").join(name).join("src");
    read_folder(&source, &mut Vec::new(), &mut |place, text| {
        let file = place.join("::");
        for import in imports(text) {
            if import[0] != place[0] {
                folders.entry(place[0].clone()).or_default().insert(import[0].clone());
            }
            // A file and the private files below it are one.
            if !is_within(&file, &import.join("::")) {
                files.entry(file.clone()).or_default().insert(import.join("::"));
            }
        }
    });
    assert!(folders.get(from).is_some_and(|imports| imports.contains(to)), "{name}: {folders:?}");
    assert_eq!(circle(&folders), None, "{name}");
    assert_eq!(circle(&files), None, "{name}");
}

/// Calls `of` with the place of each file, such as `["walk", "ties"]`, and its text.
fn read_folder(folder: &Path, place: &mut Vec<String>, of: &mut impl FnMut(&[String], &str)) {
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        let name = entry.file_stem().and_then(|name| name.to_str()).expect("a name").to_owned();
        if entry.is_dir() {
            place.push(name);
            read_folder(&entry, place, of);
            place.pop();
        } else if !["lib", "mod", "tests"].contains(&name.as_str()) || (name == "mod" && place.len() > 1) {
            let is_own = name != "mod";
            place.extend(is_own.then_some(name));
            // What lies deeper is part of the module in which the folder's file stands.
            of(&place[..place.len().min(2)], &fs::read_to_string(&entry).expect("text"));
            place.truncate(place.len() - usize::from(is_own));
        }
    }
}

/// The places that a file's code imports, without its tests: a folder and a file, or a file of the crate's root.
fn imports(text: &str) -> Vec<Vec<String>> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let paths = lines.flat_map(|line| line.split("crate::").skip(1));
    let modules = paths.map(|path| {
        let names = path.split(|letter: char| !(letter.is_alphanumeric() || "_:".contains(letter))).next();
        let names = names.unwrap_or_default().split("::").take(2);
        names.filter(|name| name.starts_with(|letter: char| letter.is_lowercase())).map(str::to_owned).collect()
    });
    modules.filter(|names: &Vec<String>| !names.is_empty()).collect()
}

fn is_within(file: &str, other: &str) -> bool {
    file == other || other.strip_prefix(file).is_some_and(|rest| rest.starts_with("::"))
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
