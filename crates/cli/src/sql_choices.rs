//! Dialects and windows, by the names that are typed after `driftscope sql`.

use driftscope_report::WindowUnit;
use driftscope_sql::Dialect;

/// The window with this name.
pub(crate) fn window(name: &str) -> Result<WindowUnit, String> {
    WindowUnit::named(name).ok_or_else(|| format!("choose one of {}", WindowUnit::ALL.map(|(name, _)| name).join(", ")))
}

/// The dialect with this name.
pub(crate) fn dialect(name: &str) -> Result<&'static Dialect, String> {
    Dialect::named(name).ok_or_else(|| {
        let names: Vec<&str> = driftscope_sql::dialect::DIALECTS.iter().map(|dialect| dialect.name).collect();
        format!("choose one of {}", names.join(", "))
    })
}
