//! The npm package: the element in `npm`, which shows a report within other pages, and the page that it puts reports into.
//!
//! It is a gzipped tar file as `npm pack` writes it, whose bytes follow from its files alone.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::json;
use xtask::{Failure, workspace};

use super::tar::Tar;
use super::{Package, REPOSITORY, VERSION};

/// The name under which it is installed.
pub(crate) const NAME: &str = "driftscope-report";

/// The files that are in the repository as they are in the package, below `npm`.
const SOURCES: [&str; 4] = ["README.md", "driftscope-report.d.ts", "driftscope-report.js", "page.d.ts"];

/// The texts of the licences, from the root of the repository.
const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

/// Makes the package of a packed page.
pub(super) fn of(page: &str) -> Result<Package, Failure> {
    let name = format!("{NAME}-{VERSION}.tgz");
    let failed = |reason| Failure::File { doing: "write", path: name.clone().into(), reason };
    let mut tar = Tar::default();
    for (path, content) in files(page)? {
        tar.add(&format!("package/{path}"), &content, 0o644).map_err(failed)?;
    }
    let bytes = tar.finish().map_err(failed)?;
    Ok(Package { name, bytes })
}

/// Writes the files of the package into a folder, as an installation has them.
pub(crate) fn unpack_into(folder: &Path, page: &str) -> Result<(), Failure> {
    files(page)?.into_iter().try_for_each(|(path, content)| workspace::write(&folder.join(path), &content))
}

/// The files of the package, by their path in it.
fn files(page: &str) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let mut files = BTreeMap::new();
    for name in SOURCES {
        files.insert(name.to_owned(), workspace::read_bytes(&format!("npm/{name}"))?);
    }
    for name in LICENCES {
        files.insert(name.to_owned(), workspace::read_bytes(name)?);
    }
    // A module rather than a file of HTML: bundlers carry it along without being told.
    files.insert("page.js".to_owned(), format!("export default {};\n", json!(page)).into_bytes());
    files.insert("package.json".to_owned(), description().into_bytes());
    Ok(files)
}

fn description() -> String {
    // npm leaves out what is not listed, but for the description itself and README.md.
    let names: Vec<&str> = SOURCES.into_iter().chain(LICENCES).chain(["page.js"]).collect();
    let description = json!({
        "name": NAME,
        "version": VERSION,
        "description": "A custom element that shows a report of Driftscope: which columns drifted, how, and how sure that is",
        "license": "MIT OR Apache-2.0",
        "repository": { "type": "git", "url": format!("git+{REPOSITORY}.git"), "directory": "npm" },
        "homepage": REPOSITORY,
        "keywords": ["data-drift", "data-quality", "custom-element", "web-component", "report"],
        "type": "module",
        "exports": {
            ".": { "types": "./driftscope-report.d.ts", "default": "./driftscope-report.js" },
            "./page.js": { "types": "./page.d.ts", "default": "./page.js" },
        },
        "types": "./driftscope-report.d.ts",
        // What the module does is to define the element.
        "sideEffects": ["./driftscope-report.js"],
        "files": names,
    });
    format!("{description:#}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_page_gives_the_same_package_and_its_module_holds_the_page() {
        let page = "<!DOCTYPE html>\n<p title=\"a\\b\">\u{2028}</p>";
        let package = of(page).unwrap();
        assert_eq!(package.name, format!("driftscope-report-{VERSION}.tgz"));
        assert_eq!(package.bytes, of(page).unwrap().bytes);
        let module = String::from_utf8(files(page).unwrap().remove("page.js").unwrap()).unwrap();
        let text = module.strip_prefix("export default ").and_then(|rest| rest.strip_suffix(";\n")).unwrap();
        assert_eq!(serde_json::from_str::<String>(text).unwrap(), page);
    }

    #[test]
    fn everything_that_the_description_names_is_in_the_package() {
        let (files, description) = (files("").unwrap(), description());
        let description: serde_json::Value = serde_json::from_str(&description).unwrap();
        let listed = description["files"].as_array().unwrap().iter();
        let exported =
            description["exports"].as_object().unwrap().values().flat_map(|one| [&one["types"], &one["default"]]);
        for name in listed.chain(exported) {
            let name = name.as_str().unwrap().trim_start_matches("./");
            assert!(files.contains_key(name), "{name}");
        }
        let listed = description["files"].as_array().unwrap();
        assert!(files.keys().all(|name| name == "package.json" || listed.iter().any(|one| one == name)), "{listed:?}");
    }
}
