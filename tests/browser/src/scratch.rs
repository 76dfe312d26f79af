//! A directory that is removed with its handle.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::BrowserError;

static MADE: AtomicU32 = AtomicU32::new(0);

/// A new, empty directory among the system's temporary ones.
#[derive(Debug)]
pub struct Scratch(PathBuf);

impl Scratch {
    /// Makes one.
    pub fn new() -> Result<Self, BrowserError> {
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("driftscope-browser-{}-{number}", std::process::id()));
        // What an older process of the same number left behind is nobody's.
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).map_err(BrowserError::io(format!("make {}", path.display())))?;
        Ok(Self(path))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file into it and gives its place.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> Result<PathBuf, BrowserError> {
        let path = self.0.join(name);
        std::fs::write(&path, bytes).map_err(BrowserError::io(format!("write {}", path.display())))?;
        Ok(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
