//! `cargo xtask dist`: the page, one file that opens by double-click.

use std::path::PathBuf;

use sha2::{Digest, Sha256};

use crate::arguments::Arguments;
use crate::bind::{self, Bound};
use crate::failure::Failure;
use crate::pack::{self, Parts};
use crate::{imports, methods, workspace};

/// The most that the page may have, in bytes after gzip. The aim is 500 000; docs/benchmarks.md says what stands between:
/// the readers of fifteen shapes of input, every test of the statistics, profiles, and the explanation of all of it.
const BUDGET: usize = 895_000;

/// The packed page, as it lies on the disk.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    /// Where it is.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
    /// The module in it.
    pub bound: Bound,
}

impl Page {
    /// Its size after gzip, which is what a server sends.
    pub(crate) fn packed_size(&self) -> Result<usize, Failure> {
        Ok(pack::gzip(self.text.as_bytes())?.len())
    }

    /// Fails if it is over its budget.
    pub(crate) fn check_size(&self) -> Result<(), Failure> {
        match self.packed_size()? {
            size if size > BUDGET => Err(Failure::TooLarge { size, budget: BUDGET }),
            _ => Ok(()),
        }
    }
}

/// Runs the command.
pub(crate) fn run(mut arguments: Arguments) -> Result<(), Failure> {
    let accept = arguments.take_flag("--accept-imports");
    arguments.finish()?;
    let page = build()?;
    if accept {
        imports::accept(&page.bound)?;
    }
    println!("{}", page.path.display());
    println!(
        "{} bytes, {} after gzip; its module {} bytes",
        page.text.len(),
        page.packed_size()?,
        page.bound.wasm.len()
    );
    Ok(())
}

/// Builds the page and writes it with its checksum.
pub(crate) fn build() -> Result<Page, Failure> {
    let bound = bind::build("driftscope-page")?;
    let demo = [
        pack::gunzip(&workspace::read_bytes("static/demo/reference.json.gz")?)?,
        pack::gunzip(&workspace::read_bytes("static/demo/production.ndjson.gz")?)?,
    ];
    let text = pack::pack(&Parts {
        template: &workspace::read("index.html")?,
        bound: &bound,
        style: &format!("{}{}", workspace::read("static/tokens.css")?, workspace::read("static/style.css")?),
        theme: &workspace::read("static/theme.js")?,
        boot: &workspace::read("static/boot.js")?,
        unpack: &workspace::read("static/unpack.js")?,
        worker: &workspace::read("static/worker.js")?,
        methods: &methods::to_html(&workspace::read("docs/methods.md")?)?,
        icon: &workspace::read("static/icon.svg")?,
        demo: [&demo[0], &demo[1]],
        version: env!("CARGO_PKG_VERSION"),
    })?;
    let path = workspace::root().join("dist").join("driftscope.html");
    workspace::write(&path, text.as_bytes())?;
    // The form that `sha256sum --check` reads.
    let checksum: String = Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect();
    workspace::write(&path.with_extension("html.sha256"), format!("{checksum}  driftscope.html\n").as_bytes())?;
    Ok(Page { path, text, bound })
}
