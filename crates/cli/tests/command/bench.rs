//! A folder of files for one test, and the command run in it.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Rows of each file of the usual pair: enough that columns without drift are said to have none.
pub(crate) const ROWS: u64 = 3000;

/// A folder of its own for one test.
pub(crate) struct Bench {
    folder: PathBuf,
}

/// What the command answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Bench {
    /// An empty folder, named after the test.
    pub(crate) fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("command").join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Self { folder }
    }

    /// A folder with an undrifted pair `reference.jsonl` and `same.jsonl`, and `drifted.jsonl`.
    pub(crate) fn with_pair(name: &str) -> Self {
        let bench = Self::new(name);
        bench.write("reference.jsonl", rows(0, ROWS, 0.0));
        bench.write("same.jsonl", rows(1, ROWS, 0.0));
        bench.write("drifted.jsonl", rows(2, ROWS, 3.0));
        bench
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The names of everything in the folder, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(&self.folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// The command, to be run in the folder, with nothing of the person's own environment that changes the output.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_driftscope"));
        command.current_dir(&self.folder).args(arguments);
        for variable in ["COLUMNS", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "GITHUB_STEP_SUMMARY"] {
            command.env_remove(variable);
        }
        command
    }

    /// Runs `driftscope` with these arguments.
    pub(crate) fn run(&self, arguments: &[&str]) -> Answer {
        Answer::from(self.command(arguments).output().unwrap())
    }

    /// Runs `driftscope compare` with these arguments.
    pub(crate) fn compare(&self, arguments: &[&str]) -> Answer {
        self.run(&[&["compare"], arguments].concat())
    }
}

impl Answer {
    /// Expects exit code 2, nothing on standard output, and a message with all of these parts.
    #[track_caller]
    pub(crate) fn refuses(&self, parts: &[&str]) {
        assert_eq!(self.code, Some(2), "{self:?}");
        assert_eq!(self.stdout, "", "{self:?}");
        for part in parts {
            assert!(self.stderr.contains(part), "no `{part}` in {self:?}");
        }
        assert!(!self.stderr.contains("panicked"), "{self:?}");
    }

    /// Expects this exit code and a report.
    #[track_caller]
    pub(crate) fn answers(&self, code: i32) -> &Self {
        assert_eq!(self.code, Some(code), "{self:?}");
        self
    }

    /// The report, as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }
}

impl From<Output> for Answer {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// JSON Lines: a number around 10 + `shift`, an integer, a category, a boolean and an identifier. `seed` numbers the rows.
pub(crate) fn rows(seed: u64, count: u64, shift: f64) -> String {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(12345);
    let mut uniform = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut text = String::new();
    for row in 0..count {
        // Twelve uniform numbers add up to a nearly normal one.
        let x = (0..12).map(|_| uniform()).sum::<f64>() + 4.0 + shift;
        let n = (uniform() * 40.0) as u32;
        let colour = ["red", "green", "blue"][(uniform() * 3.0) as usize];
        let late = uniform() < 0.3;
        let id = format!("r-{seed}-{row:06}-{:08x}", row.wrapping_mul(2_654_435_761) as u32);
        writeln!(text, r#"{{"id":"{id}","x":{x:.4},"n":{n},"colour":"{colour}","late":{late}}}"#).unwrap();
    }
    text
}
