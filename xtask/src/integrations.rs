//! `cargo xtask integrations`: the Python package and the files in `integrations`, tried with the tools that they are for.
//!
//! Each tool gets a virtual environment of its own below the target directory, since they ask for different versions of the same
//! packages. That needs Python with pip and a package index, which is why `cargo xtask test` leaves it out.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use xtask::{Arguments, Failure, workspace};

use crate::packages;

/// A virtual environment, and the tests that run in it.
struct Environment {
    /// The word after `cargo xtask integrations`.
    name: &'static str,
    /// The first of these that is installed is its Python.
    pythons: &'static [&'static str],
    /// What is installed beside the wheel and pytest, with the version that the files were written for.
    packages: &'static [&'static str],
    /// Files or folders with tests.
    tests: &'static [&'static str],
}

/// The package, on the oldest and on a recent Python.
const FRAMES: &[&str] = &["pandas", "polars", "pyarrow", "duckdb"];

const ENVIRONMENTS: [Environment; 6] = [
    Environment { name: "oldest", pythons: &["python3.9"], packages: FRAMES, tests: &["python/tests"] },
    Environment { name: "python", pythons: &["python3.13", "python3"], packages: FRAMES, tests: &["python/tests"] },
    Environment {
        name: "files",
        pythons: &["python3"],
        packages: &[
            "evidently==0.7.23",
            // Evidently does not import with pandas 3.
            "pandas<3",
            "pyarrow",
            "nbconvert",
            "ipykernel",
            "pre-commit",
            "check-jsonschema",
            "pyyaml",
        ],
        tests: &["integrations/tests/test_files.py", "integrations/tests/test_notebook.py"],
    },
    Environment {
        name: "airflow",
        pythons: &["python3"],
        packages: &["apache-airflow==3.3.2", "pyarrow"],
        tests: &["integrations/tests/test_airflow.py"],
    },
    Environment {
        name: "prefect",
        pythons: &["python3"],
        packages: &["prefect==3.9.1", "pyarrow"],
        tests: &["integrations/tests/test_prefect.py"],
    },
    Environment {
        name: "dbt",
        pythons: &["python3"],
        packages: &["dbt-core==1.10.23", "dbt-duckdb==1.9.6", "duckdb<2", "pandas", "pyarrow"],
        tests: &["integrations/tests/test_dbt.py"],
    },
];

/// Runs the command. It goes on after a failure, so that one run reports everything.
pub(crate) fn run(mut arguments: Arguments) -> Result<(), Failure> {
    let wheel = arguments.take_value("--wheel")?.map(PathBuf::from);
    let chosen = arguments.next_word();
    arguments.finish()?;
    let all: Vec<&str> = ENVIRONMENTS.iter().map(|environment| environment.name).collect();
    if let Some(name) = chosen.as_deref().filter(|name| !all.contains(name)) {
        let problem = format!("there is no environment \"{name}\"; there are {}", all.join(", "));
        return Err(Failure::Usage { problem });
    }
    let wheel = wheel.map_or_else(|| packages::write_wheel(None), Ok)?;
    let is_chosen = |environment: &&Environment| chosen.as_deref().is_none_or(|name| name == environment.name);
    let mut first = None;
    for environment in ENVIRONMENTS.iter().filter(is_chosen) {
        println!("\n{}", environment.name);
        if let Err(failure) = environment.run(&wheel) {
            println!("FAILED  {}: {failure}", environment.name);
            first.get_or_insert(failure);
        }
    }
    first.map_or(Ok(()), Err)
}

impl Environment {
    fn run(&self, wheel: &Path) -> Result<(), Failure> {
        let folder = workspace::target_directory()?.join("driftscope").join("integrations").join(self.name);
        let bin = folder.join(if cfg!(windows) { "Scripts" } else { "bin" });
        let python = bin.join("python");
        if !python.exists() {
            workspace::run(Command::new(self.installed()?).args(["-m", "venv"]).arg(&folder))?;
        }
        let pip = || {
            let mut command = Command::new(&python);
            command.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
            command
        };
        workspace::run(pip().arg("pytest").args(self.packages))?;
        // The version is the same after a change, so pip would keep what it has.
        workspace::run(pip().args(["--force-reinstall", "--no-deps"]).arg(wheel))?;
        let mut test = Command::new(&python);
        test.args(["-m", "pytest", "-q", "-p", "no:cacheprovider"]).args(self.tests);
        workspace::run(test.current_dir(workspace::root()).env("PYTHONDONTWRITEBYTECODE", "1"))
    }

    /// The first of its Pythons that starts.
    fn installed(&self) -> Result<&'static str, Failure> {
        let starts = |name: &&str| {
            let mut command = Command::new(name);
            command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
            command.status().is_ok_and(|status| status.success())
        };
        self.pythons.iter().copied().find(|name| starts(name)).ok_or_else(|| Failure::Start {
            program: self.pythons.join(" or "),
            reason: std::io::ErrorKind::NotFound.into(),
            advice: "Install it, or name another environment: cargo xtask integrations python".to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_test_of_an_integration_is_run_by_an_environment() {
        let named: Vec<&str> = ENVIRONMENTS.iter().flat_map(|environment| environment.tests).copied().collect();
        for path in &named {
            assert!(workspace::root().join(path).exists(), "{path}");
        }
        let files = std::fs::read_dir(workspace::root().join("integrations/tests")).unwrap();
        for name in files.flatten().map(|file| file.file_name().to_string_lossy().into_owned()) {
            let is_test = name.starts_with("test_");
            assert!(!is_test || named.contains(&format!("integrations/tests/{name}").as_str()), "{name}");
        }
    }
}
