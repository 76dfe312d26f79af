//! Builds the page from its parts and writes it with its checksum.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use xtask::{toolchain, workspace};

use crate::error::PackError;
use crate::pack::{self, Parts};
use crate::{bind, imports, methods, style};

/// The version that the page names itself, with the Rust that compiles it: `0.9.0, Rust 1.95.0`.
fn version() -> Result<String, PackError> {
    let unknown = || PackError::Page { problem: "`rustc --version` names no version".to_owned() };
    Ok(format!("{}, Rust {}", env!("CARGO_PKG_VERSION"), toolchain::version().ok_or_else(unknown)?))
}

/// Builds and writes the page. Returns its path, sizes and what is wrong with its imports, as xtask reads them.
pub(crate) fn build(accept_imports: bool) -> Result<Value, PackError> {
    let bound = bind::build("driftscope-page")?;
    let parquet = bind::build_bare("driftscope-parquet-page")?;
    let demo = [
        pack::gunzip(&workspace::read_bytes("static/demo/reference.json.gz")?)?,
        pack::gunzip(&workspace::read_bytes("static/demo/production.ndjson.gz")?)?,
    ];
    let text = pack::pack(&Parts {
        template: &workspace::read("index.html")?,
        bound: &bound,
        parquet: &parquet.wasm,
        style: &style::joined()?,
        theme: &workspace::read("static/theme.js")?,
        boot: &workspace::read("static/boot.js")?,
        unpack: &workspace::read("static/unpack.js")?,
        worker: &workspace::read("static/worker.js")?,
        methods: &methods::to_html(&workspace::read("docs/methods.md")?)?,
        icon: &workspace::read("static/icon.svg")?,
        demo: [&demo[0], &demo[1]],
        version: &version()?,
    })?;
    let path = workspace::root().join("dist").join("driftscope.html");
    workspace::write(&path, text.as_bytes())?;
    // The form that `sha256sum --check` reads.
    let checksum: String = Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect();
    workspace::write(&path.with_extension("html.sha256"), format!("{checksum}  driftscope.html\n").as_bytes())?;
    if accept_imports {
        imports::accept(&bound, &parquet)?;
    }
    Ok(json!({
        "path": path,
        "size": text.len(),
        "packed_size": pack::gzip(text.as_bytes())?.len(),
        "module_size": bound.wasm.len(),
        "parquet_size": parquet.wasm.len(),
        "imports_problem": imports::check(&bound, &parquet).err().map(|problem| problem.to_string()),
    }))
}
