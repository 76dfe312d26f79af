//! The Python package, the Debian package and the container file.

use std::path::Path;
use std::process::Command;

use xtask::{Failure, workspace};

use super::programs::{installed, quietly};
use super::{Outcome, carries_the_page, file, logs, works};
use crate::packages::container;
use crate::release::Release;

/// Compares two files and saves the shared page.
const COMPARE: &str = "import sys, driftscope; driftscope.compare(sys.argv[1], sys.argv[2]).save(sys.argv[3])";

/// Installs the wheel in a new environment, without a package index.
pub(super) fn python(release: &Release, folder: &Path) -> Result<Outcome, Failure> {
    let Some(python) = installed(&["python3", "python"]) else {
        return Ok(Outcome::NotTried("there is no Python".to_owned()));
    };
    let wheel = file(release, "driftscope-", ".whl")
        .ok_or_else(|| Failure::Release { problem: "the release has no wheel".to_owned() })?;
    let environment = folder.join("environment");
    quietly(Command::new(python).args(["-m", "venv"]).arg(&environment))?;
    let bin = environment.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let python = bin.join("python");
    let options = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index"];
    quietly(Command::new(&python).args(options).arg(wheel))?;
    works(&bin.join(format!("driftscope{}", std::env::consts::EXE_SUFFIX)), release, folder)?;
    let report = folder.join("by-python.html");
    quietly(Command::new(&python).args(["-c", COMPARE]).args(logs()).arg(&report))?;
    carries_the_page(&report, release)?;
    let version = quietly(Command::new(&python).arg("--version"))?;
    Ok(Outcome::Works(format!("pip installs it without an index; command and module compare ({})", version.trim())))
}

/// Reads the package by dpkg's own tool, unpacks it, and runs what it installs.
pub(super) fn debian(release: &Release, folder: &Path) -> Result<Outcome, Failure> {
    let Some(package) = file(release, "driftscope_", ".deb") else {
        return Ok(Outcome::NotTried(format!("Debian does not run on {}", release.target)));
    };
    let Some(tool) = installed(&["dpkg-deb"]) else {
        return Ok(Outcome::NotTried("there is no dpkg-deb".to_owned()));
    };
    let ask = |option: &str| quietly(Command::new(tool).arg(option).arg(&package));
    let (description, contents) = (ask("--info")?, ask("--contents")?);
    for (words, text) in
        [("Package: driftscope", &description), ("root/root", &contents), ("./usr/bin/driftscope", &contents)]
    {
        if !text.contains(words) {
            return Err(Failure::Unexpected {
                command: format!("{tool} of {}", package.display()),
                printed: text.clone(),
            });
        }
    }
    let unpacked = folder.join("root");
    quietly(Command::new(tool).arg("--extract").arg(&package).arg(&unpacked))?;
    works(&unpacked.join("usr").join("bin").join("driftscope"), release, folder)?;
    Ok(Outcome::Works("dpkg-deb reads and unpacks it; the command in it compares".to_owned()))
}

/// Builds the image and runs it, where an engine can; otherwise looks whether the files are there that it would copy.
pub(super) fn container(release: &Release, _: &Path) -> Result<Outcome, Failure> {
    let path = release.folder.join(container::NAME);
    if !path.is_file() {
        return Ok(Outcome::NotTried(format!("a command for {} runs in no container", release.target)));
    }
    let text = workspace::read(&path.to_string_lossy())?;
    let copied = container::copied(&text);
    if let Some(missing) = copied.iter().find(|name| !release.folder.join(name).is_file()) {
        return Err(Failure::Release { problem: format!("{} copies {missing}, which is not there", container::NAME) });
    }
    let is_running = |name: &&&str| quietly(Command::new(name).arg("info")).is_ok();
    let Some(engine) = ["docker", "podman"].iter().find(is_running) else {
        let what = format!("what it copies is there ({})", copied.join(", "));
        return Ok(Outcome::NotTried(format!("neither docker nor podman can build here; {what}")));
    };
    let image = "driftscope:dry-run";
    quietly(Command::new(engine).args(["build", "--tag", image]).arg(&release.folder))?;
    let data = format!("{}:/data:ro", workspace::root().join("tests").join("data").join("flights").display());
    let mut run = Command::new(engine);
    run.args(["run", "--rm", "--network", "none", "--read-only", "--volume", &data, image, "compare"]);
    quietly(run.args(["reference.json.gz", "production.ndjson.gz"]))?;
    Ok(Outcome::Works(format!("{engine} builds it, and it compares without a network and without writing")))
}
