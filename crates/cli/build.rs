//! Puts the packed page into the command.
//!
//! The command must build by itself, with or without the WebAssembly target. So the page is not built from here. In the
//! repository it is taken from `dist/` if `cargo xtask dist` has made one, and `page.rs` says what to do if not. The
//! package that a registry has carries it beside its manifest, see
//! docs/decisions/0052-the-package-of-the-command-carries-the-page.md.

use std::path::PathBuf;
use std::{env, fs};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let own = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let is_repository = own.join("../../xtask/page-builder/Cargo.toml").exists();
    let page = if is_repository { own.join("../../dist/driftscope.html") } else { own.join("driftscope.html") };
    println!("cargo::rerun-if-changed={}", page.display());
    println!("cargo::rerun-if-changed=build.rs");
    let embedded = match fs::read_to_string(&page) {
        Ok(text) => {
            let generator = format!("content=\"Driftscope {}", env::var("CARGO_PKG_VERSION")?);
            if !is_repository && !text.contains(&generator) {
                return Err(format!("{} is of another version: run `cargo xtask release`", page.display()).into());
            }
            // A copy: the next `cargo xtask dist` must not change the file while the compiler reads it.
            fs::write(out.join("driftscope.html"), text)?;
            "Some(include_str!(concat!(env!(\"OUT_DIR\"), \"/driftscope.html\")))"
        }
        Err(error) if is_repository && error.kind() == std::io::ErrorKind::NotFound => "None",
        Err(error) if is_repository => return Err(format!("{}: {error}", page.display()).into()),
        Err(error) => return Err(format!("{}: {error}; `cargo xtask release` writes it", page.display()).into()),
    };
    fs::write(out.join("embedded_page.rs"), embedded)?;
    Ok(())
}
