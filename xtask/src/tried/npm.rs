//! The npm package: installed by npm, and used by Node to make a shared page.
//!
//! That the element shows a report in a browser is a test of its own, `tests/end_to_end/tests/page/sharing/element.rs`.

use std::path::Path;
use std::process::Command;

use serde_json::Value;
use xtask::{Failure, workspace};

use super::programs::{installed, quietly};
use super::{Outcome, carries_the_page, file, logs};
use crate::packages::npm::NAME;
use crate::release::Release;

/// Puts a report into the package's page, as the element does.
const SHARE: &str = "import { readFileSync, writeFileSync } from 'node:fs';
import { pageWith } from 'driftscope-report';
import page from 'driftscope-report/page.js';
const [report, shared] = process.argv.slice(2);
writeFileSync(shared, pageWith(page, readFileSync(report, 'utf8').trim()));
";

/// Installs the package without a registry, asks npm what it would publish, and makes a shared page.
pub(super) fn install(release: &Release, folder: &Path) -> Result<Outcome, Failure> {
    // On Windows npm is a script that only its full name starts.
    let Some((npm, node)) = installed(&["npm", "npm.cmd"]).zip(installed(&["node"])) else {
        return Ok(Outcome::NotTried("there is no npm".to_owned()));
    };
    let package = file(release, NAME, ".tgz")
        .ok_or_else(|| Failure::Release { problem: "the release has no npm package".to_owned() })?;
    workspace::write(&folder.join("package.json"), b"{ \"private\": true, \"type\": \"module\" }\n")?;
    let run = |words: &[&str], place: &Path| {
        let mut command = Command::new(npm);
        command.args(words).current_dir(place).env("npm_config_update_notifier", "false");
        command
    };
    let options = ["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund"];
    quietly(run(&options, folder).arg(&package))?;
    let place = folder.join("node_modules").join(NAME);
    let listed = quietly(&mut run(&["pack", "--dry-run", "--json", "--ignore-scripts"], &place))?;
    let files = files(&listed)
        .ok_or_else(|| Failure::Unexpected { command: "npm pack".to_owned(), printed: listed.clone() })?;
    if let Some(missing) = left_out(&place, &files)? {
        return Err(Failure::Release { problem: format!("npm pack leaves out {missing}") });
    }
    let (report, shared) = (folder.join("report.json"), folder.join("shared.html"));
    let mut compare = Command::new(&release.command);
    quietly(compare.arg("compare").args(logs()).args(["--format", "json", "--output"]).arg(&report))?;
    workspace::write(&folder.join("share.js"), SHARE.as_bytes())?;
    quietly(Command::new(node).arg("share.js").arg(&report).arg(&shared).current_dir(folder))?;
    carries_the_page(&shared, release)?;
    let version = quietly(Command::new(npm).arg("--version"))?;
    Ok(Outcome::Works(format!(
        "npm {} installs it and packs the same files; Node makes a shared page with it",
        version.trim()
    )))
}

/// The names of the files in npm's list.
fn files(listed: &str) -> Option<Vec<String>> {
    let listed: Value = serde_json::from_str(listed).ok()?;
    listed.get(0)?["files"].as_array()?.iter().map(|file| Some(file["path"].as_str()?.to_owned())).collect()
}

/// A file of a folder that is not among these.
fn left_out(folder: &Path, files: &[String]) -> Result<Option<String>, Failure> {
    let entries = std::fs::read_dir(folder).map_err(Failure::file("read", folder))?;
    let mut names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    Ok(names.find(|name| !files.contains(name)))
}
