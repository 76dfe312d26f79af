//! The two files that are measured with: prediction logs as a service writes them, one JSON object in a line.
//!
//! Twenty columns, some of them nested: a time, ten numbers of fifteen to seventeen digits, two integers, six columns of
//! labels, and a boolean and a missing value here and there. Production has a few columns that moved.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use xtask::{Failure, workspace};

use super::random::Random;

/// Columns of each file.
pub(super) const COLUMNS: usize = 20;

/// Part of the files' names: a change of what is in them changes this, and the old ones are not taken for the new.
const EDITION: u32 = 1;

/// The numbers of `input`, with their means and standard deviations.
const NUMBERS: [(&str, f64, f64); 8] = [
    ("amount", 82.5, 31.0),
    ("balance", 10_450.0, 4_200.0),
    ("income", 52_300.0, 14_000.0),
    ("debt_ratio", 0.31, 0.09),
    ("risk_score", 0.52, 0.17),
    ("distance_km", 14.2, 6.1),
    ("session_seconds", 311.0, 118.0),
    ("velocity", 1.8, 0.6),
];

/// The two files.
#[derive(Clone, Debug)]
pub(super) struct Files {
    /// The reference.
    pub reference: PathBuf,
    /// Production.
    pub production: PathBuf,
    /// Rows of each.
    pub rows: u64,
    /// Bytes of both together.
    pub bytes: u64,
}

/// The files with this number of rows, generated if they do not exist.
pub(super) fn files(rows: u64) -> Result<Files, Failure> {
    let folder = folder()?;
    let place = |side: &str| folder.join(format!("{side}-{rows}-v{EDITION}.jsonl"));
    let (reference, production) = (place("reference"), place("production"));
    let mut bytes = 0;
    for (path, shifted) in [(&reference, false), (&production, true)] {
        if !path.is_file() {
            eprintln!("Making {}", path.display());
            make(path, rows, shifted).map_err(Failure::file("write", path))?;
        }
        bytes += fs::metadata(path).map_err(Failure::file("read", path))?.len();
    }
    Ok(Files { reference, production, rows, bytes })
}

/// Where everything lies that is measured with.
pub(super) fn folder() -> Result<PathBuf, Failure> {
    let folder = workspace::target_directory()?.join("bench");
    fs::create_dir_all(&folder).map_err(Failure::file("make", &folder))?;
    Ok(folder)
}

fn make(path: &Path, rows: u64, shifted: bool) -> io::Result<()> {
    let beside = path.with_extension("partial");
    let mut file = BufWriter::with_capacity(1 << 20, File::create(&beside)?);
    let mut random = Random::new(if shifted { 2 } else { 1 });
    for row in 0..rows {
        write_row(&mut file, row, shifted, &mut random)?;
    }
    file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
    fs::rename(&beside, path)
}

fn write_row(file: &mut impl Write, row: u64, shifted: bool, random: &mut Random) -> io::Result<()> {
    // A request every 1.7 seconds or so: a million are three weeks.
    let milliseconds = row * 1_700 + random.bits() % 900;
    let (day, time) = (1 + milliseconds / 86_400_000 % 28, milliseconds % 86_400_000);
    let month = if shifted { 11 } else { 10 };
    write!(
        file,
        r#"{{"timestamp":"2026-{month}-{day:02}T{:02}:{:02}:{:02}.{:03}Z","model_version":"{}","input":{{"#,
        time / 3_600_000,
        time / 60_000 % 60,
        time / 1_000 % 60,
        time % 1_000,
        ["2.4.0", "2.4.1", "2.5.0-rc.1"][random.below(3, 2)],
    )?;
    for (place, (name, mean, sd)) in NUMBERS.into_iter().enumerate() {
        let moved = if shifted && place % 4 == 0 { 0.1 } else { 0.0 };
        // Every fortieth distance is missing, and more in production.
        let missing = name == "distance_km" && random.unit() < if shifted { 0.04 } else { 0.025 };
        match missing {
            true => write!(file, r#""{name}":null,"#)?,
            false => write!(file, r#""{name}":{},"#, mean + sd * (random.bell() + moved))?,
        }
    }
    let skew = if shifted { 3 } else { 2 };
    write!(
        file,
        r#""age":{},"items":{},"country":"country-{:02}","device":"{}","plan":"{}","merchant":"merchant {:02} ltd","returning":{}}},"#,
        18 + random.below(70, 1),
        1 + random.below(30, skew),
        random.below(60, skew),
        ["phone", "desktop", "tablet", "watch", "other"][random.below(5, 2)],
        ["free", "basic", "plus", "business"][random.below(4, 2)],
        random.below(40, 2),
        random.unit() < 0.62,
    )?;
    writeln!(
        file,
        r#""prediction":{{"class":"{}","confidence":{}}},"latency_ms":{}}}"#,
        ["approve", "review", "decline"][random.below(3, 2)],
        0.5 + random.unit() / 2.0,
        7.0 + 30.0 * random.unit() * random.unit() + if shifted { 1.5 } else { 0.0 },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_an_object_of_twenty_values_and_the_same_each_time() {
        let row = |shifted| {
            let mut text = Vec::new();
            write_row(&mut text, 999_999, shifted, &mut Random::new(3)).unwrap();
            text
        };
        assert_eq!(row(true), row(true));
        assert_ne!(row(true), row(false));
        let value: serde_json::Value = serde_json::from_slice(&row(false)).unwrap();
        let columns: usize =
            value.as_object().unwrap().values().map(|value| value.as_object().map_or(1, serde_json::Map::len)).sum();
        assert_eq!(columns, COLUMNS);
        assert_eq!(value["timestamp"].as_str().unwrap().len(), "2026-10-20T16:13:20.000Z".len());
    }
}
