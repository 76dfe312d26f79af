//! Compiles a crate to WebAssembly and binds it to JavaScript.
//!
//! The binding is done by the library behind the `wasm-bindgen` command, at the version that Cargo.lock has for
//! `wasm-bindgen` itself, so the two cannot differ and nothing has to be installed. The bytes depend on the sources and
//! the compiler only: paths of this computer are rewritten before they can reach a panic's message.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use walrus::ModuleConfig;
use wasm_bindgen_cli_support::Bindgen;

use crate::error::PackError;
use xtask::{toolchain, workspace};

/// A module and the script that connects it with the browser.
#[derive(Clone, Debug)]
pub(crate) struct Bound {
    /// The script, which defines `wasm_bindgen`.
    pub glue: String,
    /// The module.
    pub wasm: Vec<u8>,
    /// What the module imports: everything that it can ask of the browser.
    pub imports: Vec<String>,
}

/// A module without a binding.
#[derive(Clone, Debug)]
pub(crate) struct Bare {
    /// The module.
    pub wasm: Vec<u8>,
    /// What it imports, each with the name of its group: everything that it can ask of the script.
    pub imports: Vec<String>,
}

/// The most memory of a module without a binding, in pages of 64 KiB: 1 GiB. A damaged file can claim to hold more.
const MOST_PAGES: u64 = 1 << 14;

/// Compiles the library of `package` for the page. Returns its path.
fn compile(package: &str) -> Result<PathBuf, PackError> {
    toolchain::ensure_wasm_target()?;
    let mut command = workspace::cargo();
    command.args(["build", "--profile", "page", "--lib", "--target", toolchain::WASM, "--package", package]);
    command.env("CARGO_ENCODED_RUSTFLAGS", compiler_flags()).env_remove("RUSTFLAGS");
    // A dependency of the Parquet reader has random numbers made when it is compiled. Nothing asks for them, and no two builds shall differ.
    command.env("CONST_RANDOM_SEED", "driftscope");
    workspace::run(&mut command)?;
    let file = format!("{}.wasm", package.replace('-', "_"));
    Ok(workspace::target_directory()?.join(toolchain::WASM).join("page").join(file))
}

/// Compiles a library that has no binding: a worker's script calls its functions, and gives it what it imports.
pub(crate) fn build_bare(package: &str) -> Result<Bare, PackError> {
    let mut config = ModuleConfig::new();
    config.generate_name_section(false).generate_producers_section(false);
    let mut module = config.parse_file(compile(package)?).map_err(failed)?;
    for memory in module.memories.iter_mut() {
        memory.maximum = Some(MOST_PAGES);
    }
    let imports = module.imports.iter().map(|import| format!("{}.{}", import.module, import.name)).collect();
    Ok(Bare { wasm: module.emit_wasm(), imports })
}

/// Compiles the library of `package` for the page and binds it.
pub(crate) fn build(package: &str) -> Result<Bound, PackError> {
    let compiled = compile(package)?;
    let mut output = Bindgen::new()
        .input_path(compiled)
        .no_modules(true)
        .map_err(failed)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()
        .map_err(failed)?;
    if output.snippets().values().any(|scripts| !scripts.is_empty()) || !output.local_modules().is_empty() {
        return Err(failed("a dependency brings a script of its own, which the page cannot load"));
    }
    let imports = output.wasm().imports.iter().map(|import| import.name.clone()).collect();
    let glue = without_address(&without_fetch(output.js())?)?;
    let wasm = output.wasm_mut().emit_wasm();
    Ok(Bound { glue, wasm, imports })
}

/// Writes a page that does nothing but load the library of `package`, and has this besides: `ready` is a promise of the
/// module, `wasm_bindgen` has its functions.
pub(crate) fn pack_alone(package: &str, body: &str, path: &Path) -> Result<(), PackError> {
    let bound = build(package)?;
    let page = format!(
        "<!DOCTYPE html><meta charset=\"utf-8\"><title>{package}</title>\n<script>{}</script>\n<script>\n\
         const module = Uint8Array.from(atob(\"{}\"), letter => letter.charCodeAt(0));\n\
         window.ready = wasm_bindgen({{ module_or_path: module }});\n</script>\n{body}",
        bound.glue,
        STANDARD.encode(&bound.wasm),
    );
    Ok(workspace::write(path, page.as_bytes())?)
}

fn failed(reason: impl std::fmt::Display) -> PackError {
    PackError::Bind { reason: format!("{reason:#}") }
}

/// The script can load a module by its address too. Nobody asks it to, and a reader who searches the page for ways to
/// a network shall find none.
fn without_fetch(glue: &str) -> Result<String, PackError> {
    let glue = glue.replace(
        "module_or_path = fetch(module_or_path);",
        "throw new TypeError(\"the module is in the page, not at an address\");",
    );
    if glue.contains("fetch(") {
        return Err(failed("the script calls fetch in a place that is not known"));
    }
    Ok(glue)
}

/// The script asks for its own address, to load a module that lies beside it, and fails where the page has none that can be a base,
/// as in an iframe with `srcdoc`. The module is in the page, so nothing needs the address.
fn without_address(glue: &str) -> Result<String, PackError> {
    let glue = glue.replace("script_src = new URL(document.currentScript.src, location.href).toString();", "");
    if glue.contains("new URL(") || glue.contains("location.") {
        return Err(failed("the script asks for the page's address in a place that is not known"));
    }
    Ok(glue)
}

/// Vector instructions, and neutral names for the paths of this computer.
fn compiler_flags() -> OsString {
    // Every browser has them since 2023. SHA-256 gains most, which is a fifth of the time from drop to verdict.
    let mut flags = OsString::from("-Ctarget-feature=+simd128");
    for flag in toolchain::neutral_paths() {
        flags.push("\u{1f}");
        flags.push(flag);
    }
    flags
}
