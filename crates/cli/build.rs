//! Puts the packed page into the command, where `cargo xtask dist` has made one.
//!
//! The command must build by itself, with or without the WebAssembly target. So the page is not built from here: it is
//! taken from `dist/` if it is there, and `page.rs` says what to do if it is not.

use std::path::PathBuf;
use std::{env, fs};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let page = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../../dist/driftscope.html");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    println!("cargo::rerun-if-changed={}", page.display());
    println!("cargo::rerun-if-changed=build.rs");
    let embedded = match fs::read_to_string(&page) {
        Ok(text) => {
            // A copy: the next `cargo xtask dist` must not change the file while the compiler reads it.
            fs::write(out.join("driftscope.html"), text)?;
            "Some(include_str!(concat!(env!(\"OUT_DIR\"), \"/driftscope.html\")))"
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => "None",
        Err(error) => return Err(format!("{}: {error}", page.display()).into()),
    };
    fs::write(out.join("embedded_page.rs"), embedded)?;
    Ok(())
}
