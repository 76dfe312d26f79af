//! Which modules of a crate import which others, read from the text of its files.
//!
//! A path is followed through `pub use`: `crate::Command` is an import of the module that declares `Command`, not of the crate's
//! root. Tests within files do not count.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A module's place: `["reading", "files"]`; the crate's root is empty.
type Place = Vec<String>;

/// Which folders or files import which others.
pub(crate) type Imports = BTreeMap<String, BTreeSet<String>>;

/// The modules of a crate.
pub(crate) struct Modules {
    /// The code of each, without tests and comments.
    code: BTreeMap<Place, String>,
    /// What each exports from elsewhere: names and where they come from.
    exports: BTreeMap<Place, BTreeMap<String, Place>>,
}

impl Modules {
    /// Reads every file below a folder.
    pub(crate) fn read(source: &Path) -> Self {
        let mut code = BTreeMap::new();
        read_folder(source, &[], &mut code);
        let mut modules = Self { code, exports: BTreeMap::new() };
        for (place, code) in &modules.code {
            let exports = statements(code, true).into_iter().flat_map(|tree| paths(&tree));
            let known = exports.filter_map(|path| modules.absolute(&path, place));
            let named = known.filter_map(|path| Some((path.last()?.clone(), path)));
            modules.exports.insert(place.clone(), named.collect());
        }
        modules
    }

    /// The imports among the folders of the crate's root, and among its files. What lies deeper than a folder's files belongs to
    /// the file above it.
    pub(crate) fn imports(&self) -> [Imports; 2] {
        let (mut folders, mut files) = (Imports::new(), Imports::new());
        for (place, code) in self.code.iter().filter(|(place, _)| !place.is_empty()) {
            let trees = statements(code, false);
            let used = trees.iter().flat_map(|tree| paths(tree)).chain(inline(code));
            for to in used.filter_map(|path| self.resolve(self.absolute(&path, place)?, 0)) {
                let [from, to] = [place, &to].map(|place| &place[..place.len().min(2)]);
                if to.is_empty() {
                    continue;
                }
                if from[0] != to[0] {
                    folders.entry(from[0].clone()).or_default().insert(to[0].clone());
                }
                // A file and the private files below it are one.
                if !to.starts_with(from) {
                    files.entry(from.join("::")).or_default().insert(to.join("::"));
                }
            }
        }
        [folders, files]
    }

    /// A path that is written in a module, from the crate's root. `None` if it leads to another crate.
    fn absolute(&self, path: &[String], at: &[String]) -> Option<Place> {
        let supers = path.iter().take_while(|name| *name == "super").count();
        let (base, rest) = match path.first()?.as_str() {
            "crate" => (&[][..], &path[1..]),
            "self" => (at, &path[1..]),
            "super" => (at.get(..at.len().checked_sub(supers)?)?, &path[supers..]),
            child => (self.code.contains_key(&[at, &[child.to_owned()]].concat()).then_some(at)?, path),
        };
        Some([base, rest].concat())
    }

    /// The module that declares what a path names.
    fn resolve(&self, path: Place, depth: usize) -> Option<Place> {
        let length = (0..=path.len()).rev().find(|length| self.code.contains_key(&path[..*length]))?;
        let (module, rest) = path.split_at(length);
        let exported = rest.first().and_then(|name| {
            let exports = self.exports.get(module)?;
            exports.get(name).cloned().or_else(|| {
                let all = exports.get("*").filter(|_| !self.declares(module, name))?;
                Some([&all[..all.len() - 1], std::slice::from_ref(name)].concat())
            })
        });
        match exported.filter(|exported| *exported != path && depth < 8) {
            Some(exported) => self.resolve(exported, depth + 1),
            None => Some(module.to_vec()),
        }
    }

    fn declares(&self, module: &[String], name: &str) -> bool {
        let kinds = ["fn", "struct", "enum", "trait", "type", "const", "static", "mod", "macro_rules!"];
        self.code.get(module).is_some_and(|code| kinds.iter().any(|kind| has_word(code, &format!("{kind} {name}"))))
    }
}

fn has_word(code: &str, words: &str) -> bool {
    code.match_indices(words).any(|(start, _)| !code[start + words.len()..].starts_with(is_part_of_name))
}

fn is_part_of_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn read_folder(folder: &Path, place: &[String], code: &mut BTreeMap<Place, String>) {
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        let name = entry.file_stem().and_then(|name| name.to_str()).expect("a name").to_owned();
        let inside = [place, std::slice::from_ref(&name)].concat();
        if entry.is_dir() {
            read_folder(&entry, &inside, code);
        } else if name != "tests" {
            let text = fs::read_to_string(&entry).expect("text");
            let own = if ["lib", "main", "mod"].contains(&name.as_str()) { place.to_vec() } else { inside };
            code.insert(own, without_tests(&text));
        }
    }
}

/// The code of a file before its tests, without comments.
fn without_tests(text: &str) -> String {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.map(|line| line.split(" // ").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// What stands between `use` and `;` in each import, or in those that are exported, too.
fn statements(code: &str, exported: bool) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = code;
    while let Some(start) = rest.find("use ") {
        let line = rest[..start].rsplit('\n').next().unwrap_or_default().trim();
        let is_statement = line.is_empty() || (line.starts_with("pub") && !line.contains('{'));
        rest = &rest[start + "use ".len()..];
        if let Some(end) = rest.find(';').filter(|_| is_statement && (!exported || line.starts_with("pub"))) {
            found.push(rest[..end].to_owned());
        }
    }
    found
}

/// The paths of a tree: `a::{b, c::{d, e}}` has three.
fn paths(tree: &str) -> Vec<Vec<String>> {
    fn split(tree: &str, before: &str, paths: &mut Vec<Vec<String>>) {
        let Some((prefix, inner)) = tree.split_once('{') else {
            let path = format!("{before}{}", tree.split(" as ").next().unwrap_or_default());
            let names = path.split("::").map(|name| name.trim().to_owned());
            paths.push(names.collect());
            return;
        };
        let inner = inner.trim_end().strip_suffix('}').unwrap_or(inner);
        let (mut depth, mut start) = (0_usize, 0);
        for (place, letter) in inner.char_indices().chain([(inner.len(), ',')]) {
            match letter {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    let part = inner[start..place].trim();
                    if !part.is_empty() {
                        split(part, &format!("{before}{}", prefix.trim()), paths);
                    }
                    start = place + 1;
                }
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    split(tree, "", &mut found);
    found
}

/// Paths from `crate` or `super` outside of imports.
fn inline(code: &str) -> Vec<Vec<String>> {
    let starts = ["crate::", "super::"].into_iter().flat_map(|start| code.match_indices(start));
    let written = starts.filter(|(start, _)| !code[..*start].ends_with([':', '$']));
    let path = |(start, _): (usize, &str)| {
        let text = &code[start..];
        let end = text.find(|letter: char| !(is_part_of_name(letter) || letter == ':')).unwrap_or(text.len());
        let names = text[..end].split("::").filter(|name| !name.is_empty());
        names.map(str::to_owned).collect::<Vec<_>>()
    };
    written.map(path).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_are_expanded_and_exports_followed() {
        let names = |path: &str| -> Place { path.split("::").map(str::to_owned).collect() };
        assert_eq!(
            paths("crate::{a::{B, c as d},\n    E}"),
            [names("crate::a::B"), names("crate::a::c"), names("crate::E")]
        );
        let code = [
            ("", "mod a; mod b;\npub use a::{Thing, *};"),
            ("a", "pub struct Thing; pub struct Other;"),
            (
                "b",
                "use crate::{\n    Other, // Tests below do not count.\n};\nfn f() { crate::Thing }\n#[cfg(test)]\nuse c;",
            ),
        ];
        let place = |name: &str| if name.is_empty() { Place::new() } else { names(name) };
        let code = code.into_iter().map(|(name, text)| (place(name), without_tests(text))).collect();
        let mut modules = Modules { code, exports: BTreeMap::new() };
        assert_eq!(modules.imports(), [Imports::new(), Imports::new()]);
        let exports = [("Thing", "a::Thing"), ("*", "a::*")].map(|(name, path)| (name.to_owned(), names(path)));
        modules.exports.insert(Place::new(), exports.into_iter().collect());
        let expected = Imports::from([("b".to_owned(), BTreeSet::from(["a".to_owned()]))]);
        assert_eq!(modules.imports(), [expected.clone(), expected]);
    }
}
