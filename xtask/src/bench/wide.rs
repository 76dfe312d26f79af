//! Two files of many columns: numbers as delimited text, of which some move in production.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use xtask::Failure;

use super::data::{Files, folder};
use super::random::Random;

/// The files with this number of rows and columns, generated if they do not exist.
pub(super) fn files(rows: u64, columns: usize) -> Result<Files, Failure> {
    let folder = folder()?;
    let place = |side: &str| folder.join(format!("wide-{side}-{rows}-{columns}.csv"));
    let (reference, production) = (place("reference"), place("production"));
    let mut bytes = 0;
    for (path, shifted) in [(&reference, false), (&production, true)] {
        if !path.is_file() {
            eprintln!("Making {}", path.display());
            make(path, rows, columns, shifted).map_err(Failure::file("write", path))?;
        }
        bytes += fs::metadata(path).map_err(Failure::file("read", path))?.len();
    }
    Ok(Files { reference, production, rows, bytes })
}

fn make(path: &Path, rows: u64, columns: usize, shifted: bool) -> io::Result<()> {
    let beside = path.with_extension("partial");
    let mut file = BufWriter::with_capacity(1 << 20, File::create(&beside)?);
    let mut random = Random::new(if shifted { 4 } else { 3 });
    // Every order of the names is another than that of the file.
    let names: Vec<String> = (0..columns).map(|column| format!("c{:03}", column * 7 % columns)).collect();
    writeln!(file, "{}", names.join(","))?;
    for _ in 0..rows {
        for column in 0..columns {
            let separator = if column == 0 { "" } else { "," };
            let moved = if shifted && column % 3 == 0 { column as f64 / columns as f64 } else { 0.0 };
            let missing = random.unit() < (column % 5) as f64 * if shifted { 0.02 } else { 0.01 };
            if missing {
                write!(file, "{separator}")?;
            } else {
                write!(file, "{separator}{:.3}", random.bell() + moved)?;
            }
        }
        writeln!(file)?;
    }
    file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
    fs::rename(&beside, path)
}
